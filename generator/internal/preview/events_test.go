package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// told is what a stream says.
type told struct {
	Generation int
	Changed    []string
	Version    string
}

// listener is a tab that shows a page.
type listener struct {
	t      *testing.T
	events chan told
	leave  context.CancelFunc
}

// version is the one that the page's script knows.
func (r reply) version(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`data-version="(\w+)"`).FindStringSubmatch(r.bar())
	if m == nil {
		t.Fatalf("the page has no version: %s", r.body)
	}
	return m[1]
}

// serve gives the address of a server, which ends after those who listen.
func (d *desk) serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	return server.URL
}

// open loads a page and listens.
func (d *desk) open(t *testing.T, server, target string) *listener {
	t.Helper()
	return listen(t, server, target, d.get(target).version(t))
}

func listen(t *testing.T, server, target, version string) *listener {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	address := server + "/.assay/events?" + url.Values{"url": {target}, "version": {version}}.Encode()
	r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("status %d, %v", answer.StatusCode, answer.Header)
	}
	l := &listener{t, make(chan told, 100), leave}
	go func() {
		defer close(l.events)
		defer answer.Body.Close()
		name := ""
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if n, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = n
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && name == "change" {
				var e told
				if err := json.Unmarshal([]byte(data), &e); err != nil {
					t.Errorf("%s: %v", data, err)
				}
				l.events <- e
			}
		}
	}()
	return l
}

// hears waits for the next event, which must be of a generation: nothing was heard of those before.
func (l *listener) hears(generation int, target, version string) {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok || e.Generation != generation || !slices.Equal(e.Changed, []string{target}) || e.Version != version {
			l.t.Errorf("heard %+v, not of generation %d, version %s", e, generation, version)
		}
	case <-time.After(10 * time.Second):
		l.t.Fatal("nothing was heard")
	}
}

func TestOnlyAPageThatChangedHearsOfIt(t *testing.T) {
	d := shown(t)
	server := d.serve(t)
	one, two := d.open(t, server, "/claims/one/"), d.open(t, server, "/claims/two/")
	nope := d.open(t, server, "/nope")
	change := func(id, text string) string {
		d.claim(id, map[string]string{"one": "published: 2026-01-01", "two": "published: 2026-01-02"}[id], text)
		d.publish()
		return d.get("/claims/" + id + "/").version(t)
	}
	one.hears(2, "/claims/one/", change("one", "Changed."))
	one.hears(3, "/claims/one/", change("one", "Again."))
	two.hears(4, "/claims/two/", change("two", "Changed."))
	d.publish()
	two.hears(6, "/claims/two/", change("two", "At last."))
	one.hears(7, "/claims/one/", change("one", "At last."))

	d.remove("claims/two.md")
	d.publish()
	gone := d.get("/claims/two/")
	if gone.StatusCode != 404 {
		t.Fatalf("status %d", gone.StatusCode)
	}
	two.hears(8, "/claims/two/", gone.version(t))

	d.write("content/nope.md", "---\ntitle: There\n---\n")
	d.publish()
	select {
	case e := <-nope.events: // the address leads to /nope/ now
		if e.Generation != 9 {
			t.Errorf("what was not there heard %+v", e)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("what was not there heard nothing")
	}
}

func TestAllPagesHearOfAStyleSheet(t *testing.T) {
	d := shown(t)
	server := d.serve(t)
	one, about := d.open(t, server, "/claims/one/"), d.open(t, server, "/about/")
	d.write("templates/assets/style.css", "a{order:1}")
	d.publish()
	one.hears(2, "/claims/one/", d.get("/claims/one/").version(t))
	about.hears(2, "/about/", d.get("/about/").version(t))
}

func TestAllPagesHearOfTroubleAndOfItsEnd(t *testing.T) {
	d := shown(t)
	server := d.serve(t)
	one := d.open(t, server, "/claims/one/")
	good, text := d.get("/claims/one/").version(t), d.read("content/about.md")
	d.write("content/about.md", "")
	d.publish()
	one.hears(2, "/claims/one/", d.get("/claims/one/").version(t))
	d.write("content/about.md", text)
	d.publish()
	one.hears(3, "/claims/one/", good)
}

func TestAPageOfAnEarlierRunHearsAtOnce(t *testing.T) {
	d := newDesk(t, options(t))
	server := d.serve(t)
	early := listen(t, server, "/claims/one/", "0123456789")
	d.publish()
	early.hears(1, "/claims/one/", d.get("/claims/one/").version(t))
	listen(t, server, "/claims/one/", "0123456789").hears(1, "/claims/one/", d.get("/claims/one/").version(t))
	listen(t, server, "/claims/gr%C3%B6%C3%9Fe/", "").hears(1, "/claims/gr%C3%B6%C3%9Fe/", d.get("/claims/gr%C3%B6%C3%9Fe/").version(t))
}

func TestAPageThatComesToBeMadeHearsOfIt(t *testing.T) {
	d := newDesk(t, options(t))
	d.write("templates/page.html", `{{define "main"}}{{index .Crumbs 99}}{{end}}`)
	d.publish()
	server := d.serve(t)
	about := d.open(t, server, "/about/")
	d.publish()
	d.write("templates/page.html", `{{define "main"}}mended{{end}}`)
	d.publish()
	about.hears(3, "/about/", d.get("/about/").version(t))
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	d := shown(t)
	for _, query := range []string{"", "?url=", "?url=claims", "?url=%00", "?url=%25zz", "?url=http:x"} {
		if got := d.get("/.assay/events" + query); got.StatusCode != 400 {
			t.Errorf("%q: status %d", query, got.StatusCode)
		}
	}
}

// tab is a client that takes what it is sent, or not.
type tab struct {
	mu     sync.Mutex
	header http.Header
	got    strings.Builder
	stuck  chan struct{} // closed when it takes again; nil for one that always does
}

func (t *tab) Header() http.Header { return t.header }
func (t *tab) WriteHeader(int)     {}
func (t *tab) Flush()              {}

func (t *tab) Write(b []byte) (int, error) {
	if t.stuck != nil {
		<-t.stuck
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.got.Write(b)
}

func (t *tab) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.got.String()
}

// listens starts a stream for a page, and tells when it has ended.
func (d *desk) listens(ctx context.Context, w http.ResponseWriter, target string) (ended chan struct{}) {
	version := d.get(target).version(d.t.(*testing.T))
	r := httptest.NewRequestWithContext(ctx, "GET", "http://localhost/.assay/events?version="+version+"&url="+target, nil)
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		d.ServeHTTP(w, r)
	}()
	return ended
}

