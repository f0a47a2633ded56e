package starter_test

import (
	"strings"
	"testing"
	"unicode"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
	"assay/generator/internal/starter"
)

var day = date.Partial{Year: 2026, Month: 6, Day: 1}

// texts are what people type, and what YAML may take for something else.
func texts() []string {
	return []string{
		"Plain words", "true", "no", "null", "~", "12", "1.5", "0x1f", "2026-06-01", "12:30", "a: b", "a #b", "#a", "- a", "? a", "*a", "&a", "!a", "%a", "@a", "`a`",
		"'a'", `"a"`, `a "b" c`, `a \ b`, "a, b", "[a]", "{a: b}", "a}", "a]", "|", ">", "=", "<<", "a:", ":a", "---", "...", "é", "我們", "مرحبا", "😀", "a\u200bb",
		"https://example.org/a?b=c#d", "key", "l: m}", "it's", "100 %",
	}
}

func TestWhatIsGivenComesBack(t *testing.T) {
	parser := claim.NewParser()
	for _, s := range texts() {
		checkClaim(t, parser, s)
	}
}

func FuzzClaim(f *testing.F) {
	for _, s := range texts() {
		f.Add(s)
	}
	parser := claim.NewParser()
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") // as commands do
		if s == "" || len(s) > 500 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == 0xfeff || r == 0xfffe || r == 0xffff }) {
			t.Skip()
		}
		checkClaim(t, parser, s)
	})
}

// checkClaim writes a text wherever one can stand in a claim, and reads it.
func checkClaim(t *testing.T, parser *claim.Parser, s string) {
	t.Helper()
	file := starter.Claim{
		Path: "claims/x.md", Wording: s, Title: s, Claimants: []starter.Claimant{{Name: s}, {ID: "ann"}}, Said: day, Where: s,
		Appearance: &starter.Appearance{URL: "https://example.org/a,b", Title: s, Publisher: s, Date: day, Media: "video"},
		Verdict:    "true", Verdicts: []string{"true", "false"}, Published: day, Authors: []id.ID{"desk", "true"}, Topics: []id.ID{"2026", "war"},
	}.File()
	c, found := parser.Claim(file.Path, []byte(file.Text))
	for _, f := range found {
		if f.Code != diag.Missing && f.Code != diag.WantsShort {
			t.Fatalf("%q: %v in\n%s", s, f, file.Text)
		}
	}
	a := c.Appearances[0]
	for what, got := range map[string]string{"claim": c.Wording, "title": c.Title, "claimant": c.Head.Claimants[0].Inline.Name, "where": c.Where, "appearance's title": a.Title, "publisher": a.Publisher} {
		if got != s {
			t.Errorf("%s: %q came back as %q, from\n%s", what, s, got, file.Text)
		}
	}
	if string(a.URL) != "https://example.org/a,b" || a.Date != day || c.Said != day || c.Head.Verdict != "true" || len(c.Authors) != 2 || c.Authors[1] != "true" || c.Head.Topics[0] != "2026" || !c.Draft {
		t.Errorf("%+v, from\n%s", c, file.Text)
	}
}

// Every file of a new site can be read, whatever it is called.
func TestFilesOfASite(t *testing.T) {
	for _, host := range starter.Hosts() {
		for _, s := range texts() {
			files, err := starter.Site{Title: s, Lang: "en", TimeZone: "UTC", BaseURL: "https://example.org/", Publisher: s, Author: s, AuthorID: "2026", Host: host, Today: day}.Files()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				switch {
				case f.Path == "site.yaml":
					cfg, found := config.NewParser().Parse([]byte(f.Text))
					if found.Failed() || cfg.Title != s || cfg.Publisher.Name != s {
						t.Errorf("%q: %v in\n%s", s, found, f.Text)
					}
				case strings.HasPrefix(f.Path, "content/team/"):
					who, found := claim.NewParser().Person(f.Path, []byte(f.Text))
					if found.Failed() || who.Name != s {
						t.Errorf("%q: %v in\n%s", s, found, f.Text)
					}
				case f.Path == "claims/example.md":
					if _, found := claim.NewParser().Claim(f.Path, []byte(f.Text)); len(found) > 0 {
						t.Errorf("%v in\n%s", found, f.Text)
					}
				}
				if f.Runs != (strings.HasPrefix(f.Path, "ci/") || f.Path == ".githooks/pre-commit") {
					t.Errorf("%s runs: %v", f.Path, f.Runs)
				}
			}
		}
	}
}

func TestYearFolder(t *testing.T) {
	for _, test := range []struct {
		paths string
		want  string
	}{
		{"", "claims"},
		{"claims/a.md", "claims"},
		{"claims/2025/a.md", "claims/2026"},
		{"claims/2025/a.md claims/b.md", "claims"},
		{"claims/2025/a.md claims/2024/b/index.md claims/c.md", "claims/2026"},
		{"claims/war/a.md", "claims"},
		{"claims/20x5/a.md", "claims"},
	} {
		if got := starter.YearFolder(strings.Fields(test.paths), 2026); got != test.want {
			t.Errorf("beside %s it goes into %s, want %s", test.paths, got, test.want)
		}
	}
}
