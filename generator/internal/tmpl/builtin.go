package tmpl

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// predefined compiles the call of one of the functions that every template has.
func (b *body) predefined(n *parse.IdentifierNode, nodes []parse.Node, dot reflect.Type, final *expr) expr {
	text := map[string]any{
		"print": fmt.Sprint, "println": fmt.Sprintln, "printf": fmt.Sprintf, "_eval_args_": evalArgs,
		"html": template.HTMLEscaper, "js": template.JSEscaper, "urlquery": template.URLQueryEscaper,
	}
	if f, ok := text[n.Ident]; ok {
		typ := reflect.TypeOf(f)
		args, ok := b.args(parameters(typ), true, nodes, dot, final)
		if !ok {
			return fails()
		}
		return folded(called(f, args), args)
	}
	var args []expr
	for _, node := range nodes {
		args = append(args, b.raw(node, dot))
	}
	if final != nil {
		args = append(args, unwrapped(*final))
	}
	switch n.Ident {
	case "and", "or":
		return choice(args, final != nil, n.Ident == "or")
	case "not":
		return negation(args)
	case "eq", "ne", "lt", "le", "gt", "ge":
		return comparing(n.Ident, args)
	case "len":
		return length(args)
	case "index", "slice", "call":
		return picking(n.Ident, args)
	}
	b.refuse(n, "the function "+n.Ident)
	return fails()
}

// raw compiles an argument of a function that takes values as they are.
func (b *body) raw(n parse.Node, dot reflect.Type) expr {
	if n.Type() == parse.NodeNil {
		return nothing()
	}
	return unwrapped(b.operand(n, dot))
}

// unwrapped takes off a reflect.Value that the data holds.
func unwrapped(e expr) expr {
	if e.typ != nil {
		return e
	}
	value := e.value
	return expr{constant: e.constant, value: func(m *machine, dot reflect.Value) reflect.Value {
		v := value(m, dot)
		if v.IsValid() && v.Type() == reflectValueType {
			return v.Interface().(reflect.Value)
		}
		return v
	}}
}

// choice compiles or, the first of its arguments that is true, and and, the first that is not; the last if there is none.
// A last argument that is piped is evaluated in any case.
func choice(args []expr, piped, or bool) expr {
	if len(args) == 0 {
		return fails()
	}
	last := len(args) - 1
	typ := args[0].typ
	for _, arg := range args {
		if arg.typ != typ {
			typ = nil
		}
	}
	e := expr{typ: typ, value: func(m *machine, dot reflect.Value) reflect.Value {
		for _, arg := range args[:last] {
			if v := arg.value(m, dot); isTrue(v) == or {
				return v
			}
		}
		return args[last].value(m, dot)
	}}
	switch {
	case piped:
		lazy := e.value
		e.value = func(m *machine, dot reflect.Value) reflect.Value {
			args[last].value(m, dot) // it may fail
			return lazy(m, dot)
		}
	case kindOf(typ) == reflect.Bool:
		e.test = firstTest(args, or)
	case kindOf(typ) == reflect.String:
		e.text = firstText(args, or)
	}
	return e
}

func firstTest(args []expr, or bool) func(*machine, reflect.Value) bool {
	tests := make([]func(*machine, reflect.Value) bool, len(args))
	for i, arg := range args {
		tests[i] = arg.truths()
	}
	return func(m *machine, dot reflect.Value) bool {
		for _, test := range tests {
			if test(m, dot) == or {
				return or
			}
		}
		return !or
	}
}

func firstText(args []expr, or bool) func(*machine, reflect.Value) string {
	texts := make([]func(*machine, reflect.Value) string, len(args))
	for i, arg := range args {
		texts[i] = arg.texts()
	}
	return func(m *machine, dot reflect.Value) (s string) {
		for _, text := range texts {
			if s = text(m, dot); s != "" == or {
				break
			}
		}
		return s
	}
}

func negation(args []expr) expr {
	if len(args) != 1 {
		return fails()
	}
	truth := args[0].truths()
	return boolean(func(m *machine, dot reflect.Value) bool { return !truth(m, dot) })
}

