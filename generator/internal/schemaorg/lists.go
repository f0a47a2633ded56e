package schemaorg

import (
	"time"

	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// Link is the name and the site-relative address of a page.
type Link struct{ Name, URL string }

// Breadcrumbs makes the way from the home page to a page (https://schema.org/BreadcrumbList).
func (b *Builder) Breadcrumbs(way []Link) *doc.Node {
	return newDocument("BreadcrumbList").list("itemListElement", b.listItems(way)).node()
}

// ItemList makes a list of pages, in the order in which it is shown (https://schema.org/ItemList); nil for an empty one.
func (b *Builder) ItemList(links []Link) *doc.Node {
	if len(links) == 0 {
		return nil
	}
	return newDocument("ItemList").list("itemListElement", b.listItems(links)).node()
}

func (b *Builder) listItems(links []Link) []*thing {
	items := make([]*thing, len(links))
	for i, link := range links {
		items[i] = newThing("ListItem").
			number("position", i+1).
			text("name", link.Name).
			text("item", b.Address(link.URL))
	}
	return items
}

// Feed is what a DataFeed says of itself.
type Feed struct {
	Name   string
	Claims []*site.Claim // none of them retracted
}

// DataFeed makes a feed of ClaimReviews (https://schema.org/DataFeed), in the shape that Data Commons reads: one
// DataFeedItem a check, whose item is a list.
func (b *Builder) DataFeed(f Feed) *doc.Node {
	t := newDocument("DataFeed").
		text("name", f.Name).
		text("inLanguage", b.lang).
		thing("publisher", b.publisher).
		text("license", b.licence)
	var newest time.Time
	items := make([]*doc.Node, len(f.Claims))
	for i, c := range f.Claims {
		review := b.claimReview(c, newThing("ClaimReview"))
		items[i] = newThing("DataFeedItem").
			text("dateCreated", moment(c.Published)).
			text("dateModified", moment(c.Updated)).
			text("url", b.Address(c.URL)).
			list("item", []*thing{review}).node()
		if c.Updated.After(newest) {
			newest = c.Updated
		}
	}
	return t.text("dateModified", moment(newest)).add("dataFeedElement", &doc.Node{Kind: doc.List, Items: items}).node()
}

// Download is a file of a data set.
type Download struct{ Name, URL, Type string }

// Dataset makes the description of the site's data (https://schema.org/Dataset).
func (b *Builder) Dataset(name, description string, downloads []Download) *doc.Node {
	t := newDocument("Dataset").
		text("name", name).
		text("description", description).
		text("url", b.Address("/data/")).
		text("inLanguage", b.lang).
		text("license", b.licence).
		thing("creator", b.publisher)
	files := make([]*thing, len(downloads))
	for i, d := range downloads {
		files[i] = newThing("DataDownload").
			text("name", d.Name).
			text("contentUrl", b.Address(d.URL)).
			text("encodingFormat", d.Type)
	}
	return t.list("distribution", files).node()
}
