package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/cli"
	"assay/generator/internal/corpus"
	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
	"assay/templates"
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

// history is what the folder held, and since when.
type history struct {
	mu      sync.Mutex
	moments []*moment
}

type moment struct {
	from  time.Time
	files map[string]string

	once    sync.Once
	failed  bool
	base    string // the path it is served under
	outputs map[string]plan.Output
}

func (h *history) add(all map[string]string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.moments = append(h.moments, &moment{from: time.Now(), files: all})
}

// forget drops what no answer can be made of any more.
func (h *history) forget() {
	h.mu.Lock()
	moments := h.moments
	h.mu.Unlock()
	for i := len(moments) - 2; i > 0; i-- {
		ended := moments[i+1].from
		if time.Since(ended) > 10*time.Second && ended.Sub(moments[i].from) > stale && !moments[i].build().failed {
			h.mu.Lock()
			h.moments = slices.Clone(h.moments[i:])
			h.mu.Unlock()
			return
		}
	}
}

func (h *history) last() *moment {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.moments[len(h.moments)-1]
}

// builds tells whether the newest state is without errors.
func (h *history) builds() bool { return !h.last().build().failed }

// build makes the site afresh.
func (m *moment) build() *moment {
	m.once.Do(func() {
		in := afero.NewMemMapFs()
		for name, text := range m.files {
			_ = afero.WriteFile(in, name, []byte(text), 0o644)
		}
		b := build.New(build.Options{
			Input: in, Theme: templates.Files, Now: time.Now, Drafts: true, Today: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC),
		})
		r, err := b.Build(context.Background())
		if err != nil {
			panic(err)
		}
		m.failed = r.Diagnostics.Count(diag.Error) > 0
		m.base = r.Site.Base.Path()
		m.outputs = map[string]plan.Output{}
		for _, o := range r.Outputs {
			m.outputs[o.Path] = o
		}
	})
	return m
}

