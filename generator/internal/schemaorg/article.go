package schemaorg

import (
	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// CheckArticle makes the NewsArticle (https://schema.org/NewsArticle) that a claim's page is, with a picture if there is one.
func (b *Builder) CheckArticle(c *site.Claim, picture *site.Picture) *doc.Node {
	t := b.newsArticle(c.Title, c.URL, c.Authors, c.Topics, picture)
	if !c.Retracted() {
		t.text("description", c.Conclusion)
	}
	t.text("datePublished", moment(c.Published)).
		text("dateModified", modified(c)).
		things("contributor", b.people(c.Reviewers))
	var corrections []*thing
	for _, k := range c.Corrections {
		corrections = append(corrections, newThing("CorrectionComment").
			text("text", k.Text).
			text("datePublished", moment(k.Date.In(b.site.Zone))))
	}
	var citations []*thing
	for i := range c.Sources {
		if s := c.Sources[i].Source; s.Withheld == "" { // whoever is not named cannot be cited
			citations = append(citations, citation(s))
		}
	}
	return b.translations(t.things("correction", corrections).list("citation", citations), c.Edition).node()
}

// Article makes the NewsArticle of an article.
func (b *Builder) Article(a *site.Article) *doc.Node {
	t := b.newsArticle(a.Title, a.URL, a.Authors, a.Topics, a.Picture).
		text("description", a.Summary).
		text("datePublished", moment(a.Published))
	if a.Updated.After(a.Published) {
		t.text("dateModified", moment(a.Updated))
	}
	if a.Lang != "" {
		t.replace("inLanguage", string(a.Lang))
	}
	return b.translations(t, a.Edition).node()
}

// translations adds to an article the work it translates, or those that translate it, of which no more is said here.
func (b *Builder) translations(t *thing, e site.Edition) *thing {
	var others []*thing
	for i, a := range e.Alternates {
		other := newThing("CreativeWork").text("url", b.Address(a.URL)).text("inLanguage", string(a.Lang))
		switch {
		case i > 0:
			others = append(others, other)
		case a.Lang != e.Language:
			return t.thing("translationOfWork", other)
		}
	}
	return t.things("workTranslation", others)
}

// newsArticle has what checks and articles share.
func (b *Builder) newsArticle(title, address string, authors []*site.Person, topics []*site.Topic, picture *site.Picture) *thing {
	t := newDocument("NewsArticle").
		text("headline", title).
		text("url", b.Address(address)).
		text("mainEntityOfPage", b.Address(address)).
		things("author", b.people(authors)).
		thing("publisher", b.publisher).
		text("inLanguage", b.lang).
		thing("image", b.image(picture)).
		text("sdLicense", b.licence)
	var about []*thing
	for _, topic := range topics {
		about = append(about, newThing("Thing").text("name", topic.Title).text("url", b.Address(topic.URL)))
	}
	return t.things("about", about)
}

// replace gives a property another value.
func (t *thing) replace(key, value string) {
	for i := range t.Fields {
		if t.Fields[i].Key == key {
			t.Fields[i].Value = &doc.Node{Kind: doc.Scalar, Text: value}
		}
	}
}

func (b *Builder) image(p *site.Picture) *thing {
	if p == nil {
		return nil
	}
	t := newThing("ImageObject").text("url", b.Address(p.URL)).text("caption", p.Alt).text("creditText", p.Credit)
	if p.Width > 0 && p.Height > 0 {
		t.text("width", pixels(p.Width)).text("height", pixels(p.Height))
	}
	return t
}

// pixels is a length: schema.org has none without a unit.
func pixels(n int) string { return itoa(n) + " px" }

// citation is a source: a work of any kind, since of an article or a dataset readers ask for more than is known of somebody
// else's. Who made it is a text of which nobody knows whether it names people or organizations.
func citation(s *claim.Source) *thing {
	return newThing("CreativeWork").
		text("name", s.Title).
		text("creditText", s.Author).
		thing("publisher", named("Organization", s.Publisher)).
		text("datePublished", s.Date.String()).
		text("url", string(s.URL)).
		text("archivedAt", string(s.Archive)).
		text("inLanguage", string(s.Lang))
}
