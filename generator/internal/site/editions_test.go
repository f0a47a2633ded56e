package site_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// bilingual is a site in English and Spanish, of which a claim, an article, a page and a claimant are translated.
func bilingual() map[string]string {
	return map[string]string{
		"site.yaml":                   "title: Facts\ndescription: What is said.\nnav: [{label: Claims, url: /claims/}]\nlanguages: [{lang: es, title: Hechos}, pt-BR]\n",
		"content/team/desk.md":        "---\nname: Desk\n---\n",
		"content/claimants/ann.md":    "---\nname: Ann\nrole: Minister\n---\n",
		"content/claimants/ann.es.md": "---\nrole: Ministra\n---\nFue alcaldesa.\n",
		"content/about.md":            "---\ntitle: About\n---\n",
		"content/about.es.md":         "---\ntitle: Quiénes somos\n---\nVea [esto](claim:one) y [esto](claim:two).\n",
		"content/topics/war.md":       "---\ntitle: War\n---\n",
		"content/articles/tour.md":    "---\ntitle: Tour\npublished: 2026-02-01\nauthors: [desk]\ntopics: [war]\n---\n[One](claim:one).\n",
		"content/articles/tour.es.md": "---\ntitle: Viaje\n---\n[Dos](claim:two), [uno](claim:one).\n",
		"claims/one.md":               claimFile("claim: One.\nclaimant: ann\ntopics: [war, costs]\nrelated: [two]\nsources: [{id: s, title: T, publisher: Office}, {id: r, title: R, lang: fr}]", "Text [@s] [@r]."),
		"claims/one.es.md":            "---\nclaim: Uno.\nconclusion: Así es.\n---\nTexto [@r] y [dos](claim:two).\n",
		"claims/two.md":               claimFile("claim: Two.\nclaimant: {name: Bob}\npart_of: tour"),
	}
}

// outline tells what is in a site: of everything its language, address and title, and what it names.
func outline(s *site.Site) []string {
	lines := []string{fmt.Sprintf("site %s %s %q %q %v", s.Config.Lang, s.Root, s.Config.Title, s.Config.Description, s.Config.Nav)}
	add := func(kind string, e site.Edition, url, title string, names ...any) {
		line := fmt.Sprintf("%s %s %s %q", kind, e.Language, url, title)
		for i := 0; i < len(names); i += 2 {
			line += fmt.Sprintf(" %s %v", names[i], names[i+1])
		}
		lines = append(lines, line)
	}
	for _, c := range s.Claims {
		var sources []string
		for _, k := range c.Sources {
			sources = append(sources, fmt.Sprintf("%d:%s:%s", k.Number, k.Title, k.Lang))
		}
		var topics []string
		for _, t := range c.Topics {
			topics = append(topics, t.URL)
		}
		add("claim", c.Edition, c.URL, c.Title, "by", urls(c.Claimants, func(p *site.Person) string { return p.URL }), "topics", topics,
			"related", claimURLs(c.Related), "articles", urls(c.Articles, func(a *site.Article) string { return a.URL }),
			"mentions", mentioned(c.Mentions), "sources", sources)
	}
	for _, a := range s.Articles {
		add("article", a.Edition, a.URL, a.Title, "claims", claimURLs(a.Claims))
	}
	for _, who := range slices.Concat(s.Claimants, s.Team) {
		add("person", who.Edition, who.URL, who.Name+", "+who.Role, "claims", claimURLs(who.Claims))
	}
	for _, t := range s.Topics {
		add("topic", t.Edition, t.URL, t.Title, "claims", claimURLs(t.Claims), "articles", len(t.Articles))
	}
	for _, page := range s.Pages {
		add("page", page.Edition, page.URL, page.Title, "mentions", mentioned(page.Mentions))
	}
	for _, o := range s.Outlets {
		lines = append(lines, fmt.Sprintf("outlet %s %v", o.URL, claimURLs(o.Claims)))
	}
	return lines
}

func urls[T any](all []T, of func(T) string) []string {
	found := make([]string, len(all))
	for i, v := range all {
		found[i] = of(v)
	}
	return found
}

func claimURLs(all []*site.Claim) []string {
	return urls(all, func(c *site.Claim) string { return c.URL })
}

func mentioned(all map[id.ID]*site.Claim) []string {
	return claimURLs(slices.SortedFunc(maps.Values(all), func(a, b *site.Claim) int { return cmp.Compare(a.ID, b.ID) }))
}

func compare(t *testing.T, s *site.Site, want string) {
	t.Helper()
	if d := gocmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), outline(s)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestTheSiteInAnotherLanguage looks at all that translations make of a site.
func TestTheSiteInAnotherLanguage(t *testing.T) {
	s, found := resolve(t, bilingual(), site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	compare(t, s.In("es"), `
site es /es/ "Hechos" "" []
claim es /es/claims/one/ "Uno." by [/es/claimants/ann/] topics [/es/topics/war/ /es/topics/costs/] related [/claims/two/] articles [/es/articles/tour/] mentions [/claims/two/] sources [1:R:fr 2:T:en]
article es /es/articles/tour/ "Viaje" claims [/claims/two/ /es/claims/one/]
person es /es/claimants/ann/ "Ann, Ministra" claims [/es/claims/one/]
person en /es/team/desk/ "Desk, " claims [/es/claims/one/]
topic en /es/topics/costs/ "Costs" claims [/es/claims/one/] articles 0
topic en /es/topics/war/ "War" claims [/es/claims/one/] articles 1
page es /es/about/ "Quiénes somos" mentions [/es/claims/one/ /claims/two/]
outlet /es/sources/office/ [/es/claims/one/]`)
	compare(t, s.In("pt-BR"), `site pt-BR /pt-br/ "Facts" "" []`)
	compare(t, s.In("en"), `
site en / "Facts" "What is said." [{Claims /claims/}]
claim en /claims/one/ "One." by [/claimants/ann/] topics [/topics/war/ /topics/costs/] related [/claims/two/] articles [/articles/tour/] mentions [] sources [1:T: 2:R:fr]
claim en /claims/two/ "Two." by [] topics [] related [] articles [/articles/tour/] mentions [] sources [1:T:]
article en /articles/tour/ "Tour" claims [/claims/one/ /claims/two/]
person en /claimants/ann/ "Ann, Minister" claims [/claims/one/]
person en /team/desk/ "Desk, " claims [/claims/one/ /claims/two/]
topic en /topics/costs/ "Costs" claims [/claims/one/] articles 0
topic en /topics/war/ "War" claims [/claims/one/] articles 1
page en /about/ "About" mentions []
outlet /sources/office/ [/claims/one/]`)
	if s.In("fr") != nil {
		t.Error("there is a site in French")
	}
}

// TestNamesOfFilesBeginAtTheOriginal: what lies beside a page lies there for all languages.
func TestNamesOfFilesBeginAtTheOriginal(t *testing.T) {
	s, _ := resolve(t, bilingual(), site.Options{})
	var got []string
	for text := range s.In("es").Texts {
		got = append(got, text.Path+" "+text.URL)
	}
	want := []string{"claims/one.es.md /claims/one/", "content/articles/tour.es.md /articles/tour/", "content/claimants/ann.es.md /claimants/ann/",
		"content/about.es.md /about/"}
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
