package reader

import "testing"

// keepsWordsInPlace is about names from right to left in lines from left to right, and the other way round. A number after
// such a name would be drawn to its other side.
func (v *view) keepsWordsInPlace() {
	v.t.Helper()
	v.report(`[...document.querySelectorAll(".dots > * + *")].filter((e) => {
		const before = [...e.previousElementSibling.getClientRects()].at(-1), now = e.getClientRects()[0];
		if (!before || !now || Math.abs(before.bottom - now.bottom) > 5) return false; // on another line
		return getComputedStyle(e).direction === "rtl" ? now.right > before.left + 1 : now.left < before.right - 1;
	}).map((e) => "these run into each other: " + e.parentElement.textContent)`)
}

func TestAnArticleInAnotherLanguageSaysSo(t *testing.T) {
	s := buildSite(t, "stress", "testdata/stress")
	open(t, s, desktop, []page{{"article", "articles/arabic/index.html"}, {"articles", "articles/index.html"}}, func(v *view) {
		v.report(`[...document.querySelectorAll("h1, .lead, .text > p, .card-claim, .card-text")]
			.filter((e) => /^(خط الترام|ما قيل|قيل في)/.test(e.textContent) && e.closest("[lang]").lang !== "ar")
			.map((e) => "it does not say that it is Arabic: " + e.outerHTML)`)
		v.must("anything in Arabic", `document.querySelector("main :lang(ar)")`)
	})
}
