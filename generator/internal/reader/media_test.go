package reader

import "assay/generator/internal/browser"

// texts gives what has a place in the main part of the page, but for the ways to elsewhere and back.
func (v *view) texts() []string {
	v.t.Helper()
	return browser.Eval[[]string](v.Tab, `
		[...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, th, td, figcaption, blockquote, strong, .badge)")]
		.filter((e) => e.checkVisibility() && e.getClientRects().length && !e.closest("nav, .related, .back, [aria-hidden]"))
		.map((e) => {
			const copy = e.cloneNode(true);
			copy.querySelectorAll(".back").forEach((back) => back.remove());
			return copy.textContent.trim().replace(/\s+/g, " ").slice(0, 80);
		}).filter((text) => text)`)
}

// prints compares paper with what is on the screen.
func (v *view) prints(onScreen []string) {
	v.t.Helper()
	printed := map[string]bool{}
	for _, text := range v.texts() {
		printed[text] = true
	}
	for _, text := range onScreen {
		if !printed[text] {
			v.errorf("this is lost: %s", text)
		}
	}
	v.report(`[...document.querySelectorAll(".sources .source-title a, .entries > li > p:first-child a[href^=http]")]
		.filter((a) => !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")))
		.map((a) => "the address is lost: " + a.outerHTML)`)
}

// showsVerdictsOnPaper looks for verdicts of the colour of the page: scales may have any colour.
func (v *view) showsVerdictsOnPaper() {
	v.t.Helper()
	v.report(`[...document.querySelectorAll(".badge, .bar rect")].filter((e) => {
		const style = getComputedStyle(e), paper = getComputedStyle(document.documentElement).backgroundColor;
		const colours = e.matches(".badge") ? [style.backgroundColor, style.borderTopColor] : [style.fill, style.stroke];
		return colours.every((colour) => [paper, "none", "rgba(0, 0, 0, 0)"].includes(colour));
	}).map((e) => "cannot be told from the paper: " + e.outerHTML.slice(0, 100))`)
}

// tellsVerdictsInForcedColours looks for a word and an edge, since backgrounds are gone, and for charts of the background's
// colour.
func (v *view) tellsVerdictsInForcedColours() {
	v.t.Helper()
	v.must("forced colours", `matchMedia("(forced-colors: active)").matches`)
	v.report(`[...document.querySelectorAll(".badge, .rated")].filter((e) => {
		const style = getComputedStyle(e);
		return !e.innerText.trim() || style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1 ||
			style.borderTopColor === style.backgroundColor;
	}).map((e) => "cannot be told: " + e.outerHTML.slice(0, 100))`)
	v.report(`[...document.querySelectorAll(".chart :is(rect, circle, line)")].filter((e) => {
		const style = getComputedStyle(e), canvas = getComputedStyle(document.documentElement).backgroundColor;
		return [style.fill, style.stroke].every((colour) => colour === "none" || colour === canvas);
	}).map((e) => "cannot be seen: " + e.outerHTML)`)
}
