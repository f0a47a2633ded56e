package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	media "assay/generator/internal/files"
	"assay/generator/internal/publish"
)

// site makes a site of files.
func site(t *testing.T, files map[string]string) *publish.Site {
	t.Helper()
	all, types := fstest.MapFS{}, map[string]string{}
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
		if name != "mine.txt" {
			types[name], _ = media.MediaType(name)
		}
	}
	types["feed.xml"] = "application/atom+xml; charset=utf-8"
	s, err := publish.Read(t.Context(), all, types, 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// first is what is published first; second has something new, something changed and something gone.
func first() map[string]string {
	return map[string]string{
		"index.html": "front 1", "claims/index.html": "list 1", "claims/a/index.html": "a 1", "claims/b/index.html": "b", "claims/a/claim.json": "{}",
		"assets/site.1.css": "css 1", "cards/a.png": "png", "feed.xml": "<feed/>", "search/w.bin": "w", "data/claims.csv": "id", "robots.txt": "r", "CNAME": "facts.example.org",
		"claims/ünï/index.html": "letters & % space",
	}
}

func second() map[string]string {
	all := first()
	delete(all, "assets/site.1.css")
	delete(all, "claims/b/index.html")
	all["assets/site.2.css"], all["claims/c/index.html"] = "css 2", "c"
	all["index.html"], all["claims/index.html"], all["claims/a/index.html"], all["feed.xml"] = "front 2", "list 2", "a 2", "<feed 2/>"
	return all
}

// quick has everything happen in milliseconds.
func quick() publish.Options {
	return publish.Options{MaxDeletes: 100, Pause: time.Millisecond, Beat: 20 * time.Millisecond, Dead: 200 * time.Millisecond, Save: time.Millisecond}
}

// place is somewhere to publish to, and how its files are read behind the program's back.
type place struct {
	open  func(t *testing.T) publish.Store
	read  func(t *testing.T) map[string]string // of all files but the program's own
	write func(t *testing.T, name, text string)
}

// folderPlace is a folder of this machine.
func folderPlace(t *testing.T) place {
	return diskPlace(t.TempDir(), func(t *testing.T, dir string) publish.Store {
		s, err := publish.OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func diskPlace(dir string, open func(t *testing.T, dir string) publish.Store) place {
	return place{
		open: func(t *testing.T) publish.Store {
			s := open(t, dir)
			t.Cleanup(func() { _ = s.Close() })
			return s
		},
		read: func(t *testing.T) map[string]string {
			all := map[string]string{}
			err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
				rel, _ := filepath.Rel(dir, name)
				if err != nil || e.IsDir() || strings.HasPrefix(rel, ".assay") {
					return err
				}
				text, err := os.ReadFile(name)
				all[filepath.ToSlash(rel)] = string(text)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return all
		},
		write: func(t *testing.T, name, text string) {
			full := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		},
	}
}

// watched is a store of which a test sees, and may fail, all that is written.
type watched struct {
	publish.Store
	before func(op, path string) error

	mu     sync.Mutex
	ops    []string
	asleep sync.RWMutex // while it is held, nobody looks after the lock
}

func (w *watched) Read(ctx context.Context, path string) ([]byte, error) {
	w.asleep.RLock()
	defer w.asleep.RUnlock()
	return w.Store.Read(ctx, path)
}

func (w *watched) see(op, path string) error {
	if path == ".assay-lock" {
		return nil // signs of life wait for nobody
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.before != nil {
		if err := w.before(op, path); err != nil {
			return err
		}
	}
	if !strings.HasPrefix(path, ".assay") {
		w.ops = append(w.ops, op+" "+path)
	}
	return nil
}

func (w *watched) Put(ctx context.Context, f publish.File, data []byte) (string, error) {
	if err := w.see("put", f.Path); err != nil {
		return "", err
	}
	return w.Store.Put(ctx, f, data)
}

func (w *watched) Delete(ctx context.Context, path string) error {
	if err := w.see("delete", path); err != nil {
		return err
	}
	return w.Store.Delete(ctx, path)
}

func TestPublishToAFolder(t *testing.T) { published(t, folderPlace) }

// published is what holds wherever a site is published to.
func published(t *testing.T, begin func(t *testing.T) place) {
	want := func(t *testing.T, p place, files map[string]string) {
		t.Helper()
		if diff := cmp.Diff(files, p.read(t)); diff != "" {
			t.Errorf("there is (-want +got)\n%s", diff)
		}
	}
	t.Run("what differs and nothing else", func(t *testing.T) {
		p := begin(t)
		if diff, err := publish.Compare(t.Context(), p.open(t), site(t, first()), quick()); err != nil || len(diff.Upload) != len(first()) || len(p.read(t)) > 0 {
			t.Fatalf("before anything is there: %+v, %v", diff, err)
		}
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		want(t, p, first())
		w := &watched{Store: p.open(t)}
		diff, err := publish.Publish(t.Context(), w, site(t, first()), quick())
		if err != nil || len(w.ops) > 0 || diff.Same != len(first()) {
			t.Errorf("again: %v, %v", w.ops, err)
		}
		if diff, err = publish.Publish(t.Context(), w, site(t, second()), quick()); err != nil || diff.Same != len(first())-6 {
			t.Errorf("%d are the same, %v", diff.Same, err)
		}
		want(t, p, second())
		slices.Sort(w.ops)
		ops := []string{"delete assets/site.1.css", "delete claims/b/index.html", "put assets/site.2.css", "put claims/a/index.html", "put claims/c/index.html", "put claims/index.html", "put feed.xml", "put index.html"}
		if diff := cmp.Diff(ops, w.ops); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what somebody else changed or added", func(t *testing.T) {
		p := begin(t)
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		p.write(t, "claims/b/index.html", "changed")
		p.write(t, "theirs/index.html", "theirs")
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		files := first()
		files["theirs/index.html"] = "theirs"
		want(t, p, files)
	})
	t.Run("a place of somebody else's", func(t *testing.T) {
		p := begin(t)
		p.write(t, "index.html", "another site")
		p.write(t, "blog/index.html", "a blog")
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); !errors.Is(err, publish.ErrForeign) {
			t.Errorf("%v", err)
		}
		want(t, p, map[string]string{"index.html": "another site", "blog/index.html": "a blog"})
		opt := quick()
		opt.TakeOver = true
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), opt); err != nil {
			t.Fatal(err)
		}
		files := first()
		files["blog/index.html"] = "a blog"
		want(t, p, files)
	})
	t.Run("too many deletions", func(t *testing.T) {
		p := begin(t)
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		opt := quick()
		opt.MaxDeletes = len(first()) - 2
		var tooMany *publish.TooMany
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, map[string]string{"index.html": "all is lost"}), opt); !errors.As(err, &tooMany) {
			t.Errorf("%v", err)
		}
		want(t, p, first())
		opt.MaxDeletes = -1
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, map[string]string{"index.html": "all is lost"}), opt); err != nil {
			t.Error(err)
		}
		want(t, p, map[string]string{"index.html": "all is lost"})
	})
	t.Run("a file where a folder was", func(t *testing.T) {
		p := begin(t)
		for _, files := range []map[string]string{
			{"index.html": "1", "a/b/index.html": "x", "c": "y"}, {"index.html": "2", "a": "x", "c/d": "y"}, {"index.html": "3", "a/b/index.html": "x", "c": "y"},
		} {
			if _, err := publish.Publish(t.Context(), p.open(t), site(t, files), quick()); err != nil {
				t.Fatal(err)
			}
			want(t, p, files)
		}
	})
	t.Run("interrupted anywhere", func(t *testing.T) {
		p := begin(t)
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ {
			seen := 0
			w := &watched{Store: p.open(t)}
			w.before = func(string, string) error {
				if seen++; seen > n {
					return &publish.Fatal{Err: errors.New("the plug is pulled")}
				}
				return nil
			}
			to := site(t, second())
			if n%2 == 1 {
				to = site(t, first())
			}
			_, err := publish.Publish(t.Context(), w, to, quick())
			seen = -1000
			if err := p.open(t).Delete(t.Context(), ".assay-lock"); err != nil { // which a process that is killed leaves
				t.Fatal(err)
			}
			if err == nil && n > 20 {
				break
			}
			again := &watched{Store: p.open(t)}
			if _, err := publish.Publish(t.Context(), again, site(t, second()), quick()); err != nil {
				t.Fatal(err)
			}
			want(t, p, second())
			if n > 30 {
				t.Fatal("it does not come to an end")
			}
		}
	})
	t.Run("nothing is under way afterwards", func(t *testing.T) {
		p := begin(t)
		ctx, stop := context.WithCancel(t.Context())
		slow := &slowly{Store: p.open(t), begun: stop}
		if _, err := publish.Publish(ctx, slow, site(t, first()), quick()); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if n := slow.broken.Load(); n > 0 {
			t.Errorf("%d uploads were broken off in the middle", n)
		}
		after := p.read(t)
		time.Sleep(100 * time.Millisecond)
		want(t, p, after)
	})
	t.Run("an interruption loses little", func(t *testing.T) {
		p := begin(t)
		many := map[string]string{"index.html": "front"}
		for i := range 60 {
			many[fmt.Sprintf("claims/c%d/index.html", i)] = fmt.Sprint("text ", i)
		}
		ctx, stop := context.WithCancel(t.Context())
		w := &watched{Store: p.open(t)}
		w.before = func(_, path string) error {
			if len(w.ops) == 40 {
				stop()
			}
			return nil
		}
		if _, err := publish.Publish(ctx, w, site(t, many), quick()); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		rest := &watched{Store: p.open(t)}
		if _, err := publish.Publish(t.Context(), rest, site(t, many), quick()); err != nil || len(rest.ops) > 61-40+20 {
			t.Errorf("%d files are put again: %v", len(rest.ops), err)
		}
		want(t, p, many)
	})
	t.Run("failures that pass", func(t *testing.T) {
		p := begin(t)
		fails := map[string]int{}
		w := &watched{Store: p.open(t), before: func(op, path string) error {
			if fails[op+path]++; fails[op+path] < 4 {
				return errors.New("try again")
			}
			return nil
		}}
		for _, files := range []map[string]string{first(), second()} {
			clear(fails)
			if _, err := publish.Publish(t.Context(), w, site(t, files), quick()); err != nil {
				t.Fatal(err)
			}
			want(t, p, files)
		}
	})
	t.Run("two at once", func(t *testing.T) {
		p := begin(t)
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		var mu sync.Mutex
		at := 0
		for i, files := range []map[string]string{first(), second(), second(), first()} {
			w := &watched{Store: p.open(t)}
			busy := false
			w.before = func(op, path string) error {
				if path == ".assay-published" {
					return nil
				}
				mu.Lock()
				defer mu.Unlock()
				if !busy {
					busy = true
					at++
				}
				if at > 1 {
					return &publish.Fatal{Err: errors.New("two write at once")}
				}
				return nil
			}
			s := site(t, files)
			group.Go(func() {
				opt := quick()
				opt.Dead = 2 * time.Second
				_, err := publish.Publish(t.Context(), &released{w, func() {
					mu.Lock()
					defer mu.Unlock()
					if busy {
						busy = false
						at--
					}
				}}, s, opt)
				if err != nil {
					t.Errorf("publisher %d: %v", i, err)
				}
			})
		}
		group.Wait()
		if got := p.read(t); cmp.Diff(first(), got) != "" && cmp.Diff(second(), got) != "" {
			t.Errorf("it is neither of the sites: %v", slices.Sorted(maps.Keys(got)))
		}
	})
	t.Run("whoever died holds it no more", func(t *testing.T) {
		p := begin(t)
		if err := p.open(t).Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := p.open(t).Create(t.Context(), ".assay-lock", []byte("somebody\n")); err != nil {
			t.Fatal(err)
		}
		if err := p.open(t).Create(t.Context(), ".assay-lock", []byte("another\n")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("a second lock: %v", err)
		}
		var told []string
		opt := quick()
		opt.Tell = func(message string) { told = append(told, message) }
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), opt); err != nil || len(told) != 1 {
			t.Errorf("%v, %v", told, err)
		}
		want(t, p, first())
	})
	t.Run("whoever slept too long ends", func(t *testing.T) {
		p := begin(t)
		w := &watched{Store: p.open(t)}
		other := p.open(t)
		w.before = func(op, path string) error {
			if path == "robots.txt" {
				w.asleep.Lock()
				time.Sleep(200 * time.Millisecond) // whoever waits takes it for dead
				_, _ = other.Put(t.Context(), publish.File{Path: ".assay-lock"}, []byte("somebody else\n"))
				w.asleep.Unlock()
				time.Sleep(300 * time.Millisecond)
			}
			if path == ".assay-published" && strings.Contains(strings.Join(w.ops, " "), "robots.txt") {
				return errors.New("the list of somebody else is written over")
			}
			return nil
		}
		if _, err := publish.Publish(t.Context(), w, site(t, first()), quick()); err == nil || !strings.Contains(err.Error(), "somebody else took over") {
			t.Errorf("%v", err)
		}
		if text, err := other.Read(t.Context(), ".assay-lock"); err != nil || string(text) != "somebody else\n" {
			t.Errorf("the other's lock is %q, %v", text, err)
		}
	})
	t.Run("a list that cannot be read", func(t *testing.T) {
		p := begin(t)
		p.write(t, ".assay-published", "something\n")
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err == nil || !strings.Contains(err.Error(), "--take-over") {
			t.Errorf("%v", err)
		}
	})
}

