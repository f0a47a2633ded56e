package schemaorg_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"assay/generator/internal/schemaorg"
)

// BenchmarkClaimDocuments makes and writes what the page of a claim carries.
func BenchmarkClaimDocuments(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/markup/media.txtar")
	if err != nil {
		b.Fatal(err)
	}
	s := resolved(b, given(archive))
	schema := schemaorg.New(s)
	b.ReportAllocs()
	var text []byte
	for b.Loop() {
		for _, c := range s.Claims {
			if review := schema.ClaimReview(c); review != nil {
				text = review.AppendJSON(text[:0])
			}
			text = schema.CheckArticle(c, c.Picture).AppendJSON(text[:0])
		}
	}
}
