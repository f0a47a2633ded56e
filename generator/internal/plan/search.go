package plan

import (
	"cmp"
	"io"
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
	address := p.at(searchAddress)
	index := cmp.Or(p.Words, &search.Memo{}).Index(p.site, p.Program)
	for _, f := range index.Files() {
		p.add(Output{Path: address[1:] + f.Name, Type: f.Type, Key: f.Key}, func(_ *planner, w io.Writer) error { return f.WriteTo(w) })
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
			h.String(string(t.Language))
		}
	}
	p.page(address, "search.html", "", shows, func(p *planner) any {
		return SearchPage{Page: p.frame("search.html", address, p.texts.Text("search.title"), p.texts.Text("search.description", "site", p.view.Title)),
			Index: address + search.Manifest, Version: index.Version.Short(), Scales: scales, Topics: p.topicViews(p.site.Topics),
			Years: years, Claimants: len(p.site.Claimants) > 0}
	})
	p.index(address, time.Time{})
}

// searchScales are the verdicts that a check has or may have.
func (p *planner) searchScales() []SearchScale {
	var scales []SearchScale
	totals := p.ratings.totals()
	for i, scale := range p.site.Scales {
		view := SearchScale{Label: scale.Label, Lang: string(scale.LabelLang)}
		for _, n := range p.ratings.shown(i, totals, 0) {
			r := p.ratings.all[n]
			view.Verdicts = append(view.Verdicts, SearchVerdict{search.VerdictKey(r.scale, r.verdict), *p.verdictView(r.scale, r.verdict)})
		}
		if len(view.Verdicts) > 0 {
			scales = append(scales, view)
		}
	}
	return scales
}

// years are those in which checks were published, newest first, each with the page of the archive where its newest check stands.
func (p *planner) years() []Link {
	parts := archive(p.at("/claims/"), p.listed, p.site.Config.PerPage)
	slices.Reverse(parts[1:]) // before them stands the newest
	var years []Link
	last := 0
	for _, part := range parts {
		for _, c := range part.items {
			if year := c.Published.Year(); len(years) == 0 || year != last {
				last = year
				years = append(years, Link{Label: itoa(year), URL: part.address})
			}
		}
	}
	return years
}
