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

// What follows are the types of the data.

type named string

type loud string

func (l loud) String() string { return strings.ToUpper(string(l)) + "!" }

type format struct{ X int }

func (f format) Format(s fmt.State, _ rune) { fmt.Fprintf(s, "<%d>", f.X) }

type inner struct {
	S string
	N int
	B bool
	P *inner
	L []inner
	A any
	H template.HTML
	U template.URL
	V named
	Y loud
	G *string
}

func (i inner) Hello() string                    { return "hello " + i.S }
func (i *inner) Pointer() int                    { return i.N + 1 }
func (i inner) Add(n int, more ...string) string { return fmt.Sprint(i.N+n, more) }
func (i inner) Fail(fail bool) (*inner, error) {
	if fail {
		return nil, errors.New("failed <here>")
	}
	return &i, nil
}
func (i inner) Boom() string   { panic("boom") }
func (i inner) Any() any       { return i.A }
func (i *inner) String2() loud { return loud(i.S) }

type Embedded struct {
	E string
	N uint8
	inner
}

func (e *Embedded) Shout() loud { return loud(e.E) }

type quiet struct{ Q string }

func (q *quiet) String() string { return "quiet " + q.Q }

type outer struct {
	Embedded
	*inner2
	O   *outer
	PP  **inner
	I   inner
	PI  *inner
	Any any
	Err error
	Str fmt.Stringer
	Arr [3]int
	Q   quiet
	Qs  []quiet
	F   float64
	F32 float32
	C   complex128
	I8  int8
	U64 uint64
	X   format
	JS  template.JS
	CSS template.CSS
	At  template.HTMLAttr
	Set template.Srcset
	Ls  []string
	As  []any
	MA  map[string]any
	MS  map[string]string
	MI  map[int]inner
	MN  map[named]int
	MX  map[any]int
	MP  map[string]*inner
	Fn  func(int, ...string) string
	Fe  func() (int, error)
	R   reflect.Value

	hidden string //nolint:unused // templates try to read it
}

type inner2 struct {
	Z  string
	ZP *int
}

// funcs are the caller's functions.
func fuzzFuncs() template.FuncMap {
	return template.FuncMap{
		"show": func(v any) string { return fmt.Sprintf("(%v)", v) },
		"strict": func(v any) (string, error) {
			if s, ok := v.(string); ok {
				return s, nil
			}
			return "", fmt.Errorf("%T is no string", v)
		},
		"upper": strings.ToUpper,
		"quoted": func(s string) (string, error) {
			if s == "" {
				return "", errors.New("nothing to quote")
			}
			return "'" + s + "'", nil
		},
		"plural": func(n int, one, many string) string {
			if n == 1 {
				return one
			}
			return many
		},
		"panics": func(s string) string { panic("oh " + s) },
		"html_":  func(s string) template.HTML { return template.HTML("<b>" + s + "</b>") },
		"ident":  func(v any) any { return v },
		"raw":    func(v reflect.Value) reflect.Value { return v },
		"join":   func(sep string, parts ...any) string { return strings.TrimSuffix(fmt.Sprintln(parts...), "\n") + sep },
		"sum": func(ns ...int) int {
			s := 0
			for _, n := range ns {
				s += n
			}
			return s
		},
		"small":  func(n int8) int8 { return n },
		"half":   func(f float64) float64 { return f / 2 },
		"nilerr": func() error { return nil },
		"takes": func(p *inner) string {
			if p == nil {
				return "nil"
			}
			return p.S
		},
		"stringer": func(s fmt.Stringer) string {
			if s == nil {
				return "none"
			}
			return s.String()
		},
	}
}

// source draws decisions from bytes. When these are used up, every decision is the first.
type source struct{ bytes []byte }

func (s *source) n(n int) int {
	if len(s.bytes) == 0 {
		return 0
	}
	b := s.bytes[0]
	s.bytes = s.bytes[1:]
	return int(b) % n
}

func (s *source) pick(all ...string) string { return all[s.n(len(all))] }

