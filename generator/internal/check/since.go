package check

import (
	"maps"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// Before is what a site's files said at a revision, as far as they say something else now or are gone. A file that had
// errors said nothing: no site was made of it.
type Before struct {
	Revision  string          // as it was asked for
	Config    *config.Config  // nil where it is the same
	Scales    *claim.Scales   // nil where they are the same
	Claims    []*claim.Claim  // by path
	Claimants []*claim.Person // by path
}

// ComparedSince tells which files [ReadBefore] has a use for.
func ComparedSince(file string) bool {
	switch site.Classify(file) {
	case site.ConfigFile, site.ScalesFile, site.ClaimFile, site.ClaimantFile:
		return !files.Ignored(file)
	}
	return false
}

// ReadBefore reads the files of a revision, by path, that are otherwise now.
func ReadBefore(p *site.Parser, revision string, contents map[string][]byte) Before {
	before := Before{Revision: revision}
	for _, file := range slices.Sorted(maps.Keys(contents)) {
		if !ComparedSince(file) {
			continue
		}
		parsed := p.Parse(file, contents[file])
		if parsed.Findings.Failed() {
			continue
		}
		switch parsed.Kind {
		case site.ConfigFile:
			before.Config = parsed.Config
		case site.ScalesFile:
			before.Scales = parsed.Scales
		case site.ClaimFile:
			before.Claims = append(before.Claims, parsed.Claim)
		case site.ClaimantFile:
			before.Claimants = append(before.Claimants, parsed.Person)
		}
	}
	return before
}

// Since finds what was changed since a revision behind its readers' backs: what was published then, and is otherwise now
// without a correction that says so (A331 to A336).
//
// Claims are compared by their ids, wherever their files stand. Where a file got another name, the alias of the new one tells so, and
// the same wording: a claim of another wording is another check that takes the place of the old one. A claim was published at the revision if it was no draft and
// its day has come: a site is built anew every day. Whether a correction is new is told by what it says; an entry
// that was changed counts as one that is gone and one that is new.
//
// It says nothing of files that are broken, then or now.
func Since(s *site.Site, before Before) diag.List {
	c := comparison{site: s, before: before, now: map[id.ID]*site.Claim{}, names: map[id.ID]string{}}
	for _, claims := range [][]*site.Claim{s.Claims, s.Unbuilt} {
		for _, now := range claims {
			c.now[now.ID] = now
		}
	}
	for _, who := range s.Claimants {
		c.names[who.ID] = who.Name
	}
	for _, who := range before.Claimants {
		c.names[who.ID] = who.Name // as they were called then
	}
	c.authority()
	published := slices.DeleteFunc(slices.Clone(before.Claims), func(was *claim.Claim) bool { return !c.wasPublished(was) })
	c.renamed(published)
	for _, was := range published {
		c.claim(was)
	}
	return c.found.Sort()
}

// comparison is one under way.
type comparison struct {
	site   *site.Site
	before Before
	now    map[id.ID]*site.Claim // by the ids of then
	names  map[id.ID]string      // of claimants, at the revision
	found  diag.List
}

func (c *comparison) fail(file string, at diag.At, p *diag.Problem) {
	c.found = append(c.found, diag.Finding{At: at, Severity: diag.Error, Problem: *p}.In(file))
}

// renamed finds the claims that stand under another id now: the old address is an alias of a claim that says the same and was not
// published then. One that was published by itself took in the other.
func (c *comparison) renamed(published []*claim.Claim) {
	known, aliases := map[id.ID]bool{}, map[string]*site.Claim{}
	for _, was := range published {
		known[was.ID] = true
	}
	for _, now := range c.site.Claims {
		for _, alias := range now.Aliases {
			if now.State == site.Live && !known[now.ID] {
				aliases[withSlash(string(alias))] = now
			}
		}
	}
	for _, was := range published {
		if now := aliases[addressOf(was)]; now != nil && c.now[was.ID] == nil && onOneLine(now.Wording) == onOneLine(was.Wording) {
			c.now[was.ID] = now
		}
	}
}

// addressOf is where a claim was published.
func addressOf(was *claim.Claim) string { return "/claims/" + string(was.ID) + "/" }

func withSlash(address string) string { return strings.TrimSuffix(address, "/") + "/" }

func (c *comparison) wasPublished(was *claim.Claim) bool {
	day := date.Of(was.Published.In(c.site.Zone))
	return !was.Draft && day.Compare(c.site.Today) <= 0
}

func (c *comparison) claim(was *claim.Claim) {
	now := c.now[was.ID]
	switch {
	case now == nil:
		c.gone(was)
	case now.Broken():
	case now.State != site.Live:
		c.withdrawn(now)
	default:
		r := revised{comparison: c, was: was, now: now}
		r.compare()
	}
}

// gone: an address that was published leads nowhere now.
func (c *comparison) gone(was *claim.Claim) {
	if address := addressOf(was); !c.redirected(address) {
		c.fail(was.Path, diag.At{}, diag.Problemf(diag.ClaimGone, "the check %q was published at %s and has no file now", was.ID, c.before.Revision).
			Because("put it back, with a correction of kind retraction if it was wrong; a page that replaces it has aliases: [%s]", address))
	}
}

// withdrawn: the file is there, but no page is made of it.
func (c *comparison) withdrawn(now *site.Claim) {
	if c.redirected(now.URL) {
		return
	}
	const hint = "a check that was wrong keeps its page and gets a correction of kind retraction"
	if now.State == site.Draft {
		c.fail(now.Path, now.Positions.At("draft"), diag.Problemf(diag.ClaimGone, "the check was published at %s and is a draft now", c.before.Revision).
			Because(hint))
		return
	}
	c.fail(now.Path, now.Positions.At("published"), diag.Problemf(diag.ClaimGone, "the check was published at %s and is scheduled for %s now",
		c.before.Revision, now.Head.Published).Because(hint))
}

// redirected tells that some page of this site has an address as an alias.
func (c *comparison) redirected(address string) bool {
	return slices.ContainsFunc(c.site.Redirects, func(r site.Redirect) bool {
		return withSlash(r.From) == address
	})
}

// authority compares what the ids of all feed entries are made of. Every reader of a feed takes an entry with another id
// for a new one.
func (c *comparison) authority() {
	if c.before.Config == nil || c.site.Config.Title == "" { // there is no site.yaml, or it is broken
		return
	}
	was, now := c.before.Config.Authority(), c.site.Config.Authority()
	if was == "" || was == now {
		return
	}
	positions := c.site.Config.Positions
	at, whole := positions.At("feed_authority"), positions.At("")
	if at == whole {
		at = positions.At("base_url")
	}
	if at == whole {
		at = diag.At{}
	} else if now == "" {
		return // what is written there is wrong, which is reported
	}
	p := diag.Problemf(diag.AuthorityChanged, "the ids of feed entries were made of %q at %s and are made of %q now", was, c.before.Revision, now)
	if now == "" {
		p = diag.Problemf(diag.AuthorityChanged, "the ids of feed entries were made of %q at %s, and nothing says so any more", was, c.before.Revision)
	}
	c.fail(config.FileName, at, p.Because("write feed_authority: %s", was))
}
