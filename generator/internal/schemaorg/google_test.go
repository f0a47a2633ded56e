package schemaorg_test

import (
	"fmt"
	"strings"
	"testing"

	"assay/generator/internal/schemaorg"
)

func TestVerdictInClaim(t *testing.T) {
	tests := []struct {
		claim, verdict string
		gives          bool
	}{
		{"False: the country has fought 13 wars", "Mostly false", true},
		{"FALSE - the country has fought 13 wars", "Mostly false", true},
		{"Fact check: has the country fought 13 wars?", "Unproven", true},
		{"Fact-check — 13 wars", "Unproven", true},
		{"(false) 13 wars", "Unproven", true},
		{"[FAKE] 13 wars", "Unproven", true},
		{"The country has fought 13 wars – false", "False", true},
		{"The country has fought 13 wars (False).", "False", true},
		{"The country has fought 13 wars: FALSE!", "False", true},
		{"Faux : 13 guerres", "Faux", false}, // a space before the colon is not read
		{"Faux: 13 guerres", "Faux", true},
		{"错误: 13 场战争", "错误", true},
		{"It is mostly false that there were 13 wars", "Mostly False", true},
		{"Ümostly false", "Mostly false", false},
		{"mostly falsehoods", "Mostly false", false},
		{"A mostly falsehood, mostly false", "Mostly false", true},
		{"The mayor is a true friend of the city", "True", false},
		{"True friends do not need contracts", "True", false},
		{"False teeth cost more than real ones", "False", false},
		{"Fake news was invented in 2016", "Fake", false},
		{"The claim that this is false", "False", false},
		{"Half-true-story readers pay more", "Half true", false},
		{"The verdict of the court: guilty", "False", false},
		{"Rating agencies missed the crisis", "False", false},
		{"Sales rose 5 % - true growth", "True", false},
		{"13 wars", "", false},
	}
	for _, tt := range tests {
		src := edit(t, edit(t, good, "The country has fought 13 wars.", tt.claim), `"Mostly false"`, fmt.Sprintf("%q", tt.verdict))
		gives := false
		for _, i := range validator.Validate(parse(t, src), schemaorg.Page{}) {
			gives = gives || i.Code == "A377"
		}
		if gives != tt.gives {
			t.Errorf("%q, rated %q: %v", tt.claim, tt.verdict, gives)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	tests := map[string]bool{
		"TODO": true, "FIXME": true, "TBD": true, "XXX": true, " null ": true, "None": true, "undefined": true, "NaN": true, "string": true,
		"Lorem ipsum dolor sit amet": true, "claim goes here": true, "Your claim goes here...": true, "Insert claim here": true, "[insert the claim here]": true,
		"{{ claim }}": true, "The ${name} claim": true, "[object Object]": true, "He said %s": true, "https://a.example.net/%s/": true,
		"The null hypothesis was rejected": false, "None of the wars was declared": false, "XXX corps marched": false, "The string quartet": false,
		"I am here": false, "Insert a coin, and here we go again": false, "Prices rose 5%since May": false, "https://a.example.net/%20s": false, "a {b} c": false,
		"Todo el mundo": false, "nan": false, "The border starts here": false, "Our money goes there": false, "Costs $14 {sic}": false,
	}
	for text, want := range tests {
		src := edit(t, good, "No list has 13.", text)
		issues := validator.Validate(parse(t, src), schemaorg.Page{})
		if got := len(issues) == 1 && issues[0].Code == "A379" && issues[0].Path == "reviewRating.ratingExplanation"; got != want || len(issues) > 1 {
			t.Errorf("%q: %q", text, show(issues))
		}
	}
}

// An address for examples is a placeholder on a page that is not one, and no one's own is anywhere.
func TestAddressesOfNobody(t *testing.T) {
	for url, nobody := range map[string][2]bool{ // on a page at example.org, on another
		"https://your-domain.com/": {true, true}, "https://www.mysite.org/a": {true, true}, "https://example.com/": {false, true},
		"http://localhost:8080/": {false, true}, "https://www.Example.org": {false, true}, "https://mysitemap.org/": {}, "https://yourdomains.com": {}, "/about/": {},
	} {
		src := node(`"@type": "Person", "url": "` + url + `"`)
		for i, page := range []string{page, "https://facts.springfield.org/claims/wars/"} {
			if nobody[i] {
				wantCodes(t, src, page, "A379 url")
			} else {
				wantCodes(t, src, page)
			}
		}
	}
}

func TestReferencesWithinAFile(t *testing.T) {
	parts := func(org, claim string) string {
		return `{"@context": "https://schema.org", "@graph": [{"@type": "ClaimReview", "url": "https://facts.example.org/a/", "claimReviewed": "13 wars",
			"datePublished": "2026-01-12", "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"},
			"reviewRating": {"@type": "Rating", "alternateName": "False"}}` + org + claim + `]}`
	}
	const org = `, {"@id": "#org", "@type": "Organization", "name": "Springfield Facts", "logo": "https://facts.example.org/l.png"}`
	const claim = `, {"@id": "#claim", "@type": "Claim", "author": {"@type": "Person", "name": "Rosa Field"}, "datePublished": "2017", "appearance": "https://a.example.net/"}`
	wantCodes(t, parts(org, claim), "")
	wantCodes(t, parts("", ""), "") // they may be on another page
	wantCodes(t, parts(edit(t, org, `"name": "Springfield Facts", `, ""), claim), "", "A372 @graph.0.author.name")
	wantCodes(t, parts(org, edit(t, claim, `"2017"`, `"2026-01-12"`)), "", "A381 @graph.0.itemReviewed.datePublished")
	wantCodes(t, parts(org, edit(t, claim, `{"@type": "Person", "name": "Rosa Field"}`, `{"@id": "#org"}`)), "", "A381 @graph.0.itemReviewed.author")
	wantCodes(t, parts(org, edit(t, claim, `"datePublished": "2017", `, "")), "", "A373 @graph.0.itemReviewed.datePublished")
}

func TestAClaimOfTheDayOfItsCheck(t *testing.T) {
	today := edit(t, good, `"2017-01"`, `"2026-01-12"`)
	wantCodes(t, today, page, "A381 itemReviewed.datePublished")
	wantCodes(t, edit(t, today, `"name": "The forum"`, `"datePublished": "2026-01-12T08:00:00Z"`), page)
	wantCodes(t, edit(t, today, `"name": "The forum"`, `"datePublished": "2026-01-11"`), page, "A381 itemReviewed.datePublished")
	wantCodes(t, edit(t, good, `"2017-01"`, `"2026"`), page)
	for day, appeared := range map[string]bool{"2026-01-13": true, "2026-01-14": false} { // the next day begins earlier elsewhere
		late := edit(t, good, `"2017-01"`, `"`+day+`"`)
		wantCodes(t, late, page, "A381 itemReviewed.datePublished")
		want := []string{"A381 itemReviewed.datePublished"}
		if appeared {
			want = nil
		}
		wantCodes(t, edit(t, late, `"name": "The forum"`, `"datePublished": "`+day+`"`), page, want...)
	}
}

func TestMediaReview(t *testing.T) {
	const media = `"@type": "MediaReview", "url": "https://facts.example.org/v/", "datePublished": "2026-01-12", "author": {"@type": "Organization", "name": "Springfield Facts"},
		"mediaAuthenticityCategory": "DecontextualizedContent", "originalMediaLink": "https://a.example.net/v",
		"itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": {"@type": "VideoObject", "url": "https://a.example.net/v"}}`
	wantCodes(t, node(media), "")
	wantCodes(t, node(edit(t, media, `"DecontextualizedContent"`, `"Decontextualised"`)), "", "A371 mediaAuthenticityCategory")
	wantCodes(t, node(edit(t, media, `"mediaAuthenticityCategory": "DecontextualizedContent", `, "")), "", "A372 mediaAuthenticityCategory")
	wantCodes(t, node(edit(t, media, `"originalMediaLink": "https://a.example.net/v",`, "")), "", "A373 originalMediaLink")
	original := edit(t, edit(t, media, `"originalMediaLink": "https://a.example.net/v",`, ""), `"DecontextualizedContent"`, `"https://schema.org/OriginalMediaContent"`)
	wantCodes(t, node(original), "")
	wantCodes(t, edit(t, good, `"inLanguage": "en"`, `"associatedMediaReview": {"@type": "MediaReview", "@id": "#media"}`), page)
}

// review is a ClaimReview without a context.
func review(id, url, claim string) string {
	return strings.NewReplacer("https://facts.example.org/claims/wars/#review", id, `"https://facts.example.org/claims/wars/"`, `"`+url+`"`,
		"The country has fought 13 wars.", claim, `"@context": "https://schema.org",`, "").Replace(good)
}

func TestOneClaimReviewAPage(t *testing.T) {
	const url = "https://facts.example.org/a/"
	graph := func(reviews ...string) string { return node(`"@graph": [` + strings.Join(reviews, ",") + `]`) }
	feed := func(reviews ...string) string {
		return node(`"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [` + strings.Join(reviews, ",") + `]}]`)
	}
	wantCodes(t, graph(review("#1", url, "a"), review("#2", url+"b/", "b")), url, "A382 @graph.1")
	wantCodes(t, graph(review("#1", url+"#1", "a"), review("#2", url+"#2", "b"), review("#3", url+"#3", "c")), url)
	wantCodes(t, graph(review("#1", url+"#1", "a"), review("#2", url+"#1", "b")), url, "A382 @graph.1")
	wantCodes(t, graph(review("#1", url+"#1", "a"), review("#2", url+"#2", "a")), url, "A382 @graph.1")
	wantCodes(t, graph(review("#1", url, "a"), review("#2", url+"#2", "b")), url, "A382 @graph.1")
	wantCodes(t, graph(review("#1", url, "a"), review("#1", url, "a")), url) // one node, given twice
	wantCodes(t, graph(review("#1", url, "a"), review("#2", url+"b/", "b")), "")
	wantCodes(t, graph(review("#1", url, "a"), review("#2", url, "b")), "", "A382 @graph.1")
	wantCodes(t, feed(review("#1", url, "a"), review("#2", url+"b/", "b"), review("#3", url, "c")), url, "A382 dataFeedElement.0.item.2")
}
