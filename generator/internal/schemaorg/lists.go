package schemaorg

import (
	"bufio"
	"io"
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
		items[i] = newNode(4).text("@type", "ListItem").
			number("position", i+1).
			text("name", link.Name).
			text("item", b.Address(link.URL))
	}
	return items
}

// Feed is what a DataFeed says of itself.
type Feed struct {
	Name     string
	Claims   []*site.Claim // none of them retracted
	Modified time.Time     // when the newest change was made to what the feed has, or had
}

// WriteDataFeed writes a feed of ClaimReviews (https://schema.org/DataFeed), in the shape that Data Commons reads: one
// DataFeedItem a check, whose item is a list. Each item is made when it is written: a feed can be large.
func (b *Builder) WriteDataFeed(w io.Writer, f Feed) error {
	head := newDocument("DataFeed").
		text("name", f.Name).
		text("inLanguage", b.lang).
		thing("publisher", b.publisher).
		text("license", b.licence).
		text("dateModified", moment(f.Modified)).
		add("dataFeedElement", &doc.Node{Kind: doc.List})
	out := bufio.NewWriterSize(w, 64<<10)
	line := head.node().AppendJSON(nil)
	out.Write(line[:len(line)-len("]}")])
	for i, c := range f.Claims {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		line = b.feedItem(c).node().AppendJSON(line[:0])
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return out.Flush() // which gives the first error of all
}

func (b *Builder) feedItem(c *site.Claim) *thing {
	return newThing("DataFeedItem").
		text("dateCreated", moment(c.Published)).
		text("dateModified", moment(c.Updated)).
		list("item", []*thing{b.claimReview(c, newThing("ClaimReview"))})
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
