package tmpl

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is a compiled expression.
type expr struct {
	typ      reflect.Type // of all its values, none of which is an interface; nil where it is known at run time only
	constant bool         // its functions ignore their arguments
	value    func(m *machine, dot reflect.Value) reflect.Value

	// The same without a reflect.Value around it, where that is cheaper; nil elsewhere.
	text func(m *machine, dot reflect.Value) string // only if typ is a kind of string
	test func(m *machine, dot reflect.Value) bool   // only if typ is a kind of bool
}

// texts gives the values of an expression whose type is a kind of string.
func (e expr) texts() func(*machine, reflect.Value) string {
	if e.text != nil {
		return e.text
	}
	value := e.value
	return func(m *machine, dot reflect.Value) string { return value(m, dot).String() }
}

// truths gives what if makes of the values.
func (e expr) truths() func(*machine, reflect.Value) bool {
	value := e.value
	switch {
	case e.test != nil:
		return e.test
	case e.text != nil:
		text := e.text
		return func(m *machine, dot reflect.Value) bool { return text(m, dot) != "" }
	default:
		return func(m *machine, dot reflect.Value) bool { return isTrue(value(m, dot)) }
	}
}

// fails is an expression that html/template cannot evaluate.
func fails() expr {
	return expr{value: func(*machine, reflect.Value) reflect.Value { panic(failed) }}
}

// nothing is the expression without a value.
func nothing() expr {
	return expr{value: func(*machine, reflect.Value) reflect.Value { return reflect.Value{} }}
}

func constant(v reflect.Value) expr {
	e := expr{typ: v.Type(), constant: true, value: func(*machine, reflect.Value) reflect.Value { return v }}
	if v.Kind() == reflect.String {
		s := v.String()
		e.text = func(*machine, reflect.Value) string { return s }
	}
	return e
}

func textual(text func(*machine, reflect.Value) string) expr {
	return expr{typ: reflect.TypeFor[string](), text: text, value: func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(text(m, dot))
	}}
}

func boolean(test func(*machine, reflect.Value) bool) expr {
	return expr{typ: reflect.TypeFor[bool](), test: test, value: func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(test(m, dot))
	}}
}

// opened is the expression with an empty interface taken off its values.
func opened(e expr) expr {
	if e.typ != nil {
		return e
	}
	value := e.value
	return expr{value: func(m *machine, dot reflect.Value) reflect.Value {
		v := value(m, dot)
		if v.Kind() == reflect.Interface && v.NumMethod() == 0 {
			return v.Elem()
		}
		return v
	}}
}

// pipeline compiles a whole pipeline. Its variables stay in scope.
func (b *body) pipeline(p *parse.PipeNode, dot reflect.Type) expr {
	e := b.commands(p, p.Cmds, dot)
	for _, decl := range p.Decl {
		e = b.store(e, decl.Ident[0], p.IsAssign)
	}
	return e
}

// store puts the values of an expression into a variable.
func (b *body) store(e expr, name string, assign bool) expr {
	var slot int
	if assign {
		var ok bool
		if slot, ok = b.assign(name); !ok {
			return fails()
		}
	} else {
		slot = b.declare(name, e.typ)
	}
	value := e.value
	return expr{typ: e.typ, value: func(m *machine, dot reflect.Value) reflect.Value {
		v := value(m, dot)
		m.vars[m.base+slot] = v
		return v
	}}
}

// commands compiles commands of which each gets the value of the one before as its last argument.
func (b *body) commands(place parse.Node, cmds []*parse.CommandNode, dot reflect.Type) expr {
	var final *expr
	for len(cmds) > 0 {
		var e expr
		if chain := leadingEscapers(cmds); final != nil && len(chain) > 0 {
			e = b.escapedText(place, *final, chain)
			cmds = cmds[len(chain):]
		} else {
			e = opened(b.command(cmds[0], dot, final))
			cmds = cmds[1:]
		}
		final = &e
	}
	return *final
}

func (b *body) command(cmd *parse.CommandNode, dot reflect.Type, final *expr) expr {
	args := cmd.Args[1:]
	switch n := cmd.Args[0].(type) {
	case *parse.FieldNode:
		return b.chain(current(dot), n.Ident, args, dot, final)
	case *parse.ChainNode:
		return b.chain(b.operand(n.Node, dot), n.Field, args, dot, final)
	case *parse.IdentifierNode:
		return b.function(n, args, dot, final)
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return b.chain(b.variable(n.Ident[0]), n.Ident[1:], args, dot, final)
		}
	}
	if len(args) > 0 || final != nil {
		return fails() // only functions and methods take arguments
	}
	return b.operand(cmd.Args[0], dot)
}

// current is the expression for dot.
func current(dot reflect.Type) expr {
	return expr{typ: dot, value: func(_ *machine, dot reflect.Value) reflect.Value { return dot }}
}

func (b *body) variable(name string) expr {
	v, ok := b.lookup(name)
	if !ok {
		return fails()
	}
	slot := v.slot
	return expr{typ: v.typ, value: func(m *machine, _ reflect.Value) reflect.Value { return m.vars[m.base+slot] }}
}

// operand compiles what stands alone, as a command or an argument whose type does not matter.
func (b *body) operand(n parse.Node, dot reflect.Type) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return current(dot)
	case *parse.FieldNode:
		return b.chain(current(dot), n.Ident, nil, dot, nil)
	case *parse.ChainNode:
		return b.chain(b.operand(n.Node, dot), n.Field, nil, dot, nil)
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return b.chain(b.variable(n.Ident[0]), n.Ident[1:], nil, dot, nil)
		}
		return b.variable(n.Ident[0])
	case *parse.IdentifierNode:
		return b.function(n, nil, dot, nil)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			b.refuse(n, "a declaration inside parentheses")
			return fails()
		}
		return b.commands(n, n.Cmds, dot)
	case *parse.BoolNode:
		return constant(reflect.ValueOf(n.True))
	case *parse.StringNode:
		return constant(reflect.ValueOf(n.Text))
	case *parse.NumberNode:
		return number(n)
	}
	return fails() // nil, which is no value
}

// number is a numeric constant where nothing but its syntax tells its type.
func number(n *parse.NumberNode) expr {
	hexInt := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
	char := strings.HasPrefix(n.Text, "'")
	switch {
	case n.IsComplex:
		return constant(reflect.ValueOf(n.Complex128))
	case n.IsFloat && !hexInt && !char && strings.ContainsAny(n.Text, ".eEpP"):
		return constant(reflect.ValueOf(n.Float64))
	case n.IsInt && int64(int(n.Int64)) == n.Int64:
		return constant(reflect.ValueOf(int(n.Int64)))
	}
	return fails()
}