// word gives texts that escapers care about.
func (s *source) word() string {
	return s.pick("", "plain", "a<b>&'\"+", "javascript:x", "/path?q=ä b", "http://e.org/", "\x00\xff\ufffe", "<script>", "é\u2028", "12", "a:b", "S", "one two=`3`")
}

// fill gives a value of a type.
func (s *source) fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s.word())
	case reflect.Bool:
		v.SetBool(s.n(2) == 1)
	case reflect.Int, reflect.Int8:
		v.SetInt(int64(s.n(5) - 1))
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(len(s.word())))
	case reflect.Float64, reflect.Float32:
		v.SetFloat(float64(s.n(5)) * 0.75)
	case reflect.Complex128:
		v.SetComplex(complex(float64(s.n(3)), 1))
	case reflect.Pointer:
		if depth < 4 && s.n(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			s.fill(v.Elem(), depth+1)
		}
	case reflect.Struct:
		if v.Type() == reflectValueType {
			v.Set(reflect.ValueOf(reflect.ValueOf(s.word())))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				s.fill(v.Field(i), depth+1)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			s.fill(v.Index(i), depth+1)
		}
	case reflect.Slice:
		if depth < 4 {
			v.Set(reflect.MakeSlice(v.Type(), s.n(3), 4))
			for i := range v.Len() {
				s.fill(v.Index(i), depth+1)
			}
		}
	case reflect.Map:
		if n := s.n(4); n > 0 && depth < 4 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				s.fill(key, 9)
				s.fill(elem, depth+1)
				if key.Comparable() {
					v.SetMapIndex(key, elem)
				}
			}
		}
	case reflect.Func:
		switch {
		case s.n(3) == 0:
		case v.Type().NumIn() == 0:
			v.Set(reflect.ValueOf(func() (int, error) { return 7, nil }))
		default:
			v.Set(reflect.ValueOf(func(n int, more ...string) string { return fmt.Sprint("fn", n, more) }))
		}
	case reflect.Interface:
		s.fillInterface(v, depth)
	}
}

func (s *source) fillInterface(v reflect.Value, depth int) {
	var values []any
	switch v.Type() {
	case errorType:
		values = []any{nil, errors.New("<error>"), fmt.Errorf("other")}
	case stringerType:
		values = []any{nil, loud("stringer"), &quiet{"q"}, (*quiet)(nil)}
	default:
		values = []any{nil, "", 0, "", int64(0), 0.0, true, template.HTML(""), template.URL(""), loud(""), named(""), uint8(0),
			[]int(nil), []any(nil), map[string]any(nil), map[named]string(nil), inner{}, &inner{}, (*inner)(nil), &quiet{}, new(string), new(any), [2]string{}, Embedded{}}
	}
	x := values[s.n(len(values))]
	if x == nil {
		return
	}
	fresh := reflect.New(reflect.TypeOf(x)).Elem()
	if fresh.Kind() == reflect.Pointer || v.Type() != reflect.TypeFor[any]() {
		fresh.Set(reflect.ValueOf(x))
		if fresh.Kind() == reflect.Pointer && !fresh.IsNil() && depth < 9 {
			fresh.Set(reflect.New(fresh.Type().Elem()))
			s.fill(fresh.Elem(), depth+1)
		}
	} else {
		s.fill(fresh, depth+1)
	}
	v.Set(fresh)
}

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
		return w.pick("$.S", ".", "$.Any", "$.N", "$.H", "$.PI", "$.B", "$.F", "$.Y", "$.V", "$.As", "$.I.A", "$.Err", "$.Str", "$.MA.S", "$.Q", "$.X", w.variable())
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

// data gives the data of an execution: mostly the struct with everything in it.
func (s *source) data() any {
	o := new(outer)
	s.fill(reflect.ValueOf(o).Elem(), 0)
	if s.n(3) > 0 {
		o.inner2 = &inner2{Z: s.word()}
	}
	switch s.n(8) {
	case 0, 1, 2:
		return o
	case 3, 4, 5:
		return *o
	case 6:
		return map[string]any{"S": o.S, "I": o.I, "PI": o.PI, "Any": o.Any, "Ls": o.Ls, "As": o.As, "O": o, "N": o.I.N, "A": o.A}
	default:
		return o.Any
	}
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
