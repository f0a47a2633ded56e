package proof_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/markdown"
	"assay/generator/internal/plan"
	"assay/generator/internal/proof"
	"assay/generator/internal/site"
)

// outputs makes outputs of their contents, those in sources with the files they are made from.
func outputs(contents, sources map[string]string) []plan.Output {
	var all []plan.Output
	for _, path := range slices.Sorted(maps.Keys(contents)) {
		all = append(all, plan.Output{Path: path, Type: plan.TypeOf(path), Source: sources[path], WriteTo: func(w io.Writer) error {
			_, err := io.WriteString(w, contents[path])
			return err
		}})
	}
	return all
}

// newSite is a site at an address whose pages have these texts, by their ids.
func newSite(base config.BaseURL, texts map[string]string) *site.Site {
	s := &site.Site{Base: base, Config: &config.Config{Positions: nil}}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		body, _ := markdown.New().Convert([]byte(texts[name]), 4, "en")
		s.Pages = append(s.Pages, &site.Page{Page: &claim.Page{Path: "content/" + name + ".md", Body: body}, URL: "/" + name + "/"})
	}
	return s
}

func lines(list diag.List) []string {
	lines := []string{}
	for _, d := range list {
		lines = append(lines, d.Error())
	}
	return lines
}

// proofs is what is said of a site without texts.
func proofs(t *testing.T, base config.BaseURL, contents map[string]string) []string {
	t.Helper()
	found, err := proof.Pages(t.Context(), newSite(base, nil), outputs(contents, nil))
	if err != nil {
		t.Fatal(err)
	}
	return lines(found)
}

// around is a site about one page, whose content is given.
func around(content string) map[string]string {
	return map[string]string{
		"about/index.html": content, "index.html": `<p id=first>`, "method/index.html": `<h2 id="h-method">Method</h2><a name="names">`, "how.html": `<p id="é">`,
		"old/index.html": `<meta http-equiv="refresh" content="0; url=/desk/method/">`, "about/the map.png": "x", "about/ß.pdf": "x",
		"assets/style.css": "", "assets/app.js": "", "assets/logo.svg": "", "claims/x/index.html": "", "data/feed": "x",
	}
}

func TestReferencesThatLeadSomewhere(t *testing.T) {
	for _, html := range []string{
		`<a href="/desk/">`, `<a href=/desk>`, `<a href="/desk/method/">`, `<a href="/desk/method">`, `<a href="/desk/method/index.html">`, `<a href="/desk/how.html">`,
		`<a href="/desk/old/">`, `<a href="../">`, `<a href="..">`, `<a href=".">`, `<a href="./">`, `<a href="">`, `<a href="?page=2">`, `<a href="../method/?a=/b#h-method">`,
		`<a href="/desk/x/../method/">`, `<a href="/desk/method/.">`, `<a href="/desk//method/">`, `<a href="../../../../desk/method/">`, `<a href="/desk/%6Dethod/">`,
		`<a href="the%20map.png">`, `<a href="the map.png">`, `<a href=" the%20
map.png ">`, `<a href="%C3%9F.pdf">`, `<a href="ß.pdf#page=2">`, `<a href="/desk/data/feed">`,
		`<a href="https://facts.example.org/desk/method/">`, `<a href="http://facts.example.org/desk/method/">`, `<a href="//FACTS.example.org/desk/how.html">`, `<a href="https://facts.example.org/desk">`,
		`<a href="https://facts.example.org/">`, `<a href="https://facts.example.org/elsewhere/">`, `<a href="https://example.org/nothing">`, `<a href="//example.org/x">`,
		`<a href="mailto:a@example.org">`, `<a href="tel:1">`, `<a href="data:,x">`, `<a href="javascript:void(0)">`, `<a href="HTTPS:nothing">`,
		`<a href="#">`, `<a href="#top">`, `<a href="#TOP">`, `<a href="#here"><p id=here>`, `<a href="#:~:text=word">`, `<a href="#here:~:text=word"><p id=here>`, `<a href="../#first">`,
		`<a href="../method/#names">`, `<a href="../how.html#%C3%A9">`, `<a href="../how.html#é">`, `<a href="#a%20b"><p id="a%20b">`, `<a href="#a&amp;b"><p id="a&amp;b">`, `<a href="#x"><div><p ID=x>`,
		`<a href="#late"><template><p id=late></template>`, `<a href="#n"><noscript><p id=n></noscript>`,
		`<!-- <a href="/nothing/"> -->`, `<script type="application/ld+json">{"url": "/nothing/", "html": "<a href='/nothing/'>"}</script>`, `<title><a href="/nothing/"></title>`,
		`<link rel=preconnect href="/nothing"><link rel=stylesheet><link rel="canonical" href="https://facts.example.org/desk/about/">`,
		`<meta name=description content="/nothing/"><meta http-equiv=refresh content="30"><meta http-equiv=refresh content='0; URL = "../method/"'>`,
		`<base href="/desk/method/"><a href="#names"><a href="../how.html">`, `<base href="https://example.org/"><a href="nothing">`,
		`<svg><use href="#icon"/><symbol id="icon"/><use xlink:href="/desk/assets/logo.svg#any"/></svg>`, `<iframe src="/desk/claims/x/"></iframe>`, `<object data="ß.pdf">`,
		`<img srcset="the%20map.png 1x, /desk/assets/logo.svg 2x"><img srcset="the%20map.png, the%20map.png, "><img srcset="data:image/gif;base64,AA==,BB 2x,/desk/assets/logo.svg">`,
		`<style>/* url(/nothing) */ @import "/desk/assets/style.css"; a { content: "url(/nothing)"; background: url( "/desk/assets/logo.svg" ); filter: url(#x) } @namespace s "/nothing";</style>`,
		`<form action="?q"><button formaction="/desk/method/">`, `<p style="background: url(the\ map.png)">`,
	} {
		if got := proofs(t, "https://facts.example.org/desk/", around(html)); len(got) > 0 {
			t.Errorf("%s\n%s", html, strings.Join(got, "\n"))
		}
	}
}

