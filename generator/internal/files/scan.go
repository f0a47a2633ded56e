package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/guard"
)

// Scanner takes snapshots of a site. It keeps nothing between two scans.
type Scanner struct {
	FS      afero.Fs
	Now     func() time.Time // wall clock, only to tell fresh modification times from settled ones
	Workers int              // files and folders read at once; 0: GOMAXPROCS

	// Peek, where it is set, is called with the beginning of every picture of a page whose content was read, under
	// the same terms as Scan's read: enough of it to tell how large the picture is.
	Peek func(File, []byte)
}

// Scan looks at the whole site.
//
// The files that are unchanged since prev, which may be nil, are not opened. If read is not nil, it is called with every
// text file whose content was read, from up to Workers goroutines at once; the bytes are its own. A content may be
// handed over that is not in the snapshot, or twice, where a file changes meanwhile.
//
// What cannot be an input is in the diagnostics, which are sorted. The error is that of a cancelled ctx, and no other.
func (s *Scanner) Scan(ctx context.Context, prev *Snapshot, read func(File, []byte)) (*Snapshot, diag.List, error) {
	if prev == nil {
		prev = &Snapshot{}
	}
	run := s.begin(prev, read)
	run.group.Go(func() error { run.site(ctx); return nil })
	_ = run.group.Wait() // no task fails: they report
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(run.folders, func(a, b Folder) int { return strings.Compare(a.Path, b.Path) })
	folders := slices.CompactFunc(run.folders, func(a, b Folder) bool { return a.Path == b.Path })
	return newSnapshot(run.taken, run.merged(), folders), run.problems.Sort(), nil
}

// begin makes a scan that has found nothing yet.
func (s *Scanner) begin(prev *Snapshot, read func(File, []byte)) *scan {
	if read == nil {
		read = func(File, []byte) {}
	}
	workers := s.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	run := &scan{taken: s.Now(), fs: s.FS, prev: prev, read: read, peek: s.Peek, same: make([]bool, prev.Len())}
	run.group.SetLimit(workers)
	return run
}

// merged gives all entries in order. Those of prev are in order already; sorting ten thousand again would be a good part of
// a scan that finds nothing new.
func (r *scan) merged() []entry {
	fresh := sorted(r.fresh)
	all := make([]entry, 0, r.prev.Len()+len(fresh))
	for i, e := range r.prev.entries {
		if !r.same[i] {
			continue
		}
		for len(fresh) > 0 && fresh[0].Path < e.Path {
			all, fresh = append(all, fresh[0]), fresh[1:]
		}
		if len(fresh) == 0 || fresh[0].Path != e.Path {
			all = append(all, e)
		}
	}
	return append(all, fresh...)
}

// sorted orders by path. Some file systems list a file twice that is renamed while they list.
func sorted(entries []entry) []entry {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(entries, func(a, b entry) bool { return a.Path == b.Path })
}

// scan is one run of a Scanner.
type scan struct {
	taken time.Time
	fs    afero.Fs
	prev  *Snapshot
	read  func(File, []byte)
	peek  func(File, []byte) // may be nil
	group guard.Group

	mu       sync.Mutex // of what follows
	same     []bool     // entries of prev that are in this snapshot as they were
	fresh    []entry    // the others of this snapshot
	folders  []Folder
	problems diag.List
}

// spawn does a task in another goroutine if one is free, else here and now, so that tasks can spawn tasks
// without waiting for each other.
func (r *scan) spawn(task func()) {
	if !r.group.TryGo(func() error { task(); return nil }) {
		task()
	}
}

func (r *scan) keep(e entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fresh = append(r.fresh, e)
}

func (r *scan) keepSame(i int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.same[i] = true
}

// keepFolder notes a folder and those of its entries that are as they were.
func (r *scan) keepFolder(f Folder, same []int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.folders = append(r.folders, f)
	for _, i := range same {
		r.same[i] = true
	}
}

func (r *scan) report(path string, p *diag.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, at(path, p))
}

// failed reports an error of the file system, unless the file is just not there any more.
func (r *scan) failed(path string, err error) {
	if !gone(err) {
		r.report(path, cannotRead(err))
	}
}

// site visits the places where inputs are.
func (r *scan) site(ctx context.Context) {
	for _, top := range []struct {
		path  string
		isDir bool
	}{{"site.yaml", false}, {"claims", true}, {"content", true}, {"templates", true}, {"static", true}} {
		info, err := lstat(r.fs, top.path)
		switch {
		case err != nil:
			r.failed(top.path, err)
		case info.Mode().IsRegular() && top.isDir:
			r.report(top.path, diag.Problemf(diag.CannotRead, "this is a file, and must be a folder"))
		case info.IsDir() && !top.isDir:
			r.report(top.path, diag.Problemf(diag.CannotRead, "this is a folder, and must be a file"))
		default:
			r.visit(ctx, top.path, info, 0)
		}
	}
}

