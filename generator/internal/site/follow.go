package site

import (
	"maps"
	"slices"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/id"
)

// Follower resolves one site again and again.
//
// Where files were edited that only hold claims which differ in texts ([claim.Claim.DiffersInTexts]), all pairs stay as they are, and so does the place
// of everything in every list. Then the next site is made of the last: what shows one of these claims is a copy that has the new one, and
// all else is the very same as before. So whoever works on a site's parts can tell by their identity what there is to do.
//
// Parts lead to each other, and copies stop one step away: a claim names related ones as they are now, but these may name theirs, as
// people and articles may, as they were. Nothing shows more of those than their heads, which are the same.
type Follower struct {
	last     *resolver
	snapshot *files.Snapshot
	parsed   []*Parsed
	referrer [][]int32 // by the number of a claim, those of the claims that name it; nil before an edit asks
	times    int       // in a row that a site was made of another
}

const (
	mostFollowed = 64  // edited files at once; more cost as much as all
	mostTimes    = 100 // in a row: parts that are a step further away hold some of each site that was
)

// Resolve does what [Parser.Resolve] does.
func (f *Follower) Resolve(p *Parser, snapshot *files.Snapshot, parsed []*Parsed, opt Options) (*Site, diag.List) {
	f.times++
	if !f.follow(snapshot, parsed, opt) {
		f.last, f.referrer, f.times = p.resolve(snapshot, parsed, opt), nil, 0
	}
	f.snapshot, f.parsed = snapshot, parsed
	return f.last.site, f.last.found
}

// follow makes the next site of the last, or tells that this cannot be done.
func (f *Follower) follow(snapshot *files.Snapshot, parsed []*Parsed, opt Options) bool {
	r := f.last
	if r == nil || f.times > mostTimes || r.found.Failed() || len(r.editions)+len(r.translations) > 0 || opt.BaseURL != r.opt.BaseURL || opt.Drafts != r.opt.Drafts ||
		date.Of(opt.Now.In(r.site.Zone)) != r.site.Today || r.site.Passed(opt.Now) {
		return false
	}
	edited, same := snapshot.Edits(f.snapshot)
	if !same || len(edited) > mostFollowed {
		return false
	}
	r.snapshot = snapshot
	e := edit{resolver: r, claims: map[*Claim]*Claim{}, people: map[*Person]*Person{}, topics: map[*Topic]*Topic{}, copies: map[any]bool{}}
	for _, i := range edited {
		if !e.replaces(f.parsed[i], parsed[i]) {
			return false
		}
	}
	f.refer()
	e.addReferrers(f.referrer)
	if !e.pair() {
		return false
	}
	e.list()
	return true
}

// refer finds out which claims name which.
func (f *Follower) refer() {
	if f.referrer != nil {
		return
	}
	claims := f.last.site.Claims
	f.referrer = make([][]int32, len(claims))
	for i, c := range claims {
		for _, named := range c.Related {
			f.referrer[named.number] = append(f.referrer[named.number], int32(i))
		}
		for _, named := range c.Mentions {
			f.referrer[named.number] = append(f.referrer[named.number], int32(i))
		}
	}
}

// edit makes a site of another. It finds copies by what they are copies of.
type edit struct {
	*resolver
	texts  []*Claim // the claims that were edited
	claims map[*Claim]*Claim
	people map[*Person]*Person
	topics map[*Topic]*Topic
	copies map[any]bool // of people, topics and outlets
}

// replaces puts what a file says into the place of what it said, if it is a claim that differs in texts only, and nothing is to be said of it.
func (e *edit) replaces(before, now *Parsed) bool {
	if before == nil || now == nil || before.Kind != ClaimFile || now.Kind != ClaimFile || len(before.Findings)+len(now.Findings) > 0 ||
		!now.Claim.DiffersInTexts(before.Claim) {
		return false
	}
	old := e.resolver.claims[now.Claim.ID]
	if old == nil || old.Claim != before.Claim || old.number < 0 ||
		slices.ContainsFunc(e.found, func(d diag.Diagnostic) bool { return d.File == old.Path }) {
		return false
	}
	c := e.copy(old)
	c.Claim, c.findings = now.Claim, now.Findings
	e.texts = append(e.texts, c)
	return true
}

// copy gives the claim that stands in the place of another.
func (e *edit) copy(old *Claim) *Claim {
	if c, made := e.claims[old]; made {
		return c
	}
	c := *old
	e.claims[old], e.resolver.claims[c.ID] = &c, &c
	return &c
}

// addReferrers copies the claims that name the edited ones.
func (e *edit) addReferrers(of [][]int32) {
	for _, c := range e.texts {
		for _, i := range of[c.number] {
			e.copy(e.site.Claims[i])
		}
	}
}

