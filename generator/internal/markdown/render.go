package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// writer collects the output. Slots are kept beside it with their offsets, so that nothing in the text can
// pass for one.
type writer struct {
	buf   []byte
	slots []slot
}

// slot is a part between from, where the HTML before it ends, and to, where that after it begins.
// Between them are the words of a claim link.
type slot struct {
	part     Part
	from, to int
}

func newWriter(sourceSize int) *writer {
	return &writer{buf: make([]byte, 0, sourceSize+sourceSize/4+64)}
}

func (w *writer) slot(p Part) { w.slots = append(w.slots, slot{p, len(w.buf), len(w.buf)}) }

// endWords ends the words of the claim link that is the last slot, since nothing in them is one.
func (w *writer) endWords() { w.slots[len(w.slots)-1].to = len(w.buf) }

// parts cuts the output at its slots.
func (w *writer) parts() []Part {
	all := string(w.buf)
	parts := make([]Part, 0, 2*len(w.slots)+1)
	start := 0
	for _, s := range w.slots {
		if s.from > start {
			parts = append(parts, Part{HTML: all[start:s.from]})
		}
		s.part.HTML = all[s.from:s.to]
		parts = append(parts, s.part)
		start = s.to
	}
	if start < len(all) {
		parts = append(parts, Part{HTML: all[start:]})
	}
	return parts
}

// The methods of util.BufWriter, which goldmark's renderers write to.

func (w *writer) Write(p []byte) (int, error)       { w.buf = append(w.buf, p...); return len(p), nil }
func (w *writer) WriteByte(c byte) error            { w.buf = append(w.buf, c); return nil }
func (w *writer) WriteString(s string) (int, error) { w.buf = append(w.buf, s...); return len(s), nil }
func (w *writer) Available() int                    { return cap(w.buf) - len(w.buf) }
func (w *writer) Buffered() int                     { return 0 }
func (w *writer) Flush() error                      { return nil }
func (w *writer) WriteRune(r rune) (int, error) {
	before := len(w.buf)
	w.buf = append(w.buf, string(r)...)
	return len(w.buf) - before, nil
}

func newRenderer() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(nodes{}, 100),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	))
}

// nodes renders what is not goldmark's, and what goldmark would render otherwise.
type nodes struct{}

func (nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, renderNothing)
	r.Register(ast.KindHTMLBlock, renderNothing)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindImage, renderImage)
	r.Register(kindCitation, renderCitation)
	r.Register(kindCard, renderCard)
	r.Register(kindMark, renderMark)
	r.Register(kindBacklinks, renderBacklinks)
	r.Register(extast.KindFootnote, renderNote)
	r.Register(extast.KindFootnoteList, renderNotes)
	r.Register(extast.KindTable, renderTable)
	r.Register(extast.KindTableHeader, renderTableHeader)
	r.Register(extast.KindTableRow, renderTableRow)
	r.Register(extast.KindTableCell, renderTableCell)
}

func renderNothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func renderCitation(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*writer).slot(Part{Kind: Citation, Cites: node.(*citation).cites})
	}
	return ast.WalkContinue, nil
}

func renderCard(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*writer).slot(Part{Kind: ClaimCard, Claim: node.(*card).claim})
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// renderLink relies on the walk having finished the destination.
func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Link)
	if len(n.Destination) == 0 {
		return ast.WalkContinue, nil
	}
	claim, isClaim := bytes.CutPrefix(n.Destination, []byte(claimScheme))
	switch {
	case isClaim && entering:
		w.(*writer).slot(Part{Kind: ClaimLink, Claim: string(claim)})
	case isClaim:
		w.(*writer).endWords()
	case entering:
		_, _ = w.WriteString(`<a href="`)
		writeURL(w, n.Destination)
		writeTitle(w, n.Title)
		_, _ = w.WriteString(`">`)
	default:
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

// renderImage leaves a refused image's description, its only child, as text.
func renderImage(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Image)
	if len(n.Destination) == 0 {
		return ast.WalkContinue, nil
	}
	if entering {
		_, _ = w.WriteString(`<img src="`)
		writeURL(w, n.Destination)
		_, _ = w.WriteString(`" alt="`)
		_, _ = w.Write(util.EscapeHTML(n.FirstChild().(*ast.String).Value))
		writeTitle(w, n.Title)
		_, _ = w.WriteString(`" loading="lazy">`)
	}
	return ast.WalkSkipChildren, nil
}

// writeURL writes a URL that depends on nothing, and leaves a slot for one that is relative.
func writeURL(w util.BufWriter, url []byte) {
	if url[0] == '#' || schemeOf(url) != nil {
		_, _ = w.Write(util.EscapeHTML(url))
	} else {
		w.(*writer).slot(Part{Kind: URL, URL: string(url)})
	}
}

// writeTitle goes on after the value of an attribute, and stops within that of the title.
func writeTitle(w util.BufWriter, title []byte) {
	if len(title) > 0 {
		_, _ = w.WriteString(`" title="`)
		html.DefaultWriter.Write(w, title)
	}
}

func renderTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"table\" role=\"group\" tabindex=\"0\">\n<table>\n")
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableHeader(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<thead>\n<tr>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		_, _ = w.WriteString("<tbody>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableRow(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<tr>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("</tr>\n")
	if n.NextSibling() == nil {
		_, _ = w.WriteString("</tbody>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableCell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*extast.TableCell)
	head := n.Parent().Kind() == extast.KindTableHeader
	switch {
	case entering && head:
		_, _ = w.WriteString(`<th scope="col"`)
	case entering:
		_, _ = w.WriteString("<td")
	case head:
		_, _ = w.WriteString("</th>\n")
	default:
		_, _ = w.WriteString("</td>\n")
	}
	if entering {
		switch n.Alignment {
		case extast.AlignLeft:
			_, _ = w.WriteString(` class="align-left"`)
		case extast.AlignCenter:
			_, _ = w.WriteString(` class="align-center"`)
		case extast.AlignRight:
			_, _ = w.WriteString(` class="align-right"`)
		}
		_ = w.WriteByte('>')
	}
	return ast.WalkContinue, nil
}
