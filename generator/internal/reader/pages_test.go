package reader

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"assay/generator/internal/browser"
)

// TestEveryPageIsGoodForEveryReader shows each page once, and looks at it in the settings of different readers.
func TestEveryPageIsGoodForEveryReader(t *testing.T) {
	axe := axeScript(t)
	for _, s := range sites(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			open(t, s, desktop, s.pages, func(v *view) {
				v.isComplete()
				v.in("in a wide window", desktop).fits()
				v.keepsWordsInPlace()
				v.in("in a narrow window", setting{width: 320, height: 640}).fitsWithLargerText()
				v.in("in forced colours", desktop.with("forced-colors", "active")).tellsVerdictsInForcedColours()
				still := desktop.with("prefers-reduced-motion", "reduce") // from here on, nothing is half way between two colours
				v.in("with less motion", still).keepsStill()
				onScreen := v.texts()
				v.in("on paper", setting{width: 720, height: 1020, media: "print"}).prints(onScreen)
				light, dark := still.with("prefers-color-scheme", "light"), still.with("prefers-color-scheme", "dark")
				v.in("in light", light).showsVerdictsOnPaper()
				if axe != "" {
					v.Run(axe)
					v.in("in light", light).hasNoBarrier()
					dark.width, dark.height = phone.width, phone.height
					v.in("in dark, on a phone", dark).hasNoBarrier()
				}
				v.in("without scripts", desktop).saysTheSameWithoutScripts()
			})
		})
	}
}

// in is the page in another setting.
func (v *view) in(where string, how setting) *view {
	v.t.Helper()
	how.apply(v.Tab)
	return &view{v.Tab, v.t, v.where + " " + where}
}

// isComplete scrolls through the page. A tab fails its test for whatever is printed, blocked by the policy or not loaded.
func (v *view) isComplete() {
	v.t.Helper()
	v.Run(`document.querySelectorAll("img").forEach((e) => e.scrollIntoView())`)
	v.Until("every picture", `[...document.images].every((e) => e.complete)`)
	v.report(`[...document.images].filter((e) => !e.naturalWidth).map((e) => "there is no picture at " + e.src)`)
	v.report(`performance.getEntriesByType("resource").filter((e) => !e.name.startsWith(location.origin + "/"))
		.map((e) => "others are asked for " + e.name)`)
}

// keepsStill looks for what moves though the reader asked that nothing does.
func (v *view) keepsStill() {
	v.t.Helper()
	v.must("less motion", `matchMedia("(prefers-reduced-motion: reduce)").matches`)
	v.report(`document.getAnimations().map((a) => "an animation runs: " + (a.animationName ?? a.transitionProperty))`)
	v.report(`[document.documentElement, ...document.querySelectorAll("body *")].filter((e) => {
		const style = getComputedStyle(e), none = (list) => list.split(", ").every((time) => parseFloat(time) < 0.01);
		return !none(style.transitionDuration) || style.scrollBehavior !== "auto" ||
			style.animationName !== "none" && !none(style.animationDuration);
	}).map((e) => "moves: " + e.outerHTML.slice(0, 80))`)
}

// saysTheSameWithoutScripts loads the page again without scripts. What is marked as an enhancement does not count.
func (v *view) saysTheSameWithoutScripts() {
	v.t.Helper()
	const text = `document.querySelectorAll("[data-enhancement], noscript").forEach((e) => e.remove());
		document.querySelector("main").innerText`
	with := browser.Eval[string](v.Tab, text)
	browser.Call(v.Tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	v.Visit(browser.Eval[string](v.Tab, "location.href"))
	without := browser.Eval[string](v.Tab, text)
	browser.Call(v.Tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
	if without != with || len(without) < 10 {
		v.errorf("the page says\n%s\ninstead of\n%s", without, with)
	}
}
