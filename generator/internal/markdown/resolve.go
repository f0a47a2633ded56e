package markdown

import (
	"bytes"
	stdhtml "html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"

	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

// place is what the walk is inside of, as far as it forbids something.
type place uint8

const (
	freely place = iota
	inLink
	inClaim
	inImage
)

func (p place) String() string {
	switch p {
	case inClaim:
		return "the words of a claim link"
	case inImage:
		return "the description of an image"
	default:
		return "the words of a link"
	}
}

// source is a cited source.
type source struct{ number, cites int }

// resolve walks the tree in reading order. It gathers the facts, and changes the tree where something is refused
// or has to be known beforehand, so that rendering decides nothing: the destination of a link or image is then
// its finished URL, or claim: and a valid id, or empty if only the words are to be put out.
func (d *document) resolve(root ast.Node) {
	if d.refused {
		return
	}
	d.walk(root, 1)
	d.visitNotes(root)
	d.checkDefinitions(root)
}

func (d *document) walk(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil && !d.refused; {
		next := n.NextSibling()
		if depth > maxDepth {
			d.tooDeep(offsetOf(n))
			return
		}
		d.visit(n, depth)
		n = next
	}
}

func (d *document) visit(node ast.Node, depth int) {
	switch n := node.(type) {
	case *ast.Text:
		d.visitText(n)
	case *ast.String:
		d.text = append(d.text, n.Value...)
	case *ast.CodeSpan:
		d.visitCode(n)
	case *ast.AutoLink:
		d.visitAutoLink(n)
	case *ast.Link:
		d.visitLink(n, depth)
	case *ast.Image:
		d.visitImage(n, depth)
	case *ast.RawHTML:
		d.visitRawHTML(n)
	case *citation:
		d.visitCitation(n)
	case *mark:
		d.visitMark(n)
	case *ast.Heading:
		d.visitHeading(n, depth)
	case *ast.HTMLBlock:
		d.visitHTMLBlock(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		if fenced, ok := n.(*ast.FencedCodeBlock); ok {
			d.checkInfo(fenced)
		}
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			d.text = append(d.text, line.Value(d.src)...)
		}
		d.newline()
	case *extast.Footnote: // is put at the end by visitNotes
		n.Parent().RemoveChild(n.Parent(), n)
	case *extast.TableCell:
		d.typography(n)
		d.inCell = true
		d.walk(n, depth+1)
		d.inCell = false
		d.newline()
	default:
		d.visitOther(node, depth)
	}
}

func (d *document) visitOther(n ast.Node, depth int) {
	if n.Type() == ast.TypeInline {
		d.walk(n, depth+1)
		return
	}
	switch n := n.(type) {
	case *extast.TableRow:
		d.checkRow(n)
	case *ast.List:
		d.checkItems(n)
		d.checkSign(n)
	case *ast.Blockquote:
		d.checkQuote(n)
	}
	if !d.visitCard(n) {
		d.typography(n)
		d.walk(n, depth+1)
	}
	d.newline()
}

// newline ends a block in the plain text.
func (d *document) newline() {
	d.dropSpace()
	if n := len(d.text); n > 0 && d.text[n-1] != '\n' {
		d.text = append(d.text, '\n')
	}
}

// dropSpace drops the space before something that is no part of the words.
func (d *document) dropSpace() { d.text = bytes.TrimRight(d.text, " ") }

func (d *document) visitText(n *ast.Text) {
	s := n.Segment
	value := s.Value(d.src)
	if d.strayCitation(n) {
		d.find(s.Start-1, diag.Problemf(diag.BadMarkup, "this is neither a citation nor a link").
			Because(`put a space behind the citation's closing bracket; \[@ stands for the characters`))
	}
	if d.strayComment(s.Start, s.Stop) {
		d.find(s.Stop-len("<!"), diag.Problemf(diag.BadMarkup, "this comment is not closed in its paragraph, so that it is shown").
			Because(`put it on lines of its own, and end it with -->; \< stands for the character`))
	}
	if len(d.text) == 0 || d.text[len(d.text)-1] == '\n' {
		value = bytes.TrimLeft(value, " ")
	}
	if n.IsRaw() || !bytes.ContainsAny(value, `\&`) {
		d.text = append(d.text, value...)
	} else {
		d.text = append(d.text, plain(value)...)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		d.text = append(d.text, ' ')
	}
}

// strayCitation finds the [@ that the citation parser left to the parser of links, and that this left as text.
// An unescaped bracket that opens a link is a node of its own until then, so the @ begins a node.
func (d *document) strayCitation(n *ast.Text) bool {
	start := n.Segment.Start
	if n.IsRaw() || start == 0 || n.Segment.Len() == 0 || d.src[start] != '@' || d.src[start-1] != '[' {
		return false
	}
	if n.PreviousSibling() != nil {
		return true
	}
	kind := n.Parent().Kind()
	return kind != ast.KindLink && kind != ast.KindImage
}

// strayComment finds the <! of a comment that was none, so that the typographer took its dashes from the text.
func (d *document) strayComment(start, stop int) bool {
	return bytes.HasSuffix(d.src[start:stop], []byte("<!")) && bytes.HasPrefix(d.src[stop:], []byte("--")) &&
		!bytes.HasSuffix(d.src[start:stop], []byte(`\<!`))
}

// plain resolves backslashes and entities exactly as the renderer does.
func plain(value []byte) string {
	w := newWriter(len(value))
	html.DefaultWriter.Write(w, value)
	return stdhtml.UnescapeString(string(w.buf))
}

func (d *document) visitCode(n *ast.CodeSpan) {
	if d.inCell {
		unescapePipes(n, d.src)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		segment := c.(*ast.Text).Segment
		value := segment.Value(d.src)
		if line, ok := bytes.CutSuffix(value, []byte("\n")); ok {
			d.text = append(append(d.text, line...), ' ')
		} else {
			d.text = append(d.text, value...)
		}
	}
}

// unescapePipes takes the backslash from the \| that a table's cell needs even in code.
func unescapePipes(n *ast.CodeSpan, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t := c.(*ast.Text)
		i := bytes.Index(t.Segment.Value(src), []byte(`\|`))
		if i < 0 {
			continue
		}
		at := t.Segment.Start + i
		rest := ast.NewRawTextSegment(t.Segment.WithStart(at + 1))
		t.Segment = t.Segment.WithStop(at)
		n.InsertAfter(n, c, rest)
	}
}

