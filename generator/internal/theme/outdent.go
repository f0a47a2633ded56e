package theme

import (
	"bytes"
	"html/template"
	"regexp"
	"text/template/parse"
)

var (
	lineStart = regexp.MustCompile(`\n\s+`)
	asTyped   = regexp.MustCompile("(?i)<pre\\b|<textarea\\b|`")
)

// outdent drops empty lines, and the spaces that lines of templates begin with. They are there for who writes templates, and a tenth of a
// page. A template with an element that shows its text as it is typed, or with a script's text of several lines, stays as it is.
func outdent(templates []*template.Template) {
	for _, t := range templates {
		if t.Tree == nil {
			continue
		}
		var texts []*parse.TextNode
		typed := false
		walk(t.Tree.Root, true, func(n parse.Node, _ bool) {
			if text, ok := n.(*parse.TextNode); ok {
				texts = append(texts, text)
				typed = typed || asTyped.Match(text.Text)
			}
		})
		if typed {
			continue
		}
		for _, text := range texts {
			if bytes.ContainsRune(text.Text, '\n') {
				text.Text = lineStart.ReplaceAll(text.Text, []byte("\n"))
			}
		}
	}
}