// slowly takes its time to write a file, and notes what is broken off meanwhile.
type slowly struct {
	publish.Store
	begun  func()
	broken atomic.Int64
}

func (s *slowly) Put(ctx context.Context, f publish.File, data []byte) (string, error) {
	if !strings.HasPrefix(f.Path, ".assay") {
		s.begun()
		time.Sleep(50 * time.Millisecond)
		if ctx.Err() != nil {
			s.broken.Add(1)
		}
	}
	return s.Store.Put(ctx, f, data)
}

// released tells when a publisher lets go.
type released struct {
	*watched
	end func()
}

func (r *released) End(ctx context.Context) error {
	r.end()
	return r.watched.End(ctx)
}

// A visitor who comes at any moment finds what a page needs and what a list leads to.
func TestOrder(t *testing.T) {
	p := folderPlace(t)
	w := &watched{Store: p.open(t)}
	if _, err := publish.Publish(t.Context(), w, site(t, first()), quick()); err != nil {
		t.Fatal(err)
	}
	w.ops = nil
	if _, err := publish.Publish(t.Context(), w, site(t, second()), quick()); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, op := range w.ops {
		at[op] = i
	}
	order := []string{
		"put assets/site.2.css", "put claims/c/index.html", "put claims/index.html", "put index.html", "put feed.xml", "delete claims/b/index.html", "delete assets/site.1.css",
	}
	for i := 1; i < len(order); i++ {
		if at[order[i]] <= at[order[i-1]] {
			t.Errorf("%s comes before %s: %q", order[i], order[i-1], w.ops)
		}
	}
}