// allow reports a node that may not stand where it does, and takes it out.
func (d *document) allow(n ast.Node, what string) bool {
	if d.inside == freely {
		return true
	}
	d.find(n.Pos(), diag.Problemf(diag.BadMarkup, "%s cannot stand in %s", what, d.inside).
		Because("put it behind the closing bracket"))
	n.Parent().RemoveChild(n.Parent(), n)
	return false
}

func (d *document) visitCitation(n *citation) {
	if !d.allow(n, "a citation") {
		return
	}
	if d.cited == nil {
		d.cited = map[string]*source{}
	}
	for i := range n.cites {
		c := &n.cites[i]
		s := d.cited[c.Source]
		if s == nil {
			d.body.Cited = append(d.body.Cited, c.Source)
			s = &source{number: len(d.body.Cited)}
			d.cited[c.Source] = s
		}
		s.cites++
		c.Number, c.Nth = s.number, s.cites
		d.body.Citations = append(d.body.Citations, Reference{ID: c.Source, At: d.positions.at(n.at[i])})
	}
	d.dropSpace()
}

func (d *document) visitHeading(n *ast.Heading, depth int) {
	at := d.positions.at(headingOffset(n))
	d.typography(n)
	start := len(d.text)
	d.walk(n, depth+1)
	words := strings.Join(strings.Fields(string(d.text[start:])), " ")
	d.newline()
	id := d.headingID(words)
	n.SetAttributeString("id", id)
	d.body.Headings = append(d.body.Headings, Heading{Level: n.Level, ID: id, Text: words, At: at})
}

// headingOffset is that of the # or, in a line indented by tabs in a list, at least not behind the words.
func headingOffset(n *ast.Heading) int {
	offset := offsetOf(n)
	if n.Lines().Len() > 0 {
		offset = min(offset, n.Lines().At(0).Start)
	}
	return offset
}

// headingID makes an id of a heading's words, and makes it unique.
func (d *document) headingID(words string) string {
	base := "h-" + string(id.Suggest(words))
	if base == "h-" {
		base = "h-section"
	}
	if d.ids == nil {
		d.ids = map[string]int{}
	}
	unique := base
	for d.ids[unique] > 0 {
		d.ids[base]++
		unique = base + "-" + strconv.Itoa(d.ids[base])
	}
	d.ids[unique]++
	return unique
}
