package check_test

import (
	"strings"
	"testing"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

func TestACleanSiteHasNoFindings(t *testing.T) {
	w := one(t, "")
	if len(w.found) > 0 {
		t.Fatal(w.found)
	}
	says(t, check.Run(w.site))
	says(t, w.thorough(t))
}

// lines gives what is expected as a list, where "" is nothing.
func lines(want string) []string {
	if want == "" {
		return nil
	}
	return strings.Split(want, "\n")
}

func TestOneSource(t *testing.T) {
	const a, b = "{id: a, title: A, kind: dataset, ", "{id: b, title: B, kind: dataset, "
	const single = "claims/one.md:2:10 note A310: the verdict rests on one source only"
	for name, c := range map[string]struct{ sources, want string }{
		"one":                            {"[" + a + "publisher: One}]", single},
		"one that names nobody":          {"[{id: a, title: A, kind: dataset}]", single},
		"two publishers":                 {"[" + a + "publisher: One}, " + b + "publisher: Two}]", ""},
		"one publisher, otherwise typed": {"[" + a + "publisher: The Office}, " + b + "publisher: the office}]", "claims/one.md:2:10 note A310: each of the 2 sources comes from one publisher, The Office"},
		"one host":                       {"[" + a + "url: https://www.example.org/1}, " + b + "url: https://example.org/2}]", "claims/one.md:2:10 note A310: each of the 2 sources comes from one publisher, example.org"},
		"one that may be another's":      {"[" + a + "publisher: One}, {id: b, title: B, kind: dataset}]", ""},
		"two withheld":                   {"[{id: a, withheld: Her post., kind: interview}, {id: b, withheld: His post.}]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			body := "Text [@a; @b]."
			if !strings.Contains(c.sources, "{id: b,") {
				body = "Text [@a]."
			}
			says(t, only(check.Run(one(t, "sources: "+c.sources, body).site), diag.OneSource), lines(c.want)...)
		})
	}
}

// What a broken file seems to lack may only be misspelt.
func TestNothingIsSaidOfTheEvidenceInABrokenFile(t *testing.T) {
	for _, lines := range []string{"appearances: []\napearances: [{url: https://example.org/speech}]", "sources: [{id: a, title: A, knd: dataset}]"} {
		w := one(t, lines, "Text [@a].")
		if !w.found.Failed() {
			t.Fatal("the file is not broken")
		}
		says(t, check.Run(w.site))
	}
}

func TestPrimarySource(t *testing.T) {
	const (
		none    = "claims/one.md:2:10 note A311: no source is evidence itself: a primary source, a dataset, a document or an interview"
		unknown = "claims/one.md:2:10 note A311: no source says of which kind it is"
	)
	for name, c := range map[string]struct{ a, b, want string }{
		"news and an expert":        {"kind: news", "kind: expert", none},
		"news and one not told":     {"kind: news", "publisher: Two", none},
		"none told":                 {"publisher: One", "publisher: Two", unknown},
		"a document behind news":    {"kind: news", "kind: document", ""},
		"a primary source":          {"kind: primary", "kind: other", ""},
		"an interview of the desk":  {"kind: interview", "kind: news", ""},
		"a dataset beside not told": {"publisher: One", "kind: dataset", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := one(t, "sources: [{id: a, title: A, "+c.a+"}, {id: b, title: B, "+c.b+"}]")
			says(t, only(check.Run(w.site), diag.NoPrimarySource), lines(c.want)...)
		})
	}
}

func TestVerdictsThatNeedNoSourcesNeedNoBetterOnes(t *testing.T) {
	says(t, check.Run(one(t, "verdict: not-checkable\nsources: [{id: a, title: A}]", "[@a]").site))
}

func TestSides(t *testing.T) {
	const at = "claims/one.md:3:10 "
	for name, c := range map[string]struct{ verdict, sides, want string }{
		"false, all against":             {"false", "against against", at + "note A312: each of the 2 sources is against the claim"},
		"false, against with context":    {"false", "against against context", ""},
		"false, both sides":              {"false", "against for", ""},
		"false, one does not say":        {"false", "against against -", ""},
		"true, all for":                  {"true", "for for for", at + "note A312: each of the 3 sources is for the claim"},
		"half true, all for":             {"half-true", "for for", at + "note A312: each of the 2 sources is for the claim"},
		"one source":                     {"false", "against", ""},
		"false, all for":                 {"false", "for for", at + `warning A312: the verdict is "False", yet every source that takes a side is for the claim`},
		"mostly false, for with context": {"mostly-false", "for context for", at + `warning A312: the verdict is "Mostly false", yet every source that takes a side is for the claim`},
		"true, all against, one unsaid":  {"true", "against - against", at + `warning A312: the verdict is "True", yet every source that takes a side is against the claim`},
		"mostly true, one against":       {"mostly-true", "against context", ""},
		"unproven, all for":              {"unproven", "for for context", ""},
		"nobody says":                    {"true", "- -", ""},
		"context only":                   {"true", "context context", ""},
	} {
		t.Run(name, func(t *testing.T) {
			sources := []string{}
			for i, side := range strings.Fields(c.sides) {
				entry := "{id: " + string(rune('a'+i)) + ", title: T"
				if side != "-" {
					entry += ", supports: " + side
				}
				sources = append(sources, entry+"}")
			}
			w := one(t, `verdict: "`+c.verdict+"\"\nsources: ["+strings.Join(sources, ", ")+"]")
			says(t, only(check.Run(w.site), diag.OneSided), lines(c.want)...)
		})
	}
}

