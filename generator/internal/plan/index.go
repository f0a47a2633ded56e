package plan

import (
	"io"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/site"
	"assay/generator/internal/sitemap"
)

// place is a page that search engines may list.
type place struct {
	address string
	changed time.Time // the newest of what it shows; zero where nothing on it has a date
}

// index lets search engines list a page.
func (p *planner) index(address string, changed time.Time) {
	here := p.here()
	here.places = append(here.places, place{address, changed})
}

// places are those of several planners, in their order.
func places(planners []planner) []place {
	var all []place
	for i := range planners {
		for part := range planners[i].plan.all() {
			all = append(all, part.places...)
		}
	}
	return all
}

// newestOf is when the newest change of some claims was made.
func newestOf(claims []*site.Claim) time.Time {
	var last time.Time
	for _, c := range claims {
		last = later(last, c.Updated)
	}
	return last
}

func newestArticle(articles []*site.Article) time.Time {
	var last time.Time
	for _, a := range articles {
		last = later(last, a.Updated)
	}
	return last
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// listing is a group of pages that search engines may list.
type listing struct {
	name   string
	places []place
}

// sitemap adds the list of all pages for search engines, and robots.txt, which names it.
func (p *planner) sitemap(lists []func() []listing) {
	address := ""
	if p.site.Base != "" {
		p.part("sitemap", nil, nil, func(p *planner) { p.sitemapFiles(lists) })
		address = p.absolute("/sitemap.xml")
	}
	h := digest.New("robots")
	h.Sum(p.Program)
	h.String(address)
	p.add(Output{Path: "robots.txt", Type: TypeOf("robots.txt"), Key: h.Done()}, func(_ *planner, w io.Writer) error { return sitemap.Robots(w, address) })
}

// sitemapFiles adds the list in its files. It has no texts of claims.
func (p *planner) sitemapFiles(lists []func() []listing) {
	var groups []sitemap.Group
	for _, list := range lists {
		for _, l := range list() {
			groups = append(groups, sitemap.Group{Name: l.name, URLs: p.located(l.places)})
		}
	}
	for _, f := range sitemap.Files(string(p.site.Base), groups) {
		h := digest.New("sitemap")
		h.Sum(p.Program)
		h.Sum(f.Digest())
		p.add(Output{Path: f.Name, Type: TypeOf(f.Name), Key: h.Done()}, func(_ *planner, w io.Writer) error { return f.WriteXML(w) })
	}
}

func (p *planner) located(places []place) []sitemap.URL {
	urls := make([]sitemap.URL, len(places))
	for i, at := range places {
		urls[i] = sitemap.URL{Loc: p.absolute(at.address), LastMod: at.changed}
		for _, a := range p.alternatesOf(at.address) {
			urls[i].Alternates = append(urls[i].Alternates, sitemap.Alternate{Lang: a.Lang, Loc: p.absolute(a.URL)})
		}
	}
	return urls
}
