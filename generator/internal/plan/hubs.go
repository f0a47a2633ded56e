package plan

import (
	"cmp"
	"slices"
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/digest"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// articles adds the articles and their archive.
func (p *planner) articles() {
	for _, a := range p.site.Articles {
		shows := func(h *digest.Hasher) {
			h.Sum(a.Digest)
			picture(h, a.Picture)
			p.heads(h, a.Claims)
		}
		p.textPage(a.URL, "article.html", a.Path, text{a.Body, a.Mentions, a.URL}, shows, func(p *planner, body []BodyPart) any {
			view := ArticlePage{Page: p.frame("article.html", a.URL, a.Title, a.Summary), Article: p.articleCard(a), Image: p.imageView(a.Picture),
				Body: body, Claims: p.cards(a.Claims), X: a.X}
			view.State, view.Card = view.Article.State, p.shareable(a.Picture)
			view.add(p.claimList(a.Claims))
			view.add(p.markup(p.schema.Article(a)))
			return view
		})
		if a.State == site.Live {
			p.index(a.URL, a.Updated)
		}
	}
	if len(p.site.Articles) == 0 {
		return
	}
	for _, part := range archive(p.at("/articles/"), p.site.Articles, p.site.Config.PerPage) {
		shows := func(h *digest.Hasher) {
			articleHeads(h, part.items)
			part.pager.add(h)
		}
		p.page(part.address, "articles.html", "", shows, func(p *planner) any {
			view := ArticlesPage{Page: p.frame("articles.html", part.address, part.title(p.texts, p.texts.Text("list.articles")), ""), Articles: p.articleCards(part.items), Pager: part.pager}
			links := make([]schemaorg.Link, len(part.items))
			for i, a := range part.items {
				links[i] = schemaorg.Link{Name: a.Title, URL: a.URL}
			}
			view.add(p.markup(p.schema.ItemList(links)))
			return view
		})
		p.index(part.address, newestArticle(part.items))
	}
}

// topics adds the list of topics and a page of each.
func (p *planner) topics() {
	if len(p.site.Topics) == 0 {
		return
	}
	address := p.at("/topics/")
	shows := func(h *digest.Hasher) {
		for _, t := range p.site.Topics {
			h.Sum(digest.Of("topic", p.described(t)))
		}
	}
	p.page(address, "topics.html", "", shows, func(p *planner) any {
		view := TopicsPage{Page: p.frame("topics.html", address, p.texts.Text("list.topics"), "")}
		for _, t := range p.site.Topics {
			view.Topics = append(view.Topics, p.described(t))
		}
		return view
	})
	p.index(address, time.Time{})
	for _, t := range p.site.Topics {
		p.part("topic", t, nil, func(p *planner) {
			for _, part := range archive(t.URL, t.Claims, p.site.Config.PerPage) {
				p.list(part, textOf(t), func(p *planner) { p.topic(t, part) })
			}
		})
	}
}

// textOf is the text of a topic, if a file describes it.
func textOf(t *site.Topic) text {
	if t.Page == nil {
		return text{}
	}
	return text{t.Page.Body, t.Mentions, t.URL}
}

func (p *planner) topic(t *site.Topic, part part[*site.Claim]) {
	source, told := "", text{}
	if t.Page != nil {
		source = t.Page.Path
		if part.newest() {
			told = textOf(t)
		}
	}
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		h.String(t.Title)
		h.String(string(t.Language))
		if part.newest() {
			articleHeads(h, t.Articles)
			p.ratings.add(h, p.ratings.count(t.Claims), leastChecks)
			p.ratings.addSpread(h, t.Claims)
			if t.Page != nil {
				h.Sum(t.Page.Digest)
			}
		}
	}
	p.textPage(part.address, "topic.html", source, told, shows, func(p *planner, body []BodyPart) any {
		view := TopicPage{Page: p.frame("topic.html", part.address, part.title(p.texts, t.Title), ""), Claims: p.cards(part.items), Pager: part.pager,
			Topic: p.topicView(t)}
		if part.newest() {
			view.Topic = p.described(t)
			view.Crumbs[len(view.Crumbs)-1].Lang = view.Topic.Lang
			view.Description = view.Topic.Description
			view.Articles = p.articleCards(reversed(t.Articles))
			view.Scorecards, view.OverTime = p.scorecards(t.Claims), p.overTime(t.Claims)
			view.follow(p.feedLinks(t.URL, t.Title))
			if t.Page != nil {
				view.Body = body
				if t.Page.Draft {
					view.State = string(site.Draft)
				}
			}
		}
		view.add(p.claimList(part.items))
		return view
	})
	changed := newestOf(part.items)
	if part.newest() {
		if t.Page != nil && t.Page.Draft {
			return
		}
		changed = later(changed, newestArticle(t.Articles))
	}
	p.index(part.address, changed)
}