func length(args []expr) expr {
	if len(args) != 1 {
		return fails()
	}
	value := args[0].value
	return expr{typ: reflect.TypeFor[int](), value: func(m *machine, dot reflect.Value) reflect.Value {
		v, isNil := indirect(value(m, dot))
		if isNil {
			panic(failed)
		}
		return reflect.ValueOf(v.Len()) // panics where there is none
	}}
}

// picking compiles the functions that take a value and any number of others.
func picking(name string, args []expr) expr {
	if len(args) == 0 {
		return fails()
	}
	pick := map[string]func(reflect.Value, []reflect.Value) reflect.Value{"index": indexed, "slice": sliced, "call": invoked}[name]
	e := expr{value: func(m *machine, dot reflect.Value) reflect.Value {
		values := evaluated(m, dot, args)
		return pick(values[0], values[1:])
	}}
	if name == "index" && len(args) == 2 {
		e.typ = indexedType(pointed(args[0].typ))
	}
	return e
}

func indexedType(t reflect.Type) reflect.Type {
	switch kindOf(t) {
	case reflect.Slice, reflect.Array, reflect.Map:
		return known(t.Elem())
	case reflect.String:
		return reflect.TypeFor[uint8]()
	default:
		return nil
	}
}

// indexed is item[index][index]…
func indexed(item reflect.Value, indexes []reflect.Value) reflect.Value {
	item = concrete(item)
	if !item.IsValid() {
		panic(failed)
	}
	for _, index := range indexes {
		index = concrete(index)
		var isNil bool
		if item, isNil = indirect(item); isNil {
			panic(failed)
		}
		if item.Kind() != reflect.Map {
			item = item.Index(position(index, item.Len())) // panics where there is no index
			continue
		}
		if v := item.MapIndex(convertedArg(index, item.Type().Key())); v.IsValid() {
			item = v
		} else {
			item = reflect.Zero(item.Type().Elem())
		}
	}
	return item
}

// position is an index of something with a capacity.
func position(v reflect.Value, capacity int) int {
	if !isInteger(v.Kind()) || less(v, reflect.ValueOf(0)) || less(reflect.ValueOf(capacity), v) {
		panic(failed)
	}
	return int(v.Convert(reflect.TypeFor[int]()).Int())
}

// convertedArg fits a value to the type of a key or parameter; all integers fit each other.
func convertedArg(v reflect.Value, typ reflect.Type) reflect.Value {
	if !v.IsValid() && canBeNil(typ) {
		return reflect.Zero(typ)
	}
	if v.Type().AssignableTo(typ) { // panics if there is no value
		return v
	}
	if isInteger(v.Kind()) && isInteger(typ.Kind()) {
		return v.Convert(typ)
	}
	panic(failed)
}

func isInteger(k reflect.Kind) bool { return basicKind(k) == intKind || basicKind(k) == uintKind }

// sliced is item[i:j:k].
func sliced(item reflect.Value, indexes []reflect.Value) reflect.Value {
	item, isNil := indirect(concrete(item))
	if isNil || len(indexes) > 3 || item.Kind() == reflect.String && len(indexes) == 3 {
		panic(failed)
	}
	at, capacity := [3]int{0, item.Len()}, item.Len() // panic where there is no length
	if item.Kind() != reflect.String {
		capacity = item.Cap()
	}
	for i, index := range indexes {
		at[i] = position(index, capacity)
	}
	if at[0] > at[1] {
		panic(failed)
	}
	if len(indexes) < 3 {
		return item.Slice(at[0], at[1])
	}
	return item.Slice3(at[0], at[1], at[2])
}

// invoked calls a function that is a value.
func invoked(f reflect.Value, args []reflect.Value) reflect.Value {
	f = concrete(f)
	typ := f.Type() // panics, as the following does, if there is no function or if it takes other arguments
	params := parameters(typ)
	for i, arg := range args {
		param := params[min(i, len(params)-1)]
		if typ.IsVariadic() && i >= len(params)-1 {
			param = param.Elem()
		}
		args[i] = convertedArg(concrete(arg), param)
	}
	return result(typ, f.Call(args))
}
