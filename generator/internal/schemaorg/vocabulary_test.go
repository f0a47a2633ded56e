package schemaorg

import (
	"slices"
	"strings"
	"testing"
)

func TestVocabularyHasWhatFactChecksNeed(t *testing.T) {
	v := loadVocabulary()
	types := map[string]string{ // with an ancestor of each
		"ClaimReview": "Review", "Claim": "CreativeWork", "MediaReview": "Review", "MediaReviewItem": "CreativeWork", "NewsArticle": "Article",
		"CorrectionComment": "Comment", "NewsMediaOrganization": "Organization", "DataFeed": "Dataset", "DataFeedItem": "Intangible",
		"MediaManipulationRatingEnumeration": "Enumeration", "BreadcrumbList": "ItemList", "Person": "Thing", "Rating": "Intangible",
	}
	for name, ancestor := range types {
		if c := v.types[name]; c == nil || !c.above.has(v.types[ancestor]) || c.above.has(v.types["Vehicle"]) {
			t.Errorf("%s is not below %s", name, ancestor)
		}
	}
	properties := map[string][2]string{ // with a type that has each, and one it takes
		"claimReviewed": {"ClaimReview", "Text"}, "itemReviewed": {"ClaimReview", "Thing"}, "reviewRating": {"ClaimReview", "Rating"},
		"appearance": {"Claim", "CreativeWork"}, "firstAppearance": {"Claim", "CreativeWork"}, "associatedMediaReview": {"ClaimReview", "Review"},
		"mediaAuthenticityCategory": {"MediaReview", "MediaManipulationRatingEnumeration"}, "originalMediaLink": {"MediaReview", "URL"},
		"correction": {"NewsArticle", "CorrectionComment"}, "archivedAt": {"WebPage", "URL"}, "sdLicense": {"ClaimReview", "URL"},
		"ratingExplanation": {"Rating", "Text"}, "correctionsPolicy": {"NewsMediaOrganization", "URL"}, "ownershipFundingInfo": {"NewsMediaOrganization", "URL"},
		"verificationFactCheckingPolicy": {"NewsMediaOrganization", "URL"}, "masthead": {"NewsMediaOrganization", "URL"},
	}
	for name, with := range properties {
		p := v.properties[name]
		if p == nil || !v.types[with[0]].above.hasAny(p.domains) || !slices.Contains(p.ranges, v.types[with[1]]) {
			t.Errorf("%s: no property of %s that takes %s", name, with[0], with[1])
		}
	}
	if got := strings.Join(v.types["MediaManipulationRatingEnumeration"].members, " "); got != "DecontextualizedContent EditedOrCroppedContent OriginalMediaContent SatireOrParodyContent StagedContent TransformedContent" {
		t.Errorf("the categories of MediaReview are %s", got)
	}
}

func TestVocabularyIsWhole(t *testing.T) {
	if !strings.HasPrefix(vocabularyText, vocabularyHead) || !strings.Contains(vocabularyHead, "release 29.4 ") { // as the documents say
		t.Error("vocabulary.txt is not of the release that its head names")
	}
	if len(vocabularyText) > 250_000 {
		t.Errorf("vocabulary.txt has %d bytes", len(vocabularyText))
	}
	v := loadVocabulary()
	if n := len(v.types); n < 900 || n > len(typeSet{})*64 {
		t.Errorf("%d types", n)
	}
	if n := len(v.properties); n < 1500 || n > 3000 {
		t.Errorf("%d properties", n)
	}
	if n := len(v.members); n < 450 || n > 2000 {
		t.Errorf("%d members of enumerations", n)
	}
	for name, p := range v.properties {
		if slices.Contains(p.domains, nil) || slices.Contains(p.ranges, nil) {
			t.Errorf("%s has a type that is not there", name)
		}
	}
	for name, c := range v.types {
		if slices.Contains(c.parents, nil) || !c.above.has(c) {
			t.Errorf("%s has a parent that is not there", name)
		}
	}
	for name, enumerations := range v.members {
		for _, e := range enumerations {
			if e == nil || !e.above.has(v.types["Enumeration"]) && e.name != "Boolean" {
				t.Errorf("%s is in no enumeration", name)
			}
		}
	}
}

func BenchmarkLoadVocabulary(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadVocabulary()
	}
}
