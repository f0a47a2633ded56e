package docs_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/markdown"
)

// header is the front matter of the claim that has an example for its text.
const header = `---
claim: The country has fought 13 wars.
claimant: rosa-field
verdict: mostly-false
conclusion: It depends on what counts as a war.
published: 2026-01-12
authors: [ines-demo]
sources:
  - {id: costs-2016, title: The Budgetary Costs of War}
  - {id: minutes-2018, title: Minutes of the town council}
---
`

// other is a claim that examples refer to.
const other = `---
claim: Thirteen wars, again.
verdict: satire
conclusion: It was a joke.
published: 2026-01-11
authors: [ines-demo]
---
`

// buildExample builds a site in which the claim thirteen-wars has an example for its text. Where the example has a
// picture, the claim is a folder with that picture.
func buildExample(t *testing.T, section, body string) *build.Result {
	t.Helper()
	root := t.TempDir()
	lay(t, root, "")
	file := filepath.Join(root, "claims", "thirteen-wars.md")
	if section == "Images" {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		file = filepath.Join(root, "claims", "thirteen-wars", "index.md")
		write(t, filepath.Join(filepath.Dir(file), "chart.png"), "a picture")
	}
	write(t, file, header+body)
	write(t, filepath.Join(root, "claims", "thirteen-wars-again.md"), other)
	write(t, filepath.Join(root, "content", "methodology.md"), "---\ntitle: How we check\n---\n")
	result, err := builder(afero.NewBasePathFs(afero.NewOsFs(), root)).Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// ofMarkdown leaves out what a build does not show, and that an example does not cite all sources.
func ofMarkdown(found diag.List) (rest diag.List) {
	for _, d := range found {
		if d.Severity != diag.Note && d.Code != diag.NeverCited {
			rest = append(rest, d)
		}
	}
	return rest
}

// TestMarkdown renders every example: what follows it is its HTML or what the program says of it; with neither, it must be sound.
func TestMarkdown(t *testing.T) {
	p := read(t, "markdown.md")
	blocks, updates, n := p.blocks(), map[int]string{}, 0
	for i, b := range blocks {
		if b.lang != "markdown" {
			continue
		}
		n++
		var next block
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		says := printed(t, ofMarkdown(buildExample(t, b.section, b.text).Diagnostics))
		switch {
		case next.lang == "text":
			updates[i+1] = says
			if !*update && (says == "" || says != next.text) {
				t.Errorf("%s: the program says\n%s", b.section, says)
			}
		case says != "":
			t.Errorf("%s: the program says\n%s", b.section, says)
		case next.lang == "html" && next.text != html(t, b.text):
			t.Errorf("%s: the HTML is\n%s", b.section, html(t, b.text))
		}
	}
	if n < 15 {
		t.Errorf("only %d examples", n)
	}
	if *update {
		p.replace(t, updates)
	}
}

// html is what a text becomes that neither cites nor mentions anything.
func html(t *testing.T, text string) string {
	t.Helper()
	body, _ := markdown.New().Convert([]byte(text), 1, "en")
	parts, err := body.Parts()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, part := range parts {
		switch part.Kind {
		case markdown.HTML:
			b.WriteString(part.HTML)
		case markdown.URL:
			b.WriteString(part.URL)
		default:
			t.Errorf("an example of HTML depends on another file: %v", part)
		}
	}
	return b.String()
}

// TestAdditions sees that the three additions come out on the page as described.
func TestAdditions(t *testing.T) {
	for section, want := range map[string][]string{
		"Citations":        {`href="#src-costs-2016"`, `id="cite-costs-2016-2"`, `, p. 7]`, `, fig. 2]`, `href="#cite-costs-2016-3"`},
		"Claims in a text": {`<a href="/claims/thirteen-wars-again/">the country had fought 13 wars</a>`, `>Satire</span>`},
		"Cards":            {`<div class="card`, `It was a joke.`},
	} {
		example := ""
		for _, b := range read(t, "markdown.md").blocks() {
			if b.section == section && b.lang == "markdown" && example == "" {
				example = b.text
			}
		}
		for _, o := range buildExample(t, section, example).Outputs {
			if o.Path != "claims/thirteen-wars/index.html" {
				continue
			}
			var page bytes.Buffer
			if err := o.WriteTo(&page); err != nil {
				t.Fatal(err)
			}
			_, text, _ := strings.Cut(page.String(), `<div class="text">`)
			for _, s := range want {
				if !strings.Contains(text, s) {
					t.Errorf("%s: the page has no %s", section, s)
				}
			}
			want = nil
		}
		if want != nil {
			t.Errorf("%s: there is no page", section)
		}
	}
}
