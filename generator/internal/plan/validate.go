package plan

import (
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/pack"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// MarkupChecker validates the structured data of a site, build after build. It remembers what it said of each claim by
// what the claim's data are made of, since validating takes longer than planning.
type MarkupChecker struct {
	validator *schemaorg.Validator
	site      digest.Sum // what the data have of the site
	known     digest.Memo[madeOf, []flaw]
	kept      int           // how many were known at first
	claims    []*site.Claim // of the last check
	cards     []decision    // which of them had
}

// madeOf is what the data of a claim are made of beside the site.
type madeOf struct{ claim, picture, card digest.Sum }

// flaw is what is wrong with a document.
type flaw struct {
	schemaorg.Issue
	of  string // the type of the document
	nth int    // among those of its type on the page, from 0
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
func (m *MarkupChecker) Check(s *site.Site, cards *Cards, before diag.List) diag.List {
	schema := schemaorg.New(s)
	failed := map[string]bool{}
	for i := range before {
		if before[i].Severity == diag.Error {
			failed[before[i].File] = true
		}
	}
	var found diag.List
	report := func(w writing, flaws []flaw) {
		if failed[w.file] {
			return
		}
		for _, f := range flaws {
			if w.reports(f) {
				found = append(found, w.placed(f))
			}
		}
	}
	flaws := m.flawsOf(s, schema, cards)
	for i, c := range s.Claims {
		if len(flaws[i]) == 0 || c.State == site.Draft {
			continue
		}
		report(writing{site: s, claim: c, file: c.Path, at: c.Positions}, flaws[i])
	}
	for _, a := range s.Articles {
		if a.State == site.Draft {
			continue
		}
		report(writing{site: s, file: a.Path, at: a.Positions}, m.validate(schema, a.URL, schema.Article(a)))
	}
	report(writing{site: s, file: config.FileName, at: s.Config.Positions}, m.validate(schema, "/", schema.WebSite(), schema.Organization()))
	return found
}

// flawsOf gives what is wrong with the data of each claim.
func (m *MarkupChecker) flawsOf(s *site.Site, schema *schemaorg.Builder, cards *Cards) [][]flaw {
	if sum := schema.Digest(); sum != m.site {
		m.site, m.known = sum, digest.Memo[madeOf, []flaw]{}
	}
	var decided []decision
	if cards != nil {
		decided = cards.decided
	}
	claims, had := m.claims, m.cards
	m.claims, m.cards = s.Claims, decided
	same := func(i int) bool {
		return s.Claims[i] == claims[i] && (decided == nil) == (had == nil) && (decided == nil || decided[i].sum == had[i].sum)
	}
	key := func(i int) madeOf {
		made := madeOf{claim: s.Claims[i].Digest}
		if p := s.Claims[i].Picture; p != nil {
			made.picture = digest.Of("picture", *p)
		}
		if cards.has(i) {
			made.card = cards.decided[i].sum
		}
		return made
	}
	return m.known.All(len(s.Claims), same, key, func(i int) []flaw {
		c := s.Claims[i]
		return m.validate(schema, c.URL, claimDocuments(schema, c, cards.picture(i))...)
	})
}

// AppendPacked writes, for the next process, of which claims nothing is to be said; there is something to be said of few.
func (m *MarkupChecker) AppendPacked(b []byte) []byte {
	b = append(b, m.site[:]...)
	for made, flaws := range m.known.Known() {
		if len(flaws) > 0 {
			continue
		}
		b = append(b, made.claim[:]...)
		for _, sum := range []digest.Sum{made.picture, made.card} {
			has := sum != digest.Sum{}
			if b = pack.AppendBool(b, has); has {
				b = append(b, sum[:]...)
			}
		}
	}
	return b
}

// UnpackFrom reads what AppendPacked wrote, to the end.
func (m *MarkupChecker) UnpackFrom(r *pack.Reader) {
	r.Bytes(m.site[:])
	for r.Rest() != "" {
		var made madeOf
		r.Bytes(made.claim[:])
		for _, sum := range []*digest.Sum{&made.picture, &made.card} {
			if r.Bool() {
				r.Bytes(sum[:])
			}
		}
		m.known.Learn(made, nil)
	}
	m.kept = m.known.Len()
}

// Learned tells that there is more to keep than there was.
func (m *MarkupChecker) Learned() bool { return m.known.Len() != m.kept }

// validate gives what is wrong with the documents of a page; nil ones have no faults.
func (m *MarkupChecker) validate(schema *schemaorg.Builder, address string, documents ...*doc.Node) []flaw {
	var all []flaw
	seen := map[string]int{}
	for _, d := range documents {
		if d == nil {
			continue
		}
		of := typeOf(d)
		for _, is := range m.validator.Validate(d, schemaorg.Page{URL: schema.Address(address)}) {
			all = append(all, flaw{is, of, seen[of]})
		}
		seen[of]++
	}
	return all
}

// typeOf gives the type of a document that was built.
func typeOf(d *doc.Node) string {
	for i := range d.Fields {
		if d.Fields[i].Key == "@type" {
			return d.Fields[i].Value.Text
		}
	}
	return ""
}
