package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"assay/generator/internal/diag"
)

// goldmark is fast on what people write, but nesting makes it recurse, and some of its searches start
// anew at every bracket, quote or asterisk, so that a few hundred kilobytes of those take minutes. The three guards
// here stand before its parsers, count what the searches may cost, and refuse the body before it is spent.
const (
	maxDepth = 100
	// maxWork and workFactor bound the bytes looked at for a body of n bytes: maxWork + workFactor*n.
	// Prose uses a tenth of the second part. The first is a few hundredths of a second, and leaves
	// room for a single paragraph of twenty kilobytes with hundreds of links.
	maxWork    = 1 << 24
	workFactor = 128
	// refWork is what goldmark copies for each line of a paragraph at each link definition in it.
	refWork = 32
	// cellWork stands for the memory of a cell that is not written but filled in, because its row is short.
	cellWork = 1000
	// maxExpansion and expansionFactor bound what link definitions expand to: a text of n bytes may
	// repeat expansionFactor*n + maxExpansion bytes of addresses and titles.
	maxExpansion    = 256 << 10
	expansionFactor = 4
)

// refuse gives up the body. Only the first reason is reported; the guards then skip what they can.
func (d *document) refuse(offset int, p *diag.Problem) {
	if !d.refused {
		d.refused = true
		d.findings = append(d.findings, Finding{At: d.positions.at(offset), Severity: diag.Error, Problem: *p})
	}
}

func (d *document) tooDeep(offset int) {
	d.refuse(offset, diag.Problemf(diag.TooDeep, "nested more than %d levels deep", maxDepth).
		Because("a list counts two levels, itself and its item"))
}

// afford counts work that a block at the offset may cause, and tells whether it may be done.
func (d *document) afford(work, offset int) bool {
	d.work += work
	if d.work > maxWork+workFactor*len(d.src) {
		d.refuse(offset, diag.Problemf(diag.TooLarge, "too much markup in one paragraph").
			Because("break it up with blank lines"))
	}
	return !d.refused
}

// expand counts the bytes of an address and a title that a link or image puts out, and reports
// whether they may be. A single link definition can be used in every line of a text.
func (d *document) expand(destination, title []byte, offset int) bool {
	d.expanded += len(destination) + len(title)
	if d.expanded > maxExpansion+expansionFactor*len(d.src) {
		d.refuse(offset, diag.Problemf(diag.TooLarge, "the links of this text expand to more than %d bytes",
			maxExpansion+expansionFactor*len(d.src)).
			Because("shorten the address or the title of a link definition that many links use"))
	}
	return !d.refused
}

// depthGuard is a block parser before all others that open what can be nested.
type depthGuard struct{}

func (depthGuard) Trigger() []byte { return []byte(">-+*:[0123456789") }

func (depthGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth <= maxDepth {
		return nil, parser.NoChildren
	}
	_, segment := reader.PeekLine()
	documentOf(pc).tooDeep(segment.Start)
	reader.AdvanceToEOL()
	return ast.NewThematicBreak(), parser.NoChildren
}

func (depthGuard) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (depthGuard) Close(ast.Node, text.Reader, parser.Context)                 {}
func (depthGuard) CanInterruptParagraph() bool                                 { return true }
func (depthGuard) CanAcceptIndentedLine() bool                                 { return false }

// paragraphGuard looks at paragraphs before link definitions and tables are made of them.
type paragraphGuard struct{}

func (paragraphGuard) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() < 2 {
		return
	}
	src := reader.Source()
	definitions, columns, pipes := 0, 0, 0
	label, labels := 0, 0 // lines of the label that is open, squares of those that are closed
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimSpace(src[segment.Start:segment.Stop])
		if bytes.HasPrefix(line, []byte("[")) {
			definitions++
			label = max(label, 1)
		}
		switch {
		case label > 0 && bytes.IndexByte(line, ']') >= 0:
			labels += label * label
			label = 0
		case label > 0:
			label++
		}
		n := bytes.Count(line, []byte("|"))
		pipes += n
		if n >= columns && len(bytes.Trim(line, "|:- \t")) == 0 {
			columns = n + 1
		}
	}
	work := definitions*lines.Len()*refWork + labels
	if columns > 0 {
		work += max(0, columns*lines.Len()-pipes-2*lines.Len()) * cellWork
	}
	if !documentOf(pc).afford(work, lines.At(0).Start) {
		p.Parent().RemoveChild(p.Parent(), p)
	}
}

// inlineGuard is an inline parser before all others that may search through a whole block.
type inlineGuard struct{}

func (inlineGuard) Trigger() []byte { return []byte("[]!<`*_~'\"") }

func (inlineGuard) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	switch line[0] {
	case '~', '\'', '"': // these search only to the end of their run
		if len(line) < 2 || line[1] != line[0] {
			return nil
		}
	case '!':
		if len(line) < 2 || line[1] != '[' {
			return nil
		}
	}
	lines := parent.Lines()
	first, last := lines.At(0), lines.At(lines.Len()-1)
	if documentOf(pc).afford(last.Stop-first.Start, first.Start) {
		return nil
	}
	for line != nil {
		block.AdvanceLine()
		line, _ = block.PeekLine()
	}
	return ast.NewString(nil)
}
