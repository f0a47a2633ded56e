package plan

import (
	"cmp"
	"html"
	"io"
	"slices"
	"strings"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/feed"
	"assay/generator/internal/site"
)

// inFeed is how many entries a feed has at most.
const inFeed = 50

// entry is what a feed has of a claim, an article or a correction: what it is made from, and how.
type entry struct {
	published time.Time
	id        string // for the order of those published at the same moment
	digest    digest.Sum
	make      func() feed.Entry
}

// feeds adds the feeds of the site, its topics, its claimants and its corrections. Retracted checks stay in them, so
// that whoever has read of one is told.
func (p *planner) feeds() {
	if p.site.Base == "" {
		return // their addresses would lead nowhere
	}
	var live, retracted []*site.Claim
	for _, c := range p.site.Claims {
		if c.State != site.Live {
			continue
		}
		live = append(live, c)
		if c.Retracted() {
			retracted = append(retracted, c)
		}
	}
	all := p.claimEntries(tail(live, inFeed))
	for _, a := range tail(p.site.Articles, inFeed) {
		if a.State == site.Live {
			all = append(all, p.articleEntry(a))
		}
	}
	p.feed("/", p.view.Title, p.view.Description, all)
	withRetracted := func(listed []*site.Claim, has func(*site.Claim) bool) []entry {
		claims := slices.DeleteFunc(slices.Clone(tail(listed, inFeed)), func(c *site.Claim) bool { return c.State != site.Live })
		for _, c := range retracted {
			if has(c) {
				claims = append(claims, c)
			}
		}
		return p.claimEntries(claims)
	}
	for _, t := range p.site.Topics {
		p.feed(t.URL, feedTitle(t.Title, p.view.Title), "", withRetracted(t.Claims, func(c *site.Claim) bool { return slices.Contains(c.Topics, t) }))
	}
	for _, who := range p.site.Claimants {
		p.feed(who.URL, feedTitle(who.Name, p.view.Title), "", withRetracted(who.Claims, func(c *site.Claim) bool { return c.MadeBy(who) }))
	}
	p.feed("/corrections/", feedTitle("Corrections", p.view.Title), "", p.correctionEntries())
}

func feedTitle(part, whole string) string { return part + " · " + whole }

// The media types of feeds.
const (
	atomType     = "application/atom+xml"
	jsonFeedType = "application/feed+json"
)

// feedAddresses are where the two forms of a page's feed stand.
func feedAddresses(page string) (atom, json string) { return page + "feed.xml", page + "feed.json" }

// feedLinks tells readers' programs of the feed of a page.
func (p *planner) feedLinks(page, title string) []FeedLink {
	if p.site.Base == "" {
		return nil
	}
	atom, json := feedAddresses(page)
	return []FeedLink{{title, atom, atomType}, {title, json, jsonFeedType}}
}

// feed adds a feed as Atom and as JSON Feed.
func (p *planner) feed(page, title, subtitle string, entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.id, a.id)) })
	entries = entries[:min(len(entries), inFeed)]
	make := func() feed.Feed {
		atom, json := feedAddresses(page)
		f := feed.Feed{
			ID:    p.authority.TagURI(append(strings.FieldsFunc(page, func(r rune) bool { return r == '/' }), "feed")...),
			Title: title, Subtitle: subtitle, Home: p.absolute(page), Atom: p.absolute(atom), JSON: p.absolute(json),
			Lang: p.view.Lang, Licence: p.absolute(p.view.Licence), About: p.absolute("/data/#feeds"),
			Author: feed.Person{Name: cmp.Or(p.view.Publisher.Name, p.view.Title), URL: p.absolute(cmp.Or(p.view.Publisher.URL, "/"))},
			Logo:   p.absolute(string(p.site.Config.Publisher.Logo)),
		}
		for _, e := range entries {
			f.Entries = append(f.Entries, e.make())
		}
		if len(entries) == 0 {
			f.Updated = p.began()
		}
		return f
	}
	for _, form := range []struct {
		file, mediaType string
		write           func(feed.Feed, io.Writer) error
	}{{"feed.xml", atomType, feed.Feed.WriteAtom}, {"feed.json", jsonFeedType, feed.Feed.WriteJSON}} {
		file := strings.TrimPrefix(page, "/") + form.file
		h := &p.hasher
		h.Reset("feed")
		h.Sum(p.shared)
		h.String(string(p.authority))
		h.String(string(p.site.Config.Publisher.Logo))
		h.String(file)
		h.String(title)
		h.Int(int64(len(entries)))
		for i := range entries {
			h.Sum(entries[i].digest)
		}
		if len(entries) == 0 {
			h.Int(p.began().Unix())
		}
		p.outputs = append(p.outputs, Output{Path: file, Type: form.mediaType, Key: h.Done(),
			WriteTo: func(w io.Writer) error { return form.write(make(), w) }})
	}
}

