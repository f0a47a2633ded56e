package claim

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// cslFields are the keys of an item that are read, each with the keys of a [Source] it can end up in.
// docs/sources.md says how.
func cslFields() map[string][]string {
	return map[string][]string{
		"citation-key":     {"id"},
		"id":               {"id"},
		"note":             {"id"},
		"type":             {"kind", "publisher"},
		"title":            {"title"},
		"author":           {"author"},
		"editor":           {"author"},
		"director":         {"author"},
		"container-title":  {"publisher"},
		"publisher":        {"publisher"},
		"authority":        {"publisher"},
		"issued":           {"date"},
		"accessed":         {"accessed"},
		"URL":              {"url"},
		"DOI":              {"url"},
		"language":         {"lang"},
		"archive":          {"archive"},
		"archive_location": {"archive"},
	}
}

// cslKinds are the types of items that say what kind of source it is. Of others, such as a book or a web page,
// only the reader of the source can tell.
func cslKinds() map[string]SourceKind {
	return map[string]SourceKind{
		"dataset":           "dataset",
		"interview":         "interview",
		"article-newspaper": "news",
		"article-magazine":  "news",
		"bill":              "document",
		"document":          "document",
		"hearing":           "document",
		"legal_case":        "document",
		"legislation":       "document",
		"patent":            "document",
		"regulation":        "document",
		"report":            "document",
		"standard":          "document",
		"treaty":            "document",
	}
}

// CSLType is the type of item that is read as a source of a kind again, "" for a kind that no type tells.
func CSLType(kind SourceKind) string {
	switch kind {
	case "dataset", "interview", "document":
		return string(kind)
	case "news":
		return "article-newspaper"
	}
	return ""
}

// CSLPeriodical tells the types of items whose publisher, in a reader's eyes, is what they appeared in.
func CSLPeriodical(kind string) bool {
	switch kind {
	case "article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "post", "post-weblog", "review", "review-book", "webpage":
		return true
	}
	return false
}

// csl reads a library in CSL-JSON. It translates the file, value by value, into what sources.yaml would say and decodes that:
// so the same values are right and wrong in both, and every finding stands where the value does.
func (p *Parser) csl(l *Library, src []byte) diag.Findings {
	l.Positions = &doc.Positions{}
	src, found := doc.Clean(src)
	if found.Failed() {
		return found
	}
	root, found := doc.ParseJSON(src)
	if root == nil {
		return found
	}
	r := cslReader{found: found}
	items := r.items(root)
	if len(items) == 0 {
		return r.found
	}
	list := &doc.Node{Kind: doc.List, At: root.At}
	for _, item := range items {
		list.Items = append(list.Items, r.source(item))
	}
	var undecoded diag.Findings
	l.Positions, undecoded = p.sources.Decode(&doc.Node{Kind: doc.Map, At: root.At, Fields: []doc.Field{{Key: "sources", KeyAt: root.At, Value: list}}}, l)
	return append(r.found, undecoded...)
}

// cslReader translates items.
type cslReader struct {
	found diag.Findings
}

func (r *cslReader) fail(at diag.At, p *diag.Problem) { r.found.Add(at, p) }

func (r *cslReader) wrongType(n *doc.Node, what, want string) {
	r.fail(n.At, diag.Problemf(diag.WrongType, "%s must be %s, not %s", what, want, shape(n)))
}

// shape says what a node is in the words of JSON.
func shape(n *doc.Node) string {
	switch {
	case n.Kind == doc.Null:
		return "null"
	case isTruth(n):
		return n.Text
	case n.Kind == doc.Scalar && n.Plain:
		return "a number"
	default:
		return n.Kind.String()
	}
}

func isTruth(n *doc.Node) bool {
	return n.Kind == doc.Scalar && n.Plain && (n.Text == "true" || n.Text == "false")
}

// items finds the items of a file: a list as reference managers export it, a mapping with such a list as the Zotero
// service sends it, or a single item.
func (r *cslReader) items(root *doc.Node) []*doc.Node {
	list, inside := root, cslField(root, "items")
	switch {
	case root.Kind == doc.Map && inside != nil:
		list = inside
	case root.Kind == doc.Map && (cslField(root, "id") != nil || cslField(root, "title") != nil):
		list = &doc.Node{Kind: doc.List, At: root.At, Items: []*doc.Node{root}}
	}
	if list.Kind != doc.List {
		r.wrongType(list, "the file", "a list of items")
		return nil
	}
	for _, item := range list.Items {
		if cslField(item, "itemType") != nil && cslField(item, "type") == nil {
			r.fail(item.At, diag.Problemf(diag.BadValue, "this is an export of Zotero's, but not CSL-JSON").
				Because("choose the format CSL JSON when you export"))
			return nil
		}
	}
	return list.Items
}

// cslField gives a value of a mapping, nil where it is not there or null.
func cslField(n *doc.Node, key string) *doc.Node {
	for _, f := range n.Fields {
		if f.Key == key && f.Value.Kind != doc.Null {
			return f.Value
		}
	}
	return nil
}

