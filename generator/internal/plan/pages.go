package plan

import (
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// How many claims and articles the home page shows.
const (
	latest         = 10
	latestArticles = 3
)

func (p *planner) home() {
	newest := reversed(tail(p.listed, latest))
	articles := reversed(tail(p.site.Articles, latestArticles))
	shows := func(h *digest.Hasher) {
		p.heads(h, newest)
		articleHeads(h, articles)
		p.scales(h)
	}
	p.page(p.site.Root, "home.html", "", shows, func(p *planner) any {
		view := HomePage{Page: p.frame("home.html", p.site.Root, "", p.view.Description), Latest: p.cards(newest), Articles: p.articleCards(articles), Scales: p.scaleViews()}
		view.Topics, view.Claimants = subjects(view.Latest)
		view.add(p.markup(p.schema.WebSite(), p.schema.Organization()))
		return view
	})
	p.index(p.site.Root, later(newestOf(newest), newestArticle(articles)))
}

// subjects gives the topics and the claimants of some claims, each once.
func subjects(claims []ClaimCard) (about []Topic, who []PersonView) {
	seen := map[string]bool{"": true} // no page
	for _, c := range claims {
		for _, t := range c.Topics {
			if !seen[t.URL] {
				seen[t.URL] = true
				about = append(about, t)
			}
		}
		for _, person := range c.Claimants {
			if !seen[person.URL] {
				seen[person.URL] = true
				who = append(who, person)
			}
		}
	}
	return about, who
}

// claimPages adds the pages of the claims with some numbers, and all that is made of each; it says what their records are made of.
func (p *planner) claimPages(first, last int) {
	made := p.part("claims", first, p.site.Claims[first:last], func(p *planner) { p.pagesOfClaims(first, last) })
	copy(p.records[first:last], made.records)
}

func (p *planner) pagesOfClaims(first, last int) {
	p.here().outputs = make([]unbound, 0, 2*(last-first))
	p.plan.records = make([]digest.Sum, last-first)
	for i := first; i < last; i++ {
		c := p.site.Claims[i]
		shows := func(h *digest.Hasher) {
			whole(h, c)
			p.Cards.add(h, i)
			h.Bool(embeds(p.site))
			p.heads(h, c.Related)
			articleHeads(h, c.Articles)
		}
		p.textPage(c.URL, "claim.html", c.Path, text{c.Body, c.Mentions, c.URL}, shows, func(p *planner, body []BodyPart) any {
			description := doc.OneLine(c.Conclusion)
			if c.Retracted() {
				description = "" // we no longer stand by it
			}
			view := ClaimPage{Page: p.frame("claim.html", c.URL, c.Title, description), Claim: p.claimView(c, body),
				Articles: p.articleCards(c.Articles), Related: p.cards(c.Related)}
			view.State = view.Claim.State
			view.Card, view.Embed = p.shareCard(i), p.embedOf(c)
			view.add(p.claimMarkup(c, p.Cards.picture(i)))
			p.cite(&view, c)
			return view
		})
		p.drawn(i)
		p.embed(i)
		if c.State == site.Live {
			p.index(c.URL, c.Updated)
			if p.site.Base != "" {
				p.plan.records[i-first] = p.recordOf(c)
			}
		}
	}
}

// claims adds the archive of all claims.
func (p *planner) claims() {
	for _, part := range archive(p.at("/claims/"), p.listed, p.site.Config.PerPage) {
		p.list(part, text{}, func(p *planner) { p.claimsPage(part) })
	}
}

// claimsPage adds a page of the archive of all claims.
func (p *planner) claimsPage(part part[*site.Claim]) {
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		if part.newest() {
			p.ratings.addSpread(h, p.listed)
		}
	}
	p.page(part.address, "claims.html", "", shows, func(p *planner) any {
		view := ClaimsPage{Page: p.frame("claims.html", part.address, part.title(p.texts, p.texts.Text("list.claims")), ""), Claims: p.cards(part.items), Pager: part.pager}
		if part.newest() {
			view.OverTime = p.overTime(p.listed)
		}
		view.add(p.claimList(part.items))
		return view
	})
	p.index(part.address, newestOf(part.items))
}

func (p *planner) claimants() {
	for _, who := range p.site.Claimants {
		p.part("claimant", who, nil, func(p *planner) { p.person(who, "claimant.html") })
	}
	address := p.at("/claimants/")
	for _, part := range byLetter(address, p.site.Claimants, p.site.Config.PerPage, func(who *site.Person) string { return who.Name }) {
		p.people(part)
	}
}

// people adds the list of claimants, or of those of one letter.
func (p *planner) people(part index[*site.Person]) {
	shows := func(h *digest.Hasher) {
		names(h, part.items)
		part.add(h)
	}
	p.page(part.address, "claimants.html", "", shows, func(p *planner) any {
		return ClaimantsPage{Page: p.frame("claimants.html", part.address, part.title(p.texts, p.texts.Text("list.claimants")), ""),
			People: p.personViews(part.items), Letters: part.letters, Letter: part.letter}
	})
	p.index(part.address, time.Time{})
}

