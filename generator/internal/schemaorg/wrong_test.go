package schemaorg_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/schemaorg"
)

// What other tools are known to get wrong in ClaimReviews.

const (
	rosa = "---\nname: Rosa Field\ntype: person\nrole: mayor\nsame_as: [https://rosa.example.net/]\n---\n"
	mill = "---\nname: The Mill\ntype: organization\n---\n"
)

func TestTheSpeakerOfAClaimDoesNotLeakIntoTheNext(t *testing.T) {
	s := resolved(t, map[string]string{
		"content/claimants/rosa.md": rosa,
		"claims/a.md":               claimOf("claim: One.\nverdict: \"true\"\nclaimant: rosa\nsaid: 2017\nquote: My words.\nappearances: [{url: https://a.example.net/}]\n"),
		"claims/b.md":               claimOf("claim: Two.\nverdict: \"false\"\n"),
		"claims/c.md":               claimOf("claim: Three.\nverdict: \"false\"\nclaimant: {name: The Mill, type: organization}\n"),
	})
	b := schemaorg.New(s)
	for range 2 { // whatever was made before
		for name, want := range map[string]any{"a": "Rosa Field", "b": nil, "c": "The Mill"} {
			claim := at(read(t, b.ClaimReview(claimNamed(t, s, name))), "itemReviewed")
			if got := at(claim, "author", "name"); got != want {
				t.Errorf("%s was said by %v", name, got)
			}
			if name != "a" && (at(claim, "datePublished") != nil || at(claim, "text") != nil || at(claim, "appearance") != nil) {
				t.Errorf("%s has what another claim has: %v", name, claim)
			}
		}
	}
	var w bytes.Buffer
	if err := b.WriteDataFeed(&w, schemaorg.Feed{Claims: s.Claims}); err != nil {
		t.Fatal(err)
	}
	var speakers []any
	for _, item := range at(read(t, parse(t, w.String())), "dataFeedElement").([]any) {
		speakers = append(speakers, at(at(item, "item").([]any)[0], "itemReviewed", "author", "name"))
	}
	if d := cmp.Diff([]any{"Rosa Field", nil, "The Mill"}, speakers); d != "" {
		t.Errorf("in the feed (-want +got):\n%s", d)
	}
}

func TestNobodyIsGivenAsTheSpeakerOfAClaimThatNobodyIsKnownToHaveMade(t *testing.T) {
	claim := at(reviewOf(t, "claim: One.\nverdict: \"true\"\n"), "itemReviewed").(map[string]any)
	if author, given := claim["author"]; given {
		t.Errorf("it was made by %v", author)
	}
}

func TestTheDateOfTheCheckIsNotGivenAsThatOfTheClaim(t *testing.T) {
	for said, want := range map[string]any{"": nil, "said: 2017\n": "2017", "said: 2017-01\n": "2017-01", "said: 2017-01-18\n": "2017-01-18"} {
		r := reviewOf(t, "claim: One.\nverdict: \"true\"\nupdated: 2026-01-13\n"+said)
		if got := at(r, "itemReviewed", "datePublished"); got != want {
			t.Errorf("%q is dated %v", said, got)
		}
		if at(r, "datePublished") != "2026-01-12" || at(r, "dateModified") != "2026-01-13" {
			t.Errorf("the check of %q is dated %v, %v", said, at(r, "datePublished"), at(r, "dateModified"))
		}
	}
}

// A claim that was checked on its day is dated that day, and where it appeared that day nobody is warned.
func TestAClaimThatWasCheckedTheSameDayIsDatedThatDay(t *testing.T) {
	const header = "claim: One.\nverdict: \"true\"\nsaid: 2026-01-12\nclaimant: {name: Rosa Field}\n"
	for appearances, want := range map[string][]string{
		"appearances: [{url: https://a.example.net/, date: 2026-01-12}]\n":                                             nil,
		"appearances: [{url: https://a.example.net/, date: 2026-01-12, first: true}]\n":                                nil,
		"appearances: [{url: https://a.example.net/, date: 2026-01-11}, {url: https://a.example.net/b}]\n":             {"A381 itemReviewed.datePublished"},
		"appearances: [{url: https://a.example.net/, date: 2026-01}]\n":                                                {"A381 itemReviewed.datePublished"},
		"appearances: [{url: https://a.example.net/}]\nstatements: [{said: 2026-01-12, url: https://b.example.net}]\n": {"A381 itemReviewed.datePublished"},
	} {
		s := resolved(t, map[string]string{"claims/one.md": claimOf(header + appearances)})
		n := schemaorg.New(s).ClaimReview(s.Claims[0])
		if got := at(read(t, n), "itemReviewed", "datePublished"); got != "2026-01-12" {
			t.Errorf("%s: it is dated %v", appearances, got)
		}
		if d := cmp.Diff(want, codes(validator.Validate(n, schemaorg.Page{}))); d != "" {
			t.Errorf("%s (-want +got):\n%s", appearances, d)
		}
	}
}

