package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"assay/generator/internal/browser"
	"assay/generator/internal/cli"
)

// TestAnEmbeddedClaimGetsItsHeight shows a claim in a page of another site, which lets nothing in but the frame and its script. The claim's
// own site forbids whatever stands in a page itself.
func TestAnEmbeddedClaimGetsItsHeight(t *testing.T) {
	root, public := t.TempDir(), t.TempDir()
	for name, content := range map[string]string{
		"site.yaml":            "title: Facts\nembeds: true\ncards: true\n",
		"content/team/desk.md": "---\nname: Desk\n---\n",
		"claims/wars.md": "---\nclaim: There were thirteen wars, and each of them cost more than the one before.\nverdict: half-true\nconclusion: " +
			strings.Repeat("It depends on what one calls a war. ", 12) + "\npublished: 2026-01-14\nauthors: [desk]\nsources: [{id: s, title: Source}]\n---\nText [@s].\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	facts := strict(t, "default-src 'self'; frame-ancestors *", http.FileServer(http.Dir(public)))
	build := []string{"build", "--root", root, "--output", public, "--base-url", facts.URL + "/"}
	if code := cli.Main(build, cli.Streams{In: strings.NewReader(""), Out: io.Discard, Err: os.Stderr}); code != 0 {
		t.Fatal("it is not built")
	}

	p := browser.Open(t).Open(facts.URL + "/claims/wars/")
	p.Run(`document.querySelector("details.embed").open = true`)
	p.Must("a button that copies", `document.getElementById("embed-copy").checkVisibility()`)
	snippet := browser.Eval[string](p, `document.getElementById("embed-code").value`)

	news := strict(t, "default-src 'none'; style-src 'unsafe-inline'; script-src "+facts.URL+"; frame-src "+facts.URL,
		http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!doctype html><title>News</title>%s`, snippet)
		}))
	p.Visit(news.URL)
	const frame = `Number(document.querySelector("iframe").height)`
	p.Until("a frame as high as the claim in it", frame+` !== 400`)
	wide := browser.Eval[int](p, frame)
	p.Do(chromedp.EmulateViewport(360, 700))
	p.Until("a higher frame in a narrow window", fmt.Sprintf(frame+` > %d`, wide+40))

	narrow := browser.Eval[int](p, frame)
	p.Do(chromedp.Evaluate[chromedp.Void](`window.postMessage({assay: "height", height: 9}, "*"); new Promise((done) => setTimeout(done, 100))`))
	if now := browser.Eval[int](p, frame); now != narrow {
		t.Errorf("the page itself set the height to %d", now)
	}
}

// strict is a server whose pages have a Content-Security-Policy.
func strict(t *testing.T, policy string, pages http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		pages.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}
