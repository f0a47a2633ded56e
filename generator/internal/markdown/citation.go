package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
)

var kindCitation = ast.NewNodeKind("Citation")

// citation is an inline node. Its numbers are given when the tree is walked, since they follow the order of the
// output, which is not that of parsing.
type citation struct {
	ast.BaseInline
	cites []Cite
	at    []int // offsets of each cite's @
}

func (*citation) Kind() ast.NodeKind            { return kindCitation }
func (n *citation) Dump(source []byte, lvl int) { ast.DumpHelper(n, source, lvl, nil, nil) }

// citationParser reads citations. It stands before the parser of links, and leaves to it what is one.
type citationParser struct{}

// Trigger has the ! of an image's opening, which would hide the bracket in "surely![@who]".
func (citationParser) Trigger() []byte { return []byte("[!") }

func (citationParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before := 0
	if line[0] == '!' {
		before = 1
	}
	if !bytes.HasPrefix(line[before:], []byte("[@")) {
		return nil
	}
	at, segment := segment.WithStop(segment.Start+before), segment.WithStart(segment.Start+before)
	block.Advance(before)

	row, start := block.Position()
	content, closed := readBracket(block)
	var problem *diag.Problem
	var node *citation
	switch {
	case !closed:
		problem = diag.Problemf(diag.BadMarkup, "this citation has no closing bracket")
	case linkFollows(content.text, block, pc):
		return nil
	default:
		node, problem = parseCites(content)
	}
	if before > 0 {
		ast.MergeOrAppendTextSegment(parent, at)
	}
	if problem != nil {
		documentOf(pc).find(segment.Start, problem.Because(`a citation is [@id] or [@id, p. 7] or [@one; @two]; \[@ stands for the characters`))
		block.SetPosition(row, start)
		block.Advance(len("[@"))
		return ast.NewTextSegment(segment.WithStop(segment.Start + len("[@")))
	}
	node.SetPos(segment.Start)
	return node
}

// linkFollows tells whether the text in brackets is the words of a link, the reader being behind them.
func linkFollows(words []byte, block text.Reader, pc parser.Context) bool {
	switch block.Peek() {
	case '(':
		return true
	case '[':
		rest, _ := block.PeekLine()
		end := bytes.IndexByte(rest, ']')
		if end < 0 {
			return false
		}
		label := rest[1:end]
		if util.IsBlank(label) {
			label = words
		}
		_, defined := pc.Reference(util.ToLinkReference(label))
		return defined
	}
	return false
}

// bracket is the text between two brackets, its lines joined by a space.
type bracket struct {
	text   []byte
	pieces []piece
}

// piece is where the text of a bracket goes on in the source.
type piece struct{ in, src int }

// offset is where a byte of the text is in the source.
func (b bracket) offset(i int) int {
	n, found := slices.BinarySearchFunc(b.pieces, i, func(p piece, i int) int { return cmp.Compare(p.in, i) })
	if !found {
		n-- // the one before
	}
	return b.pieces[n].src + i - b.pieces[n].in
}

// readBracket reads from the opening bracket to behind the closing one. Brackets cannot be nested.
func readBracket(block text.Reader) (b bracket, closed bool) {
	block.Advance(1)
	for {
		line, segment := block.PeekLine()
		if line == nil {
			return b, false
		}
		b.pieces = append(b.pieces, piece{len(b.text), segment.Start - segment.Padding})
		end := bytes.IndexAny(line, "[]")
		if end < 0 {
			b.text = append(append(b.text, bytes.TrimRight(line, " \t\r\n")...), ' ')
			block.AdvanceLine()
			continue
		}
		if line[end] == '[' {
			return b, false
		}
		if b.text == nil {
			b.text = line[:end]
		} else {
			b.text = append(b.text, line[:end]...)
		}
		block.Advance(end + 1)
		return b, true
	}
}

// parseCites reads @one, p. 7; @two.
func parseCites(b bracket) (*citation, *diag.Problem) {
	n := &citation{}
	for i := 0; i <= len(b.text); {
		end := bytes.IndexByte(b.text[i:], ';')
		if end < 0 {
			end = len(b.text)
		} else {
			end += i
		}
		cite := b.text[i:end]
		at := i + len(cite) - len(bytes.TrimLeft(cite, " \t"))
		c, problem := parseCite(b.text[at:end])
		if problem != nil {
			return nil, problem
		}
		n.cites = append(n.cites, c)
		n.at = append(n.at, b.offset(at))
		i = end + 1
	}
	return n, nil
}

func parseCite(s []byte) (Cite, *diag.Problem) {
	if len(s) == 0 || s[0] != '@' {
		return Cite{}, diag.Problemf(diag.BadMarkup, "every source in a citation begins with @")
	}
	s = s[1:]
	id := sourceID(s)
	if id == 0 {
		return Cite{}, diag.Problemf(diag.BadMarkup, "this citation has no id behind the @")
	}
	locator, has := bytes.CutPrefix(bytes.TrimSpace(s[id:]), []byte(","))
	if !has && len(locator) > 0 {
		return Cite{}, diag.Problemf(diag.BadMarkup, "a comma is missing behind the id %q in this citation", s[:id])
	}
	return Cite{Source: string(s[:id]), Locator: string(bytes.TrimSpace(locator))}, nil
}

// sourceID is the length of the id that s begins with, or 0.
func sourceID(s []byte) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		case i > 0 && (r == '-' || r == '_' || r == '.' || r == ':' || unicode.IsMark(r)):
		default:
			return i
		}
		i += size
	}
	return len(s)
}
