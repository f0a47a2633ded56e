package build_test

import (
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// wholeSites are those whose structured data are compared with what their pages show.
func wholeSites(t *testing.T) map[string]*build.Result {
	t.Helper()
	sites := map[string]*build.Result{}
	for name, source := range goldenSites() {
		sites[name] = buildArchive(t, source)
	}
	sites["translated"] = buildArchive(t, translated()...)
	_, builder := sampleBuilder(t)
	r, err := builder.Build(t.Context())
	if err != nil || r.Diagnostics.Failed() {
		t.Fatal(err, r.Diagnostics)
	}
	sites["sample"] = r
	return sites
}

// eachPage calls f for every page of every site.
func eachPage(t *testing.T, f func(t *testing.T, r *build.Result, name, page string)) {
	for site, r := range wholeSites(t) {
		t.Run(site, func(t *testing.T) {
			pages := rendered(t, r)
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				if path.Ext(name) == ".html" {
					f(t, r, name, pages[name])
				}
			}
		})
	}
}

// languageOf gives the site in the language of an output.
func languageOf(r *build.Result, name string) *site.Site {
	for _, e := range r.Site.Editions {
		if strings.HasPrefix("/"+name, e.Root) {
			return e
		}
	}
	return r.Site
}

// claimAt finds the claim whose page an output is, nil where it is none's.
func claimAt(r *build.Result, name string) *site.Claim {
	for _, c := range languageOf(r, name).Claims {
		if name == strings.TrimPrefix(c.URL, "/")+"index.html" {
			return c
		}
	}
	return nil
}

func TestTheMarkupOfEveryPageIsValid(t *testing.T) {
	validator := schemaorg.NewValidator()
	eachPage(t, func(t *testing.T, r *build.Result, name, page string) {
		if len(parsePage(t, page).scripts()) == 0 {
			if name != "404.html" && !strings.HasPrefix(name, "old/") && !strings.Contains("/"+name, "/embed/") { // redirects, and what stands in other sites
				t.Errorf("%s has no structured data", name)
			}
			return
		}
		blocks, found := schemaorg.Read(name, []byte(page))
		for _, f := range found {
			t.Errorf("%s", f.In(name).Error())
		}
		for _, i := range validator.ValidateFile(blocks) {
			if i.Severity != diag.Note && (r.Site.Base != "" || i.Code != diag.WrongPage) {
				t.Errorf("%s: %s", i.In(name).Error(), i.Path)
			}
		}
	})
}

// Nested reviews count: where one stands does not matter to those who collect them.
func TestAClaimHasOneClaimReviewAndNoOtherPageHasAny(t *testing.T) {
	eachPage(t, func(t *testing.T, r *build.Result, name, page string) {
		blocks, _ := schemaorg.Read(name, []byte(page))
		reviews := 0
		for _, b := range blocks {
			reviews += count(b.Root, "ClaimReview")
		}
		want := 0
		if c := claimAt(r, name); c != nil && !c.Retracted() {
			want = 1
		}
		if reviews != want {
			t.Errorf("%s has %d ClaimReviews, want %d", name, reviews, want)
		}
	})
}

func TestTheDataFeedHasTheReviewsOfThePages(t *testing.T) {
	for name, r := range wholeSites(t) {
		outputs := rendered(t, r)
		feed, there := outputs["data/claimreview.json"]
		if r.Site.Base == "" {
			if there {
				t.Errorf("%s has no address, and a feed all the same", name)
			}
			continue
		}
		blocks, found := schemaorg.Read("feed.json", []byte(feed))
		if found != nil {
			t.Fatal(found)
		}
		for _, i := range schemaorg.NewValidator().ValidateFile(blocks) {
			if i.Severity != diag.Note {
				t.Errorf("%s: %s %s: %s", name, i.Code, i.Path, i.Message)
			}
		}
		for _, c := range r.Site.Claims {
			for _, script := range parsePage(t, outputs[strings.TrimPrefix(c.URL, "/")+"index.html"]).scripts() {
				review, is := strings.CutPrefix(script, `{"@context":"https://schema.org","@type":"ClaimReview",`)
				if inFeed := strings.Contains(feed, review); is && inFeed != (c.State == site.Live) {
					t.Errorf("%s: the review of %s is in the feed: %v", name, c.ID, inFeed)
				}
			}
		}
		if n := count(blocks[0].Root, "ClaimReview"); n != len(site.Listed(r.Site.Claims)) {
			t.Errorf("%s: the feed has %d reviews", name, n)
		}
	}
}

