package site

import (
	"assay/generator/internal/claim"
	"assay/generator/internal/digest"
)

// digests names what cards and the claim's own page show of it.
func (c *Claim) digests(h *digest.Hasher) {
	h.Reset("claim-head")
	h.Sum(c.Claim.HeadDigest)
	h.String(string(c.State))
	h.Bool(c.retracted)
	addVerdict(h, c.Verdict)
	addPeople(h, c.Claimants)
	addTopics(h, c.Topics)
	h.Int(c.Updated.Unix())
	c.HeadDigest = h.Done()

	h.Reset("claim")
	h.Sum(c.Claim.Digest)
	h.Sum(c.HeadDigest)
	for _, s := range c.Statements {
		addPeople(h, s.Claimants)
	}
	addPeople(h, c.Authors)
	addPeople(h, c.Reviewers)
	for _, sum := range c.shared {
		h.Sum(sum)
	}
	for _, d := range c.Developments {
		addVerdict(h, d.Verdict)
	}
	for _, k := range c.Corrections {
		addVerdict(h, k.Was)
	}
	if c.Scale != nil {
		h.String(c.Scale.Label)
		h.String(string(c.Scale.LabelLang))
		h.String(string(c.Scale.ID))
	}
	addAlternates(h, c.Alternates)
	c.Digest = h.Done()
}

func addVerdict(h *digest.Hasher, v *claim.Verdict) {
	if v == nil {
		h.Int(0)
		return
	}
	h.Int(1)
	h.Sum(v.Digest)
}

func addTopics(h *digest.Hasher, topics []*Topic) {
	h.Int(int64(len(topics)))
	for _, t := range topics {
		h.String(t.Title)
	}
}

func addAlternates(h *digest.Hasher, all []Alternate) {
	for _, a := range all {
		h.String(string(a.Lang))
		h.String(a.URL)
	}
}

func addPeople(h *digest.Hasher, people []*Person) {
	h.Int(int64(len(people)))
	for _, who := range people {
		h.Sum(who.NameDigest) // zero for somebody named in the claim's file, which is an input anyway
	}
}

func (a *Article) digests(h *digest.Hasher) {
	h.Reset("article-head")
	h.Sum(a.Article.HeadDigest)
	h.String(string(a.State))
	addTopics(h, a.Topics)
	addPeople(h, a.Authors)
	a.HeadDigest = h.Done()
	h.Reset("article")
	h.Sum(a.Article.Digest)
	h.Sum(a.HeadDigest)
	addAlternates(h, a.Alternates)
	a.Digest = h.Done()
}
