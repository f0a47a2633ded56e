// Package browser shows pages to tests in headless Chromium or Chrome, and is used by tests only.
//
// Whatever a page throws, prints as a warning or an error, or cannot load fails the test, unless it was expected. Where there is
// no browser, a test that opens one is skipped; with CI set in the environment, it fails.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Browser is a Chromium of a test's own, without a window on the screen.
type Browser struct {
	t   *testing.T
	ctx context.Context
}

// Open starts a browser that ends with the test.
func Open(t *testing.T) *Browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], // no first run, no background network, no sync, a new profile
		chromedp.ExecPath(find(t)), chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	ctx, ended := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(ended)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return &Browser{t, ctx}
}

// find skips the test where there is no browser, but on a build server.
func find(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "chrome",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const missing = "there is no Chromium or Chrome in PATH"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing + ": nothing is tested in a browser")
	return ""
}

// Tab shows a page. Whatever the page complains of fails the test.
type Tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	expected []string
}

// Open shows a page in a window of its own, so that it is seen.
func (b *Browser) Open(url string) *Tab {
	b.t.Helper()
	p := b.Tab()
	p.Visit(url)
	return p
}

// Tab opens an empty one.
func (b *Browser) Tab(options ...chromedp.ContextOption) *Tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, options...)
	b.t.Cleanup(cancel)
	p := &Tab{t: b.t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		b.t.Fatal(err)
	}
	p.Do(chromedp.EmulateViewport(1000, 700))
	return p
}

// Visit shows a page and waits until it is loaded.
func (p *Tab) Visit(url string) {
	p.t.Helper()
	p.Do(chromedp.Navigate(url))
}

// Expect names complaints that are as they should be, by what is in them.
func (p *Tab) Expect(complaints ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, complaints...)
}

// listen hears what is thrown, printed as a warning or an error, blocked, or cannot be loaded.
func (p *Tab) listen(event any) {
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

func (p *Tab) complain(of string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	// With the test, the server ends.
	if p.t.Context().Err() == nil && !slices.ContainsFunc(p.expected, func(part string) bool { return strings.Contains(of, part) }) {
		p.t.Errorf("the page complains: %s", of)
	}
}

// Do takes some steps. One that cannot be taken ends the test.
func (p *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// Call sends a command of the protocol that browsers are driven by.
func Call[P, R any](p *Tab, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// Eval runs a script in a page, from outside as the developer tools do, and waits for what it promises.
func Eval[T any](p *Tab, script string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// Run runs a script for what it does.
func (p *Tab) Run(script string) {
	p.t.Helper()
	Eval[chromedp.Void](p, script)
}

// Until waits for an expression to become true, on whatever page is shown meanwhile.
func (p *Tab) Until(what, expression string) {
	p.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		is, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if is && err == nil {
			return
		}
		if time.Now().After(deadline) { // an error only means that the page was about to be another one
			p.t.Fatalf("there never was %s (%v) on %s", what, err, Eval[string](p, "location.href + '\\n' + document.body.innerText"))
		}
	}
}

// Shows waits until some text is seen.
func (p *Tab) Shows(text string) {
	p.t.Helper()
	p.Until(text, fmt.Sprintf("document.body.innerText.includes(%q)", text))
}

// Lacks waits until some text is seen no more.
func (p *Tab) Lacks(text string) {
	p.t.Helper()
	p.Until("an end of "+text, fmt.Sprintf("document.readyState === 'complete' && !document.body.innerText.includes(%q)", text))
}

// Must fails the test unless an expression is true now.
func (p *Tab) Must(what, expression string) {
	p.t.Helper()
	if !Eval[bool](p, "!!("+expression+")") {
		p.t.Errorf("there is not %s", what)
	}
}

// Mark leaves something in the page that a reload would take away.
func (p *Tab) Mark() {
	p.t.Helper()
	p.Run("window.marked = true")
}

// MustBeMarked fails the test if the page was loaded anew since Mark.
func (p *Tab) MustBeMarked() {
	p.t.Helper()
	p.Must("the document that there was: it was loaded anew", "window.marked")
}
