package claim

import (
	"reflect"
	"slices"

	"assay/generator/internal/markdown"
)

// DiffersInTexts tells that a claim is the same as before, or differs at most in what it says: its title, wording, quotation, conclusion and
// analysis. Nothing that pairs it with other files and lists, sorts or counts it is another, nor is anything that a rule compares.
func (c *Claim) DiffersInTexts(before *Claim) bool {
	return reflect.DeepEqual(c.facts(), before.facts()) && slices.EqualFunc(c.Body.Claims, before.Body.Claims, func(a, b markdown.Reference) bool { return a.ID == b.ID }) &&
		slices.EqualFunc(c.Cited, before.Cited, func(a, b CitedSource) bool { return a.ID == b.ID })
}

// facts is the claim without its texts and where things stand in its file. What is added to a claim is a fact until it is named here.
func (c *Claim) facts() Claim {
	f := *c
	f.Title, f.Wording, f.Short, f.Conclusion, f.Quote = "", "", "", "", ""
	f.Body, f.Cited, f.Positions = nil, nil, nil
	f.Digest, f.HeadDigest = [len(f.Digest)]byte{}, [len(f.HeadDigest)]byte{}
	return f
}
