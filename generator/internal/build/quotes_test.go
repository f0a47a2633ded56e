package build_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
)

// TestQuotationMarks_FollowTheLanguage of the site, of a translation and of an article, also when the
// language of the site changes between two builds.
func TestQuotationMarks_FollowTheLanguage(t *testing.T) {
	fsys, cache := afero.NewMemMapFs(), afero.NewMemMapFs()
	for name, text := range map[string]string{
		"site.yaml":                   "title: T\nlang: de\nlanguages: [fr]\n",
		"content/about.md":            "---\ntitle: A\n---\nSie sagt \"ja\".\n",
		"content/about.fr.md":         "---\ntitle: A\n---\nElle dit \"oui\".\n",
		"content/team/desk.md":        "---\nname: Desk\n---\n",
		"content/articles/english.md": "---\ntitle: E\nlang: en\npublished: 2026-01-01\nauthors: [desk]\n---\nShe says \"yes\".\n",
	} {
		put(t, fsys, name, text)
	}
	opt := options(fsys)
	opt.Cache = cache
	b := build.New(opt)
	want := func(b *build.Builder, path, words string) {
		t.Helper()
		r, err := b.Build(t.Context())
		if err != nil || r.Diagnostics.Failed() {
			t.Fatal(err, r.Diagnostics)
		}
		for _, o := range r.Outputs {
			if o.Path != path {
				continue
			}
			var page bytes.Buffer
			if err := o.WriteTo(&page); err != nil || !strings.Contains(page.String(), words) {
				t.Errorf("%s does not have %s: %v\n%s", path, words, err, page.String())
			}
			return
		}
		t.Errorf("there is no %s", path)
	}
	want(b, "about/index.html", "Sie sagt „ja“.")
	want(b, "fr/about/index.html", "Elle dit «\u00a0oui\u00a0».")
	want(b, "articles/english/index.html", "She says “yes”.")
	if err := b.Keep(); err != nil {
		t.Fatal(err)
	}
	put(t, fsys, "site.yaml", "title: T\nlang: en\nlanguages: [fr]\n")
	want(b, "about/index.html", "Sie sagt “ja”.")
	want(build.New(opt), "about/index.html", "Sie sagt “ja”.")
}
