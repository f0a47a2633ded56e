package build_test

import (
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/build"
)

// languageSites are sites in several languages.
func languageSites(t *testing.T) map[string]*build.Result {
	all := wholeSites(t)
	maps.DeleteFunc(all, func(_ string, r *build.Result) bool { return len(r.Site.Editions) == 0 })
	if len(all) < 2 {
		t.Fatal("too few sites have several languages")
	}
	return all
}

// alternatesOf are the addresses of a page in its languages, by their tags.
func alternatesOf(t *testing.T, page string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, link := range parsePage(t, page).first("head").all("link") {
		if lang := link.attr("hreflang"); lang != "" && link.attr("rel") == "alternate" {
			all[lang] = link.attr("href")
		}
	}
	return all
}

// TestPagesInSeveralLanguagesNameEachOther: search engines believe only what both sides say. What has the same address in two languages is
// the same page, but for old pages of lists.
func TestPagesInSeveralLanguagesNameEachOther(t *testing.T) {
	for name, r := range languageSites(t) {
		pages := rendered(t, r)
		output := func(address string) string {
			file, ok := strings.CutPrefix(address, string(r.Site.Base))
			if !ok {
				t.Fatalf("%s: %q is not an absolute address of the site", name, address)
			}
			return file + "index.html"
		}
		found := 0
		for file, page := range pages {
			if !strings.HasSuffix(file, "index.html") || strings.Contains("/"+file, "/embed/") || strings.Contains(page, `content="noindex"`) {
				continue
			}
			in, where := languageOf(r, file), alternatesOf(t, page)
			for _, s := range r.Site.InAll() {
				there := strings.TrimPrefix(s.At(in.Beside("/"+file)), "/")
				address := string(r.Site.Base) + strings.TrimSuffix(there, "index.html")
				if _, ok := pages[there]; ok && s != in && !slices.Contains(slices.Collect(maps.Values(where)), address) && !strings.Contains(file, "/page/") {
					t.Errorf("%s: %s does not name %s", name, file, there)
				}
			}
			if len(where) == 0 {
				continue
			}
			found++
			original, own := where["x-default"], where[string(in.Config.Lang)]
			if in == r.Site {
				own = original // an article may be in another language than the site
			}
			if output(own) != file || pages[output(original)] == "" || languageOf(r, output(original)) != r.Site {
				t.Errorf("%s: %s names itself as %q, and as its original %q", name, file, own, original)
			}
			for lang, address := range where {
				if other := alternatesOf(t, pages[output(address)]); !maps.Equal(other, where) {
					t.Errorf("%s: %s names %v; in %s there is %v", name, file, where, lang, other)
				}
			}
		}
		if found < 10 {
			t.Errorf("%s: only %d pages name others", name, found)
		}
	}
}

// TestReadersSwitchTheLanguageOnEveryPage follows the links between languages: to the same page, else to the home page.
func TestReadersSwitchTheLanguageOnEveryPage(t *testing.T) {
	for name, r := range languageSites(t) {
		pages := rendered(t, r)
		for file, page := range pages {
			if !strings.HasSuffix(file, ".html") || strings.Contains("/"+file, "/embed/") {
				continue
			}
			parsed, where := parsePage(t, page), alternatesOf(t, page)
			in := languageOf(r, file)
			if html := parsed.first("html"); html.attr("lang") != string(in.Config.Lang) {
				t.Errorf("%s: %s is in %q", name, file, html.attr("lang"))
			}
			links := parsed.first("nav.languages").all("a")
			if len(links) != len(r.Site.Editions) {
				t.Errorf("%s: %s leads to %d other languages of %d", name, file, len(links), len(r.Site.Editions))
			}
			for _, a := range links {
				lang, to := a.attr("hreflang"), "/"+strings.TrimPrefix(a.attr("href"), r.Site.Base.Path())
				if lang == string(r.Site.Config.Lang) {
					where[lang] = where["x-default"]
				}
				want := strings.TrimPrefix(where[lang], strings.TrimSuffix(string(r.Site.Base), "/"))
				if target := pages[strings.TrimPrefix(to, "/")+"index.html"]; target == "" || parsePage(t, target).first("html").attr("lang") != lang || a.attr("lang") != lang {
					t.Errorf("%s: on %s, the link to %s leads to %s", name, file, lang, to)
				}
				if redirect := strings.Contains(page, `http-equiv="refresh"`); want != "" && to != want || want == "" && !redirect && strings.Count(to, "/") > 2 {
					t.Errorf("%s: on %s, the link to %s leads to %s, not %s", name, file, lang, to, want)
				}
			}
		}
	}
}

// TestTheSitemapNamesTranslations compares it with what the pages say.
func TestTheSitemapNamesTranslations(t *testing.T) {
	for name, r := range languageSites(t) {
		pages := rendered(t, r)
		var listed struct {
			URLs []struct {
				Loc   string `xml:"loc"`
				Links []struct {
					Rel  string `xml:"rel,attr"`
					Lang string `xml:"hreflang,attr"`
					Href string `xml:"href,attr"`
				} `xml:"http://www.w3.org/1999/xhtml link"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal([]byte(pages["sitemap.xml"]), &listed); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, u := range listed.URLs {
			where := map[string]string{}
			for _, l := range u.Links {
				where[l.Lang] = l.Href
			}
			file := strings.TrimPrefix(u.Loc, string(r.Site.Base)) + "index.html"
			seen[languageOf(r, file).Root] = true
			if want := alternatesOf(t, pages[file]); !maps.Equal(where, want) {
				t.Errorf("%s: the sitemap says %v of %s, the page %v", name, where, u.Loc, want)
			}
		}
		if len(seen) != 1+len(r.Site.Editions) {
			t.Errorf("%s: the sitemap has the languages %v", name, slices.Collect(maps.Keys(seen)))
		}
	}
}

// TestWhatThereIsOnceStandsAtTheRoot: data, redirects and the like are not there in every language.
func TestWhatThereIsOnceStandsAtTheRoot(t *testing.T) {
	for name, r := range languageSites(t) {
		for _, o := range r.Outputs {
			in := languageOf(r, o.Path)
			if in == r.Site {
				continue
			}
			first, _, _ := strings.Cut(in.Beside("/" + o.Path)[1:], "/")
			if slices.Contains([]string{"data", "assets", "old", "404.html", "sitemap.xml", "robots.txt"}, first) || strings.HasSuffix(o.Path, ".gif") {
				t.Errorf("%s: %s", name, o.Path)
			}
		}
	}
}

// TestATranslationLeadsToItsOwnLanguage looks at where the links of a translated text lead, and those of an untranslated one.
func TestATranslationLeadsToItsOwnLanguage(t *testing.T) {
	pages := rendered(t, buildArchive(t, translated()...))
	for file, want := range map[string][]string{
		"es/claims/wars/index.html": {
			`<a href="/desk/es/method/">el método</a>`,             // translated
			`<a href="/desk/about/#us">nosotros</a>`,               // not translated
			`<img src="/desk/claims/folder/pic.gif" alt="un mapa"`, // beside the original
			`<a href="/desk/es/claims/pledge/">otra</a>`, `<a href="/desk/claims/peace/">una afirmación</a>`,
		},
	} {
		for _, part := range want {
			if !strings.Contains(pages[file], part) {
				t.Errorf("%s has no %s", file, part)
			}
		}
	}
}
