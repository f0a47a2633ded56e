package cli_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a Chromium of a test's own, without a window on the screen.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// openBrowser starts a browser that ends with the test.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], // no first run, no background network, no sync, a new profile
		chromedp.ExecPath(findBrowser(t)), chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	ctx, ended := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(ended)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return &browser{t, ctx}
}

// findBrowser skips the test where there is no browser, but on a build server.
func findBrowser(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const missing = "there is no Chromium or Chrome in PATH"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing + ": what the preview does in a browser is not tested")
	return ""
}

// browserTab shows a page. Whatever the page complains of fails the test.
type browserTab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	expected []string
}

// open shows a page in a window of its own, so that it is seen.
func (b *browser) open(url string) *browserTab {
	b.t.Helper()
	p := b.tab()
	p.visit(url)
	return p
}

// tab opens an empty one.
func (b *browser) tab(options ...chromedp.ContextOption) *browserTab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, options...)
	b.t.Cleanup(cancel)
	p := &browserTab{t: b.t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		b.t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(1000, 700))
	return p
}

func (p *browserTab) visit(url string) {
	p.t.Helper()
	p.do(chromedp.Navigate(url))
}

// expect names complaints that are as they should be, by what is in them.
func (p *browserTab) expect(complaints ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, complaints...)
}

// listen hears what is thrown, printed as a warning or an error, blocked, or cannot be loaded.
func (p *browserTab) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complain(fmt.Sprintf("thrown: %v", e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			for _, said := range e.Args {
				p.complain(fmt.Sprintf("printed: %s %s", said.Value, said.Description))
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.complain(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			p.complain(fmt.Sprintf("not loaded: %s %s", e.Type, e.ErrorText))
		}
	}
}

func (p *browserTab) complain(of string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	// With the test, the server ends.
	if p.t.Context().Err() == nil && !slices.ContainsFunc(p.expected, func(part string) bool { return strings.Contains(of, part) }) {
		p.t.Errorf("the page complains: %s", of)
	}
}

func (p *browserTab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval runs a script in a page.
func eval[T any](p *browserTab, script string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// run runs a script for what it does.
func (p *browserTab) run(script string) {
	p.t.Helper()
	eval[chromedp.Void](p, script)
}

// until waits for an expression to become true, on whatever page is shown meanwhile.
func (p *browserTab) until(what, expression string) {
	p.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		is, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if is && err == nil {
			return
		}
		if time.Now().After(deadline) { // an error only means that the page was about to be another one
			p.t.Fatalf("there never was %s (%v) on %s", what, err, eval[string](p, "location.href + '\\n' + document.body.innerText"))
		}
	}
}

// shows waits until some text is seen.
func (p *browserTab) shows(text string) {
	p.t.Helper()
	p.until(text, fmt.Sprintf("document.body.innerText.includes(%q)", text))
}

// lacks waits until some text is seen no more.
func (p *browserTab) lacks(text string) {
	p.t.Helper()
	p.until("an end of "+text, fmt.Sprintf("document.readyState === 'complete' && !document.body.innerText.includes(%q)", text))
}

// must fails the test unless an expression is true now.
func (p *browserTab) must(what, expression string) {
	p.t.Helper()
	if !eval[bool](p, "!!("+expression+")") {
		p.t.Errorf("there is not %s", what)
	}
}

// mark leaves something in the page that a reload would take away.
func (p *browserTab) mark() {
	p.t.Helper()
	p.run("window.marked = true")
}

func (p *browserTab) mustBeMarked() {
	p.t.Helper()
	p.must("the document that there was: it was loaded anew", "window.marked")
}

// proxy stands between a browser and a preview, adds headers to answers and counts the open streams of events.
type proxy struct {
	address string
	streams atomic.Int32
}

func between(t *testing.T, w *watching, headers ...string) *proxy {
	t.Helper()
	to, err := url.Parse(w.address)
	if err != nil {
		t.Fatal(err)
	}
	to.Path = ""
	behind := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	p := &proxy{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/.assay/events") {
			p.streams.Add(1)
			defer p.streams.Add(-1)
		}
		for i := 0; i < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		behind.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	p.address = server.URL
	return p
}
