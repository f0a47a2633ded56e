package files_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/files"
)

// again looks at some paths again; the snapshot is nil where that was not enough.
func (s *site) again(fsys afero.Fs, prev *files.Snapshot, paths ...string) *files.Snapshot {
	s.t.Helper()
	scanner := files.Scanner{FS: fsys, Now: func() time.Time { return s.now }, Workers: 4}
	snap, enough, err := scanner.Again(context.Background(), prev, paths, nil)
	s.ok(err)
	if enough != (snap != nil) {
		s.t.Fatalf("enough: %v, and the snapshot is %v", enough, snap)
	}
	return snap
}

func TestAgain(t *testing.T) {
	for name, test := range map[string]struct {
		happens func(s *site)
		paths   []string
		enough  bool
		onDisk  bool
	}{
		"nothing":                 {happens: func(*site) {}, paths: []string{"claims/a.md"}, enough: true},
		"an edit":                 {happens: func(s *site) { s.write("claims/a.md", "other") }, paths: []string{"claims/a.md"}, enough: true},
		"of a binary file":        {happens: func(s *site) { s.write("claims/p/x.png", "other") }, paths: []string{"claims/p/x.png"}, enough: true},
		"a file is gone":          {happens: func(s *site) { s.ok(s.fs.Remove("claims/b.md")) }, paths: []string{"claims/b.md"}, enough: true},
		"one that came and went":  {happens: func(*site) {}, paths: []string{"claims/sed1x2", "claims/a.md"}, enough: true},
		"what an editor leaves":   {happens: func(s *site) { s.write("claims/a.md~", "a") }, paths: []string{"claims/a.md~", "claims/a.md"}, enough: true},
		"site.yaml":               {happens: func(s *site) { s.write("site.yaml", "title: y") }, paths: []string{"site.yaml"}, enough: true},
		"a new file":              {happens: func(s *site) { s.write("claims/n.md", "n") }, paths: []string{"claims/n.md"}},
		"a new folder":            {happens: func(s *site) { s.write("claims/new/n.md", "n") }, paths: []string{"claims/new"}},
		"in a folder not known":   {happens: func(*site) {}, paths: []string{"claims/new/n.md"}},
		"the root":                {happens: func(*site) {}, paths: []string{"."}},
		"a folder":                {happens: func(*site) {}, paths: []string{"claims/p"}},
		"a folder in a file's":    {happens: func(s *site) { s.ok(s.fs.Remove("claims/a.md")); s.write("claims/a.md/x.md", "x") }, paths: []string{"claims/a.md"}},
		"a text that is too long": {happens: func(s *site) { s.write("claims/a.md", string(make([]byte, 17<<20))) }, paths: []string{"claims/a.md"}},
		"a link": {happens: func(s *site) {
			s.ok(s.fs.Remove("claims/a.md"))
			s.ok(os.Symlink("b.md", s.real("claims/a.md")))
		}, paths: []string{"claims/a.md"}, onDisk: true},
		"a link above it": {happens: func(s *site) {
			s.ok(s.fs.Rename("claims/p", "claims/q"))
			s.ok(os.Symlink("q", s.real("claims/p")))
		}, paths: []string{"claims/p/index.md"}, onDisk: true},
		"another folder above it": {happens: func(s *site) {
			s.ok(s.fs.Rename("claims/p", "claims/q"))
			s.write("claims/p/index.md", "p")
		}, paths: []string{"claims/p/index.md"}, onDisk: true},
	} {
		t.Run(name, func(t *testing.T) {
			run := func(t *testing.T, s *site) {
				s.write("site.yaml", "title: x")
				for _, file := range []string{"claims/a.md", "claims/b.md", "claims/p/index.md", "claims/p/x.png"} {
					s.write(file, file)
				}
				first := s.scan(nil)
				test.happens(s)
				got := s.again(s.fs, first.snap, test.paths...)
				if (got != nil) != test.enough {
					t.Fatalf("enough: %v, want %v", got != nil, test.enough)
				}
				if whole := s.scan(first.snap).snap; got != nil && (!got.Same(whole) || !slices.Equal(got.Folders(), whole.Folders())) {
					t.Errorf("there are %v in %v, want %v in %v", seen{snap: got}.paths(), got.Folders(), seen{snap: whole}.paths(), whole.Folders())
				}
			}
			if test.onDisk {
				run(t, onDisk(t))
				return
			}
			everywhere(t, run)
		})
	}
}

