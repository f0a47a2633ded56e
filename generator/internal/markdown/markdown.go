// Package markdown turns the body of a file, written in markdown, into HTML with slots,
// and gathers the facts the rest of the program needs: links, citations, claims, headings, words.
//
// # What is read
//
// CommonMark with GitHub's tables and strikethrough, footnotes, definition lists and typographic quotes,
// dashes and ellipses. Bare addresses are not linked, there are no task lists and no attributes.
// Three additions read as plain markdown elsewhere:
//
//	[@who-2016]                 a citation of a source
//	[@who-2016, p. 7]           with a locator, taken as it stands
//	[@who-2016; @ilo, fig. 2]   several at once
//	[13 wars](claim:us-wars)    words that state a claim
//	![](claim:us-wars)          alone in a paragraph: the claim's card
//
// The id of a source is made of letters and digits of any script and of - _ . : and begins with a letter or digit.
// A locator ends at the next ; or ] and holds no [. A citation may run over the end of a line. What is followed by
// ( is the words of a link, and so is what is followed by the label of a link that is defined. Every other [@ is
// meant as a citation: one that cannot be read is an error, and \[@ stands for the two characters.
//
// The words of a claim link may be emphasised, struck out or code, and nothing else. A card's description is ignored,
// since it is there for other readers of the file. The ids of claims follow package id.
//
// # What comes out
//
// [Body.Parts] is the markup, cut wherever it depends on other files: finished HTML between slots.
// Nothing of another file is in it, so a body may be kept for as long as its file is unchanged. Markup and words are most of a site's memory, so whoever has many bodies
// may put them elsewhere: what is asked of all files at once stands in the fields of [Body].
//
// A URL slot stands inside a quoted href or src attribute. Every destination that is relative to the page or to
// the root of the site is one, so that the path of the site's address can be put before it; absolute addresses and
// those that are only a #fragment are plain markup.
//
// Sources are numbered by first citation in reading order, which is the order of the output: footnotes are read last,
// in the order of the marks that point to them, wherever in the file they are written. A footnote that no mark
// points to is left out, with a warning, as a mark without a footnote is shown as typed, with a warning.
//
// A heading keeps the level it was written with and gets an id: h- and its words in lower case with hyphens between,
// h-section where it has none, and -2, -3 and so on where the id is taken. Footnotes have ids from fn-1 and their
// marks from fnref-1 (fnref-1-2 for the second mark of the first). Citations, footnote marks and descriptions
// of images are no part of a heading's words or id, nor of [Body.Text].
//
// Tables stand in <div class="table">, which takes the focus so that it can be scrolled by keyboard where the table is wider. The cells
// of their head are marked with scope="col" and alignment is a class: align-left, align-center, align-right. Images are loaded lazily.
//
// # What is refused
//
// A body is untrusted. HTML is never passed on: tags are errors, comments are authors' notes and dropped; one that is
// not closed, or that hides text on its last line, is an error. Destinations are relative, or http, https, mailto or
// tel (images: http and https); one that is not, that only looks so to a browser, or that has no scheme but a host
// (//host) is an error, and so is an empty one. Its words stay, the address is not put out. The output has no style
// attributes, no scripts, and no ids but those above.
//
// No link can hold a link, so citations and footnote marks are errors in the words of links and in the descriptions
// of images; an address in angle brackets is there shown as text.
//
// # What is bounded
//
// The time to convert a body grows with its length. Bodies that would make it grow faster are refused whole, with
// one error and an empty body: nested more than 100 levels deep, or with so much markup in one paragraph (thousands
// of brackets in hundreds of kilobytes) that reading it takes time squared. Prose, long lists and long tables
// are far from these bounds. So are the addresses and titles that links put out, which a definition
// can multiply: together they may be four times as long as the body, and 256 KiB. Of each kind of
// finding, the first 100 are reported, and a last one counts the others.
package markdown

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"

	"assay/generator/internal/diag"
)

// At is a position in the file, from 1; a column counts code points.
type At = diag.At

// PartKind tells finished HTML from the slots.
type PartKind uint8