func TestReadTakesWhatIsOfTheSite(t *testing.T) {
	s := site(t, map[string]string{
		".assay-manifest": "x", ".assay-stage/x": "x", ".git/config": "x", ".gitkeep": "", ".well-known/security.txt": "Contact", "a.webmanifest": "{}",
		"assets/x.js": "x", "feed.xml": "x", "sitemap.xml": "x", "b.unknown": "x", "index.html": "x", "mine.txt": "x",
	})
	got := map[string]string{}
	for _, f := range s.Files {
		got[f.Path] = f.Type + "; " + f.Cache
	}
	const later = "; public, max-age=0, must-revalidate"
	want := map[string]string{
		".well-known/security.txt": "text/plain; charset=utf-8" + later, "a.webmanifest": "application/manifest+json" + later, "b.unknown": "application/octet-stream" + later,
		"assets/x.js": "text/javascript; charset=utf-8; public, max-age=31536000, immutable", "feed.xml": "application/atom+xml; charset=utf-8" + later,
		"sitemap.xml": "application/xml" + later, "index.html": "text/html; charset=utf-8" + later,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(s.Foreign, []string{"mine.txt"}) {
		t.Errorf("not published are %q", s.Foreign)
	}
}

func TestANameThatNoListCanHold(t *testing.T) {
	if _, err := publish.Read(t.Context(), fstest.MapFS{"a\nb.html": {}}, nil, 0); err == nil {
		t.Error("it is taken")
	}
}

func TestAFileThatChangesMeanwhile(t *testing.T) {
	files := fstest.MapFS{"index.html": {Data: []byte("one")}}
	s, err := publish.Read(t.Context(), files, map[string]string{"index.html": "text/html"}, 60)
	if err != nil {
		t.Fatal(err)
	}
	if s.Files[0].Cache != "public, max-age=60" {
		t.Errorf("it may be kept: %s", s.Files[0].Cache)
	}
	files["index.html"].Data = []byte("two")
	p := folderPlace(t)
	if _, err := publish.Publish(t.Context(), p.open(t), s, quick()); err == nil || !strings.Contains(err.Error(), "changed while it was published") {
		t.Errorf("%v", err)
	}
}

// Nothing is written through a link, neither out of the folder nor in it.
func TestLinksInAFolder(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "claims")); err != nil {
		t.Skip(err)
	}
	s, err := publish.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	opt := quick()
	opt.TakeOver = true
	if _, err := publish.Publish(t.Context(), s, site(t, first()), opt); err == nil {
		t.Error("it is published through a link")
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("there is %v, %v", entries, err)
	}
}

