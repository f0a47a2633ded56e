package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
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

type timid string

func (t *timid) String() string { return "timid " + string(*t) }

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
	T   timid
	Ts  []timid
	PA  *any

	hidden string
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
			[]int(nil), []any(nil), map[string]any(nil), map[named]string(nil), inner{}, &inner{}, (*inner)(nil), &quiet{}, new(timid), timid(""), new(string), new(any), new(fmt.Stringer), new(*template.HTML), [2]string{}, Embedded{}}
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

// everything is data that has everything.
func everything() outer {
	text, n := "pointed <text>", 3
	i := inner{S: "<S>", N: 2, B: true, H: "<b>bold</b> &amp;", U: "javascript:ok", V: "named&", Y: "loud", G: &text,
		L: []inner{{S: "first"}, {S: "second", N: 1}}, A: "any'"}
	pi := &i
	return outer{
		Embedded: Embedded{E: "embedded", N: 7, inner: inner{S: "deep", N: 5}}, inner2: &inner2{Z: "z", ZP: &n},
		I: i, PI: pi, PP: &pi, O: &outer{I: inner{S: "nested"}}, Any: map[string]any{"S": "in a map", "L": []any{1, "<", nil}},
		Err: errors.New("<error>"), Str: loud("stringer"), Arr: [3]int{1, 2, 3}, Q: quiet{"q"}, Qs: []quiet{{"one"}, {"two"}},
		F: 1.5, F32: 0.1, C: 1i, I8: -8, U64: 1 << 63, X: format{4}, JS: "f('<')", CSS: "red", At: `class="x"`, Set: "/a.png 2x",
		Ls: []string{"a", "<b>", "c+d"}, As: []any{nil, 1, "two", template.HTML("<i>"), []int{1}},
		MA: map[string]any{"S": "s", "nil": nil, "n": 1}, MS: map[string]string{"b": "B", "a": "A"}, MI: map[int]inner{10: {S: "ten"}, 9: {S: "nine"}},
		MN: map[named]int{"y": 2, "x": 1}, MX: map[any]int{"k": 1}, MP: map[string]*inner{"p": pi, "nil": nil},
		Fn: func(n int, s ...string) string { return fmt.Sprint("fn", n, s) }, Fe: func() (int, error) { return 0, errors.New("fe") }, hidden: "hidden",
	}
}
