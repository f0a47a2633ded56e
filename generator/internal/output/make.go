package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

// each calls do for 0 … n-1 from several goroutines, until one call fails or the context is cancelled.
func each(ctx context.Context, workers, n int, do func(i int) error) error {
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(workers, n) {
		group.Go(func() error {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := do(i); err != nil {
					return err
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
	err := each(ctx, r.workers, len(r.outputs), r.make)
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
func (r *run) make(i int) error {
	o, was, found := &r.outputs[i], r.was[i], r.found[i]
	if was.isAsLeft(found) && was.key == o.Key {
		r.next[i] = was
		r.next[i].mtime = found.mtime
		return nil
	}
	buffer := r.buffer()
	defer r.buffers.Put(buffer)
	if err := o.WriteTo(buffer); err != nil {
		r.fail(o, err)
		return nil
	}
	data := buffer.Bytes()
	e := entry{path: o.Path, known: true, key: o.Key, size: int64(len(data)), mtime: found.mtime}
	if found.kind != file || found.size != e.size || !r.holds(o.Path, data) {
		if r.failed() {
			return nil
		}
		var err error
		if e.mtime, err = r.put(i, data); err != nil {
			return err
		}
		r.changed[i] = true
	}
	r.next[i] = e
	return nil
}

func (r *run) buffer() *bytes.Buffer {
	if b, ok := r.buffers.Get().(*bytes.Buffer); ok {
		b.Reset()
		return b
	}
	return new(bytes.Buffer)
}

// holds tells whether a file has exactly these bytes. One that cannot be read is to be replaced.
func (r *run) holds(path string, data []byte) bool {
	there, err := afero.ReadFile(r.fs, path)
	return err == nil && bytes.Equal(there, data)
}

// put writes an output to the stage, or to its place in a folder that is its own stage.
func (r *run) put(i int, data []byte) (mtime int64, err error) {
	path := r.outputs[i].Path
	if r.fresh {
		mtime, err = create(r.fs, path, data)
	} else if err = r.openStage(); err == nil {
		mtime, err = create(r.fs, staged(i), data)
	}
	if err != nil {
		return 0, cannot("write", path, err)
	}
	return mtime, nil
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

// create writes a file that must not exist, or leaves none. The time is asked for after closing: only
// then is it settled on every file system.
func create(fsys afero.Fs, path string, data []byte) (mtime int64, err error) {
	f, err := fsys.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	if err == nil {
		var info fs.FileInfo
		if info, err = lstat(fsys, path); err == nil {
			return info.ModTime().UnixNano(), nil
		}
	}
	_ = fsys.Remove(path) // should it fail too, the manifest or the stage still has it
	return 0, err
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
