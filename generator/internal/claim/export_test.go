package claim

// InlinePerson lets the tests see the keys of a speaker who has no page.
type InlinePerson = inlinePerson

// CSLFields and CSLKinds let the tests compare what is read of CSL-JSON with what is documented.
var (
	CSLFields = cslFields
	CSLKinds  = cslKinds
)

// Facts lets the tests see which fields are none.
func (c *Claim) Facts() Claim { return c.facts() }
