package plan

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"assay/generator/internal/feed"
)

// inFeed is how many entries a feed has at most.
const inFeed = 50

// feeds adds the feeds of the site, its topics, its claimants and its corrections. Retracted checks stay in them, so
// that whoever has read of one is told.
func (p *planner) feeds() {
	if p.site.Base == "" {
		return // their addresses would lead nowhere
	}
	p.feed(p.site.Root, "", newClaims(p.site.Claims), newArticles(p.site.Articles))
	for _, t := range p.site.Topics {
		p.part("feed", t, nil, func(p *planner) {
			p.feed(t.URL, t.Title, newClaims(t.Claims), newClaims(t.Retracted), newArticles(t.Articles))
		})
	}
	for _, who := range p.site.Claimants {
		p.part("feed", who, nil, func(p *planner) { p.feed(who.URL, who.Name, newClaims(who.Claims), newClaims(who.Retracted)) })
	}
	p.feed(p.at("/corrections/"), p.texts.Text("list.corrections"), newCorrections(p.log()))
}

// feedForm is one of the forms in which a feed is published.
type feedForm struct {
	file, mediaType string // file is the name beside the feed's page
	write           func(feed.Feed, io.Writer) error
}

func feedForms() []feedForm {
	return []feedForm{
		{"feed.xml", "application/atom+xml", feed.Feed.WriteAtom},
		{"feed.json", "application/feed+json", feed.Feed.WriteJSON},
	}
}

// feedTitle is the title of the feed of a page with a name; the site's own has none.
func (p *planner) feedTitle(name string) string {
	if name == "" {
		return p.view.Title
	}
	return name + " · " + p.view.Title
}

// feedLinks tells readers' programs of the feed of a page.
func (p *planner) feedLinks(page, name string) []FeedLink {
	if p.site.Base == "" {
		return nil
	}
	var links []FeedLink
	for _, form := range feedForms() {
		links = append(links, FeedLink{p.feedTitle(name), page + form.file, form.mediaType})
	}
	return links
}

// feed adds the feed of a page with a name, made of lists of news, the newest of each first, in each of its forms.
func (p *planner) feed(page, name string, lists ...[]news) {
	entries := p.newest(lists)
	h := &p.hasher
	h.Reset("feed")
	h.Sum(p.facts)
	h.String(string(p.authority))
	h.Sum(p.texts.Digest())
	h.String(page)
	h.String(name)
	h.Int(int64(len(entries)))
	for _, e := range entries {
		e.shows(h)
	}
	if len(entries) == 0 {
		h.Int(p.began().Unix())
	}
	content := h.Done()
	for _, form := range feedForms() {
		h.Reset(form.file)
		h.Sum(content)
		p.add(Output{Path: page[1:] + form.file, Type: form.mediaType, Key: h.Done()},
			func(p *planner, w io.Writer) error { return form.write(p.feedOf(page, name, entries), w) })
	}
}

// newest are the entries a feed has, newest first.
func (p *planner) newest(lists [][]news) []news {
	lists = slices.DeleteFunc(lists, func(l []news) bool { return len(l) == 0 })
	if len(lists) == 1 {
		return lists[0]
	}
	all := slices.Concat(lists...)
	slices.SortFunc(all, func(a, b news) int {
		return cmp.Or(b.published(p).Compare(a.published(p)), cmp.Compare(b.path(), a.path()))
	})
	return all[:min(len(all), inFeed)]
}

// feedOf makes a feed.
func (p *planner) feedOf(page, name string, entries []news) feed.Feed {
	cfg := p.site.Config
	f := feed.Feed{
		ID: p.tag(strings.TrimPrefix(page, p.site.Root) + "feed"), Title: p.feedTitle(name), Home: p.absolute(page), Lang: p.view.Lang,
		Licence: p.absolute(p.view.Licence), About: p.absolute("/data/#feeds"), Logo: p.absolute(string(cfg.Publisher.Logo)),
		Author: feed.Person{Name: cmp.Or(cfg.Publisher.Name, cfg.Title), URL: p.absolute(cmp.Or(string(cfg.Publisher.URL), p.site.Root))},
	}
	links := p.feedLinks(page, name)
	f.Atom, f.JSON = p.absolute(links[0].URL), p.absolute(links[1].URL) // in the order of the forms
	if name == "" {
		f.Subtitle = cfg.Description
	}
	for _, e := range entries {
		f.Entries = append(f.Entries, e.entry(p))
	}
	if len(entries) == 0 {
		f.Updated = p.began()
	}
	return f
}

// began is when the site began: what a feed without entries says of its last change. It must not change with later claims.
func (p *planner) began() time.Time {
	if len(p.site.Claims) == 0 {
		return time.Unix(0, 0).UTC()
	}
	return p.site.Claims[0].Published
}

// tag names something in feeds for life, by a path that never changes. A translation is something of its own.
func (p *planner) tag(path string) string {
	return p.authority.TagURI(strings.Split(p.site.Root[1:]+path, "/")...)
}

// absolute makes an address of the site absolute; others stay as they are.
func (p *planner) absolute(u string) string { return p.schema.Address(u) }
