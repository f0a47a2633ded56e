package plan

import (
	"slices"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/search"
)

// searchAddress is where the site is searched.
const searchAddress = "/search/"

// search adds the search form and the index that its script reads.
func (p *planner) search() {
	if !p.site.Config.Search {
		return
	}
	index := p.Search.Index(p.site.Claims, p.view.Lang, p.Program)
	for _, f := range index.Files() {
		p.outputs = append(p.outputs, Output{Path: searchAddress[1:] + f.Name, Type: f.Type, Key: f.Key, WriteTo: f.WriteTo})
	}
	verdicts, years := p.searchVerdicts(), p.years()
	shows := func(h *digest.Hasher) {
		h.Sum(index.Version)
		h.Sum(digest.Of("search-verdicts", verdicts))
		h.Sum(digest.Of("search-years", years))
		h.Int(int64(len(p.site.Topics)))
		for _, t := range p.site.Topics {
			h.String(string(t.ID))
			h.String(t.Title)
		}
	}
	p.page(searchAddress, "search.html", "", shows, func() any {
		return SearchPage{Page: p.frame("search.html", searchAddress, "Search", "Search all checks of "+p.view.Title+"."),
			Index: searchAddress + search.Manifest, Version: index.Version.Short(), Verdicts: verdicts, Topics: topics(p.site.Topics), Years: years}
	})
	p.index(searchAddress, time.Time{})
}

// searchVerdicts are the verdicts that a check has or may have, in the order of the scales.
func (p *planner) searchVerdicts() []SearchVerdict {
	var all []SearchVerdict
	for _, r := range p.ratings.all {
		if len(r.claims) > 0 || !r.verdict.Retired {
			all = append(all, SearchVerdict{search.VerdictKey(r.scale, r.verdict), r.scale.Label, *verdictView(r.scale, r.verdict)})
		}
	}
	return all
}

// years are those in which checks were published, newest first.
func (p *planner) years() []int {
	var years []int
	for _, c := range p.listed { // oldest first
		if year := c.Published.Year(); len(years) == 0 || years[len(years)-1] != year {
			years = append(years, year)
		}
	}
	slices.Reverse(years)
	return years
}
