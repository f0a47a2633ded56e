package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// delimiters parses emphasis (* and _) or strikethrough (~) as CommonMark and GFM do, with two
// differences that keep texts as they were typed:
//
//   - Delimiters between digits are characters: 2*3*4, 10~20.
//   - Chinese and Japanese have no spaces, and Korean has none before particles, so punctuation inside
//     a delimiter may have a letter of these scripts outside it: **「重点」**的.
//     See https://github.com/tats-u/markdown-cjk-friendly.
type delimiters struct {
	characters string
	longest    int // run of delimiters; 0 for any
	node       func(length int) ast.Node
}

func newEmphasisParser() parser.InlineParser {
	return &delimiters{characters: "*_", node: func(length int) ast.Node { return ast.NewEmphasis(length) }}
}

func newStrikethroughParser() parser.InlineParser {
	return &delimiters{characters: "~", longest: 2, node: func(int) ast.Node { return extast.NewStrikethrough() }}
}

func (d *delimiters) Trigger() []byte { return []byte(d.characters) }

// IsDelimiter, CanOpenCloser and OnMatch make it a [parser.DelimiterProcessor].
func (d *delimiters) IsDelimiter(b byte) bool {
	return b == d.characters[0] || b == d.characters[len(d.characters)-1]
}

func (d *delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d *delimiters) OnMatch(length int) ast.Node { return d.node(length) }

func (d *delimiters) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	run := parser.ScanDelimiter(line, before, 1, d)
	if run == nil || d.longest > 0 && (run.OriginalLength > d.longest || before == rune(run.Char)) {
		return nil
	}
	after := ' '
	if rest := line[run.OriginalLength:]; len(rest) > 0 {
		after, _ = utf8.DecodeRune(rest)
	}
	segment = segment.WithStop(segment.Start + run.OriginalLength)
	block.Advance(run.OriginalLength)
	if unicode.IsDigit(before) && unicode.IsDigit(after) || run.Char == '~' && run.OriginalLength == 1 && isWord(before) && isWord(after) {
		return ast.NewTextSegment(segment)
	}
	if joinsWords(before) || joinsWords(after) {
		loosen(run, before, after)
	}
	run.Segment = segment
	pc.PushDelimiter(run)
	return run
}

// loosen lets a run open or close next to a Chinese, Japanese or Korean character, whatever punctuation
// is on its other side.
func loosen(run *parser.Delimiter, before, after rune) {
	left := !util.IsSpaceRune(after) && (!util.IsPunctRune(after) || util.IsSpaceRune(before) || util.IsPunctRune(before) || joinsWords(before))
	right := !util.IsSpaceRune(before) && (!util.IsPunctRune(before) || util.IsSpaceRune(after) || util.IsPunctRune(after) || joinsWords(after))
	run.CanOpen, run.CanClose = left, right
	if run.Char == '_' {
		run.CanOpen = left && (!right || util.IsPunctRune(before))
		run.CanClose = right && (!left || util.IsPunctRune(after))
	}
}

func isWord(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }

// joinsWords reports whether a character can follow markup or a quotation without a space: Chinese and
// Japanese, and Korean, whose particles follow words directly.
func joinsWords(r rune) bool { return isCJK(r) || unicode.Is(unicode.Hangul, r) }

// isCJK reports whether a character is Chinese or Japanese, including punctuation. It excludes Korean,
// which has spaces between words.
func isCJK(r rune) bool {
	if r < 0x2E80 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		0x3000 <= r && r <= 0x303F || // symbols and punctuation
		0x30FB <= r && r <= 0x30FC || // ・ー
		0xFE30 <= r && r <= 0xFE4F || // compatibility forms
		0xFF01 <= r && r <= 0xFF9F || 0xFFE0 <= r && r <= 0xFFE6 // full-width and half-width forms
}
