package doc

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// plainForm is what a text looks like that all readers of YAML take for the same text without quotes:
// it begins with a letter and has no sign that YAML 1.1 or 1.2 gives a meaning.
var plainForm = regexp.MustCompile(`^\pL(?:[\pL\pM\pN _./()+;’–—%-]*[\pL\pM\pN_/()+;’–—%.])?$`)

// addressForm is what most addresses look like. They need no quotes, as they have no space behind a
// colon, and no question mark, which some readers take for a key between braces.
var addressForm = regexp.MustCompile(`^https?://(?:[A-Za-z0-9./_~%=+-]|:[0-9]|://)+$`)

// reserved are the words that some readers of YAML take for truth values or for nothing.
var reserved = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

// AsYAML returns a text as the value or key of a block mapping, on one line: as it is where all
// readers of YAML 1.1 and 1.2 read that text, else in double quotes.
func AsYAML(s string) string {
	if addressForm.MatchString(s) || len(s) <= 200 && plainForm.MatchString(s) && !slices.Contains(reserved, strings.ToLower(s)) {
		return s
	}
	return quoted(s)
}

// AsFlowYAML returns a text as a value between braces or brackets.
func AsFlowYAML(s string) string { return AsYAML(s) }

// quoted writes a text in double quotes (https://yaml.org/spec/1.2.2/#73-flow-scalar-styles), with
// escapes for all that is not printed.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ' || r == 0x7f || r == unicode.ReplacementChar || r < 0x10000 && r > 0x7f && !unicode.IsGraphic(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		case !unicode.IsGraphic(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// AsBlock returns a YAML mapping in block style, in which other programs make the fewest mistakes. It
// must be one that [ParseYAML] reads; comments are lost. Numbers and truth values without quotes stay so.
func AsBlock(src string) string {
	root, found := ParseYAML([]byte(src), 1)
	if root == nil || found.Failed() || root.Kind != Map {
		return src // which is a mistake of the caller, and is valid all the same
	}
	var b strings.Builder
	writeMap(&b, root, "")
	return b.String()
}

func writeMap(b *strings.Builder, n *Node, indent string) {
	for i, f := range n.Fields {
		if i > 0 {
			b.WriteString(indent)
		}
		b.WriteString(AsYAML(f.Key) + ":")
		writeValue(b, f.Value, indent)
	}
}

// writeValue writes a value behind its key, whose line has an indentation.
func writeValue(b *strings.Builder, n *Node, indent string) {
	switch {
	case n.Kind == Map && len(n.Fields) > 0:
		b.WriteString("\n" + indent + "  ")
		writeMap(b, n, indent+"  ")
	case n.Kind == List && len(n.Items) > 0:
		b.WriteString("\n")
		for _, item := range n.Items {
			b.WriteString(indent + "  -")
			switch item.Kind {
			case Map:
				if len(item.Fields) > 0 {
					b.WriteByte(' ')
					writeMap(b, item, indent+"    ")
					continue
				}
				fallthrough
			default:
				writeValue(b, item, indent+"  ")
			}
		}
	case n.Kind == Null:
		b.WriteByte('\n')
	default:
		b.WriteString(" " + scalar(n) + "\n")
	}
}

// simple are numbers and truth values.
var simple = regexp.MustCompile(`^(?:true|false|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)$`)

func scalar(n *Node) string {
	switch {
	case n.Kind == Map:
		return "{}"
	case n.Kind == List:
		return "[]"
	case n.Plain && simple.MatchString(n.Text):
		return n.Text
	default:
		return AsYAML(n.Text)
	}
}
