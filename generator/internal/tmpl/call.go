package tmpl

import (
	"reflect"
	"text/template/parse"
)

// function compiles a call by name.
func (b *body) function(n *parse.IdentifierNode, nodes []parse.Node, dot reflect.Type, final *expr) expr {
	f, ok := b.funcs[n.Ident]
	if !ok {
		return b.predefined(n, nodes, dot, final)
	}
	typ := reflect.TypeOf(f)
	args, ok := b.args(parameters(typ), typ.IsVariadic(), nodes, dot, final)
	if !ok || !goodResults(typ) {
		return fails()
	}
	return folded(called(f, args), args)
}

func parameters(f reflect.Type) []reflect.Type {
	var all []reflect.Type
	for in := range f.Ins() {
		all = append(all, in)
	}
	return all
}

// args compiles the arguments of a call. It is not ok if there are too few or too many.
func (b *body) args(params []reflect.Type, variadic bool, nodes []parse.Node, dot reflect.Type, final *expr) (args []expr, ok bool) {
	fixed, count := len(params), len(nodes)
	if final != nil {
		count++
	}
	if variadic {
		fixed--
	}
	if count < fixed || count > fixed && !variadic {
		return nil, false
	}
	for i := range count {
		param := params[min(i, len(params)-1)]
		if i >= fixed {
			param = param.Elem()
		}
		if i < len(nodes) {
			args = append(args, b.arg(nodes[i], param, dot))
		} else {
			args = append(args, validated(*final, param))
		}
	}
	return args, true
}

// arg compiles an argument for a parameter.
func (b *body) arg(n parse.Node, param, dot reflect.Type) expr {
	switch n.(type) {
	case *parse.NilNode:
		if canBeNil(param) {
			zero := reflect.Zero(param)
			return expr{value: func(*machine, reflect.Value) reflect.Value { return zero }}
		}
		return fails()
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		return b.literal(n, param)
	default:
		return validated(b.operand(n, dot), param)
	}
}

// literal compiles a constant for a parameter: its type is that of the parameter where that is simple.
func (b *body) literal(n parse.Node, param reflect.Type) expr {
	switch {
	case param.Kind() == reflect.Interface && param.NumMethod() == 0:
		return b.operand(n, nil)
	case param == reflectValueType:
		return validated(b.operand(n, nil), param)
	}
	v := reflect.New(param).Elem()
	if !set(v, n) {
		return fails()
	}
	return constant(v)
}

// set gives a variable the value of a constant. It tells whether that fits.
func set(v reflect.Value, n parse.Node) bool {
	kind := basicKind(v.Kind())
	switch n := n.(type) {
	case *parse.StringNode:
		if kind == stringKind {
			v.SetString(n.Text)
		}
		return kind == stringKind
	case *parse.BoolNode:
		if kind == boolKind {
			v.SetBool(n.True)
		}
		return kind == boolKind
	case *parse.NumberNode:
		return setNumber(v, kind, n)
	}
	return false
}

func setNumber(v reflect.Value, kind kind, n *parse.NumberNode) bool {
	switch {
	case kind == intKind && n.IsInt:
		v.SetInt(n.Int64)
	case kind == uintKind && n.IsUint:
		v.SetUint(n.Uint64)
	case kind == floatKind && n.IsFloat:
		v.SetFloat(n.Float64)
	case kind == complexKind && n.IsComplex:
		v.SetComplex(n.Complex128)
	default:
		return false
	}
	return true
}

// validated makes the values of an expression fit for a parameter.
func validated(e expr, param reflect.Type) expr {
	if e.typ != nil && e.typ.AssignableTo(param) {
		return e
	}
	value := e.value
	return expr{constant: e.constant, value: func(m *machine, dot reflect.Value) reflect.Value { return validate(value(m, dot), param) }}
}

// called compiles the call of a function. Those of the usual types are called without reflection.
func called(f any, args []expr) expr {
	switch f := f.(type) {
	case func(any) string:
		a := args[0].anys()
		return textual(func(m *machine, dot reflect.Value) string { return f(a(m, dot)) })
	case func(any) (string, error):
		a := args[0].anys()
		return textual(func(m *machine, dot reflect.Value) string { return must(f(a(m, dot))) })
	case func(any, any) (bool, error):
		x, y := args[0].anys(), args[1].anys()
		return boolean(func(m *machine, dot reflect.Value) bool { return mustTest(f(x(m, dot), y(m, dot))) })
	case func(string) string:
		a := args[0].texts()
		return textual(func(m *machine, dot reflect.Value) string { return f(a(m, dot)) })
	case func(string) (string, error):
		a := args[0].texts()
		return textual(func(m *machine, dot reflect.Value) string { return must(f(a(m, dot))) })
	case func(int, string, string) string:
		n, x, y := args[0].value, args[1].texts(), args[2].texts()
		return textual(func(m *machine, dot reflect.Value) string { return f(int(n(m, dot).Int()), x(m, dot), y(m, dot)) })
	case func(...any) string:
		all := list(args)
		return textual(func(m *machine, dot reflect.Value) string { return f(all(m, dot)...) })
	case func(string, ...any) string:
		format, rest := args[0].texts(), list(args[1:])
		return textual(func(m *machine, dot reflect.Value) string { return f(format(m, dot), rest(m, dot)...) })
	}
	v := reflect.ValueOf(f)
	return expr{typ: known(v.Type().Out(0)), value: func(m *machine, dot reflect.Value) reflect.Value {
		return result(v.Type(), v.Call(evaluated(m, dot, args)))
	}}
}

func must(s string, err error) string {
	if err != nil {
		panic(failed)
	}
	return s
}

func mustTest(b bool, err error) bool {
	if err != nil {
		panic(failed)
	}
	return b
}

// anys gives the values as they are passed to a parameter of type any.
func (e expr) anys() func(*machine, reflect.Value) any {
	if e.text != nil && e.typ == reflect.TypeFor[string]() {
		text := e.text
		return func(m *machine, dot reflect.Value) any { return text(m, dot) }
	}
	value := e.value
	return func(m *machine, dot reflect.Value) any { return plainAny(value(m, dot)) }
}

// plainAny gives the value in a reflect.Value, nil if there is none.
func plainAny(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	return v.Interface()
}

func evaluated(m *machine, dot reflect.Value, args []expr) []reflect.Value {
	values := make([]reflect.Value, len(args))
	for i, arg := range args {
		values[i] = arg.value(m, dot)
	}
	return values
}

// list gives the values of expressions as they are passed to a parameter of type ...any.
func list(args []expr) func(*machine, reflect.Value) []any {
	anys := make([]func(*machine, reflect.Value) any, len(args))
	for i, arg := range args {
		anys[i] = arg.anys()
	}
	return func(m *machine, dot reflect.Value) []any {
		values := make([]any, len(anys))
		for i, a := range anys {
			values[i] = a(m, dot)
		}
		return values
	}
}

// folded is the expression's value, where that is the same every time. A call that fails must do so when it is executed.
func folded(e expr, args []expr) (f expr) {
	for _, arg := range args {
		if !arg.constant {
			return e
		}
	}
	defer func() {
		if recover() != nil {
			f = e
		}
	}()
	v := e.value(new(machine), reflect.Value{})
	if !v.IsValid() || known(v.Type()) == nil {
		return e
	}
	return constant(v)
}
