package record_test

import (
	"strings"
	"testing"
)

// TestNothingPrivateGetsOut plants a word wherever a file says what is not for the public, and looks for it in every output.
func TestNothingPrivateGetsOut(t *testing.T) {
	const word = "zebra"
	input := fixture(t)
	edit(t, input, "claims/2017/wars.md",
		"snapshots/own.warc.gz", "snapshots/zebra.warc.gz",
		"sha256: 0123456789abcdef", "sha256: 2eb2a00000000000",
		"captured: 2025-12-01", "captured: 2087-06-05",
		"withheld: The source fears for its job., kind: interview",
		"title: A clerk, withheld: The source fears for its job., kind: expert, publisher: zebra, date: 2087-06-04, lang: zu, accessed: 2087-06-06, supports: for, quote: zebra, interest: zebra",
		"who: Zoe, date: 2025-12-04, answer: Secretly.", "who: zebra, date: 2087-06-03, answer: zebra",
		"review_by: 2027-01", "review_by: 2087-06-02",
		"only one party has published figures", "zebra",
		"x: {colour: blue, weight: 3}", "x: {zebra: 1, colour: zebra, weight: 3, deep: {zebra: [zebra]}}",
		"related: [peace]", "related: [peace, zebra, zebra-later, folder]")
	edit(t, input, "claims/sources.yaml", "    kind: primary\n", "    kind: primary\n    snapshot: {file: snapshots/zebra-2.pdf}\n")
	const other = "---\nclaim: The zebra.\nverdict: \"true\"\nconclusion: It is.\nauthors: [desk]\nsources: [{id: shared-2016}]\ntopics: [war-costs]\n"
	input["claims/zebra.md"] = other + "published: 2026-01-02\ndraft: true\n---\nZebra [@shared-2016].\n"
	input["claims/zebra-later.md"] = other + "published: 2087-01-02\n---\nZebra [@shared-2016].\n"
	input["content/articles/zebra-article.md"] = "---\ntitle: Zebra\npublished: 2026-02-03\nauthors: [desk]\ndraft: true\n---\nSee [it](claim:wars).\n"

	hidden, shown := []string{word, "2eb2a", "2087", "[2087,", "own.warc", `"zu"`}, []string{"She answered.", "A clerk", "The source fears for its job.", `"weight"`}
	for _, f := range outputs(t, resolve(t, input)) {
		text := strings.ToLower(string(f.Data))
		for _, s := range hidden {
			if strings.Contains(text, s) {
				t.Errorf("%s has %s", f.Name, s)
			}
		}
		if f.Name != "wars/claim.json" {
			continue
		}
		for _, s := range shown {
			if !strings.Contains(string(f.Data), s) {
				t.Errorf("%s has no %s, so this test shows nothing", f.Name, s)
			}
		}
		for _, s := range []string{`"claims/folder/"`, `"expert"`} { // retracted, and what a withheld source is
			if strings.Contains(string(f.Data), s) {
				t.Errorf("%s has %s", f.Name, s)
			}
		}
	}
}

// TestPrivateKeys sees that only the keys that site.yaml names are given.
func TestPrivateKeys(t *testing.T) {
	s := resolve(t, fixture(t))
	e, c := environment(s), find(t, s, "wars")
	for _, tt := range []struct {
		private []string
		want    string
	}{
		{nil, ""},
		{[]string{"absent"}, ""},
		{[]string{"weight"}, `"x":{"weight":3}`},
		{[]string{"weight", "colour"}, `"x":{"colour":"blue","weight":3}`},
	} {
		e.Private = tt.private
		text := compact(t, json(t, whole(e, c)))
		if tt.want == "" && strings.Contains(text, `"x":`) || !strings.Contains(text, tt.want) {
			t.Errorf("%q: %s", tt.private, text)
		}
	}
}
