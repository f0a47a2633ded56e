package schemaorg

import (
	"bytes"
	"mime"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// maxValues bounds the values of a file: a feed of 20 000 ClaimReviews has about a million.
const maxValues = 2_000_000

// Block is a document of JSON-LD.
type Block struct {
	Root *doc.Node // with its places in the file
	Page Page      // the page it stands in
	html bool      // and that is one, whatever its address
}

// Read finds the JSON-LD in a file: a file named .json or .jsonld is one document, and any other is HTML, which has
// one in each script of the type application/ld+json. What cannot be read is found to be no JSON-LD.
func Read(name string, src []byte) ([]Block, diag.Findings) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonld":
		root, found := parse(src, diag.At{Line: 1, Col: 1})
		if root == nil {
			return nil, found
		}
		return []Block{{Root: root}}, found
	}
	return readHTML(src)
}

// parse reads a document that begins at a place of its file.
func parse(src []byte, start diag.At) (*doc.Node, diag.Findings) {
	clean, found := doc.Clean(src)
	var root *doc.Node
	if !found.Failed() {
		root, found = doc.ParseJSONWithin(clean, maxValues)
	}
	for i := range found {
		f := &found[i]
		f.Code, f.Severity = diag.NotJSONLD, diag.Error
		f.At = shifted(f.At, start)
		if hint := entityHint(src); hint != "" {
			f.Hint = hint
		}
	}
	if root == nil || found.Failed() {
		return nil, found
	}
	shift(root, start)
	return root, nil
}

// entityHint explains a common fault of content management systems.
func entityHint(src []byte) string {
	for _, entity := range []string{"&quot;", "&#34;", "&#034;", "&#x22;"} {
		if bytes.Contains(src, []byte(entity)) {
			return "it has HTML entities such as " + entity + ", which mean nothing in JSON; write the characters themselves"
		}
	}
	return ""
}

// shift moves the places of a document to where it stands in its file.
func shift(n *doc.Node, start diag.At) {
	n.At = shifted(n.At, start)
	for _, item := range n.Items {
		shift(item, start)
	}
	for i := range n.Fields {
		n.Fields[i].KeyAt = shifted(n.Fields[i].KeyAt, start)
		shift(n.Fields[i].Value, start)
	}
}

func shifted(at, start diag.At) diag.At {
	if at.Line == 1 {
		at.Col += start.Col - 1
	}
	at.Line += start.Line - 1
	return at
}

func readHTML(src []byte) ([]Block, diag.Findings) {
	p := htmlReader{tokens: html.NewTokenizer(bytes.NewReader(src)), at: diag.At{Line: 1, Col: 1}}
	for p.next() {
	}
	if len(p.blocks) == 0 && len(p.found) == 0 {
		p.found.Add(diag.At{}, diag.Problemf(diag.NotJSONLD, "the page has no structured data").
			Because(`it stands in a <script type="application/ld+json">; a file of JSON-LD is named .json or .jsonld`))
	}
	page := p.canonical
	if page == "" {
		page = p.shared
	}
	for i := range p.blocks {
		p.blocks[i].Page.URL = page
	}
	return p.blocks, p.found
}

// htmlReader goes through the tokens of a page, and knows where it is.
type htmlReader struct {
	tokens            *html.Tokenizer
	at                diag.At // of the next token
	inScript          bool    // of the type that is looked for, and nothing of it was seen
	blocks            []Block
	found             diag.Findings
	canonical, shared string // the address of the page, as its links and as Open Graph have it
}

func (p *htmlReader) next() bool {
	token := p.tokens.Next()
	raw, start := p.tokens.Raw(), p.at
	p.advance(raw)
	if p.inScript {
		p.inScript = false
		p.script(token, raw, start)
	}
	switch token {
	case html.ErrorToken:
		return false // at the end: reading from memory never fails
	case html.StartTagToken, html.SelfClosingTagToken:
		p.tag()
	}
	return true
}

// advance moves on behind a part of the page, whose lines may end in any way.
func (p *htmlReader) advance(raw []byte) {
	for len(raw) > 0 {
		i := bytes.IndexAny(raw, "\r\n")
		if i < 0 {
			p.at.Col += utf8.RuneCount(raw)
			return
		}
		if raw[i] == '\r' && bytes.HasPrefix(raw[i+1:], []byte("\n")) {
			i++
		}
		raw = raw[i+1:]
		p.at.Line, p.at.Col = p.at.Line+1, 1
	}
}

// script reads what stands in a script.
func (p *htmlReader) script(token html.TokenType, raw []byte, start diag.At) {
	if token != html.TextToken || len(bytes.TrimSpace(raw)) == 0 {
		p.found.Add(start, diag.Problemf(diag.NotJSONLD, "the script is empty"))
		return
	}
	root, found := parse(raw, start)
	p.found = append(p.found, found...)
	if root != nil {
		p.blocks = append(p.blocks, Block{Root: root, html: true})
	}
}

// tag looks at a tag for scripts and for the page's address.
func (p *htmlReader) tag() {
	name, more := p.tokens.TagName()
	kind := string(name)
	if kind != "script" && kind != "link" && kind != "meta" {
		return
	}
	attributes := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = p.tokens.TagAttr()
		if _, twice := attributes[string(key)]; !twice { // a browser takes the first
			attributes[string(key)] = string(value)
		}
	}
	switch kind {
	case "script":
		p.inScript = isJSONLD(attributes["type"])
	case "link":
		for rel := range strings.FieldsSeq(attributes["rel"]) {
			if strings.EqualFold(rel, "canonical") && p.canonical == "" {
				p.canonical = absolute(attributes["href"])
			}
		}
	case "meta":
		if strings.EqualFold(attributes["property"], "og:url") && p.shared == "" {
			p.shared = absolute(attributes["content"])
		}
	}
}

func isJSONLD(kind string) bool {
	media, _, err := mime.ParseMediaType(kind)
	if err != nil {
		media, _, _ = strings.Cut(kind, ";")
	}
	return strings.EqualFold(strings.TrimSpace(media), "application/ld+json")
}

// absolute gives an address that tells the host of a page, or "".
func absolute(address string) string {
	address = strings.TrimSpace(address)
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return address
}