func TestASpeakerIsAPersonOrAnOrganizationAsTheFileSays(t *testing.T) {
	for who, want := range map[string]string{
		"rosa": "Person", "mill": "Organization", "{name: X, type: person}": "Person", "{name: X, type: organization}": "Organization", "{name: X}": "Person",
	} {
		s := resolved(t, map[string]string{
			"content/claimants/rosa.md": rosa, "content/claimants/mill.md": mill,
			"claims/one.md": claimOf("claim: One.\nverdict: \"true\"\nclaimant: " + who + "\n"),
		})
		if got := at(read(t, schemaorg.New(s).ClaimReview(s.Claims[0])), "itemReviewed", "author", "@type"); got != want {
			t.Errorf("%s is a %v", who, got)
		}
	}
}

// The page of a speaker is the newsroom's, about them; their own are those that same_as names.
func TestThePageAboutASpeakerIsNotGivenAsTheirs(t *testing.T) {
	s := resolved(t, map[string]string{"content/claimants/rosa.md": rosa, "claims/one.md": claimOf("claim: One.\nverdict: \"true\"\nclaimant: rosa\n")})
	author := at(read(t, schemaorg.New(s).ClaimReview(s.Claims[0])), "itemReviewed", "author")
	if url := at(author, "url"); url != nil {
		t.Errorf("her url is %v", url)
	}
	if about := at(author, "mainEntityOfPage"); about != "https://facts.example.org/claimants/rosa/" {
		t.Errorf("the page about her is %v", about)
	}
}

// Who repeats a claim in a newspaper has not written the newspaper, nor is what was said the day on which it was printed.
func TestWhoMakesTheClaimAgainIsNotGivenAsTheAuthorOfTheWork(t *testing.T) {
	r := reviewOf(t, "claim: One.\nverdict: \"true\"\nclaimant: {name: Rosa Field}\nstatements:\n  - {claimant: {name: Omar Vale}, said: 2018-02, url: https://a.example.net/, quote: One again.}\n")
	work := at(r, "itemReviewed", "appearance")
	for _, key := range []string{"author", "datePublished", "text"} {
		if v := at(work, key); v != nil {
			t.Errorf("the %s of the work is %v", key, v)
		}
	}
	again := at(work, "hasPart")
	if at(again, "@type") != "Claim" || at(again, "author", "name") != "Omar Vale" || at(again, "datePublished") != "2018-02" || at(again, "text") != "One again." {
		t.Errorf("in it is %v", again)
	}
	if who := at(r, "itemReviewed", "author", "name"); who != "Rosa Field" {
		t.Errorf("the claim is that of %v", who)
	}
}

func TestNumbersAreThoseOfTheScaleAndOnlyForVerdictsOnIt(t *testing.T) {
	const scales = "scales:\n  - id: truth\n    verdicts:\n" +
		"      - {id: right, value: 7, label: Right, group: \"true\"}\n      - {id: half, value: 4, label: Half, group: mixed}\n" +
		"      - {id: wrong, value: 2, label: Wrong, group: \"false\"}\n      - {id: open, label: Open, group: unproven}\n" +
		"  - {preset: promises, id: pledges}\n  - {preset: media, id: pictures}\n  - {id: loose, kind: free}\n"
	for verdict, want := range map[string][4]any{
		"verdict: right\n":                          {7., 7., 2., "Right"},
		"verdict: half\n":                           {4., 7., 2., "Half"},
		"verdict: wrong\n":                          {2., 7., 2., "Wrong"},
		"verdict: open\n":                           {nil, nil, nil, "Open"},
		"scale: pledges\nverdict: kept\n":           {nil, nil, nil, "Kept"},
		"scale: pledges\nverdict: broken\n":         {nil, nil, nil, "Broken"},
		"scale: pictures\nverdict: edited\n":        {nil, nil, nil, "Edited or cropped"},
		"scale: loose\n":                            {nil, nil, nil, "No list has 13."},
		"scale: loose\nconclusion: No! Not at all.": {nil, nil, nil, "No!"},
	} {
		header := "claim: One.\n" + strings.TrimSuffix(verdict, "\n") + "\n"
		file := claimOf(header)
		if strings.Contains(verdict, "conclusion") {
			file = strings.Replace(file, "conclusion: No list has 13.\n", "", 1)
		}
		s := resolved(t, map[string]string{"claims/verdicts.yaml": scales, "claims/one.md": file})
		rating := at(read(t, schemaorg.New(s).ClaimReview(s.Claims[0])), "reviewRating")
		got := [4]any{at(rating, "ratingValue"), at(rating, "bestRating"), at(rating, "worstRating"), at(rating, "alternateName")}
		if got != want {
			t.Errorf("%q is rated %v", verdict, got)
		}
	}
}

