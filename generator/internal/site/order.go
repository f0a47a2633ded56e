package site

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"assay/generator/internal/config"
	"assay/generator/internal/id"
)

// order brings everything into the order in which it is listed.
func (r *resolver) order() {
	s := r.site
	for _, c := range r.all {
		if r.builds(c) {
			c.number = len(s.Claims)
			s.Claims = append(s.Claims, c)
		} else {
			c.number = -1
			s.Unbuilt = append(s.Unbuilt, c)
		}
	}
	r.hideClaimants()
	s.Claimants, s.Team = byName(r.claimants, s.Config.Lang), byName(r.team, s.Config.Lang)
	s.Claimants = slices.DeleteFunc(s.Claimants, func(who *Person) bool { return r.hidden[who] })
	for _, page := range r.pages {
		if !page.Draft || r.opt.Drafts {
			s.Pages = append(s.Pages, page)
		}
	}
	slices.SortFunc(s.Pages, func(a, b *Page) int { return cmp.Compare(a.ID, b.ID) })
}

// hideClaimants finds the claimants whom only drafts and scheduled claims name: their pages would tell
// what is not public yet. One whom no claim names at all has a page because the desk wrote it.
func (r *resolver) hideClaimants() {
	if len(r.site.Unbuilt) == 0 {
		return
	}
	public := map[id.ID]bool{}
	for _, c := range r.site.Claims {
		for name := range c.speakerIDs {
			public[name] = true
		}
	}
	for _, c := range r.site.Unbuilt {
		for name := range c.speakerIDs {
			if who := r.claimants[name]; who != nil && !public[name] {
				r.hidden[who] = true
			}
		}
	}
}

// speakerIDs yields the ids of all who made a claim or repeated it.
func (c *Claim) speakerIDs(yield func(id.ID) bool) {
	for _, who := range c.Head.Claimants {
		if !yield(who.ID) {
			return
		}
	}
	for _, s := range c.Claim.Statements {
		for _, who := range s.Claimants {
			if !yield(who.ID) {
				return
			}
		}
	}
}

// byPublication orders claims by (published, id). The moments are taken out of the claims, which lie all over
// the memory, before they are compared many times over; the ids only of claims of the same moment.
func byPublication(claims []*Claim) {
	type dated struct {
		unix  int64
		nano  int
		at    int // in the order of the files, which mostly is that of the ids
		claim *Claim
	}
	all := make([]dated, len(claims))
	for i, c := range claims {
		all[i] = dated{c.Published.Unix(), c.Published.Nanosecond(), i, c}
	}
	moment := func(a, b dated) int {
		if a.unix != b.unix {
			return cmp.Compare(a.unix, b.unix)
		}
		return cmp.Compare(a.nano, b.nano)
	}
	slices.SortFunc(all, func(a, b dated) int {
		if m := moment(a, b); m != 0 {
			return m
		}
		return cmp.Compare(a.at, b.at)
	})
	for same := all; len(same) > 0; {
		n := 1
		for n < len(same) && moment(same[0], same[n]) == 0 {
			n++
		}
		slices.SortFunc(same[:n], func(a, b dated) int { return cmp.Compare(a.claim.ID, b.claim.ID) })
		same = same[n:]
	}
	for i, d := range all {
		claims[i] = d.claim
	}
}

// byName lists people as a reader of the language looks for them.
func byName(people map[id.ID]*Person, lang config.Lang) []*Person {
	all := slices.Collect(maps.Values(people))
	collated(all, lang, func(who *Person) (string, id.ID) { return who.Name, who.ID })
	return all
}

// collated orders by name in a language, then by id.
func collated[T any](all []T, lang config.Lang, of func(T) (string, id.ID)) {
	type named struct {
		key []byte // of the name, made to be compared
		id  id.ID
		v   T
	}
	c := collate.New(language.Make(string(lang)), collate.IgnoreCase)
	var buf collate.Buffer
	names := make([]named, len(all))
	for i, v := range all {
		name, ident := of(v)
		names[i] = named{c.KeyFromString(&buf, name), ident, v}
	}
	slices.SortFunc(names, func(a, b named) int {
		if order := bytes.Compare(a.key, b.key); order != 0 {
			return order
		}
		return cmp.Compare(a.id, b.id)
	})
	for i := range names {
		all[i] = names[i].v
	}
}
