package doc

import (
	"slices"
	"strings"
	"unicode"
)

// blank reports whether a value says nothing: it is absent, white space, or a list or mapping that has
// nothing but blank values. Forms of content management systems write such values for fields that were
// left empty.
func (n *Node) blank() bool {
	switch n.Kind {
	case Null:
		return true
	case Scalar:
		return strings.TrimSpace(n.Text) == ""
	case List:
		return !slices.ContainsFunc(n.Items, func(item *Node) bool { return !item.blank() })
	case Map:
		return !slices.ContainsFunc(n.Fields, func(f Field) bool { return !f.Value.blank() })
	default:
		return false
	}
}

// withoutBlanks returns a list without its blank entries, and any other value as it is.
func (n *Node) withoutBlanks() *Node {
	if n.Kind != List || !slices.ContainsFunc(n.Items, (*Node).blank) {
		return n
	}
	rest := *n
	rest.Items = slices.DeleteFunc(slices.Clone(n.Items), (*Node).blank)
	return &rest
}

// OneLine returns a text as one line: white space at its ends removed, and any inside it, such as the
// line ends of a block scalar, replaced by one space. No-break spaces stay.
func OneLine(text string) string {
	if isOneLine(text) {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, folds), " ")
}

// Paragraphs returns a text in which every paragraph is one line, and an empty line is between two.
func Paragraphs(text string) string {
	if isOneLine(text) {
		return text
	}
	var all []string
	var paragraph []string
	end := func() {
		if len(paragraph) > 0 {
			all = append(all, strings.Join(paragraph, " "))
		}
		paragraph = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = OneLine(line); line == "" {
			end()
		} else {
			paragraph = append(paragraph, line)
		}
	}
	end()
	return strings.Join(all, "\n\n")
}

// isOneLine reports whether folding would leave a text as it is.
func isOneLine(text string) bool {
	before := ' '
	for _, r := range text {
		if r != ' ' && folds(r) || r == ' ' && before == ' ' {
			return false
		}
		before = r
	}
	return text == "" || before != ' '
}

// folds reports whether a character is white space at which a line may be broken.
func folds(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007' }