// person adds the pages of a claimant or of somebody in the team.
func (p *planner) person(who *site.Person, kind string) {
	for _, part := range archive(who.URL, who.Claims, p.site.Config.PerPage) {
		p.list(part, text{who.Body, who.Mentions, who.URL}, func(p *planner) {
			p.index(part.address, newestOf(part.items))
			if part.newest() {
				p.newestOfPerson(who, kind, part)
			} else {
				p.olderOfPerson(who, kind, part)
			}
		})
	}
}

// olderOfPerson adds an old page. It shows the name only, so that it does not change with the person's own text.
func (p *planner) olderOfPerson(who *site.Person, kind string, part part[*site.Claim]) {
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		h.Sum(who.NameDigest)
	}
	p.page(part.address, kind, who.Path, shows, func(p *planner) any {
		view := PersonPage{Page: p.frame(kind, part.address, part.title(p.texts, who.Name), ""), Person: p.personView(who), Claims: p.cards(part.items), Pager: part.pager}
		view.add(p.claimList(part.items))
		return view
	})
}

func (p *planner) newestOfPerson(who *site.Person, kind string, part part[*site.Claim]) {
	scored := kind == "claimant.html" // how checks came out says nothing of those who checked
	shows := func(h *digest.Hasher) {
		p.claimsOf(part)(h)
		h.Sum(who.Digest)
		picture(h, who.Picture)
		if scored {
			p.ratings.add(h, p.ratings.count(who.Claims), leastChecks)
			p.ratings.addSpread(h, who.Claims)
		}
	}
	p.textPage(part.address, kind, who.Path, text{who.Body, who.Mentions, who.URL}, shows, func(p *planner, body []BodyPart) any {
		view := PersonPage{Page: p.frame(kind, part.address, who.Name, who.Role), Person: p.personView(who), Image: p.imageView(who.Picture),
			Body: body, BodyLang: p.foreign(who.Language), Claims: p.cards(part.items), Pager: part.pager}
		view.Person.SameAs = texts(who.SameAs)
		view.add(p.claimList(part.items))
		if scored {
			view.Scorecards, view.OverTime = p.scorecards(who.Claims), p.overTime(who.Claims)
			view.follow(p.feedLinks(who.URL, who.Name))
		} else {
			view.add(p.markup(p.schema.Profile(who)))
		}
		return view
	})
}

func (p *planner) team() {
	for _, who := range p.site.Team {
		p.part("member", who, nil, func(p *planner) { p.person(who, "member.html") })
	}
	if len(p.site.Team) == 0 {
		return
	}
	address := p.at("/team/")
	p.page(address, "team.html", "", func(h *digest.Hasher) { names(h, p.site.Team) }, func(p *planner) any {
		return TeamPage{Page: p.frame("team.html", address, p.texts.Text("list.team"), ""), People: p.personViews(p.site.Team)}
	})
	p.index(address, time.Time{})
}

func (p *planner) plainPages() {
	for _, page := range p.site.Pages {
		shows := func(h *digest.Hasher) { h.Sum(page.Digest) }
		p.textPage(page.URL, "page.html", page.Path, text{page.Body, page.Mentions, page.URL}, shows, func(p *planner, body []BodyPart) any {
			view := PlainPage{Page: p.frame("page.html", page.URL, page.Title, page.Description), Body: body}
			if page.Draft {
				view.State = string(site.Draft)
			}
			return view
		})
		if !page.Draft {
			p.index(page.URL, time.Time{})
		}
	}
}

// missing adds what is shown for pages that are not there.
func (p *planner) missing() {
	p.page("/404.html", "404.html", "", func(*digest.Hasher) {}, func(p *planner) any {
		return PlainPage{Page: p.frame("404.html", "/404.html", p.texts.Text("missing.title"), "")}
	})
}

// whole adds all that is known of a claim, but for other claims and the articles it appears in.
func whole(h *digest.Hasher, c *site.Claim) {
	h.Sum(c.Digest)
	picture(h, c.Picture)
}

// heads adds what cards show.
func (p *planner) heads(h *digest.Hasher, claims []*site.Claim) {
	h.Int(int64(len(claims)))
	for _, c := range claims {
		p.head(h, c)
	}
}

// head adds what the card of a claim shows.
func (p *planner) head(h *digest.Hasher, c *site.Claim) {
	h.Sum(c.HeadDigest)
	if v := p.words[c.Verdict]; v != nil {
		h.Sum(v.Digest)
	}
}

// told adds what a text shows beside what its file says: the claims it mentions, and where its links lead.
func (p *planner) told(h *digest.Hasher, t text) {
	if t.body == nil {
		return
	}
	for _, ref := range t.body.Claims {
		if c := t.mentions[id.ID(ref.ID)]; c != nil {
			p.head(h, c)
		}
	}
	if p.site.Original != nil {
		for i := range t.body.Internal {
			h.String(p.led(t.body.Internal[i].URL, t.address))
		}
	}
}

// articleHeads adds what lists and links show of articles.
func articleHeads(h *digest.Hasher, articles []*site.Article) {
	h.Int(int64(len(articles)))
	for _, a := range articles {
		h.Sum(a.HeadDigest)
	}
}

// names adds what lists show of people.
func names(h *digest.Hasher, people []*site.Person) {
	h.Int(int64(len(people)))
	for _, who := range people {
		h.Sum(who.NameDigest)
	}
}
