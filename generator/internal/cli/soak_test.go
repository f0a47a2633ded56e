package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/cli"
	"assay/generator/internal/corpus"
)

// stale is how old the snapshot may be that an answer is made of.
const stale = time.Second

// soakTime is how long TestServeIsNeverStale goes on: ASSAY_SOAK, such as 10m, or a few seconds.
func soakTime(t *testing.T) time.Duration {
	set := os.Getenv("ASSAY_SOAK")
	if set == "" {
		return 4 * time.Second
	}
	d, err := time.ParseDuration(set)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestServeIsNeverStale edits a site at random while it is previewed, as in the chains of incremental ≡ clean, moves its
// folders about, and compares every answer with fresh builds of what the folder held within the last second. Tabs that
// listen show the newest page whenever there was a moment's peace. Afterwards everything that was started has ended.
func TestServeIsNeverStale(t *testing.T) {
	for _, mode := range []string{"events", "poll"} {
		t.Run(mode, func(t *testing.T) {
			s := newSoak(t, mode == "poll")
			s.run(soakTime(t) / 2)
		})
	}
}

type soak struct {
	*corpus.Editor
	t       *testing.T
	dir     string
	in      afero.Fs
	random  *rand.Rand
	history history
	base    string // the address it is served at
	client  *http.Client
	args    []string
	answers int
}

func newSoak(t *testing.T, poll bool) *soak {
	dir := t.TempDir()
	in := afero.NewBasePathFs(afero.NewOsFs(), dir)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	s := &soak{
		Editor: corpus.NewEditor(in, seed), t: t, dir: dir, in: in, random: rand.New(rand.NewPCG(seed, 1)),
		args: []string{"serve", "--port", "0", "--clock", "2026-06-01", "--root", dir},
	}
	if poll {
		s.args = append(s.args, "--poll=50ms")
	}
	s.client = &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	s.Fail = func(err error) { t.Fatal(err) }
	s.Start()
	s.Good()
	s.history.add(s.Files())
	s.Done = func() { s.history.add(s.Files()) }
	return s
}

func (s *soak) run(lasts time.Duration) {
	t := s.t
	first := s.Files()
	signals := make(chan os.Signal, 1) // whoever asks for signals first starts a goroutine that stays
	signal.Notify(signals, os.Interrupt)
	signal.Stop(signals)
	before := runtime.NumGoroutine()
	ctx, stop := context.WithCancel(t.Context())
	ended := s.serve(ctx)
	s.fetchAll()
	goroutines, watches, heap := used()

	load, quiet := context.WithCancel(ctx)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() { s.browse(load) })
	}
	tabs := []*tab{s.newTab("/"), s.newTab("/claims/"), s.newTab("/claims/claim-1/"), s.newTab("/about/")}
	for _, tab := range tabs {
		group.Go(func() { tab.stay(load) })
	}
	edits := 0
	for deadline := time.Now().Add(lasts); time.Now().Before(deadline) && !t.Failed(); edits++ {
		s.disturb()
		if s.Chance(6) {
			time.Sleep(stale + 200*time.Millisecond)
			for _, tab := range tabs {
				tab.check()
			}
		}
		time.Sleep(time.Duration(s.random.IntN(250)) * time.Millisecond)
	}
	s.restore(first)
	time.Sleep(stale + 200*time.Millisecond)
	quiet()
	group.Wait()
	s.client.CloseIdleConnections()
	s.fetchAll()
	t.Logf("%d edits, %d answers compared", edits, s.answers)

	s.history.moments = nil
	s.client.CloseIdleConnections()
	settles(t, "goroutines and watches end where they began", func() string {
		g, w, h := used()
		if g > goroutines || w != watches || h > heap+heap/2+4<<20 {
			return fmt.Sprintf("%d goroutines, %d watches and %d bytes, after %d, %d and %d", g, w, h, goroutines, watches, heap)
		}
		return ""
	})
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("serve ended with %d", code)
	}
	settles(t, "all goroutines end", func() string {
		if n := runtime.NumGoroutine(); n > before {
			return fmt.Sprintf("%d goroutines, there were %d", n, before)
		}
		return ""
	})
}

// settles waits until trouble tells of none.
func settles(t *testing.T, what string, trouble func() string) {
	t.Helper()
	var last string
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if last = trouble(); last == "" {
			return
		}
	}
	t.Errorf("%s: %s", what, last)
}