// TestOwnNamesThatAreLinks are not followed, for the lock, the list and the uploads.
func TestOwnNamesThatAreLinks(t *testing.T) {
	for _, name := range []string{".assay-lock", ".assay-published", ".assay-upload"} {
		outside, dir := t.TempDir(), t.TempDir()
		if err := os.Symlink(filepath.Join(outside, "x"), filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
		s, err := publish.OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if _, err := publish.Publish(t.Context(), s, site(t, first()), quick()); err == nil || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("%s: %v", name, err)
		}
		if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
			t.Errorf("%s: there is %v, %v", name, entries, err)
		}
	}
}

// TestLargeFilesOfADestination are refused before they are read whole, and so are names of other systems.
func TestLargeFilesOfADestination(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, ".assay-published")
	if err := os.WriteFile(list, []byte("assay-published 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(list, 8<<30); err != nil {
		t.Skip(err)
	}
	s, err := publish.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := publish.Publish(t.Context(), s, site(t, first()), quick()); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("a list of 8 GB: %v", err)
	}
	if err := errors.Join(os.Remove(list), os.WriteFile(filepath.Join(dir, "a\x1b[31m"), nil, 0o600)); err != nil {
		t.Skip(err)
	}
	if _, err := publish.Publish(t.Context(), s, site(t, first()), quick()); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("a name with an escape: %v", err)
	}
}
