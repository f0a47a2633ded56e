package plan

import (
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// MarkupChecker validates the structured data of a site, build after build. It remembers what it said of each claim by
// what the claim's data are made of, since validating takes longer than planning.
type MarkupChecker struct {
	validator *schemaorg.Validator
	known     map[digest.Sum][]schemaorg.Issue
}

// NewMarkupChecker makes a checker that knows nothing yet.
func NewMarkupChecker() *MarkupChecker {
	return &MarkupChecker{validator: schemaorg.NewValidator()}
}

// Check validates what the pages of claims and articles, and the home page, will carry. What is found is reported where the
// value was written.
//
// Drafts may be unfinished. Of files in which errors were found before, nothing is said: what their data lack follows
// from these.
func (m *MarkupChecker) Check(s *site.Site, before diag.List) diag.List {
	schema := schemaorg.New(s)
	issues := m.claims(s, schema)
	failed := map[string]bool{}
	for _, d := range before {
		failed[d.File] = failed[d.File] || d.Severity == diag.Error
	}
	var found diag.List
	for i, c := range s.Claims {
		for _, is := range issues[i] {
			if c.State != site.Draft && !failed[c.Path] && reportable(s, is) {
				found = append(found, placed(s, c, is))
			}
		}
	}
	page := func(address string) schemaorg.Page { return schemaorg.Page{URL: schema.Address(address)} }
	whole := func(d *doc.Node, address, file string) {
		if d == nil || failed[file] {
			return
		}
		for _, is := range m.validator.Validate(d, page(address)) {
			if reportable(s, is) {
				is.At = diag.At{}
				found = append(found, is.In(file))
			}
		}
	}
	whole(schema.WebSite(), "/", config.FileName)
	whole(schema.Organization(), "/", config.FileName)
	for _, a := range s.Articles {
		if a.State == site.Draft {
			continue
		}
		whole(schema.Article(a), a.URL, a.Path)
	}
	return found
}

// claims gives what is wrong with the data of each claim.
func (m *MarkupChecker) claims(s *site.Site, schema *schemaorg.Builder) [][]schemaorg.Issue {
	issues, sums := make([][]schemaorg.Issue, len(s.Claims)), make([]digest.Sum, len(s.Claims))
	const atOnce = 256
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for first := 0; first < len(s.Claims); first += atOnce {
		group.Go(func() error {
			var h digest.Hasher
			for i := first; i < min(first+atOnce, len(s.Claims)); i++ {
				c := s.Claims[i]
				h.Reset("markup")
				h.Sum(schema.Digest())
				h.Sum(c.Digest)
				picture(&h, c.Picture)
				sums[i] = h.Done()
				var known bool
				if issues[i], known = m.known[sums[i]]; !known {
					issues[i] = m.validate(schema, c)
				}
			}
			return nil
		})
	}
	_ = group.Wait() // validating does not fail
	m.known = make(map[digest.Sum][]schemaorg.Issue, len(sums))
	for i, sum := range sums {
		m.known[sum] = issues[i]
	}
	return issues
}

func (m *MarkupChecker) validate(schema *schemaorg.Builder, c *site.Claim) []schemaorg.Issue {
	var all []schemaorg.Issue
	for _, d := range claimDocuments(schema, c) {
		all = append(all, m.validator.Validate(d, schemaorg.Page{URL: schema.Address(c.URL)})...)
	}
	return all
}

// reportable leaves out what another check says of the files better.
func reportable(s *site.Site, is schemaorg.Issue) bool {
	switch is.Code {
	case diag.LongReviewed: // A115 asks for the short form
		return false
	case diag.WrongPage: // A350 says that there is no base URL
		return s.Base != ""
	case diag.MarkupWants: // A316 asks for an appearance
		return !strings.Contains(strings.ToLower(is.Path), "appearance")
	}
	return true
}

// origins tell which key of a claim's file a property is made of, the longer paths first.
func origins() []struct{ property, key string } {
	return []struct{ property, key string }{
		{"claimReviewed", "claim_short"},
		{"reviewRating.ratingExplanation", "conclusion"},
		{"reviewRating", "verdict"},
		{"itemReviewed.name", "claim"},
		{"itemReviewed.author", "claimant"},
		{"itemReviewed.datePublished", "said"},
		{"itemReviewed.text", "quote"},
		{"itemReviewed.appearance", "appearances"},
		{"itemReviewed.firstAppearance", "appearances"},
		{"itemReviewed.mediaItemAppearance", "media"},
		{"mediaAuthenticityCategory", "media"},
		{"originalMedia", "media"},
		{"headline", "title"},
		{"description", "conclusion"},
		{"datePublished", "published"},
		{"dateModified", "updated"},
		{"citation", "sources"},
		{"correction", "corrections"},
		{"contributor", "reviewers"},
		{"about", "topics"},
		{"image", "image"},
	}
}

// placed finds where the value was written: in the claim's file, or in site.yaml.
func placed(s *site.Site, c *site.Claim, is schemaorg.Issue) diag.Diagnostic {
	for property, key := range map[string]string{"url": "base_url", "author": "publisher", "publisher": "publisher", "sdLicense": "licence"} {
		if is.Path == property || strings.HasPrefix(is.Path, property+".") {
			is.At = s.Config.Positions.At(key)
			return is.In(config.FileName)
		}
	}
	whole := c.Positions.At("")
	is.At = whole
	for _, from := range origins() {
		if strings.HasPrefix(is.Path, from.property) {
			is.At = c.Positions.At(from.key)
			break
		}
	}
	if is.At == whole && is.Path == "claimReviewed" { // without a short form it is the claim
		is.At = c.Positions.At("claim")
	}
	return is.In(c.Path)
}
