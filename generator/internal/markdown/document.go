package markdown

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
)

// documentKey finds the document in a parser's context.
var documentKey = parser.NewContextKey()

// document is what is known of one body while it is converted. The parsers reach it through their context.
type document struct {
	src       []byte
	marks     quoteMarks
	positions positions
	body      Body
	findings  []Finding
	reported  map[kind]int
	first     map[kind]At // of those that were counted only

	// Bounds (bounds.go).
	refused  bool
	work     int
	expanded int // bytes of addresses and titles that were put out

	// Footnotes (footnote.go).
	notes  map[string]*note // by label
	all    []*note          // in the order of the file
	marked []*note          // in the order of their first marks

	// Link definitions, by label (lost.go).
	used, defined map[string]bool

	// Where the walk is (resolve.go).
	inside place
	inCell bool
	text   []byte
	cited  map[string]*source
	ids    map[string]int // ids of headings: how often asked for
}

func documentOf(pc parser.Context) *document { return pc.Get(documentKey).(*document) }

func newParser() parser.Parser {
	// The table extension as a whole would bring an AST transformer that takes time squared;
	// its work is done by unescapePipes. The footnote extension's parsers do, too; see footnote.go.
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithBlockParsers(
			util.Prioritized(depthGuard{}, 0),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(noteParser{extension.NewFootnoteBlockParser()}, 999),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(paragraphGuard{}, 0),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(newEmphasisParser(), 500),
			util.Prioritized(inlineGuard{}, 0),
			util.Prioritized(markParser{}, 101),
			util.Prioritized(citationParser{}, 150),
			util.Prioritized(newStrikethroughParser(), 500),
			util.Prioritized(dashParser{}, 9999),
		),
	)
}

// find reports an error at an offset of the source.
func (d *document) find(offset int, p *diag.Problem) { d.report(d.positions.at(offset), diag.Error, p) }

func (d *document) report(at At, s diag.Severity, p *diag.Problem) {
	k := kind{p.Code, s}
	d.reported[k]++
	switch n := d.reported[k]; {
	case n <= diag.MaxShown:
		d.findings = append(d.findings, Finding{At: at, Severity: s, Problem: *p})
	case n == diag.MaxShown+1:
		d.first[k] = at
	}
}

// kind is a code with a severity.
type kind struct {
	code     diag.Code
	severity diag.Severity
}

// countOthers adds a finding for those of each kind that were counted only.
func (d *document) countOthers() {
	kinds := slices.SortedFunc(maps.Keys(d.first), func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.severity, b.severity))
	})
	for _, k := range kinds {
		p := diag.More(k.code, d.reported[k]-diag.MaxShown)
		d.findings = append(d.findings, Finding{At: d.first[k], Severity: k.severity, Problem: *p})
	}
}

// offsetOf is where a node begins, or else where the nearest node around it does.
func offsetOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if p := n.Pos(); p >= 0 {
			return p
		}
	}
	return 0
}

// positions turns offsets into lines and columns. The table of lines is made when it is first needed;
// columns are counted on from the last one asked for, since a walk asks from left to right.
type positions struct {
	src    []byte
	line   int   // of the file, where src begins
	starts []int // offsets of lines

	row, offset, col int // the last answer
}

func (p *positions) at(offset int) At {
	offset = min(max(offset, 0), len(p.src))
	if p.starts == nil {
		p.index()
	}
	row, found := slices.BinarySearch(p.starts, offset)
	if !found {
		row--
	}
	if row != p.row || offset < p.offset {
		p.row, p.offset, p.col = row, p.starts[row], 1
	}
	p.col += utf8.RuneCount(p.src[p.offset:offset])
	p.offset = offset
	return At{Line: p.line + row, Col: p.col}
}

func (p *positions) index() {
	p.starts, p.col = []int{0}, 1
	for i, c := range p.src {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
}
