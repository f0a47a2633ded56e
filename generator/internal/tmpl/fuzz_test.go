package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// writer generates a template.
type writer struct {
	*source
	vars      []string
	templates []string // that may be called
	loops     int
	depth     int
}

func (w *writer) field() string {
	return w.pick("S", "N", "I", "PI", "Any", "L", "P", "A", "B", "E", "O", "Z", "ZP", "PP", "Embedded", "H", "U", "V", "Y", "G", "Err", "Str", "Arr", "Q", "Qs", "F", "F32", "C", "I8", "U64", "X", "JS", "CSS", "At", "Set",
		"Ls", "As", "MA", "MS", "MI", "MN", "MX", "MP", "Fn", "Fe", "R", "Hello", "Pointer", "Any", "Boom", "String2", "Shout", "Add", "Fail", "Nothing", "hidden", "plain", "X")
}

func (w *writer) chain(n int) string {
	s := ""
	for range n {
		s += "." + w.field()
	}
	return s
}

func (w *writer) variable() string {
	if len(w.vars) == 0 {
		return "$"
	}
	return w.vars[w.n(len(w.vars))]
}

func (w *writer) operand() string {
	switch w.n(12) {
	case 0, 1, 2:
		return w.chain(1)
	case 3:
		return w.chain(2)
	case 4:
		return "."
	case 5:
		return w.variable()
	case 6:
		return w.variable() + w.chain(1+w.n(2))
	case 7:
		return w.pick("0", "1", "2", "-1", "1.5", "'a'", "0x10", "1i", "1e3", "300")
	case 8:
		return fmt.Sprintf("%q", strings.ToValidUTF8(w.word(), "?"))
	case 9:
		return w.pick("true", "false", "nil", "nilerr")
	case 10:
		if w.depth < 3 {
			return "(" + w.pipeline() + ")" + w.pick("", "", w.chain(1))
		}
	}
	return w.chain(1 + w.n(3))
}

// likely gives an operand of which it is likely that it has a kind: s for text, n for integers, l for lists, a for anything.
func (w *writer) likely(kind byte) string {
	if w.n(8) == 7 {
		return w.operand()
	}
	switch kind {
	case 's':
		return w.pick("$.S", `"a<b"`, "$.I.S", "$.E", `"S"`, "$.MS.S", "(print .)", "$.Str.String", "$.Hello")
	case 'n':
		return w.pick("$.N", "1", "0", "$.I.N", "$.I8", "(len $.Ls)", "2", "$.U64")
	case 'l':
		return w.pick("$.Ls", "$.As", "$.MS", "$.Arr", "$.MI", "$.S", "$.MA", "$.I.L")
	default:
		return w.pick("$.S", ".", "$.Any", "$.N", "$.H", "$.PI", "$.B", "$.F", "$.Y", "$.V", "$.As", "$.I.A", "$.Err", "$.Str", "$.MA.S", "$.Q", "$.X", "$.T", "$.Ts", "$.PA", "(index $.Ts 0)", "$.CSS", "$.At", "$.Set", "$.JS", "$.R", "$.PP", "$.G", "$.O.Any", w.variable())
	}
}

// signatures lists functions with the kinds of their arguments.
func signatures() []string {
	return strings.Fields("or:aa or:ss and:aa and:aaa or:a not:a eq:ss eq:nn eq:nnn eq:aa ne:ss ne:nn lt:nn lt:ss le:nn gt:nn ge:ss len:l len:s index:ln index:ls index:lnn index:sn slice:ln slice:sn slice:lnn " +
		"print:aa print:sn printf:sa printf:saa println:a html:a html:as js:a urlquery:s urlquery:a call:a call:an show:a show:s strict:s upper:s quoted:s plural:nss panics:s html_:s ident:a ident:l raw:a join:s join:sa join:saa " +
		"sum: sum:nn small:n half:n takes:a stringer:a")
}

func (w *writer) call() string {
	name, kinds, _ := strings.Cut(w.pick(signatures()...), ":")
	s := name
	for _, kind := range []byte(kinds) {
		s += " " + w.likely(kind)
	}
	if w.n(16) == 15 {
		s += " " + w.operand()
	}
	return s
}

func (w *writer) command() string {
	switch w.n(10) {
	case 0, 1, 2:
		return w.call()
	case 3:
		return w.likely('s')
	case 4, 5, 6:
		return w.likely('a')
	case 7:
		return w.pick("$.I", "$.PI", "", w.variable(), "$", "$.P", "$.O") + w.pick(".Add 1", ".Add $.N $.S", ".Add 2 \"x\"", ".Fail false", ".Fail true", ".Pointer", ".Add "+w.operand(), ".Any "+w.operand())
	}
	return w.operand()
}

func (w *writer) pipeline() string {
	w.depth++
	defer func() { w.depth-- }()
	s := w.command()
	for range w.n(4) / 2 {
		s += " | " + w.pick(w.call(), "html", "urlquery", "print", "not", "len", "printf \"%v\"", "or 0", "and 1", "index .Ls", "eq 1", "upper", "show", ".Add", "ident", "plural 1 \"a\"")
	}
	return s
}

