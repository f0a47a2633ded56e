package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// linked is a site with a page whose text is given, from line 4 on.
func linked(text string) map[string]string {
	claim := func(more string) string {
		return "---\nclaim: C.\nverdict: \"true\"\nconclusion: So.\npublished: 2026-01-01\nauthors: [desk]\nsources: [{id: s, title: T}]\n" + more + "---\n[@s]\n"
	}
	return map[string]string{
		"site.yaml":                    "title: T\nbase_url: https://facts.example.org/desk/\n",
		"content/team/desk.md":         "---\nname: Desk\n---\n",
		"content/about/index.md":       "---\ntitle: About\n---\n" + text + "\n",
		"content/about/the map.png":    "x",
		"content/method.md":            "---\ntitle: Method\naliases: [/old/, /how.html]\n---\n",
		"claims/one.md":                claim(""),
		"claims/ñandú.md":              claim(""),
		"claims/draft/index.md":        claim("draft: true\n"),
		"claims/draft/d.png":           "x",
		"content/articles/tomorrow.md": "---\ntitle: T\npublished: 2030-01-01\nauthors: [desk]\n---\n[dead](nowhere/)\n",
	}
}

func deadLinks(t *testing.T, input map[string]string) []string {
	t.Helper()
	lines := []string{}
	for _, d := range links(t, input) {
		lines = append(lines, fmt.Sprintf("%s:%d:%d %s %s: %s (%s)", d.File, d.Line, d.Col, d.Code, d.Message, d.Hint, d.Severity))
	}
	return lines
}

func TestLinksThatLeadSomewhere(t *testing.T) {
	for _, link := range []string{
		"the%20map.png", "<the map.png>", "./the%20map.png?v=2#top", "../method/", "../method", "../", ".", "#here", "?page=2", "../claims/one/",
		"/", "/method/", "/method", "/method/#how", "/old/", "/how.html", "/claims/", "/claims/%C3%B1and%C3%BA/", "/claims/ñandú/", "/method/index.html",
		"/about/the%20map.png", "https://example.org/nowhere", "http://example.org/", "mailto:a@example.org", "tel:123", "/404.html", "/about/../method/",
	} {
		if got := deadLinks(t, linked("[x]("+link+")")); len(got) > 0 {
			t.Errorf("%s: %q", link, got)
		}
	}
}

func TestDeadLinks(t *testing.T) {
	const relative = "a relative link begins at the page's own address; put the file beside the page's index.md (error)"
	for link, want := range map[string]string{
		"[x](the%20mop.png)":       `A130 the link "the%20mop.png" leads to nothing in this site: did you mean "/about/the map.png"? (error)`,
		"![x](chart.svg)":          `A130 the link "chart.svg" leads to nothing in this site: ` + relative,
		"[x](the%20map.png/)":      `A130 the link "the%20map.png/" leads to nothing in this site: did you mean "/about/the map.png"? (error)`,
		"[x](method/)":             `A130 the link "method/" leads to nothing in this site: ` + relative,
		"[x](../metod/)":           `A130 the link "../metod/" leads to nothing in this site: did you mean "/method/"? (error)`,
		"[x](../../desk/)":         `A130 the link "../../desk/" leads to nothing in this site: ` + relative,
		"[x](/metod/)":             `A130 the link "/metod/" leads to nothing in this site: did you mean "/method/"? (warning)`,
		"[x](/desk/method/)":       `A130 the link "/desk/method/" leads to nothing in this site:  (warning)`,
		"[x](/press-kit.zip)":      `A130 the link "/press-kit.zip" leads to nothing in this site:  (warning)`,
		"[x](/claims/ONE/)":        `A130 the link "/claims/ONE/" leads to nothing in this site: did you mean "/claims/one/"? (warning)`,
		"[x](/claims/draft/)":      `A118 the link "/claims/draft/" leads to a page that is a draft: readers will not find it until it is published (warning)`,
		"[x](../claims/draft)":     `A118 the link "../claims/draft" leads to a page that is a draft: readers will not find it until it is published (warning)`,
		"[x](/articles/tomorrow/)": `A118 the link "/articles/tomorrow/" leads to a page that is scheduled: readers will not find it until it is published (warning)`,
	} {
		if d := cmp.Diff([]string{"content/about/index.md:5:5 " + want}, deadLinks(t, linked("Words.\nSee "+link))); d != "" {
			t.Errorf("%s (-want +got):\n%s", link, d)
		}
	}
}

func TestDeadLinksOfEveryKindOfPage(t *testing.T) {
	input := linked("")
	const text = "\n[x](nowhere.csv)\n"
	input["claims/one.md"] += text
	input["content/team/desk.md"] += text
	input["content/claimants/ann.md"] = "---\nname: Ann\n---\n" + text
	input["content/topics/t.md"] = "---\ntitle: T\n---\n" + text
	input["content/articles/a.md"] = "---\ntitle: A\npublished: 2026-01-01\nauthors: [desk]\n---\n" + text
	input["content/method.md"] += text
	input["site.yaml"] += "publisher: {url: /abut/, logo: /logo.png}\ncontact: {corrections: /kontakt/, submit: /method/}\nlicence: /licence/\nnav:\n  - {label: A, url: /claims/}\n  - {label: B, url: /klaims/}\n"
	var places []string
	for _, line := range deadLinks(t, input) {
		place, _, _ := strings.Cut(line, " ")
		places = append(places, place)
	}
	want := []string{
		"claims/one.md:11:1", "content/articles/a.md:7:1", "content/claimants/ann.md:5:1", "content/team/desk.md:5:1", "content/topics/t.md:5:1",
		"content/method.md:6:1", "site.yaml:3:32", "site.yaml:3:18", "site.yaml:4:24", "site.yaml:5:10", "site.yaml:8:21",
	}
	if d := cmp.Diff(want, places); d != "" {
		t.Errorf("places (-want +got):\n%s", d)
	}
}

// Looking for the nearest address takes far longer than seeing that a link is dead.
func TestHintsOfDeadLinksAreBounded(t *testing.T) {
	found := links(t, linked(strings.Repeat("[x](/metod/)\n\n", 1000)))
	hints := 0
	for _, d := range found {
		if d.Hint != "" {
			hints++
		}
	}
	if len(found) != 1000 || hints != 20 {
		t.Errorf("%d dead links, %d hints", len(found), hints)
	}
}

// links resolves and plans a site without drafts and checks its links.
func links(t *testing.T, input map[string]string) diag.List {
	t.Helper()
	s := resolved(t, input, site.Options{Now: today()})
	maker := plan.Maker{Env: plan.Environment(s, nil), Closure: func(string) digest.Sum { return digest.Sum{} }}
	return new(plan.LinkChecker).Check(s, maker.Make(s, nil))
}
