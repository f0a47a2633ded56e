package site

import (
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
)

// maxHosts is how many hosts are listed of an outlet.
const maxHosts = 5

// gatherOutlets lists where the sources of the listed claims come from.
func (s *Site) gatherOutlets() {
	known := map[id.ID]*Outlet{}
	for _, c := range s.Claims {
		if !c.Listed() {
			continue
		}
		for i := range c.Sources {
			if from := &c.Sources[i].Outlet; from.ID != "" {
				s.outlet(known, from).cites(c, from.Host)
			}
		}
	}
	collated(s.Outlets, s.Config.Lang, func(o *Outlet) (string, id.ID) { return o.Name, o.ID })
}

func (s *Site) outlet(known map[id.ID]*Outlet, from *claim.Outlet) *Outlet {
	o := known[from.ID]
	if o == nil {
		o = &Outlet{ID: from.ID, Name: from.Name, URL: s.Root + "sources/" + string(from.ID) + "/"}
		known[from.ID] = o
		s.Outlets = append(s.Outlets, o)
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
