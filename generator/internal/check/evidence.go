package check

import (
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// evidence looks at what a claim's verdict rests on.
func (f *finder) evidence(c *site.Claim) {
	if len(c.Sources) == 0 {
		return // where some are needed, that is an error already
	}
	f.newer(c)
	if c.Verdict != nil && !c.Verdict.NeedsSources() {
		return
	}
	f.oneSource(c)
	f.firstHand(c)
	f.sides(c)
}

// oneSource: whoever made the only source may be wrong, or have a stake.
func (f *finder) oneSource(c *site.Claim) {
	outlet := c.Sources[0].Outlet
	for _, s := range c.Sources[1:] {
		if s.Outlet.ID == "" || s.Outlet.ID != outlet.ID {
			return
		}
	}
	p := diag.Problemf(diag.OneSource, "the verdict rests on one source only")
	if n := len(c.Sources); n > 1 {
		p = diag.Problemf(diag.OneSource, "each of the %d sources comes from one publisher, %s", n, outlet.Name)
	}
	f.note(c.Path, c.Positions.At("sources"), p.Because("find one that does not depend on it, or accept that there is none: accept: {A310: why}"))
}

// firstHand: what others say of the evidence is not the evidence.
func (f *finder) firstHand(c *site.Claim) {
	known := false
	for _, s := range c.Sources {
		switch s.Kind {
		case "primary", "dataset", "document", "interview":
			return
		case "":
		default:
			known = true
		}
	}
	p := diag.Problemf(diag.NoPrimarySource, "no source is evidence itself: a primary source, a dataset, a document or an interview").
		Because("cite what the others rely on")
	if !known {
		p = diag.Problemf(diag.NoPrimarySource, "no source says of which kind it is").Because("give each a kind, such as kind: dataset")
	}
	f.note(c.Path, c.Positions.At("sources"), p)
}

// sides: evidence that all points one way may have been looked for on that side only; evidence that points against the
// verdict is most likely marked wrongly.
func (f *finder) sides(c *site.Claim) {
	var pro, contra int
	for _, s := range c.Sources {
		switch s.Supports {
		case "for":
			pro++
		case "against":
			contra++
		}
	}
	if pro+contra < 2 || pro > 0 && contra > 0 {
		return
	}
	side := "for"
	if contra > 0 {
		side = "against"
	}
	at := c.Positions.At("sources")
	switch {
	case side == wrongSide(c.Verdict):
		f.warn(c.Path, at, diag.Problemf(diag.OneSided, "the verdict is %q, yet every source that takes a side is %s the claim", c.Verdict.Label, side).
			Because("supports: says whether a source speaks for the claim or against it"))
	case pro+contra == len(c.Sources):
		f.note(c.Path, at, diag.Problemf(diag.OneSided, "each of the %d sources is %s the claim", len(c.Sources), side).
			Because("look for what speaks on the other side, or gives context"))
	}
}

// wrongSide is the side that a verdict cannot rest on, "" where it can rest on either.
func wrongSide(v *claim.Verdict) string {
	if v == nil {
		return ""
	}
	switch v.Group {
	case "true", "mostly-true":
		return "against"
	case "false", "mostly-false":
		return "for"
	}
	return ""
}

// newer: a check cannot rest on what was published after it was last changed.
func (f *finder) newer(c *site.Claim) {
	if c.Updated.IsZero() {
		return // the claim has no date of publication, which is an error already
	}
	updated := edited(c)
	for i := range c.Sources {
		s := &c.Sources[i]
		if !site.CertainlyAfter(s.Date, updated) || onlyDeveloped(c, s) {
			continue
		}
		f.warn(c.Path, c.Positions.At(claim.Path("sources", placeOf(c, s.ID), "date")),
			diag.Problemf(diag.SourceNewer, "the source %q is of %s, after the last change of this check on %s", s.ID, s.Date, updated).
				Because("write when the check was changed under updated, or correct the date"))
	}
}

// edited is the day on which we last changed a check, as far as its file says so. A development, which is what the world did, does
// not change what the text rests on.
func edited(c *site.Claim) date.Partial {
	last, zone := c.Published, c.Published.Location()
	stamps := []date.Stamp{c.Head.Updated}
	for i := range c.Claim.Corrections {
		stamps = append(stamps, c.Claim.Corrections[i].Date)
	}
	for _, stamp := range stamps {
		if when := stamp.In(zone); when.After(last) {
			last = when
		}
	}
	return date.Of(last)
}

// onlyDeveloped tells that a source is cited by developments only, one of which may be as new as the source is.
func onlyDeveloped(c *site.Claim, s *claim.CitedSource) bool {
	if s.Citations > 0 {
		return false
	}
	for i := range c.Figures {
		if c.Figures[i].Source == s.ID {
			return false
		}
	}
	for i := range c.Claim.Developments {
		d := &c.Claim.Developments[i]
		for _, cited := range d.Sources {
			if cited == s.ID && !d.Date.Before(s.Date) {
				return true
			}
		}
	}
	return false
}

// placeOf gives where a source stands in the claim's file, where sources are not in the order of their numbers.
func placeOf(c *site.Claim, name claim.SourceID) int {
	for i := range c.Claim.Sources {
		if c.Claim.Sources[i].ID == name {
			return i
		}
	}
	return 0
}

// appearance: readers should be able to see for themselves that the claim was made.
func (f *finder) appearance(c *site.Claim) {
	if len(c.Appearances) > 0 {
		return
	}
	for i := range c.Claim.Statements {
		if c.Claim.Statements[i].URL != "" {
			return
		}
	}
	for _, m := range c.Media {
		if strings.Join([]string{string(m.URL), string(m.Archive), string(m.Original)}, "") != "" {
			return
		}
	}
	f.note(c.Path, c.Positions.At("claim"), diag.Problemf(diag.NoAppearance, "nothing tells where the claim can be read, heard or seen").
		Because("add appearances: [{url: …}]"))
}
