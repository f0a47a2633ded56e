package doc

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// ParseJSON reads one cleaned document of JSON. With findings the node is nil or incomplete.
//
// Texts are what their escapes mean. Numbers and truth values are kept as typed, as scalars without quotes,
// and null is Null.
func ParseJSON(src []byte) (*Node, diag.Findings) { return ParseJSONWithin(src, maxNodes) }

// ParseJSONWithin is [ParseJSON] with a bound of one's own for the number of values.
func ParseJSONWithin(src []byte, values int) (*Node, diag.Findings) {
	// The library checks the whole before it hands out tokens: only then does an error say where it is.
	var whole json.RawMessage
	if err := json.Unmarshal(src, &whole); err != nil {
		at, problem := explainJSON(src, err)
		return nil, diag.Findings{{At: at, Severity: diag.Error, Problem: *problem}}
	}
	p := jsonParser{src: src, decoder: json.NewDecoder(bytes.NewReader(src)), bound: values, at: diag.At{Line: 1, Col: 1}}
	p.decoder.UseNumber()
	node, ok := p.value(0)
	if !ok {
		return nil, p.found
	}
	return node, p.found
}

// jsonParser makes nodes of the library's tokens, in valid JSON.
type jsonParser struct {
	src     []byte
	decoder *json.Decoder
	offset  int     // of the token last handed out
	at      diag.At // its place
	values  int
	bound   int // of the values
	found   diag.Findings
}

// next gives the next token and its place. Between tokens stand only spaces, commas and colons.
func (p *jsonParser) next() (json.Token, bool) {
	start := int(p.decoder.InputOffset())
	for start < len(p.src) && strings.IndexByte(" \t\r\n,:", p.src[start]) >= 0 {
		start++
	}
	p.advance(start)
	token, err := p.decoder.Token()
	if err != nil {
		p.found.Add(p.at, diag.Problemf(diag.BadJSON, "the JSON cannot be read: %s", err)) // none is known
	}
	return token, err == nil
}

// advance brings the place to an offset further on. The lines before are not counted again.
func (p *jsonParser) advance(offset int) {
	between := p.src[p.offset:offset]
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
		p.at = diag.At{Line: p.at.Line + bytes.Count(between, []byte("\n")), Col: 1}
		between = between[i+1:]
	}
	p.at.Col += utf8.RuneCount(between)
	p.offset = offset
}

func (p *jsonParser) value(depth int) (*Node, bool) {
	token, ok := p.next()
	if !ok {
		return nil, false
	}
	p.values++
	switch {
	case p.values > p.bound:
		p.found.Add(p.at, diag.Problemf(diag.TooDeep, "the JSON has more than %d values", p.bound).Because("leave out what is not needed"))
		return nil, false
	case depth > maxDepth:
		p.found.Add(p.at, diag.Problemf(diag.TooDeep, "the JSON is nested more than %d deep", maxDepth))
		return nil, false
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return p.mapping(depth)
		}
		return p.list(depth)
	case string:
		return &Node{Kind: Scalar, At: p.at, Text: p.text(token)}, true
	case json.Number:
		return &Node{Kind: Scalar, Plain: true, At: p.at, Text: token.String()}, true
	case bool:
		text := "false"
		if token {
			text = "true"
		}
		return &Node{Kind: Scalar, Plain: true, At: p.at, Text: text}, true
	default:
		return &Node{Kind: Null, Plain: true, At: p.at}, true
	}
}

func (p *jsonParser) list(depth int) (*Node, bool) {
	l := &Node{Kind: List, At: p.at, Items: []*Node{}}
	for p.decoder.More() {
		item, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		l.Items = append(l.Items, item)
	}
	_, ok := p.next() // the bracket that closes it
	return l, ok
}

func (p *jsonParser) mapping(depth int) (*Node, bool) {
	m := &Node{Kind: Map, At: p.at, Fields: []Field{}}
	lines := map[string]int{}
	for p.decoder.More() {
		token, ok := p.next()
		if !ok {
			return nil, false
		}
		at := p.at
		key := p.text(token.(string)) // the library gives no other keys
		value, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		if line, twice := lines[key]; twice {
			p.found.Add(at, diag.Problemf(diag.DuplicateKey, "%q stands here a second time", key).Because("the first is in line %d", line))
			continue
		}
		lines[key] = at.Line
		m.Fields = append(m.Fields, Field{Key: key, KeyAt: at, Value: value})
	}
	_, ok := p.next()
	return m, ok
}

