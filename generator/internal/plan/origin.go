package plan

import (
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// writing is the file that structured data is made of.
type writing struct {
	site  *site.Site
	claim *site.Claim // nil where the file is another's
	file  string
	at    *doc.Positions
}

// reports leaves out what another check says of the files better.
func (w writing) reports(f flaw) bool {
	switch f.Code {
	case diag.LongReviewed: // A115 asks for the short form
		return false
	case diag.WrongPage: // A350 says that there is no base URL
		return w.site.Base != ""
	case diag.MarkupWants: // A316 asks for an appearance
		return !strings.Contains(strings.ToLower(f.Path), "appearance")
	case diag.SuspiciousValue: // A117 says that it cannot have been said so late
		return w.claim == nil || f.Path != saidPath || !site.CertainlyAfter(w.claim.Said, date.Of(w.claim.Published))
	}
	return true
}

const saidPath = "itemReviewed.datePublished"

// origin tells what a property is made of: the first of these keys that is there.
type origin struct {
	property string
	keys     []string
}

// ofSite are the properties that are made of site.yaml, in documents of all pages.
func ofSite() []origin {
	return []origin{
		{"publisher", []string{"publisher"}},
		{"sdLicense", []string{"licence"}},
		{"url", []string{"base_url"}},
		{"mainEntityOfPage", []string{"base_url"}},
	}
}

// origins tell what the properties of a document are made of, the longer paths first.
func origins(of string) []origin {
	switch of {
	case "ClaimReview":
		return []origin{
			{"claimReviewed", []string{"claim_short", "claim"}},
			{"author", []string{"authors"}},
			{"reviewRating.ratingExplanation", []string{"conclusion"}},
			{"reviewRating", []string{"verdict", "conclusion"}}, // of a free scale
			{"itemReviewed.name", []string{"claim"}},
			{"itemReviewed.author", []string{"claimant"}},
			{saidPath, []string{"said"}},
			{"itemReviewed.text", []string{"quote"}},
			{"itemReviewed.inLanguage", []string{"quote_lang"}},
			{"itemReviewed.appearance", []string{"appearances", "statements"}},
			{"itemReviewed.firstAppearance", []string{"appearances"}},
			{"datePublished", []string{"published"}},
			{"dateModified", []string{"updated", "corrections"}},
		}
	case "MediaReview":
		return []origin{
			{"author", []string{"authors"}},
			{"datePublished", []string{"published"}},
			{"dateModified", []string{"updated", "corrections"}},
			{"", []string{mediaKey}},
		}
	case "NewsArticle":
		return []origin{
			{"headline", []string{"title", "claim_short", "claim"}},
			{"description", []string{"conclusion", "summary"}},
			{"author", []string{"authors"}},
			{"contributor", []string{"reviewers"}},
			{"datePublished", []string{"published"}},
			{"dateModified", []string{"updated", "corrections"}},
			{"citation", []string{"sources"}},
			{"correction", []string{"corrections"}},
			{"about", []string{"topics"}},
			{"image", []string{"image"}},
		}
	case "WebSite":
		return []origin{{"name", []string{"title"}}, {"description", []string{"description"}}}
	case "NewsMediaOrganization":
		return []origin{
			{"name", []string{"publisher"}},
			{"url", []string{"publisher"}},
			{"logo", []string{"publisher"}},
			{"sameAs", []string{"publisher"}},
			{"contactPoint", []string{"contact"}},
			{"", []string{"policies"}},
		}
	}
	return nil
}

// placed finds where a value was written: in the file, or in site.yaml.
func (w writing) placed(f flaw) diag.Diagnostic {
	fromSite := keysOf(f.Path, ofSite())
	switch {
	case f.of == "NewsMediaOrganization": // its url is not the page's
		fromSite = nil
	case f.of != "NewsArticle" && strings.HasPrefix(f.Path, "author") && w.site.Config.Publisher.Name != "":
		fromSite = []string{"publisher"}
	}
	if fromSite != nil {
		f.At = first(w.site.Config.Positions, fromSite)
		return f.In(config.FileName)
	}
	keys := keysOf(f.Path, origins(f.of))
	if slices.Equal(keys, []string{mediaKey}) {
		keys = []string{w.rated(f.nth)}
	}
	if strings.Contains(f.Path, ".hasPart") { // of an appearance: the claim as it was made again
		keys = []string{"statements"}
	}
	f.At = first(w.at, keys)
	return f.In(w.file)
}

// mediaKey is the list that a claim's MediaReviews are made of.
const mediaKey = "media"

// rated is the path of the entry that the claim's nth MediaReview is made of. What has no category has none.
func (w writing) rated(nth int) string {
	for i := range w.claim.Media {
		if w.claim.Media[i].Category == "" {
			continue
		}
		if nth == 0 {
			return claim.Path(mediaKey, i)
		}
		nth--
	}
	return mediaKey
}

// keysOf gives the keys that a property is made of, nil where they are not known.
func keysOf(path string, origins []origin) []string {
	for _, from := range origins {
		rest, ok := strings.CutPrefix(path, from.property)
		if ok && (rest == "" || rest[0] == '.' || from.property == "") {
			return from.keys
		}
	}
	return nil
}

// first gives the place of the first of some keys that is there, else that of the whole file.
func first(at *doc.Positions, keys []string) diag.At {
	whole := at.At("")
	for _, key := range keys {
		if place := at.At(key); place != whole {
			return place
		}
	}
	return whole
}