func TestAStreamThatHasNothingToTellIsKeptAliveUntilItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := shown(t)
		ctx, leave := context.WithCancel(t.Context())
		w := &tab{header: http.Header{}}
		ended := d.listens(ctx, w, "/claims/one/")
		for range 3 {
			d.publish()
			time.Sleep(15 * time.Second)
		}
		synctest.Wait()
		if got := w.String(); got != "retry: 1000\n\n:\n\n:\n\n:\n\n" {
			t.Errorf("%q", got)
		}
		leave()
		<-ended
	})
}

// A reader who takes nothing holds up nobody, misses nothing that still holds, and leaves nothing behind.
func TestASlowReaderHoldsUpNobody(t *testing.T) {
	d := shown(t)
	first := d.last
	d.claim("one", "published: 2026-01-01", "Changed.")
	second := d.build()
	before := runtime.NumGoroutine()
	ctx, leave := context.WithCancel(t.Context())
	stuck := make(chan struct{})
	var slow []*tab
	var streams []chan struct{}
	for range 20 {
		slow = append(slow, &tab{header: http.Header{}, stuck: stuck})
		streams = append(streams, d.listens(ctx, slow[len(slow)-1], "/claims/one/"), d.listens(ctx, &tab{header: http.Header{}}, "/claims/two/"))
	}
	for range 100 {
		d.Publish(second)
		d.Publish(first)
	}
	d.Publish(second)
	close(stuck)
	version := d.get("/claims/one/").version(t)
	for _, w := range slow {
		eventually(t, "a slow reader hears of the last change", func() bool { return strings.Contains(w.String(), version) })
	}
	leave()
	for _, ended := range streams {
		<-ended
	}
	eventually(t, "all goroutines end", func() bool { return runtime.NumGoroutine() <= before })
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it did not come about that %s", what)
		}
	}
}

func TestPublishingAndAskingAtOnce(t *testing.T) {
	d := shown(t)
	first := d.last
	d.claim("one", "published: 2026-01-01", "Changed.")
	d.remove("claims/two.md")
	second := d.build()
	allowed := map[string]bool{}
	for _, r := range []bool{true, false} {
		if r {
			d.Publish(second)
		} else {
			d.Publish(first)
		}
		allowed[d.get("/claims/one/").body+d.get("/claims/one/").Header.Get("ETag")] = true
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if got := d.get("/claims/one/"); got.StatusCode != 200 || !allowed[got.body+got.Header.Get("ETag")] {
					t.Errorf("status %d, a page that is neither the old nor the new one", got.StatusCode)
				}
				if got := d.get("/claims/two/"); got.StatusCode != 200 && got.StatusCode != 404 {
					t.Errorf("status %d", got.StatusCode)
				}
			}
		})
	}
	for range 50 {
		d.Publish(second)
		d.Publish(first)
	}
	group.Wait()
}