// text checks the text that was read last for what escapes can hide in it.
func (p *jsonParser) text(s string) string {
	if i := strings.IndexFunc(s, escapedControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		p.found.Add(p.at, diag.Problemf(diag.HasControl, "control character U+%04X, written as an escape", r).Because("remove it"))
	} else if strings.ContainsRune(s, utf8.RuneError) && halfEscaped(p.src[p.offset:p.decoder.InputOffset()]) {
		p.found.Add(p.at, diag.Problemf(diag.BadJSON, `a \u escape stands for half a character`).
			Because("remove it, or write the character itself"))
	}
	return s
}

// halfEscaped tells whether a quoted text has one of the escapes \ud800 to \udfff that should come in pairs by itself.
// The library puts U+FFFD in its place.
func halfEscaped(quoted []byte) bool {
	high := false // the last one was the first half of a pair
	for i := 0; i < len(quoted); i++ {
		half := byte(0)
		if quoted[i] == '\\' {
			i++
			if quoted[i] == 'u' && (quoted[i+1] == 'd' || quoted[i+1] == 'D') {
				half = quoted[i+2] | 0x20 // in lower case; digits stay what they are
			}
		}
		isHigh, isLow := half == '8' || half == '9' || half == 'a' || half == 'b', half >= 'c' && half <= 'f'
		if high != isLow {
			return true
		}
		high = isHigh
		if half != 0 {
			i += 4
		}
	}
	return high
}

// explainJSON says in words, and where, what the library says of JSON that is none.
func explainJSON(src []byte, err error) (diag.At, *diag.Problem) {
	bad := func(format string, args ...any) *diag.Problem { return diag.Problemf(diag.BadJSON, format, args...) }
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return diag.At{Line: 1, Col: 1}, bad("the JSON cannot be read: %s", err)
	}
	message := syntax.Error()
	is := func(part string) bool { return strings.Contains(message, part) }
	offset, end := int(syntax.Offset)-1, len(bytes.TrimRight(src, " \t\n")) // of the character that was refused, of the text
	switch {
	case end == 0:
		return diag.At{Line: 1, Col: 1}, bad("the file is empty").Because("an empty list is written []")
	case is("unexpected end") || offset >= end || is("character ' '") && src[offset] != ' ': // a space is what the library sees behind the end
		return Place(src, end), bad("the file ends in the middle of the JSON").Because("it was cut off, or a bracket or quote is not closed")
	}
	at := Place(src, offset)
	refused, _ := utf8.DecodeRune(src[offset:])
	before := bytes.TrimRight(src[:offset], " \t\n")
	switch {
	case is("exceeded max depth"):
		return at, diag.Problemf(diag.TooDeep, "the JSON is nested more than %d deep", maxDepth)
	case is("after top-level value"):
		return at, bad("something stands behind the end of the JSON").Because("a file holds one list or mapping; remove the rest")
	case strings.ContainsRune("]}", refused) && bytes.HasSuffix(before, []byte(",")):
		return Place(src, len(before)-1), bad("nothing follows this comma").Because("remove it")
	case refused == '\'':
		return at, bad("a text stands in single quotes").Because(`JSON wants double quotes: "`)
	case (refused == '/' || refused == '#') && is("looking for beginning") || refused == '/' && is(" after "):
		return at, bad("JSON has no comments").Because("remove it")
	case is("in string literal"):
		return at, bad("a text must end on its line and can hold no tabs").Because(`close the quote, or write \n for a line end and \t for a tab`)
	case is("escape"):
		return at, bad("a backslash begins an escape, and this is none").Because(`write \\ for \`)
	case is("beginning of object key"):
		return at, bad("a key in double quotes was expected here")
	case is("after object key:value pair"):
		return at, bad("a comma or } was expected here")
	case is("after object key"):
		return at, bad("a colon was expected here")
	case is("after array element"):
		return at, bad("a comma or ] was expected here")
	default:
		return at, bad("a value cannot have %q here", string(refused)).Because("a text needs double quotes; other values are numbers, true, false, null, [lists] and {mappings}")
	}
}