// began is when the site began: what a feed without entries says of its last change. It must not change with later claims.
func (p *planner) began() time.Time {
	if len(p.site.Claims) == 0 {
		return time.Unix(0, 0).UTC()
	}
	return p.site.Claims[0].Published
}

// absolute makes an address of the site absolute; others stay as they are.
func (p *planner) absolute(u string) string { return p.schema.Address(u) }

func (p *planner) claimEntries(claims []*site.Claim) []entry {
	entries := make([]entry, len(claims))
	for i, c := range claims {
		entries[i] = entry{c.Published, string(c.ID), p.whole(c), func() feed.Entry { return p.claimEntry(c) }}
	}
	return entries
}

// whole names all that is known of a claim, but for other claims and articles.
func (p *planner) whole(c *site.Claim) digest.Sum {
	if c.Picture == nil {
		return c.Digest
	}
	h := digest.New("whole")
	h.Sum(c.Digest)
	picture(h, c.Picture)
	return h.Done()
}

func (p *planner) claimEntry(c *site.Claim) feed.Entry {
	e := feed.Entry{
		ID: p.authority.TagURI("claims", string(c.ID)), URL: p.absolute(c.URL), Title: c.Title, Summary: c.Rating() + ": " + c.Conclusion,
		Published: c.Published, Updated: c.Changed(), Authors: p.feedPeople(c.Authors), Categories: p.categories(c.Topics),
		FactCheck: p.factCheck(c),
	}
	if c.Verdict == nil {
		e.Summary = c.Conclusion
	}
	if c.Retracted() {
		e.Title, e.Summary = "Retracted: "+c.Title, "We have withdrawn this check and no longer stand by it."
	}
	if c.Picture != nil {
		e.Image = p.absolute(c.Picture.URL)
	}
	e.HTML = p.claimHTML(c, e.Summary)
	return e
}

// claimHTML is a check in short: who claimed what, and the answer.
func (p *planner) claimHTML(c *site.Claim, summary string) string {
	var b strings.Builder
	b.WriteString("<blockquote><p>" + html.EscapeString(c.Wording) + "</p></blockquote>\n")
	var by []string
	for _, who := range c.Claimants {
		by = append(by, html.EscapeString(who.Name))
	}
	if !c.Said.IsZero() {
		by = append(by, c.Said.String())
	}
	if c.Where != "" {
		by = append(by, html.EscapeString(c.Where))
	}
	if len(by) > 0 {
		b.WriteString("<p>" + strings.Join(by, ", ") + "</p>\n")
	}
	b.WriteString("<p>" + html.EscapeString(summary) + "</p>\n")
	for _, k := range c.Corrections {
		b.WriteString("<p>" + p.day(k.Date.In(p.site.Zone)) + ": " + html.EscapeString(k.Text) + "</p>\n")
	}
	b.WriteString(`<p><a href="` + html.EscapeString(p.absolute(c.URL)) + `">` + html.EscapeString(c.Title) + "</a></p>\n")
	return b.String()
}

