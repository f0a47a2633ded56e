package doc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// Bounds of what is read plainly, so that its walks over keys and columns stay short and its values below maxNodes.
const (
	plainBytes = 256 << 10
	plainKeys  = 200     // of a mapping
	plainFlow  = 4 << 10 // bytes of a collection on a line
)

// parsePlain reads the YAML that people mostly write: block mappings and lists of values that are plain, quoted without
// escapes, simple flow collections on one line, or texts folded over several. It is an order of magnitude faster than the library, and reading
// YAML is the largest part of reading a site.
//
// It knows no errors: with anything it is not sure of it gives up, and the library decides. What it does read
// it reads as the library would, to the column; FuzzPlainIsAsTheLibrary holds it to that.
func parsePlain(src []byte, firstLine int) (*Node, bool) {
	if len(src) == 0 || len(src) > plainBytes || bytes.IndexByte(src, '\t') >= 0 {
		return nil, false
	}
	p := plainParser{line: firstLine - 1, rest: src}
	if !p.next() || p.indent != 0 {
		return nil, false
	}
	node, ok := p.block(0, 0)
	return node, ok && p.done && node.Kind == Map
}

// plainParser is at one line of a document, whose text begins at column indent.
type plainParser struct {
	rest   []byte
	line   int
	indent int
	text   string // of the line, without indentation and trailing spaces
	column int    // of text in code points, from 0; indent, or more inside a list entry
	done   bool
}

// next goes to the next line that is neither blank nor a comment.
func (p *plainParser) next() bool {
	for len(p.rest) > 0 {
		line, rest, _ := bytes.Cut(p.rest, []byte("\n"))
		p.rest = rest
		p.line++
		text := bytes.TrimLeft(line, " ")
		if len(text) == 0 || text[0] == '#' {
			continue
		}
		p.indent = len(line) - len(text)
		p.column = p.indent
		p.text = string(bytes.TrimRight(text, " "))
		return true
	}
	p.done = true
	return false
}

func (p *plainParser) at(column int) diag.At { return diag.At{Line: p.line, Col: column + 1} }

// block reads the mapping or list whose first line is the current one and whose entries stand at indent.
func (p *plainParser) block(indent, depth int) (*Node, bool) {
	if depth > 20 {
		return nil, false
	}
	if strings.HasPrefix(p.text, "- ") {
		return p.list(indent, depth)
	}
	return p.mapping(indent, depth)
}

func (p *plainParser) mapping(indent, depth int) (*Node, bool) {
	m := &Node{Kind: Map, At: p.at(p.column), Fields: make([]Field, 0, 12)}
	for !p.done && p.column == indent {
		key := keyOf(p.text)
		if key == "" || len(m.Fields) == plainKeys || m.has(key) {
			return nil, false
		}
		f := Field{Key: key, KeyAt: p.at(p.column)}
		value := p.text[len(key)+1:]
		skipped := len(value) - len(strings.TrimLeft(value, " "))
		column := p.column + len(key) + 1 + skipped // a key is ASCII
		var ok bool
		switch value = value[skipped:]; value {
		case "":
			f.Value, ok = p.below(indent, depth)
		case ">-", ">", "|-", "|":
			f.Value, ok = p.lines(value, p.at(column), indent)
		default:
			f.Value, ok = p.inline(value, column)
			p.next()
		}
		if !ok {
			return nil, false
		}
		m.Fields = append(m.Fields, f)
	}
	return m, p.done || p.indent < indent
}

// below reads what stands under a key that has nothing behind it: a deeper block, or a list at the key's own indentation.
func (p *plainParser) below(indent, depth int) (*Node, bool) {
	key := p.at(p.column + len(p.text))
	p.next()
	switch {
	case !p.done && p.indent > indent:
		return p.block(p.indent, depth+1)
	case !p.done && p.indent == indent && strings.HasPrefix(p.text, "- "):
		return p.list(indent, depth+1)
	default:
		return &Node{Kind: Null, Plain: true, At: key}, true
	}
}

func (p *plainParser) list(indent, depth int) (*Node, bool) {
	l := &Node{Kind: List, At: p.at(p.column), Items: make([]*Node, 0, 4)}
	for !p.done && p.column == indent && strings.HasPrefix(p.text, "- ") {
		text := strings.TrimLeft(p.text[2:], " ")
		column := p.column + len(p.text) - len(text)
		if utf8.RuneCountInString(p.text[:len(p.text)-len(text)]) != len(p.text)-len(text) {
			return nil, false
		}
		var item *Node
		var ok bool
		if key := keyOf(text); key != "" {
			p.text, p.column, p.indent = text, column, column
			item, ok = p.mapping(column, depth+1)
		} else {
			item, ok = p.inline(text, column)
			p.next()
		}
		if !ok {
			return nil, false
		}
		l.Items = append(l.Items, item)
	}
	return l, p.done || p.indent <= indent
}

// lines reads a text on the lines below its key: kept (|) or folded into one (>), with a line end behind it or without (-).
func (p *plainParser) lines(style string, at diag.At, indent int) (*Node, bool) {
	join := "\n"
	if style[0] == '>' {
		join = " "
	}
	var text strings.Builder
	first := 0     // indentation of the text
	ended := false // by an empty line; a paragraph behind it is for the library
	for len(p.rest) > 0 {
		line, rest, whole := bytes.Cut(p.rest, []byte("\n"))
		if !whole {
			return nil, false
		}
		content := bytes.TrimLeft(line, " ")
		deep := len(line) - len(content)
		if len(line) == 0 {
			p.rest = rest
			p.line++
			ended = true
			continue
		}
		if len(content) > 0 && deep <= indent {
			break
		}
		if first == 0 {
			first = deep
		} else {
			text.WriteString(join)
		}
		if ended || deep != first || bytes.HasSuffix(line, []byte(" ")) || oddSpace(string(content)) {
			return nil, false
		}
		text.Write(content)
		p.rest = rest
		p.line++
	}
	p.next()
	if first == 0 {
		return nil, false
	}
	if style == ">" || style == "|" {
		text.WriteByte('\n')
	}
	return &Node{Kind: Scalar, At: at, Text: text.String()}, true
}