// used counts goroutines, inotify watches and bytes on the heap.
func used() (goroutines, watches int, heap uint64) {
	infos, _ := filepath.Glob("/proc/self/fdinfo/*")
	for _, name := range infos {
		data, _ := os.ReadFile(name)
		watches += bytes.Count(data, []byte("inotify wd:"))
	}
	runtime.GC()
	runtime.GC() // what is in pools goes the second time
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), watches, m.HeapAlloc
}

// serve starts the program and waits for the address it prints.
func (s *soak) serve(ctx context.Context) (ended chan int) {
	out, in := io.Pipe()
	ended = make(chan int, 1)
	go func() {
		code := cli.Run(ctx, s.args, cli.Streams{Out: in, Err: io.Discard})
		_ = in.Close()
		ended <- code
	}()
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		s.t.Fatalf("serve printed %q, then %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	s.base = strings.TrimSuffix(strings.TrimSpace(line), "/")
	return ended
}

// disturb edits the site, or does to its folders what people do to them.
func (s *soak) disturb() {
	switch s.random.IntN(8) {
	case 0:
		s.away("claims")
	case 1:
		s.away("content")
	case 2:
		s.away("claims/a")
	default:
		s.Edit()
		if !s.history.builds() && !s.Chance(3) {
			time.Sleep(time.Duration(s.random.IntN(1500)) * time.Millisecond)
			s.Mend()
		}
	}
	if s.history.builds() {
		s.Good()
	}
	s.history.forget()
}

// away takes a folder out of the site and puts it back.
func (s *soak) away(folder string) {
	name, hidden := filepath.Join(s.dir, folder), filepath.Join(s.dir, ".away")
	if err := os.Rename(name, hidden); errors.Is(err, os.ErrNotExist) {
		return
	} else if err != nil {
		s.t.Fatal(err)
	}
	rest := s.Files()
	maps.DeleteFunc(rest, func(path, _ string) bool { return strings.HasPrefix(path, folder+"/") })
	s.history.add(rest)
	time.Sleep(time.Duration(s.random.IntN(800)) * time.Millisecond)
	if err := os.Rename(hidden, name); err != nil {
		s.t.Fatal(err)
	}
	s.history.add(s.Files())
}

// restore makes the folder hold these files.
func (s *soak) restore(all map[string]string) {
	for path := range s.Files() {
		if _, stays := all[path]; !stays {
			if err := s.in.Remove(path); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	for path, text := range all {
		if err := afero.WriteFile(s.in, path, []byte(text), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, f := range []string{"claims", "content", "templates"} {
		s.prune(filepath.Join(s.dir, f))
	}
	s.history.add(all)
}

// prune removes the empty folders that edits leave behind; they would be watched.
func (s *soak) prune(folder string) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			s.prune(filepath.Join(folder, e.Name()))
		}
	}
	_ = os.Remove(folder) // where something is in it, it stays
}

// browse asks for pages until the context ends.
func (s *soak) browse(ctx context.Context) {
	random := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	for ctx.Err() == nil {
		addresses := s.history.addresses()
		s.compare(addresses[random.IntN(len(addresses))])
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
	}
}

func (s *soak) fetchAll() {
	for _, address := range s.history.addresses() {
		s.compare(address)
	}
}

// compare asks for a path and looks for a state of the folder that the answer is right for.
func (s *soak) compare(path string) {
	began := time.Now()
	got, err := s.get(path)
	if err != nil {
		s.t.Error(err)
		return
	}
	s.history.mu.Lock()
	s.answers++
	s.history.mu.Unlock()
	if trouble := s.history.explain(path, got, began, time.Now()); trouble != "" {
		s.t.Errorf("%s: %s", path, trouble)
	}
}

// answer is a response without what the preview adds.
type answer struct {
	status   int
	location string
	kind     string
	body     string
	added    string
}

var added = regexp.MustCompile(`(?s)<!--assay-preview-->.*<!--/assay-preview-->`)

func (s *soak) get(path string) (answer, error) {
	address := url.URL{Path: path}
	r, err := s.client.Get(s.base + address.String())
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return answer{
		status: r.StatusCode, location: r.Header.Get("Location"), kind: r.Header.Get("Content-Type"),
		body: string(added.ReplaceAll(body, nil)), added: string(added.Find(body)),
	}, err
}
