package amend

import (
	"bytes"
	"encoding/json"
	"strings"

	"assay/generator/internal/doc"
)

// fill puts the value behind a key that has none.
func (f form) fill(raw []byte, entry *doc.Node, m Member) ([]insertion, bool) {
	for _, there := range entry.Fields {
		if there.Key != m.Key || f.json {
			continue
		}
		i := offset(raw, there.KeyAt)
		colon := bytes.IndexByte(raw[i:lineEnd(raw, i)], ':')
		if colon < 0 {
			return nil, false
		}
		return []insertion{{i + colon + 1, " " + m.value(inBraces(raw, entry) >= 0)}}, true
	}
	return nil, false
}

// inBraces gives the offset of a mapping's brace, -1 where it has none.
func inBraces(raw []byte, entry *doc.Node) int {
	i := offset(raw, entry.At)
	if i < len(raw) && raw[i] == '{' {
		return i
	}
	return -1
}

// inBraces puts a member before the closing brace: in a line of its own where the last one is in its own, and the brace, too.
func (f form) inBraces(raw []byte, entry *doc.Node, m Member) ([]insertion, bool) {
	open := inBraces(raw, entry)
	if open < 0 {
		return nil, false
	}
	closing, end, ok := closingBrace(raw, open)
	if !ok {
		return nil, false
	}
	text, comma := f.member(raw, entry, m), raw[end-1] == ','
	last := offset(raw, entry.Fields[len(entry.Fields)-1].KeyAt)
	indent, alone := indentOf(raw, last)
	if _, own := indentOf(raw, closing); !own || !alone {
		return []insertion{{end, f.separator(raw, entry, comma) + text}}, true
	}
	behind := lineEnd(raw, end) // and behind a comment
	line := breakNear(raw, behind) + indent + text
	if comma {
		return []insertion{{behind, line + ","}}, true
	}
	return []insertion{{end, ","}, {behind, line}}, true
}

// member writes the member as those around it are.
func (f form) member(raw []byte, entry *doc.Node, m Member) string {
	if !f.json {
		return m.yaml(true)
	}
	colon := ":"
	if i := offset(raw, entry.Fields[0].Value.At); i > 0 && raw[i-1] == ' ' {
		colon = ": "
	}
	return quoted(m.Key) + colon + quoted(m.Text)
}

func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// separator is what stands between members of one line.
func (f form) separator(raw []byte, entry *doc.Node, comma bool) string {
	switch {
	case comma:
		return " "
	case f.json && (len(entry.Fields) == 1 || raw[offset(raw, entry.Fields[1].KeyAt)-1] == ','):
		return ","
	}
	return ", "
}

// closingBrace finds the brace that closes another, and the end of what stands before it, without space and comments. What quotation marks, comments and
// brackets are in braces is the same in YAML and JSON, but for comments, which JSON has not.
func closingBrace(raw []byte, open int) (closing, end int, ok bool) {
	depth, before := 0, byte('{')
	for i := open; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		case c == '#' && strings.ContainsRune(" \t\r\n", rune(raw[i-1])):
			i = lineEnd(raw, i) - 1
			continue
		case (c == '"' || c == '\'') && strings.IndexByte("{[,:", before) >= 0:
			if i = quoteEnd(raw, i); i < 0 {
				return 0, 0, false
			}
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i, end, true
			}
		}
		before, end = raw[i], i+1
	}
	return 0, 0, false
}

// quoteEnd finds the end of a quoted text that begins at an offset, -1 where there is none.
func quoteEnd(raw []byte, i int) int {
	mark := raw[i]
	for i++; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && mark == '"':
			i++
		case raw[i] == mark && mark == '\'' && i+1 < len(raw) && raw[i+1] == mark:
			i++
		case raw[i] == mark:
			return i
		}
	}
	return -1
}

// indentOf gives what stands before an offset in its line, and tells that it is space.
func indentOf(raw []byte, i int) (string, bool) {
	start := bytes.LastIndexAny(raw[:i], "\r\n") + 1
	before := bytes.TrimPrefix(raw[start:i], []byte("\ufeff"))
	return string(before), len(bytes.TrimLeft(before, " \t")) == 0
}

// behind puts a line behind that of one of the keys.
func (f form) behind(raw []byte, entry *doc.Node, m Member) ([]insertion, bool) {
	for i := len(m.Behind) - 1; i >= 0; i-- {
		if v := field(entry, m.Behind[i]); v != nil {
			end := lineEnd(raw, offset(raw, v.At))
			indent := strings.Repeat(" ", entry.Fields[0].KeyAt.Col-1)
			return []insertion{{end, breakNear(raw, end) + indent + m.yaml(false)}}, !f.json
		}
	}
	return nil, false
}

// atTop puts a line before the first key, which moves into the next.
func (f form) atTop(raw []byte, entry *doc.Node, m Member) ([]insertion, bool) {
	first := entry.Fields[0].KeyAt
	i := offset(raw, first)
	return []insertion{{i, m.yaml(false) + breakNear(raw, lineEnd(raw, i)) + strings.Repeat(" ", first.Col-1)}}, !f.json
}