func TestReferencesThatLeadNowhere(t *testing.T) {
	const nothing = `error A360: the link "%s" leads to nothing in this site, on /about/`
	const not = `error A362: the %s "%s" is not in this site, on /about/`
	for html, want := range map[string]string{
		`<a href="/desk/nothing-here/">`:                                      fmt.Sprintf(nothing, "/desk/nothing-here/"),
		`<area href="nothing-here">`:                                          fmt.Sprintf(nothing, "nothing-here"),
		`<a href="https://facts.example.org/desk/nothing-here/">`:             fmt.Sprintf(nothing, "https://facts.example.org/desk/nothing-here/"),
		`<a href="method/">`:                                                  fmt.Sprintf(nothing, "method/"),
		`<a href="/desk/metod/">`:                                             fmt.Sprintf(nothing, "/desk/metod/") + `; did you mean "/method/"?`,
		`<a href="/desk/metod">`:                                              fmt.Sprintf(nothing, "/desk/metod") + `; did you mean "/method/"?`,
		`<a href="/desk/Method/">`:                                            fmt.Sprintf(nothing, "/desk/Method/") + `; did you mean "/method/"? capital and small letters are told apart`,
		`<a href="/desk/how.html/">`:                                          fmt.Sprintf(nothing, "/desk/how.html/") + `; did you mean "/how.html"?`,
		`<a href="/desk/nothing-here/"><a href=/desk/nothing-here/>`:          fmt.Sprintf(nothing, "/desk/nothing-here/"),
		`<link rel="alternate" href="/desk/nothing-here.xml">`:                fmt.Sprintf(nothing, "/desk/nothing-here.xml"),
		`<meta http-equiv="Refresh" content="0;url='/desk/nothing-here/'">`:   fmt.Sprintf(nothing, "/desk/nothing-here/"),
		`<meta http-equiv="refresh" content="0, nothing-here ">`:              fmt.Sprintf(nothing, "nothing-here"),
		`<form action="nothing-here">`:                                        fmt.Sprintf(nothing, "nothing-here"),
		`<blockquote cite="nothing-here">`:                                    fmt.Sprintf(nothing, "nothing-here"),
		`<meta property="og:url" content="/desk/nothing-here/">`:              fmt.Sprintf(nothing, "/desk/nothing-here/"),
		`<base href="/desk/method/"><base href="/desk/"><a href="ß.pdf">`:     fmt.Sprintf(nothing, "ß.pdf"),
		`<noscript><a href="nothing-here"></noscript>`:                        fmt.Sprintf(nothing, "nothing-here"),
		`<svg><a xlink:href="nothing-here"></a></svg>`:                        fmt.Sprintf(nothing, "nothing-here"),
		`<a href="/method/">`:                                                 `error A360: the link "/method/" leads out of this site, whose addresses begin with /desk/, on /about/; write {{url "/method/"}} in templates`,
		`<a href="../../nothing-here/">`:                                      `error A360: the link "../../nothing-here/" leads out of this site, whose addresses begin with /desk/, on /about/; write the whole address, with its host, if another site there is meant`,
		`<a href="#nothing-here">`:                                            `error A361: the link "#nothing-here" names a place that its page does not have, on /about/`,
		`<a href="#h-one"><h2 id="h-ones">`:                                   `error A361: the link "#h-one" names a place that its page does not have, on /about/; did you mean "#h-ones"?`,
		`<a href="#H"><h2 id="h">`:                                            `error A361: the link "#H" names a place that its page does not have, on /about/; did you mean "#h"?`,
		`<a href="#x"><!-- <p id=x> --><p data-id=x><p name=x>`:               `error A361: the link "#x" names a place that its page does not have, on /about/`,
		`<a href="../method#h-metod">`:                                        `error A361: the link "../method#h-metod" names a place that /method/ does not have, on /about/; did you mean "#h-method"?`,
		`<a href="/desk/old/#h-method">`:                                      `error A361: the link "/desk/old/#h-method" names a place that /old/ does not have, on /about/`,
		`<base href="../"><p id=x><a href="#x">`:                              `error A361: the link "#x" names a place that / does not have, on /about/`,
		`<svg><use href="#nothing-here"/></svg>`:                              `error A361: the picture "#nothing-here" names a place that its page does not have, on /about/`,
		`<img src="nothing-here.png">`:                                        fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<img src="the%20mop.png">`:                                           fmt.Sprintf(not, "picture", "the%20mop.png") + `; did you mean "/about/the map.png"?`,
		`<img src="">`:                                                        `error A362: the picture "" is a page, on /about/; an empty address is that of the page itself`,
		`<script src="/desk/method/"></script>`:                               `error A362: the script "/desk/method/" is a page, on /about/`,
		`<img srcset="the%20map.png 1x, nothing-here.png 2x">`:                fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<source srcset="nothing-here.png,">`:                                 fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<link rel=preload imagesrcset="nothing-here.png 1x">`:                fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<video poster="nothing-here.png">`:                                   fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<audio src="nothing-here.mp3">`:                                      fmt.Sprintf(not, "file", "nothing-here.mp3"),
		`<track src="nothing-here.vtt">`:                                      fmt.Sprintf(not, "file", "nothing-here.vtt"),
		`<input type=image src="nothing-here.png">`:                           fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<script src="nothing-here.js"></script>`:                             fmt.Sprintf(not, "script", "nothing-here.js"),
		`<link rel="Stylesheet" href="nothing-here.css">`:                     fmt.Sprintf(not, "style sheet", "nothing-here.css"),
		`<link rel="shortcut icon" href="nothing-here.ico">`:                  fmt.Sprintf(not, "icon", "nothing-here.ico"),
		`<link rel="manifest" href="nothing-here.json">`:                      fmt.Sprintf(not, "file", "nothing-here.json"),
		`<link rel="modulepreload" href="nothing-here.js">`:                   fmt.Sprintf(not, "script", "nothing-here.js"),
		`<iframe src="nothing-here/"></iframe>`:                               fmt.Sprintf(not, "frame", "nothing-here/"),
		`<object data="nothing-here.pdf">`:                                    fmt.Sprintf(not, "frame", "nothing-here.pdf"),
		`<svg><image href="nothing-here.png"/></svg>`:                         fmt.Sprintf(not, "picture", "nothing-here.png"),
		`<meta property="og:image" content="/desk/nothing-here.png">`:         fmt.Sprintf(not, "picture", "/desk/nothing-here.png"),
		`<meta name="twitter:image" content="/desk/nothing-here.png">`:        fmt.Sprintf(not, "picture", "/desk/nothing-here.png"),
		`<style>a{background:url(nothing-here.png)}</style>`:                  fmt.Sprintf(not, "file", "nothing-here.png"),
		`<style>@import url( 'nothing-here.css' ) print;</style>`:             fmt.Sprintf(not, "style sheet", "nothing-here.css"),
		`<style>@IMPORT "nothing-here.css";</style>`:                          fmt.Sprintf(not, "style sheet", "nothing-here.css"),
		`<p style="background: URL(nothing-here.png)">`:                       fmt.Sprintf(not, "file", "nothing-here.png"),
		`<style>a{background:url("nothing\-here.png"), url(nothing-`:          fmt.Sprintf(not, "file", "nothing-") + "\n" + fmt.Sprintf(not, "file", "nothing-here.png"),
		`<a href="nothing-here/#x"><img src="nothing-here.png" alt="é&amp;">`: fmt.Sprintf(nothing, "nothing-here/#x") + "\n" + fmt.Sprintf(not, "picture", "nothing-here.png"),
	} {
		if diff := cmp.Diff(strings.Split(want, "\n"), proofs(t, "https://facts.example.org/desk/", around(html))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", html, diff)
		}
	}
}