// keyOf gives the key a line begins with: letters, digits, - and _, with a colon behind and a space or nothing after it.
func keyOf(text string) string {
	for i := range len(text) {
		switch c := text[i]; {
		case c == ':' && i > 0 && (i+1 == len(text) || text[i+1] == ' '):
			return text[:i]
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' && i > 0:
		default:
			return ""
		}
	}
	return ""
}

// inline reads a value that ends with its line.
func (p *plainParser) inline(text string, column int) (*Node, bool) {
	if text == "" {
		return nil, false
	}
	switch text[0] {
	case '"', '\'', '[', '{':
		if len(text) > plainFlow {
			return nil, false
		}
		f := flow{text: text, line: p.line, column: column}
		node, ok := f.value(0)
		return node, ok && f.offset == len(text)
	}
	if !plainText(text) {
		return nil, false
	}
	return &Node{Kind: Scalar, Plain: true, At: p.at(column), Text: text}, true
}

// plainText tells whether a text needs no quotes and means itself.
func plainText(text string) bool {
	switch text[0] {
	case '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', ' ':
		return false
	}
	return !strings.Contains(text, ": ") && !strings.Contains(text, " #") && text[len(text)-1] != ':' && !oddSpace(text)
}

// oddSpace finds characters that YAML counts as line ends or marks.
func oddSpace(text string) bool {
	for _, r := range text { // strings.ContainsAny takes five times as long
		switch r {
		case '\u0085', '\u2028', '\u2029', '\ufeff':
			return true
		}
	}
	return false
}

// flow reads a quoted text or a collection in brackets, on one line.
type flow struct {
	text   string
	offset int
	line   int
	column int // of text, in code points
}

func (f *flow) at() diag.At {
	return diag.At{Line: f.line, Col: f.column + utf8.RuneCountInString(f.text[:f.offset]) + 1}
}

func (f *flow) peek() byte {
	if f.offset < len(f.text) {
		return f.text[f.offset]
	}
	return 0
}

func (f *flow) spaces() {
	for f.peek() == ' ' {
		f.offset++
	}
}

func (f *flow) value(depth int) (*Node, bool) {
	if depth > 20 {
		return nil, false
	}
	switch f.peek() {
	case '"', '\'':
		return f.quoted()
	case '[':
		return f.list(depth)
	case '{':
		return f.mapping(depth)
	default:
		return f.plain()
	}
}

// quoted reads a quoted text without escapes.
func (f *flow) quoted() (*Node, bool) {
	at, quote := f.at(), f.text[f.offset:f.offset+1]
	text, _, closed := strings.Cut(f.text[f.offset+1:], quote)
	f.offset += len(text) + 2
	if !closed || f.peek() == quote[0] || strings.Contains(text, `\`) || oddSpace(text) {
		return nil, false
	}
	return &Node{Kind: Scalar, At: at, Text: text}, true
}

func (f *flow) plain() (*Node, bool) {
	at, rest := f.at(), f.text[f.offset:]
	end := strings.IndexAny(rest, ",[]{}")
	if end < 0 {
		return nil, false
	}
	text := strings.TrimRight(rest[:end], " ")
	if text == "" || !plainText(text) || strings.ContainsAny(text, "?#") {
		return nil, false
	}
	f.offset += len(text)
	return &Node{Kind: Scalar, Plain: true, At: at, Text: text}, true
}

// separated goes over what stands behind an entry, and tells whether the collection ends there.
func (f *flow) separated(end byte) (closed, ok bool) {
	f.spaces()
	switch f.peek() {
	case end:
		f.offset++
		return true, true
	case ',':
		f.offset++
		f.spaces()
		return false, f.peek() != end && f.peek() != ','
	}
	return false, false
}

func (f *flow) list(depth int) (*Node, bool) {
	l := &Node{Kind: List, At: f.at(), Items: []*Node{}}
	f.offset++
	f.spaces()
	if f.peek() == ']' {
		f.offset++
		return l, true
	}
	for {
		item, ok := f.value(depth + 1)
		if !ok {
			return nil, false
		}
		l.Items = append(l.Items, item)
		if closed, ok := f.separated(']'); closed || !ok {
			return l, ok
		}
	}
}

func (f *flow) mapping(depth int) (*Node, bool) {
	m := &Node{Kind: Map, At: f.at(), Fields: []Field{}}
	f.offset++
	f.spaces()
	if f.peek() == '}' {
		f.offset++
		return m, true
	}
	for {
		key, at := keyOf(f.text[f.offset:]), f.at()
		if key == "" || len(m.Fields) == plainKeys || m.has(key) {
			return nil, false
		}
		f.offset += len(key) + 1
		f.spaces()
		value, ok := f.value(depth + 1)
		if !ok {
			return nil, false
		}
		m.Fields = append(m.Fields, Field{Key: key, KeyAt: at, Value: value})
		if closed, ok := f.separated('}'); closed || !ok {
			return m, ok
		}
	}
}
