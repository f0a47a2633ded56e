package site

import (
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

// amended checks that every correction changed something. What followed a correction is what the next one, in order of
// time, says was there before; after the last it is what the claim says now.
func (r *resolver) amended(c *Claim) {
	if len(c.Claim.Corrections) == 0 {
		return
	}
	at := func(parts ...any) diag.At {
		return c.Positions.At(claim.Path(append([]any{"corrections"}, parts...)...))
	}
	verdict, wording := c.Head.Verdict, plain(c.Wording)
	retracted := -1
	for _, i := range slices.Backward(r.inOrder(c.Claim.Corrections)) {
		k := &c.Claim.Corrections[i]
		if k.Kind == "retraction" {
			if retracted >= 0 {
				r.fail(c.Path, at(retracted, "kind"), diag.Problemf(diag.NothingChanged, "the check was already retracted on %s", k.Date).
					Because("a check is withdrawn once: remove one of the two"))
			}
			retracted = i
		}
		if k.Was == nil {
			continue
		}
		if k.Was.Verdict == "" && k.Was.Wording == "" {
			r.fail(c.Path, at(i, "was"), diag.Problemf(diag.NothingChanged, "was does not say what stood there before").
				Because("write {verdict: …} or {claim: …}, or remove was"))
			continue
		}
		// A retraction leaves the verdict and the wording as they were.
		changes := k.Kind != "retraction"
		if was := k.Was.Verdict; was != "" {
			if was == verdict && changes {
				r.fail(c.Path, at(i, "was", "verdict"), diag.Problemf(diag.NothingChanged, "the verdict was %q before this correction and after it", was).
					Because("write the verdict that was there before, or remove it"))
			}
			verdict = was
		}
		if was := plain(k.Was.Wording); was != "" {
			if was == wording && changes {
				r.fail(c.Path, at(i, "was", "claim"), diag.Problemf(diag.NothingChanged, "the claim had this wording before the correction and after it").
					Because("write the wording that was there before, or remove it"))
			}
			wording = was
		}
	}
}

// inOrder gives the numbers of the corrections, oldest first; those of one moment as they stand in the file.
func (r *resolver) inOrder(corrections []claim.Correction) []int {
	order := make([]int, len(corrections))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return corrections[a].Date.In(r.site.Zone).Compare(corrections[b].Date.In(r.site.Zone))
	})
	return order
}

// plain leaves out how a text was laid out.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }

// statuses checks what developments say of the verdict. A promise's status changes with them, so the newest must be
// the one the claim has; the verdict on what was said does not change by what happened later.
func (r *resolver) statuses(c *Claim) {
	if c.Scale == nil {
		return
	}
	var last date.Partial // the newest first possible day of those that change the status
	for i := range c.Developments {
		d := &c.Developments[i]
		if d.Verdict == nil {
			continue
		}
		if d.Date.IsZero() {
			return // reported by the parser
		}
		if c.Scale.Kind != claim.Promise {
			r.fail(c.Path, c.Positions.At(claim.Path("developments", i, "verdict")),
				diag.Problemf(diag.Contradiction, "a development changes the status of a promise only; %q is no scale of promises", c.Scale.ID).
					Because("remove it; if the verdict itself was changed, write a correction with was: {verdict: …}"))
			continue
		}
		if last.IsZero() || d.Date.Compare(last) > 0 {
			last = d.Date.First()
		}
	}
	if last.IsZero() || c.Verdict == nil {
		return
	}
	newest := -1
	for i := range c.Developments { // all that may be the newest
		if d := &c.Developments[i]; d.Verdict != nil && d.Date.Last().Compare(last) >= 0 {
			if d.Verdict == c.Verdict {
				return
			}
			newest = i
		}
	}
	r.fail(c.Path, c.Positions.At(claim.Path("developments", newest, "verdict")),
		diag.Problemf(diag.Contradiction, "the newest development says %q and the claim %q", c.Developments[newest].Verdict.ID, c.Verdict.ID).
			Because("make the claim's verdict the present status, or add the development that led to it"))
}