// The kinds of parts.
const (
	HTML PartKind = iota
	URL
	Citation
	ClaimLink
	ClaimCard
)

// Part is a piece of a body. HTML parts are finished; the others are slots that cross-file facts fill
// when a page is rendered. No two HTML parts are neighbours and none is empty.
type Part struct {
	Kind  PartKind
	HTML  string // HTML: the markup; ClaimLink: the linked words as markup, without a link or slot in it
	URL   string // URL: the destination, percent-encoded; to be HTML-escaped, since it stands in a quoted attribute
	Claim string // ClaimLink, ClaimCard: the id
	Cites []Cite // Citation: at least one
}

// Cite is one source in a citation.
type Cite struct {
	Source  string // the id as written
	Locator string // plain text such as "p. 7"; may be empty
	Number  int    // of the source, by first citation in this body, from 1
	Nth     int    // which citation of that source this is, from 1
}

// Reference is a citation of a source or a mention of a claim.
type Reference struct {
	ID string
	At At
}

// Link is the destination of a link or image that is put out.
type Link struct {
	URL   string // percent-encoded
	At    At
	Image bool
	Alt   string // Image: the description
}

// Heading is a heading, with the id of its element.
type Heading struct {
	Level    int
	ID, Text string
	At       At
}

// Body is a converted body. It is not changed once it is made.
type Body struct {
	Content   Content     `pack:"-"` // nil of a body of which nothing is shown
	TextSize  int         // bytes of its words
	Cited     []string    // source ids in the order of their numbers
	Citations []Reference // every one in reading order, at its @
	Claims    []Reference // every link and card in reading order
	Links     []Link      // every link and image in reading order, without those to claims
	Internal  []Link      // those of them that lead to other pages and files of this site
	Headings  []Heading
}

// Content is what a body shows, wherever that is kept.
type Content interface {
	Parts() ([]Part, error)
	Text() (string, error) // the words, a line for every block
}

// Parts is the body as markup and slots. The error is that of where it is kept.
func (b *Body) Parts() ([]Part, error) {
	if b.Content == nil {
		return nil, nil
	}
	return b.Content.Parts()
}

// Text is the words of the body, a line for every block. The error is that of where they are kept.
func (b *Body) Text() (string, error) {
	if b.Content == nil {
		return "", nil
	}
	return b.Content.Text()
}

// Held is content that is kept in memory.
func Held(parts []Part, text string) Content { return held{parts, text} }

type held struct {
	parts []Part
	text  string
}

func (h held) Parts() ([]Part, error) { return h.parts, nil }
func (h held) Text() (string, error)  { return h.text, nil }

// Finding is something wrong in a body.
type Finding = diag.Finding

// Converter converts bodies. It is made once and safe for concurrent use.
type Converter struct {
	parser   parser.Parser
	renderer renderer.Renderer
}

// New makes a converter.
func New() *Converter {
	return &Converter{parser: newParser(), renderer: newRenderer()}
}

// Convert reads a body in a language whose first line is the given line of its file.
// It returns what it made of the body even beside errors, and the findings in the order of the file.
func (c *Converter) Convert(src []byte, line int, language string) (*Body, []Finding) {
	d := &document{
		src: src, marks: marksOf(language), positions: positions{src: src, line: line}, text: make([]byte, 0, len(src)),
		reported: map[kind]int{}, first: map[kind]At{},
	}
	pc := parser.NewContext()
	pc.Set(documentKey, d)
	root := c.parser.Parse(text.NewReader(src), parser.WithContext(pc))
	d.resolve(root)
	body := &Body{}
	if !d.refused {
		out := newWriter(len(src))
		_ = c.renderer.Render(out, src, root) // fails only as its writer does, which never does
		*body = d.body                        // a copy, which does not keep the source and the tree
		words := string(bytes.TrimSpace(d.text))
		body.Content, body.TextSize = Held(out.parts(), words), len(words)
	}
	d.countOthers()
	slices.SortStableFunc(d.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Col, b.At.Col))
	})
	return body, d.findings
}
