package plan

import (
	"bytes"
	"cmp"
	"html"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
	"assay/generator/internal/locale"
	"assay/generator/internal/markdown"
	"assay/generator/internal/site"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (p *planner) siteView() *SiteView {
	s, cfg := p.site, p.site.Config
	v := &SiteView{
		Title: cfg.Title, Description: cfg.Description, Lang: string(cfg.Lang), Dir: locale.Direction(string(cfg.Lang)),
		Root: s.Root, Languages: p.languages(s.Root),
		Locale:    locale.WithTerritory(string(cfg.Lang)),
		Publisher: PublisherView{cfg.Publisher.Name, p.led(string(cfg.Publisher.URL), s.Root)},
		Contact:   ContactView{p.led(string(cfg.Contact.Corrections), s.Root), p.led(string(cfg.Contact.Submit), s.Root)},
		Licence:   p.led(string(cfg.Licence), s.Root),
	}
	for _, policy := range cfg.Policies.All() {
		if page := s.Page(policy.Page); page != nil {
			v.Policies = append(v.Policies, p.pageLink(page))
		}
	}
	for _, item := range cfg.Nav {
		v.Nav = append(v.Nav, Link{Label: item.Label, URL: string(item.URL)})
	}
	if s.Base != "" {
		v.Reuse = []Link{{Label: p.texts.Text("frame.feed"), URL: p.at("/feed.xml")}, {Label: p.texts.Text("frame.data"), URL: dataAddress}}
	}
	if cfg.Search {
		v.Search = p.at(searchAddress)
	}
	if len(cfg.Nav) == 0 {
		v.Nav = p.defaultNav()
	}
	return v
}

func (p *planner) pageLink(page *site.Page) Link {
	return Link{Label: page.Title, URL: page.URL, Lang: p.foreign(page.Language)}
}

// defaultNav is the menu of a site that configures none.
func (p *planner) defaultNav() []Link {
	var nav []Link
	s := p.site
	add := func(list string, there bool) {
		if there {
			nav = append(nav, Link{Label: p.texts.Text("list." + list), URL: p.at("/" + list + "/")})
		}
	}
	add("claims", true)
	add("articles", len(s.Articles) > 0)
	add("claimants", len(s.Claimants) > 0)
	add("topics", len(s.Topics) > 0)
	add("verdicts", true)
	add("sources", len(s.Outlets) > 0)
	add("team", len(s.Team) > 0)
	if about := s.Page("about"); about != nil {
		nav = append(nav, p.pageLink(about))
	}
	return nav
}

func (p *planner) personView(who *site.Person) PersonView {
	v := PersonView{Name: who.Name, Type: string(who.Type), Role: who.Role, URL: who.URL}
	if who.Role != "" {
		v.RoleLang = p.foreign(cmp.Or(who.RoleLang, who.Language))
	}
	return v
}

func (p *planner) personViews(people []*site.Person) []PersonView {
	views := make([]PersonView, len(people))
	for i, who := range people {
		views[i] = p.personView(who)
	}
	return views
}

func (p *planner) verdictView(s *claim.Scale, v *claim.Verdict) *VerdictView {
	if v == nil {
		return nil
	}
	if view, made := p.verdictViews[v]; made {
		return view
	}
	v = cmp.Or(p.words[v], v)
	return &VerdictView{
		ID: string(v.ID), URL: p.at(verdictURL(s.ID, v.ID)), Label: v.Label, Lang: string(v.LabelLang), Definition: v.Definition,
		DefinitionLang: string(v.DefinitionLang), Group: string(v.Group), Icon: string(v.Icon),
		Class: verdictClass(s.ID, v.ID), Value: v.Value, Best: s.Best(), Retired: v.Retired,
	}
}

func verdictURL(s, v id.ID) string { return "/verdicts/" + string(s) + "/" + string(v) + "/" }

// verdictClass names the style rule of a verdict. An id has no underscore, so two never share one.
func verdictClass(s, v id.ID) string { return "v-" + string(s) + "_" + string(v) }

func (p *planner) scaleView(s *claim.Scale) ScaleView {
	v := ScaleView{ID: string(s.ID), Label: s.Label, Lang: string(s.LabelLang), Kind: string(s.Kind)}
	for _, verdict := range s.Verdicts {
		if !verdict.Retired {
			v.Verdicts = append(v.Verdicts, *p.verdictView(s, verdict))
		}
	}
	return v
}

func (p *planner) cards(claims []*site.Claim) []ClaimCard {
	cards := make([]ClaimCard, len(claims))
	for i, c := range claims {
		cards[i] = p.claimCard(c)
	}
	return cards
}

func (p *planner) claimCard(c *site.Claim) ClaimCard {
	v := ClaimCard{
		ID: string(c.ID), URL: c.URL, Lang: p.foreign(c.Language), Title: c.Title, Wording: c.Wording, Short: c.InShort(),
		Claimants: p.personViews(c.Claimants), Said: c.Said, Verdict: p.verdictView(c.Scale, c.Verdict),
		Conclusion: c.Conclusion, Published: c.Published, Updated: c.Updated, Topics: p.topicViews(c.Topics), Retracted: c.Retracted(),
		Rating: c.Rating(),
	}
	if v.Verdict != nil {
		v.Rating = v.Verdict.Label
	}
	if c.State != site.Live {
		v.State = string(c.State)
	}
	return v
}

func (p *planner) topicViews(all []*site.Topic) []Topic {
	views := make([]Topic, len(all))
	for i, t := range all {
		views[i] = p.topicView(t)
	}
	return views
}

func (p *planner) topicView(t *site.Topic) Topic {
	return Topic{ID: string(t.ID), URL: t.URL, Title: t.Title, Lang: p.foreign(t.Language)}
}

// described adds a topic's description, which lists of topics show.
func (p *planner) described(t *site.Topic) Topic {
	v := p.topicView(t)
	if t.Page != nil {
		v.Description = t.Page.Description
	}
	return v
}

func (p *planner) articleCards(articles []*site.Article) []ArticleCard {
	cards := make([]ArticleCard, len(articles))
	for i, a := range articles {
		cards[i] = p.articleCard(a)
	}
	return cards
}

func (p *planner) articleCard(a *site.Article) ArticleCard {
	v := ArticleCard{
		ID: string(a.ID), URL: a.URL, Title: a.Title, Summary: a.Summary, Authors: p.personViews(a.Authors), Topics: p.topicViews(a.Topics),
		Published: a.Published, Updated: a.Updated, Lang: p.foreign(a.Language),
	}
	if a.State != site.Live {
		v.State = string(a.State)
	}
	return v
}

func (p *planner) claimView(c *site.Claim, body []BodyPart) ClaimView {
	v := ClaimView{
		ClaimCard: p.claimCard(c), Quote: c.Quote, QuoteLang: string(c.QuoteLang), Where: c.Where, WhereLang: string(c.WhereLang), Image: p.imageView(c.Picture),
		Authors: p.personViews(c.Authors), Reviewers: p.personViews(c.Reviewers),
		Body: body, Due: c.Due, X: c.X,
	}
	if c.Scale != nil {
		v.ScaleLabel, v.ScaleLang = c.Scale.Label, string(c.Scale.LabelLang)
	}
	numbers := map[claim.SourceID]int{}
	for _, s := range c.Sources {
		numbers[s.ID] = s.Number
		v.Sources = append(v.Sources, p.sourceView(s))
	}
	for _, a := range c.Appearances {
		v.Appearances = append(v.Appearances, AppearanceView{URL: string(a.URL), Archive: string(a.Archive), Title: a.Title, Lang: p.inherited(),
			Publisher: a.Publisher, Date: a.Date, Media: string(a.Media), Start: string(a.Start), First: a.First})
	}
	for _, s := range c.Statements {
		v.Statements = append(v.Statements, StatementView{Claimants: p.personViews(s.Claimants), Said: s.Said, Where: s.Where, WhereLang: string(s.Lang),
			URL: string(s.URL), Quote: s.Quote, QuoteLang: string(s.QuoteLang)})
	}
	for _, m := range c.Media {
		v.Media = append(v.Media, MediaView{Type: string(m.Type), URL: string(m.URL), Archive: string(m.Archive), Category: string(m.Category),
			Original: string(m.Original), Context: m.Context, Lang: p.inherited()})
	}
	v.Figures = figureViews(c.Figures, numbers)
	v.Timeline = timelineView(c)
	for _, k := range c.Contacted {
		if !k.Private {
			v.Contacted = append(v.Contacted, ContactedView{k.Who, k.Date, k.Answer, string(k.Lang)})
		}
	}
	p.history(c, &v, numbers)
	return v
}

// history fills in what happened after publication.
func (p *planner) history(c *site.Claim, v *ClaimView, numbers map[claim.SourceID]int) {
	for _, d := range c.Developments {
		dv := DevelopmentView{Date: d.Date, Text: d.Text, Lang: string(d.Lang), Verdict: p.verdictView(c.Scale, d.Verdict)}
		for _, s := range d.Sources {
			dv.Sources = append(dv.Sources, numbers[s])
		}
		v.Developments = append(v.Developments, dv)
	}
	slices.SortStableFunc(v.Developments, func(a, b DevelopmentView) int { return a.Date.Compare(b.Date) })
	for _, k := range c.Corrections {
		v.Corrections = append(v.Corrections, p.correctionView(c, k))
	}
	slices.SortStableFunc(v.Corrections, func(a, b CorrectionView) int { return b.Date.Compare(a.Date) })
}

func (p *planner) correctionView(c *site.Claim, k site.Correction) CorrectionView {
	v := CorrectionView{Date: k.Date.In(p.site.Zone), Kind: string(k.Kind), Text: k.Text, Lang: string(k.Lang), WasVerdict: p.verdictView(c.Scale, k.Was)}
	if was := k.Correction.Was; was != nil {
		v.WasWording, v.WasLang = was.Wording, string(was.Lang)
	}
	return v
}

func number(n *claim.Number) string {
	if n == nil {
		return ""
	}
	return n.Text
}

func (p *planner) sourceView(s claim.CitedSource) SourceView {
	v := SourceView{
		ID: string(s.ID), Number: s.Number, Title: s.Title, Author: s.Author, Publisher: s.Publisher, Date: s.Date,
		URL: string(s.URL), Archive: string(s.Archive), Lang: string(s.Lang), Accessed: s.Accessed, Kind: string(s.Kind),
		Supports: string(s.Supports), Quote: s.Quote, Interest: s.Interest, Withheld: s.Withheld, NoteLang: p.inherited(),
	}
	if s.Quote != "" && s.URL != "" {
		v.QuoteURL = textFragment(string(s.URL), s.Quote)
	}
	for n := 1; n <= s.Citations; n++ {
		v.Backlinks = append(v.Backlinks, citeAnchor(string(s.ID), n))
	}
	return v
}

// textFragment makes a link that jumps to a passage (https://wicg.github.io/scroll-to-text-fragment/).
// A long passage, or one of several paragraphs, is given by its first and last words, which browsers
// find more reliably.
func textFragment(link, quote string) string {
	escape := func(s string) string {
		return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(s))
	}
	text := escape(quote)
	if words := strings.Fields(quote); len(words) > 16 || len(words) > 1 && strings.Contains(quote, "\n") {
		ends := min(6, len(words)/2)
		text = escape(strings.Join(words[:ends], " ")) + "," + escape(strings.Join(words[len(words)-ends:], " "))
	}
	if !strings.Contains(link, "#") {
		link += "#"
	}
	return link + ":~:text=" + text
}

