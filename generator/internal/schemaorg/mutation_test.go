package schemaorg_test

import (
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
)

// builtPage is where the claim of TestEachFaultInBuiltMarkupIsFound stands.
const builtPage = "https://facts.example.org/claims/one/"

// built makes the ClaimReview of a claim that lacks nothing.
func built(t *testing.T) *doc.Node {
	t.Helper()
	s := resolved(t, map[string]string{"content/claimants/rosa.md": rosa, "claims/one.md": claimOf(`claim: There were thirteen wars.
claimant: rosa
said: 2017-01-18
quote: Thirteen!
quote_lang: de
appearances: [{url: https://a.example.net/, title: The talk, date: 2017-01-18, first: true}, {url: https://b.example.net/}]
verdict: mostly-false
updated: 2026-01-13
`)})
	return schemaorg.New(s).ClaimReview(s.Claims[0])
}

// TestEachFaultInBuiltMarkupIsFound injects one fault into the ClaimReview that the builder makes, and looks for its code and
// its path.
func TestEachFaultInBuiltMarkupIsFound(t *testing.T) {
	if issues := validator.Validate(built(t), schemaorg.Page{URL: builtPage}); issues != nil {
		t.Fatalf("it has faults before: %q", show(issues))
	}
	number := func(n string) *doc.Node { return &doc.Node{Kind: doc.Scalar, Plain: true, Text: n} }
	text := func(s string) *doc.Node { return &doc.Node{Kind: doc.Scalar, Text: s} }
	tests := map[string]struct {
		path  string    // of what is replaced
		value *doc.Node // nil to take it away
		want  string    // code and path, of the value itself where it gives none
	}{
		"no context":                 {"@context", nil, "A370 "},
		"no type":                    {"@type", nil, "A370 "},
		"no url":                     {"url", nil, "A372"},
		"no claim":                   {"claimReviewed", nil, "A372"},
		"no checker":                 {"author", nil, "A372"},
		"no name of the checker":     {"author.name", text(""), "A379"},
		"no date":                    {"datePublished", nil, "A373"},
		"no rating":                  {"reviewRating", nil, "A372"},
		"no words for the rating":    {"reviewRating.alternateName", nil, "A372"},
		"nothing reviewed":           {"itemReviewed", nil, "A373"},
		"no speaker":                 {"itemReviewed.author", nil, "A373"},
		"no name of the speaker":     {"itemReviewed.author.name", nil, "A372"},
		"no day of the claim":        {"itemReviewed.datePublished", nil, "A373"},
		"no worst":                   {"reviewRating.worstRating", nil, "A374 reviewRating"},
		"no best":                    {"reviewRating.bestRating", nil, "A374 reviewRating"},
		"no value":                   {"reviewRating.ratingValue", nil, "A374 reviewRating"},
		"above the best":             {"reviewRating.ratingValue", number("6"), "A374 reviewRating"},
		"below the worst":            {"reviewRating.ratingValue", number("0.5"), "A374 reviewRating"},
		"a worst of nothing":         {"reviewRating.worstRating", number("0"), "A374 reviewRating"},
		"a scale of one":             {"reviewRating.bestRating", number("1"), "A374 reviewRating"},
		"a value in words":           {"reviewRating.ratingValue", text("two of five"), "A374"},
		"an unknown property":        {"reviewRating.rating", text("x"), "A371"},
		"another type's property":    {"itemReviewed.jobTitle", text("mayor"), "A371"},
		"an unknown type":            {"itemReviewed.@type", text("Assertion"), "A371"},
		"an impossible day":          {"datePublished", text("2026-02-30"), "A378"},
		"half a day":                 {"datePublished", text("2026-01"), "A378"},
		"a day in words":             {"itemReviewed.datePublished", text("January 2017"), "A378"},
		"a moment without a T":       {"dateModified", text("2026-01-13 09:30"), "A378"},
		"the day of the check":       {"itemReviewed.datePublished", text("2026-01-12"), "A381"},
		"a day after the check":      {"itemReviewed.datePublished", text("2026-01-13"), "A381"},
		"the checker as the speaker": {"itemReviewed.author.name", text("Springfield Facts"), "A381 itemReviewed.author"},
		"a page elsewhere":           {"url", text("https://facts.example.net/claims/one/"), "A375"},
		"a url that is none":         {"url", text("mailto:desk@example.org"), "A375"},
		"a long claim":               {"claimReviewed", text(strings.Repeat("Thirteen wars. ", 6)), "A376"},
		"the verdict before it":      {"claimReviewed", text("Mostly false: there were thirteen wars."), "A377"},
		"the verdict as the claim":   {"claimReviewed", text("True"), "A379"},
		"an empty claim":             {"claimReviewed", text(" "), "A379"},
		"a template's marks":         {"itemReviewed.name", text("{{ claim }}"), "A379"},
		"a text never filled in":     {"reviewRating.ratingExplanation", text("TODO"), "A379"},
		"a bare speaker":             {"itemReviewed.author", text("Rosa Field"), "A380"},
		"a bare rating":              {"reviewRating", text("Mostly false"), "A380"},
		"a number for a day":         {"itemReviewed.datePublished", number("2017"), "A380"},
		"a truth value for words":    {"reviewRating.alternateName", number("false"), "A380"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			n := built(t)
			replace(t, n, strings.Split(tt.path, "."), tt.value)
			want := tt.want
			if !strings.Contains(want, " ") {
				want += " " + tt.path
			}
			found := codes(validator.Validate(n, schemaorg.Page{URL: builtPage}))
			if !slices.Equal(found, []string{strings.TrimSpace(want)}) {
				t.Errorf("found %q, want %q", found, want)
			}
		})
	}
}