func TestNoPageSaysTrueButThoseOfClaimsThatAre(t *testing.T) {
	verdicts := map[string]string{
		"true": "True", "mostly-true": "Mostly true", "half-true": "Half true", "mostly-false": "Mostly false", "false": "False",
		"unproven": "Unproven", "misleading": "Misleading", "satire": "Satire", "not-checkable": "Not checkable",
	}
	for verdict, label := range verdicts {
		r := reviewOf(t, "claim: One.\nverdict: \""+verdict+"\"\n")
		if got := at(r, "reviewRating", "alternateName"); got != label {
			t.Errorf("%s is called %v", verdict, got)
		}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), label); n != 1 {
			t.Errorf("%s stands there %d times: %s", label, n, text)
		}
	}
}

// What a retracted check concluded is not said again, in no document of its page.
func TestARetractedCheckSaysNothingOfItsConclusion(t *testing.T) {
	s := resolved(t, map[string]string{"claims/one.md": claimOf("claim: One.\nverdict: \"false\"\nmedia: [{type: image, url: https://a.example.net/, category: edited}]\n" +
		"corrections:\n  - {date: 2026-01-14, kind: retraction, text: We withdraw it.}\n")})
	b, c := schemaorg.New(s), s.Claims[0]
	if b.ClaimReview(c) != nil || b.MediaReviews(c) != nil {
		t.Error("it is reviewed")
	}
	article := string(b.CheckArticle(c, c.Picture).AppendJSON(nil))
	if !strings.Contains(article, "We withdraw it.") {
		t.Error("it does not say that it was withdrawn")
	}
	for _, withdrawn := range []string{c.Conclusion, "False"} {
		if strings.Contains(article, withdrawn) {
			t.Errorf("it says %q: %s", withdrawn, article)
		}
	}
}

func TestAWithheldSourceLeavesNothing(t *testing.T) {
	s := resolved(t, map[string]string{"claims/one.md": claimOf("claim: One.\nverdict: \"false\"\n"),
		"claims/two.md": strings.Replace(claimOf("claim: Two.\nverdict: \"false\"\n"), "{id: s, title: A list}", "{id: s, title: A talk, publisher: The Ministry, withheld: She fears for her job., quote: Secret words., kind: interview, interest: a stake}", 1)})
	article := string(schemaorg.New(s).CheckArticle(claimNamed(t, s, "two"), nil).AppendJSON(nil))
	for _, hidden := range []string{"citation", "Ministry", "fears", "Secret", "stake"} {
		if strings.Contains(article, hidden) {
			t.Errorf("it says %q: %s", hidden, article)
		}
	}
}

// In zones where the clocks are put forward at midnight, a day begins at one o'clock. It is a day all the same.
func TestADayThatBeginsAtOneOClockIsADay(t *testing.T) {
	s := resolved(t, map[string]string{
		"site.yaml":     "title: T\ntime_zone: America/Sao_Paulo\n",
		"claims/one.md": strings.Replace(claimOf("claim: One.\nverdict: \"true\"\n"), "2026-01-12", "2018-11-04", 1),
	})
	if got := at(read(t, schemaorg.New(s).ClaimReview(s.Claims[0])), "datePublished"); got != "2018-11-04" {
		t.Errorf("it was published %v", got)
	}
}

// The licence is that of the records, not of the texts: of a page it says no more than that its structured data are under it.
func TestTheLicenceOfTheRecordsIsNotGivenAsThatOfTheTexts(t *testing.T) {
	s := resolved(t, map[string]string{
		"site.yaml":              smallest()["site.yaml"] + "licence: https://licences.example.org/free\n",
		"claims/one.md":          claimOf("claim: One.\nverdict: \"true\"\n"),
		"content/articles/an.md": "---\ntitle: An article\npublished: 2026-01-12\nauthors: [desk]\n---\nText.\n",
	})
	b := schemaorg.New(s)
	for name, doc := range map[string]map[string]any{
		"claim": read(t, b.CheckArticle(s.Claims[0], s.Claims[0].Picture)), "article": read(t, b.Article(s.Articles[0])), "site": read(t, b.WebSite()), "review": read(t, b.ClaimReview(s.Claims[0])),
	} {
		if doc["license"] != nil || doc["sdLicense"] != "https://licences.example.org/free" {
			t.Errorf("%s: %v, %v", name, doc["license"], doc["sdLicense"])
		}
	}
}
