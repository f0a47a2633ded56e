package site

import (
	"runtime"
	"slices"
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/guard"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// resolveClaims pairs every claim with what it names. States and ids come first: what a mentioned claim is must be
// known before the mention is followed. What has to be done in a row is done beside what all cores do.
func (r *resolver) resolveClaims() {
	r.all = make([]*Claim, len(r.slab))
	for i := range r.slab {
		r.all[i] = &r.slab[i]
	}
	var beside guard.Group
	beside.Go(func() error { r.nameTopics(); return nil })
	r.eachClaim(func(r *resolver, c *Claim) {
		c.URL, c.Language = "/claims/"+string(c.ID)+"/", r.cfg.Lang
		r.date(c)
	})
	r.registerClaims()
	_ = beside.Wait() // it does not fail
	r.pairTranslations()
	ordered := slices.Clone(r.all)
	beside.Go(func() error { byPublication(ordered); return nil })
	r.eachClaim(func(r *resolver, c *Claim) {
		r.pairClaim(c)
	})
	_ = beside.Wait()
	r.all = ordered
}

// pairClaim pairs a claim that has its dates.
func (r *resolver) pairClaim(c *Claim) {
	r.people(c)
	r.verdict(c)
	r.sources(c)
	r.neighbours(c)
	r.chronology(c)
	r.amended(c)
	r.statuses(c)
	r.snapshots(c)
	c.digests(&r.hasher)
}

// nameTopics makes the topics that claims name, also those whose ids are not theirs alone.
func (r *resolver) nameTopics() {
	for i := range r.slab {
		c := &r.slab[i]
		c.Topics = r.topicsOf(c.Head.Topics)
	}
}

// registerClaims keeps the claims whose id is theirs alone.
func (r *resolver) registerClaims() {
	r.all = slices.DeleteFunc(r.all, func(c *Claim) bool {
		return !register(r, r.claims, c.ID, c.Path, c, func(c *Claim) string { return c.Path })
	})
}

// eachClaim calls f for all claims, on all cores. Each has a resolver of its own to report to; what they share
// is only read meanwhile, and f writes to its own claim only.
func (r *resolver) eachClaim(f func(*resolver, *Claim)) {
	const chunk = 256
	workers := make([]resolver, (len(r.all)+chunk-1)/chunk)
	var group guard.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, claims := range slices.Collect(slices.Chunk(r.all, chunk)) {
		w := &workers[i]
		*w = *r
		w.found, w.hasher = nil, digest.Hasher{}
		group.Go(func() error {
			for _, c := range claims {
				guard.In(c.Path, func() { f(w, c) })
			}
			return nil
		})
	}
	_ = group.Wait() // f does not fail
	for i := range workers {
		r.found = append(r.found, workers[i].found...)
	}
}

// date settles when a claim was published and changed, and so its state.
func (r *resolver) date(c *Claim) {
	c.Published, c.Updated = r.dates(c.Path, c.Positions, c.Head.Published, c.Head.Updated)
	c.State = r.stateOf(c.Draft, c.Published)
	c.retracted = c.Claim.Retracted()
	for i := range c.Claim.Developments { // a page that tells of one was changed on that day at the earliest
		day := c.Claim.Developments[i].Date
		if when := day.In(r.site.Zone); day.Day != 0 && when.After(c.Updated) {
			c.Updated = when
		}
	}
	for i, k := range c.Claim.Corrections {
		when := k.Date.In(r.site.Zone)
		if c.Head.Updated.IsZero() && when.After(c.Updated) {
			c.Updated = when
		}
		if r.earlier(k.Date, c.Head.Published) && !k.Date.IsZero() {
			r.fail(c.Path, c.Positions.At(claim.Path("corrections", i, "date")),
				diag.Problemf(diag.BadOrder, "a correction of %s precedes the publication on %s", k.Date, c.Head.Published))
		}
	}
}

// dates tells when something was published and changed, in the site's zone; what was never changed, when it was published.
func (r *resolver) dates(file string, at *doc.Positions, published, updated date.Stamp) (first, last time.Time) {
	first = published.In(r.site.Zone)
	if updated.IsZero() {
		return first, first
	}
	last = updated.In(r.site.Zone)
	if r.earlier(updated, published) {
		r.fail(file, at.At("updated"), diag.Problemf(diag.BadOrder, "updated %s is before published %s", updated, published))
	} else if last.Before(first) { // on the day of publication
		last = first
	}
	return first, last
}

func (r *resolver) people(c *Claim) {
	c.Claimants = r.speakers(c, c.Head.Claimants, "claimant")
	for i, s := range c.Claim.Statements {
		who := c.Claimants
		if len(s.Claimants) > 0 {
			who = r.speakers(c, s.Claimants, "statements", i, "claimant")
		}
		c.Statements = append(c.Statements, Statement{Statement: s, Claimants: who})
	}
	c.Authors = r.members(c.Path, c.Positions, c.Claim.Authors, "authors")
	c.Reviewers = r.members(c.Path, c.Positions, c.Claim.Reviewers, "reviewers")
}

func (r *resolver) speakers(c *Claim, speakers claim.Speakers, key ...any) []*Person {
	people := make([]*Person, 0, len(speakers))
	for i, s := range speakers {
		who, known := r.claimants[s.ID]
		switch {
		case s.Inline != nil:
			people = append(people, &Person{Person: s.Inline, Edition: Edition{Language: r.cfg.Lang}})
		case known:
			people = append(people, who)
		case s.ID != "":
			r.fail(c.Path, c.Positions.At(claim.Path(append(key, i)...)), diag.Problemf(diag.UnknownClaimant, "unknown claimant %q", s.ID).
				Because("%s", orElse(r.hint(c.Path, r.known.claimants, string(s.ID)), "add content/claimants/"+string(s.ID)+".md, or write {name: …} here")))
		}
	}
	return people
}

func orElse(hint, other string) string {
	if hint == "" {
		return other
	}
	return hint
}

// members finds those of the team that a file names.
func (r *resolver) members(file string, at *doc.Positions, ids []id.ID, key string) []*Person {
	people := make([]*Person, 0, len(ids))
	for i, name := range ids {
		if who, ok := r.team[name]; ok {
			people = append(people, who)
		} else if name != "" {
			r.fail(file, at.At(claim.Path(key, i)), diag.Problemf(diag.UnknownPerson, "nobody in the team is called %q", name).
				Because("%s", orElse(r.hint(file, r.known.team, string(name)), "add content/team/"+string(name)+".md")))
		}
	}
	return people
}

// verdict finds the scale and the verdict, those of the developments too.
func (r *resolver) verdict(c *Claim) {
	name := c.Head.Scale
	if name == "" && len(r.scales.Scales) > 0 {
		name = r.scales.Scales[0].ID
	}
	c.Scale = r.scaleOn(name, date.Of(c.Published))
	if c.Scale == nil && r.unscaled {
		return
	}
	if c.Scale == nil {
		r.fail(c.Path, c.Positions.At("scale"), diag.Problemf(diag.UnknownScale, "unknown scale %q", name).
			Because("%s", diag.DidYouMean(string(name), r.scaleNames())))
		return
	}
	for i, d := range c.Claim.Developments {
		v := r.verdictIn(c, d.Verdict, "developments", i, "verdict")
		c.Developments = append(c.Developments, Development{Development: d, Verdict: v})
	}
	for i, k := range c.Claim.Corrections {
		resolved := Correction{Correction: k}
		if k.Was != nil {
			resolved.Was = r.verdictIn(c, k.Was.Verdict, "corrections", i, "was", "verdict")
		}
		c.Corrections = append(c.Corrections, resolved)
	}
	switch {
	case c.Scale.Kind == claim.FreeOf && c.Head.Verdict != "":
		r.fail(c.Path, c.Positions.At("verdict"), diag.Problemf(diag.UnknownVerdict, "the scale %q has no verdicts", c.Scale.ID).Because("remove verdict, the conclusion's first sentence is the rating"))
	case c.Scale.Kind != claim.FreeOf && c.Head.Verdict == "":
		r.missing(c, "verdict", diag.Problemf(diag.Missing, "verdict is required"))
	default:
		c.Verdict = r.verdictIn(c, c.Head.Verdict, "verdict")
	}
	if c.Verdict != nil && c.Verdict.Retired {
		r.retired(c)
	}
}

// missing reports what a claim lacks, unless the parser has already said something of that place.
// In a draft it is only a note.
func (r *resolver) missing(c *Claim, key string, p *diag.Problem) {
	at := c.Positions.At(key)
	for _, f := range c.findings {
		if f.At == at && at != c.Positions.At("") || f.Code.Unreadable() {
			return
		}
	}
	found := diag.Findings{}
	found.Add(at, p)
	if c.Draft {
		found = claim.ForDraft(found)
	}
	r.found = append(r.found, found.In(c.Path)...)
}

// retired: a claim keeps a verdict that was in use when it was published; a new one should not get it.
func (r *resolver) retired(c *Claim) {
	p := diag.Problemf(diag.RetiredVerdict, "the verdict %q is retired", c.Verdict.ID)
	if next := c.Scale.Successor(c.Verdict); next != nil {
		p.Hint = `use "` + string(next.ID) + `"`
	}
	r.warn(c.Path, c.Positions.At("verdict"), p)
}

func (r *resolver) verdictIn(c *Claim, name id.ID, key ...any) *claim.Verdict {
	if name == "" {
		return nil
	}
	v := c.Scale.Find(name)
	if v == nil {
		var known []string
		for _, v := range c.Scale.Verdicts {
			known = append(known, string(v.ID))
		}
		r.fail(c.Path, c.Positions.At(claim.Path(key...)), diag.Problemf(diag.UnknownVerdict, "unknown verdict %q", name).
			Because("%s", r.verdictHint(c, name, known)))
	}
	return v
}

// verdictHint sees that a verdict is one of another scale's.
func (r *resolver) verdictHint(c *Claim, name id.ID, known []string) string {
	for _, s := range r.scales.Scales {
		if s != c.Scale && s.Find(name) != nil && c.Head.Scale == "" {
			return "it is on another scale: add scale: " + string(s.ID)
		}
	}
	return diag.DidYouMean(string(name), known)
}

func (r *resolver) scaleNames() []string {
	var all []string
	for _, s := range r.scales.Scales {
		all = append(all, string(s.ID))
	}
	return all
}

// sources pairs the claim's list with the shared sources.
func (r *resolver) sources(c *Claim) {
	c.Sources = c.Cited
	if len(c.Cited) == 0 {
		r.needsSources(c)
	}
	if len(r.shared) == 0 && !c.Shares {
		return
	}
	for i := range c.Cited {
		shared, isShared := r.shared[c.Cited[i].ID]
		switch isReference := c.Cited[i].IsReference(); {
		case isReference && isShared:
			if len(c.shared) == 0 {
				c.Sources = slices.Clone(c.Cited) // what the claim's file says stays as it is
			}
			merged := c.Cited[i].Over(*shared.Source)
			if p := merged.CheckAccess(); p != nil {
				r.warn(c.Path, c.sourceAt(i, "accessed"), p)
			}
			c.Sources[i].Source, c.Sources[i].Outlet, c.shared = &merged, shared.outlet(), append(c.shared, shared.sum)
		case isReference && r.unshared: // it may be in the file that is broken
		case isReference:
			r.fail(c.Path, c.sourceAt(i, "id"), diag.Problemf(diag.UnknownSource, "no shared source is called %q", c.Cited[i].ID).
				Because("%s", orElse(r.hint(c.Path, r.known.shared, string(c.Cited[i].ID)), "add it to claims/sources.yaml, or give it a title here")))
		case isShared:
			r.fail(c.Path, c.sourceAt(i, "id"), diag.Problemf(diag.DuplicateSource, "%q is also a shared source", c.Cited[i].ID).
				Because("leave only id, supports, quote and accessed here, or choose another id"))
		}
	}
}

func (r *resolver) needsSources(c *Claim) {
	switch {
	case c.Verdict != nil && c.Verdict.NeedsSources():
		r.missing(c, "sources", diag.Problemf(diag.NoSource, "the verdict %q rests on no source", c.Verdict.ID).
			Because("add sources, or use a verdict that needs none"))
	case c.Scale != nil && c.Scale.Kind == claim.FreeOf:
		r.missing(c, "sources", diag.Problemf(diag.NoSource, "the conclusion rests on no source").Because("add sources"))
	}
}

// sourceAt gives the place of a key of the source with a number, counted from 0.
func (c *Claim) sourceAt(number int, key string) diag.At {
	for i := range c.Claim.Sources {
		if &c.Claim.Sources[i] == c.Cited[number].Source {
			return c.Positions.At(claim.Path("sources", i, key))
		}
	}
	return c.Positions.At("sources")
}

// neighbours follows the claim's references to other claims and to articles.
func (r *resolver) neighbours(c *Claim) {
	for i, name := range c.Claim.Related {
		at := func() diag.At { return c.Positions.At(claim.Path("related", i)) }
		if other := r.follow(c.Path, c.ID, name, at); other != nil && !slices.Contains(c.Related, other) {
			c.Related = append(c.Related, other)
		}
	}
	c.Mentions = r.mentions(c.Path, c.ID, c.Body.Claims)
	if _, ok := r.articles[c.PartOf]; !ok && c.PartOf != "" {
		r.fail(c.Path, c.Positions.At("part_of"), diag.Problemf(diag.UnknownArticle, "unknown article %q", c.PartOf).
			Because("%s", r.hint(c.Path, r.known.articles, string(c.PartOf))))
	}
}

// follow finds a claim that is referred to; nil where there is none or it is not built.
func (r *resolver) follow(file string, self, name id.ID, at func() diag.At) *Claim {
	other, ok := r.claims[name]
	switch {
	case name == "":
		return nil
	case name == self:
		r.fail(file, at(), diag.Problemf(diag.SelfReference, "the claim refers to itself"))
	case !ok:
		r.fail(file, at(), diag.Problemf(diag.UnknownClaim, "unknown claim %q", name).Because("%s", r.hint(file, r.known.claims, string(name))))
	case r.builds(other):
		return other
	case r.claims[self] == nil || r.claims[self].State == Live:
		r.warn(file, at(), diag.Problemf(diag.NotBuilt, "the claim %q is %s and not part of the site", name, article(other.State)).Because("the reference is left out until it is published"))
	}
	return nil
}

func article(s State) string {
	if s == Draft {
		return "a draft"
	}
	return string(s)
}

func (r *resolver) mentions(file string, self id.ID, refs []markdown.Reference) map[id.ID]*Claim {
	if len(refs) == 0 {
		return nil
	}
	found := map[id.ID]*Claim{}
	for _, ref := range refs {
		if other := r.follow(file, self, id.ID(ref.ID), func() diag.At { return ref.At }); other != nil {
			found[id.ID(ref.ID)] = other
		}
	}
	return found
}

// attribute gives people their claims. Somebody counts once per claim, whether first to say it or repeating.
func (r *resolver) attribute() {
	for _, c := range r.site.Claims {
		c.credit()
	}
}

func (c *Claim) credit() {
	credit(c, c.Claimants)
	for _, s := range c.Statements {
		credit(c, s.Claimants)
	}
	credit(c, c.Authors)
}

func credit(c *Claim, people []*Person) {
	for _, who := range people {
		claims := &who.Claims
		if c.Retracted() {
			claims = &who.Retracted
		}
		if n := len(*claims); n == 0 || (*claims)[n-1] != c {
			*claims = append(*claims, c)
		}
	}
}
