package docs_test

import (
	"bytes"
	"context"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/message"
	"assay/generator/internal/plan"
	"assay/templates"
)

// TestTableOfLanguages compares the table with the catalogues.
func TestTableOfLanguages(t *testing.T) {
	set, err := message.Read(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, tag := range set.Languages() {
		f := set.Files(tag)[0]
		reviewed := "no"
		if f.Reviewed {
			reviewed = "yes"
		}
		want = append(want, []string{"`" + tag + "`", f.Language, reviewed})
	}
	if d := cmp.Diff(want, read(t, "languages.md").tables()[0].rows); d != "" {
		t.Errorf("(-catalogues +table):\n%s", d)
	}
}

const severalLanguages = "A site in several languages"

// TestOwnTexts builds a site with the files of each section of languages.md about texts. They must change a page, and be no error.
func TestOwnTexts(t *testing.T) {
	sections := map[string][]block{}
	for _, b := range read(t, "languages.md").blocks() {
		if b.file == "" {
			t.Errorf("a block of %q names no file", b.section)
		}
		if b.section != severalLanguages {
			sections[b.section] = append(sections[b.section], b)
		}
	}
	for _, b := range sections["A language of your own"] { // which has two examples
		if strings.Contains(b.text, "x.donate") || path.Ext(b.file) == ".html" {
			sections["own keys"] = append(sections["own keys"], b)
		}
	}
	sections["A language of your own"] = sections["A language of your own"][:1]
	if len(sections) != 4 {
		t.Errorf("%d sections with examples", len(sections))
	}
	for section, blocks := range sections {
		files := map[string]string{}
		lang := "en"
		for _, b := range blocks {
			files[b.file] += b.text
			if path.Ext(b.file) == ".yaml" {
				lang = strings.TrimSuffix(path.Base(b.file), ".yaml")
			}
		}
		if spoken(t, lang, files) == spoken(t, lang, nil) {
			t.Errorf("%s: the example changes nothing", section)
		}
	}
}

// TestASiteInSeveralLanguages builds what languages.md shows of one, and looks for all that it says of addresses.
func TestASiteInSeveralLanguages(t *testing.T) {
	files := map[string]string{}
	for _, b := range read(t, "languages.md").blocks() {
		if b.section == severalLanguages {
			files[b.file] = complete(b)
		}
	}
	files["site.yaml"] += "base_url: https://facts.example.org/\ncards: true\nembeds: true\n"
	there := map[string]bool{}
	for _, o := range spokenSite(t, "en", files) {
		there["/"+strings.TrimSuffix(o.Path, "index.html")] = true
	}
	for _, address := range []string{"/es/", "/es/claims/", "/es/claims/thirteen-wars/", "/es/claims/thirteen-wars/claim.json", "/es/feed.xml",
		"/es/cards/thirteen-wars.png", "/es/embed/thirteen-wars/", "/es/embed/thirteen-wars.json", "/data/", "/404.html", "/sitemap.xml", "/robots.txt"} {
		if !there[address] {
			t.Errorf("there is no %s", address)
		}
	}
	if there["/es/data/"] || there["/es/404.html"] {
		t.Error("what there is once stands under /es/")
	}
}

// spoken builds a site in a language with some files beside, and gives its pages.
func spoken(t *testing.T, lang string, files map[string]string) string {
	t.Helper()
	var all bytes.Buffer
	for _, o := range spokenSite(t, lang, files) {
		if err := o.WriteTo(&all); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func spokenSite(t *testing.T, lang string, files map[string]string) []plan.Output {
	t.Helper()
	disk := afero.NewMemMapFs()
	input := plain()
	delete(input, "claims/verdicts.yaml")
	input["site.yaml"] += "lang: " + lang + "\n"
	input["claims/thirteen-wars.md"] = strings.Replace(header, "authors:",
		"corrections: [{date: 2026-01-13, kind: update, text: A number was added.}]\nauthors:", 1) + "No list [@costs-2016; @minutes-2018].\n"
	for name, text := range files {
		input[name] = text
	}
	for name, text := range input {
		if err := afero.WriteFile(disk, name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	result, err := builder(disk).Build(context.Background())
	if err != nil || result.Diagnostics.Failed() {
		t.Fatal(err, result.Diagnostics)
	}
	return result.Outputs
}