// addresses gives the paths of outputs of the newest states without errors, so that some may be gone.
func (h *history) addresses() []string {
	h.mu.Lock()
	moments := h.moments
	h.mu.Unlock()
	all := map[string]bool{"/claims/nothing/": true}
	for i, found := len(moments)-1, 0; i >= 0 && found < 2; i-- {
		m := moments[i].build()
		for path := range m.outputs {
			all[m.base+strings.TrimSuffix(path, "index.html")] = true
		}
		if !m.failed {
			found++
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// explain says why an answer is right for none of the states of the last second, or nothing.
func (h *history) explain(path string, got answer, began, ended time.Time) string {
	var trouble string
	for _, m := range h.allowed(began.Add(-stale), ended) {
		why := m.differs(path, got)
		if why == "" {
			return ""
		}
		if trouble == "" {
			trouble = why
		}
	}
	return trouble + h.age(path, got, began)
}

// age tells when the state was replaced that an answer is right for.
func (h *history) age(path string, got answer, asked time.Time) string {
	h.mu.Lock()
	moments := slices.Clone(h.moments)
	h.mu.Unlock()
	for i := len(moments) - 2; i >= 0; i-- {
		if !moments[i].build().failed && moments[i].differs(path, got) == "" {
			return fmt.Sprintf("; this is how it was %v earlier", asked.Sub(moments[i+1].from).Round(time.Millisecond))
		}
	}
	return ""
}

// allowed gives the states that may be shown at a time, newest first. Where one of them has errors, the last good one is shown; that
// need not be the newest before it, since one that did not last may never have been built.
func (h *history) allowed(from, to time.Time) []*moment {
	h.mu.Lock()
	moments := slices.Clone(h.moments)
	h.mu.Unlock()
	var all []*moment
	broken, end := false, time.Now()
	for _, m := range slices.Backward(moments) {
		lasted := end.Sub(m.from)
		began, ended := m.from, end
		end = m.from
		if began.After(to) {
			continue
		}
		if ended.Before(from) && !broken {
			break
		}
		if m.build().failed {
			broken = true
			continue
		}
		all = append(all, m)
		if ended.Before(from) && lasted > stale {
			break
		}
	}
	return all
}

// differs says how an answer is not what a state asks for.
func (m *moment) differs(path string, got answer) string {
	m.build()
	file, inside := strings.CutPrefix(path, m.base)
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	o, exists := m.outputs[file]
	status := http.StatusOK
	switch {
	case path == "/" && !inside:
		if got.status != http.StatusFound || got.location != m.base {
			return fmt.Sprintf("the status is %d and leads to %q, not to %s", got.status, got.location, m.base)
		}
		return ""
	case !exists || !inside:
		o, status = m.outputs["404.html"], http.StatusNotFound
	}
	var want bytes.Buffer
	if err := o.WriteTo(&want); err != nil {
		return err.Error()
	}
	switch {
	case got.status != status:
		return fmt.Sprintf("the status is %d, not %d: %.300s", got.status, status, got.body)
	case got.kind != o.Type:
		return fmt.Sprintf("the type is %q, not %q", got.kind, o.Type)
	case got.body != want.String():
		at := 0
		for at < min(len(got.body), want.Len()) && got.body[at] == want.Bytes()[at] {
			at++
		}
		return fmt.Sprintf("the bytes differ at %d: %.80q instead of %.80q", at, got.body[at:], want.Bytes()[at:])
	}
	return ""
}

// tab is a page that is open in a browser.
type tab struct {
	soak *soak
	url  string

	mu    sync.Mutex
	shows answer
}

func (s *soak) newTab(url string) *tab { return &tab{soak: s, url: url} }

var version = regexp.MustCompile(`data-version="([^"]*)"`)

// load fetches the page and gives its version.
func (t *tab) load() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	got, err := t.soak.get(t.url)
	if err == nil && got.status == http.StatusFound { // the site has moved
		t.url = got.location
		got, err = t.soak.get(t.url)
	}
	if err != nil {
		t.soak.t.Error(err)
	}
	t.shows = got
	found := version.FindStringSubmatch(got.added)
	if found == nil {
		t.soak.t.Errorf("%s has no version: %d %s", t.url, got.status, got.body)
		return ""
	}
	return found[1]
}

// stay listens, and loads the page again whenever it is told to.
func (t *tab) stay(ctx context.Context) {
	for ctx.Err() == nil {
		version := t.load()
		query := url.Values{"url": {t.url}, "version": {version}}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, t.soak.base+"/.assay/events?"+query.Encode(), nil)
		if err != nil {
			t.soak.t.Error(err)
			return
		}
		answer, err := t.soak.client.Do(r)
		if err != nil {
			return // the context has ended
		}
		t.listen(answer.Body)
		_ = answer.Body.Close()
	}
}

func (t *tab) listen(stream io.Reader) {
	for lines := bufio.NewScanner(stream); lines.Scan(); {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		if !is {
			continue
		}
		var event struct{ Changed []string }
		if err := json.Unmarshal([]byte(data), &event); err != nil || !slices.Contains(event.Changed, t.url) {
			t.soak.t.Errorf("%s was told %s: %v", t.url, data, err)
		}
		was := t.url
		if t.load(); t.url != was {
			return // and listen at the new address
		}
	}
}

// check compares what the tab shows with the newest state.
func (t *tab) check() {
	t.mu.Lock()
	got, url := t.shows, t.url
	t.mu.Unlock()
	now := time.Now()
	if trouble := t.soak.history.explain(url, got, now, now); trouble != "" {
		t.soak.t.Errorf("the tab %s is stale: %s", url, trouble)
	}
	broken := !t.soak.history.builds()
	if said := strings.Contains(got.added, "last good version"); said != broken {
		t.soak.t.Errorf("the tab %s says that the site is broken: %v, and it is %v", url, said, broken)
	}
}
