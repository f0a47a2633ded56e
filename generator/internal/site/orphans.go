package site

import (
	"cmp"
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
)

// Orphan is something that a file holds and nothing refers to.
type Orphan struct {
	Kind string // claimant, member, topic, source or article
	ID   string
	File string
	Why  string
}

// Orphans lists what nothing refers to: claimants and members of the team that nobody names, topics without claims and
// articles, shared sources that no claim cites, and articles without claims. What only a draft or a scheduled or
// retracted check refers to is none. Claims are never orphans: they stand for themselves. They come by kind, then by id.
func (s *Site) Orphans() []Orphan {
	u := s.used()
	var all []Orphan
	people := func(kind, why string, people []*Person) {
		for _, who := range people {
			if !u.people[who] {
				all = append(all, Orphan{kind, string(who.ID), who.Path, why})
			}
		}
	}
	people("claimant", "no claim was made by it", s.Claimants)
	people("member", "checked, reviewed and wrote nothing", s.Team)
	for _, t := range s.Topics {
		if t.Page != nil && !u.topics[t.ID] {
			all = append(all, Orphan{"topic", string(t.ID), t.Page.Path, "no claim and no article has it"})
		}
	}
	for _, l := range s.Libraries {
		for i := range l.Sources {
			if name := l.Sources[i].ID; !u.sources[name] && name != "" {
				all = append(all, Orphan{"source", string(name), l.Path, "no claim cites it"})
			}
		}
	}
	for _, a := range slices.Concat(s.Articles, s.UnbuiltArticles) {
		if len(a.Body.Claims) == 0 && !u.articles[a.ID] {
			all = append(all, Orphan{"article", string(a.ID), a.Path, "it has no claims"})
		}
	}
	slices.SortFunc(all, func(a, b Orphan) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// used is what claims and articles refer to.
type used struct {
	people   map[*Person]bool
	topics   map[id.ID]bool
	sources  map[claim.SourceID]bool
	articles map[id.ID]bool
}

func (s *Site) used() used {
	u := used{map[*Person]bool{}, map[id.ID]bool{}, map[claim.SourceID]bool{}, map[id.ID]bool{}}
	people := func(all []*Person) {
		for _, who := range all {
			u.people[who] = true
		}
	}
	topics := func(ids []id.ID) {
		for _, t := range ids {
			u.topics[t] = true
		}
	}
	for _, c := range slices.Concat(s.Claims, s.Unbuilt) {
		people(c.Claimants)
		for _, st := range c.Statements {
			people(st.Claimants)
		}
		people(c.Authors)
		people(c.Reviewers)
		topics(c.Head.Topics)
		for i := range c.Claim.Sources {
			u.sources[c.Claim.Sources[i].ID] = true
		}
		u.articles[c.PartOf] = true
	}
	for _, a := range slices.Concat(s.Articles, s.UnbuiltArticles) {
		people(a.Authors)
		topics(a.Article.Topics)
	}
	return u
}