// source translates an item.
func (r *cslReader) source(item *doc.Node) *doc.Node {
	if item.Kind != doc.Map {
		r.wrongType(item, "an item", "a mapping")
		return broken(item.At)
	}
	source := &doc.Node{Kind: doc.Map, At: item.At}
	add := func(key string, values ...*doc.Node) { // the first there is
		for _, v := range values {
			if v != nil {
				source.Fields = append(source.Fields, doc.Field{Key: key, KeyAt: v.At, Value: v})
				return
			}
		}
	}
	add("id", r.id(item))
	add("title", r.title(item))
	add("author", r.names(item, "author"), r.names(item, "editor"), r.names(item, "director"))
	kind := r.raw(item, "type")
	container, publisher, authority := r.text(item, "container-title"), r.text(item, "publisher"), r.text(item, "authority")
	if kind != nil && CSLPeriodical(kind.Text) {
		add("publisher", container, publisher, authority)
	} else {
		add("publisher", publisher, authority, container)
	}
	add("date", r.date(item, "issued"))
	add("accessed", r.date(item, "accessed"))
	link := r.raw(item, "URL")
	add("url", link, r.doi(item, link == nil))
	add("lang", languageTag(r.raw(item, "language")))
	add("archive", address(r.raw(item, "archive_location")), address(r.raw(item, "archive")))
	if kind != nil {
		if k, ok := cslKinds()[kind.Text]; ok {
			add("kind", scalar(kind.At, string(k)))
		}
	}
	return source
}

func scalar(at diag.At, text string) *doc.Node {
	return &doc.Node{Kind: doc.Scalar, At: at, Text: text}
}

// broken stands for a value that has been reported, so that nothing more is said of it.
func broken(at diag.At) *doc.Node { return &doc.Node{Kind: doc.Broken, At: at} }

// raw gives a text or a number of an item as it was typed, nil where there is none.
func (r *cslReader) raw(n *doc.Node, key string) *doc.Node {
	v := cslField(n, key)
	switch {
	case v == nil:
		return nil
	case v.Kind != doc.Scalar || isTruth(v):
		r.wrongType(v, key, "a text")
		return broken(v.At)
	case strings.TrimSpace(v.Text) == "":
		return nil
	}
	return scalar(v.At, strings.TrimSpace(v.Text))
}

// text gives a text of an item without its markup, nil where there is none.
func (r *cslReader) text(n *doc.Node, key string) *doc.Node {
	v := r.raw(n, key)
	if v == nil || v.Kind == doc.Broken {
		return v
	}
	if v.Text = plainText(v.Text); v.Text == "" {
		return nil
	}
	return v
}

// title gives the title, which every item must have.
func (r *cslReader) title(item *doc.Node) *doc.Node {
	if title := r.text(item, "title"); title != nil {
		return title
	}
	at := item.At
	if v := cslField(item, "title"); v != nil {
		at = v.At
	}
	r.fail(at, diag.Problemf(diag.Missing, "the item has no title").Because("give it one in the reference manager and export again"))
	return broken(at)
}

var (
	keyInNote  = regexp.MustCompile(`(?im)^[ \t]*citation[ -]?key[ \t]*:[ \t]*(\S.*?)[ \t]*$`)
	zoteroItem = regexp.MustCompile(`^(?:https?://(?:www\.)?zotero\.org/(?:\S+/)?items/|\d+/)([A-Z0-9]+)$`)
)

// id finds what an item is cited by.
func (r *cslReader) id(item *doc.Node) *doc.Node {
	key, id, note := r.raw(item, "citation-key"), r.raw(item, "id"), r.raw(item, "note")
	switch {
	case key != nil:
		id = key
	case note != nil && keyInNote.MatchString(note.Text):
		id = scalar(note.At, keyInNote.FindStringSubmatch(note.Text)[1])
	case id == nil:
		r.fail(item.At, diag.Problemf(diag.Missing, "the item has no id").Because("%s", wantsKey))
		return broken(item.At)
	default:
		if m := zoteroItem.FindStringSubmatch(id.Text); m != nil {
			id.Text = m[1]
		}
	}
	var name SourceID
	if id.Kind == doc.Scalar && name.UnmarshalText([]byte(id.Text)) != nil {
		r.fail(id.At, diag.Problemf(diag.BadID, "%q is no name of a source", id.Text).Because("%s", wantsKey))
		return broken(id.At)
	}
	return id
}

const wantsKey = "give the item a citation key of letters, digits and hyphens, such as crawford-2016, and export again"

// doi makes the address of a DOI (https://www.doi.org), however it was typed, for an item that needs one.
func (r *cslReader) doi(item *doc.Node, needed bool) *doc.Node {
	v := r.raw(item, "DOI")
	if v == nil || v.Kind == doc.Broken || !needed {
		return v
	}
	name := v.Text
	for _, prefix := range []string{"https://", "http://", "www.", "dx.", "doi.org/", "doi:"} {
		if len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			name = strings.TrimSpace(name[len(prefix):])
		}
	}
	registrant, rest, _ := strings.Cut(name, "/")
	if !strings.HasPrefix(registrant, "10.") || rest == "" || strings.ContainsFunc(name, unicode.IsSpace) {
		r.fail(v.At, diag.Problemf(diag.BadURL, "%q is no DOI", v.Text).Because("a DOI looks like 10.1234/abc"))
		return broken(v.At)
	}
	return scalar(v.At, (&url.URL{Scheme: "https", Host: "doi.org", Path: "/" + name}).String())
}

// address gives a text that is a web address. An archive is mostly the name of a library or of a shelf in it.
func address(n *doc.Node) *doc.Node {
	if n == nil || !strings.HasPrefix(n.Text, "http://") && !strings.HasPrefix(n.Text, "https://") {
		return nil
	}
	return n
}

// languageTag gives a text that is a language tag. Reference managers take any text for a language, such as English.
func languageTag(n *doc.Node) *doc.Node {
	if n == nil {
		return nil
	}
	tag, err := language.Parse(n.Text)
	if err != nil || tag == language.Und {
		return nil
	}
	return scalar(n.At, tag.String())
}
