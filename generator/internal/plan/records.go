package plan

import (
	"io"

	"assay/generator/internal/digest"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
)

// recordFile is the name of a claim's record beside its page.
const recordFile = "claim.json"

// recordOf adds the record of a claim and names what it is made of.
func (p *planner) recordOf(c *site.Claim) digest.Sum {
	h := &p.hasher
	h.Reset("record")
	h.Sum(p.facts)
	whole(h, c)
	p.heads(h, c.Related)
	articleHeads(h, c.Articles)
	sum := h.Done()
	p.add(Output{Path: c.URL[1:] + recordFile, Type: TypeOf(recordFile), Key: sum, Source: c.Path}, func(p *planner, w io.Writer) error {
		r, err := p.record.Whole(c)
		if err != nil {
			return err
		}
		return record.WriteJSON(w, r)
	})
	return sum
}

// cite lets reference managers pick up a claim's page and its sources.
func (p *planner) cite(view *ClaimPage, c *site.Claim) {
	if p.site.Base == "" || c.State != site.Live {
		return
	}
	view.Record, view.COinS = c.URL+recordFile, p.record.COinS(c)
	for _, m := range p.record.Citation(c) {
		view.Meta = append(view.Meta, Meta(m))
	}
	for i := range c.Sources {
		view.Claim.Sources[i].COinS = record.SourceCOinS(c.Sources[i])
	}
}
