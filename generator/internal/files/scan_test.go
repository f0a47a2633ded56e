package files_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/files"
)

func TestWhatIsScanned(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for _, name := range []string{
			"site.yaml", "go.mod", "README.md", "other.yaml",
			"public/index.html", "generator/claims/a.md", "static/x.css", "static/.well-known/a", "static/.git/b", "static/c.bak", "static/README.md",
			"claims/verdicts.yaml", "claims/2017/us-13-wars.md", "claims/photo/index.md", "claims/photo/a.jpg",
			"content/about.md", "content/team/desk.md",
			"templates/page.html", "templates/assets/site.css",
		} {
			s.write(name, "in "+name)
		}
		got := s.scan(nil)
		want(t, "files", got.paths(),
			"claims/2017/us-13-wars.md", "claims/photo/a.jpg", "claims/photo/index.md", "claims/verdicts.yaml",
			"content/about.md", "content/team/desk.md", "site.yaml", "static/.well-known/a", "static/README.md", "static/x.css",
			"templates/assets/site.css", "templates/page.html")
		want(t, "read", got.readPaths(),
			"claims/2017/us-13-wars.md", "claims/photo/index.md", "claims/verdicts.yaml",
			"content/about.md", "content/team/desk.md", "site.yaml",
			"templates/assets/site.css", "templates/page.html")
		want(t, "problems", got.problems())
		for f := range got.snap.All() {
			content := "in " + f.Path
			if f.Size != int64(len(content)) || f.Sum != digest.Bytes([]byte(content)) || !f.ModTime.Equal(noon) {
				t.Errorf("%+v", f)
			}
			if read, text := got.read[f.Path]; text && read != content {
				t.Errorf("%s was handed over as %q", f.Path, read)
			}
		}
	})
}

func TestNothingThere(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		got := s.scan(nil)
		want(t, "files", got.paths())
		want(t, "problems", got.problems())
		if got.snap.Len() != 0 {
			t.Error("not empty")
		}
	})
}

func TestIgnored(t *testing.T) {
	tests := []struct {
		name            string
		claim, template bool // whether it is kept there
	}{
		{"a.md", true, true},
		{"_a.html", false, true},
		{"_partials/a.html", false, true},
		{".hidden.md", false, false},
		{".git/config", false, false},
		{"._a.html", false, false},
		{"README.md", false, false},
		{"ReadMe.MD", false, false},
		{"readme.md.html", true, true},
		{"README", true, true},
		{"a.md~", false, false},
		{"a.swp", false, false},
		{"a.swx", false, false},
		{"a.swo", false, false},
		{"a.swf", true, true},
		{"a.md.orig", false, false},
		{"a.rej", false, false},
		{"a_BACKUP_4711.md", false, false},
		{"a_LOCAL_4711.md", false, false},
		{"a.md.mine", false, false},
		{"a (conflicted copy 2026-01-01).md", false, false},
		{"a (Ann's conflicted copy).md", false, false},
		{"a.sync-conflict-20260101-120000-ABC.md", false, false},
		{"~$report.docx", false, false},
		{"a.csv.part", false, false},
		{"Thumbs.db", false, false},
		{"Desktop.ini", false, false},
		{"a.md___jb_tmp___", false, false},
		{"backup.md", true, true},
		{"local_2017.md", true, true},
		{"the-remote-4711.md", true, true},
		{"a.TMP", false, false},
		{"a.bak", false, false},
		{"old.bak/a.md", false, false},
		{"#a.md#", false, false},
		{"#a.md", true, true},
		{"#", true, true},
		{"4913", false, false},
		{"4913/index.md", true, true},
		{"4913.md", true, true},
		{"embed.go", true, false},
		{"deep/x.go", true, false},
		{"go.html", true, true},
		{"a.tmpl", true, true},
		{"ein Bild ä.PNG", true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				s.write("claims/"+test.name, "x")
				s.write("templates/"+test.name, "x")
				got := s.scan(nil)
				_, claim := got.snap.Get("claims/" + test.name)
				_, template := got.snap.Get("templates/" + test.name)
				if claim != test.claim || template != test.template {
					t.Errorf("claims %v, templates %v; want %v, %v", claim, template, test.claim, test.template)
				}
				want(t, "problems", got.problems())
			})
		})
	}
}

