package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/guard"
)

// maxRelated is how many related claims a page shows when its author names fewer.
const maxRelated = 4

// lookBack is how many older claims of each claimant and topic are looked at for related ones.
const lookBack = 20

// relate fills up the related claims with older ones of the same claimants and topics: those with most in common,
// the newest first. They are older only, so that a new claim changes no page but its own.
func (r *resolver) relate() {
	claims := r.site.Claims
	for i, c := range claims {
		if !c.Listed() {
			continue
		}
		for _, who := range c.Claimants {
			who.made = append(who.made, i)
		}
		for _, t := range c.Topics {
			t.numbers = append(t.numbers, i)
		}
	}
	var group guard.Group
	for first := 0; first < len(claims); first += relateAtOnce {
		group.Go(func() error {
			m := matcher{claims: claims, scores: make([]int, len(claims)), related: make([]*Claim, 0, relateAtOnce*maxRelated)}
			for i := first; i < min(first+relateAtOnce, len(claims)); i++ {
				c := claims[i]
				if !c.Listed() || len(c.Related) >= maxRelated {
					continue
				}
				for _, who := range c.Claimants {
					m.add(before(who.made, i), 2)
				}
				for _, t := range c.Topics {
					m.add(before(t.numbers, i), 1)
				}
				m.fillUp(c)
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
}

// relateAtOnce is how many claims one goroutine relates; each has a table as long as the list of all claims.
const relateAtOnce = 4096

// before gives the newest of the numbers that are lower than one.
func before(numbers []int, limit int) []int {
	n, _ := slices.BinarySearch(numbers, limit)
	return tail(numbers[:n], lookBack)
}

// matcher finds out which claims have most in common with one. Claims go by their number in the order of publication.
type matcher struct {
	claims  []*Claim
	scores  []int    // by number; zero but for those found
	found   []int    // the claims that have anything in common
	related []*Claim // room for what is found
}

// add counts the newest of the claims that share something.
func (m *matcher) add(sharing []int, weight int) {
	for _, i := range sharing {
		if m.scores[i] == 0 {
			m.found = append(m.found, i)
		}
		m.scores[i] += weight
	}
}

// fillUp gives a claim the best of those found, and forgets them.
func (m *matcher) fillUp(c *Claim) {
	var best [maxRelated]int // numbers, the best first
	n := 0
	room := maxRelated - len(c.Related)
	for _, i := range m.found {
		if len(c.Related) > 0 && slices.Contains(c.Related, m.claims[i]) {
			continue
		}
		at := n
		for at > 0 && (m.scores[i] > m.scores[best[at-1]] || m.scores[i] == m.scores[best[at-1]] && i > best[at-1]) {
			at--
		}
		if at < room {
			n = min(n+1, room)
			copy(best[at+1:n], best[at:n-1])
			best[at] = i
		}
	}
	first := len(m.related)
	m.related = append(m.related, c.Related...)
	for _, i := range best[:n] {
		m.related = append(m.related, m.claims[i])
	}
	c.Related = slices.Clip(m.related[first:])
	for _, i := range m.found {
		m.scores[i] = 0
	}
	m.found = m.found[:0]
}

// ownPath returns the path of an alias within the site: without the site's address, which one from an
// address bar has. It reports whether the alias is of this site.
func (r *resolver) ownPath(alias claim.Alias) (claim.Alias, bool) {
	full := strings.HasPrefix(string(alias), "http")
	if full {
		own, err := url.Parse(string(r.site.Base))
		written, err2 := url.Parse(string(alias))
		if err != nil || err2 != nil || own.Host == "" || !strings.EqualFold(own.Host, written.Host) {
			return alias, false
		}
		alias = claim.Alias(written.Path)
	}
	inside, ok := strings.CutPrefix(string(alias), r.site.Base.Path())
	if !ok {
		return alias, !full
	}
	return claim.Alias("/" + inside), true
}

func tail[T any](s []T, n int) []T { return s[max(0, len(s)-n):] }

// redirects gathers the old paths that lead to pages of this build. Two pages that want one path, and a path that
// a page has, are collisions of outputs.
func (r *resolver) redirects() {
	add := func(aliases []claim.Alias, to, source string, at *doc.Positions) {
		for i, from := range aliases {
			from, ok := r.ownPath(from)
			if !ok {
				r.fail(source, at.At(claim.Path("aliases", i)), diag.Problemf(diag.BadValue, "%q is not an address of this site", from).
					Because("an alias is an old path of this site, such as /old/path/"))
				continue
			}
			if string(from) == to {
				r.fail(source, at.At(claim.Path("aliases", i)), diag.Problemf(diag.SelfReference, "the page's own address cannot be an alias of it"))
				continue
			}
			if from != "" {
				r.site.Redirects = append(r.site.Redirects, Redirect{From: string(from), To: to, Source: source})
			}
		}
	}
	for _, c := range r.site.Claims {
		add(c.Aliases, c.URL, c.Path, c.Positions)
	}
	for _, a := range r.site.Articles {
		add(a.Aliases, a.URL, a.Path, a.Positions)
	}
	for _, people := range [][]*Person{r.site.Claimants, r.site.Team} {
		for _, who := range people {
			add(who.Aliases, who.URL, who.Path, who.Positions)
		}
	}
	for _, t := range r.site.Topics {
		if t.Page != nil {
			add(t.Page.Aliases, t.URL, t.Page.Path, t.Page.Positions)
		}
	}
	for _, page := range r.site.Pages {
		add(page.Aliases, page.URL, page.Path, page.Positions)
	}
	slices.SortFunc(r.site.Redirects, func(a, b Redirect) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}
