// Package schemaorg makes and validates structured data: what machines read of a page (https://schema.org, as
// JSON-LD, https://www.w3.org/TR/json-ld11/).
//
// A [Builder] makes it of the records that pages are made of, so that the two cannot tell different things. A document is a
// tree of [doc.Node], which [doc.Node.AppendJSON] writes so that it can stand in a script element. Every document is
// complete by itself, with its own @context, since many readers look for the type they know at the top only.
//
// # ClaimReview
//
// A claim's page has exactly one (https://schema.org/ClaimReview), that of a retracted check none, and no other page
// has any.
//
//	claimReviewed    the short form of the claim, or the claim where it is short
//	url              the page's address
//	author           the publisher of the site; where site.yaml names none, those who checked
//	datePublished, dateModified   of the check
//	reviewRating     alternateName: the verdict's label, on a free scale the conclusion's first sentence; ratingExplanation:
//	                 the conclusion. ratingValue, bestRating and worstRating are the scale's, and only for verdicts on its axis
//	itemReviewed     a Claim: its wording (name), the speaker's words (text), who made it (author: all of them; nobody where nobody
//	                 is known), when (datePublished, as exactly as is known), where it can be found (appearance, firstAppearance).
//	                 Of a statement that makes it again, the appearance is where it stands, and its hasPart the Claim as it was made there
//	sdLicense        the licence of the records
//
// # Other types
//
// A claim's page is also a NewsArticle with its corrections (CorrectionComment) and its sources (citation, with
// archivedAt), and for each rated picture or recording it has a MediaReview. Articles are a NewsArticle and the ItemList of their
// claims, lists an ItemList, the home page the WebSite and its NewsMediaOrganization with the policies that site.yaml
// names. Every page but the home page has a BreadcrumbList. A DataFeed gathers the ClaimReviews of the site.
//
// # Languages
//
// What is in a further language has inLanguage and addresses of its own. A NewsArticle that is translated names its original
// (translationOfWork), and the original its translations (workTranslation).
//
// # Addresses and dates
//
// Addresses are absolute where the site has a base URL, else relative to its root. Dates are ISO 8601: a day or a part of it
// stays as it is; a moment has its offset. The first moment of a day in the site's zone stands for the day.
//
// # Validation
//
// [Validator] compares any document with schema.org's terms and with what Google asks of fact-checks. It is run on every
// claim's own markup on every build, and on the files that assay check --jsonld names.
package schemaorg

import (
	"time"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// vocabularyURL is what every document's terms belong to.
const vocabularyURL = "https://schema.org"

// Builder makes the structured data of a site. It is immutable and safe for concurrent use.
type Builder struct {
	base      config.BaseURL
	lang      string
	licence   string
	publisher *thing // as it stands in other things; nil where site.yaml names none
	site      *site.Site
	digest    digest.Sum
}

// New makes a builder.
func New(s *site.Site) *Builder {
	b := &Builder{base: s.Base, lang: string(s.Config.Lang), site: s}
	b.licence = b.Address(string(s.Config.Licence))
	if s.Config.Publisher.Name != "" {
		b.publisher = b.organization()
	}
	cfg := s.Config
	b.digest = digest.Of("schemaorg", struct {
		Base      config.BaseURL
		Lang      config.Lang
		Licence   doc.URL
		Title     string
		About     string
		Publisher config.Publisher
		Contact   config.Contact
		Policies  map[string]string
		Zone      string // of moments
		Root      string
	}{s.Base, cfg.Lang, cfg.Licence, cfg.Title, cfg.Description, cfg.Publisher, cfg.Contact, policyPages(s), s.Zone.String(), s.Root})
	return b
}

// Digest names all that structured data has of the site beside what it is made of.
func (b *Builder) Digest() digest.Sum { return b.digest }

// Address makes a site-relative address absolute, where the site has a base URL. Other addresses stay as they are.
func (b *Builder) Address(u string) string { return doc.Absolute(string(b.base), u) }

// moment writes a moment, or the day that begins with it.
func moment(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(date.Of(t).In(t.Location())): // 00:00, or later where the clocks skip that hour
		return t.Format(time.DateOnly)
	default:
		return t.Format(time.RFC3339)
	}
}

// policyPages are the addresses of the pages that site.yaml names as policies, by its keys.
func policyPages(s *site.Site) map[string]string {
	named := map[string]string{}
	for _, policy := range s.Config.Policies.All() {
		if page := s.Page(policy.Page); page != nil {
			named[policy.Name] = page.URL
		}
	}
	return named
}

// thing is a node under construction. What is empty is left out.
type thing struct {
	doc.Node
	scalars []doc.Node // room for them: a page has a hundred
}

// newThing begins a thing of a type.
func newThing(kind string) *thing {
	t := &small{}
	t.Kind, t.Fields, t.scalars = doc.Map, t.fields[:0], t.texts[:0]
	return t.text("@type", kind)
}

// small is a thing as most are, with its fields and texts in one piece of memory.
type small struct {
	thing
	fields [6]doc.Field
	texts  [4]doc.Node
}

func newNode(fields int) *thing {
	return &thing{Node: doc.Node{Kind: doc.Map, Fields: make([]doc.Field, 0, fields)}, scalars: make([]doc.Node, 0, fields)}
}

// newDocument begins a thing that stands by itself.
func newDocument(kind string) *thing {
	return newNode(16).text("@context", vocabularyURL).text("@type", kind)
}

func (t *thing) node() *doc.Node { return &t.Node }

// scalar makes a node of a text, or of what is no text but written so.
func (t *thing) scalar(text string, plain bool) *doc.Node {
	if len(t.scalars) == cap(t.scalars) {
		t.scalars = make([]doc.Node, 0, 8)
	}
	t.scalars = append(t.scalars, doc.Node{Kind: doc.Scalar, Plain: plain, Text: text})
	return &t.scalars[len(t.scalars)-1]
}

func (t *thing) add(key string, value *doc.Node) *thing {
	t.Fields = append(t.Fields, doc.Field{Key: key, Value: value})
	return t
}

func (t *thing) text(key, value string) *thing {
	if value == "" {
		return t
	}
	return t.add(key, t.scalar(value, false))
}

func (t *thing) number(key string, n int) *thing {
	return t.add(key, t.scalar(itoa(n), true))
}

func (t *thing) thing(key string, value *thing) *thing {
	if value == nil {
		return t
	}
	return t.add(key, value.node())
}

// things adds several values of a property: one stands by itself, as most readers expect it.
func (t *thing) things(key string, values []*thing) *thing {
	if len(values) == 1 {
		return t.thing(key, values[0])
	}
	return t.list(key, values)
}

// list adds values that are a list however many there are.
func (t *thing) list(key string, values []*thing) *thing {
	if len(values) == 0 {
		return t
	}
	return t.add(key, listOf(values))
}

func (t *thing) texts(key string, values []string) *thing {
	switch len(values) {
	case 0:
		return t
	case 1:
		return t.text(key, values[0])
	}
	items := make([]*doc.Node, len(values))
	for i, v := range values {
		items[i] = t.scalar(v, false)
	}
	return t.add(key, &doc.Node{Kind: doc.List, Items: items})
}

func listOf(values []*thing) *doc.Node {
	items := make([]*doc.Node, len(values))
	for i, v := range values {
		items[i] = v.node()
	}
	return &doc.Node{Kind: doc.List, Items: items}
}
