package schemaorg_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/schemaorg"
)

// Files that are made to be slow are not: time grows with their size, and no more than with that of others.
func TestLargeAndStrangeFilesAreReadSoon(t *testing.T) {
	const n = 10_000
	list := func(item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	withClaims := func(claims, more string) string {
		return node(`"@graph": [{"@type": "ClaimReview", "author": [` + list(`{"@type": "Person", "name": "x"}`) + `], "datePublished": [` + list(`"2026-01-12"`) +
			`], "itemReviewed": ` + claims + `}` + more + `]`)
	}
	var terms strings.Builder
	for i := range n {
		fmt.Fprintf(&terms, `"a%d": "x", `, i)
	}
	tests := map[string]string{
		"many authors and claims":             withClaims(`[`+list(`{"@type": "Claim", "author": {"@type": "Person", "name": "y"}, "datePublished": "2026-01-12"}`)+`]`, ""),
		"many dates and appearances":          withClaims(`{"@type": "Claim", "datePublished": [`+list(`"2026-01-12"`)+`], "appearance": [`+list(`"x"`)+`]}`, ""),
		"many references to a large":          withClaims(`[`+list(`{"@id": "#c"}`)+`]`, `, {"@id": "#c", "@type": "Claim", "author": [`+list(`{"@type": "Person", "name": "y"}`)+`]}`),
		"a context of many terms, many times": `{"@context": ["https://schema.org", {` + terms.String() + `"y": "x"}], "@graph": [` + list(`{"@context": {"z": "x"}, "@type": "Person", "name": "x"}`) + `]}`,
		"a context in many parts":             `{"@context": ["https://schema.org", ` + list(`{"z": "x"}`) + `], "@graph": [` + list(`{"@type": "Person", "name": "x"}`) + `]}`,
		"a huge key above many issues":        node(`"` + strings.Repeat("k", 1_000_000) + `": [` + list(`{"x": 1}`) + `]`),
		"many types, many properties":         node(`"@type": [` + list(`"Person"`) + `], "@graph": [` + list(`{"@type": ["Person", "Place"], "x": 1}`) + `]`),
		"a verdict in a huge claim":           node(`"@type": "ClaimReview", "claimReviewed": "` + list("a a") + `b", "reviewRating": {"@type": "Rating", "alternateName": "` + strings.Repeat("a a,", n/2) + `"}`),
		"as deep as can be":                   strings.Repeat(`{"@context": "https://schema.org", "@graph": [`, 30) + strings.Repeat("]}", 30),
		"much that is no markup":              node(`"@type": "Article", "articleBody": "` + strings.Repeat("{{ [ % here psum ", 5*n) + `"`),
	}
	for what, src := range tests {
		t.Run(what, func(t *testing.T) {
			blocks, found := schemaorg.Read("a.json", []byte(src))
			if found != nil {
				t.Fatal(found)
			}
			start := time.Now()
			issues := validator.ValidateFile(blocks)
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("it took %v, with %d issues", d, len(issues))
			}
		})
	}
	many := strings.Repeat("<script type=application/ld+json>{}</script>\n<p>", n)
	if blocks, found := schemaorg.Read("a.html", []byte(many)); len(blocks) != n || found != nil {
		t.Errorf("%d blocks, %v", len(blocks), found)
	}
}
