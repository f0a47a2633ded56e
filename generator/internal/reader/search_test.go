package reader

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestWhatTheSearchFindsIsGoodForEveryReader looks at results as at any page.
func TestWhatTheSearchFindsIsGoodForEveryReader(t *testing.T) {
	axe := axeScript(t)
	for _, search := range []struct{ name, query string }{{"stress", "tramline"}, {"arabic", "الخط"}} {
		t.Run(search.name, func(t *testing.T) {
			t.Parallel()
			s := buildSite(t, search.name, "testdata/"+search.name)
			open(t, s, desktop, []page{{"search", "search/?q=" + search.query}}, func(v *view) {
				v.Until("results", `document.querySelectorAll("#search-found li").length > 0`)
				v.in("in a wide window", desktop).fits()
				v.in("in a narrow window", setting{width: 320, height: 640}).fitsWithLargerText()
				v.in("in forced colours", desktop.with("forced-colors", "active")).tellsVerdictsInForcedColours()
				still := desktop.with("prefers-reduced-motion", "reduce")
				if axe != "" {
					v.Run(axe)
					v.in("in light", still.with("prefers-color-scheme", "light")).hasNoBarrier()
					v.in("in dark", still.with("prefers-color-scheme", "dark")).hasNoBarrier()
				}
			})
		})
	}
}

// TestTheSearchIsReachedAndUsedByKeyboard goes from the link in the frame to a check.
func TestTheSearchIsReachedAndUsedByKeyboard(t *testing.T) {
	s := buildSite(t, "stress", "testdata/stress")
	open(t, s, phone, []page{{"claim", "claims/longest/index.html"}}, func(v *view) {
		v.Run(`document.querySelector(".search-link").focus()`)
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the search", `location.pathname === "/search/" && document.readyState === "complete"`)
		v.Run(`document.querySelector("#search-words").focus()`)
		v.Do(chromedp.KeyEvent("tramlin"))
		v.Until("results", `document.querySelectorAll("#search-found li").length > 1`)
		v.Do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown))
		v.must("the second result to be chosen", `document.activeElement.getAttribute("aria-activedescendant") === document.querySelectorAll("#search-found a")[1].id`)
		v.Run(`sessionStorage.chosen = document.querySelectorAll("#search-found a")[1].href`)
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the check", `location.href === sessionStorage.chosen`)
	})
}
