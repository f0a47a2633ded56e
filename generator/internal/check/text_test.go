package check_test

import (
	"strings"
	"testing"

	"assay/generator/internal/check"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

func TestHeadingOrder(t *testing.T) {
	for name, c := range map[string]struct{ levels, want string }{
		"in order":            {"2 3 4 2 3 3 2", ""},
		"none":                {"", ""},
		"the first too deep":  {"3 3", `:10:1 warning A340: the heading "H" skips a level: it is of level 3 below one of level 1`},
		"a level left out":    {"2 4", `:12:1 warning A340: the heading "H" skips a level: it is of level 4 below one of level 2`},
		"up by several":       {"2 3 4 2", ""},
		"twice":               {"2 4 2 4", ":12:1 warning A340: the heading \"H\" skips a level: it is of level 4 below one of level 2\n:16:1 warning A340: the heading \"H\" skips a level: it is of level 4 below one of level 2"},
		"the title's level":   {"1 2 1 2", `:10:1 warning A340: "H" is a heading of the first level, which the page's title is`},
		"two levels too deep": {"6", `:10:1 warning A340: the heading "H" skips a level: it is of level 6 below one of level 1`},
	} {
		t.Run(name, func(t *testing.T) {
			var body strings.Builder
			for level := range strings.FieldsSeq(c.levels) {
				body.WriteString(strings.Repeat("#", int(level[0]-'0')) + " H\n\n")
			}
			want := lines(c.want)
			for i := range want {
				want[i] = "claims/one.md" + want[i]
			}
			says(t, check.Run(one(t, "", body.String()+"[@a; @b]").site), want...)
		})
	}
}

func TestAllTextsAreLookedAt(t *testing.T) {
	const text = "#### Deep\n\n![](/a.png) ![told](/a.png)\n"
	w := siteOf(t, map[string]string{
		"claims/one.md":            claimOf("", text+"\n[@a; @b]"),
		"content/about.md":         "---\ntitle: About\n---\n" + text,
		"content/articles/a.md":    "---\ntitle: A\npublished: 2026-01-01\nauthors: [desk]\ntopics: [t]\n---\n" + text,
		"content/claimants/ann.md": "---\nname: Ann\ntype: person\n---\n" + text,
		"content/team/desk.md":     "---\nname: Desk\ntype: organization\n---\n" + text,
		"content/topics/t.md":      "---\ntitle: T\n---\n" + text,
	}, site.Options{})
	found := check.Run(w.site)
	for _, code := range []diag.Code{diag.HeadingOrder, diag.NoAlt} {
		files := map[string]bool{}
		for _, d := range only(found, code) {
			files[d.File] = true
		}
		if len(files) != 6 || len(only(found, code)) != 6 {
			t.Errorf("%s in %v", code, files)
		}
	}
}

func TestSettings(t *testing.T) {
	const all = "base_url: https://facts.example.org:8080/facts/\nfeed_authority: facts.example.org\nlicence: https://example.org/l\npublisher: {name: P}\n"
	for name, c := range map[string]struct{ without, with, base, want string }{
		"all there":           {},
		"no address":          {without: "base_url: https://facts.example.org:8080/facts/\n", want: "site.yaml:0:0 note A350: the site has no base_url"},
		"one for this build":  {without: "base_url: https://facts.example.org:8080/facts/\n", base: "https://preview.example.org/"},
		"no licence":          {without: "licence: https://example.org/l\n", want: "site.yaml:0:0 note A351: nobody is told under which licence the checks may be used"},
		"no publisher":        {without: "publisher: {name: P}\n", want: "site.yaml:0:0 note A352: no organisation answers for the checks"},
		"a nameless one":      {without: "publisher: {name: P}\n", with: "publisher: {url: https://example.org/}\n", want: "site.yaml:5:12 note A352: no organisation answers for the checks"},
		"no authority":        {without: "feed_authority: facts.example.org\n", want: "site.yaml:2:11 note A353: the ids of feed entries change with the address of the site"},
		"a site that is none": {without: "title: T\n" + all, with: "lang: en\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w := siteOf(t, map[string]string{"site.yaml": strings.Replace("title: T\n"+all, c.without, "", 1) + c.with}, site.Options{BaseURL: config.BaseURL(c.base)})
			found := check.Run(w.site)
			says(t, found, lines(c.want)...)
			if name == "no authority" && found[0].Hint != "keep them with feed_authority: facts.example.org" {
				t.Error(found[0].Hint)
			}
		})
	}
}