func TestSiteWithoutAddress(t *testing.T) {
	for html, want := range map[string]int{
		`<a href="/method/">`: 0, `<a href="https://facts.example.org/nothing/">`: 0, `<a href="//facts.example.org/nothing/">`: 0, `<a href="///nothing/">`: 0,
		`<a href="../../method/">`: 0, `<a href="/desk/method/">`: 1,
	} {
		contents := around(html)
		delete(contents, "old/index.html")
		if got := proofs(t, "", contents); len(got) != want {
			t.Errorf("%s: %q", html, got)
		}
	}
}

func TestStyleSheetsAreReadFromWhereTheyStand(t *testing.T) {
	got := proofs(t, "", map[string]string{
		"assets/style.css":  `@import "print.css"; @font-face { src: url(fonts/a.woff2), url("../fonts/b.woff2") } a { background: url(/nothing.png), url(data:image/gif,x) }`,
		"assets/print.css":  "",
		"fonts/b.woff2":     "",
		"assets/index.html": `<link rel=stylesheet href="style.css">`,
	})
	want := []string{
		`error A362: the file "/nothing.png" is not in this site, on /assets/style.css`,
		`error A362: the file "fonts/a.woff2" is not in this site, on /assets/style.css`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRelativeReferencesOfAPageServedAnywhere(t *testing.T) {
	got := proofs(t, "", map[string]string{
		"404.html":   `<link rel=stylesheet href="style.css"><a href="#main"></a><a href="./"></a><a href="/">Home</a><main id=main>`,
		"style.css":  "",
		"index.html": `<base href="/"><a href="404.html"></a>`,
	})
	want := []string{
		`error A360: this page is served at any address, so that the relative link "./" leads to nothing, on /404.html; write {{url "/…"}} in templates`,
		`error A362: this page is served at any address, so that the relative style sheet "style.css" leads to nothing, on /404.html; write {{url "/…"}} in templates`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := proofs(t, "", map[string]string{"404.html": `<base href="/"><a href="style.css">`, "style.css": ""}); len(got) > 0 {
		t.Errorf("with a base: %q", got)
	}
}

func TestWhatATemplateRepeatsIsReportedOnce(t *testing.T) {
	contents := map[string]string{"index.html": "", "a/index.html": `<a href="#tpo"><a href="/one/"><img src="logo.png">`, "b/index.html": `<a href="/one/"><img src="logo.png"><img src="logo.png">`}
	for i := range 99 {
		contents[fmt.Sprintf("claims/%d/index.html", i)] = `<img src="logo.png">`
	}
	sources := map[string]string{"a/index.html": "content/a.md", "b/index.html": "content/b.md"}
	found, err := proof.Pages(t.Context(), newSite("", nil), outputs(contents, sources))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`error A360: the link "/one/" leads to nothing in this site, on /a/ and /b/`,
		`error A362: the picture "logo.png" is not in this site, on /a/ and 100 other pages`,
		`content/a.md: error A361: the link "#tpo" names a place that its page does not have, on /a/`,
	}
	if diff := cmp.Diff(want, lines(found)); diff != "" {
		t.Error(diff)
	}
}

func TestLinksOfTextsAreReportedAtTheirPlace(t *testing.T) {
	text := "Words [a](#fnding) and [b](/method/#nothing).\n\n[a](#fnding) [c](/nothing/) ![d](chart.png) [e](/method/#a&b) [f](#here)"
	const page = `<a href="#fnding"><a href="/desk/method/#nothing"><a href="#fnding"><a href="/desk/nothing/"><img src="chart.png"><a href="/desk/method/#a&amp;b"><a href="#here"><p id=here><p id=funding>`
	contents := map[string]string{"about/index.html": page, "method/index.html": "", "list/index.html": page}
	found, err := proof.Pages(t.Context(), newSite("https://facts.example.org/desk/", map[string]string{"about": text}),
		outputs(contents, map[string]string{"about/index.html": "content/about.md"}))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		// The same on another page, where plan.LinkChecker has not looked.
		`error A360: the link "/desk/nothing/" leads to nothing in this site, on /list/`,
		`error A361: the link "#fnding" names a place that its page does not have, on /list/; did you mean "#funding"?`,
		`error A361: the link "/desk/method/#a&b" names a place that /method/ does not have, on /list/`,
		`error A361: the link "/desk/method/#nothing" names a place that /method/ does not have, on /list/`,
		`error A362: the picture "chart.png" is not in this site, on /list/`,
		`content/about.md:4:7: error A361: the link "#fnding" names a place that its page does not have; did you mean "#funding"?`,
		`content/about.md:4:24: error A361: the link "/desk/method/#nothing" names a place that /method/ does not have`,
		`content/about.md:6:1: error A361: the link "#fnding" names a place that its page does not have; did you mean "#funding"?`,
		`content/about.md:6:45: error A361: the link "/desk/method/#a&b" names a place that /method/ does not have`,
	}
	if diff := cmp.Diff(want, lines(found)); diff != "" {
		t.Error(diff)
	}
}

// plan.LinkChecker has reported the menu and the like at their lines in site.yaml.
func TestAddressesInTheConfigurationAreNotReportedAgain(t *testing.T) {
	s := newSite("", nil)
	s.Config.Nav = []config.NavItem{{Label: "Claims", URL: "/klaims/"}}
	s.Config.Publisher.Logo = "/logo.png"
	found, err := proof.Pages(t.Context(), s, outputs(map[string]string{"index.html": `<a href="/klaims/"><a href="/klaims"><img src="/logo.png"><a href="/other/">`}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`error A360: the link "/other/" leads to nothing in this site, on /`}, lines(found)); diff != "" {
		t.Error(diff)
	}
}

func TestHintsAreBounded(t *testing.T) {
	var page strings.Builder
	for i := range 50 {
		fmt.Fprintf(&page, `<a href="/metod%d/">`, i)
	}
	hints := 0
	for _, line := range proofs(t, "", map[string]string{"index.html": page.String(), "method/index.html": ""}) {
		if strings.Contains(line, "did you mean") {
			hints++
		}
	}
	if hints != 20 {
		t.Errorf("%d hints", hints)
	}
}

func TestPagesThatCannotBeMade(t *testing.T) {
	site, all := newSite("", nil), outputs(map[string]string{"index.html": `<a href="/nothing/">`, "a/index.html": "", "b/index.html": ""}, nil)
	broken := diag.Diagnostic{File: "templates/page.html", Line: 3, Severity: diag.Error, Problem: *diag.Problemf(diag.TemplateFailed, "it fails")}
	for i := range all[:2] {
		all[i].WriteTo = func(io.Writer) error { return broken }
	}
	found, err := proof.Pages(t.Context(), site, all)
	var list diag.List
	if !errors.As(err, &list) || len(list) != 1 || list[0] != broken || found != nil {
		t.Errorf("got %v, %v", found, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := proof.Pages(ctx, site, all); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if found, err := proof.Pages(t.Context(), site, nil); found != nil || err != nil {
		t.Errorf("without outputs: %v, %v", found, err)
	}
}

// FuzzPages reads any page: it ends, the same way each time.
func FuzzPages(f *testing.F) {
	for _, seed := range []string{
		`<a href="#x" id=x><img srcset="a 1x, b">`, `<style>@import "x"; a{b:url(c`, `<base href=//x><meta http-equiv=refresh content="0;url='">`, "<a href='%zz/../..#%'>", `<p style="\`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, page string) {
		contents := map[string]string{"index.html": page, "a/index.html": page, "a/b.css": page, "404.html": page}
		first := proofs(t, "https://facts.example.org/desk/", contents)
		if diff := cmp.Diff(first, proofs(t, "https://facts.example.org/desk/", contents)); diff != "" {
			t.Error(diff)
		}
	})
}
