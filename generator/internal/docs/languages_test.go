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

// TestOwnTexts builds a site with the files of each section of languages.md. They must change a page, and be no error.
func TestOwnTexts(t *testing.T) {
	sections := map[string][]block{}
	for _, b := range read(t, "languages.md").blocks() {
		if b.file == "" {
			t.Errorf("a block of %q names no file", b.section)
		}
		sections[b.section] = append(sections[b.section], b)
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

// spoken builds a site in a language with some files beside, and gives its pages.
func spoken(t *testing.T, lang string, files map[string]string) string {
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
	var all bytes.Buffer
	for _, o := range result.Outputs {
		if err := o.WriteTo(&all); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
