package markdown

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// dashParser writes dashes for -- and ---, an ellipsis for three points, and « » for << and >>.
type dashParser struct{}

func (dashParser) Trigger() []byte { return []byte("-.<>") }

func (dashParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	before := block.PrecendingCharacter()
	for _, sign := range []struct{ typed, shown string }{{"---", "—"}, {"--", "–"}, {"...", "…"}, {"<<", "«"}, {">>", "»"}} {
		if !bytes.HasPrefix(line, []byte(sign.typed)) {
			continue
		}
		if sign.typed[0] == '-' && (before == '-' || bytes.HasPrefix(line, []byte("----"))) {
			return nil // a line, or part of one
		}
		after, _ := utf8.DecodeRune(line[len(sign.typed):])
		if sign.typed[0] == '<' || sign.typed[0] == '>' {
			if spaced := util.IsSpaceRune(before) && util.IsSpaceRune(after); spaced || unicode.IsDigit(before) && unicode.IsDigit(after) {
				return nil // shifts a number, or is much less than
			}
		}
		node := ast.NewString([]byte(sign.shown))
		node.SetCode(true)
		block.Advance(len(sign.typed))
		return node
	}
	return nil
}

// typography gives the words of a block the quotation marks of its language, and takes out the spaces
// that line ends would make between characters of scripts without spaces. It looks at all words of the
// block at once, since emphasis and links say nothing about what is quoted.
func (d *document) typography(block ast.Node) {
	if d.mayChange(block) {
		d.typographyOf(block)
	}
}

// typographyOf does the same for all words below a node.
func (d *document) typographyOf(n ast.Node) {
	w := &words{src: d.src}
	w.collect(n)
	w.joinLines()
	w.findQuotes()
	if len(w.quotes) > 0 {
		w.decide()
		w.replace(d.marks)
	}
}

// mayChange reports whether the lines of a block have quotes, or line ends after characters outside ASCII.
func (d *document) mayChange(block ast.Node) bool {
	lines := block.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		value := line.Value(d.src)
		if bytes.IndexByte(value, '"') >= 0 || bytes.IndexByte(value, '\'') >= 0 {
			return true
		}
		if i+1 < lines.Len() {
			if bytes.ContainsFunc(value, isCJK) {
				return true
			}
		}
	}
	return false
}

// words are the words of a block, as far as they are next to each other for a reader.
type words struct {
	src    []byte
	runs   []run
	quotes []quote
}

// run is a text, or something that stands for one.
type run struct {
	node  *ast.Text // nil of what is not typed text
	value []byte
}

// object stands for what is shown in a line and is not text: code, an address, a picture.
var object = []byte("x")

func (w *words) collect(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.runs = append(w.runs, run{n, n.Segment.Value(w.src)})
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.runs = append(w.runs, run{nil, []byte("\n")})
			}
		case *ast.String:
			w.runs = append(w.runs, run{nil, n.Value})
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
			w.runs = append(w.runs, run{nil, object})
		case *ast.Emphasis, *ast.Link, *extast.Strikethrough:
			w.collect(n)
		}
	}
}

// joinLines takes the space out of line ends between two characters of Chinese or Japanese.
func (w *words) joinLines() {
	for i := range w.runs {
		n := w.runs[i].node
		if n == nil || !n.SoftLineBreak() {
			continue
		}
		if isCJK(w.before(i+1, 0)) && isCJK(w.after(i+1, 1)) {
			n.SetSoftLineBreak(false)
			w.runs[i+1].value = nil
		}
	}
}

// before returns the character before an offset of a run, a space at the beginning.
func (w *words) before(i, offset int) rune {
	for ; i >= 0; i-- {
		value := w.runs[i].value
		if offset >= 0 {
			value, offset = value[:offset], -1
		}
		if len(value) > 0 {
			r, _ := utf8.DecodeLastRune(value)
			return r
		}
	}
	return ' '
}

