package tmpl

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// parsed gives a template that html/template has escaped.
func parsed(tb testing.TB, text string) *template.Template {
	tb.Helper()
	t, err := template.New("page").Funcs(fuzzFuncs()).Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	var refused *template.Error
	if err := t.Execute(io.Discard, nil); errors.As(err, &refused) {
		tb.Fatal(err)
	}
	return t
}

// compare executes a template as a program and by html/template, and compares bytes and errors. It tells why the
// program gave up, if html/template did not fail.
func compare(t *testing.T, theirs *template.Template, p *Program, data any) (gaveUp string) {
	t.Helper()
	var want, got bytes.Buffer
	wantErr, gotErr := theirs.Execute(&want, data), p.Execute(&got, data)
	if got.String() != want.String() {
		t.Errorf("%s\nwrote %q\nwant  %q", theirs.Tree.Root, got.String(), want.String())
	}
	if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
		t.Errorf("%s\nerror %v\nwant  %v", theirs.Tree.Root, gotErr, wantErr)
	}
	err := new(machine).run(p.main, data)
	if err == nil && wantErr != nil {
		t.Errorf("%s\nno error, want %v", theirs.Tree.Root, wantErr)
	}
	if err != nil && wantErr == nil {
		return err.Error()
	}
	return ""
}

