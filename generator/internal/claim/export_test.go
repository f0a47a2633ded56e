package claim

// InlinePerson lets the tests see the keys of a speaker who has no page.
type InlinePerson = inlinePerson