// after returns the character at an offset of a run, or behind it, a space at the end.
func (w *words) after(i, offset int) rune {
	for ; i < len(w.runs); i, offset = i+1, 0 {
		if value := w.runs[i].value; offset < len(value) {
			r, _ := utf8.DecodeRune(value[offset:])
			return r
		}
	}
	return ' '
}

// role is what a straight quote stands for.
type role byte

const (
	straight role = iota // a mark of feet, inches, minutes, or an unclear one
	opening
	closing
	apostrophe
)

// quote is a straight quote.
type quote struct {
	run, offset int
	char        byte
	prev, next  rune // around it, without other quotes behind it
	role        role
}

func (w *words) findQuotes() {
	for i, p := range w.runs {
		if p.node == nil || p.node.IsRaw() {
			continue
		}
		for offset, c := range p.value {
			if (c == '"' || c == '\'') && !escaped(p.value, offset) {
				w.quotes = append(w.quotes, quote{run: i, offset: offset, char: c, prev: w.before(i, offset)})
			}
		}
	}
	for i := len(w.quotes) - 1; i >= 0; i-- {
		q := &w.quotes[i]
		q.next = w.after(q.run, q.offset+1)
		if (q.next == '"' || q.next == '\'') && i+1 < len(w.quotes) {
			q.next = w.quotes[i+1].next
		}
	}
}

// escaped reports whether a backslash makes a character stand for itself.
func escaped(value []byte, offset int) bool {
	backslashes := 0
	for offset > backslashes && value[offset-backslashes-1] == '\\' {
		backslashes++
	}
	return backslashes%2 == 1
}

// decide gives every quote its role, from the first to the last.
func (w *words) decide() {
	closers := make([]int, len(w.quotes)+1) // single quotes from each on that may close
	for i := len(w.quotes) - 1; i >= 0; i-- {
		closers[i] = closers[i+1]
		if q := &w.quotes[i]; q.char == '\'' && !unicode.IsSpace(q.prev) && (!isWord(q.next) || joinsWords(q.next)) {
			closers[i]++
		}
	}
	var double, single int // that are open
	for i := range w.quotes {
		q := &w.quotes[i]
		if i > 0 && (q.prev == '"' || q.prev == '\'') {
			q.prev = asNeighbour(w.quotes[i-1])
		}
		if q.char == '"' {
			q.role = w.double(i, double > 0)
			count(&double, q.role)
		} else {
			q.role = w.single(i, single > 0, closers[i+1] > 0)
			count(&single, q.role)
		}
	}
}

func count(open *int, r role) {
	switch {
	case r == opening:
		*open++
	case r == closing && *open > 0:
		*open--
	}
}

// asNeighbour returns what a quote is for the one behind it.
func asNeighbour(q quote) rune {
	if q.role == opening {
		return '('
	}
	return ')'
}

// double decides what a double quote is.
func (w *words) double(i int, open bool) role {
	q := &w.quotes[i]
	switch {
	case unicode.IsSpace(q.prev) && unicode.IsSpace(q.next):
		return straight
	case unicode.IsDigit(q.prev) && (!open || w.afterFeet(i)) && !isWord(q.next):
		return straight
	case opensBefore(q.prev) && !unicode.IsSpace(q.next):
		return opening
	case !isWord(q.next) && !unicode.IsSpace(q.prev):
		return closing
	case unicode.Is(unicode.Hebrew, q.prev): // in an acronym
		return straight
	case open: // before a suffix, as in Turkish, Finnish and Korean
		return closing
	case isWord(q.prev) && !joinsWords(q.prev) && !joinsWords(q.next):
		return straight
	default:
		return opening
	}
}