// verdicts adds the scales with their definitions, and the claims of each verdict.
func (p *planner) verdicts() {
	address := p.at("/verdicts/")
	p.page(address, "verdicts.html", "claims/verdicts.yaml", p.scales, func(p *planner) any {
		return VerdictsPage{Page: p.frame("verdicts.html", address, p.texts.Text("list.verdicts"), ""), Scales: p.scaleViews()}
	})
	p.index(address, time.Time{})
	for _, r := range p.ratings.all {
		p.verdict(r.scale, r.verdict, r.claims)
	}
}

// scales adds what a page shows that explains the scales and how they were used.
func (p *planner) scales(h *digest.Hasher) {
	h.Sum(digest.Of("scales", p.site.Scales))
	p.ratings.add(h, p.ratings.totals(), 1)
}

func (p *planner) scaleViews() []ScaleView {
	views, totals := make([]ScaleView, len(p.site.Scales)), p.ratings.totals()
	for i, s := range p.site.Scales {
		views[i] = p.scaleView(s)
		views[i].Bars = p.bars(i, totals, 1)
	}
	return views
}

func (p *planner) verdict(s *claim.Scale, v *claim.Verdict, claims []*site.Claim) {
	for _, part := range archive(p.at(verdictURL(s.ID, v.ID)), claims, p.site.Config.PerPage) {
		p.list(part, text{}, func(p *planner) { p.verdictPage(s, v, part) })
	}
}

// verdictPage adds a page of the claims of a verdict.
func (p *planner) verdictPage(s *claim.Scale, v *claim.Verdict, part part[*site.Claim]) {
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		h.Sum(v.Digest)
		h.String(s.Label)
		h.String(string(s.LabelLang))
	}
	p.page(part.address, "verdict.html", "claims/verdicts.yaml", shows, func(p *planner) any {
		view := VerdictPage{Page: p.frame("verdict.html", part.address, part.title(p.texts, v.Label), v.Definition), Verdict: *p.verdictView(s, v),
			Scale: s.Label, ScaleLang: string(s.LabelLang), Claims: p.cards(part.items), Pager: part.pager}
		view.add(p.claimList(part.items))
		return view
	})
	p.index(part.address, newestOf(part.items))
}

// correction is an entry of the log.
type correction struct {
	claim *site.Claim
	site.Correction
}

// newestCorrection is when the newest of some corrections was made.
func newestCorrection(log []correction, zone *time.Location) time.Time {
	var last time.Time
	for _, k := range log {
		last = later(last, k.Date.In(zone))
	}
	return last
}

// log is all corrections, oldest first, those of retracted checks too.
func (p *planner) log() []correction {
	var log []correction
	for _, c := range withNumbers(p.site.Claims, p.known.lists.corrected) {
		for _, k := range c.Corrections {
			log = append(log, correction{c, k})
		}
	}
	slices.SortStableFunc(log, func(a, b correction) int {
		return cmp.Or(a.Date.In(p.site.Zone).Compare(b.Date.In(p.site.Zone)), cmp.Compare(a.claim.ID, b.claim.ID))
	})
	return log
}

// corrections adds the log of corrections.
func (p *planner) corrections() {
	log, name := p.log(), p.texts.Text("list.corrections")
	for _, part := range archive(p.at("/corrections/"), log, p.site.Config.PerPage) {
		shows := func(h *digest.Hasher) {
			for _, k := range part.items {
				h.Sum(k.claim.Digest)
			}
			part.pager.add(h)
		}
		p.page(part.address, "corrections.html", "", shows, func(p *planner) any {
			view := CorrectionsPage{Page: p.frame("corrections.html", part.address, part.title(p.texts, name), ""), Pager: part.pager}
			if part.newest() {
				view.follow(p.feedLinks(part.address, name))
			}
			for _, k := range part.items {
				view.Entries = append(view.Entries, CorrectionEntry{p.claimCard(k.claim), p.correctionView(k.claim, k.Correction)})
			}
			return view
		})
		p.index(part.address, newestCorrection(part.items, p.site.Zone))
	}
}

// redirects adds a page at every old address.
func (p *planner) redirects() {
	for _, r := range p.site.Redirects {
		shows := func(h *digest.Hasher) {
			h.String(r.To)
			addAlternates(h, p.elsewhere[r.To])
		}
		p.page(r.From, "redirect.html", r.Source, shows, func(p *planner) any {
			return RedirectPage{Page: p.frame("redirect.html", r.To, p.texts.Text("moved.title"), ""), To: r.To}
		})
	}
}
