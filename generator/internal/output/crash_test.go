package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"
)

var errKilled = errors.New("the power of the test ran out")

// crashFS counts what changes the file system. The operation that comes when no more are left
// is done by half where that can be, and fails; what happens then depends on the mode.
type crashFS struct {
	afero.Fs
	mu   sync.Mutex
	left int
	dead bool
	then func() // called in place of failing, where set
	once bool   // only this operation fails; otherwise all later ones do, as if the process had been killed
}

// spend tells whether an operation that changes something may go on.
func (c *crashFS) spend() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left--
	if c.left == 0 && c.then != nil {
		c.then()
		return true
	}
	if c.left == 0 {
		c.dead = !c.once
		return c.then != nil
	}
	return !c.dead
}

func (c *crashFS) killed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dead
}

func (c *crashFS) change(do func() error) error {
	if !c.spend() {
		return errKilled
	}
	return do()
}

func (c *crashFS) Create(name string) (afero.File, error) {
	return c.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
}

func (c *crashFS) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	if !c.spend() {
		return nil, errKilled
	}
	f, err := c.Fs.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &crashFile{f, c}, nil
}

func (c *crashFS) Open(name string) (afero.File, error) {
	if c.killed() {
		return nil, errKilled
	}
	f, err := c.Fs.Open(name)
	if err != nil {
		return nil, err
	}
	return struct{ afero.File }{f}, nil // without ReadDir, which afero does not ask for
}

func (c *crashFS) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	if c.killed() {
		return nil, false, errKilled
	}
	info, err := lstat(c.Fs, name)
	return info, true, err
}

func (c *crashFS) RemoveAll(name string) error {
	entries, err := list(c.Fs, name)
	if err != nil {
		return err
	}
	for _, e := range entries { // so that it can be cut off in the middle
		if err := c.Remove(within(name, e.Name())); err != nil {
			return err
		}
	}
	return c.Remove(name)
}

func (c *crashFS) Mkdir(name string, mode os.FileMode) error {
	return c.change(func() error { return c.Fs.Mkdir(name, mode) })
}

func (c *crashFS) MkdirAll(name string, mode os.FileMode) error {
	return c.change(func() error { return c.Fs.MkdirAll(name, mode) })
}

func (c *crashFS) Remove(name string) error {
	return c.change(func() error { return c.Fs.Remove(name) })
}

func (c *crashFS) Rename(from, to string) error {
	return c.change(func() error { return c.Fs.Rename(from, to) })
}

func (c *crashFS) Chtimes(name string, atime, mtime time.Time) error {
	return c.change(func() error { return c.Fs.Chtimes(name, atime, mtime) })
}

func (c *crashFS) Chmod(name string, mode os.FileMode) error {
	return c.change(func() error { return c.Fs.Chmod(name, mode) })
}

type crashFile struct {
	afero.File
	fs *crashFS
}

func (f *crashFile) Write(b []byte) (int, error) {
	if f.fs.killed() {
		return 0, errKilled
	}
	if !f.fs.spend() {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, errKilled
	}
	return f.File.Write(b)
}

func (f *crashFile) Close() error {
	ok := f.fs.spend()
	if err := f.File.Close(); err != nil {
		return err
	}
	if !ok {
		return errKilled
	}
	return nil
}

// A change is what a crash interrupts.
type change struct {
	name     string
	old, new tree // nil old: an empty folder
	others   tree // of somebody else
}

func changes() []change {
	old := tree{
		"index.html": "home of A", "style.css": "body{}", "same.txt": "same", "claims/one/index.html": "one",
		"claims/two/index.html": "two", "claims/two/a/b/c.png": "png", "swap": "a file", "turn/x": "x", "turn/y/z": "z", "Case.txt": "case",
	}
	new := tree{
		"index.html": "home of B, changed", "style.css": "BODY{}", "same.txt": "same", "claims/one/index.html": "one",
		"claims/three/index.html": "three", "feed/d/feed.xml": "feed", "swap/deep/index.html": "a folder", "turn": "a file", "case.txt": "case",
	}
	dotfiles := tree{".git/HEAD": "ref", ".gitkeep": "", ".well-known/mine": "mine"}
	others := dotfiles.with(tree{"CNAME": "example.org", "claims/notes.txt": "mine", "claims/two/a/mine": "mine", "mine/deep/x": "x"})
	return []change{
		{"empty to A", nil, old, dotfiles},
		{"A to B", old, new, others},
		{"A to nothing", old, tree{}, others},
	}
}

