package check

import (
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// revised is a claim as it was published and as it is now.
type revised struct {
	*comparison
	was   *claim.Claim
	now   *site.Claim
	fresh []int // the numbers of the corrections that are new
}

func (r *revised) compare() {
	r.corrections()
	r.published()
	if r.corrected(func(k claim.Correction) bool { return k.Kind == "retraction" }) {
		return // nothing of what it says is upheld
	}
	r.verdict()
	r.wording()
	r.claimants()
	r.said()
}

// corrected tells that one of the new corrections is such a one.
func (r *revised) corrected(is func(claim.Correction) bool) bool {
	return slices.ContainsFunc(r.fresh, func(i int) bool { return is(r.now.Claim.Corrections[i]) })
}

// place is where a key stands; where it does not, the file as a whole.
func (r *revised) place(parts ...any) diag.At {
	at := r.now.Positions.At(claim.Path(parts...))
	if at == r.now.Positions.At("") {
		return diag.At{}
	}
	return at
}

// entry is the correction that would tell readers of a change.
func (r *revised) entry(was string) string {
	if was != "" {
		was = ", was: {" + was + "}"
	}
	return "add to corrections: {date: " + r.site.Today.String() + ", kind: correction, text: …" + was + "}"
}

// verdict wants a correction that names the verdict that was there.
func (r *revised) verdict() {
	if r.now.Scale == nil || r.now.Verdict == nil && r.now.Scale.Kind != claim.FreeOf {
		return // reported when the claim was resolved
	}
	was, now, scale := r.was.Verdict, r.now.Head.Verdict, r.scaleThen()
	switch {
	case scale != r.now.Scale.ID:
		r.otherScale(scale)
	case was == now, r.developed():
	case r.now.Scale.Find(was) == nil: // no correction can name it
		r.removed()
	case !r.corrected(func(k claim.Correction) bool { return k.Was != nil && k.Was.Verdict == was }):
		p := diag.Problemf(diag.VerdictChanged, "the verdict was %q at %s and is %q now, and no correction says so", was, r.before.Revision, now).
			Because("%s", r.entry("verdict: "+string(was)))
		if r.now.Scale.Kind == claim.Promise {
			p.Hint += ", or to developments what changed it"
		}
		r.fail(r.now.Path, r.place("verdict"), p)
	}
}

// otherScale: a verdict is nothing without its scale. A correction has no word for scales, so any will do.
func (r *revised) otherScale(was id.ID) {
	if len(r.fresh) > 0 {
		return
	}
	at := r.place("scale")
	if at == (diag.At{}) {
		at = r.place("verdict")
	}
	r.fail(r.now.Path, at, diag.Problemf(diag.VerdictChanged, "the claim was on the scale %q at %s and is on %q now, and no correction says so",
		was, r.before.Revision, r.now.Scale.ID).Because("%s", r.entry("")))
}

// removed: the scale does not have the verdict any more.
func (r *revised) removed() {
	if len(r.fresh) > 0 {
		return
	}
	r.fail(r.now.Path, r.place("verdict"), diag.Problemf(diag.VerdictChanged, "the verdict was %q at %s, which its scale does not have now, and no correction says so",
		r.was.Verdict, r.before.Revision).Because("%s; a verdict that is out of use stays in the scale with retired: true", r.entry("")))
}

// scaleThen is the scale that the claim was on: the one it named, or the first.
func (r *revised) scaleThen() id.ID {
	all := r.site.Versions
	if r.before.Scales != nil {
		all = r.before.Scales.Scales // never none: that would be an error of the file
	}
	if r.was.Scale != "" {
		return r.was.Scale
	}
	return all[0].ID
}

// developed tells that a new development gave a promise its new status.
func (r *revised) developed() bool {
	type event struct {
		date    date.Partial
		text    string
		verdict id.ID
	}
	events := func(developments []claim.Development) (all []event) {
		for _, d := range developments {
			all = append(all, event{d.Date, onOneLine(d.Text), d.Verdict})
		}
		return all
	}
	now := events(r.now.Claim.Developments)
	return r.now.Scale.Kind == claim.Promise && slices.ContainsFunc(notAmong(now, events(r.was.Developments)), func(i int) bool {
		return now[i].verdict == r.now.Head.Verdict
	})
}

// wording wants a correction that has the wording that was there.
func (r *revised) wording() {
	was := onOneLine(r.was.Wording)
	if was == onOneLine(r.now.Wording) ||
		r.corrected(func(k claim.Correction) bool { return k.Was != nil && onOneLine(k.Was.Wording) == was }) {
		return
	}
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(was) + `"`
	r.fail(r.now.Path, r.place("claim"), diag.Problemf(diag.WordingChanged, "the claim had another wording at %s, and no correction says so", r.before.Revision).
		Because("%s", r.entry("claim: "+quoted)))
}

// claimants: who is said to have made a claim, or no longer is, is owed a correction of any kind.
func (r *revised) claimants() {
	was, now := r.speakersThen(), r.speakersNow()
	if len(r.fresh) > 0 || len(now) != len(r.now.Head.Claimants) || sameSpeakers(was, now) {
		return
	}
	r.fail(r.now.Path, r.place("claimant"), diag.Problemf(diag.WordingChanged, "the claimant was %s at %s and is %s now, and no correction says so",
		named(was), r.before.Revision, named(now)).Because("%s", r.entry("")))
}

// said may become more exact, but not another day, without a correction of any kind.
func (r *revised) said() {
	was, now := r.was.Said, r.now.Said
	if len(r.fresh) > 0 || was.IsZero() || !now.IsZero() && !was.Before(now) && !now.Before(was) {
		return
	}
	text := now.String()
	if now.IsZero() {
		text = "left out"
	}
	r.fail(r.now.Path, r.place("said"), diag.Problemf(diag.WordingChanged, "said was %s at %s and is %s now, and no correction says so",
		was, r.before.Revision, text).Because("%s", r.entry("")))
}

// published never moves: feeds, archives and search engines go by it.
func (r *revised) published() {
	if r.was.Published.In(r.site.Zone).Equal(r.now.Published) {
		return
	}
	p := diag.Problemf(diag.PublishedChanged, "published was %s at %s and is %s now", r.was.Published, r.before.Revision, r.now.Head.Published).
		Because("write %s again; when the check was changed stands in corrections, or under updated", r.was.Published)
	r.found = append(r.found, diag.Finding{At: r.place("published"), Severity: diag.Warning, Problem: *p}.In(r.now.Path))
}
