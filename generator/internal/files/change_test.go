package files_test

import (
	"fmt"
	"math/rand/v2"
	"path"
	"runtime"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/digest"
)

func TestOnlyChangedFilesAreRead(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("site.yaml", "title: x")
		s.write("claims/a.md", "a")
		s.write("claims/b.md", "b")
		s.write("claims/b.png", "b")
		s.write("content/c.md", "c")
		one := s.scan(nil)
		want(t, "read at first", one.readPaths(), "claims/a.md", "claims/b.md", "content/c.md", "site.yaml")

		two := s.scan(one.snap)
		want(t, "read again", two.readPaths())
		equal(t, two, one)

		later := noon.Add(time.Minute)
		s.writeAt(later, "claims/a.md", "A") // same size
		s.write("content/c.md", "longer")    // same time
		s.writeAt(later, "claims/b.png", "B")
		three := s.scan(two.snap)
		want(t, "read after edits", three.readPaths(), "claims/a.md", "content/c.md")
		if f, _ := three.snap.Get("claims/b.png"); f.Sum != digest.Bytes([]byte("B")) {
			t.Error("the image was not read again")
		}
		if f, _ := two.snap.Get("claims/a.md"); f.Sum != digest.Bytes([]byte("a")) {
			t.Error("the older snapshot changed")
		}
		equal(t, three, s.scan(nil))
	})
}

func TestRenamesDeletionsAndReplacements(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/a.md", "a")
		s.write("claims/dir/index.md", "dir")
		s.write("claims/dir/photo.jpg", "jpg")
		snap := s.scan(nil).snap
		step := func(what string, paths []string, read ...string) {
			t.Helper()
			got := s.scan(snap)
			want(t, what+": files", got.paths(), paths...)
			want(t, what+": read", got.readPaths(), read...)
			want(t, what+": problems", got.problems())
			equal(t, got, s.scan(nil))
			snap = got.snap
		}

		s.ok(s.fs.Rename("claims/a.md", "claims/z.md"))
		step("rename", []string{"claims/dir/index.md", "claims/dir/photo.jpg", "claims/z.md"}, "claims/z.md")

		s.ok(s.fs.Remove("claims/dir/photo.jpg"))
		step("delete", []string{"claims/dir/index.md", "claims/z.md"})

		s.ok(s.fs.RemoveAll("claims/dir"))
		s.write("claims/dir", "now a file")
		step("folder becomes file", []string{"claims/dir", "claims/z.md"})

		s.ok(s.fs.Remove("claims/dir"))
		s.write("claims/dir/index.md", "back")
		step("file becomes folder", []string{"claims/dir/index.md", "claims/z.md"}, "claims/dir/index.md")

		s.ok(s.fs.RemoveAll("claims"))
		step("all gone", nil)

		s.write("claims/z.md", "a")
		step("and back", []string{"claims/z.md"}, "claims/z.md")
	})
}

// A file may be written again, with the same size, within one tick of the clock.
func TestFreshFilesAreReadAgain(t *testing.T) {
	tests := []struct {
		age  time.Duration // of the file when the first snapshot is taken
		read bool
	}{
		{-time.Hour, true}, // written by a machine whose clock is ahead
		{0, true},
		{time.Second, true},
		{2 * time.Second, true},
		{2*time.Second + 1, false},
		{time.Hour, false},
	}
	for _, test := range tests {
		t.Run(test.age.String(), func(t *testing.T) {
			s := inMemory(t) // without inodes: only size and time tell
			s.write("claims/a.md", "one")
			s.now = noon.Add(test.age)
			snap := s.scan(nil).snap
			s.write("claims/a.md", "two") // the very same size and time
			s.now = noon.Add(24 * time.Hour)
			got := s.scan(snap)
			if (got.read["claims/a.md"] == "two") != test.read {
				t.Errorf("read %q", got.read)
			}
		})
	}
}

func TestFreshFilesSettle(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/a.md", "a")
		s.now = noon
		one := s.scan(nil)
		s.now = noon.Add(time.Hour)
		two := s.scan(one.snap)
		want(t, "read while fresh", two.readPaths(), "claims/a.md")
		three := s.scan(two.snap)
		want(t, "read once settled", three.readPaths())
		equal(t, three, one)
	})
}

// Where the system knows inodes, files that change places are seen although size and time are the same,
// as they are of all files out of an archive without times.
func TestSameSizeAndTime(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("no inodes here")
	}
	s := onDisk(t)
	s.write("claims/a.md", "a")
	s.write("claims/b.md", "b")
	snap := s.scan(nil).snap

	s.ok(s.fs.Rename("claims/a.md", "claims/x.md"))
	s.ok(s.fs.Rename("claims/b.md", "claims/a.md"))
	s.ok(s.fs.Rename("claims/x.md", "claims/b.md"))
	got := s.scan(snap)
	want(t, "read", got.readPaths(), "claims/a.md", "claims/b.md")
	if got.read["claims/a.md"] != "b" {
		t.Error("old content")
	}

	time.Sleep(20 * time.Millisecond) // more than a tick of the kernel's clock
	s.write("claims/a.md", "c")       // in place, with the old time
	want(t, "read", s.scan(got.snap).readPaths(), "claims/a.md")
}

func TestTouchedFilesAreReadAgain(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/a.md", "a")
		snap := s.scan(nil).snap
		older := noon.Add(-time.Hour) // an old file moved here
		s.ok(s.fs.Chtimes("claims/a.md", older, older))
		got := s.scan(snap)
		want(t, "read", got.readPaths(), "claims/a.md")
		if f, _ := got.snap.Get("claims/a.md"); !f.ModTime.Equal(older) {
			t.Errorf("%v", f.ModTime)
		}
	})
}

// Incremental scans are the same as clean ones, after any edits.
func TestIncrementalIsClean(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for seed := range uint64(8) {
			rnd := rand.New(rand.NewPCG(seed, 0))
			now := s.scan(nil)
			for step := range 40 {
				for range rnd.IntN(4) {
					s.edit(rnd, step)
				}
				now = s.scan(now.snap)
				equal(t, now, s.scan(nil))
				if t.Failed() {
					t.Fatalf("seed %d, step %d", seed, step)
				}
			}
		}
	})
}

// edit does something to a random path; what cannot be done is not.
func (s *site) edit(rnd *rand.Rand, step int) {
	s.t.Helper()
	name := func() string {
		tops := []string{"claims", "content", "templates", "claims/2017"}
		names := []string{"a.md", "b.md", "_c.html", "d/index.md", "d/x.png", "d", "e/f/g.yaml", "README.md", "h\x07.md"}
		return tops[rnd.IntN(len(tops))] + "/" + names[rnd.IntN(len(names))]
	}
	p := name()
	switch rnd.IntN(8) {
	case 0:
		_ = s.fs.Remove(p)
	case 1:
		_ = s.fs.RemoveAll(path.Dir(p))
	case 2:
		if to := name(); !strings.HasPrefix(to, p) && s.dir != "" { // MemMapFs renames into thin air
			_ = s.fs.Rename(p, to)
		}
	default:
		if s.fs.MkdirAll(path.Dir(p), 0o755) != nil {
			return
		}
		info, err := s.fs.Stat(path.Dir(p))
		if err != nil || !info.IsDir() {
			return
		}
		if info, err := s.fs.Stat(p); err == nil && info.IsDir() {
			return
		}
		when := noon.Add(time.Duration(step) * time.Second)
		s.writeAt(when, p, fmt.Sprint(rnd.IntN(1000)))
	}
}
