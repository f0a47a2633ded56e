package build_test

import (
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
)

// sitemapFile is a sitemap, or the index of several.
type sitemapFile struct {
	XMLName xml.Name
	Entries []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:",any"`
}

func readSitemap(t *testing.T, content string) sitemapFile {
	t.Helper()
	var f sitemapFile
	if err := xml.Unmarshal([]byte(content), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// listed gives when each page that the sitemaps of a site list has changed. No page is listed twice.
func listed(t *testing.T, site map[string]string, base string) map[string]string {
	t.Helper()
	all := map[string]string{}
	root := readSitemap(t, site["sitemap.xml"])
	parts := []string{"sitemap.xml"}
	if root.XMLName.Local == "sitemapindex" {
		parts = nil
		for _, part := range root.Entries {
			parts = append(parts, strings.TrimPrefix(part.Loc, base))
		}
	}
	for _, part := range parts {
		f := readSitemap(t, site[part])
		if f.XMLName.Local != "urlset" || len(f.Entries) > 40_000 {
			t.Errorf("%s is a %s of %d", part, f.XMLName.Local, len(f.Entries))
		}
		for _, page := range f.Entries {
			if _, twice := all[page.Loc]; twice {
				t.Errorf("%s is listed twice", page.Loc)
			}
			all[page.Loc] = page.LastMod
		}
	}
	return all
}

// indexable are the addresses of the pages that search engines may list.
func indexable(site map[string]string, base string) []string {
	var pages []string
	for path, content := range site {
		if strings.HasSuffix(path, ".html") && !strings.Contains(content, `<meta name="robots" content="noindex">`) {
			pages = append(pages, base+strings.TrimSuffix(path, "index.html"))
		}
	}
	slices.Sort(pages)
	return pages
}

// TestSitemapListsEveryPageOnce compares the sitemap with the pages, also where drafts and scheduled claims are built.
func TestSitemapListsEveryPageOnce(t *testing.T) {
	private, _ := privateSite(t, "https://facts.example.org/desk/")
	feeds := afero.NewMemMapFs()
	for name, content := range fed() {
		write(t, feeds, name, content)
	}
	for _, c := range []struct {
		name, base string
		in         afero.Fs
	}{
		{"full", "https://facts.example.org/desk/", archiveFs(t, "../plan/testdata/full.txtar")},
		{"private", "https://facts.example.org/desk/", private},
		{"fed", "https://facts.example.org/", feeds},
	} {
		for _, drafts := range []bool{false, true} {
			opt := options(c.in)
			opt.Today, opt.Drafts = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), drafts
			r, err := build.New(opt).Build(t.Context())
			if err != nil || r.Diagnostics.Failed() {
				t.Fatal(err, r.Diagnostics)
			}
			site := rendered(t, r)
			if d := cmp.Diff(indexable(site, c.base), slices.Sorted(maps.Keys(listed(t, site, c.base)))); d != "" {
				t.Errorf("%s, with drafts %t (-pages +listed):\n%s", c.name, drafts, d)
			}
			if want := "Sitemap: " + c.base + "sitemap.xml\n"; !strings.HasSuffix(site["robots.txt"], want) {
				t.Errorf("%s: robots.txt is %q", c.name, site["robots.txt"])
			}
		}
	}
}

func TestSitemapTellsTheNewestChange(t *testing.T) {
	input := fed()
	edit(t, input, "claims/first.md", "sources", "developments: [{date: 2026-03-03, text: It went on.}]\nsources")
	edit(t, input, "claims/second.md", "sources", "updated: 2026-02-02\nsources")
	edit(t, input, "claims/second.md", "[war]", "[war, peace]")
	edit(t, input, "content/articles/tour.md", "authors", "updated: 2026-04-04\nauthors")
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		write(t, fsys, name, content)
	}
	const base = "https://facts.example.org/"
	got := listed(t, rendered(t, buildAt(t, fsys)), base)
	for page, want := range map[string]string{
		"claims/first/":     "2026-03-03T00:00:00+01:00",
		"claims/second/":    "2026-02-02T00:00:00+01:00",
		"claims/withdrawn/": "2026-01-21T00:00:00+01:00",
		"claims/":           "2026-03-03T00:00:00+01:00",
		"claimants/ann/":    "2026-03-03T00:00:00+01:00",
		"claimants/bob/":    "2026-02-02T00:00:00+01:00",
		"team/desk/":        "2026-03-03T00:00:00+01:00",
		"topics/peace/":     "2026-02-02T00:00:00+01:00",
		"topics/war/":       "2026-04-04T00:00:00+02:00", // of its article
		"articles/":         "2026-04-04T00:00:00+02:00",
		"articles/tour/":    "2026-04-04T00:00:00+02:00",
		"":                  "2026-04-04T00:00:00+02:00",
		"corrections/":      "2026-01-21T00:00:00+01:00",
		"data/":             "", // what it says has no date
	} {
		if got[base+page] != want {
			t.Errorf("/%s last changed %s, want %s", page, got[base+page], want)
		}
	}
}

// TestLargeSitemapIsCut has more pages than one file holds: lists of two claims a page make them many.
func TestLargeSitemapIsCut(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const size, base = 11_000, "https://facts.example.org/"
	fsys := afero.NewMemMapFs()
	write(t, fsys, "site.yaml", "title: T\nper_page: 2\nbase_url: "+base+"\n")
	write(t, fsys, "content/team/desk.md", "---\nname: Desk\n---\n")
	for i := range size / 20 {
		write(t, fsys, fmt.Sprintf("content/claimants/claimant-%d.md", i), fmt.Sprintf("---\nname: Claimant %d\n---\n", i))
	}
	for i := range size {
		write(t, fsys, fmt.Sprintf("claims/claim-%d.md", i), tinyClaim(i, size))
	}
	builder := build.New(options(fsys))
	r, err := builder.Build(t.Context())
	if err != nil || r.Diagnostics.Failed() {
		t.Fatal(err, r.Diagnostics)
	}
	site := sitemaps(t, r)
	var pages []string
	for _, o := range r.Outputs {
		if strings.HasSuffix(o.Path, ".html") && o.Path != "404.html" {
			pages = append(pages, base+strings.TrimSuffix(o.Path, "index.html"))
		}
	}
	slices.Sort(pages)
	if len(pages) <= 40_000 {
		t.Fatalf("only %d pages", len(pages))
	}
	if d := cmp.Diff(pages, slices.Sorted(maps.Keys(listed(t, site, base)))); d != "" {
		t.Errorf("(-pages +listed):\n%s", d)
	}
	if d := cmp.Diff([]string{"sitemap-claims-1.xml", "sitemap-pages-1.xml", "sitemap.xml"}, slices.Sorted(maps.Keys(site))); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

func sitemaps(t *testing.T, r *build.Result) map[string]string {
	t.Helper()
	only := *r
	only.Outputs = nil
	for _, o := range r.Outputs {
		if strings.HasPrefix(o.Path, "sitemap") {
			only.Outputs = append(only.Outputs, o)
		}
	}
	return rendered(t, &only)
}
