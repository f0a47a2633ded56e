package site

import (
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

// earlier tells that one stamp certainly comes before another: of a day, all that is known is the day.
func (r *resolver) earlier(a, b date.Stamp) bool {
	x, y := a.In(r.site.Zone), b.In(r.site.Zone)
	if a.Moment.IsZero() || b.Moment.IsZero() {
		return date.Of(x).Compare(date.Of(y)) < 0
	}
	return x.Before(y)
}

// CertainlyAfter tells that a date comes after a day of the site's zone. Where it was written down may be half a day
// ahead, so the next day is not.
func CertainlyAfter(d, day date.Partial) bool {
	return !d.IsZero() && d.Compare(day) > 0 && d.In(time.UTC).Sub(day.In(time.UTC)) > 24*time.Hour
}

// chronology checks that what a claim's dates say can have happened in that order. What certainly cannot have is an
// error, what is only odd a warning; partial dates get the benefit of the doubt.
func (r *resolver) chronology(c *Claim) {
	if c.Head.Published.IsZero() {
		return // reported by the parser
	}
	published, updated := date.Of(c.Published), date.Of(c.Updated)
	at := func(parts ...any) diag.At { return c.Positions.At(claim.Path(parts...)) }
	if CertainlyAfter(c.Said, published) {
		r.fail(c.Path, at("said"), diag.Problemf(diag.BadOrder, "said %s is after the check was published on %s", c.Said, published))
	}
	if c.ReviewBy.Before(published) {
		r.fail(c.Path, at("review_by"), diag.Problemf(diag.BadOrder, "review_by %s is before the check was published on %s", c.ReviewBy, published))
	}
	if c.Due.Before(c.Said) {
		r.fail(c.Path, at("due"), diag.Problemf(diag.BadOrder, "due %s is before it was said, %s", c.Due, c.Said))
	}
	for i := range c.Appearances {
		if when := c.Appearances[i].Date; CertainlyAfter(when, updated) {
			r.warn(c.Path, at("appearances", i, "date"), diag.Problemf(diag.BadOrder, "the appearance of %s is later than the last change of this check, %s", when, updated).
				Because("write when the check was changed under updated"))
		}
	}
	for i := range c.Claim.Developments {
		if when := c.Claim.Developments[i].Date; when.Before(c.Said) {
			r.warn(c.Path, at("developments", i, "date"), diag.Problemf(diag.BadOrder, "the development of %s is older than the claim, said %s", when, c.Said).
				Because("developments are what happened later; what came before belongs into the text"))
		}
	}
	r.updatedLast(c)
	if c.State == Live {
		r.stillToCome(c)
	}
}

// stillToCome: nothing that is told can have happened on a day that has not been. Feeds, sitemaps and search engines would take it for
// the last change, and whatever is changed before that day would go unnoticed.
func (r *resolver) stillToCome(c *Claim) {
	at := func(parts ...any) diag.At { return c.Positions.At(claim.Path(parts...)) }
	if !c.Head.Updated.IsZero() {
		r.notYet(c.Path, at("updated"), "updated", date.Of(c.Head.Updated.In(r.site.Zone)))
	}
	for i := range c.Claim.Corrections {
		if when := c.Claim.Corrections[i].Date; !when.IsZero() {
			r.notYet(c.Path, at("corrections", i, "date"), "the correction of", date.Of(when.In(r.site.Zone)))
		}
	}
	for i := range c.Claim.Developments {
		r.notYet(c.Path, at("developments", i, "date"), "the development of", c.Claim.Developments[i].Date)
	}
}

func (r *resolver) notYet(file string, at diag.At, what string, when date.Partial) {
	if CertainlyAfter(when, r.site.Today) {
		r.warn(file, at, diag.Problemf(diag.BadOrder, "%s %s is still to come", what, when).
			Because("correct the date, or write it down when that day has come"))
	}
}

// updatedLast: what is said of the last change must not be older than a correction.
func (r *resolver) updatedLast(c *Claim) {
	if c.Head.Updated.IsZero() {
		return
	}
	var newest date.Stamp
	for i := range c.Claim.Corrections {
		if when := c.Claim.Corrections[i].Date; !when.IsZero() && (newest.IsZero() || r.earlier(newest, when)) {
			newest = when
		}
	}
	if !newest.IsZero() && r.earlier(c.Head.Updated, newest) {
		r.fail(c.Path, c.Positions.At("updated"), diag.Problemf(diag.BadOrder, "updated %s is before the correction of %s", c.Head.Updated, newest).
			Because("leave updated out: it defaults to the newest correction"))
	}
}