func TestSourcesNewerThanTheCheck(t *testing.T) {
	source := func(date string) string {
		return "sources: [{id: b, title: B}, {id: a, title: A, date: " + date + "}]\n"
	}
	const updated = "updated: 2026-03-05\n"
	late := func(date, change string) string {
		return "claims/one.md:2:54 warning A313: the source \"a\" is of " + date + ", after the last change of this check on " + change
	}
	for name, c := range map[string]struct{ lines, body, want string }{
		"older":                     {source("2025"), "[@a]", ""},
		"of the same month":         {source("2026-01"), "[@a]", ""},
		"of the day after":          {source("2026-01-11"), "[@a]", ""},
		"two days after":            {source("2026-01-12"), "[@a]", late("2026-01-12", "2026-01-10")},
		"of a later month":          {source("2026-02"), "[@a]", late("2026-02", "2026-01-10")},
		"before the update":         {source("2026-02") + updated, "[@a]", ""},
		"after the update":          {source("2026-04") + updated, "[@a]", late("2026-04", "2026-03-05")},
		"before a correction":       {source("2026-04") + "corrections: [{date: 2026-05-01, kind: update, text: New.}]", "[@a]", ""},
		"of a development":          {source("2026-02") + "developments: [{date: 2026-02-10, text: X., sources: [a]}]", "[@b]", ""},
		"newer than a development":  {source("2026-03") + "developments: [{date: 2026-02-10, text: X., sources: [a]}]", "[@b]", late("2026-03", "2026-01-10")},
		"of a development and text": {source("2026-02") + "developments: [{date: 2026-02-10, text: X., sources: [a]}]", "[@a]", late("2026-02", "2026-01-10")},
		"of a figure": {source("2026-02") + "developments: [{date: 2026-02-10, text: X., sources: [a]}]\nfigures: [{label: L, found: 1, source: a}]", "[@b]",
			late("2026-02", "2026-01-10")},
	} {
		t.Run(name, func(t *testing.T) {
			says(t, only(check.Run(one(t, c.lines, c.body).site), diag.SourceNewer), lines(c.want)...)
		})
	}
}

func TestASharedSourceThatIsNewerIsReportedWhereItIsCited(t *testing.T) {
	w := siteOf(t, map[string]string{
		"claims/sources.yaml": "sources: [{id: late, title: L, publisher: Three, date: 2026-03}]\n",
		"claims/one.md":       claimOf("sources: [{id: a, title: A, kind: document}, {id: late}]", "[@a; @late]"),
	}, site.Options{})
	says(t, check.Run(w.site), `claims/one.md:2:46 warning A313: the source "late" is of 2026-03, after the last change of this check on 2026-01-10`)
}

func TestAppearance(t *testing.T) {
	const none = "claims/one.md:2:8 note A316: nothing tells where the claim can be read, heard or seen"
	for name, c := range map[string]struct{ lines, want string }{
		"nothing":                 {"", none},
		"a place and a day":       {"where: Here\nsaid: 2026-01-01", none},
		"an appearance":           {"appearances: [{url: https://example.org/a}]", ""},
		"a statement":             {"statements: [{where: There}]", none},
		"a statement with a url":  {"statements: [{where: There}, {url: https://example.org/a}]", ""},
		"a picture":               {"media: [{type: image, url: https://example.org/a.jpg}]", ""},
		"an archived picture":     {"media: [{type: image, archive: https://example.org/a.jpg}]", ""},
		"a picture without a url": {"media: [{type: image, context: None.}]", none},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(claimOf("claim: It is said.\n"+c.lines), good[5]+"\n", "", 1)
			if strings.HasPrefix(c.lines, "appearances") {
				text = claimOf("claim: It is said.\n" + c.lines)
			}
			says(t, only(check.Run(siteOf(t, map[string]string{"claims/one.md": text}, site.Options{}).site), diag.NoAppearance), lines(c.want)...)
		})
	}
}

// poor is a claim that much could be said of, also of its texts.
const poor = "sources: [{id: a, title: A, date: 2026-05}]\n"

func TestDraftsMayBeUnfinished(t *testing.T) {
	input := map[string]string{"claims/one.md": claimOf(poor+"draft: true\nconclusion: We rate it false.", "### Skipped [@a]\n\n![](/a.png)")}
	says(t, check.Run(siteOf(t, input, site.Options{}).site))
	says(t, check.Run(siteOf(t, input, site.Options{Drafts: true}).site),
		`claims/one.md:4:13 warning A315: the conclusion says "false", and the verdict is "Half true"`,
		`claims/one.md:11:1 warning A340: the heading "Skipped" skips a level: it is of level 3 below one of level 1`,
		`claims/one.md:13:1 note A134: the picture has no description`)
}

func TestRetractedChecksNeedNoEvidence(t *testing.T) {
	w := one(t, poor+"conclusion: We rate it false.\ncorrections: [{date: 2026-02-01, kind: retraction, text: Withdrawn.}]", "### Skipped\n\n[@a]")
	says(t, check.Run(w.site), `claims/one.md:11:1 warning A340: the heading "Skipped" skips a level: it is of level 3 below one of level 1`)
}
