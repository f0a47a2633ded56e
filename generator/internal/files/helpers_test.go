package files_test

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
)

// noon is when the files of a test are written, unless it says otherwise.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// site is a site in the making, in memory or on disk.
type site struct {
	t   *testing.T
	fs  afero.Fs
	dir string    // on disk
	now time.Time // what the scanner's clock shows
}

func inMemory(t *testing.T) *site {
	return &site{t: t, fs: afero.NewMemMapFs(), now: noon.Add(time.Hour)}
}

func onDisk(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return &site{t: t, fs: files.NewRoot(root), dir: dir, now: noon.Add(time.Hour)}
}

// everywhere runs a test on both kinds of file system.
func everywhere(t *testing.T, test func(*testing.T, *site)) {
	t.Run("memory", func(t *testing.T) { test(t, inMemory(t)) })
	t.Run("disk", func(t *testing.T) { test(t, onDisk(t)) })
}

func (s *site) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) writeAt(when time.Time, name, content string) {
	s.t.Helper()
	s.ok(s.fs.MkdirAll(path.Dir(name), 0o755))
	s.ok(afero.WriteFile(s.fs, name, []byte(content), 0o644))
	s.ok(s.fs.Chtimes(name, when, when))
}

func (s *site) write(name, content string) {
	s.t.Helper()
	s.writeAt(noon, name, content)
}

func (s *site) real(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// seen is what a scan gave.
type seen struct {
	snap  *files.Snapshot
	diags diag.List
	read  map[string]string // content handed over, by path
}

func (s *site) scan(prev *files.Snapshot) seen {
	s.t.Helper()
	return s.scanWith(s.fs, prev)
}

func (s *site) scanWith(fsys afero.Fs, prev *files.Snapshot) seen {
	s.t.Helper()
	got := seen{read: map[string]string{}}
	var mu sync.Mutex
	scanner := files.Scanner{FS: fsys, Now: func() time.Time { return s.now }, Workers: 4}
	var err error
	got.snap, got.diags, err = scanner.Scan(context.Background(), prev, func(f files.File, b []byte) {
		mu.Lock()
		defer mu.Unlock()
		got.read[f.Path] = string(b)
		if f.Sum != digest.Bytes(b) || f.Size != int64(len(b)) {
			s.t.Errorf("%s: the file handed over is not that of the bytes", f.Path)
		}
	})
	s.ok(err)
	return got
}

func (g seen) paths() []string {
	var paths []string
	for f := range g.snap.All() {
		paths = append(paths, f.Path)
	}
	return paths
}

func (g seen) readPaths() []string {
	var paths []string
	for p := range g.read {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

// problems gives "path: code" a diagnostic.
func (g seen) problems() []string {
	var all []string
	for _, d := range g.diags {
		if d.Severity != diag.Error {
			all = append(all, "not an error:")
		}
		all = append(all, d.File+": "+string(d.Code))
	}
	return all
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, strings.Join(got, ", "), strings.Join(want, ", "))
	}
}

// hooked is a file system in which things happen while it is used.
type hooked struct {
	afero.Fs
	opened func(name string) error // before a file is opened
	read   func(name string)       // after some bytes are read
	listed func(name string)       // after a folder is listed
}

func (h hooked) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	return h.Fs.(afero.Lstater).LstatIfPossible(name)
}

func (h hooked) Open(name string) (afero.File, error) {
	if h.opened != nil {
		if err := h.opened(name); err != nil {
			return nil, &os.PathError{Op: "open", Path: name, Err: err}
		}
	}
	f, err := h.Fs.Open(name)
	if err != nil {
		return nil, err
	}
	return hookedFile{f, name, h}, nil
}

type hookedFile struct {
	afero.File
	name string
	fs   hooked
}

func (f hookedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	if f.fs.read != nil {
		f.fs.read(f.name)
	}
	return n, err
}

func (f hookedFile) Readdir(n int) ([]os.FileInfo, error) {
	infos, err := f.File.Readdir(n)
	if f.fs.listed != nil {
		f.fs.listed(f.name)
	}
	return infos, err
}

// once makes a hook of something that happens the first time only, and only to one name.
func once(name string, do func()) func(string) {
	var o sync.Once
	return func(n string) {
		if n == name {
			o.Do(do)
		}
	}
}
