package reader

import (
	"net/http"
	"net/http/httptest"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"

	"assay/generator/internal/browser"
)

// TestThePolicyForbidsWhatIsInline is there so that the others cannot pass for want of a policy.
func TestThePolicyForbidsWhatIsInline(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		const inline = `<!doctype html><link rel="icon" href="data:,"><p style="color: red"></p><script>alert(1)</script>`
		if _, err := w.Write([]byte(inline)); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	tab := browser.Open(t).Tab()
	tab.Expect("Content Security Policy")
	browser.Call(tab, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: `
		window.broken = [];
		document.addEventListener("securitypolicyviolation", (e) => broken.push(e.effectiveDirective));`})
	tab.Visit(server.URL)
	tab.Until("a style that is forbidden", `broken.includes("style-src-attr")`)
	tab.Until("a script that is forbidden", `broken.includes("script-src-elem")`)
}
