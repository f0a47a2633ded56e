package cli

import (
	"strings"
	"testing"

	"assay/generator/internal/schemaorg"
)

// Pages that were made small stand on one line. Quoting all of it for each fault would take gigabytes.
func TestManyFaultsOnOneLineAreQuotedInPart(t *testing.T) {
	page := strings.Repeat(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"ClaimReview"}</script>`, 500)
	quoted := 0
	for _, d := range validated(schemaorg.NewValidator(), "page.html", []byte(page)) {
		quoted += len(d.Source)
		if text := []rune(d.Source); text[d.Col-1-d.Omitted] != '{' {
			t.Fatalf("%s, quoted %s", d.Error(), d.Source)
		}
	}
	if quoted == 0 || quoted > 40*len(page) {
		t.Errorf("%d bytes are quoted of %d", quoted, len(page))
	}
}
