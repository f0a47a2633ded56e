package schemaorg_test

import (
	"strings"
	"testing"

	"assay/generator/internal/schemaorg"
)

func BenchmarkValidateClaimReview(b *testing.B) {
	root := parse(b, good)
	validator.Validate(root, schemaorg.Page{URL: page})
	b.ReportAllocs()
	for b.Loop() {
		if issues := validator.Validate(root, schemaorg.Page{URL: page}); issues != nil {
			b.Fatal(show(issues))
		}
	}
}

// feed is a DataFeed of so many ClaimReviews, each of its own page.
func feed(n int) string {
	var b strings.Builder
	b.WriteString(`{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [`)
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(`{"@type": "DataFeedItem", "dateCreated": "2026-01-12", "item": [`)
		b.WriteString(strings.ReplaceAll(good, "/claims/wars/", "/claims/wars-"+strings.Repeat("i", i%7)+string(rune('a'+i%26))+strings.Repeat("x", i/26)+"/"))
		b.WriteString(`]}`)
	}
	b.WriteString("]}")
	return b.String()
}

func BenchmarkReadAndValidateFeed(b *testing.B) {
	src := []byte(feed(500))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		blocks, found := schemaorg.Read("feed.json", src)
		if issues := validator.ValidateFile(blocks); found != nil || issues != nil {
			b.Fatal(found, show(issues))
		}
	}
}