// start makes the folder as it is before the change.
func (c change) start(t *testing.T, fsys afero.Fs) {
	t.Helper()
	if c.old != nil {
		mustWrite(t, &Writer{FS: fsys}, c.old.outputs())
	}
	c.others.put(t, fsys)
}

func forEveryCrash(t *testing.T, test func(t *testing.T, fsys afero.Fs, c change)) {
	for _, c := range changes() {
		for name, fsys := range map[string]func(t *testing.T) afero.Fs{
			"memory":       func(*testing.T) afero.Fs { return afero.NewMemMapFs() },
			"root":         func(t *testing.T) afero.Fs { return newRootFS(t, fastDir(t)) },
			"coarse clock": func(*testing.T) afero.Fs { return coarseFS{afero.NewMemMapFs()} },
		} {
			t.Run(c.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				test(t, fsys(t), c)
			})
		}
	}
}

// coarseFS has a clock so coarse that all files seem to be of one time: size and time alone do not tell
// the old bytes from the new.
type coarseFS struct{ afero.Fs }

func (c coarseFS) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	info, err := lstat(c.Fs, name)
	return coarseInfo{info}, true, err
}

type coarseInfo struct{ os.FileInfo }

func (coarseInfo) ModTime() time.Time { return time.Unix(0, 0) }

