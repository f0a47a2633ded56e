package site

import (
	"cmp"
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
)

// maxRelated is how many related claims a page shows when its author names fewer.
const maxRelated = 4

// lookBack is how many older claims of each claimant and topic are looked at for related ones.
const lookBack = 40

// relate fills up the related claims with older ones of the same claimants and topics: those with most in common,
// the newest first. They are older only, so that a new claim changes no page but its own.
func (r *resolver) relate() {
	claimants, topics := map[*Person][]*Claim{}, map[*Topic][]*Claim{}
	score := map[*Claim]int{}
	for _, c := range r.site.Claims {
		if !c.Listed() {
			continue
		}
		if len(c.Related) < maxRelated {
			clear(score)
			for _, who := range c.Claimants {
				count(score, claimants[who], 2)
			}
			for _, t := range c.Topics {
				count(score, topics[t], 1)
			}
			fillUp(c, score)
		}
		for _, who := range c.Claimants {
			claimants[who] = recent(claimants[who], c)
		}
		for _, t := range c.Topics {
			topics[t] = recent(topics[t], c)
		}
	}
}

func count(score map[*Claim]int, claims []*Claim, weight int) {
	for _, c := range claims {
		score[c] += weight
	}
}

// recent appends a claim and forgets those too far back.
func recent(claims []*Claim, c *Claim) []*Claim {
	if len(claims) == lookBack {
		claims = append(claims[:0:0], claims[1:]...)
	}
	return append(claims, c)
}

func fillUp(c *Claim, score map[*Claim]int) {
	others := make([]*Claim, 0, len(score))
	for other := range score {
		if !slices.Contains(c.Related, other) {
			others = append(others, other)
		}
	}
	slices.SortFunc(others, func(a, b *Claim) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), older(b, a))
	})
	c.Related = append(c.Related[:len(c.Related):len(c.Related)], others[:min(len(others), maxRelated-len(c.Related))]...)
}

// redirects gathers the old paths that lead to pages of this build. Two pages that want one path, and a path that
// a page has, are collisions of outputs.
func (r *resolver) redirects() {
	add := func(aliases []claim.Alias, to, source string, at func(i int) diag.At) {
		for i, from := range aliases {
			if string(from) == to {
				r.fail(source, at(i), diag.Problemf(diag.SelfReference, "the page's own address cannot be an alias of it"))
				continue
			}
			if from != "" {
				r.site.Redirects = append(r.site.Redirects, Redirect{From: string(from), To: to, Source: source})
			}
		}
	}
	for _, c := range r.site.Claims {
		add(c.Aliases, c.URL, c.Path, func(i int) diag.At { return c.Positions.At(claim.Path("aliases", i)) })
	}
	for _, a := range r.site.Articles {
		add(a.Aliases, a.URL, a.Path, func(i int) diag.At { return a.Positions.At(claim.Path("aliases", i)) })
	}
	for _, people := range [][]*Person{r.site.Claimants, r.site.Team} {
		for _, who := range people {
			add(who.Aliases, who.URL, who.Path, func(i int) diag.At { return who.Positions.At(claim.Path("aliases", i)) })
		}
	}
	for _, t := range r.site.Topics {
		if t.Page != nil {
			add(t.Page.Aliases, t.URL, t.Page.Path, func(i int) diag.At { return t.Page.Positions.At(claim.Path("aliases", i)) })
		}
	}
	for _, page := range r.site.Pages {
		add(page.Aliases, page.URL, page.Path, func(i int) diag.At { return page.Positions.At(claim.Path("aliases", i)) })
	}
	slices.SortFunc(r.site.Redirects, func(a, b Redirect) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}
