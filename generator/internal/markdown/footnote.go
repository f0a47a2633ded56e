package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
)

// Footnotes are goldmark's for the reader. Its extension looks through all of them at every mark, sorts
// by insertion, loses a footnote written inside the first, and makes ids with colons; so only its block parser
// and its nodes for footnotes are used.

// note is a footnote and what points to it.
type note struct {
	node   *extast.Footnote
	number int // by first mark in reading order; 0 while there is none
	marks  int
}

// noteParser leaves footnotes where they are written, so that their content is parsed there.
type noteParser struct{ parser.BlockParser }

func (noteParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	d := documentOf(pc)
	n := &note{node: node.(*extast.Footnote)}
	label := string(n.node.Ref)
	d.all = append(d.all, n)
	if d.notes[label] != nil {
		return
	}
	if d.notes == nil {
		d.notes = map[string]*note{}
	}
	d.notes[label] = n
}

var (
	kindMark      = ast.NewNodeKind("FootnoteMark")
	kindBacklinks = ast.NewNodeKind("FootnoteBacklinks")
)

// mark is an inline node: the number that points to a footnote.
type mark struct {
	ast.BaseInline
	note *note
	nth  int // of the marks of that footnote, from 1
}

func (*mark) Kind() ast.NodeKind            { return kindMark }
func (n *mark) Dump(source []byte, lvl int) { ast.DumpHelper(n, source, lvl, nil, nil) }

// backlinks is an inline node: the links from a footnote to its marks.
type backlinks struct {
	ast.BaseInline
	note *note
}

func (*backlinks) Kind() ast.NodeKind            { return kindBacklinks }
func (n *backlinks) Dump(source []byte, lvl int) { ast.DumpHelper(n, source, lvl, nil, nil) }

// markParser reads [^label]. All footnotes are known by then, since blocks are parsed first.
type markParser struct{}

func (markParser) Trigger() []byte { return []byte("[!") }

func (markParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before := 0
	if line[0] == '!' {
		before = 1
	}
	label, ok := bytes.CutPrefix(line[before:], []byte("[^"))
	if !ok {
		return nil
	}
	end := bytes.IndexAny(label, "[]")
	if end <= 0 || label[end] == '[' {
		return nil
	}
	label = label[:end]
	d := documentOf(pc)
	n := d.notes[string(label)]
	length := before + len("[^]") + len(label)
	if n == nil {
		if before == 0 && !bytes.HasPrefix(line[length:], []byte("(")) {
			d.report(d.positions.at(segment.Start), diag.Warning,
				diag.Problemf(diag.BadMarkup, "there is no footnote %q", short(label)).
					Because(`a footnote is a paragraph that begins with [^%s]: and \[^ stands for the characters`, short(label)))
		}
		return nil
	}
	if before > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+before))
	}
	block.Advance(length)
	m := &mark{note: n}
	m.SetPos(segment.Start + before)
	return m
}

// visitMark numbers a footnote at its first mark.
func (d *document) visitMark(m *mark) {
	if !d.allow(m, "a footnote mark") {
		return
	}
	n := m.note
	if n.number == 0 {
		d.marked = append(d.marked, n)
		n.number = len(d.marked)
		n.node.Index = n.number
	}
	n.marks++
	m.nth = n.marks
	d.dropSpace()
}

// visitNotes walks the footnotes in the order of their marks, which may be in footnotes, and puts them at the end.
func (d *document) visitNotes(root ast.Node) {
	for i := 0; i < len(d.marked); i++ { // grows
		d.walk(d.marked[i].node, 2)
		d.newline()
	}
	if len(d.marked) > 0 {
		list := extast.NewFootnoteList()
		for _, n := range d.marked {
			container := ast.Node(n.node)
			if last := container.LastChild(); last != nil && ast.IsParagraph(last) {
				container = last
			}
			container.AppendChild(container, &backlinks{note: n})
			list.AppendChild(list, n.node)
		}
		root.AppendChild(root, list)
	}
	for _, n := range d.all {
		if n.number == 0 {
			d.report(d.positions.at(n.node.Pos()), diag.Warning, d.unmarked(n))
		}
	}
}

func (d *document) unmarked(n *note) *diag.Problem {
	label := short(n.node.Ref)
	if d.notes[string(n.node.Ref)] != n {
		return diag.Problemf(diag.BadMarkup, "footnote %q is written twice, and this one is not shown", label)
	}
	return diag.Problemf(diag.BadMarkup, "no mark points to footnote %q, so it is not shown", label).
		Because("write [^%s] where it belongs", label)
}

// short cuts what is quoted in a message.
func short(s []byte) string {
	const most = 60
	r := bytes.Runes(s[:min(len(s), most*4)])
	if len(r) <= most {
		return string(s)
	}
	return string(r[:most]) + "…"
}

func renderMark(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		m := node.(*mark)
		number := strconv.Itoa(m.note.number)
		_, _ = w.WriteString(`<sup id="` + markID(m.note, m.nth) + `"><a href="#fn-` + number +
			`" class="footnote-ref" role="doc-noteref">` + number + `</a></sup>`)
	}
	return ast.WalkContinue, nil
}

func renderBacklinks(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*backlinks).note
	for nth := 1; nth <= n.marks; nth++ {
		_, _ = w.WriteString(` <a href="#` + markID(n, nth) + `" class="footnote-backref" role="doc-backlink">↩︎`)
		if nth > 1 {
			_, _ = w.WriteString("<sup>" + strconv.Itoa(nth) + "</sup>")
		}
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func markID(n *note, nth int) string {
	id := "fnref-" + strconv.Itoa(n.number)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

func renderNote(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<li id="fn-` + strconv.Itoa(node.(*extast.Footnote).Index) + "\">\n")
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return ast.WalkContinue, nil
}

func renderNotes(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"footnotes\" role=\"doc-endnotes\">\n<hr>\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</div>\n")
	}
	return ast.WalkContinue, nil
}