// empty removes everything, for the next round.
func empty(t *testing.T, fsys afero.Fs) {
	t.Helper()
	entries, err := list(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := fsys.RemoveAll(e.Name()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCrash kills a build at every single operation. Whatever the moment, nothing of others is harmed, our files
// in their places are whole, and the next build ends where a clean one does: with the new outputs or with the old.
func TestCrash(t *testing.T) {
	forEveryCrash(t, func(t *testing.T, fsys afero.Fs, c change) {
		for _, next := range []string{"new", "old", "neither"} {
			wanted := map[string]tree{"new": c.new, "old": c.old, "neither": {"a": "a", "swap/deep": "file", "turn/y": "file"}}[next]
			rounds := 0
			for done := false; !done; rounds++ {
				empty(t, fsys)
				c.start(t, fsys)
				before := snapshot(t, fsys)
				crash := &crashFS{Fs: fsys, left: rounds + 1}
				_, err := (&Writer{FS: crash, Workers: 1}).Write(t.Context(), c.new.outputs())
				done = !crash.killed()
				if done != (err == nil) {
					t.Fatalf("operation %d: killed %v, but error %v", rounds+1, !done, err)
				}
				mustBeWhole(t, rounds, c, before, snapshot(t, fsys))
				mustWrite(t, &Writer{FS: fsys}, wanted.outputs())
				mustHold(t, fsys, wanted, c.others)
			}
			if rounds < 3*len(c.new) {
				t.Errorf("only %d operations were tried", rounds)
			}
		}
	})
}

// mustBeWhole checks a folder right after a crash.
func mustBeWhole(t *testing.T, round int, c change, before, after map[string]string) {
	t.Helper()
	for path := range c.others {
		if after[path] != before[path] {
			t.Fatalf("operation %d: %s of somebody else became %q", round, path, after[path])
		}
	}
	for path, s := range after {
		_, content, isFile := strings.Cut(s, " ")
		_, isOther := c.others[path]
		if !isFile || isOther || strings.HasPrefix(path, ".assay-") {
			continue
		}
		old, wasOld := c.old[path]
		new, isNew := c.new[path]
		isWhole := wasOld && content == old || isNew && content == new
		if c.old == nil && isNew && strings.HasPrefix(new, content) {
			isWhole = true // an empty folder is its own stage
		}
		if !isWhole {
			t.Fatalf("operation %d: %s holds %q", round, path, content)
		}
	}
}

// TestDiskErrors lets every single operation fail once, after which the disk works again: an error before
// the switch leaves everything as it was, and the same Writer gets it right the next time.
func TestDiskErrors(t *testing.T) {
	forEveryCrash(t, func(t *testing.T, fsys afero.Fs, c change) {
		for n := 1; ; n++ {
			empty(t, fsys)
			w := &Writer{FS: fsys, Workers: 1}
			if c.old != nil {
				mustWrite(t, w, c.old.outputs())
			}
			c.others.put(t, fsys)
			before := snapshot(t, fsys)
			crash := &crashFS{Fs: fsys, left: n, once: true}
			w.FS = crash
			_, err := w.Write(t.Context(), c.new.outputs())
			if err == nil {
				if crash.left > 0 {
					return
				}
				t.Fatalf("operation %d failed silently", n)
			}
			after := snapshot(t, fsys)
			mustBeWhole(t, n, c, before, after)
			_, staged := after[stageName] // removing it is the operation that failed
			switched := after[manifestName] != before[manifestName] || len(c.new) == 0
			if !staged && (c.old == nil || !switched) {
				mustEqual(t, after, before)
			}
			w.FS = fsys
			mustWrite(t, w, c.new.outputs())
			mustHold(t, fsys, c.new, c.others)
		}
	})
}

// TestCancelAnywhere cancels at every single operation: before the switch everything is as it was, later
// the build is finished.
func TestCancelAnywhere(t *testing.T) {
	forEveryCrash(t, func(t *testing.T, fsys afero.Fs, c change) {
		finished := 0
		for n := 1; ; n++ {
			empty(t, fsys)
			c.start(t, fsys)
			before := snapshot(t, fsys)
			ctx, cancel := context.WithCancel(t.Context())
			crash := &crashFS{Fs: fsys, left: n, then: cancel}
			_, err := (&Writer{FS: crash}).Write(ctx, c.new.outputs())
			cancel()
			switch {
			case errors.Is(err, context.Canceled):
				mustEqual(t, snapshot(t, fsys), before)
			case err == nil:
				mustHold(t, fsys, c.new, c.others)
				finished++
			default:
				t.Fatal(err)
			}
			if crash.left > 0 {
				break
			}
		}
		if finished < 2 {
			t.Error("no build was finished after being cancelled")
		}
	})
}

// brokenFS cannot tell anything about one path.
type brokenFS struct {
	afero.Fs
	path string
}

func (b brokenFS) Open(name string) (afero.File, error) {
	if name == b.path {
		return nil, &os.PathError{Op: "open", Path: "/real/" + name, Err: os.ErrPermission}
	}
	return b.Fs.Open(name)
}

func (b brokenFS) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	if name == b.path {
		return nil, false, &os.PathError{Op: "lstat", Path: "/real/" + name, Err: os.ErrPermission}
	}
	info, err := lstat(b.Fs, name)
	return info, true, err
}

func TestUnreadable(t *testing.T) {
	for _, test := range []struct{ path, verb string }{
		{".", "read the output folder"},
		{manifestName, "look at"},
		{"claims", "read"}, {"claims/one", "look at"}, {"claims/one/index.html", "look at"}, {"gone/x/y", "look at"}, {"blocked/z", "read"},
	} {
		t.Run(test.path, func(t *testing.T) {
			fsys := afero.NewMemMapFs()
			mustWrite(t, &Writer{FS: fsys}, tree{"claims/one/index.html": "1", "gone/x/y": "y", "blocked/z/z": "z"}.outputs())
			others := tree{"claims/mine": "mine"}
			others.put(t, fsys)
			if test.path == "claims/one" {
				if err := fsys.RemoveAll(test.path); err != nil {
					t.Fatal(err)
				}
			}
			before := snapshot(t, fsys)
			site := tree{"claims/one/index.html": "2", "claims/two/index.html": "2", "blocked": "b"}
			_, err := (&Writer{FS: brokenFS{fsys, test.path}}).Write(t.Context(), site.outputs())
			if err == nil || !strings.HasPrefix(err.Error(), "error A403: cannot "+test.verb) || !strings.HasSuffix(err.Error(), ": permission denied") {
				t.Errorf("got %v", err)
			}
			mustEqual(t, snapshot(t, fsys), before)
			mustWrite(t, &Writer{FS: fsys}, site.outputs())
			mustHold(t, fsys, site, others)
		})
	}
}

// TestReports: what the disk refuses is told without the names of the stage or of the folder on this machine.
func TestReports(t *testing.T) {
	fsys := &crashFS{Fs: newRootFS(t, t.TempDir()), once: true}
	for n, want := range map[int]string{
		1: `error A403: cannot make ".assay-stage" in the output folder: the power`,
		3: `error A403: cannot write ".assay-manifest" in the output folder: the power`,
		8: `error A403: cannot write "a/b" in the output folder: the power`,
	} {
		fsys.left = n
		_, err := (&Writer{FS: fsys, Workers: 1}).Write(t.Context(), tree{"a/b": "x"}.outputs())
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%d: got %v", n, err)
		}
		empty(t, fsys.Fs)
	}
	err := report(cannot("write", "a", fmt.Errorf("more: %w", &os.PathError{Op: "open", Path: "/secret", Err: os.ErrPermission})))
	if got := err.Error(); got != `error A403: cannot write "a" in the output folder: permission denied` {
		t.Error(got)
	}
}
