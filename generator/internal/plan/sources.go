package plan

import (
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// shownOfOutlet is how many claims the index shows of an outlet; one with more has pages of its own.
const shownOfOutlet = 5

// outlets adds the index of who published the sources, and pages of those that many claims cite.
func (p *planner) outlets() {
	if len(p.site.Outlets) == 0 {
		return
	}
	for _, part := range byLetter(p.at("/sources/"), p.site.Outlets, p.site.Config.PerPage, func(o *site.Outlet) string { return o.Name }) {
		var shown []*site.Claim
		for _, o := range part.items {
			shown = append(shown, tail(o.Claims, shownOfOutlet+1)...)
		}
		p.part("sources", part.address, shown, func(p *planner) { p.sources(part) })
	}
	for _, o := range p.site.Outlets {
		if len(o.Claims) > shownOfOutlet {
			p.part("outlet", o, nil, func(p *planner) { p.outlet(o) })
		}
	}
}

// sources adds the list of all who published sources, or of those of one letter.
func (p *planner) sources(part index[*site.Outlet]) {
	shows := func(h *digest.Hasher) {
		part.add(h)
		for _, o := range part.items {
			addOutlet(h, o)
			p.heads(h, tail(o.Claims, shownOfOutlet+1)) // one more, since its being there is shown too
		}
	}
	p.page(part.address, "sources.html", "", shows, func(p *planner) any {
		view := SourcesPage{Page: p.frame("sources.html", part.address, part.title(p.texts, p.texts.Text("list.sources")), ""), Letters: part.letters, Letter: part.letter}
		for _, o := range part.items {
			shown := p.outletView(o)
			shown.Claims = p.cards(reversed(tail(o.Claims, shownOfOutlet)))
			view.Outlets = append(view.Outlets, shown)
		}
		return view
	})
	p.index(part.address, time.Time{})
}

func (p *planner) outlet(o *site.Outlet) {
	for _, part := range archive(o.URL, o.Claims, p.site.Config.PerPage) {
		p.list(part, text{}, func(p *planner) { p.outletPage(o, part) })
	}
}

func (p *planner) outletPage(o *site.Outlet, part part[*site.Claim]) {
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		h.String(o.Name)
		if part.newest() {
			addOutlet(h, o)
		}
	}
	p.page(part.address, "outlet.html", "", shows, func(p *planner) any {
		view := OutletPage{Page: p.frame("outlet.html", part.address, part.title(p.texts, o.Name), ""), Outlet: OutletView{Name: o.Name, Lang: p.inherited(), URL: o.URL},
			Claims: p.cards(part.items), Pager: part.pager}
		if part.newest() { // an old page does not change with where newer sources stand
			view.Outlet = p.outletView(o)
		}
		view.add(p.claimList(part.items))
		return view
	})
	p.index(part.address, newestOf(part.items))
}

func (p *planner) outletView(o *site.Outlet) OutletView {
	v := OutletView{Name: o.Name, Lang: p.inherited(), Hosts: o.Hosts}
	if len(o.Claims) > shownOfOutlet {
		v.URL = o.URL
	}
	return v
}

// addOutlet adds what pages show of an outlet beside its claims.
func addOutlet(h *digest.Hasher, o *site.Outlet) {
	h.String(o.Name)
	h.String(o.URL)
	h.Int(int64(len(o.Hosts)))
	for _, host := range o.Hosts {
		h.String(host)
	}
}
