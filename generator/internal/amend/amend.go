// Package amend adds a key to entries of a list in a file that people write, and changes nothing else in it.
//
// Comments, the order of keys, quotation marks, indentation, line ends and a byte order mark stay as they are; every byte of the file is in the new
// one, in the same order. What is added looks like what stands around it:
//
//	sources:                      sources: [{id: a, url: x}]        [
//	  - id: a                                                         {
//	    url: x   # the report                                           "id": "a",
//	    archive: …                sources: [{id: a, url: x,             "URL": "x",
//	                                archive: …}]                        "archive": "…"
//	                                                                  }
//
// to a mapping in lines a line, to one in braces a member before the closing brace, to an item of CSL-JSON a member. A key with nothing behind it gets the value.
//
// There is nothing that YAML cannot be written as, and so the result is read again and compared: it must say what the file said and the new key, or it is not
// used. Then, and where an entry is an alias of another, [Add] fails and somebody has to do it by hand.
package amend

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// Member is what is added: a key with a text, or with a mapping of texts.
type Member struct {
	Key    string
	Text   string
	Fields [][2]string // instead of Text: keys and texts
	Behind []string    // where it is put in mappings in lines: behind the last of these keys that is there, else at the top
}

// Add adds a member to all entries of a list that is chooses and that do not have it, and tells how many those are. The list stands under a key of the file's
// front matter, or of a file in YAML; in CSL-JSON it is the list of items. The name tells the format.
func Add(name string, src []byte, list string, is func(entry *doc.Node) bool, m Member) (out []byte, added int, err error) {
	f := form{json: path.Ext(name) == ".json", markdown: path.Ext(name) == ".md", list: list}
	for {
		root, err := f.parse(src)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", name, err)
		}
		entry := f.next(root, is, m.Key)
		if entry == nil {
			return src, added, nil
		}
		out, err := f.add(src, root, entry, m)
		if err != nil {
			return nil, 0, fmt.Errorf("%s:%d:%d: %w", name, entry.At.Line, entry.At.Col, err)
		}
		src, added = out, added+1
	}
}

// form is how a file is written.
type form struct {
	json, markdown bool
	list           string
}

// parse reads a file as package claim does.
func (f form) parse(raw []byte) (*doc.Node, error) {
	src, found := doc.Clean(raw)
	if found.Failed() {
		return nil, &found[0].Problem
	}
	line := 1
	var root *doc.Node
	switch {
	case f.json:
		root, found = doc.ParseJSON(src)
	case f.markdown:
		line = 2
		if src, _, _, found = doc.Split(src); found.Failed() {
			return nil, &found[0].Problem
		}
		fallthrough
	default:
		root, found = doc.ParseYAML(src, line)
	}
	if found.Failed() {
		return nil, &found[0].Problem
	}
	return root, nil
}

// entries finds the list.
func (f form) entries(root *doc.Node) []*doc.Node {
	switch {
	case !f.json:
		if list := field(root, f.list); list != nil {
			return list.Items
		}
		return nil
	case root.Kind == doc.List:
		return root.Items
	}
	if list := field(root, "items"); list != nil {
		return list.Items
	}
	return []*doc.Node{root}
}

