package site

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/id"
)

// resolveArticles pairs articles with their authors, topics and claims.
func (r *resolver) resolveArticles() {
	for _, a := range r.articles {
		a.Language = cmp.Or(a.Lang, r.cfg.Lang)
		a.Published, a.Updated = r.dates(a.Path, a.Positions, a.Article.Published, a.Article.Updated)
		a.State = r.stateOf(a.Draft, a.Published)
		if a.State == Live {
			r.notYet(a.Path, a.Positions.At("updated"), "updated", date.Of(a.Updated))
		}
		a.Authors = r.members(a.Path, a.Positions, a.Article.Authors, "authors")
		a.Mentions = r.mentions(a.Path, "", a.Body.Claims)
		if r.buildsState(a.State) {
			r.site.Articles = append(r.site.Articles, a)
		} else {
			r.site.UnbuiltArticles = append(r.site.UnbuiltArticles, a)
		}
	}
	for _, articles := range [][]*Article{r.site.Articles, r.site.UnbuiltArticles} {
		slices.SortFunc(articles, articleOrder)
	}
	parts := map[id.ID][]*Claim{} // the claims that say they are part of an article
	for _, c := range r.all {
		if c.PartOf != "" && r.builds(c) {
			parts[c.PartOf] = append(parts[c.PartOf], c)
		}
	}
	for _, a := range r.site.Articles {
		a.gather(parts[a.ID])
		a.digests(&r.hasher)
	}
}

// articleOrder compares articles by (published, id).
func articleOrder(a, b *Article) int {
	return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
}

// gather lists an article's claims: those its text mentions, in order, then those that say they are part of it, by id.
func (a *Article) gather(parts []*Claim) {
	taken := map[*Claim]bool{nil: true}
	take := func(c *Claim) {
		if !taken[c] {
			taken[c] = true
			a.Claims = append(a.Claims, c)
			c.Articles = append(c.Articles, a)
		}
	}
	for _, ref := range a.Body.Claims {
		take(a.Mentions[id.ID(ref.ID)])
	}
	slices.SortFunc(parts, func(x, y *Claim) int { return cmp.Compare(x.ID, y.ID) })
	for _, c := range parts {
		take(c)
	}
}

// stateOf returns whether something with a moment of publication is published at the moment of the build.
// A day begins at midnight in the site's zone.
func (r *resolver) stateOf(draft bool, published time.Time) State {
	switch {
	case draft:
		return Draft
	case published.After(r.opt.Now):
		if next := &r.site.Next; next.IsZero() || published.Before(*next) {
			*next = published
		}
		return Scheduled
	default:
		return Live
	}
}

// topic gives the topic of an id; whatever a claim or an article names is one.
func (r *resolver) topic(name id.ID) *Topic {
	t := r.topics[name]
	if t == nil {
		t = &Topic{ID: name, Title: humanise(string(name)), URL: "/topics/" + string(name) + "/"}
		r.topics[name] = t
	}
	return t
}

// topicsOf gives the topics that a file names.
func (r *resolver) topicsOf(ids []id.ID) []*Topic {
	topics := make([]*Topic, 0, len(ids))
	for _, name := range ids {
		if name == "" {
			continue // reported by the parser
		}
		if t := r.topic(name); !slices.Contains(topics, t) {
			topics = append(topics, t)
		}
	}
	return topics
}

// describe gives a topic what a file says of it.
func (r *resolver) describe(page *claim.Topic) {
	if page.ID == "" || page.Draft && !r.opt.Drafts {
		return
	}
	t := r.topic(page.ID)
	if t.Page != nil {
		r.taken(page.ID, page.Path, t.Page.Path)
		return
	}
	t.Page, t.Title = page, page.Title
}

// humanise makes a title of an id: war-costs is War costs.
func humanise(name string) string {
	r := []rune(strings.ReplaceAll(name, "-", " "))
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

func (t *Topic) take(c *Claim) {
	if c.Listed() {
		t.Claims = append(t.Claims, c)
	} else {
		t.Retracted = append(t.Retracted, c)
	}
}

// hasPage tells that a topic has a page: a file describes it, or something listed has it.
func (t *Topic) hasPage() bool { return t.Page != nil || len(t.Claims)+len(t.Articles) > 0 }

// gatherTopics lists the topics that have a page: those a file describes, and those that something listed has.
func (r *resolver) gatherTopics() {
	for _, c := range r.site.Claims {
		for _, t := range c.Topics {
			t.take(c)
		}
	}
	for _, a := range r.site.Articles {
		for _, t := range a.Topics {
			t.Articles = append(t.Articles, a)
		}
	}
	for _, t := range r.topics {
		t.Language = r.cfg.Lang
		if t.Page != nil {
			t.Mentions = r.mentions(t.Page.Path, "", t.Page.Body.Claims)
		}
		if t.hasPage() {
			r.site.Topics = append(r.site.Topics, t)
		}
	}
	collated(r.site.Topics, r.site.Config.Lang, func(t *Topic) (string, id.ID) { return t.Title, t.ID })
}
