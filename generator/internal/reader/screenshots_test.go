package reader

import (
	"os"
	"path/filepath"
	"testing"

	protocol "github.com/chromedp/cdproto/page"

	"assay/generator/internal/browser"
)

// TestScreenshots photographs the sample for the README, into the folder that ASSAY_SCREENSHOTS names. It is run by .ci/screenshots only.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("ASSAY_SCREENSHOTS")
	if folder == "" {
		t.Skip("run .ci/screenshots")
	}
	s := buildSite(t, "sample", "../../..")
	wide := setting{width: 1100, height: 860}
	for _, shot := range []struct {
		name, path, scheme string
		how                setting
	}{
		{"home", "index.html", "light", wide},
		{"claim", "claims/us-13-wars/index.html", "light", wide},
		{"search", "search/?q=olympics", "dark", wide},
		{"phone", "claims/us-13-wars/index.html", "dark", setting{width: 390, height: 860}},
		{"arabic", "ar/claims/us-13-wars/index.html", "light", setting{width: 390, height: 860}},
	} {
		open(t, s, shot.how.with("prefers-color-scheme", shot.scheme), []page{{shot.name, shot.path}}, func(v *view) {
			if shot.name == "search" {
				v.Until("results", `document.querySelectorAll("#search-found li").length > 1`)
			}
			picture := browser.Call(v.Tab, protocol.CaptureScreenshot, protocol.CaptureScreenshotParams{})
			if err := os.WriteFile(filepath.Join(folder, shot.name+".png"), picture.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}
