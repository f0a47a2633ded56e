package schemaorg_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
)

// good is a ClaimReview in which nothing is wrong; edits of it are.
const good = `{
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  "@id": "https://facts.example.org/claims/wars/#review",
  "url": "https://facts.example.org/claims/wars/",
  "claimReviewed": "The country has fought 13 wars.",
  "datePublished": "2026-01-12",
  "dateModified": "2026-01-13T09:30:00+01:00",
  "inLanguage": "en",
  "sdLicense": "https://creativecommons.org/licenses/by/4.0/",
  "author": {"@type": "NewsMediaOrganization", "name": "Springfield Facts", "url": "https://facts.example.org/"},
  "itemReviewed": {
    "@type": "Claim",
    "author": [{"@type": "Person", "name": "Rosa Field", "jobTitle": "mayor", "sameAs": ["https://rosa.example.net/"]}],
    "datePublished": "2017-01",
    "appearance": {"@type": "VideoObject", "url": "https://video.example.net/1", "name": "The forum"},
    "firstAppearance": "https://news.example.net/2"
  },
  "reviewRating": {
    "@type": "Rating",
    "worstRating": 1,
    "ratingValue": 2,
    "bestRating": 5,
    "alternateName": "Mostly false",
    "ratingExplanation": "No list has 13."
  }
}`

const page = "https://www.facts.example.org/claims/wars/"

// edit replaces the only place of a text.
func edit(t *testing.T, src, old, new string) string {
	t.Helper()
	if strings.Count(src, old) != 1 {
		t.Fatalf("%q is there %d times", old, strings.Count(src, old))
	}
	return strings.Replace(src, old, new, 1)
}

func parse(t testing.TB, src string) *doc.Node {
	t.Helper()
	n, found := doc.ParseJSON([]byte(src))
	if found.Failed() {
		t.Fatalf("%v in\n%s", found, src)
	}
	return n
}

// show gives issues as text: code, path and message, of which what stands behind the first two is often all that matters.
func show(issues []schemaorg.Issue) []string {
	var lines []string
	for _, i := range issues {
		line := fmt.Sprintf("%s %s: %s", i.Code, i.Path, i.Message)
		if i.Hint != "" {
			line += "; " + i.Hint
		}
		lines = append(lines, line)
	}
	return lines
}

// codes gives code and path.
func codes(issues []schemaorg.Issue) []string {
	var lines []string
	for _, i := range issues {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s", i.Code, i.Path)))
	}
	return lines
}

var validator = schemaorg.NewValidator()

// wantCodes validates a document and compares the codes and paths of what is found.
func wantCodes(t *testing.T, src, page string, want ...string) {
	t.Helper()
	issues := validator.Validate(parse(t, src), schemaorg.Page{URL: page})
	if diff := cmp.Diff(want, codes(issues)); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s\n%s", diff, strings.Join(show(issues), "\n"), src)
	}
	wantInside(t, src, issues)
}

// wantInside checks that every issue has a place in the file, and something to say.
func wantInside(t *testing.T, src string, issues []schemaorg.Issue) {
	t.Helper()
	for _, i := range issues {
		if i.At == (diag.At{}) || i.At.Line > strings.Count(src, "\n")+1 || i.Message == "" {
			t.Errorf("%s at %v: %q", i.Code, i.At, i.Message)
		}
	}
}
