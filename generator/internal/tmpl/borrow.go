package tmpl

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// A context is a template of a single action, in a place where html/template uses certain escapers.
type context struct{ chain, text string }

// contexts are the places that are known. Two chains of names are as good as the escapers that html/template
// runs for them: none of these depends on anything but the value.
func contexts() []context {
	return []context{
		{"htmlescaper", `{{.}}`},
		{"rcdataescaper", `<title>{{.}}</title>`},
		{"commentescaper", `<!--{{.}}-->`},
		{"attrescaper", `<p title="{{.}}">`},
		{"nospaceescaper", `<p title={{.}}>`},
		{"urlfilter attrescaper", `<meta content="0;url={{.}}">`},
		{"urlfilter urlnormalizer attrescaper", `<a href="{{.}}">`},
		{"urlfilter urlnormalizer nospaceescaper", `<a href={{.}}>`},
		{"urlnormalizer attrescaper", `<a href="/{{.}}">`},
		{"urlnormalizer nospaceescaper", `<a href=/{{.}}>`},
		{"urlescaper attrescaper", `<a href="?{{.}}">`},
		{"urlescaper nospaceescaper", `<a href=?{{.}}>`},
		{"urlfilter urlnormalizer", `<style>p{a:url({{.}})}</style>`},
		{"urlnormalizer", `<style>p{a:url(/{{.}})}</style>`},
		{"urlescaper", `<style>p{a:url(?{{.}})}</style>`},
		{"srcsetescaper attrescaper", `<img srcset="{{.}}">`},
		{"srcsetescaper nospaceescaper", `<img srcset={{.}}>`},
		{"htmlnamefilter", `<p {{.}}>`},
		{"cssvaluefilter", `<style>p{a:{{.}}}</style>`},
		{"cssvaluefilter attrescaper", `<p style="a:{{.}}">`},
		{"cssvaluefilter nospaceescaper", `<p style=a:{{.}}>`},
		{"cssescaper", `<style>p{a:"/{{.}}"}</style>`},
		{"urlfilter cssescaper", `<style>p{a:"{{.}}"}</style>`},
		{"jsvalescaper", `<script>{{.}}</script>`},
		{"jsvalescaper attrescaper", `<p onclick="{{.}}">`},
		{"jsvalescaper nospaceescaper", `<p onclick={{.}}>`},
		{"jsstrescaper", `<script>"{{.}}"</script>`},
		{"jstmpllitescaper", "<script>`{{.}}`</script>"},
		{"jsregexpescaper", `<script>/{{.}}/</script>`},
	}
}

// borrowed is a context that html/template executes.
type borrowed struct {
	template      *template.Template
	before, after int // lengths of the text around the action
}

// borrow compiles the writing of a value through escapers that are not implemented here.
func (b *body) borrow(n parse.Node, e expr, chain []string) code {
	key := strings.Join(chain, " ")
	if b.borrowed[key] == nil {
		all := contexts()
		i := slices.IndexFunc(all, func(c context) bool { return c.chain == key })
		if i < 0 {
			b.refuse(n, "the chain of escapers "+key)
			return failing()
		}
		var err error
		if b.borrowed[key], err = all[i].open(); err != nil {
			b.refuse(n, err.Error())
			return failing()
		}
	}
	from, value := b.borrowed[key], e.anys()
	return func(m *machine, dot reflect.Value) signal {
		if err := from.write(m, value(m, dot)); err != nil {
			panic(failed)
		}
		return next
	}
}

// open makes the template of a context, and makes sure that it is one.
func (c context) open() (*borrowed, error) {
	t, err := template.New("").Parse(c.text)
	if err != nil {
		return nil, err
	}
	if err := t.Execute(io.Discard, ""); err != nil { // which escapes it
		return nil, err
	}
	b := &borrowed{template: t}
	var chain []string
	for _, n := range t.Tree.Root.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			b.before, b.after = b.before+b.after, len(n.Text)
		case *parse.ActionNode:
			b.before, b.after = b.before+b.after, 0
			_, chain = splitEscapers(n.Pipe.Cmds)
		}
	}
	if got := strings.Join(chain, " "); got != c.chain {
		return nil, fmt.Errorf("in %s this Go uses %s, not %s", c.text, got, c.chain)
	}
	return b, nil
}

// write appends a value as it is escaped in the context.
func (b *borrowed) write(m *machine, value any) error {
	var out bytes.Buffer
	if err := b.template.Execute(&out, value); err != nil {
		return err
	}
	m.out = append(m.out, out.Bytes()[b.before:out.Len()-b.after]...)
	return nil
}
