package plan

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// sections are the lists: the first parts of the addresses below them, and the keys of their names.
func sections() []string {
	return []string{"claims", "articles", "claimants", "topics", "verdicts", "sources", "team", "corrections", "data"}
}

// crumbs is the way from the home page to a page.
func (p *planner) crumbs(address, title string) []Link {
	if address == p.site.Root {
		return nil
	}
	way := []Link{{Label: p.view.Title, URL: p.site.Root}}
	section, rest, _ := strings.Cut(strings.Trim(strings.TrimPrefix(address, p.site.Root), "/"), "/")
	if rest != "" && slices.Contains(sections(), section) {
		way = append(way, Link{Label: p.texts.Text("list." + section), URL: p.at("/" + section + "/")})
	}
	return append(way, Link{Label: title, URL: address})
}

// markup writes documents of structured data; nil ones are left out.
func (p *planner) markup(documents ...*doc.Node) []template.JS {
	scripts := make([]template.JS, 0, len(documents))
	text := make([]byte, 0, 4<<10) // as large as most are
	for _, d := range documents {
		if d != nil {
			text = d.AppendJSON(text[:0])
			scripts = append(scripts, template.JS(text)) // nothing in it can end a script element
		}
	}
	return scripts
}

// add puts further documents before those that a page has.
func (v *Page) add(documents []template.JS) { v.Markup = append(documents, v.Markup...) }

// follow adds the feed of the page's own news.
func (v *Page) follow(feeds []FeedLink) { v.Feeds = append(feeds, v.Feeds...) }

func named(links []Link) []schemaorg.Link {
	all := make([]schemaorg.Link, len(links))
	for i, l := range links {
		all[i] = schemaorg.Link{Name: l.Label, URL: l.URL}
	}
	return all
}

// claimList is the structured data of a list of claims.
func (p *planner) claimList(claims []*site.Claim) []template.JS {
	links := make([]schemaorg.Link, len(claims))
	for i, c := range claims {
		links[i] = schemaorg.Link{Name: c.InShort(), URL: c.URL} // as the list shows it
	}
	return p.markup(p.schema.ItemList(links))
}

// claimMarkup is the structured data of a claim's page.
func (p *planner) claimMarkup(c *site.Claim, card *site.Picture) []template.JS {
	return p.markup(claimDocuments(p.schema, c, card)...)
}

// claimDocuments are the documents of a claim's page that say something of the claim. Its share card, if it has one, stands in for a
// picture of its own.
func claimDocuments(schema *schemaorg.Builder, c *site.Claim, card *site.Picture) []*doc.Node {
	documents := schema.MediaReviews(c)
	if review := schema.ClaimReview(c); review != nil {
		documents = slices.Insert(documents, 0, review)
	}
	return append(documents, schema.CheckArticle(c, cmp.Or(c.Picture, card)))
}