// pair pairs the edited claims anew, and tells whether nothing is to be said of them. What they are paired with is what it was.
func (e *edit) pair() bool {
	r := *e.resolver
	r.found, r.hasher = nil, digest.Hasher{}
	for _, c := range e.texts {
		related := c.Related
		c.Related, c.Statements, c.Developments, c.Corrections, c.shared = nil, nil, nil, nil, nil
		r.date(c)
		r.pairClaim(c)
		c.Related = related
	}
	for _, c := range e.claims {
		c.Related = slices.Clone(c.Related)
		for i, named := range c.Related {
			c.Related[i] = e.now(named)
		}
		c.Mentions = e.mentioned(c.Mentions)
	}
	return len(r.found) == 0
}

// mentioned gives the claims that a text mentions, as they are now.
func (e *edit) mentioned(before map[id.ID]*Claim) map[id.ID]*Claim {
	if !e.mentions(before) {
		return before
	}
	now := maps.Clone(before)
	for name, c := range before {
		now[name] = e.now(c)
	}
	return now
}

// mentions tells that a text mentions a claim that is another now.
func (e *edit) mentions(mentioned map[id.ID]*Claim) bool {
	for _, c := range mentioned {
		if e.now(c) != c {
			return true
		}
	}
	return false
}

// now gives the claim that stands in the place of another, however old that is.
func (e *edit) now(c *Claim) *Claim { return e.resolver.claims[c.ID] }

// list makes the site that has the new claims in all its lists.
func (e *edit) list() {
	s := *e.site
	e.site = &s
	s.Claims, s.Outlets, s.Articles, s.Pages = slices.Clone(s.Claims), slices.Clone(s.Outlets), slices.Clone(s.Articles), slices.Clone(s.Pages)
	for _, c := range e.claims {
		s.Claims[c.number] = c
		e.credit(e.claimants, c.Claimants)
		for _, statement := range c.Statements {
			e.credit(e.claimants, statement.Claimants)
		}
		e.credit(e.team, c.Authors)
		for _, t := range c.Topics {
			e.topic(e.resolver.topics[t.ID])
		}
		for i := range c.Sources {
			e.cite(&s, c.Sources[i].Outlet.ID)
		}
	}
	e.mentionedElsewhere()
	s.Claimants, s.Team, s.Topics = replaced(s.Claimants, e.people), replaced(s.Team, e.people), replaced(s.Topics, e.topics)
	e.articlesOf(&s)
}

// credit gives people the new claims in the place of the old ones.
func (e *edit) credit(known map[id.ID]*Person, people []*Person) {
	for _, who := range people {
		if who = known[who.ID]; who != nil {
			e.person(known, who)
		}
	}
}

// person copies somebody who is not a copy yet.
func (e *edit) person(known map[id.ID]*Person, who *Person) {
	if e.copies[who] {
		return
	}
	now := *who
	now.Claims, now.Retracted, now.Mentions = replaced(who.Claims, e.claims), replaced(who.Retracted, e.claims), e.mentioned(who.Mentions)
	e.people[who], known[who.ID], e.copies[&now] = &now, &now, true
}

func (e *edit) topic(t *Topic) {
	if e.copies[t] {
		return
	}
	now := *t
	now.Claims, now.Retracted, now.Mentions = replaced(t.Claims, e.claims), replaced(t.Retracted, e.claims), e.mentioned(t.Mentions)
	e.topics[t], e.resolver.topics[t.ID], e.copies[&now] = &now, &now, true
}

func (e *edit) cite(s *Site, outlet id.ID) {
	at := slices.IndexFunc(s.Outlets, func(o *Outlet) bool { return o.ID == outlet })
	if at < 0 || e.copies[s.Outlets[at]] {
		return
	}
	now := *s.Outlets[at]
	now.Claims = replaced(now.Claims, e.claims)
	s.Outlets[at], e.copies[&now] = &now, true
}

// mentionedElsewhere copies what mentions a new claim in its text.
func (e *edit) mentionedElsewhere() {
	for _, known := range []map[id.ID]*Person{e.claimants, e.team} {
		for _, who := range known {
			if e.mentions(who.Mentions) {
				e.person(known, who)
			}
		}
	}
	for _, t := range e.resolver.topics {
		if e.mentions(t.Mentions) {
			e.topic(t)
		}
	}
	for i, page := range e.site.Pages {
		if e.mentions(page.Mentions) {
			now := *page
			now.Mentions = e.mentioned(page.Mentions)
			e.site.Pages[i] = &now
		}
	}
}

// articlesOf copies the articles that gather a new claim.
func (e *edit) articlesOf(s *Site) {
	for i, a := range s.Articles {
		if !slices.ContainsFunc(a.Claims, func(c *Claim) bool { return e.claims[c] != nil }) {
			continue
		}
		now := *a
		now.Claims, now.Mentions = replaced(a.Claims, e.claims), e.mentioned(a.Mentions)
		s.Articles[i] = &now
	}
}

// replaced gives a list with what stands in the place of some of it.
func replaced[T any](list []*T, by map[*T]*T) []*T {
	list = slices.Clone(list)
	for i, v := range list {
		if now := by[v]; now != nil {
			list[i] = now
		}
	}
	return list
}