func field(n *doc.Node, key string) *doc.Node {
	for _, f := range n.Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// next gives the first entry that wants the key.
func (f form) next(root *doc.Node, is func(*doc.Node) bool, key string) *doc.Node {
	for _, entry := range f.entries(root) {
		if entry.Kind == doc.Map && len(entry.Fields) > 0 && !has(entry, key) && is(entry) {
			return entry
		}
	}
	return nil
}

func has(entry *doc.Node, key string) bool {
	v := field(entry, key)
	return v != nil && v.Kind != doc.Null
}

// add tries the ways to write it, and takes the first that says what it should.
func (f form) add(raw []byte, root, entry *doc.Node, m Member) ([]byte, error) {
	for _, way := range []func([]byte, *doc.Node, Member) ([]insertion, bool){f.fill, f.inBraces, f.behind, f.atTop} {
		insertions, ok := way(raw, entry, m)
		if !ok {
			continue
		}
		out := apply(raw, insertions)
		if now, err := f.parse(out); err == nil && says(now, root, entry, m) {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s cannot be added here without changing more: add it by hand: %s", m.Key, m.yaml(false))
}

// insertion is text that is put before the byte at an offset.
type insertion struct {
	offset int
	text   string
}

// apply puts in what is to be inserted, in ascending order.
func apply(raw []byte, insertions []insertion) []byte {
	var b bytes.Buffer
	last := 0
	for _, i := range insertions {
		b.Write(raw[last:i.offset])
		b.WriteString(i.text)
		last = i.offset
	}
	b.Write(raw[last:])
	return b.Bytes()
}

// yaml writes the member, in braces or not.
func (m Member) yaml(inBraces bool) string { return m.Key + ": " + m.value(inBraces) }

func (m Member) value(inBraces bool) string {
	switch {
	case m.Fields == nil && inBraces:
		return doc.AsFlowYAML(m.Text)
	case m.Fields == nil:
		return doc.AsYAML(m.Text)
	}
	parts := make([]string, len(m.Fields))
	for i, f := range m.Fields {
		parts[i] = f[0] + ": " + doc.AsFlowYAML(f[1])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// says tells that a file says what it said, and the new member of one entry.
func says(now, before, entry *doc.Node, m Member) bool {
	if before == entry {
		rest := without(now, m.Key)
		return m.is(field(now, m.Key)) && len(rest.Fields)+1 == len(now.Fields) && says(rest, without(before, m.Key), nil, m)
	}
	if now.Kind != before.Kind || now.Plain != before.Plain || now.Text != before.Text || len(now.Items) != len(before.Items) || len(now.Fields) != len(before.Fields) {
		return false
	}
	for i := range now.Items {
		if !says(now.Items[i], before.Items[i], entry, m) {
			return false
		}
	}
	for i := range now.Fields {
		if now.Fields[i].Key != before.Fields[i].Key || !says(now.Fields[i].Value, before.Fields[i].Value, entry, m) {
			return false
		}
	}
	return true
}

func without(n *doc.Node, key string) *doc.Node {
	rest := *n
	rest.Fields = nil
	for _, f := range n.Fields {
		if f.Key != key {
			rest.Fields = append(rest.Fields, f)
		}
	}
	return &rest
}

// is tells that a value is the member's.
func (m Member) is(n *doc.Node) bool {
	if n == nil {
		return false
	}
	if m.Fields == nil {
		return n.Kind == doc.Scalar && n.Text == m.Text
	}
	if n.Kind != doc.Map || len(n.Fields) != len(m.Fields) {
		return false
	}
	for i, f := range n.Fields {
		if f.Key != m.Fields[i][0] || f.Value.Kind != doc.Scalar || f.Value.Text != m.Fields[i][1] {
			return false
		}
	}
	return true
}

// offset finds a place of the cleaned file in the file as it is.
func offset(raw []byte, at diag.At) int {
	i := 0
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		i = len("\ufeff")
	}
	for line := 1; line < at.Line && i < len(raw); line++ {
		i = lineEnd(raw, i)
		i += len(breakAt(raw, i))
	}
	for col := 1; col < at.Col && i < len(raw) && raw[i] != '\n' && raw[i] != '\r'; col++ {
		i++
		for i < len(raw) && raw[i]&0xc0 == 0x80 {
			i++
		}
	}
	return i
}

// lineEnd gives the offset of the line break at or behind an offset, or that of the file's end.
func lineEnd(raw []byte, i int) int {
	if end := bytes.IndexAny(raw[i:], "\r\n"); end >= 0 {
		return i + end
	}
	return len(raw)
}

func breakAt(raw []byte, i int) string {
	for _, b := range []string{"\r\n", "\n", "\r"} {
		if bytes.HasPrefix(raw[i:], []byte(b)) {
			return b
		}
	}
	return ""
}

// breakNear gives the line break at an offset, or the file's first.
func breakNear(raw []byte, i int) string {
	if b := breakAt(raw, i); b != "" {
		return b
	}
	if b := breakAt(raw, lineEnd(raw, 0)); b != "" {
		return b
	}
	return "\n"
}