func TestTextByExtension(t *testing.T) {
	s := inMemory(t)
	text := []string{"md", "yaml", "yml", "json", "html", "css", "js", "svg", "txt", "xml", "csv", "MD", "Yaml"}
	for _, ext := range append(text, "png", "gz", "mdx", "pdf", "webp", "woff2") {
		s.write("content/f."+ext, ext)
	}
	s.write("content/md", "no extension")
	got := s.scan(nil)
	if got.snap.Len() != len(text)+7 {
		t.Errorf("%d files", got.snap.Len())
	}
	for i := range text {
		text[i] = "content/f." + text[i]
	}
	slices.Sort(text)
	want(t, "read", got.readPaths(), text...)
}

func TestSnapshotAccess(t *testing.T) {
	s := inMemory(t)
	for _, name := range []string{"claims/a.md", "claims/b/index.md", "claims-old", "content/a.md", "site.yaml"} {
		s.write(name, name)
	}
	snap := s.scan(nil).snap
	for prefix, count := range map[string]int{"": 4, "claims/": 2, "claims/b": 1, "c": 3, "site.yaml": 1, "templates/": 0, "zzz": 0, "claims/a.md/": 0} {
		n := 0
		last := ""
		for f := range snap.Under(prefix) {
			if !strings.HasPrefix(f.Path, prefix) || f.Path <= last {
				t.Errorf("under %q: %q after %q", prefix, f.Path, last)
			}
			last = f.Path
			n++
		}
		if n != count {
			t.Errorf("under %q: %d files, want %d", prefix, n, count)
		}
	}
	for range snap.All() {
		break // may be left early
	}
	if _, ok := snap.Get("claims"); ok {
		t.Error("a folder is in the snapshot")
	}
	if f, ok := snap.Get("claims/a.md"); !ok || f.Path != "claims/a.md" {
		t.Errorf("%v, %v", f, ok)
	}
	var zero files.Snapshot
	if _, ok := zero.Get("a"); ok || zero.Len() != 0 {
		t.Error("the zero snapshot has files")
	}
}

func TestSameForAnyNumberOfWorkers(t *testing.T) {
	s := onDisk(t)
	for i := range 200 {
		s.write(fmt.Sprintf("claims/%d/%d.md", i%7, i), fmt.Sprint(i))
		s.write(fmt.Sprintf("content/.x/%d", i), "")
		s.write(fmt.Sprintf("claims/%d/\x01%d", i%7, i), "")
	}
	var first seen
	for _, workers := range []int{1, 2, 8, 64, 0} {
		scanner := files.Scanner{FS: s.fs, Now: func() time.Time { return s.now }, Workers: workers}
		var calls, busy, most atomic.Int64
		snap, diags, err := scanner.Scan(context.Background(), nil, func(files.File, []byte) {
			n := busy.Add(1)
			for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
			}
			calls.Add(1)
			busy.Add(-1)
		})
		s.ok(err)
		got := seen{snap: snap, diags: diags}
		if first.snap == nil {
			first = got
		}
		equal(t, got, first)
		if calls.Load() != 200 || workers > 0 && most.Load() > int64(workers) {
			t.Errorf("%d workers: %d calls, %d at once", workers, calls.Load(), most.Load())
		}
	}
	if len(first.diags) != 200 {
		t.Errorf("%d problems", len(first.diags))
	}
}

// equal compares all that a scan tells.
func equal(t *testing.T, got, want seen) {
	t.Helper()
	if a, b := slices.Collect(got.snap.All()), slices.Collect(want.snap.All()); !slices.Equal(a, b) {
		t.Errorf("snapshots differ:\n got %v\nwant %v", a, b)
	}
	if !slices.Equal(got.diags, want.diags) {
		t.Errorf("diagnostics differ:\n got %v\nwant %v", got.diags, want.diags)
	}
}

func TestCancelled(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for i := range 50 {
			s.write(fmt.Sprintf("claims/%d.md", i), "x")
		}
		scanner := files.Scanner{FS: s.fs, Now: time.Now, Workers: 2}

		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		snap, diags, err := scanner.Scan(ctx, nil, func(files.File, []byte) { t.Error("read after cancelling") })
		if snap != nil || diags != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled before: %v, %v, %v", snap, diags, err)
		}

		ctx, cancel = context.WithCancel(context.Background())
		defer cancel()
		var calls atomic.Int64
		_, _, err = scanner.Scan(ctx, nil, func(files.File, []byte) { calls.Add(1); cancel() })
		if !errors.Is(err, context.Canceled) || calls.Load() > 2 {
			t.Errorf("cancelled in between: %d calls, %v", calls.Load(), err)
		}
	})
}

// A large file that is not text is not read to its end once nobody wants it.
func TestCancelledInAFile(t *testing.T) {
	s := inMemory(t)
	s.write("content/film.mp4", strings.Repeat("x", 1<<20))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	reads := 0
	fsys := hooked{Fs: s.fs, read: func(string) { reads++; cancel() }}
	_, _, err := (&files.Scanner{FS: fsys, Now: time.Now}).Scan(ctx, nil, nil)
	if !errors.Is(err, context.Canceled) || reads != 1 {
		t.Errorf("%d reads, %v", reads, err)
	}
}

