package links_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/fetch"
	"assay/generator/internal/links"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func serve(t *testing.T, ip string, handler http.HandlerFunc) string {
	t.Helper()
	listener, err := net.Listen("tcp", ip+":0")
	if err != nil {
		t.Skip(err)
	}
	s := httptest.NewUnstartedServer(handler)
	s.Listener = listener
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}

func newChecker(t *testing.T) *links.Checker {
	client := fetch.New(fetch.Options{UserAgent: "test", AllowPrivate: true, Timeout: 300 * time.Millisecond})
	t.Cleanup(client.Close)
	return &links.Checker{Client: client, Now: func() time.Time { return noon }, Pause: time.Millisecond, MaxAge: time.Hour}
}

func TestStates(t *testing.T) {
	other := serve(t, "127.0.0.2", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<title>Other</title>") })
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := silent.Addr().String()
	_ = silent.Close()
	pages := map[string]string{
		"/fine":           "<title>A report on 404 errors found</title>",
		"/soft":           "<title>Page not found | The Daily</title>",
		"/soft-de":        "<title>Seite nicht gefunden</title>",
		"/soft-ja":        "<title>ページが見つかりません</title>",
		"/parked":         "<title>example.com</title><p>This domain is for sale.",
		"/word":           "<title>The lost and found office</title>",
		"/":               "<title>Home</title>",
		"/about-domains":  "<title>How the domain for our site was bought</title>",
		"/query?page=404": "<title>x</title>",
	}
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{"/moved": "/fine", "/twice": "/moved", "/home": "/", "/elsewhere": other, "/to-fine": "/fine"}[r.URL.Path]
		switch {
		case r.URL.Path == "/for-now":
			http.Redirect(w, r, "/fine", http.StatusFound)
		case r.URL.Path == "/home":
			http.Redirect(w, r, "/", http.StatusFound)
		case to != "":
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/status/"):
			var code int
			_, _ = fmt.Sscanf(r.URL.Path, "/status/%d", &code)
			w.WriteHeader(code)
		case r.URL.Path == "/slow":
			<-r.Context().Done()
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, pages[r.URL.Path])
		}
	})
	for path, want := range map[string]string{
		"/fine": "ok", "/word": "ok", "/": "ok", "/about-domains": "ok", "/for-now": "ok",
		"/moved": "moved /fine", "/twice": "moved /fine",
		"/status/404": "gone", "/status/410": "gone", "/status/403": "refused", "/status/401": "refused", "/status/451": "refused", "/status/500": "server-error",
		"/soft": "soft-404", "/soft-de": "soft-404", "/soft-ja": "soft-404", "/home": "soft-404", "/elsewhere": "soft-404", "/parked": "parked", "/slow": "timeout",
	} {
		results, err := newChecker(t).Check(t.Context(), []string{base + path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		if got := strings.TrimSpace(string(r.State) + " " + strings.TrimPrefix(r.To, base)); got != want || !r.Checked.Equal(noon) {
			t.Errorf("%s is %q, want %q: %+v", path, got, want, r)
		}
	}
	for address, want := range map[string]links.State{"http://" + closed + "/": links.Unreachable, "http://nowhere.invalid/": links.NoHost} {
		results, _ := newChecker(t).Check(t.Context(), []string{address}, nil)
		if got := results[0].State; got != want && !(want == links.NoHost && got == links.Unreachable) { // where no name server can be asked
			t.Errorf("%s is %q, want %q: %s", address, got, want, results[0].Why)
		}
	}
	public := newChecker(t)
	public.Client = fetch.New(fetch.Options{UserAgent: "test"})
	if results, _ := public.Check(t.Context(), []string{base}, nil); results[0].State != links.Private {
		t.Errorf("a private address is %q", results[0].State)
	}
}

func TestHostsAreAskedPolitely(t *testing.T) {
	var mu sync.Mutex
	at, most := map[string][]time.Time{}, map[string]int{}
	asked := map[string]int{}
	handler := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		at[r.Host] = append(at[r.Host], time.Now())
		asked[r.Host]++
		most[r.Host] = max(most[r.Host], asked[r.Host])
		mu.Unlock()
		time.Sleep(10 * time.Millisecond)
		mu.Lock()
		asked[r.Host]--
		mu.Unlock()
	}
	c := newChecker(t)
	c.Pause = 40 * time.Millisecond
	var addresses []string
	for i := range 8 {
		base := serve(t, fmt.Sprintf("127.0.0.%d", i+1), handler)
		for n := range 4 {
			addresses = append(addresses, fmt.Sprintf("%s/%d", base, n))
		}
	}
	began := time.Now()
	results, err := c.Check(t.Context(), addresses, nil)
	if err != nil || len(results) != len(addresses) || slices.ContainsFunc(results, func(r links.Result) bool { return r.State != links.Fine }) {
		t.Fatalf("%v, %v", results, err)
	}
	if took := time.Since(began); took > 8*3*40*time.Millisecond {
		t.Errorf("hosts wait for each other: %v", took)
	}
	for host, times := range at {
		if most[host] > 1 {
			t.Errorf("%s was asked %d times at once", host, most[host])
		}
		for i := 1; i < len(times); i++ {
			if pause := times[i].Sub(times[i-1]); pause < 40*time.Millisecond {
				t.Errorf("%s was asked again after %v", host, pause)
			}
		}
	}
}

