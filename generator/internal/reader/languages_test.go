package reader

import (
	"strings"
	"testing"
)

// keepsWordsInPlace is about names from right to left in lines from left to right, and the other way round. A number after
// such a name would be drawn to its other side.
func (v *view) keepsWordsInPlace() {
	v.t.Helper()
	v.report(`[...document.querySelectorAll(".dots > * + *")].filter((e) => {
		const before = [...e.previousElementSibling.getClientRects()].at(-1), now = e.getClientRects()[0];
		if (!before || !now || Math.abs(before.bottom - now.bottom) > 5) return false; // on another line
		return getComputedStyle(e.parentElement).direction === "rtl" ? now.right > before.left + 1 : now.left < before.right - 1;
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

// TestWordsInAnotherScriptSayWhichLanguageTheyAre: what is not translated is read to nobody in a voice of the wrong language.
func TestWordsInAnotherScriptSayWhichLanguageTheyAre(t *testing.T) {
	s := buildSite(t, "sample", "../../..")
	var arabic []page
	for _, p := range s.pages {
		if strings.HasPrefix(p.path, "ar/") {
			arabic = append(arabic, p)
		}
	}
	if len(arabic) < 10 {
		t.Fatalf("only %v are in Arabic", arabic)
	}
	open(t, s, desktop, arabic, func(v *view) {
		v.report(`(() => {
			const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), wrong = [];
			while (walker.nextNode()) {
				const text = walker.currentNode, lang = text.parentElement.closest("[lang]").lang;
				if (/[A-Za-z]+([ ,:]+[A-Za-z]+){3}/.test(text.data) && !text.parentElement.closest("script, textarea, .text") && lang === "ar") wrong.push("this is not Arabic: " + text.data);
				if (/[\u0621-\u064a]{2}/.test(text.data) && lang !== "ar") wrong.push("this is Arabic, and said to be " + lang + ": " + text.data);
			}
			return wrong;
		})()`)
		v.must("anything in Arabic", `document.querySelector("main:lang(ar)")`)
	})
}