func TestNilReader(t *testing.T) {
	s := inMemory(t)
	s.write("claims/a.md", "a")
	snap, _, err := (&files.Scanner{FS: s.fs, Now: time.Now}).Scan(context.Background(), nil, nil)
	s.ok(err)
	if f, ok := snap.Get("claims/a.md"); !ok || f.Sum != digest.Bytes([]byte("a")) {
		t.Errorf("%v, %v", f, ok)
	}
}

// A file system without links only has Stat.
func TestWithoutLstat(t *testing.T) {
	s := inMemory(t)
	s.write("claims/a.md", "a")
	got := s.scanWith(struct{ afero.Fs }{s.fs}, nil)
	want(t, "files", got.paths(), "claims/a.md")
}

func TestFolders(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/2017/a.md", "a")
		s.write("claims/_drafts/b.md", "b")
		s.write("content/c.md", "c")
		s.ok(s.fs.MkdirAll("templates/partials", 0o755))
		one := s.scan(nil)
		var paths []string
		for _, f := range one.snap.Folders() {
			paths = append(paths, f.Path)
		}
		want(t, "folders", paths, "claims", "claims/2017", "content", "templates", "templates/partials")
		if two := s.scan(one.snap); !slices.Equal(one.snap.Folders(), two.snap.Folders()) {
			t.Errorf("the same folders are %v, then %v", one.snap.Folders(), two.snap.Folders())
		}
	})
}

func TestAFolderInTheSamePlaceIsAnotherOne(t *testing.T) {
	s := onDisk(t)
	s.write("claims/a/b.md", "b")
	one := s.scan(nil)
	s.ok(s.fs.Rename("claims/a", "claims/z"))
	s.write("claims/a/b.md", "b")
	two := s.scan(one.snap)
	if runtime.GOOS != "windows" && one.snap.Folders()[1] == two.snap.Folders()[1] {
		t.Error("they are taken for the same")
	}
}

func TestSame(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/a.md", "a")
		one := s.scan(nil)
		s.writeAt(noon.Add(time.Hour), "claims/a.md", "a")
		if two := s.scan(one.snap); !one.snap.Same(two.snap) {
			t.Error("a file that was touched counts as changed")
		}
		s.write("claims/a.md", "another")
		if two := s.scan(one.snap); one.snap.Same(two.snap) {
			t.Error("another content counts as the same")
		}
		s.ok(s.fs.Rename("claims/a.md", "claims/b.md"))
		if two := s.scan(one.snap); one.snap.Same(two.snap) {
			t.Error("another path counts as the same")
		}
	})
}

func TestWhatChangedSince(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for _, name := range []string{"claims/b.md", "claims/c.md", "claims/e.md", "content/z.md"} {
			s.write(name, "old")
		}
		one := s.scan(nil)
		s.write("claims/a.md", "new")
		s.ok(s.fs.Remove("claims/b.md"))
		s.write("claims/c.md", "changed")
		s.write("claims/d.md", "new")
		s.writeAt(noon.Add(time.Hour), "claims/e.md", "old")
		s.ok(s.fs.Remove("content/z.md"))
		var got []string
		for _, c := range s.scan(one.snap).snap.Since(one.snap) {
			got = append(got, c.String())
		}
		want(t, "changes", got, "claims/a.md is new", "claims/b.md is gone", "claims/c.md changed", "claims/d.md is new",
			"content/z.md is gone")
	})
}

func TestEdits(t *testing.T) {
	s := inMemory(t)
	for _, name := range []string{"claims/a.md", "claims/b.md", "claims/c.md"} {
		s.write(name, "old")
	}
	first := s.scan(nil).snap
	edits := func() string {
		numbers, same := s.scan(first).snap.Edits(first)
		return fmt.Sprint(numbers, same)
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "[] true"},
		{func() { s.writeAt(noon.Add(time.Second), "claims/b.md", "old") }, "[] true"},
		{func() { s.write("claims/c.md", "newer") }, "[2] true"},
		{func() { s.write("claims/a.md", "newer") }, "[0 2] true"},
		{func() { s.write("claims/d.md", "new") }, "[] false"},
		{func() { s.ok(s.fs.Remove("claims/b.md")) }, "[] false"},
	} {
		step.do()
		if got := edits(); got != step.want {
			t.Errorf("%s, want %s", got, step.want)
		}
	}
}
