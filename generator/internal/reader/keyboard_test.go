package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assay/generator/internal/browser"
)

const (
	// controls gives what Tab must stop at, in order, each under a name.
	controls = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
		.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled).map((e) => nameOf(e))`

	nameOf = `window.nameOf = (e) => [...document.querySelectorAll("*")].indexOf(e) + " " + e.outerHTML.slice(0, 70); undefined`

	// focused is where the focus is, with what is wrong with how it is seen.
	focused = `(() => {
		const e = document.activeElement;
		if (!e || e === document.body) return { name: "", wrong: "" };
		const style = getComputedStyle(e), wrong = [];
		if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("has no outline");
		const boxes = [...e.getClientRects()];
		if (!boxes.some((b) => b.width > 1 && b.height > 1 && b.right > 0 && b.left < innerWidth)) wrong.push("is not to be seen");
		if (!boxes.some((b) => b.bottom > 0 && b.top < innerHeight)) wrong.push("is not scrolled to");
		return { name: nameOf(e), wrong: wrong.join(" and ") };
	})()`
)

type focus struct {
	Name  string `json:"name"`
	Wrong string `json:"wrong"`
}

// tabStops presses Tab until the focus leaves the page.
func tabStops(v *view) (stops []string) {
	v.Run(nameOf)
	v.Run("document.documentElement.style.scrollBehavior = 'auto'") // so that it has arrived once it is looked at
	for range 1000 {
		v.Do(chromedp.KeyEvent(kb.Tab))
		at := browser.Eval[focus](v.Tab, focused)
		if at.Name == "" || len(stops) > 0 && at.Name == stops[0] {
			return stops
		}
		if at.Wrong != "" {
			v.errorf("the focus %s on %s", at.Wrong, at.Name)
		}
		stops = append(stops, at.Name)
	}
	v.errorf("Tab never leaves the page")
	return stops
}

func TestTabLeadsThroughEveryControlInOrder(t *testing.T) {
	for _, s := range sites(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			open(t, s, phone, oneOfEachKind(s.pages), func(v *view) {
				stops := tabStops(v)
				want := browser.Eval[[]string](v.Tab, controls)
				if !slices.Equal(stops, want) {
					v.errorf("Tab leads to\n%s\ninstead of\n%s", strings.Join(stops, "\n"), strings.Join(want, "\n"))
				}
			})
		})
	}
}

// TestTheFirstStopSkipsToTheContent is about the frame, which is the same on every page.
func TestTheFirstStopSkipsToTheContent(t *testing.T) {
	s := buildSite(t, "arabic", "testdata/arabic")
	open(t, s, phone, s.pages[:1], func(v *view) {
		v.Do(chromedp.KeyEvent(kb.Tab))
		v.must("a link to the content", `document.activeElement.hash === "#main"`)
		v.must("a link that is seen", `document.activeElement.getBoundingClientRect().left >= 0`)
		v.Do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
		v.must("a stop in the content", `location.hash === "#main" && document.activeElement.closest("main")`)
	})
}

// oneOfEachKind leaves out what would only take time: Tab is pressed hundreds of times a page.
func oneOfEachKind(pages []page) []page {
	return slices.CompactFunc(slices.Clone(pages), func(a, b page) bool { return a.kind == b.kind })
}

const (
	citations = `[...document.querySelectorAll(".text .cite a")]`
	sourceOf  = `document.getElementById(decodeURIComponent(cited.hash.slice(1)))`
)

// eachCitation focuses the citations of the claim that has most, one after the other; scripts know it as cited.
func eachCitation(t *testing.T, prepare func(v *view), look func(v *view)) {
	t.Helper()
	s := buildSite(t, "stress", "testdata/stress")
	open(t, s, desktop, []page{{"claim", "claims/longest/index.html"}}, func(v *view) {
		prepare(v)
		n := browser.Eval[int](v.Tab, citations+".length")
		if n < 30 {
			v.errorf("there are only %d citations", n)
		}
		for i := range n {
			v.Run(fmt.Sprintf("window.cited = %s[%d]; cited.focus()", citations, i))
			look(v)
		}
	})
}

// TestACitationLeadsToItsSourceAndBack goes there and back by keyboard, without scripts.
func TestACitationLeadsToItsSourceAndBack(t *testing.T) {
	off := func(v *view) {
		browser.Call(v.Tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		v.Visit(browser.Eval[string](v.Tab, "location.href"))
	}
	eachCitation(t, off, func(v *view) {
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the source", "location.hash === cited.hash")
		v.Run("window.source = " + sourceOf)
		v.must("the source in its list", `source && source.closest(".sources")`)
		v.Run("[...source.querySelectorAll('a')].find((a) => a.hash === '#' + cited.id).focus()")
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the text again", "location.hash === '#' + cited.id")
	})
}

// TestACitationShowsItsSourceBesideIt opens the source by keyboard, closes it, and goes on from it to the list of sources.
func TestACitationShowsItsSourceBesideIt(t *testing.T) {
	const shown = `document.querySelector(".cited:popover-open")`
	eachCitation(t, func(*view) {}, func(v *view) {
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the source", shown)
		v.must("the focus in it", shown+".contains(document.activeElement)")
		v.must("its title", shown+`.innerText.includes(`+sourceOf+`.querySelector(".source-title").innerText)`)
		v.must("a name of it", shown+`.ariaLabel.includes([...`+sourceOf+`.parentNode.children].indexOf(`+sourceOf+`) + 1)`)
		v.report(`(() => {
			const box = ` + shown + `.getBoundingClientRect(), line = cited.getClientRects()[0];
			if (box.left < 0 || box.right > innerWidth) return ["it is not in the window"];
			return box.bottom > line.top && box.top < line.bottom ? ["it stands over its citation"] : [];
		})()`)
		v.Do(chromedp.KeyEvent(kb.Escape))
		v.Until("the text again", "!"+shown+" && document.activeElement === cited")
	})
	eachCitation(t, func(*view) {}, func(v *view) {
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the source", shown)
		v.Run(`[...` + shown + `.querySelectorAll("a")].find((a) => a.hash === cited.hash).focus()`)
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the source in its list", "!"+shown+" && location.hash === cited.hash")
	})
}

// TestTheMenuOpensWithoutScripts is about narrow windows, where the menu is behind a button.
func TestTheMenuOpensWithoutScripts(t *testing.T) {
	s := buildSite(t, "arabic", "testdata/arabic")
	open(t, s, phone, s.pages[:1], func(v *view) {
		browser.Call(v.Tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		v.Visit(browser.Eval[string](v.Tab, "location.href"))
		const menu = `document.querySelector(".site-menu")`
		v.must("a closed menu", "!"+menu+".checkVisibility()")
		v.Run(`document.querySelector(".menu-button").focus()`)
		v.Do(chromedp.KeyEvent(kb.Enter))
		v.Until("the menu", menu+".checkVisibility()")
		v.must("a menu in the window", menu+`.getBoundingClientRect().bottom <= innerHeight`)
		v.Do(chromedp.KeyEvent(kb.Tab))
		v.must("its first link", "document.activeElement === "+menu+`.querySelector("a")`)
		v.Do(chromedp.KeyEvent(kb.Escape))
		v.Until("the page again", "!"+menu+".checkVisibility()")
	})
}