// replace gives a value of a tree another, adds it, or takes it away.
func replace(t *testing.T, n *doc.Node, path []string, value *doc.Node) {
	t.Helper()
	i := slices.IndexFunc(n.Fields, func(f doc.Field) bool { return f.Key == path[0] })
	switch {
	case i < 0 && len(path) == 1 && value != nil:
		n.Fields = append(n.Fields, doc.Field{Key: path[0], Value: value})
	case i < 0:
		t.Fatalf("there is no %s", path[0])
	case len(path) > 1:
		replace(t, n.Fields[i].Value, path[1:], value)
	case value == nil:
		n.Fields = slices.Delete(n.Fields, i, i+1)
	default:
		n.Fields[i].Value = value
	}
}

// Without its page, an address that is not whole leads nowhere.
func TestABuiltReviewWithoutABaseURLHasNoAddressOfItsOwn(t *testing.T) {
	n := built(t)
	replace(t, n, []string{"url"}, &doc.Node{Kind: doc.Scalar, Text: "/claims/one/"})
	if found := codes(validator.Validate(n, schemaorg.Page{})); !slices.Equal(found, []string{"A375 url"}) {
		t.Errorf("found %q", found)
	}
}

func TestASecondBuiltReviewOnAPageIsFound(t *testing.T) {
	at := schemaorg.Page{URL: builtPage}
	second := built(t)
	replace(t, second, []string{"claimReviewed"}, &doc.Node{Kind: doc.Scalar, Text: "There were fourteen wars."})
	found := codes(validator.ValidateFile([]schemaorg.Block{{Root: built(t), Page: at}, {Root: second, Page: at}}))
	if !slices.Equal(found, []string{"A382"}) {
		t.Errorf("found %q", found)
	}
	nested := built(t)
	replace(t, nested, []string{"itemReviewed", "review"}, second) // in the claim, where nobody looks for it
	if found := codes(validator.Validate(nested, at)); !slices.Contains(found, "A382 itemReviewed.review") {
		t.Errorf("nested: found %q", found)
	}
}