// afterFeet reports whether the digits before a quote have a mark of feet before them: 6'2".
func (w *words) afterFeet(i int) bool {
	if i == 0 || w.quotes[i-1].role != straight || w.quotes[i-1].run != w.quotes[i].run {
		return false
	}
	for _, c := range w.runs[w.quotes[i].run].value[w.quotes[i-1].offset+1 : w.quotes[i].offset] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// opensBefore reports whether a quote behind a character opens.
func opensBefore(prev rune) bool {
	return unicode.IsSpace(prev) || unicode.In(prev, unicode.Ps, unicode.Pi, unicode.Pd) || prev == '/' || prev == '=' || prev == '¿' || prev == '¡' || prev == '：'
}

// elisions are words that begin with an apostrophe; digits are a year without its century.
var elisions = regexp.MustCompile(`^(?i:\d\ds?|tis|twas|twere|twill|em|till?|cause|bout|round|neath|[nstkm])`)

// single decides what a single quote is.
func (w *words) single(i int, open, closes bool) role {
	q := &w.quotes[i]
	rest := w.runs[q.run].value[q.offset+1:]
	switch {
	case unicode.IsSpace(q.prev) && unicode.IsSpace(q.next), unicode.IsDigit(q.prev) && unicode.IsDigit(q.next):
		return straight
	case isWord(q.prev) && isWord(q.next) && !joinsWords(q.prev) && !joinsWords(q.next):
		return apostrophe
	case opensBefore(q.prev) && isElision(rest, closes):
		return apostrophe
	case opensBefore(q.prev) && !unicode.IsSpace(q.next):
		if closes {
			return opening
		}
		return apostrophe
	case open:
		return closing
	case unicode.IsDigit(q.prev) && !isWord(q.next):
		return straight
	case joinsWords(q.prev) && closes:
		return opening
	default:
		return apostrophe
	}
}

// isElision reports whether a text behind an apostrophe begins with a word that has one. A word with a
// quote right behind it is quoted, except in rock 'n' roll.
func isElision(rest []byte, closes bool) bool {
	word := elisions.Find(rest)
	if word == nil {
		return false
	}
	rest = rest[len(word):]
	if next, _ := utf8.DecodeRune(rest); isWord(next) {
		return false
	}
	isYear := word[0] <= '9'
	return string(word) == "n" || !bytes.HasPrefix(rest, []byte("'")) && (!isYear || !closes || word[len(word)-1] == 's')
}

// replace puts the marks of a language into the tree.
func (w *words) replace(marks quoteMarks) {
	for i := len(w.quotes) - 1; i >= 0; i-- {
		q := &w.quotes[i]
		if shown := q.shown(marks); shown != "" {
			splice(w.runs[q.run].node, q.offset, shown)
		}
	}
}

func (q *quote) shown(m quoteMarks) string {
	switch {
	case q.role == apostrophe:
		return "’"
	case q.role == opening && q.char == '"':
		return m.open
	case q.role == opening:
		return m.openInner
	case q.role == closing && q.char == '"':
		return m.close
	case q.role == closing:
		return m.closeInner
	default:
		return ""
	}
}

// splice replaces the byte at an offset of a text. The quotes behind it have been replaced already, so
// that what is left of the text before it keeps its offsets.
func splice(n *ast.Text, offset int, shown string) {
	at := n.Segment.Start + offset - n.Segment.Padding
	rest := ast.NewTextSegment(text.NewSegment(at+1, n.Segment.Stop))
	rest.SetSoftLineBreak(n.SoftLineBreak())
	rest.SetHardLineBreak(n.HardLineBreak())
	mark := ast.NewString([]byte(shown))
	mark.SetCode(true)
	parent := n.Parent()
	parent.InsertAfter(parent, n, mark)
	if rest.Segment.Len() > 0 || rest.SoftLineBreak() || rest.HardLineBreak() {
		parent.InsertAfter(parent, mark, rest)
	}
	n.Segment = n.Segment.WithStop(at)
	n.SetSoftLineBreak(false)
	n.SetHardLineBreak(false)
}
