package check_test

import (
	"testing"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

func TestConclusionsThatNameAnotherVerdict(t *testing.T) {
	for _, c := range []struct {
		verdict, conclusion string
		label               string // that is found; "" where nothing is
	}{
		// Labels of several words.
		{"half-true", "The claim is mostly false.", "mostly false"},
		{"half-true", "Mostly-true: two of three hold.", "Mostly-true"},
		{"false", "It is, on the whole, mostly\n  true.", "mostly true"},
		{"mostly-false", "It is mostly false, and its last part is false.", ""},
		{"half-true", "Half true, though some call it mostly false.", ""},
		{"half-true", "It is mostly falsehood.", ""},
		{"half-true", "The almost-mostly false story.", ""},
		// One word, as a rating.
		{"half-true", "We rate this claim false.", "false"},
		{"half-true", "It was therefore rated false by us.", "false"},
		{"half-true", "The verdict is: true.", "true"},
		{"half-true", "The claim is False because no list has it.", "False"},
		{"half-true", "No list has it, so “False”.", "False"},
		{"half-true", "The claim is false.", "false"},
		{"half-true", "Nobody did. That is false!", "false"},
		{"half-true", "False. No list has it.", "False"},
		{"half-true", "false: no list has it.", "false"},
		{"half-true", "True – and more.", "True"},
		{"half-true", "False", "False"},
		// One word, as a word.
		{"false", "It is true that there were nine, but not here.", ""},
		{"half-true", "It is true that there were nine, but not here.", ""},
		{"half-true", "True, there were nine, but not here.", ""},
		{"false", "None of this is true.", ""},
		{"false", "No part of the claim is true.", ""},
		{"false", "The claim is not true.", ""},
		{"half-true", "False alarms were nine, and true ones two.", ""},
		{"half-true", "The album True Blue sold more.", ""},
		{"half-true", "He called it “false news”.", ""},
		{"half-true", "They said that it was “false”, not when.", ""},
		{"half-true", "The rate is true to the law.", ""},
		{"half-true", "The total was misleading for the court.", ""},
		{"unproven", "What he said may be true; nobody knows.", ""},
		// Its own.
		{"true", "True.", ""},
		{"false", "False, although others rated it true.", ""},
	} {
		t.Run(c.verdict+" "+c.conclusion, func(t *testing.T) {
			found := only(check.Run(one(t, `verdict: "`+c.verdict+"\"\nconclusion: |\n  "+c.conclusion).site), diag.OtherVerdict)
			switch {
			case c.label == "" && len(found) > 0:
				t.Error(found)
			case c.label != "" && (len(found) != 1 || found[0].Message != diag.Problemf("", "the conclusion says %q, and the verdict is %q", c.label, labelOf(c.verdict)).Message):
				t.Errorf("got %v", found)
			}
		})
	}
}

func labelOf(verdict string) string {
	return map[string]string{"true": "True", "half-true": "Half true", "false": "False", "mostly-false": "Mostly false"}[verdict]
}

func TestPromisesAndAliasesInConclusions(t *testing.T) {
	const scales = `scales:
  - {preset: promises, id: promise}
  - id: truth
    verdicts:
      - {id: right, value: 2, label: Right, group: "true", aliases: [Correct]}
      - {id: wrong, value: 1, label: Wrong, group: "false", aliases: [Pants on fire]}
  - {id: loose, kind: free}
  - {id: russian, verdicts: [{id: verno, value: 2, label: Верно, group: "true"}, {id: neverno, value: 1, label: Неверно, group: "false"}]}
`
	for _, c := range []struct{ lines, want string }{
		{"verdict: kept\nconclusion: The bridge is in progress since May and open today.", ""},
		{"verdict: kept\nconclusion: The promise is still In progress.", `the conclusion says "In progress", and the verdict is "Kept"`},
		{"verdict: kept\nconclusion: The promise was broken.", `the conclusion says "broken", and the verdict is "Kept"`},
		{"verdict: stalled\nconclusion: The machine was broken and the word was kept.", ""},
		{"verdict: stalled\nconclusion: The mine in Broken Hill was closed.", ""},
		{"scale: truth\nverdict: right\nconclusion: Correct. Not Wrong.", ""},
		{"scale: truth\nverdict: right\nconclusion: Pants on fire.", ""},
		{"scale: truth\nverdict: wrong\nconclusion: We rate this right.", `the conclusion says "right", and the verdict is "Wrong"`},
		{"scale: loose\nconclusion: Kept. Right.", ""},
		{"scale: russian\nverdict: verno\nconclusion: Неверно. Так не было.", `the conclusion says "Неверно", and the verdict is "Верно"`},
	} {
		t.Run(c.lines, func(t *testing.T) {
			w := siteOf(t, map[string]string{"claims/verdicts.yaml": scales, "claims/one.md": claimOf(c.lines)}, site.Options{})
			found := only(check.Run(w.site), diag.OtherVerdict)
			if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || found[0].Message != c.want) {
				t.Errorf("got %v", found)
			}
		})
	}
}

func TestACapitalSaysNothingWhereNounsHaveOne(t *testing.T) {
	input := clean()
	input["claims/verdicts.yaml"] = `scales: [{id: t, verdicts: [{id: a, value: 2, label: Wahr, group: "true"}, {id: b, value: 1, label: Satire, group: "false"}]}]` + "\n"
	input["claims/one.md"] = claimOf("verdict: a\nconclusion: Das Bild stammt aus keiner Satire.")
	if found := only(check.Run(siteOf(t, input, site.Options{}).site), diag.OtherVerdict); len(found) != 1 {
		t.Errorf("in English: %v", found)
	}
	input["site.yaml"] += "lang: de-AT\n"
	says(t, only(check.Run(siteOf(t, input, site.Options{}).site), diag.OtherVerdict))
	input["claims/one.md"] = claimOf("verdict: a\nconclusion: \"Satire: das Bild ist gemalt.\"")
	says(t, only(check.Run(siteOf(t, input, site.Options{}).site), diag.OtherVerdict),
		`claims/one.md:3:13 warning A315: the conclusion says "Satire", and the verdict is "Wahr"`)
}
