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
	index := p.Search.Index(p.site, p.Program)
	for _, f := range index.Files() {
		p.outputs = append(p.outputs, Output{Path: searchAddress[1:] + f.Name, Type: f.Type, Key: f.Key, WriteTo: f.WriteTo})
	}
	scales, years := p.searchScales(), p.years()
	shows := func(h *digest.Hasher) {
		h.Sum(index.Version)
		h.Sum(digest.Of("search-scales", scales))
		h.Sum(digest.Of("search-years", years))
		h.Bool(len(p.site.Claimants) > 0)
		h.Int(int64(len(p.site.Topics)))
		for _, t := range p.site.Topics {
			h.String(string(t.ID))
			h.String(t.Title)
		}
	}
	p.page(searchAddress, "search.html", "", shows, func() any {
		return SearchPage{Page: p.frame("search.html", searchAddress, p.texts.Text("search.title"), p.texts.Text("search.description", "site", p.view.Title)),
			Index: searchAddress + search.Manifest, Version: index.Version.Short(), Scales: scales, Topics: topics(p.site.Topics),
			Years: years, Claimants: len(p.site.Claimants) > 0}
	})
	p.index(searchAddress, time.Time{})
}

// searchScales are the verdicts that a check has or may have.
func (p *planner) searchScales() []SearchScale {
	var scales []SearchScale
	totals := p.ratings.totals()
	for i, scale := range p.site.Scales {
		view := SearchScale{Label: scale.Label}
		for _, n := range p.ratings.shown(i, totals, 0) {
			r := p.ratings.all[n]
			view.Verdicts = append(view.Verdicts, SearchVerdict{search.VerdictKey(r.scale, r.verdict), *verdictView(r.scale, r.verdict)})
		}
		if len(view.Verdicts) > 0 {
			scales = append(scales, view)
		}
	}
	return scales
}

// years are those in which checks were published, newest first, each with the page of the archive where its newest check stands.
func (p *planner) years() []Link {
	var years []Link
	full := max(0, len(p.listed)/p.site.Config.PerPage-1) // pages
	for i, c := range p.listed {
		if i+1 < len(p.listed) && p.listed[i+1].Published.Year() == c.Published.Year() {
			continue
		}
		address := "/claims/"
		if page := i/p.site.Config.PerPage + 1; page <= full {
			address += "page/" + itoa(page) + "/"
		}
		years = append(years, Link{itoa(c.Published.Year()), address})
	}
	slices.Reverse(years)
	return years
}
