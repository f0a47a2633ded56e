package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/guard"
	"assay/generator/internal/plan"
)

// each calls do for 0 … n-1 from several goroutines, until one call fails or the context is cancelled. Numbers that follow each other mostly go to the same one,
// with its own way to the folders.
func (r *run) each(ctx context.Context, n int, do func(w *way, i int) error) error {
	const atOnce = 16
	var next atomic.Int64
	group, ctx := guard.WithContext(ctx)
	for range min(r.workers, n) {
		group.Go(func() error {
			w := &way{fs: r.fs}
			defer w.close()
			for ctx.Err() == nil {
				first := int(next.Add(atOnce)) - atOnce
				if first >= n {
					return nil
				}
				for i := first; i < min(first+atOnce, n) && ctx.Err() == nil; i++ {
					if err := do(w, i); err != nil {
						return err
					}
				}
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

// makeAll makes all outputs that may have changed and writes those that did. It reports every output that
// fails, so it goes on making them, but writes nothing more.
func (r *run) makeAll(ctx context.Context) error {
	err := r.each(ctx, len(r.outputs), r.make)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return append(r.failures, diag.FromError(err)...)
	}
	if len(r.failures) > 0 {
		return r.failures
	}
	return nil
}

// make decides whether an output is unchanged and sees to it that its new bytes are on the disk if not.
func (r *run) make(w *way, i int) error {
	o, was, found := &r.outputs[i], r.was[i], r.found[i]
	if was.isAsLeft(found) && was.key == o.Key {
		r.next[i] = was
		r.next[i].mtime = found.mtime
		return nil
	}
	s := r.spool(w, i)
	defer r.spools.Put(s)
	err := guard.Try(cmp.Or(o.Source, o.Path), func() error { return o.WriteTo(s) })
	if s.err == nil && err != nil {
		s.discard()
		r.fail(o, err)
		return nil
	}
	if err := s.close(); err != nil {
		s.discard()
		return err
	}
	e := entry{path: o.Path, known: true, key: o.Key, size: s.size, mtime: found.mtime}
	switch {
	case found.kind == file && found.size == e.size && s.isAt(o.Path), r.failed():
		s.discard()
	default:
		if e.mtime, err = s.put(); err != nil {
			s.discard()
			return err
		}
		r.changed[i] = true
	}
	r.next[i] = e
	return nil
}

func (r *run) spool(w *way, i int) *spool {
	s, ok := r.spools.Get().(*spool)
	if !ok {
		s = new(spool)
	}
	s.reset(r, w, i)
	return s
}

// placeFor is where an output is written to: the stage, or its place in a folder that is its own stage.
func (r *run) placeFor(w *way, i int) (fsys afero.Fs, name string, err error) {
	place := r.outputs[i].Path
	if !r.fresh {
		place, err = staged(i), r.openStage()
	}
	fsys, name = w.to(place)
	return fsys, name, err
}

func staged(i int) string { return stageName + "/" + strconv.Itoa(i) }

// openStage makes the stage where the run has none yet.
func (r *run) openStage() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.staging {
		return nil
	}
	if err := r.fs.Mkdir(stageName, 0o755); err != nil {
		return cannot("make", stageName, err)
	}
	r.staging = true
	return nil
}

// newFile opens a file that must not exist.
const newFile = os.O_WRONLY | os.O_CREATE | os.O_EXCL

// create writes a file that must not exist, or leaves none.
func create(fsys afero.Fs, path string, data []byte) (mtime int64, err error) {
	f, err := fsys.OpenFile(path, newFile, 0o644)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	if err == nil {
		mtime, err = written(fsys, path)
	}
	if err != nil {
		_ = fsys.Remove(path) // should it fail too, the manifest or the stage still has it
	}
	return mtime, err
}

// written tells when a file was written. It is asked for after closing: only then is the time settled on every file system.
func written(fsys afero.Fs, path string) (mtime int64, err error) {
	info, err := lstat(fsys, path)
	if err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

func (r *run) failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.failures) > 0
}

// fail notes an output that could not be made.
func (r *run) fail(o *plan.Output, err error) {
	flaws := diag.List{failure(o.Source, diag.CannotWrite, fmt.Sprintf("cannot make %q: %v", o.Path, err), "")}
	if isDiagnosed(err) {
		flaws = diag.FromError(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, flaws...)
}

// isDiagnosed tells whether an error says where it comes from.
func isDiagnosed(err error) bool {
	var list diag.List
	var one diag.Diagnostic
	return errors.As(err, &list) && len(list) > 0 || errors.As(err, &one)
}
