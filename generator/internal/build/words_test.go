package build_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

// TestSitesInOtherLanguages compares pages of sites in German and in Arabic, byte for byte, but for the names of assets.
func TestSitesInOtherLanguages(t *testing.T) {
	hashes := regexp.MustCompile(`(/assets/\w+)\.[0-9a-f]{10}\.`)
	for lang, pages := range map[string][]string{
		"de": {"claims/mond/index.html", "corrections/index.html", "data/index.html", "feed.xml", "index.html"},
		"ar": {"claims/qamar/index.html", "corrections/index.html", "data/index.html", "feed.xml", "index.html"},
	} {
		t.Run(lang, func(t *testing.T) {
			r := buildArchive(t, filepath.Join("testdata", "languages", lang+".txtar"))
			for _, d := range r.Diagnostics {
				if d.Code == diag.NoTranslation {
					t.Error(d)
				}
			}
			all, got := rendered(t, r), map[string]string{}
			for _, page := range pages {
				got[page] = hashes.ReplaceAllString(all[page], "$1.")
			}
			dir := filepath.Join("testdata", "languages", lang)
			if *update {
				rewrite(t, dir, got)
			}
			if d := cmp.Diff(golden(t, dir), got); d != "" {
				t.Errorf("the site differs; if it should, run with -update and read the difference (-want +got):\n%s", d)
			}
		})
	}
}

// TestLabelsOfPresetsAreOfTheSitesLanguage on pages, in structured data, records and feeds alike; those of verdicts.yaml stay.
func TestLabelsOfPresetsAreOfTheSitesLanguage(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const address = "base_url: https://example.org/\nlang: es\n"
	for scales, want := range map[string]string{
		"": "Falso",
		"scales: [{id: default, preset: default}]\n":                                                                                       "Falso",
		"scales: [{id: default, label: Veracidad, preset: default}]\n":                                                                     "Falso",
		"scales: [{id: own, verdicts: [{id: \"true\", label: True, group: \"true\"}, {id: \"false\", label: False, group: \"false\"}]}]\n": "False",
	} {
		fsys := afero.NewMemMapFs()
		for _, f := range archive.Files {
			data := string(f.Data)
			if f.Name == "site.yaml" {
				data += address
			}
			if err := afero.WriteFile(fsys, f.Name, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if scales != "" {
			if err := afero.WriteFile(fsys, "claims/verdicts.yaml", []byte(scales), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		all := rendered(t, buildAt(t, fsys))
		for page, part := range map[string]string{
			"claims/moon/index.html": `<strong>` + want + `</strong>`,
			"claims/moon/claim.json": `"label":"` + want + `"`,
			"data/claimreview.json":  `"alternateName":"` + want + `"`,
			"feed.xml":               want + ": It is rock.",
		} {
			if !strings.Contains(strings.ReplaceAll(all[page], `": "`, `":"`), part) {
				t.Errorf("%q: %s does not have %s", scales, page, part)
			}
		}
		if !strings.Contains(all["claims/moon/index.html"], `"alternateName":"`+want+`"`) {
			t.Errorf("%q: the page's ClaimReview says something else", scales)
		}
		if own := strings.Contains(scales, "Veracidad"); own != strings.Contains(all["verdicts/index.html"], ">Veracidad<") {
			t.Errorf("%q: the scale's own label is lost", scales)
		}
	}
}

// TestAnotherWordChangesWhatShowsIt: incrementally as in a build from scratch, and back.
func TestAnotherWordChangesWhatShowsIt(t *testing.T) {
	fsys := archiveFs(t, "testdata/small.txtar")
	write := func(name, text string) {
		t.Helper()
		if err := afero.WriteFile(fsys, name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: Small Facts\nbase_url: https://example.org/\n")
	const own = "templates/messages/en.yaml"
	b := build.New(options(fsys))
	step := func() map[string]plan.Output {
		r, err := b.Build(t.Context())
		if err != nil || r.Diagnostics.Failed() {
			t.Fatal(err, r.Diagnostics)
		}
		fresh, err := build.New(options(fsys)).Build(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(listing(t, fresh), listing(t, r)); d != "" {
			t.Fatalf("not as a build from scratch:\n%s", d)
		}
		all := map[string]plan.Output{}
		for _, o := range r.Outputs {
			all[o.Path] = o
		}
		return all
	}
	before := step()
	write(own, "claim.verdict: Rating\n")
	for path, o := range step() {
		hasWords := strings.HasSuffix(path, ".html") || strings.HasPrefix(filepath.Base(path), "feed.")
		if same := o.Key == before[path].Key; same == hasWords {
			t.Errorf("%s has the same key: %v", path, same)
		}
	}
	write(own, "verdict.default.false.label: Wrong\n")
	after := step()
	for path, shows := range map[string]bool{"claims/moon/claim.json": true, "data/claimreview.json": true, "sitemap.xml": false} {
		if same := after[path].Key == before[path].Key; same == shows {
			t.Errorf("with another label, %s has the same key: %v", path, same)
		}
	}
	if err := fsys.Remove(own); err != nil {
		t.Fatal(err)
	}
	for path, o := range step() {
		if o.Key != before[path].Key {
			t.Errorf("%s is not what it was", path)
		}
	}
}
