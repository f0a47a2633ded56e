package claim_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

func TestMinimalClaim(t *testing.T) {
	got := good(t, "")
	want := &claim.Claim{
		ID:   "us-13-wars",
		Path: path,
		Head: claim.Head{
			Title: "A sample claim.", Wording: "A sample claim.", Short: "A sample claim.", Verdict: "false",
			Conclusion: "It is not so.", Published: date.Stamp{Day: date.Partial{Year: 2026, Month: 11, Day: 22}},
		},
		Authors: ids("davos-desk"),
		Sources: []claim.Source{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}},
	}
	if diff := cmp.Diff(want, got, parsed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMissingKeys(t *testing.T) {
	all := []string{
		"2:1 A017 authors is required", "2:1 A017 claim is required", "2:1 A017 conclusion is required", "2:1 A017 published is required",
	}
	tests := map[string]struct {
		src  string
		want []string
	}{
		"nothing but fences":        {"---\n---\n", all},
		"fences at the end":         {"---\n---", all},
		"comments only":             {"---\n# later\n---\n", all},
		"one key":                   {"---\nauthors: [a]\n---\n", all[1:]},
		"no authors in the list":    {"---\n" + strings.Replace(minimal, "[davos-desk]", "[]", 1) + "---\n", []string{"6:10 A017 authors is required"}},
		"no words":                  {"---\n" + strings.Replace(minimal, "A sample claim.", "''", 1) + "---\n", []string{"2:8 A017 claim is required"}},
		"a verdict is for the site": {"---\n" + strings.Replace(minimal, `verdict: "false"`+"\n", "", 1) + "---\n", nil},
		"in a list": {"---\n" + minimal + "appearances:\n  - title: x\ncorrections:\n  - {was: {claim: x}}\n---\n", []string{
			"8:5 A017 url is required", "10:5 A017 date is required", "10:5 A017 kind is required", "10:5 A017 text is required"}},
		"deep inside": {"---\n" + minimal + "claimant: {role: x}\nimage: {alt: x}\n---\n", []string{"7:11 A017 name is required", "8:8 A017 src is required"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			c, found := parser.Claim(path, []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if c == nil || c.ID != "us-13-wars" || c.Body == nil || c.Positions == nil {
				t.Errorf("there is no claim to go on with: %+v", c)
			}
		})
	}
}

func TestDraftsMayBeUnfinished(t *testing.T) {
	const long = "claim: In the past 30 years, America has had 13 wars at a cost of $14.2 trillion, says Jack Ma.\n"
	_, found := parser.Claim(path, []byte("---\ndraft: true\n"+long+"sources: [{id: a, kind: news}]\nfigures: [{label: x}]\nverdict:\n---\n"))
	wantFindings(t, found,
		"2:1 A017 authors is required (note)",
		"2:1 A017 conclusion is required (note)",
		"2:1 A017 published is required (note)",
		"3:8 A115 the claim has 88 characters and no short form; add claim_short with at most 75 (note)",
		`4:11 A017 the source "a" has no title; give it one, or say under withheld: why it is not named (note)`,
		"4:16 A110 the source \"a\" is never cited; cite it in the text as [@a] (note)",
		"5:11 A017 a figure needs claimed, found or both (note)",
	)
}

func TestDraftsMayNotBeWrong(t *testing.T) {
	_, found := parser.Claim(path, []byte("---\ndraft: true\nclaim: x\nsaid: 2017-13\nverdct: y\nclaim_short: "+strings.Repeat("x", 76)+"\n---\nAs [@who] says.\n"))
	wantFindings(t, found,
		"2:1 A017 authors is required (note)",
		"2:1 A017 conclusion is required (note)",
		"2:1 A017 published is required (note)",
		`4:7 A019 there is no month "2017-13": a year has 12`,
		`5:1 A013 unknown key "verdct"; did you mean "verdict"?`,
		"6:14 A114 claim_short has 76 characters; at most 75 are shown elsewhere",
		`8:5 A103 the source "who" is not in this claim's list`,
	)
}

func TestTitleAndShortForm(t *testing.T) {
	short, long, longer := "Short.", strings.Repeat("真", 75), strings.Repeat("真", 76)
	tests := map[string]struct {
		claim, lines       string
		wantTitle, wantSho string
		findings           []string
	}{
		"a short claim is its own short form": {short, "", short, short, nil},
		"75 characters are short":             {long, "", long, long, nil},
		"76 are not": {longer, "", longer, "", []string{
			"2:8 A115 the claim has 76 characters and no short form; add claim_short with at most 75 (warning)"}},
		"a short form is the title": {longer, "claim_short: Short.\n", short, short, nil},
		"a title is no short form": {longer, "title: T\n", "T", "", []string{
			"2:8 A115 the claim has 76 characters and no short form; add claim_short with at most 75 (warning)"}},
		"all three":              {longer, "title: T\nclaim_short: Short.\n", "T", short, nil},
		"a short form of 75":     {longer, "claim_short: " + long + "\n", long, long, nil},
		"a short form of 76":     {short, "claim_short: " + longer + "\n", longer, longer, []string{"8:14 A114 claim_short has 76 characters; at most 75 are shown elsewhere"}},
		"of a claim that is not": {"''", "", "", "", []string{"2:8 A017 claim is required"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			src := "---\n" + strings.Replace(minimal, "A sample claim.", tt.claim, 1) + sources + tt.lines + "---\n[@a; @b]\n"
			c, found := parser.Claim(path, []byte(src))
			wantFindings(t, found, tt.findings...)
			if c.Title != tt.wantTitle || c.Short != tt.wantSho {
				t.Errorf("title %q, short %q", c.Title, c.Short)
			}
		})
	}
}

func TestYAMLTrapsInAClaim(t *testing.T) {
	c := good(t, "title: no\nwhere: null\nquote: 1e3\nsaid: 2017-01\ntopics: [on, 2017, 12-31]\nx: {a: yes}\n")
	if c.Title != "no" || c.Where != "null" || c.Quote != "1e3" || c.Said != (date.Partial{Year: 2017, Month: 1}) || c.X["a"] != "yes" {
		t.Errorf("got %q, %q, %q, %v, %v", c.Title, c.Where, c.Quote, c.Said, c.X)
	}
	if diff := cmp.Diff(ids("on", "2017", "12-31"), c.Topics); diff != "" {
		t.Error(diff)
	}
	for _, verdict := range []string{"true", "'true'", "false", "no", "null", "5"} {
		src := "---\n" + strings.Replace(minimal, `"false"`, verdict, 1) + sources + "---\n[@a; @b]\n"
		c, found := parser.Claim(path, []byte(src))
		wantFindings(t, found)
		if string(c.Verdict) != strings.Trim(verdict, "'") {
			t.Errorf("verdict %s became %q", verdict, c.Verdict)
		}
	}
}

func TestAppearancesAndFigures(t *testing.T) {
	const start = "A018 only a video or a recording has a start; add media: video or media: audio"
	tests := map[string]struct {
		lines string
		want  []string
	}{
		"a start in a video":     {"appearances: [{url: 'https://a.example/', media: video, start: 1:02:03}]\n", nil},
		"a start in a recording": {"appearances: [{url: 'https://a.example/', media: audio, start: 12:31}]\n", nil},
		"a start in a text":      {"appearances: [{url: 'https://a.example/', media: text, start: 12:31}]\n", []string{"8:63 " + start}},
		"a start in no medium":   {"appearances:\n  - url: https://a.example/\n    start: 12:31\n", []string{"10:12 " + start}},
		"a figure claimed":       {"figures: [{label: L, claimed: 1}]\n", nil},
		"a figure found":         {"figures: [{label: L, found: 0}]\n", nil},
		"a range upside down":    {"figures: [{label: L, found: 2, low: 3, high: 1}]\n", []string{"8:37 A137 low 3 is above high 1"}},
		"found below its range":  {"figures: [{label: L, found: 2, low: 3}]\n", []string{"8:37 A137 low 3 is above what was found, 2 (warning)"}},
		"found above its range":  {"figures: [{label: L, found: 2, low: 0, high: 1}]\n", []string{"8:46 A137 high 1 is below what was found, 2 (warning)"}},
		"a figure of nothing":    {"figures: [{label: L, low: 1, high: 2}]\n", []string{"8:11 A017 a figure needs claimed, found or both"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) { wantFindings(t, bad(t, tt.lines), tt.want...) })
	}
}

func TestRetracted(t *testing.T) {
	for lines, want := range map[string]bool{
		"": false,
		"corrections: [{date: 2026-11-23, kind: update, text: x}]\n":                                                          false,
		"corrections: [{date: 2026-11-23, kind: update, text: x}, {date: 2026-11-24, kind: retraction, text: y}]\n":           true,
		"corrections: [{date: 2026-11-23, kind: retraction, text: x}, {date: 2026-11-24, kind: clarification, text: back}]\n": true,
	} {
		if got := good(t, lines).Retracted(); got != want {
			t.Errorf("%sretracted: %v", lines, got)
		}
	}
}

func TestIDOf(t *testing.T) {
	for file, want := range map[string]string{
		"claims/us-13-wars.md":               "us-13-wars",
		"claims/2017/us-13-wars.md":          "us-13-wars",
		"claims/2017/us-13-wars/index.md":    "us-13-wars",
		"claims/дело.md":                     "дело",
		"content/team/e\u0301lan.md":         "élan",
		"claims/US-13.md":                    "",
		"claims/us-13-wars.es.md":            "",
		"claims/feed.md":                     "",
		"claims/page/index.md":               "",
		"index.md":                           "",
		"claims/-.md":                        "",
		"claims/" + strings.Repeat("a", 121): "",
	} {
		got, err := claim.IDOf(file)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", file, got, err)
		}
	}
}

func TestABadFileNameIsAFindingOfTheWholeFile(t *testing.T) {
	src := []byte("---\n" + minimal + sources + "---\n[@a; @b]\n")
	c, found := parser.Claim("claims/US_wars.md", src)
	wantFindings(t, found, `0:0 A006 "U" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "us-wars"`)
	if c.ID != "" || c.Wording != "A sample claim." {
		t.Errorf("id %q, claim %q", c.ID, c.Wording)
	}
}

func TestPath(t *testing.T) {
	for want, parts := range map[string][]any{"": nil, "a": {"a"}, "sources.2.url": {"sources", 2, "url"}, "10": {10}} {
		if got := claim.Path(parts...); got != want {
			t.Errorf("%v: %q", parts, got)
		}
	}
}

func TestForDraft(t *testing.T) {
	var found diag.Findings
	found.Add(diag.At{}, diag.Problemf(diag.Missing, "x"))
	found.Add(diag.At{}, diag.Problemf(diag.NoSource, "x"))
	found.Warn(diag.At{}, diag.Problemf(diag.NeverCited, "x"))
	found.Add(diag.At{}, diag.Problemf(diag.UnknownVerdict, "x"))
	var got []string
	for _, f := range claim.ForDraft(found) {
		got = append(got, string(f.Code)+" "+f.Severity.String())
	}
	if diff := cmp.Diff([]string{"A017 note", "A113 note", "A110 note", "A102 error"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