func TestHostsThatAskToWait(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		n := asked[r.URL.Path]
		mu.Unlock()
		switch {
		case r.URL.Path == "/once" && n == 1:
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		case r.URL.Path == "/date" && n == 1:
			w.Header().Set("Retry-After", noon.Add(time.Second).Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/long":
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusTooManyRequests)
		case r.URL.Path == "/always":
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	c := newChecker(t)
	began := time.Now()
	results, err := c.Check(t.Context(), []string{base + "/once", base + "/date", base + "/long", base + "/always"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 3*time.Second {
		t.Errorf("nobody waited: %v", took)
	}
	var got []links.State
	for _, r := range results {
		got = append(got, r.State)
	}
	if d := cmp.Diff([]links.State{links.Fine, links.Fine, links.Refused, links.ServerError}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"/once": 2, "/date": 2, "/long": 1, "/always": 3}, asked); d != "" {
		t.Error(d)
	}
}

func TestWhatIsBelieved(t *testing.T) {
	asked := 0
	base := serve(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) { asked++ })
	known := map[string]links.Result{}
	for path, r := range map[string]links.Result{
		"/fine":  {State: links.Fine, Checked: noon.Add(-time.Minute)},
		"/moved": {State: links.Moved, Checked: noon.Add(-time.Minute)},
		"/old":   {State: links.Fine, Checked: noon.Add(-2 * time.Hour)},
		"/gone":  {State: links.Gone, Checked: noon.Add(-time.Minute)},
	} {
		r.URL = base + path
		known[r.URL] = r
	}
	results, err := newChecker(t).Check(t.Context(), []string{base + "/fine", base + "/moved", base + "/old", base + "/gone"}, known)
	if err != nil || asked != 2 {
		t.Errorf("asked %d times, want 2; %v", asked, err)
	}
	if results[0] != known[base+"/fine"] || results[3].State != links.Fine || results[2].Checked != noon {
		t.Errorf("%+v", results)
	}
}

func TestAnInterruptionKeepsWhatWasFound(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	base := serve(t, "127.0.0.1", func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/2" {
			cancel()
		}
	})
	results, err := newChecker(t).Check(ctx, []string{base + "/1", base + "/2", base + "/3"}, nil)
	if !errors.Is(err, context.Canceled) || len(results) != 1 || results[0].State != links.Fine {
		t.Errorf("%v, %v", results, err)
	}
}

func TestTitlesOfPagesThatAreNotThere(t *testing.T) {
	for title, want := range map[string]bool{
		"404": true, "Error 404": true, "404 Not Found": true, "Page not found | The Daily": true, "The Daily - Page Not Found": true, "Sorry, this page could not be found.": true,
		"The page you were looking for doesn't exist": true, "Seite nicht gefunden": true, "Page introuvable – Le Jour": true, "Página no encontrada": true, "Página não encontrada · Jornal": true,
		"Страница не найдена": true, "ページが見つかりません": true, "找不到页面": true, "الصفحة المطلوبة غير موجودة": true, "HTTP 404": true,
		"A report on 404 errors found": false, "404 soldiers died": false, "Weapons of mass destruction: not found": false, "No evidence was found": false,
		"The missing page of the report was found": false, "Lost and found": false, "Home": false, "": false, "Article 404 of the penal code": false, "Page 404": false,
		"Die gefundene Seite": false, "What to do when a page is not found in the archive": false,
	} {
		if got := links.SaysNotFound(title); got != want {
			t.Errorf("%q says that nothing is there: %v, want %v", title, got, want)
		}
	}
}
