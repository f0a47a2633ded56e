package site

import (
	"cmp"
	"slices"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

// Due is a published claim that the desk should look at again.
type Due struct {
	Claim *Claim
	Why   Reason
	Since date.Partial // the day, month or year that was set for it
}

// Reason is why a claim is due.
type Reason string

// The reasons: its review_by has come, or a promise is past its due date while its status is still open.
const (
	Review  Reason = "review"
	Promise Reason = "promise"
)

// Due lists what is due today, what has waited longest first. A month or year is past when its last day is. Retracted claims
// are never due.
func (s *Site) Due() []Due {
	var due []Due
	for _, c := range s.Claims {
		if c.ReviewBy.IsZero() && c.Claim.Due.IsZero() || c.State != Live || c.Retracted() {
			continue
		}
		if by := c.ReviewBy; !by.IsZero() && by.Last().Compare(s.Today) <= 0 {
			due = append(due, Due{c, Review, by})
		}
		if by := c.Claim.Due; c.Verdict != nil && c.Verdict.Open && by.Before(s.Today) {
			due = append(due, Due{c, Promise, by})
		}
	}
	slices.SortStableFunc(due, func(a, b Due) int {
		return cmp.Or(a.Since.Last().Compare(b.Since.Last()), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	return due
}

// overdue notes what is due.
func (r *resolver) overdue() {
	for _, d := range r.site.Due() {
		key, p := "review_by", diag.Problemf(diag.Overdue, "the check is due for review since %s", d.Since).
			Because("look at it again and set a new review_by")
		if d.Why == Promise {
			key, p = "due", diag.Problemf(diag.Overdue, "the promise was due %s and its status is still %q", d.Since, d.Claim.Verdict.ID).
				Because("add a development with the status it has come to")
		}
		r.found = append(r.found, diag.Finding{At: d.Claim.Positions.At(key), Severity: diag.Note, Problem: *p}.In(d.Claim.Path))
	}
}