func sourceAnchor(source string) string        { return "src-" + source }
func citeAnchor(source string, nth int) string { return "cite-" + source + "-" + itoa(nth) }

func texts[T ~string](values []T) []string { return id.Strings(values) }

// text is the text of a page, with the claims it mentions as far as they are built, and where it stands.
type text struct {
	body     *markdown.Body // nil for none
	mentions map[id.ID]*site.Claim
	address  string
}

// body fills the slots of a text with what they mean in this site.
func (p *planner) body(t text) ([]BodyPart, error) {
	if t.body == nil {
		return nil, nil
	}
	inFile, err := t.body.Parts()
	if err != nil {
		return nil, err
	}
	var parts []BodyPart
	var markup []byte
	flush := func() {
		if len(markup) > 0 {
			parts = append(parts, BodyPart{HTML: template.HTML(markup)}) // made by goldmark without raw HTML
			markup = markup[:0]
		}
	}
	for _, part := range inFile {
		switch part.Kind {
		case markdown.HTML:
			markup = append(markup, part.HTML...)
		case markdown.URL:
			markup = append(markup, html.EscapeString(p.link(p.led(part.URL, t.address)))...)
		case markdown.Citation:
			markup = bytes.TrimRight(markup, " \n") // the number stands close to the word it belongs to
			flush()
			parts = append(parts, BodyPart{Citation: citations(part.Cites)})
		case markdown.ClaimLink:
			flush()
			parts = append(parts, BodyPart{ClaimLink: &ClaimLinkView{HTML: template.HTML(part.HTML), Claim: p.cardOf(t.mentions, part.Claim)}})
		case markdown.ClaimCard:
			flush()
			if c := p.cardOf(t.mentions, part.Claim); c != nil {
				parts = append(parts, BodyPart{Card: c})
			}
		}
	}
	flush()
	return parts, nil
}

// link puts the base URL's path before a site-relative destination.
func (p *planner) link(u string) string {
	if rest, ok := strings.CutPrefix(u, "/"); ok {
		return p.Env.BasePath + rest
	}
	return u
}

func (p *planner) cardOf(mentions map[id.ID]*site.Claim, name string) *ClaimCard {
	c := mentions[id.ID(name)]
	if c == nil {
		return nil
	}
	v := p.claimCard(c)
	return &v
}

func citations(cites []markdown.Cite) []CitationView {
	views := make([]CitationView, len(cites))
	for i, c := range cites {
		views[i] = CitationView{Number: c.Number, Anchor: citeAnchor(c.Source, c.Nth), Target: sourceAnchor(c.Source), Locator: c.Locator}
	}
	return views
}