// templates are compared with data that has everything and with data that has nothing.
var templates = []string{
	// values of all kinds, in HTML text
	`{{.S}}{{.N}}{{.B}}{{.I.S}}{{.PI.S}}{{.E}}{{.F}}{{.F32}}{{.C}}{{.I8}}{{.U64}}{{.X}}{{.Q}}{{.Y}}{{.I.V}}{{.I.Y}}`,
	`{{.I.H}}{{.I.U}}{{.JS}}{{.CSS}}{{.At}}{{.Set}}{{.Err}}{{.Str}}{{.Any}}{{.Ls}}{{.As}}{{.MS}}{{.I.G}}{{.I.A}}{{.O.Ls}}`,
	`{{.Z}}`, `{{.ZP}}`, `{{.PP}}`, `{{.inner2.Z}}`, `{{.hidden}}`, `{{.Nothing}}`, `{{.O.O.O.I}}`, `{{.I.P.S}}`,
	`{{"const <" }}{{12}}{{1.5}}{{'a'}}{{0x1F}}{{1e3}}{{1i}}{{true}}{{"a" | printf "%s %d" | print}}`, `{{nil | print}}`,
	// in other contexts
	`<p title="{{.S}} {{.I.H}} {{.I.U}} {{.As}}">`, `<p title={{.I.S}}>`, `<p title={{.I.H}}>`, `<p title={{.O.I.V}}>`, `<title>{{.I.H}}{{.S}}</title>`,
	`<a href="{{.I.U}}">`, `<a href="{{.S}}">`, `<a href="{{.JS}}">`, `<a href="{{.Any}}">`, `<a href="/x?{{.I.S}}&{{.I.U}}">`, `<a href="/{{.I.S}}">`, `<a href={{.I.S}}>`, `<a href=/{{.I.U}}>`,
	`<a href="{{.I.N}}">`, `<meta content="0;url={{.I.U}}">`, `<!-- {{.S}} -->`, `<img srcset="{{.Set}}, {{.S}}">`, `<p {{.At}} {{.S}}=x>`, `<p data-{{.S}}=x>`,
	`<script>x = {{.JS}}; y = "{{.S}}"; z = {{.I.L}}; w = /{{.S}}/</script>`, "<script>`{{.S}}`</script>", `<p onclick="f({{.I.S}})">`, `<p style="top:{{.CSS}};x:{{.S}}">`,
	`<style>p { a: {{.CSS}}; b: "{{.S}}"; c: url({{.S}}) }</style>`, `<script type="application/ld+json">{{.JS}}</script>`, `<script type="application/ld+json">{{.MA}}</script>`,
	// predefined escapers
	`{{.S | html}}{{html .I.S .I.H 1}}{{.I.H | html}}{{js .I.S}}{{urlquery .I.S 1 2}}`, `<a href="{{.S | urlquery}}?{{.I.H | html}}">`, `<title>{{.S | html}}</title>`,
	// functions
	`{{show .S}}{{show nil}}{{show .Any}}{{.S | show}}{{upper .S | show | upper}}{{plural 1 "a" "b"}}{{plural .I.N "a" .S}}{{html_ .S}}{{ident .I.H}}{{raw .S}}{{raw .I.V}}`,
	`{{strict .S}}{{strict .N}}`, `{{quoted .S}}`, `{{quoted ""}}`, `{{panics "x"}}`, `{{panics .S}}`, `{{upper .I.V}}`, `{{upper .I.G}}`, `{{upper .Any}}`, `{{upper nil}}`, `{{upper}}`, `{{upper .S .S}}`,
	`{{join "," .S .N nil .Any}}{{join ","}}{{.S | join ","}}{{sum}}{{sum 1 2 .I.N}}{{small 5}}{{half 3}}{{half 1.5}}{{nilerr}}`, `{{small .N}}`, `{{takes .PI}}{{takes nil}}`, `{{takes .I}}`, `{{stringer .Str}}{{stringer .I.Y}}{{stringer nil}}`, `{{stringer .Q}}`,
	`{{print .S .N}}{{println .I 1 nil}}{{printf "%v|%5.1f|%q" .S .F .Ls}}{{printf "%d"}}`, `{{printf .N}}`, `{{len .Ls}}{{len .S}}{{len .MS}}{{len .Arr}}`, `{{len .N}}`, `{{len nil}}`, `{{len .O.Ls}}`, `{{.Ls | len}}`,
	`{{index .Ls 1}}`, `{{index .Ls 9}}`, `{{index .Ls 3}}`, `{{index .MS "a"}}{{index .MS "zz"}}{{index .MI 10}}{{index .MI .I.N}}{{index .MA "n"}}`, `{{index .I.L 1 2}}`, `{{index .MX nil}}`, `{{index .MS 1}}`, `{{index .Arr 1}}{{index .S 1}}{{index .S}}`, `{{index nil 1}}`, `{{index .As 2}}{{index .As 3}}`,
	`{{slice .S 1}}{{slice .Ls 1 2}}{{slice .Ls}}{{slice .Ls 0 1 2}}`, `{{slice .S 0 1 2}}`, `{{slice .Ls 2 1}}`, `{{slice .Arr 1}}`, `{{slice .N}}`,
	`{{call .Fn 1 "a"}}{{call .Fn .N}}`, `{{call .Fe}}`, `{{call .S}}`, `{{call nil}}`, `{{call .Fn "x"}}`, `{{.Fn 1}}`, `{{.Fn}}`,
	// comparisons and logic
	`{{eq .S "deep"}}{{ne .S "x"}}{{lt .N 6}}{{le .N 5}}{{gt .N 5}}{{ge .N 5}}{{eq .N 1 5 9}}{{lt "a" "b"}}{{lt 1.5 .F}}{{eq .U64 1}}{{eq .I8 .U64}}{{lt .U64 .I8}}{{eq .PI .PI}}{{eq .PI nil}}{{eq .Any nil}}{{eq nil nil}}`,
	`{{eq .S 1}}`, `{{eq .S}}`, `{{eq}}`, `{{lt .B true}}`, `{{eq .Ls .Ls}}`, `{{eq .I .I}}`, `{{eq .Arr .Arr}}`, `{{eq .As .Ls}}`, `{{lt .S .N}}`, `{{ne .S .S .S}}`, `{{lt .C .C}}`, `{{eq .C .C}}`, `{{eq .B true}}`, `{{eq .Any .Any}}`, `{{eq .Fn .Fn}}`,
	`{{and .S .N .I.H}}{{or .O.S .S}}{{or .N .S}}{{not .S}}{{not nil}}{{and 0 (panics "never")}}{{or .B (panics "perhaps")}}`, `{{and true (panics "x")}}`, `{{.S | and .B}}{{.S | or .B}}`, `{{or}}`, `{{not}}`, `{{not 1 2}}`, `{{if or .S .N}}a{{end}}`,
	`{{panics .S | or true}}`, `{{nil | or true}}`, `{{and}}`, `{{if and (eq .S "deep") (not .N)}}a{{else if .B}}b{{else}}c{{end}}`,
	// control
	`{{if .Any}}a{{end}}{{if .C}}c{{end}}{{if .F}}f{{end}}{{if .I}}i{{end}}{{if .Fn}}fn{{end}}{{if .Err}}e{{end}}{{if .MX}}m{{end}}{{if nilerr}}x{{end}}`,
	`{{with .PI}}{{.S}}{{$.S}}{{else}}no{{end}}{{with $x := .S}}{{$x}}{{.}}{{end}}{{with .Nope}}{{end}}`, `{{with .Any}}{{.S}}{{range .L}}{{.}},{{end}}{{else with .S}}{{.}}{{end}}`,
	`{{range .Ls}}{{.}},{{else}}none{{end}}{{range $x := .Ls}}{{$x}}{{end}}{{range $i, $x := .Ls}}{{$i}}{{$x}}{{.}}{{end}}`, `{{range .MS}}{{.}}{{end}}{{range $k, $v := .MI}}{{$k}}{{$v.S}}{{end}}{{range $k, $v := .MN}}{{$k}}{{$v}}{{end}}`,
	`{{range .Arr}}{{.}}{{end}}{{range 3}}{{.}}{{end}}{{range $i := .N}}{{$i}}{{end}}{{range $i := .I8}}{{$i}}{{else}}negative{{end}}{{range .U64 | slice .Ls}}{{end}}`, `{{range $i, $x := 3}}{{end}}`, `{{range .S}}{{end}}`, `{{range nil}}{{end}}`, `{{range .O.PI}}{{end}}`, `{{range .Any}}{{.}}{{end}}`, `{{range .As}}[{{.}}]{{end}}`,
	`{{range .Qs}}{{.}}{{.Q}}{{end}}{{range .MP}}{{.}}{{end}}`, `{{range .MP}}{{.S}}{{end}}`, `{{range $x := .O.Ls}}{{else}}{{$x}}{{end}}`,
	`{{range .Ls}}{{if eq . "c+d"}}{{break}}{{end}}{{if eq . "a"}}{{continue}}{{end}}{{.}}{{end}}`, `{{range .Ls}}a{{range $.O.Ls}}{{else}}{{break}}{{end}}b{{end}}`, `{{range .Ls}}a{{range $.O.Ls}}{{else}}{{continue}}{{end}}b{{end}}`, `{{range .Ls}}{{break}}{{.}}{{end}}`,
	// variables
	`{{$x := .S}}{{$x}}{{if .B}}{{$x = 2}}{{else}}{{$x = "b"}}{{end}}{{$x}}{{range .Ls}}{{$x = .}}{{end}}{{$x}}`, `{{$x := 1}}{{with .S}}{{$x := 2}}{{$x}}{{end}}{{$x}}{{$y := $x}}{{$y}}`, `{{if .B}}{{$x := 1}}{{else}}{{$x}}{{end}}`, `{{$x = 1}}{{$x}}`,
	`{{$i := 9}}{{$x := 9}}{{range $i, $x = .Ls}}{{$i}}{{$x}}{{end}}{{$i}}{{$x}}`, `{{$x := ""}}{{range $x = .I.L}}{{$x.S}}{{end}}{{$x}}`, `{{$x := .I}}{{$x.S}}{{$x = .PI}}{{$x.S}}{{$x.Pointer}}`, `{{$ = .S}}{{$}}`, `{{$ := 3}}{{$}}`, `{{range $x = .Ls}}{{end}}`,
	// fields, methods, chains
	`{{.Hello}}{{.I.Hello}}{{.PI.Hello}}{{.PI.Pointer}}{{.Shout}}`, `{{.I.Pointer}}`, `{{.PI.Add 1}}{{.PI.Add 1 "a" .S}}{{.I.Add .N}}{{1 | .I.Add}}{{(.I.Add 2).X}}`, `{{.I.Add}}`, `{{.I.Add "x"}}`, `{{.I.Fail true}}`, `{{(.I.Fail false).S}}`, `{{.I.Boom}}`, `{{.I.Any}}`, `{{.O.PI.Hello}}`, `{{.O.PI.Pointer}}`, `{{.S.X}}`, `{{.S 1}}`, `{{1 | .S}}`,
	`{{(.PI).S}}{{(index .I.L 0).S}}{{(.I).L}}`, `{{.MS.a}}{{.MS.zz}}{{.MA.S}}{{.MA.none}}{{.MP.p.S}}`, `{{.MA.none.more}}{{.MP.none}}`, `{{.MP.none.S}}`, `{{.MN.x}}`, `{{.MX.k}}`, `{{.Any.S}}{{.Any.none}}`, `{{.As.S}}`, `{{.Err.Error}}{{.Str.String}}`, `{{.R}}`, `{{.Q.String}}`, `{{range .Qs}}{{.String}}{{end}}`,
	// templates
	`{{define "a"}}[{{.}}]{{end}}{{template "a" .S}}{{template "a" .N}}{{template "a"}}{{template "a" nilerr}}{{template "a" .I.H}}`, `{{define "a"}}{{.S}}{{with .O}}{{template "a" .}}{{end}}{{end}}{{template "a" .}}`, `{{define "a"}}{{$x := 1}}{{$}}{{end}}{{$x := 2}}{{template "a" $x}}{{$x}}`,
	`{{block "b" .I}}{{.S}}{{end}}`, `{{define "a"}}{{.S}}{{end}}{{template "a" .N}}`, `{{define "a"}}{{range .}}{{.}}{{break}}{{end}}{{end}}{{template "a" .Ls}}{{template "a" .MS}}`,
	`<title>{{template "a" .S}}{{block "c" .}}{{.S}}{{.I.H}}{{end}}</title><p title="{{template "a" .I.H}}">{{template "a" .S}}{{define "a"}}[{{.}}]{{end}}`, `<title>{{template "a" .}}</title>{{define "a"}}{{.I.Boom}}{{end}}`,
	// nothing at all, and code that nothing reaches
	``, ` `, `{{/* comment */}}`, `{{- "" -}}`, `{{range .Ls}}{{continue}}<p title="{{.}}">{{template "x"}}{{end}}{{define "x"}}{{.S}}{{end}}`,
}

