package check_test

import (
	"fmt"
	"testing"
	"time"

	"assay/generator/internal/site"
)

func TestNearClaims(t *testing.T) {
	const almost, same = "almost the same", "the same wording"
	for name, c := range map[string]struct{ a, b, want string }{
		"the same":          {"The country has fought 13 wars.", "The country has fought 13 wars.", same},
		"otherwise typeset": {"“The country’s army” has won.", "\"The country's army\" HAS won", same},
		"another number":    {"The country has fought 13 wars.", "The country has fought 14 wars.", almost},
		"denied":            {"The mayor has built nine schools.", "The mayor has not built nine schools.", almost},
		"two numbers in a long one": {"In the past 30 years, America has had 13 wars at a cost of $14.2 trillion.",
			"In the past 30 years, America has had 12 wars at a cost of $12.4 trillion.", almost},
		"another place and number": {"Inflation in France was 3% in 2020.", "Inflation in Spain was 5% in 2020.", ""},
		"another subject":          {"The mayor has built nine schools.", "The governor has closed nine hospitals.", ""},
		"a short one":              {"Kenya is a rich country.", "Ghana is a rich country.", ""},
		"two words":                {"Crime fell.", "Crime rose.", ""},
		"other words around":       {"Crime fell.", "He said in the debate that crime fell by a third last year.", ""},
		"without spaces":           {"政府は学校を九つ建てた。", "政府は学校を八つ建てた。", almost},
		"without words":            {"…", "!", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := func(day, wording string) string {
				return claimOf(fmt.Sprintf("published: 2026-01-%s\nclaim: %q", day, wording))
			}
			w := siteOf(t, map[string]string{"claims/a.md": text("09", c.a), "claims/b.md": text("08", c.b)}, site.Options{})
			want := []string{}
			switch c.want {
			case almost:
				want = append(want, `claims/a.md:3:8 note A341: the claim "b" says almost the same`)
			case same:
				want = append(want, `claims/a.md:3:8 note A341: the claim "b" has the same wording`)
			}
			says(t, w.thorough(t), want...)
		})
	}
}

func TestNearClaimsThatKnowEachOther(t *testing.T) {
	for name, c := range map[string]struct{ a, b, body string }{
		"the older names the newer": {a: "related: [b]"},
		"the newer names the older": {b: "related: [a]"},
		"in the text":               {body: "[So](claim:a) [@a; @b]."},
		"one is retracted":          {a: "corrections: [{date: 2026-02-01, kind: retraction, text: Withdrawn.}]"},
		"one is a draft":            {b: "draft: true"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.body == "" {
				c.body = "[@a; @b]"
			}
			input := map[string]string{"claims/a.md": claimOf("published: 2026-01-01\n" + c.a), "claims/b.md": claimOf(c.b, c.body)}
			says(t, siteOf(t, input, site.Options{Drafts: true}).thorough(t))
		})
	}
}

func TestEachNearClaimNamesTheOneMostLikeIt(t *testing.T) {
	input := map[string]string{}
	for i, wording := range []string{"The country has fought 13 wars.", "The country has fought 14 wars abroad.", "The country has fought 13 wars.", "The country has fought 14 wars here."} {
		input[fmt.Sprintf("claims/c%d.md", i)] = claimOf(fmt.Sprintf("published: 2026-01-0%d\nclaim: %s", i+1, wording))
	}
	says(t, siteOf(t, input, site.Options{}).thorough(t),
		`claims/c2.md:3:8 note A341: the claim "c0" has the same wording`,
		`claims/c3.md:3:8 note A341: the claim "c1" says almost the same`)
}

func TestManyClaimsOfOneWordingTakeNoLonger(t *testing.T) {
	input := map[string]string{}
	for i := range 3000 {
		input[fmt.Sprintf("claims/c%04d.md", i)] = claimOf("claim: The country has fought 13 wars.")
	}
	w := siteOf(t, input, site.Options{})
	start := time.Now()
	if found := w.thorough(t); len(found) != 2999 {
		t.Errorf("%d findings", len(found))
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestNearTopics(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		near bool
	}{
		"plural":               {"war-cost", "war-costs", true},
		"plural of a short":    {"war", "wars", true},
		"plural in -ies":       {"economy", "economies", true},
		"plural in -es":        {"tax", "taxes", true},
		"hyphen":               {"health-care", "healthcare", true},
		"a letter missing":     {"migration", "migraton", true},
		"a letter swapped":     {"migration", "migratoin", true},
		"a letter wrong":       {"migration", "migratjon", true},
		"the last letter":      {"migration", "migratiom", true},
		"the first letter":     {"migration", "emigration", false},
		"another first letter": {"fracking", "tracking", false},
		"short":                {"iran", "iraq", false},
		"another year":         {"davos-2017", "davos-2018", false},
		"a digit more":         {"budget-201", "budget-2010", false},
		"two letters":          {"austria", "australia", false},
		"others":               {"schools", "hospitals", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := siteOf(t, map[string]string{
				"claims/a.md": claimOf("claim: One thing is so.\ntopics: [" + c.a + "]"),
				"claims/b.md": claimOf("claim: Another is not.\ntopics: [other, " + c.b + "]\npublished: 2026-01-12"),
				"claims/c.md": claimOf("claim: He denies both.\ntopics: [" + c.a + "]"),
			}, site.Options{})
			want := []string{}
			if c.near {
				want = append(want, fmt.Sprintf("claims/b.md:3:17 note A342: the topic %q is almost %q", c.b, c.a))
			}
			says(t, w.thorough(t), want...)
		})
	}
}

func TestWhereANearTopicIsReported(t *testing.T) {
	w := siteOf(t, map[string]string{
		"content/topics/schools.md": "---\ntitle: Schools\n---\n",
		"content/topics/lessons.md": "---\ntitle: School\n---\n",
		"content/articles/x.md":     "---\ntitle: X\npublished: 2026-01-01\nauthors: [desk]\ntopics: [hospitel]\n---\n",
		"claims/a.md":               claimOf("topics: [schools, hospital]"),
	}, site.Options{})
	says(t, w.thorough(t),
		`content/articles/x.md:5:10 note A342: the topic "hospitel" is almost "hospital"`,
		`content/topics/lessons.md:2:8 note A342: the topic "lessons" is almost "schools"`)
}
