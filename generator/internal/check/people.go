package check

import (
	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// people looks at those who have a page.
func (f *finder) people() {
	for _, people := range [][]*site.Person{f.site.Claimants, f.site.Team} {
		for _, who := range people {
			f.typed(who.Person, who.Path, who.Positions, "name")
		}
	}
}

// speakers looks at those whom a claim's file names.
func (f *finder) speakers(c *site.Claim) {
	for i, s := range c.Head.Claimants {
		f.typed(s.Inline, c.Path, c.Positions, "claimant", i)
	}
	for i := range c.Claim.Statements {
		for j, s := range c.Claim.Statements[i].Claimants {
			f.typed(s.Inline, c.Path, c.Positions, "statements", i, "claimant", j)
		}
	}
}

// typed: machines are told of a person or of an organization; of somebody without a type they would be told the wrong thing half
// the time.
func (f *finder) typed(who *claim.Person, file string, at *doc.Positions, key ...any) {
	if who == nil || who.Type != "" || who.Name == "" {
		return
	}
	f.note(file, at.At(claim.Path(key...)), diag.Problemf(diag.UntypedPerson, "nothing says whether %s is a person or an organization", who.Name).
		Because("add type: person or type: organization; structured data takes them for a person"))
}
