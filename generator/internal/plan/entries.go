package plan

import (
	"html"
	"slices"
	"strings"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/feed"
	"assay/generator/internal/site"
)

// news is what a feed has an entry of: a claim, an article or a correction.
type news interface {
	published(*planner) time.Time
	path() string // of the entry's id
	shows(*digest.Hasher)
	entry(*planner) feed.Entry
}

type (
	newClaim   struct{ *site.Claim }
	newArticle struct{ *site.Article }
)

func (c newClaim) published(*planner) time.Time   { return c.Published }
func (c newClaim) path() string                   { return "claims/" + string(c.ID) }
func (c newClaim) shows(h *digest.Hasher)         { whole(h, c.Claim) }
func (c newClaim) entry(p *planner) feed.Entry    { return p.claimEntry(c.Claim) }
func (a newArticle) published(*planner) time.Time { return a.Published }
func (a newArticle) path() string                 { return "articles/" + string(a.ID) }
func (a newArticle) entry(p *planner) feed.Entry  { return p.articleEntry(a.Article) }

func (a newArticle) shows(h *digest.Hasher) {
	h.Sum(a.HeadDigest)
	picture(h, a.Picture)
}

func (k correction) published(p *planner) time.Time { return k.Date.In(p.site.Zone) }
func (k correction) shows(h *digest.Hasher)         { h.Sum(k.claim.Digest) }
func (k correction) entry(p *planner) feed.Entry    { return p.correctionEntry(k) }

// newestLive are as many of a list, oldest first, as a feed may have, without what is not published yet.
func newestLive[T any](all []T, state func(T) site.State, newsOf func(T) news) []news {
	live := make([]news, 0, min(len(all), inFeed))
	for _, v := range slices.Backward(all) {
		if len(live) == inFeed {
			break
		}
		if state(v) == site.Live {
			live = append(live, newsOf(v))
		}
	}
	return live
}

func newClaims(claims []*site.Claim) []news {
	return newestLive(claims, func(c *site.Claim) site.State { return c.State }, func(c *site.Claim) news { return newClaim{c} })
}

func newArticles(articles []*site.Article) []news {
	return newestLive(articles, func(a *site.Article) site.State { return a.State }, func(a *site.Article) news { return newArticle{a} })
}

func newCorrections(log []correction) []news {
	return newestLive(log, func(k correction) site.State { return k.claim.State }, func(k correction) news { return k })
}

// path names a correction by its claim, its date as it is typed and what it says. It has no name of its own, and no number would
// last: some desks write the newest first. What a correction says is not changed any more (A336).
func (k correction) path() string {
	said := digest.Of("correction", []string{string(k.Kind), strings.Join(strings.Fields(k.Text), " ")})
	return "corrections/" + string(k.claim.ID) + "/" + k.Date.String() + "/" + said.Short()
}

func (p *planner) claimEntry(c *site.Claim) feed.Entry {
	e := feed.Entry{
		ID: p.tag("claims/" + string(c.ID)), URL: p.absolute(c.URL), Title: c.Title, Summary: c.Conclusion,
		Published: c.Published, Updated: c.Updated, Authors: p.feedPeople(c.Authors), Categories: p.categories(c.Topics),
		Image: p.imageAddress(c.Picture), FactCheck: p.factCheck(c),
	}
	switch {
	case c.Retracted():
		e.Title, e.Summary = p.texts.Text("feed.retracted", "title", c.Title), p.texts.Text("feed.retracted-text")
	case c.Verdict != nil: // on a free scale the conclusion begins with the rating
		e.Summary = p.texts.Text("feed.rated", "verdict", c.Rating(), "conclusion", c.Conclusion)
	}
	e.HTML = p.claimHTML(c, e.Summary)
	return e
}

// claimHTML is a check in short: who claimed what, and the answer.
func (p *planner) claimHTML(c *site.Claim, summary string) string {
	by := site.Names(c.Claimants)
	for _, occasion := range []string{c.Said.String(), c.Where} {
		if occasion != "" {
			by = append(by, occasion)
		}
	}
	text := "<blockquote>" + paragraph(c.Wording) + "</blockquote>\n"
	if len(by) > 0 {
		text += paragraph(strings.Join(by, p.texts.Before("join.names", "next"))) + "\n"
	}
	text += paragraph(summary) + "\n"
	for _, k := range c.Corrections {
		text += paragraph(p.texts.Text("feed.change", "date", k.Date.In(p.site.Zone).Format(time.DateOnly), "text", k.Text)) + "\n"
	}
	return text + `<p><a href="` + html.EscapeString(p.absolute(c.URL)) + `">` + html.EscapeString(c.Title) + "</a></p>\n"
}

func paragraph(text string) string { return "<p>" + html.EscapeString(text) + "</p>" }

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

func (p *planner) articleEntry(a *site.Article) feed.Entry {
	text := a.Summary
	if text == "" {
		text = a.Title
	}
	return feed.Entry{
		ID: p.tag("articles/" + string(a.ID)), URL: p.absolute(a.URL), Title: a.Title, Summary: a.Summary, HTML: paragraph(text) + "\n",
		Published: a.Published, Updated: a.Updated, Authors: p.feedPeople(a.Authors), Categories: p.categories(a.Topics),
		Lang: p.foreign(a.Language), Image: p.imageAddress(a.Picture),
	}
}

func (p *planner) correctionEntry(k correction) feed.Entry {
	c := k.claim
	return feed.Entry{
		ID: p.tag(k.path()), URL: p.absolute(c.URL), Title: p.texts.Text("feed."+string(k.Kind), "title", c.Title),
		Summary: k.Text, HTML: paragraph(k.Text) + "\n", Published: k.Date.In(p.site.Zone), Authors: p.feedPeople(c.Authors),
		FactCheck: p.factCheck(c),
	}
}

func (p *planner) imageAddress(image *site.Picture) string {
	if image == nil {
		return ""
	}
	return p.absolute(image.URL)
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
		all[i] = feed.Category{Term: string(t.ID), Label: t.Title, Scheme: p.absolute(p.at("/topics/"))}
	}
	return all
}
