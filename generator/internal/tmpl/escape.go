package tmpl

import (
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// Escapers are named as html/template names them, without this prefix.
const escaperPrefix = "_html_template_"

// splitEscapers separates a pipeline from the escapers that html/template has put at its end.
func splitEscapers(cmds []*parse.CommandNode) (source []*parse.CommandNode, chain []string) {
	n := len(cmds)
	for n > 1 && escaper(cmds[n-1]) != "" {
		n--
	}
	return cmds[:n], leadingEscapers(cmds[n:])
}

func leadingEscapers(cmds []*parse.CommandNode) (chain []string) {
	for _, cmd := range cmds {
		name := escaper(cmd)
		if name == "" {
			break
		}
		chain = append(chain, name)
	}
	return chain
}

// escaper gives the name of the escaper that a command is, "" if it is none.
func escaper(cmd *parse.CommandNode) string {
	if n, ok := cmd.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(n.Ident, escaperPrefix) {
		return n.Ident[len(escaperPrefix):]
	}
	return ""
}

// content is what html/template knows of a value's safety, as far as it matters for the escapers here.
type content uint8

const (
	plainContent content = iota
	htmlContent
	urlContent
)

// filter is an escaper before the last: it makes a text of a text, mostly the same.
type filter func(s string, c content) string

// appender is the last escaper.
type appender func(dst []byte, s string, c content) []byte

// native gives the implementation of a chain of escapers.
func native(chain []string) (filters []filter, last appender, ok bool) {
	for i, name := range chain {
		f, a := nativeEscaper(name)
		if f == nil && a == nil || a != nil && i < len(chain)-1 {
			return nil, nil, false
		}
		if last = a; a == nil {
			filters, last = append(filters, f), appendText
		}
	}
	return filters, last, true
}

func nativeEscaper(name string) (filter, appender) {
	switch name {
	case "htmlescaper":
		return nil, appendHTML
	case "attrescaper":
		return nil, appendAttribute
	case "rcdataescaper":
		return nil, appendRCDATA
	case "nospaceescaper":
		return nil, appendUnquoted
	case "commentescaper":
		return func(string, content) string { return "" }, nil
	case "urlfilter":
		return filterURL, nil
	case "urlnormalizer":
		return normalizeURL, nil
	case "urlescaper":
		return escapeURL, nil
	default:
		return nil, nil
	}
}

// escaped compiles an action: a value and the escapers it goes through.
func (b *body) escaped(n parse.Node, e expr, chain []string) piece {
	write := b.writer(n, e, chain)
	if e.constant {
		if text, ok := fixedText(write); ok {
			return piece{text: text}
		}
	}
	return piece{run: write}
}

func fixedText(write code) (text []byte, ok bool) {
	m := new(machine)
	defer func() {
		if recover() != nil {
			ok = false // it fails when it is executed
		}
	}()
	write(m, reflect.Value{})
	return m.out, true
}

// escapedText compiles escapers in the middle of a pipeline.
func (b *body) escapedText(n parse.Node, e expr, chain []string) expr {
	write := b.writer(n, e, chain)
	return textual(func(m *machine, dot reflect.Value) string {
		start := len(m.out)
		write(m, dot)
		s := string(m.out[start:])
		m.out = m.out[:start]
		return s
	})
}

// writer compiles the writing of a value through escapers.
func (b *body) writer(n parse.Node, e expr, chain []string) code {
	filters, last, ok := native(chain)
	text, c := e.strings()
	switch {
	case len(chain) == 1 && chain[0] == "jsvalescaper" && e.typ == reflect.TypeFor[template.JS]():
		last = appendText
	case !ok || text != nil && c == htmlContent && stripsTags(chain):
		return b.borrow(n, e, chain)
	case text == nil:
		return b.dynamicWriter(n, e, chain)
	}
	if len(filters) == 0 {
		return func(m *machine, dot reflect.Value) signal {
			m.out = last(m.out, text(m, dot), c)
			return next
		}
	}
	return func(m *machine, dot reflect.Value) signal {
		m.out = through(m.out, text(m, dot), c, filters, last)
		return next
	}
}

// dynamicWriter is the writer for values whose content is known only at run time.
func (b *body) dynamicWriter(n parse.Node, e expr, chain []string) code {
	filters, last, _ := native(chain)
	markup, strips := failing(), stripsTags(chain)
	if strips {
		markup = b.borrow(n, current(nil), chain)
	}
	value := e.value
	return func(m *machine, dot reflect.Value) signal {
		v := value(m, dot)
		s, c := stringify(v)
		if c == htmlContent && strips {
			return markup(m, v)
		}
		m.out = through(m.out, s, c, filters, last)
		return next
	}
}

// stripsTags tells whether a chain takes the tags out of HTML, which is not implemented here.
func stripsTags(chain []string) bool {
	return chain[0] == "attrescaper" || chain[0] == "nospaceescaper"
}

// through sends a text through escapers. What comes out of the first is text without any known content.
func through(dst []byte, s string, c content, filters []filter, last appender) []byte {
	for _, f := range filters {
		s, c = f(s, c), plainContent
	}
	return last(dst, s, c)
}
