package reader

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/spf13/afero"
)

// TestTheDocumentedLookOfOnesOwnIsReadable puts the first example of docs/templates.md over a site.
func TestTheDocumentedLookOfOnesOwnIsReadable(t *testing.T) {
	axe := axeScript(t)
	text, err := os.ReadFile("../../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?ms)^```css templates/assets/custom.css\n(.*?)^```").FindSubmatch(text)
	if example == nil {
		t.Fatal("there is no example")
	}
	own := afero.NewMemMapFs()
	if err := afero.WriteFile(own, "templates/assets/custom.css", example[1], 0o644); err != nil {
		t.Fatal(err)
	}
	s := buildFrom(t, "custom", afero.NewCopyOnWriteFs(afero.NewBasePathFs(afero.NewOsFs(), "testdata/stress"), own))
	pages := slices.DeleteFunc(oneOfEachKind(s.pages), func(p page) bool { return !slices.Contains([]string{"home", "claim", "claimant", "search"}, p.kind) })
	open(t, s, desktop, pages, func(v *view) {
		still := desktop.with("prefers-reduced-motion", "reduce")
		light, dark := v.in("in light", still.with("prefers-color-scheme", "light")), still.with("prefers-color-scheme", "dark")
		light.must("the example's colour", `getComputedStyle(document.querySelector(".site-header")).borderTopColor === "rgb(122, 31, 61)"`)
		if axe != "" {
			v.Run(axe)
			light.hasNoBarrier()
			v.in("in dark", dark).hasNoBarrier()
		}
	})
	if len(pages) < 4 {
		t.Errorf("only %v are looked at", pages)
	}
}
