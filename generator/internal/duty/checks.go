package duty

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/site"
)

// marked asks for what every ClaimReview needs: a public address. One alone makes no fact-checking site.
func marked() aspect {
	return aspect{"base_url, claims", func(e *examiner) answer {
		switch {
		case e.site.Base == "":
			return unmet("set base_url in site.yaml: structured data needs public addresses")
		case len(e.live) == 0:
			return unmet(noClaim)
		case len(e.live) == 1:
			return unmet("publish more than one check")
		default:
			return met(append([]Place{setting("base_url")}, e.newest()...)...)
		}
	}}
}

// concluded holds for all that is published: the format requires it.
func concluded() aspect {
	return aspect{"claim, verdict, conclusion", func(e *examiner) answer {
		return e.every("conclusion", "write the conclusion", func(c *site.Claim) bool { return c.Wording != "" && c.Conclusion != "" })
	}}
}

// bylines hold for all that is published: the format requires them.
func bylines() aspect {
	return aspect{"authors, published", func(e *examiner) answer {
		return e.every("authors", "name the authors", func(c *site.Claim) bool { return len(c.Authors) > 0 && !c.Published.IsZero() })
	}}
}

// ratingsDefined asks for a definition of every verdict that a check comes to.
func ratingsDefined() aspect {
	return aspect{"claims/verdicts.yaml: definition", func(e *examiner) answer {
		var without []string
		for _, c := range e.live {
			if v := c.Verdict; v != nil && v.Definition == "" && !slices.Contains(without, string(v.ID)) {
				without = append(without, string(v.ID))
			}
		}
		slices.Sort(without)
		switch {
		case len(e.live) == 0:
			return unmet(noClaim)
		case len(without) > 0:
			return unmet("define in claims/verdicts.yaml what a verdict means: %s", few(without))
		default:
			return met(Place{Page: "/verdicts/"})
		}
	}}
}

// attributed asks who made a claim, or at least where it was made, and that it was not the site itself.
func attributed() aspect {
	return aspect{"claimant, appearances", func(e *examiner) answer {
		return e.every("claimant", "name a claimant other than the site, or an appearance,", func(c *site.Claim) bool {
			return (len(c.Claimants) > 0 || len(c.Appearances) > 0) && !slices.ContainsFunc(c.Claimants, e.ourselves)
		})
	}}
}

// ourselves tells that somebody has the name of the publisher or of a member of the team.
func (e *examiner) ourselves(who *site.Person) bool {
	same := func(name string) bool { return strings.EqualFold(name, who.Name) }
	return same(e.site.Config.Publisher.Name) || slices.ContainsFunc(e.site.Team, func(p *site.Person) bool { return same(p.Name) })
}

// located asks for an address at which a claim can be read, heard or seen.
func located() aspect {
	return aspect{"appearances, statements, media", func(e *examiner) answer {
		return e.every("appearances", "add an appearance", func(c *site.Claim) bool {
			return len(c.Appearances) > 0 ||
				slices.ContainsFunc(c.Statements, func(s site.Statement) bool { return s.URL != "" }) ||
				slices.ContainsFunc(c.Media, func(m claim.Media) bool { return m.URL != "" })
		})
	}}
}

// sourcesNamed asks for a link to every source, or for who published it and when. One that is withheld says why.
func sourcesNamed() aspect {
	return aspect{"sources", func(e *examiner) answer {
		return e.every("sources", "give sources a url, or an author or publisher and a date,", func(c *site.Claim) bool {
			return !slices.ContainsFunc(c.Sources, func(s claim.CitedSource) bool { return !canBeFound(s.Source) })
		})
	}}
}

func canBeFound(s *claim.Source) bool {
	named := (s.Author != "" || s.Publisher != "") && !s.Date.IsZero()
	return s.Withheld != "" || s.URL != "" || s.Archive != "" || named
}

// primarySources asks for evidence at first hand, where a verdict rests on sources.
func primarySources() aspect {
	return aspect{"sources.kind", func(e *examiner) answer {
		return e.every("sources", "cite a source of the kind primary, dataset or document", func(c *site.Claim) bool {
			if c.Verdict != nil && !c.Verdict.NeedsSources() {
				return true
			}
			return slices.ContainsFunc(c.Sources, func(s claim.CitedSource) bool {
				return s.Kind == "primary" || s.Kind == "dataset" || s.Kind == "document"
			})
		})
	}}
}

// withheld is met where every source is named; whether the reasons hold is for people to say.
func withheld() aspect {
	return aspect{"sources.withheld", func(e *examiner) answer {
		var unnamed []Place
		for _, c := range e.live {
			if slices.ContainsFunc(c.Sources, func(s claim.CitedSource) bool { return s.Withheld != "" }) {
				unnamed = append(unnamed, Place{Page: c.URL, File: c.Path, Field: "sources.withheld"})
			}
		}
		switch {
		case len(e.live) == 0:
			return unmet(noClaim)
		case len(unnamed) > 0:
			return lookAt(fmt.Sprintf("the reasons given (checks with an unnamed source: %d)", len(unnamed)), unnamed[:min(3, len(unnamed))]...)
		default:
			return met(e.example("sources")...)
		}
	}}
}

func interests() aspect {
	return aspect{"", func(e *examiner) answer {
		n, all := e.sources(func(*claim.Source) bool { return true }, func(s *claim.Source) bool { return s.Interest != "" })
		return lookAt(fmt.Sprintf("sources.interest (a stake is noted of %d of %d sources)", n, all), e.example("sources")...)
	}}
}

func archived() aspect {
	return aspect{"", func(e *examiner) answer {
		n, all := e.sources(func(s *claim.Source) bool { return s.URL != "" }, func(s *claim.Source) bool { return s.Archive != "" || s.Snapshot != nil })
		return lookAt(fmt.Sprintf("sources.archive and sources.snapshot (a copy is kept of %d of %d sources that have a link)", n, all), e.example("sources")...)
	}}
}

func answers() aspect {
	return aspect{"", func(e *examiner) answer {
		asked := 0
		for _, c := range e.live {
			if len(c.Contacted) > 0 {
				asked++
			}
		}
		return lookAt(fmt.Sprintf("contacted (%d of %d checks say who was asked)", asked, len(e.live)), e.example("contacted")...)
	}}
}

// allSides shows who is checked most, which says nothing without knowing who there is to check.
func allSides() aspect {
	return aspect{"", func(e *examiner) answer {
		people := slices.Clone(e.site.Claimants)
		slices.SortStableFunc(people, func(a, b *site.Person) int { return cmp.Compare(len(b.Claims), len(a.Claims)) })
		var shown []Place
		for _, who := range people[:min(3, len(people))] {
			shown = append(shown, Place{Page: who.URL, File: who.Path})
		}
		return lookAt(fmt.Sprintf("whose claims are checked (checks: %d, claimants with a page: %d)", len(e.live), len(people)), shown...)
	}}
}
