package site

import (
	"cmp"
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

// In gives the site in a language, nil where it has none such. In a further language it holds what is translated, and the people
// and topics that this names. Its texts lead to what is there in that language, and else to the original. Redirects and files
// beside pages are those of the original.
func (s *Site) In(lang config.Lang) *Site {
	if s.Config.Lang == lang {
		return s
	}
	for _, e := range s.Editions {
		if e.Config.Lang == lang {
			return e
		}
	}
	return nil
}

// InAll gives the site in all its languages, its own first.
func (s *Site) InAll() []*Site { return append([]*Site{s}, s.Editions...) }

// Page gives a plain page by its id, nil where there is none. One that is not translated is that of the original.
func (s *Site) Page(name id.ID) *Page {
	for _, page := range s.Pages {
		if page.ID == name {
			return page
		}
	}
	if s.Original != nil {
		return s.Original.Page(name)
	}
	return nil
}

// translator makes the site in one language. Its maps lead from what is in the original to what is made of it.
type translator struct {
	r        *resolver
	e        *edition
	site     *Site
	scales   map[*claim.Scale]*claim.Scale
	verdicts map[*claim.Verdict]*claim.Verdict
	claims   map[*Claim]*Claim
	articles map[*Article]*Article
	people   map[*Person]*Person
	topics   map[*Topic]*Topic
}

// translate makes the site in its further languages, once all else is resolved.
func (r *resolver) translate() {
	var all []*translator
	for i, e := range r.editions {
		s := r.site
		t := &translator{
			r: r, e: e,
			site: &Site{Config: s.Config.In(e.Language), Base: s.Base, Zone: s.Zone, Today: s.Today, Templates: s.Templates,
				Libraries: s.Libraries, Messages: r.messages(e.Lang, claim.Path("languages", i)), Root: e.Lang.Root(), Original: s, Line: s.Line},
			scales: map[*claim.Scale]*claim.Scale{}, verdicts: map[*claim.Verdict]*claim.Verdict{},
			claims: map[*Claim]*Claim{}, articles: map[*Article]*Article{},
			people: map[*Person]*Person{}, topics: map[*Topic]*Topic{},
		}
		t.make()
		if r.wantsLabels(e) {
			r.warn(config.FileName, r.cfg.Positions.At(claim.Path("languages", i)), diag.Problemf(diag.Untranslated,
				"the verdicts of %s are not translated into %s", r.scales.Path, e.Lang).Because("add %s", scalesIn(e.Lang)))
		}
		s.Editions = append(s.Editions, t.site)
		all = append(all, t)
	}
	if len(all) > 0 {
		alternates(r.site, all)
	}
}

func (t *translator) make() {
	t.translateScales()
	t.translateClaims()
	t.translateArticles()
	t.translatePages()
	for original, c := range t.claims {
		t.refer(original, c)
	}
	for _, a := range t.site.Articles {
		t.gatherArticle(a)
	}
	t.listPeopleAndTopics()
	for _, c := range t.site.Claims {
		slices.SortFunc(c.Articles, articleOrder)
		c.digestsIn(t.r)
	}
	for _, a := range t.site.Articles {
		a.digestsIn(t.r)
	}
	t.site.gatherOutlets()
}

// wantsLabels tells that the site has verdicts of its own and no file that words them in a language.
func (r *resolver) wantsLabels(e *edition) bool {
	of := func(t translation) bool { return t.Scales != nil && t.Lang == e.Lang }
	own := func(s *claim.Scale) bool { return s.Preset == "" && len(s.Verdicts) > 0 }
	return r.scales.Path != "" && slices.ContainsFunc(r.scales.Scales, own) && !slices.ContainsFunc(r.translations, of)
}

// report adds what was found in a translation; that a draft is unfinished is only a note.
func (t *translator) report(file string, draft bool, found diag.Findings) {
	if draft {
		found = claim.ForDraft(found)
	}
	t.r.found = append(t.r.found, found.In(file)...)
}

func (t *translator) own() config.Lang { return t.r.cfg.Lang }

func (t *translator) translateScales() {
	text := t.e.of(t.r.scales.Path)
	scales, found := t.r.scales.InWordsOf(t.site.Messages).In(text, t.own())
	if text != nil {
		t.report(text.Path, false, found)
	}
	for i, original := range t.r.scales.Scales {
		t.scales[original] = scales.Scales[i]
		for j, v := range original.Verdicts {
			t.verdicts[v] = scales.Scales[i].Verdicts[j]
		}
	}
	t.site.Versions = scales.Scales
	for _, s := range t.r.site.Scales {
		t.site.Scales = append(t.site.Scales, t.scales[s])
	}
}

// translateClaims makes the claims that have a translation, and follows what it links. Drafts are looked at, too.
func (t *translator) translateClaims() {
	for _, original := range t.r.all {
		text := t.e.of(original.Path)
		if text == nil {
			continue
		}
		c := *original
		var found diag.Findings
		c.Claim, found = original.Claim.In(text, t.own())
		if !original.Broken() {
			t.report(text.Path, original.Draft, found)
		}
		c.Mentions = t.r.mentions(text.Path, c.ID, c.Body.Claims)
		if !t.r.builds(original) {
			continue
		}
		c.URL, c.Language = t.e.url(c.URL), t.e.Lang
		c.Picture = original.Picture.in(c.Image)
		t.claims[original] = &c
	}
	for _, original := range t.r.site.Claims {
		if c := t.claims[original]; c != nil {
			t.site.Claims = append(t.site.Claims, c)
		}
	}
}

// in gives a picture as a translation describes it.
func (p *Picture) in(text *claim.Image) *Picture {
	if p == nil {
		return nil
	}
	n := *p
	n.Credit, n.AltLang, n.CreditLang = text.Credit, text.AltLang, text.CreditLang
	if text.Alt != nil {
		n.Alt = *text.Alt
	}
	return &n
}

// refer makes a claim name what there is in the language.
func (t *translator) refer(original, c *Claim) {
	c.Scale, c.Verdict = t.scales[original.Scale], t.verdicts[original.Verdict]
	c.Claimants, c.Authors, c.Reviewers = t.persons(original.Claimants), t.persons(original.Authors), t.persons(original.Reviewers)
	c.Topics = t.named(original.Topics)
	c.Statements = slices.Clone(original.Statements)
	for i := range c.Statements {
		c.Statements[i] = Statement{c.Claim.Statements[i], t.persons(original.Statements[i].Claimants)}
	}
	c.Developments = slices.Clone(original.Developments)
	for i := range c.Developments {
		c.Developments[i] = Development{c.Claim.Developments[i], t.verdicts[original.Developments[i].Verdict]}
	}
	c.Corrections = slices.Clone(original.Corrections)
	for i := range c.Corrections {
		c.Corrections[i] = Correction{c.Claim.Corrections[i], t.verdicts[original.Corrections[i].Was]}
	}
	c.Sources = t.sources(original, c.Cited)
	c.Related = t.claimsOf(original.Related)
	t.lead(c.Mentions)
	c.Articles = nil
	for _, a := range original.Articles { // those that are translated name it themselves
		if t.articles[a] == nil {
			c.Articles = append(c.Articles, a)
		}
	}
}

// sources gives what a translated text cites, in the order in which it does. Sources stay in their language; one that does not tell
// it is read as in the original.
func (t *translator) sources(original *Claim, cited []claim.CitedSource) []claim.CitedSource {
	all := slices.Clone(cited)
	for i := range all {
		for _, s := range original.Sources {
			if s.ID == all[i].ID {
				source := *s.Source
				source.Lang = cmp.Or(source.Lang, t.own())
				all[i].Source, all[i].Outlet = &source, s.Outlet
			}
		}
	}
	return all
}

// claimOf gives a claim in the language, or the original.
func (t *translator) claimOf(c *Claim) *Claim { return cmp.Or(t.claims[c], c) }

func (t *translator) claimsOf(all []*Claim) []*Claim {
	named := make([]*Claim, len(all))
	for i, c := range all {
		named[i] = t.claimOf(c)
	}
	return named
}

// lead makes what a text links lead to what there is in the language.
func (t *translator) lead(mentions map[id.ID]*Claim) {
	for name, c := range mentions {
		mentions[name] = t.claimOf(c)
	}
}

func (t *translator) translateArticles() {
	originals := slices.Concat(t.r.site.Articles, t.r.site.UnbuiltArticles)
	for _, original := range originals {
		text := t.e.of(original.Path)
		if text == nil {
			continue
		}
		a := *original
		var found diag.Findings
		a.Article, found = original.Article.In(text, original.Language)
		t.report(text.Path, original.Draft, found)
		a.Mentions = t.r.mentions(text.Path, "", a.Body.Claims)
		if !t.r.buildsState(original.State) {
			continue
		}
		a.URL, a.Language = t.e.url(a.URL), t.e.Lang
		a.Picture = original.Picture.in(a.Image)
		a.Authors, a.Topics = t.persons(original.Authors), t.named(original.Topics)
		t.articles[original] = &a
		t.site.Articles = append(t.site.Articles, &a)
	}
}

// gatherArticle lists an article's claims: those its translated text mentions, then those that say they are part of it.
func (t *translator) gatherArticle(a *Article) {
	parts := slices.DeleteFunc(slices.Clone(a.Claims), func(c *Claim) bool { return c.PartOf != a.ID })
	a.Claims = nil
	t.lead(a.Mentions)
	taken := map[*Claim]bool{nil: true}
	take := func(c *Claim) {
		if taken[c] {
			return
		}
		taken[c] = true
		a.Claims = append(a.Claims, c)
		if c.Language == t.e.Lang {
			c.Articles = append(c.Articles, a)
		}
	}
	for _, ref := range a.Body.Claims {
		take(a.Mentions[id.ID(ref.ID)])
	}
	for _, c := range parts {
		take(t.claimOf(c))
	}
}

func (t *translator) translatePages() {
	for _, original := range t.r.pages {
		text := t.e.of(original.Path)
		if text == nil {
			continue
		}
		page := *original
		page.Page = original.Page.In(text)
		page.Mentions = t.r.mentions(text.Path, "", page.Body.Claims)
		if page.Draft && !t.r.opt.Drafts {
			continue
		}
		t.lead(page.Mentions)
		page.URL, page.Language = t.e.url(page.URL), t.e.Lang
		t.site.Pages = append(t.site.Pages, &page)
	}
	slices.SortFunc(t.site.Pages, func(a, b *Page) int { return cmp.Compare(a.ID, b.ID) })
}

// digestsIn names what cards and the page of a translated claim show.
func (c *Claim) digestsIn(r *resolver) {
	c.digests(&r.hasher)
	c.HeadDigest = r.edited("edition-claim-head", c.HeadDigest, c.Topics)
	c.Digest = r.edited("edition-claim", c.Digest, c.Topics)
}

func (a *Article) digestsIn(r *resolver) {
	a.digests(&r.hasher)
	a.HeadDigest = r.edited("edition-article-head", a.HeadDigest, a.Topics)
	a.Digest = r.edited("edition-article", a.Digest, a.Topics)
}