// TestWhatAClaimsPageShowsIsWhatItsMarkupSays compares all that both say. What pages do not show is not compared: claim_short, whose
// whole stands there; the rated media; where people have other pages.
func TestWhatAClaimsPageShowsIsWhatItsMarkupSays(t *testing.T) {
	eachPage(t, func(t *testing.T, r *build.Result, name, text string) {
		c := claimAt(r, name)
		if c == nil || c.Language != r.Site.Config.Lang { // facts are told apart by English words
			return
		}
		page := parsePage(t, text)
		shown, marked := visibleFacts(page), markedFacts(documents(t, page))
		switch {
		case c.Retracted(): // only what the article says is marked up
			shown = facts{Title: shown.Title, Published: shown.Published, Updated: shown.Updated, Authors: shown.Authors, Reviewers: shown.Reviewers,
				Topics: shown.Topics, Crumbs: shown.Crumbs, Corrections: shown.Corrections, Sources: shown.Sources, Picture: shown.Picture}
		case c.Verdict == nil && strings.HasPrefix(shown.Conclusion, marked.Rating): // its first sentence is the rating
			shown.Rating = marked.Rating
		}
		if d := cmp.Diff(shown, marked); d != "" {
			t.Errorf("%s (-shown +marked up):\n%s", name, d)
		}
	})
}

func TestWhatOtherPagesShowIsWhatTheirMarkupSays(t *testing.T) {
	eachPage(t, func(t *testing.T, r *build.Result, name, text string) {
		page := parsePage(t, text)
		main, all := page.first("main"), documents(t, page)
		if crumbs := all["BreadcrumbList"]; len(crumbs) > 0 {
			if d := cmp.Diff(texts(page.all("nav.crumbs li")), names(crumbs[0].things("itemListElement"))); d != "" {
				t.Errorf("%s: crumbs (-shown +marked up):\n%s", name, d)
			}
		}
		for _, list := range all["ItemList"] {
			var cards []string
			for _, a := range main.all("p.card-claim a") {
				cards = append(cards, a.text())
			}
			last := 0
			for _, item := range names(list.things("itemListElement")) { // in their order, among other cards
				next := slices.Index(cards[last:], item)
				if next < 0 {
					t.Errorf("%s lists %q, which is not shown there: %q", name, item, cards)
					break
				}
				last += next
			}
		}
		if profile := all["ProfilePage"]; len(profile) > 0 {
			who := profile[0].thing("mainEntity")
			shown := said(main.first("h1").text(), main.first("p.lead").text())
			if marked := said(who.text("name"), who.text("jobTitle")+who.text("description")); marked != shown {
				t.Errorf("%s shows %q and is marked up as %q", name, shown, marked)
			}
		}
		if name == "index.html" {
			if shown, marked := page.first("h1").text(), all["WebSite"][0].text("name"); shown != marked {
				t.Errorf("the site is called %q and marked up as %q", shown, marked)
			}
			for _, publisher := range all["NewsMediaOrganization"] {
				if foot := page.first("footer.site-footer").text(); !strings.Contains(foot, publisher.text("name")) {
					t.Errorf("%q does not name the publisher %q", foot, publisher.text("name"))
				}
			}
		}
	})
}

