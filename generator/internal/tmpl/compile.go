package tmpl

import (
	"html/template"
	"reflect"
	texttemplate "text/template"
	"text/template/parse"
)

// compiler compiles the templates that one template reaches.
type compiler struct {
	set         *template.Template
	funcs       template.FuncMap
	routines    map[routineKey]*routine
	borrowed    map[string]*borrowed // by chain of escapers
	unsupported *Unsupported         // the first found
}

// routineKey names a template for data of a type, which is nil where it is known only at run time.
type routineKey struct {
	name string
	data reflect.Type
}

// routine compiles a template once for each type of its data, so that recursion ends.
func (c *compiler) routine(name string, data reflect.Type) *routine {
	data = known(data)
	key := routineKey{name, data}
	if r := c.routines[key]; r != nil {
		return r
	}
	r := &routine{body: failing()}
	c.routines[key] = r
	tree := c.tree(name)
	if tree == nil {
		c.refuse(name, "this template")
		return r
	}
	b := &body{compiler: c, tree: tree, mutable: map[string]bool{}}
	for again := true; again; {
		count := len(b.mutable)
		b.vars, b.slots = nil, 0
		b.declare("$", data)
		r.body = b.list(tree.Root, data)
		again = len(b.mutable) > count
	}
	r.slots = b.slots
	return r
}

// tree finds a template, also one that html/template has derived from another for a context other than HTML text, as in
// <title>. The derived ones are only in the text/template inside the html/template, to which nothing but reflection
// leads. Should another Go keep them elsewhere, they are not compiled.
func (c *compiler) tree(name string) *parse.Tree {
	if t := c.set.Lookup(name); t != nil {
		return t.Tree
	}
	inside := reflect.ValueOf(c.set).Elem().FieldByName("text")
	if !inside.IsValid() || inside.Type() != reflect.TypeFor[*texttemplate.Template]() {
		return nil
	}
	if t := (*texttemplate.Template)(inside.UnsafePointer()).Lookup(name); t != nil {
		return t.Tree
	}
	return nil
}

// known gives the type that a value of a static type is sure to have: none where that is an interface.
func known(t reflect.Type) reflect.Type {
	if t == nil || t.Kind() == reflect.Interface || t == reflectValueType {
		return nil
	}
	return t
}

// refuse notes that a construct is not compiled.
func (c *compiler) refuse(place, construct string) {
	if c.unsupported == nil {
		c.unsupported = &Unsupported{place, construct}
	}
}

// body compiles one template for data of one type.
type body struct {
	*compiler
	tree  *parse.Tree
	vars  []variable // in scope
	slots int

	// Variables that are assigned to may change their type, so it counts as unknown all the time. As an assignment
	// is met only after the variable has been used, the body is then compiled again.
	mutable map[string]bool
}

// variable is a declared variable.
type variable struct {
	name string
	slot int // from the machine's base
	typ  reflect.Type
}

func (b *body) declare(name string, typ reflect.Type) (slot int) {
	if b.mutable[name] {
		typ = nil
	}
	b.vars = append(b.vars, variable{name, b.slots, typ})
	b.slots++
	return b.slots - 1
}

func (b *body) lookup(name string) (variable, bool) {
	for i := len(b.vars) - 1; i >= 0; i-- {
		if b.vars[i].name == name {
			return b.vars[i], true
		}
	}
	return variable{}, false
}

// assign gives the slot of a variable that exists.
func (b *body) assign(name string) (slot int, ok bool) {
	b.mutable[name] = true
	v, ok := b.lookup(name)
	return v.slot, ok
}

func (b *body) refuse(n parse.Node, construct string) {
	place, _ := b.tree.ErrorContext(n)
	b.compiler.refuse(place, construct)
}

// piece is a compiled node: fixed text, then code.
type piece struct {
	text []byte
	run  code // may be nil
}

func (p piece) code() code {
	text, run := p.text, p.run
	switch {
	case run == nil:
		return func(m *machine, _ reflect.Value) signal {
			m.out = append(m.out, text...)
			return next
		}
	case text == nil:
		return run
	default:
		return func(m *machine, dot reflect.Value) signal {
			m.out = append(m.out, text...)
			return run(m, dot)
		}
	}
}

// failing is the code of what html/template fails at.
func failing() code { return func(*machine, reflect.Value) signal { panic(failed) } }