func TestSameAsHTMLTemplate(t *testing.T) {
	full := everything()
	values := map[string]any{"full": full, "pointer": &full, "empty": outer{}, "empty pointer": &outer{}, "map": map[string]any{"S": "s", "N": 3, "I": full.I, "Ls": full.Ls},
		"nil": nil, "nil pointer": (*outer)(nil), "text": "te<xt", "number": 5, "list": []string{"x"}}
	for _, text := range templates {
		theirs := parsed(t, text)
		for name, data := range values {
			p, err := Compile(theirs, fuzzFuncs(), reflect.TypeOf(data))
			if err != nil {
				t.Errorf("%s for %s: %v", text, name, err)
				continue
			}
			if why := compare(t, theirs, p, data); why != "" && !mayGiveUp(why) {
				t.Errorf("%s for %s: gave up: %s", text, name, why)
			}
		}
	}
}

// TestPipedArgumentIsEvaluated keeps what the fuzzer found: and and or need not look at their last argument,
// but one that is piped has been evaluated before, and may fail.
func TestPipedArgumentIsEvaluated(t *testing.T) {
	for _, text := range []string{`{{panics "x" | or true}}`, `{{upper 1 2 | and false}}`} {
		theirs := parsed(t, text)
		p, err := Compile(theirs, fuzzFuncs(), nil)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, theirs, p, nil)
	}
}