func (p *planner) day(t time.Time) string { return t.Format(time.DateOnly) }

func (p *planner) factCheck(c *site.Claim) *feed.FactCheck {
	f := &feed.FactCheck{Claim: c.Wording, Said: c.Said.String(), Where: c.Where, Retracted: c.Retracted()}
	for _, who := range c.Claimants {
		f.Claimants = append(f.Claimants, feed.Claimant{Name: who.Name, Type: string(who.Type), URL: p.absolute(who.URL)})
	}
	for _, k := range c.Corrections {
		f.Corrections = append(f.Corrections, feed.Correction{Date: k.Date.String(), Kind: string(k.Kind), Text: k.Text})
	}
	if f.Retracted {
		return f // we no longer stand by the rest
	}
	f.Conclusion, f.Verdict = c.Conclusion, &feed.Verdict{Rating: c.Rating()}
	if v := c.Verdict; v != nil {
		f.Verdict.ID, f.Verdict.Label, f.Verdict.Group = string(v.ID), v.Label, string(v.Group)
		if v.Value > 0 {
			f.Verdict.Axis = &feed.Axis{Value: v.Value, Best: c.Scale.Best(), Worst: c.Scale.Worst()}
		}
	}
	return f
}

func (p *planner) articleEntry(a *site.Article) entry {
	h := digest.New("article-entry")
	h.Sum(a.HeadDigest)
	picture(h, a.Picture)
	return entry{a.Published, string(a.ID), h.Done(), func() feed.Entry {
		e := feed.Entry{
			ID: p.authority.TagURI("articles", string(a.ID)), URL: p.absolute(a.URL), Title: a.Title, Summary: a.Summary,
			HTML:      "<p>" + html.EscapeString(cmp.Or(a.Summary, a.Title)) + "</p>\n",
			Published: a.Published, Updated: a.Updated, Authors: p.feedPeople(a.Authors), Categories: p.categories(a.Topics), Lang: string(a.Lang),
		}
		if a.Picture != nil {
			e.Image = p.absolute(a.Picture.URL)
		}
		return e
	}}
}

// correctionEntries are the newest corrections. One is named by its claim and its day, since nothing else of it stays.
func (p *planner) correctionEntries() []entry {
	var entries []entry
	times := map[string]int{}
	for _, k := range p.log() {
		c, when := k.claim, k.Date.In(p.site.Zone)
		if c.State != site.Live {
			continue
		}
		name := string(c.ID) + "/" + p.day(when)
		if times[name]++; times[name] > 1 { // of one claim on one day
			name += "/" + itoa(times[name])
		}
		entries = append(entries, entry{when, name, c.Digest, func() feed.Entry {
			title := strings.ToUpper(string(k.Kind)[:1]) + string(k.Kind)[1:] + ": " + c.Title
			return feed.Entry{
				ID: p.authority.TagURI(append([]string{"corrections"}, strings.Split(name, "/")...)...), URL: p.absolute(c.URL), Title: title, Summary: k.Text,
				HTML:      "<p>" + html.EscapeString(k.Text) + "</p>\n",
				Published: when, Authors: p.feedPeople(c.Authors), FactCheck: p.factCheck(c),
			}
		}})
	}
	return tail(entries, inFeed)
}

func (p *planner) feedPeople(people []*site.Person) []feed.Person {
	all := make([]feed.Person, len(people))
	for i, who := range people {
		all[i] = feed.Person{Name: who.Name, URL: p.absolute(who.URL)}
	}
	return all
}

func (p *planner) categories(topics []*site.Topic) []feed.Category {
	all := make([]feed.Category, len(topics))
	for i, t := range topics {
		all[i] = feed.Category{Term: string(t.ID), Label: t.Title, Scheme: p.absolute("/topics/")}
	}
	return all
}