// TestHostileTextsStayInTheirScript puts what could end a script, or a line of one, into every text of a claim.
func TestHostileTextsStayInTheirScript(t *testing.T) {
	hostile := []string{
		"</script><script>alert(1)</script>", "<!-- <script>", "--> ]]> <![CDATA[", "line\u2028and\u2029paragraph", `"quoted" \" \u003c 'and' \`, "&lt;/script&gt; &amp; &#60;",
		"</SCRIPT\t>", "שלום العربية", "{{.Title ${x", "\u00a0\ufffd",
	}
	harmless := pageOfHostileClaim(t, "plain")
	for _, text := range hostile {
		page := pageOfHostileClaim(t, text)
		if got, want := len(page.all("script")), len(harmless.all("script")); got != want {
			t.Errorf("%q: the page has %d scripts, want %d", text, got, want)
		}
		all := documents(t, page)
		review, article := all["ClaimReview"][0], all["NewsArticle"][0]
		claim := review.thing("itemReviewed")
		for where, got := range map[string]string{
			"claimReviewed": review.text("claimReviewed"), "explanation": review.thing("reviewRating").text("ratingExplanation"),
			"name": claim.text("name"), "text": claim.text("text"), "speaker": claim.thing("author").text("name"), "role": claim.thing("author").text("jobTitle"),
			"appearance": claim.thing("appearance").text("name"), "channel": claim.thing("appearance").thing("publisher").text("name"),
			"again": claim.things("appearance")[1].thing("hasPart").text("text"), "context": all["MediaReview"][0].text("originalMediaContextDescription"),
			"headline": article.text("headline"), "correction": article.thing("correction").text("text"), "caption": article.thing("image").text("caption"),
			"source": article.thing("citation").text("name"), "author": article.thing("citation").text("creditText"), "label": relabelled(review.thing("reviewRating").text("alternateName")),
			"checker": article.thing("author").text("name"), "publisher": relabelled(review.thing("author").text("name")), "topic": article.thing("about").text("name"),
			"crumb": all["BreadcrumbList"][0].things("itemListElement")[2].text("name"), "site": all["BreadcrumbList"][0].things("itemListElement")[0].text("name"),
		} {
			if got != doc.OneLine("A "+text) {
				t.Errorf("%q: the %s is read as %q", text, where, got)
			}
		}
	}
}

// relabelled gives a text that begins with another letter, as it must not be the claim itself, its usual one.
func relabelled(text string) string { return "A" + strings.TrimPrefix(text, "B") }

// pageOfHostileClaim builds a site in which every text is the same but for its first letter, and gives the page of its claim.
func pageOfHostileClaim(t *testing.T, text string) element {
	t.Helper()
	q, other := quote(t, "A "+text), quote(t, "B "+text)
	r := buildAt(t, memory(t, map[string]string{
		"site.yaml":              "title: " + q + "\nbase_url: https://facts.example.org/\npublisher: {name: " + other + "}\n",
		"claims/verdicts.yaml":   "scales:\n  - id: truth\n    verdicts:\n      - {id: \"true\", value: 2, label: Right, group: \"true\"}\n      - {id: \"false\", value: 1, label: " + other + ", group: \"false\"}\n",
		"content/team/desk.md":   "---\nname: " + q + "\n---\n",
		"content/topics/wars.md": "---\ntitle: " + q + "\n---\n",
		"claims/one/index.md": "---\nclaim: " + q + "\nquote: " + q + "\nclaimant: {name: " + q + ", role: " + q + "}\n" +
			"appearances: [{url: https://a.example.net/, title: " + q + ", publisher: " + q + "}]\nstatements: [{url: https://b.example.net/, quote: " + q + "}]\n" +
			"verdict: \"false\"\nconclusion: " + q + "\npublished: 2026-01-12\nauthors: [desk]\ntopics: [wars]\nimage: {src: a.gif, alt: " + q + "}\n" +
			"media: [{type: image, url: https://a.example.net/, category: edited, context: " + q + "}]\nsources: [{id: s, title: " + q + ", author: " + q + "}]\n" +
			"corrections: [{date: 2026-01-13, kind: update, text: " + q + "}]\n---\nSee [@s].\n",
		"claims/one/a.gif": "GIF89a@\x01p\x01\x00\x00\x00",
	}))
	return parsePage(t, rendered(t, r)["claims/one/index.html"])
}

// memory holds files.
func memory(t *testing.T, files map[string]string) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range files {
		write(t, fsys, name, content)
	}
	return fsys
}

// quote writes a text as YAML.
func quote(t *testing.T, text string) string {
	t.Helper()
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// An element that was opened in a text would be one of the page: this parser would find it.
func TestTheParserOfTheseTestsFindsScriptsInTexts(t *testing.T) {
	page := parsePage(t, `<script type="application/ld+json">{"a": "</script><script>alert(1)</script>"}</script>`)
	if n := len(page.all("script")); n != 2 {
		t.Errorf("it finds %d scripts", n)
	}
}