// visit takes up what was found at a path, for the first time or after some tries.
func (r *scan) visit(ctx context.Context, path string, info fs.FileInfo, tries int) {
	mode := info.Mode()
	switch {
	case ctx.Err() != nil:
	case mode.IsDir():
		r.spawn(func() { r.folder(ctx, Folder{path, inodeOf(info).number}) })
	case mode.IsRegular():
		r.file(ctx, path, stampOf(info), tries)
	case mode&fs.ModeSymlink != 0:
		r.report(path, diag.Problemf(diag.Symlink, "symbolic links are not followed").
			Because("put the file or folder itself in its place"))
	default:
		r.report(path, diag.Problemf(diag.CannotRead, "this is neither a file nor a folder"))
	}
}

func (r *scan) folder(ctx context.Context, folder Folder) {
	path := folder.Path
	if strings.Count(path, "/") >= maxDepth {
		r.report(path, diag.Problemf(diag.TooDeep, "folders are nested more than %d deep", maxDepth).
			Because("move this folder up"))
		return
	}
	infos, err := list(r.fs, path)
	if err != nil {
		r.failed(path, err)
		return
	}
	isTemplate := path == "templates" || strings.HasPrefix(path, "templates/")
	isStatic := strings.HasPrefix(path+"/", StaticDir)
	known := r.prev.folder(path)
	var same []int
	for _, info := range infos {
		name := info.Name()
		if i, ok := known.unchanged(name, info); ok { // the rest of its path, and whether it counts, is known too
			same = append(same, i)
			continue
		}
		full := path + "/" + name
		switch {
		case isStatic && ignoredStatic(name):
		case !isStatic && ignored(name, info.IsDir(), isTemplate):
		case !printable(name):
			r.report(full, diag.Problemf(diag.BadPath, "the name is not UTF-8 or has control characters").
				Because("rename it"))
		default:
			r.visit(ctx, full, info, 0)
		}
	}
	r.keepFolder(folder, same)
}

// list is afero.ReadDir without the sorting.
func list(fsys afero.Fs, path string) ([]fs.FileInfo, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdir(-1)
}

func (r *scan) file(ctx context.Context, path string, now stamp, tries int) {
	if i, ok := r.prev.unchanged(path, now); ok {
		r.keepSame(i)
		return
	}
	if isText(path) && now.size > maxText {
		r.report(path, diag.Problemf(diag.TooLarge, "this file has %d bytes; a text file may have %d", now.size, maxText))
		return
	}
	r.spawn(func() { guard.In(path, func() { r.load(ctx, path, now, tries) }) })
}

// load reads a file that had the given stamp just now.
func (r *scan) load(ctx context.Context, path string, now stamp, tries int) {
	var text bytes.Buffer
	var head beginning
	w, peeks := io.Discard, r.peek != nil && isPeeked(path)
	switch {
	case isText(path):
		text.Grow(int(now.size))
		w = &text
	case peeks:
		w = &head
	}
	sum, err := copyStamped(ctx, w, r.fs, path, now)
	switch {
	case ctx.Err() != nil:
	case changed(err):
		r.again(ctx, path, tries+1)
	case err != nil:
		r.failed(path, err)
	default:
		f := File{Path: path, Size: now.size, ModTime: now.modified, Sum: sum}
		r.keep(entry{f, now.inode})
		if isText(path) {
			r.read(f, text.Bytes())
		}
		if peeks && !isText(path) {
			r.peek(f, head)
		}
	}
}

// beginning keeps the first bytes of what is written to it.
type beginning []byte

// peeked is how much of a picture is handed over. Cameras put a preview and colour profiles before its size.
const peeked = 256 << 10

func (b *beginning) Write(p []byte) (int, error) {
	*b = append(*b, p[:min(len(p), peeked-len(*b))]...)
	return len(p), nil
}

// A file that changes while it is read is tried this often, with a longer pause each time: 0.3 s in all.
const (
	maxTries   = 6
	firstPause = 10 * time.Millisecond
)

// again looks at a path whose file changed while it was read. It may be anything by now.
func (r *scan) again(ctx context.Context, path string, tries int) {
	if tries == maxTries {
		r.report(path, diag.Problemf(diag.CannotRead, "this file changes all the time while it is read"))
		return
	}
	select {
	case <-ctx.Done():
		return
	case <-time.After(firstPause << (tries - 1)):
	}
	info, err := lstat(r.fs, path)
	if err != nil {
		r.failed(path, err)
		return
	}
	r.visit(ctx, path, info, tries)
}

// gone tells whether an error only means that a file, or a folder above it, is not there.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// cannotRead leaves out the path and system call that file systems put into their errors.
func cannotRead(err error) *diag.Problem {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return diag.Problemf(diag.CannotRead, "cannot be read: %v", err)
}

func at(path string, p *diag.Problem) diag.Diagnostic {
	return diag.Diagnostic{File: path, Severity: diag.Error, Problem: *p}
}
