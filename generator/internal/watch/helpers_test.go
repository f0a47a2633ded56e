package watch_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/watch"
)

// state is what the files of a site hold, by path.
type state map[string]string

// folder is a site in the making in a real folder, and what was made of it.
type folder struct {
	t    *testing.T
	dir  string
	fs   afero.Fs
	told chan string
	end  func()

	listens bool // or polls

	scanner  files.Scanner
	snapshot *files.Snapshot // of the last scan
	made     *files.Snapshot // by the last Build

	mu        sync.Mutex
	contents  map[digest.Sum]string // of all texts ever read
	published []state
	fail      int               // Publish fails this often
	during    map[string]func() // called at the beginning of the next call of a method
	calls     map[string]int
}

func newFolder(t *testing.T) *folder {
	t.Helper()
	f := &folder{
		t: t, dir: t.TempDir(), told: make(chan string, 100), contents: map[digest.Sum]string{},
		during: map[string]func(){}, calls: map[string]int{},
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	f.fs = files.NewRoot(root)
	f.scanner = files.Scanner{FS: f.fs, Now: time.Now}
	f.write("site.yaml", "title: x")
	f.write("claims/a.md", "a")
	f.write("claims/2017/b.md", "b")
	f.write("content/c.md", "c")
	return f
}

func (f *folder) read(file files.File, data []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.contents[file.Sum] = string(data)
}

// before does something at the beginning of the next call of a method.
func (f *folder) before(call string, do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.during[call] = do
}

func (f *folder) called(call string) {
	f.mu.Lock()
	do := f.during[call]
	delete(f.during, call)
	f.calls[call]++
	f.mu.Unlock()
	if do != nil {
		do()
	}
}

func (f *folder) Scan(ctx context.Context, paths []string) (bool, error) {
	f.called("Scan")
	var s *files.Snapshot
	var enough bool
	var err error
	if f.snapshot != nil && len(paths) > 0 {
		s, enough, err = f.scanner.Again(ctx, f.snapshot, paths, f.read)
	}
	if !enough && err == nil {
		s, _, err = f.scanner.Scan(ctx, f.snapshot, f.read)
	}
	if err != nil {
		return false, err
	}
	f.snapshot = s
	return f.made == nil || !f.made.Same(s), nil
}

func (f *folder) Folders() []files.Folder {
	f.called("Folders")
	return f.snapshot.Folders()
}

func (f *folder) Build() {
	f.called("Build")
	f.made = f.snapshot
}

func (f *folder) Publish(context.Context) bool {
	f.called("Publish")
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail > 0 {
		f.fail--
		return false
	}
	f.published = append(f.published, f.stateOf(f.made))
	return true
}

func (f *folder) stateOf(s *files.Snapshot) state {
	all := state{}
	for file := range s.All() {
		all[file.Path] = f.contents[file.Sum]
	}
	return all
}

// fresh is what a scan finds that knows no other.
func (f *folder) fresh() state {
	f.t.Helper()
	scanner := files.Scanner{FS: f.fs, Now: time.Now}
	s, _, err := scanner.Scan(context.Background(), nil, f.read)
	f.ok(err)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.stateOf(s)
}

// start watches the folder until the test ends.
func (f *folder) start(opt watch.Options) {
	f.t.Helper()
	f.startSite(f, opt)
	f.wait("the first look is over", func() bool { return f.count("Publish") > 0 && f.count("Scan") > 1 })
}

// startSite watches the folder for another site.
func (f *folder) startSite(site watch.Site, opt watch.Options) {
	f.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	opt.Root, f.listens = f.dir, opt.Poll == 0
	opt.Tell = func(message string) { f.told <- message }
	go func() { ended <- watch.Run(ctx, site, opt) }()
	f.end = sync.OnceFunc(func() {
		f.t.Helper()
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				f.t.Errorf("Run ended with %v", err)
			}
		case <-time.After(limit):
			f.t.Error("Run did not end")
		}
	})
	f.t.Cleanup(f.end)
}

// limit is how long anything may take on a busy machine.
const limit = 10 * time.Second

func (f *folder) wait(what string, until func() bool) {
	f.t.Helper()
	for begin := time.Now(); !until(); time.Sleep(time.Millisecond) {
		if time.Since(begin) > limit {
			f.t.Fatalf("waited in vain until %s", what)
		}
	}
}

func (f *folder) count(call string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[call]
}

func (f *folder) states() []state {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.published[:len(f.published):len(f.published)]
}

func (f *folder) last() state {
	all := f.states()
	return all[len(all)-1]
}

// shown waits until what is published is what the folder holds.
func (f *folder) shown() {
	f.t.Helper()
	want := f.fresh()
	for begin := time.Now(); !maps.Equal(f.last(), want); time.Sleep(time.Millisecond) {
		if time.Since(begin) > limit {
			f.t.Fatalf("published is %v\nthe folder holds %v", brief(f.last()), brief(want))
		}
	}
}

func brief(s state) string {
	if len(s) > 20 {
		return fmt.Sprint(len(s), " files")
	}
	return fmt.Sprint(map[string]string(s))
}

func (f *folder) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *folder) write(name, content string) {
	f.t.Helper()
	f.ok(os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	f.ok(os.WriteFile(f.path(name), []byte(content), 0o644))
}

func (f *folder) rename(from, to string) {
	f.t.Helper()
	f.ok(os.Rename(f.path(from), f.path(to)))
}

func (f *folder) remove(name string) {
	f.t.Helper()
	f.ok(os.RemoveAll(f.path(name)))
}

// ways are how a site can be watched: each test of what is seen runs in both. Where it listens, no look at intervals helps.
var ways = map[string]watch.Options{
	"events":  watch.Options{}.WithSafety(time.Hour),
	"polling": {Poll: 10 * time.Millisecond},
}

// bothWays runs a test for each.
func bothWays(t *testing.T, test func(t *testing.T, f *folder)) {
	for name, opt := range ways {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			f.start(opt)
			test(t, f)
			f.end()
			if len(f.told) > 0 {
				t.Errorf("told %q", <-f.told)
			}
		})
	}
}

// inotifyWatches counts the watches of this process, where the system tells.
func inotifyWatches() (n int, known bool) {
	entries, err := filepath.Glob("/proc/self/fdinfo/*")
	if err != nil || len(entries) == 0 {
		return 0, false
	}
	for _, entry := range entries {
		data, err := os.ReadFile(entry)
		if err != nil {
			continue // it was that of reading the folder
		}
		n += strings.Count(string(data), "inotify wd:")
	}
	return n, true
}

// watchesOnlyItsFolders waits until there is a watch for each of the site's folders and for its root, and no other.
func (f *folder) watchesOnlyItsFolders() {
	f.t.Helper()
	want := 0
	if f.listens {
		s, _, err := f.scanner.Scan(context.Background(), nil, nil)
		f.ok(err)
		want = len(s.Folders()) + 1
	}
	f.wait(fmt.Sprintf("there are %d watches", want), func() bool {
		n, known := inotifyWatches()
		return n == want || !known
	})
}

func (*folder) Next() time.Time { return time.Time{} }
