package site

import (
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
)

// maxHosts is how many hosts are listed of an outlet.
const maxHosts = 5

// gatherOutlets lists where the sources of the listed claims come from.
func (r *resolver) gatherOutlets() {
	known := map[id.ID]*Outlet{}
	for _, c := range r.site.Claims {
		if !c.Listed() {
			continue
		}
		for i := range c.Sources {
			if from := &c.Sources[i].Outlet; from.ID != "" {
				r.outlet(known, from).cites(c, from.Host)
			}
		}
	}
	collated(r.site.Outlets, r.site.Config.Lang, func(o *Outlet) (string, id.ID) { return o.Name, o.ID })
}

func (r *resolver) outlet(known map[id.ID]*Outlet, from *claim.Outlet) *Outlet {
	o := known[from.ID]
	if o == nil {
		o = &Outlet{ID: from.ID, Name: from.Name, URL: "/sources/" + string(from.ID) + "/"}
		known[from.ID] = o
		r.site.Outlets = append(r.site.Outlets, o)
	}
	return o
}

func (o *Outlet) cites(c *Claim, host string) {
	if n := len(o.Claims); n == 0 || o.Claims[n-1] != c {
		o.Claims = append(o.Claims, c)
	}
	if host != "" && len(o.Hosts) < maxHosts && !slices.Contains(o.Hosts, host) {
		o.Hosts = append(o.Hosts, host)
	}
}
