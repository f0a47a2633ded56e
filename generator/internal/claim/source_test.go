package claim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
)

// withSources reads the minimal claim with a list of sources that begins in line 8, and a body in line 12.
func withSources(t *testing.T, list [3]string, body string) []string {
	t.Helper()
	_, found := parser.Claim(path, []byte("---\n"+minimal+"sources:\n"+list[0]+"\n"+list[1]+"\n"+list[2]+"\n---\n"+body))
	return show(found)
}

func TestSources(t *testing.T) {
	const (
		title    = " has no title; give it one, or say under withheld: why it is not named"
		withheld = ": it would be named; remove "
	)
	tests := map[string]struct {
		list [3]string
		want []string
	}{
		"whole":                        {[3]string{"  - {id: a, title: A, url: 'https://a.example/'}"}, nil},
		"a title is enough":            {[3]string{"  - {id: a, title: A}"}, nil},
		"a reference":                  {[3]string{"  - {id: a}"}, nil},
		"a reference that is used":     {[3]string{"  - {id: a, supports: for, quote: q, accessed: 2017}"}, nil},
		"withheld":                     {[3]string{"  - {id: a, withheld: fear, kind: interview, date: 2017}"}, nil},
		"withheld with a title":        {[3]string{"  - {id: a, withheld: fear, title: An official}"}, nil},
		"whole, without a title":       {[3]string{"  - id: a", "    url: https://a.example/"}, []string{`8:5 A017 the source "a"` + title}},
		"an empty title":               {[3]string{"  - id: a", "    title: ''", "    kind: news"}, []string{`9:12 A017 the source "a"` + title}},
		"only a date":                  {[3]string{"  - {id: a, date: 2017}"}, []string{`8:5 A017 the source "a"` + title}},
		"only a snapshot":              {[3]string{"  - {id: a, snapshot: {file: x}}"}, []string{`8:5 A017 the source "a"` + title}},
		"withheld beside an author":    {[3]string{"  - id: a", "    withheld: fear", "    author: N. N."}, []string{"10:13 A112 a withheld source cannot have author" + withheld + "author, or withheld"}},
		"withheld beside an address":   {[3]string{"  - id: a", "    withheld: fear", "    url: https://a.example/"}, []string{"10:10 A112 a withheld source cannot have url" + withheld + "url, or withheld"}},
		"withheld beside a copy":       {[3]string{"  - id: a", "    withheld: fear", "    archive: https://a.example/"}, []string{"10:14 A112 a withheld source cannot have archive" + withheld + "archive, or withheld"}},
		"twice":                        {[3]string{"  - {id: a, title: A}", "  - {title: B, id: a}"}, []string{`9:20 A111 the source "a" stands here a second time; the first is in line 8`}},
		"three times":                  {[3]string{"  - {id: a, title: A}", "  - {id: a}", "  - {id: a}"}, []string{`10:10 A111 the source "a" stands here a second time; the first is in line 8`, `9:10 A111 the source "a" stands here a second time; the first is in line 8`}},
		"a second without an id":       {[3]string{"  - {id: a, title: A}", "  - {title: B}"}, []string{"9:5 A017 id is required"}},
		"two without ids":              {[3]string{"  - {id: a}", "  - {title: B}", "  - {title: C}"}, []string{"10:5 A017 id is required", "9:5 A017 id is required"}},
		"an id of a reference manager": {[3]string{"  - {id: a, title: A}", "  # '10.1000:x_y'"}, nil},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got := withSources(t, tt.list, "[@a]\n")
			if diff := cmp.Diff(sortedLines(tt.want), sortedLines(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCitations(t *testing.T) {
	const never = " is never cited; cite it in the text as [@"
	const listed = " is not in this claim's list"
	two := [3]string{"  - {id: crawford-2016, title: A}", "  - {id: ilo, title: B}"}
	tests := map[string]struct {
		list [3]string
		body string
		want []string
	}{
		"each cited":              {two, "[@crawford-2016, p. 7] and [@ilo]\n", nil},
		"at once, and again":      {two, "[@crawford-2016; @ilo, fig. 2] [@ilo]\n", nil},
		"in a footnote":           {two, "A[^1] [@ilo]\n\n[^1]: [@crawford-2016]\n", nil},
		"one never cited":         {two, "[@ilo]\n", []string{`8:10 A110 the source "crawford-2016"` + never + "crawford-2016] (warning)"}},
		"none cited":              {two, "", []string{`8:10 A110 the source "crawford-2016"` + never + "crawford-2016] (warning)", `9:10 A110 the source "ilo"` + never + "ilo] (warning)"}},
		"one misspelt":            {two, "[@ilo] and\n真相 [@crawford-2061]\n", []string{`13:5 A103 the source "crawford-2061"` + listed + `; did you mean "crawford-2016"?`, `8:10 A110 the source "crawford-2016"` + never + "crawford-2016] (warning)"}},
		"one unknown":             {two, "[@ilo] [@crawford-2016] [@who]\n", []string{`12:26 A103 the source "who"` + listed + "; known: crawford-2016, ilo"}},
		"unknown, twice":          {two, "[@ilo] [@crawford-2016] [@who] [@who]\n", []string{`12:26 A103 the source "who"` + listed + "; known: crawford-2016, ilo", `12:33 A103 the source "who"` + listed + "; known: crawford-2016, ilo"}},
		"no sources":              {[3]string{"# none"}, "[@who]\n", []string{`12:2 A103 the source "who"` + listed}},
		"cited by a figure":       {[3]string{"  - {id: ilo, title: B}", "figures:", "  - {label: L, found: 1, source: ilo}"}, "", nil},
		"unknown to a figure":     {[3]string{"  - {id: ilo, title: B}", "figures:", "  - {label: L, found: 1, source: ill}"}, "[@ilo]", []string{`10:34 A103 the source "ill"` + listed + `; did you mean "ilo"?`}},
		"cited by a development":  {[3]string{"  - {id: ilo, title: B}", "developments:", "  - {date: 2017, text: x, sources: [ilo]}"}, "", nil},
		"unknown to one":          {[3]string{"  - {id: ilo, title: B}", "developments:", "  - {date: 2017, text: x, sources: [ilo, who]}"}, "", []string{`10:42 A103 the source "who"` + listed + "; known: ilo"}},
		"an escaped citation":     {[3]string{"  - {id: ilo, title: B}"}, `[@ilo] \[@who]`, nil},
		"a citation in code":      {[3]string{"  - {id: ilo, title: B}"}, "[@ilo] `[@who]`", nil},
		"of a reference manager":  {[3]string{"  - {id: 'doi:10.1000_x-y', title: B}"}, "[@doi:10.1000_x-y]", nil},
		"of another script":       {[3]string{"  - {id: 世銀-2016, title: B}"}, "[@世銀-2016, 頁7]", nil},
		"with a vowel sign in it": {[3]string{"  - {id: 'हिन्दी', title: B}"}, "[@हिन्दी]", nil},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got := withSources(t, tt.list, tt.body)
			if diff := cmp.Diff(sortedLines(tt.want), sortedLines(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIsReference(t *testing.T) {
	year := date.Partial{Year: 2017}
	for what, tt := range map[string]struct {
		source claim.Source
		want   bool
	}{
		"id only":     {claim.Source{ID: "a"}, true},
		"all it may":  {claim.Source{ID: "a", Supports: "for", Quote: "q", Accessed: year}, true},
		"a title":     {claim.Source{ID: "a", Title: "A"}, false},
		"a date":      {claim.Source{ID: "a", Date: year}, false},
		"a snapshot":  {claim.Source{ID: "a", Snapshot: &claim.Snapshot{}}, false},
		"an interest": {claim.Source{ID: "a", Interest: "i"}, false},
		"withheld":    {claim.Source{ID: "a", Withheld: "w"}, false},
	} {
		if got := tt.source.IsReference(); got != tt.want {
			t.Errorf("%s: %v", what, got)
		}
	}
}

func TestOver(t *testing.T) {
	shared := claim.Source{ID: "a", Title: "A", URL: "https://a.example/", Quote: "of the library"}
	year := date.Partial{Year: 2017}
	citing, bare := claim.Source{ID: "a", Supports: "against", Quote: "of the claim", Accessed: year}, claim.Source{ID: "a"}
	want := claim.Source{ID: "a", Title: "A", URL: "https://a.example/", Quote: "of the claim", Supports: "against", Accessed: year}
	if diff := cmp.Diff(want, citing.Over(shared)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(shared, bare.Over(shared)); diff != "" {
		t.Errorf("a bare reference changes it (-want +got):\n%s", diff)
	}
}

func TestLibrary(t *testing.T) {
	const title = " has no title; give it one, or say under withheld: why it is not named"
	tests := map[string]struct {
		src  string
		want []string
	}{
		"whole":               {"sources:\n  - {id: a, title: A, kind: dataset}\n  - {id: b, withheld: fear}\n", nil},
		"an empty file":       {"", []string{"1:1 A017 sources is required"}},
		"no list":             {"sources: a\n", []string{"1:10 A014 sources must be a list, not a text; write [a]"}},
		"a list for the file": {"- id: a\n", []string{"1:1 A014 the file must be a mapping of sources …, not a list"}},
		"without a title":     {"sources:\n  - id: a\n    url: https://a.example/\n", []string{`2:5 A017 the source "a"` + title}},
		"a reference":         {"sources:\n  - id: a\n", []string{`2:5 A017 the source "a"` + title}},
		"twice":               {"sources:\n  - {id: a, title: A}\n  - {id: a, title: B}\n", []string{`3:10 A111 the source "a" stands here a second time; the first is in line 2`}},
		"withheld and named":  {"sources:\n  - {id: a, withheld: fear, author: N}\n", []string{"2:37 A112 a withheld source cannot have author: it would be named; remove author, or withheld"}},
		"what a claim says": {"sources:\n  - {id: a, title: A, supports: for}\n  - {id: b, title: B, accessed: 2017}\n", []string{
			"2:33 A018 supports belongs to the claim that cites the source; write it there, beside the source's id",
			"3:33 A018 accessed belongs to the claim that cites the source; write it there, beside the source's id",
		}},
		"a quote may be shared": {"sources:\n  - {id: a, title: A, quote: q}\n", nil},
		"not YAML":              {"sources:\n  - id: @a\n", []string{`2:9 A012 a value cannot begin with "@"; put the value in quotes`}},
		"not UTF-8":             {"sources: caf\xe9\n", []string{"1:13 A002 byte 0xe9 is not UTF-8; save the file as UTF-8"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			l, found := parser.Library("claims/sources.yaml", []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if l == nil || l.Path != "claims/sources.yaml" || l.Positions == nil || len(l.Digests) != len(l.Sources) {
				t.Errorf("got %+v", l)
			}
		})
	}
}