// TestPointerToInterface keeps what random templates found: a pointer to an interface that holds HTML is HTML.
func TestPointerToInterface(t *testing.T) {
	var html any = template.HTML("<b>&")
	for _, text := range []string{`{{.}}`, `<title>{{.}}</title>`, `<p title="{{.}}">`} {
		theirs := parsed(t, text)
		p, err := Compile(theirs, nil, reflect.TypeFor[*any]())
		if err != nil {
			t.Fatal(err)
		}
		if why := compare(t, theirs, p, &html); why != "" {
			t.Error("gave up:", why)
		}
		compare(t, theirs, p, new(any))
	}
}

func TestUnsupported(t *testing.T) {
	for text, want := range map[string]string{
		"a\n{{if (or ($x := .S) 1)}}{{end}}": "page:2:10: a declaration inside parentheses is not compiled",
		`{{range .Fe}}{{end}}`:               "page:1:8: a range over a function or a channel is not compiled",
		`<img srcset="{{.S | html}}">`:       "page:1:15: the chain of escapers srcsetescaper is not compiled",
	} {
		_, err := Compile(parsed(t, text), fuzzFuncs(), reflect.TypeFor[outer]())
		var u *Unsupported
		if !errors.As(err, &u) || u.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestUnescaped makes sure that a template that html/template has not escaped writes nothing on its own.
func TestUnescaped(t *testing.T) {
	theirs := template.Must(template.New("page").Parse(`{{.}}`))
	p, err := Compile(theirs, nil, reflect.TypeFor[string]())
	if err != nil {
		t.Fatal(err)
	}
	if err := new(machine).run(p.main, "<script>"); err == nil {
		t.Error("an action without an escaper was executed")
	}
}

func TestOtherTypeOfData(t *testing.T) {
	p, err := Compile(parsed(t, `{{.}}`), nil, reflect.TypeFor[string]())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Execute(&b, 12); err != nil || b.String() != "12" {
		t.Errorf("%q, %v", b.String(), err)
	}
}

// TestLimits checks that what goes on without end is stopped, and that nothing of it is written.
func TestLimits(t *testing.T) {
	type node struct{ Next *node }
	nested := func(n int) *node {
		var list *node
		for range n {
			list = &node{list}
		}
		return list
	}
	const recursive = "{{define \"n\"}}{{with .Next}}\n ({{template \"n\" .}}){{end}}{{end}}{{template \"n\" .}}"
	theirs := parsed(t, recursive)
	p, err := Compile(theirs, nil, reflect.TypeFor[*node]())
	if err != nil {
		t.Fatal(err)
	}
	if why := compare(t, theirs, p, nested(maxDepth-1)); why != "" {
		t.Error("just deep enough:", why)
	}
	circle := &node{}
	circle.Next = circle
	for what, c := range map[string]struct {
		text string
		data any
		want string
	}{
		"too deep":         {recursive, nested(maxDepth + 2), "page:2:13: templates call each other without end"},
		"a circle":         {recursive, circle, "page:2:13: templates call each other without end"},
		"too large":        {`{{range .}}` + strings.Repeat("x", 1<<16) + `{{end}}`, 1 << 40, "page:1:8: the page is larger than 16 MB"},
		"too large a list": {`{{range $x := .}}{{range 1024}}{{$x}}{{end}}{{end}}`, slices.Repeat([]string{strings.Repeat("x", 1<<10)}, 100), "page:1:25: the page is larger than 16 MB"},
	} {
		p, err := Compile(parsed(t, c.text), nil, reflect.TypeOf(c.data))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		var exceeded *Exceeded
		if err := p.Execute(&out, c.data); !errors.As(err, &exceeded) || exceeded.Error() != c.want || out.Len() > 0 {
			t.Errorf("%s: wrote %d bytes, %v, want %s", what, out.Len(), err, c.want)
		}
	}
}

type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }

func TestWriteError(t *testing.T) {
	p, err := Compile(parsed(t, `text {{.}}`), nil, reflect.TypeFor[string]())
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := p.Execute(failingWriter{full}, "x"); !errors.Is(err, full) {
		t.Error(err)
	}
}

func TestConcurrentUse(t *testing.T) {
	p, err := Compile(parsed(t, `{{range $i, $x := .Ls}}{{$i}}{{$x}}{{end}}{{.PI.S}}{{.I.Fail .B}}`), fuzzFuncs(), reflect.TypeFor[outer]())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			data := everything()
			data.Ls = strings.Split(strings.Repeat("x", i), "")
			var want bytes.Buffer
			wantErr := p.template.Execute(&want, data)
			for range 200 {
				var got bytes.Buffer
				if err := p.Execute(&got, data); got.String() != want.String() || fmt.Sprint(err) != fmt.Sprint(wantErr) {
					t.Errorf("%q, %v; want %q, %v", got.String(), err, want.String(), wantErr)
				}
			}
		})
	}
	wg.Wait()
}

func TestSelfCheck(t *testing.T) {
	if err := SelfCheck(); err != nil {
		t.Fatal(err)
	}
}

// TestContexts makes sure that every context is what its chain says, and tries all bytes, many runes and the nasty
// values in all of them.
func TestContexts(t *testing.T) {
	values := append(nastyValues(), strings.Repeat("long <text> ", 1000))
	for i := range 256 {
		b := string([]byte{byte(i)})
		values = append(values, b, "x"+b+"y", template.URL("/"+b+"1"), template.HTML(b), "%"+b+"0")
	}
	for r := rune(0x80); r <= 0x10ffff; r += 1 + r/50 {
		values = append(values, string(r))
	}
	for r := rune(0xfdc0); r <= 0xffff; r += 3 {
		values = append(values, string(r))
	}
	for _, c := range contexts() {
		if _, err := c.open(); err != nil {
			t.Error(err)
		}
		if err := c.check(values); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkSelfCheck(b *testing.B) {
	for b.Loop() {
		if err := SelfCheck(); err != nil {
			b.Fatal(err)
		}
	}
}
