package record

import (
	"cmp"
	"strings"
	"time"

	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// SearchClaim is a claim in the answer of claims:search, Google's Fact Check Tools API
// (https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims).
//
// The API has one text for who made a claim and says nothing of several: they stand there with commas between them. Where nobody is
// known, the key is absent, as keys without a value are in the API's answers.
//
// It knows moments only. A day stands as 00:00 UTC of that day, as it does in the API's answers; of less than a day no moment is made
// up, and the key is absent.
type SearchClaim struct {
	Text        string         `json:"text"`
	Claimant    string         `json:"claimant,omitempty"`
	ClaimDate   string         `json:"claimDate,omitempty"`
	ClaimReview []SearchReview `json:"claimReview"` // one
}

// SearchReview is the check of a claim.
type SearchReview struct {
	Publisher     SearchPublisher `json:"publisher"`
	URL           string          `json:"url"`
	Title         string          `json:"title"`
	ReviewDate    string          `json:"reviewDate"`
	TextualRating string          `json:"textualRating"`
	LanguageCode  string          `json:"languageCode"`
}

// SearchPublisher is who published a check.
type SearchPublisher struct {
	Name string `json:"name"`
	Site string `json:"site,omitempty"` // host, without www.
}

// Search gives a claim as claims:search does. Its text is that of the page's ClaimReview, which the API reads.
func (e Env) Search(c *site.Claim) SearchClaim {
	return SearchClaim{
		Text: c.InShort(), Claimant: strings.Join(site.Names(c.Claimants), ", "), ClaimDate: startOf(c.Said),
		ClaimReview: []SearchReview{{
			Publisher: SearchPublisher{cmp.Or(e.Publisher.Name, e.SiteTitle), doc.Host(string(e.Base))},
			URL:       e.address(c.URL), Title: c.Title, ReviewDate: searchMoment(c), TextualRating: c.Rating(), LanguageCode: e.Lang,
		}},
	}
}

// startOf gives 00:00 UTC of a day, "" where the day is not known.
func startOf(d date.Partial) string {
	if d.Day == 0 {
		return ""
	}
	return d.String() + "T00:00:00Z"
}

// searchMoment is when a check was published.
func searchMoment(c *site.Claim) string {
	if day := c.Head.Published.Day; !day.IsZero() {
		return startOf(day)
	}
	return c.Published.UTC().Format(time.RFC3339Nano)
}