// list compiles nodes that follow each other.
func (b *body) list(l *parse.ListNode, dot reflect.Type) code {
	if l == nil {
		return piece{}.code()
	}
	pieces := []piece{{}}
	for _, n := range l.Nodes {
		p := b.node(n, dot)
		if last := &pieces[len(pieces)-1]; last.run == nil {
			last.text, last.run = append(last.text, p.text...), p.run
		} else {
			pieces = append(pieces, p)
		}
	}
	if len(pieces) == 1 {
		return pieces[0].code()
	}
	return func(m *machine, dot reflect.Value) signal {
		for i := range pieces {
			p := &pieces[i]
			m.out = append(m.out, p.text...)
			if p.run == nil {
				continue
			}
			if s := p.run(m, dot); s != next {
				return s
			}
		}
		return next
	}
}

func (b *body) node(n parse.Node, dot reflect.Type) piece {
	switch n := n.(type) {
	case *parse.TextNode:
		return piece{text: append([]byte(nil), n.Text...)}
	case *parse.CommentNode:
		return piece{}
	case *parse.ActionNode:
		return b.action(n, dot)
	case *parse.IfNode:
		return piece{run: b.branch(&n.BranchNode, dot)}
	case *parse.WithNode:
		return piece{run: b.branch(&n.BranchNode, dot)}
	case *parse.RangeNode:
		return piece{run: b.loop(n, dot)}
	case *parse.TemplateNode:
		return piece{run: b.invocation(n, dot)}
	case *parse.BreakNode:
		return piece{run: func(*machine, reflect.Value) signal { return breaks }}
	case *parse.ContinueNode:
		return piece{run: func(*machine, reflect.Value) signal { return continues }}
	}
	b.refuse(n, "this node")
	return piece{}
}

// action compiles {{pipeline}}.
func (b *body) action(n *parse.ActionNode, dot reflect.Type) piece {
	if len(n.Pipe.Decl) > 0 {
		value := b.pipeline(n.Pipe, dot).value
		return piece{run: func(m *machine, dot reflect.Value) signal {
			value(m, dot)
			return next
		}}
	}
	source, chain := splitEscapers(n.Pipe.Cmds)
	if len(chain) > 0 {
		return b.escaped(n, b.commands(n, source, dot), chain)
	}
	// html/template leaves two kinds of actions alone: those that end in a predefined escaper, and those that nothing
	// can reach, after a break for instance.
	if last, ok := source[len(source)-1].Args[0].(*parse.IdentifierNode); !ok || last.Ident != "html" && last.Ident != "urlquery" {
		return piece{run: failing()}
	}
	e := b.commands(n, source, dot)
	if e.typ != reflect.TypeFor[string]() {
		b.refuse(n, "a predefined escaper that is defined anew")
		return piece{}
	}
	text := e.texts()
	return piece{run: func(m *machine, dot reflect.Value) signal {
		m.out = append(m.out, text(m, dot)...)
		return next
	}}
}

// branch compiles if and with.
func (b *body) branch(n *parse.BranchNode, dot reflect.Type) code {
	outer := len(b.vars)
	e := b.pipeline(n.Pipe, dot)
	inner := len(b.vars)
	listDot := dot
	if n.NodeType == parse.NodeWith {
		listDot = e.typ
	}
	list := b.list(n.List, listDot)
	b.vars = b.vars[:inner]
	elseList := b.list(n.ElseList, dot)
	b.vars = b.vars[:outer]
	if n.NodeType == parse.NodeWith {
		value := e.value
		return func(m *machine, dot reflect.Value) signal {
			if v := value(m, dot); isTrue(v) {
				return list(m, v)
			}
			return elseList(m, dot)
		}
	}
	truth := e.truths()
	return func(m *machine, dot reflect.Value) signal {
		if truth(m, dot) {
			return list(m, dot)
		}
		return elseList(m, dot)
	}
}

// invocation compiles {{template "name" pipeline}}.
func (b *body) invocation(n *parse.TemplateNode, dot reflect.Type) code {
	e := nothing()
	if n.Pipe != nil {
		e = b.pipeline(n.Pipe, dot)
	}
	r, value := b.routine(n.Name, e.typ), e.value
	place, _ := b.tree.ErrorContext(n)
	return func(m *machine, dot reflect.Value) signal {
		if m.depth == maxDepth {
			panic(&Exceeded{place, "templates call each other without end"})
		}
		m.call(r, value(m, dot))
		return next
	}
}
