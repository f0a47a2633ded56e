package record

import (
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/site"
)

// Meta is a meta element of a page: its name and content.
type Meta struct {
	Name, Content string
}

// Citation is what reference managers read of a claim's page: the tags that HighWire Press and Google Scholar use
// (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), of which Zotero knows those under HIGHWIRE_MAPPINGS in its
// translator Embedded Metadata (https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js).
//
// Zotero takes a page with a citation_title for an article of a journal, unless a stronger word says what it is: so does DC.type, in
// its own names of types (detectType in its translator RDF). It goes before og:type where that is article, but not where it
// is website. What the page stands in, Zotero takes from og:site_name, which every page has; citation_journal_title would make it an
// article of a journal again.
//
// A name is split at its last space, and no tag says that it is an organization's. [Env.COinS] does.
func (e Env) Citation(c *site.Claim) []Meta {
	var all []Meta
	add := func(name, content string) {
		if content != "" {
			all = append(all, Meta{name, content})
		}
	}
	add("citation_title", c.Title)
	for _, who := range c.Authors {
		add("citation_author", who.Name)
	}
	add("citation_publication_date", c.Published.In(e.Zone).Format("2006/01/02"))
	if e.Base != "" {
		add("citation_public_url", e.address(c.URL))
	}
	add("citation_language", e.Lang)
	add("citation_publisher", e.Publisher.Name)
	add("DC.type", newspaperArticle)
	add("DC.rights", e.Licence)
	return all
}

// newspaperArticle is Zotero's name for an article of a newsroom, on paper or not.
const newspaperArticle = "newspaperArticle"

// COinS describes a claim's page for the title of a span of the class Z3988
// (https://en.wikipedia.org/wiki/COinS): an OpenURL ContextObject (Z39.88-2004) in the format for Dublin Core, as Zotero writes it
// for all that is no book and no article of a journal (createContextObject in https://github.com/zotero/utilities). Readers of OpenURL
// that know nothing of Zotero's types find title, names, date and address in it, too.
func (e Env) COinS(c *site.Claim) string {
	o := newContext(newspaperArticle, c.Title)
	o.add("source", e.SiteTitle)
	o.add("publisher", e.Publisher.Name)
	for _, who := range c.Authors {
		if who.Type == "organization" {
			o.add("aucorp", who.Name)
		} else {
			o.add("au", who.Name)
		}
	}
	o.add("date", c.Published.In(e.Zone).Format(time.DateOnly))
	o.add("language", e.Lang)
	o.add("rights", e.Licence)
	if e.Base != "" {
		o.add("identifier", e.address(c.URL))
	}
	return o.String()
}

// SourceCOinS describes a source likewise; "" for one that is withheld. Its author is given as an organization, since a text that may
// name several people must not be taken apart.
func SourceCOinS(s claim.CitedSource) string {
	if s.Withheld != "" {
		return ""
	}
	i := item(s)
	o := newContext(zoteroType(i.Type), i.Title)
	o.add("source", i.In)
	o.add("publisher", i.By)
	o.add("aucorp", s.Author)
	o.add("date", s.Date.String())
	o.add("language", i.Lang)
	o.add("identifier", i.URL)
	return o.String()
}

// zoteroType is Zotero's name for a type of CSL, of those that sources have.
func zoteroType(csl string) string {
	if csl == "article-newspaper" {
		return newspaperArticle
	}
	return csl
}

// contextObject is an OpenURL under construction.
type contextObject []byte

func newContext(kind, title string) *contextObject {
	o := make(contextObject, 0, 512)
	o = append(o, "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"...)
	o.add("type", kind)
	o.add("title", title)
	return &o
}

// add adds what is known. A space is written %20: some readers leave a plus sign as it is. What a query may have as it is (RFC 3986, section 3.4) stays so, since
// a page with many sources is lighter where their addresses are written as in their links.
func (o *contextObject) add(key, value string) {
	if value == "" {
		return
	}
	b := append(append(append(*o, "&rft."...), key...), '=')
	for i := range len(value) {
		if c := value[i]; isPlain(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	*o = b
}

const hexDigits = "0123456789ABCDEF"

func isPlain(c byte) bool {
	switch c {
	case '-', '_', '.', '~', ':', '/', ',', '(', ')':
		return true
	}
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// String gives the OpenURL.
func (o *contextObject) String() string { return string(*o) }