// What was written just before a scan may have been written once more since, and look the same.
func TestAgainReadsYoungFiles(t *testing.T) {
	s := inMemory(t)
	s.write("claims/a.md", "a")
	s.writeAt(s.now, "claims/b.md", "one")
	first := s.scan(nil)
	s.writeAt(s.now, "claims/b.md", "two")
	s.now = s.now.Add(time.Minute)
	second := s.again(s.fs, first.snap, "claims/a.md")
	if f, _ := second.Get("claims/b.md"); f == mustGet(t, first.snap, "claims/b.md") {
		t.Fatal("a young file that looks the same was believed")
	}
	s.writeAt(noon.Add(time.Hour), "claims/b.md", "abc") // the clock is put back; nothing is heard of it
	if third := s.again(s.fs, second, "claims/a.md"); !third.Same(second) {
		t.Error("a file that has settled was looked at, and nothing was heard of it")
	}
}

func mustGet(t *testing.T, s *files.Snapshot, name string) files.File {
	t.Helper()
	f, ok := s.Get(name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return f
}

// Of a thousand files one is looked at.
func TestAgainCostsWhatIsLookedAt(t *testing.T) {
	s := inMemory(t)
	for i := range 1000 {
		s.write(fmt.Sprintf("claims/%d.md", i), "x")
	}
	first := s.scan(nil)
	s.write("claims/500.md", "y")
	counted := &counting{Fs: s.fs}
	if s.again(counted, first.snap, "claims/500.md") == nil {
		t.Fatal("an edit was not enough")
	}
	if n := counted.calls.Load(); n > 5 {
		t.Errorf("%d calls of the file system", n)
	}
}

type counting struct {
	afero.Fs
	calls atomic.Int64
}

func (c *counting) Open(name string) (afero.File, error) {
	c.calls.Add(1)
	return c.Fs.Open(name)
}

func (c *counting) Stat(name string) (os.FileInfo, error) {
	c.calls.Add(1)
	return c.Fs.Stat(name)
}

// After any edits that are told of, looking again comes to what a scan of all files does.
func TestAgainEqualsScanning(t *testing.T) {
	s := onDisk(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	names := []string{"site.yaml", "claims/a.md", "claims/b.md", "claims/p/index.md", "claims/p/x.png", "content/c.md", "content/d/e.md", "templates/page.html"}
	snap := s.scan(nil).snap
	enough := 0
	for step := range 400 {
		var touched []string
		for range 1 + random.IntN(3) {
			name := names[random.IntN(len(names))]
			touched = append(touched, name)
			if random.IntN(4) == 0 {
				_ = s.fs.Remove(name) // it may be gone already
				continue
			}
			s.writeAt(noon.Add(time.Duration(random.IntN(3))*time.Second), name, fmt.Sprint(random.IntN(4)))
		}
		whole := s.scan(snap).snap
		got := s.again(s.fs, snap, touched...)
		if got == nil {
			snap = whole
			continue
		}
		enough++
		if !got.Same(whole) || !slices.Equal(got.Folders(), whole.Folders()) {
			t.Fatalf("step %d, after edits of %v: %v, want %v", step, touched, seen{snap: got}.paths(), seen{snap: whole}.paths())
		}
		snap = got
	}
	if enough < 100 {
		t.Errorf("it was enough %d times in 400", enough)
	}
}