// place puts an action into a context.
func (w *writer) place() string {
	action := "{{" + w.pipeline() + "}}"
	return strings.Replace(w.pick("_", "_", "<p>_</p>", `<p title="_">`, `<a href="_">`, `<a href='_'>`, "<p title=_ >", "<a href=_ >", `<a href="/?q=_">`, `<a href="/_">`, "<title>_</title>",
		"<!-- _ -->", "<script>x = _</script>", `<p style="top:_">`, `<img srcset="_">`, "<p _>", `<p onclick="f('_')">`, "<textarea>_</textarea>", `<script type="application/ld+json">_</script>`, `<meta http-equiv=refresh content="0;url=_">`), "_", action, 1)
}

func (w *writer) list() string {
	w.depth++
	vars := len(w.vars)
	defer func() { w.depth--; w.vars = w.vars[:vars] }()
	s := ""
	for range 1 + w.n(3) {
		s += w.node()
	}
	return s
}

func (w *writer) node() string {
	kind := w.n(12)
	if w.depth > 4 {
		kind = 0
	}
	switch kind {
	case 1, 2:
		return "{{if " + w.pipeline() + "}}" + w.list() + w.pick("", "{{else}}"+w.list()) + "{{end}}"
	case 3:
		return w.with()
	case 4, 5:
		return w.loop()
	case 6:
		if len(w.templates) > 0 {
			call := fmt.Sprintf("{{template %q %s}}", w.pick(w.templates...), w.pipeline())
			return strings.Replace(w.pick("_", "_", "<title>_</title>", `<p title="_">`), "_", call, 1)
		}
	case 7:
		name := w.pick("$a", "$b", "$")
		s := "{{" + name + " := " + w.pipeline() + "}}"
		w.vars = append(w.vars, name)
		return s
	case 8:
		if len(w.vars) > 0 {
			return "{{" + w.variable() + " = " + w.pipeline() + "}}"
		}
	case 9:
		if w.loops > 0 {
			return w.pick("{{break}}", "{{continue}}", "{{if "+w.pipeline()+"}}{{break}}{{end}}")
		}
	case 10:
		return w.pick("text <b>", "\n", "{{- /* comment */ -}}", "<br>")
	}
	return w.place()
}

func (w *writer) with() string {
	vars := len(w.vars)
	defer func() { w.vars = w.vars[:vars] }()
	s := "{{with "
	if w.n(3) == 1 {
		s += "$w := "
		s += w.pipeline()
		w.vars = append(w.vars, "$w")
	} else {
		s += w.pipeline()
	}
	return s + "}}" + w.list() + w.pick("", "{{else}}"+w.list(), "{{else with .PI}}"+w.list()) + "{{end}}"
}

func (w *writer) loop() string {
	vars := len(w.vars)
	defer func() { w.vars = w.vars[:vars] }()
	over := w.pick("", w.pick(".Ls", ".As", ".MA", ".MI", ".L", ".Arr", ".Qs", ".MN", ".I.L", "3"))
	if over == "" {
		over = w.pipeline()
	}
	s := "{{range "
	switch w.n(4) {
	case 1:
		s += "$x := "
		w.vars = append(w.vars, "$x")
	case 2:
		s += "$i, $x := "
		w.vars = append(w.vars, "$i", "$x")
	case 3:
		if v := w.variable(); v != "$" {
			s += v + " = "
		}
	}
	w.loops++
	s += over + "}}" + w.list()
	w.loops--
	return s + w.pick("", "{{else}}"+w.list()) + "{{end}}"
}

// mayGiveUp lists the reasons for which a program gives up where html/template does not fail.
func mayGiveUp(reason string) bool {
	return slices.ContainsFunc([]string{"a method with arguments", "a range over", "templates call each other"}, func(s string) bool { return strings.Contains(reason, s) })
}

// page gives the text of a page that calls one template, which calls another, which calls itself.
func page(s *source) string {
	main := &writer{source: s, templates: []string{"t", "u"}}
	t := &writer{source: s, templates: []string{"u"}}
	u := &writer{source: s}
	return main.list() + `{{define "t"}}` + t.list() + `{{end}}{{define "u"}}` + u.list() + `{{with .O}}{{template "u" .}}{{end}}{{end}}`
}

// FuzzCompiled executes random templates with random data as programs and by html/template.
func FuzzCompiled(f *testing.F) {
	f.Add([]byte{}, []byte{})
	f.Add([]byte("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"), []byte("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"))
	f.Fuzz(func(t *testing.T, text, values []byte) {
		body := page(&source{text})
		data := (&source{values}).data()
		theirs, err := template.New("page").Funcs(fuzzFuncs()).Parse(body)
		if err != nil {
			return
		}
		var refused *template.Error
		if err := theirs.Execute(io.Discard, nil); errors.As(err, &refused) {
			return
		}
		p, err := Compile(theirs, fuzzFuncs(), reflect.TypeOf(data))
		if err != nil {
			var u *Unsupported
			if !errors.As(err, &u) {
				t.Fatal(err)
			}
			return
		}
		if why := compare(t, theirs, p, data); why != "" && !mayGiveUp(why) {
			t.Errorf("%s\ngave up: %s", body, why)
		}
	})
}
