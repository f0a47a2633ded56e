package tmpl

import (
	"reflect"
	"text/template/parse"
)

// chain compiles .A.B.C of a receiver. Arguments go to the last, which must be a method then.
func (b *body) chain(receiver expr, names []string, args []parse.Node, dot reflect.Type, final *expr) expr {
	last := len(names) - 1
	for _, name := range names[:last] {
		receiver = field(receiver, name)
	}
	if len(args) == 0 && final == nil {
		return field(receiver, names[last])
	}
	return b.method(receiver, names[last], args, dot, final)
}

// field compiles .Name without arguments: a field, a map's entry, or a method.
func field(receiver expr, name string) expr {
	value := receiver.value
	dynamic := expr{value: func(m *machine, dot reflect.Value) reflect.Value { return member(value(m, dot), name) }}
	base := pointed(receiver.typ)
	if base == nil {
		return dynamic
	}
	if method, ok := reflect.PointerTo(base).MethodByName(name); ok {
		if hasMethod(receiver.typ, name) {
			dynamic.typ = known(method.Type.Out(0))
		}
		return dynamic
	}
	if base.Kind() != reflect.Struct {
		return dynamic
	}
	f, ok := base.FieldByName(name)
	if !ok || !f.IsExported() {
		return fails()
	}
	steps := path(receiver.typ, f.Index)
	return expr{typ: known(f.Type), value: func(m *machine, dot reflect.Value) reflect.Value { return follow(value(m, dot), steps) }}
}

// pointed gives the type at the end of all pointers, nil where that is known at run time only.
func pointed(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return known(t)
}

// hasMethod tells whether a method is found whether or not the value can be addressed.
func hasMethod(t reflect.Type, name string) bool {
	if t.Kind() == reflect.Pointer {
		return true // of *T, at the end of all pointers
	}
	_, ok := t.MethodByName(name)
	return ok
}

// deref is the step through a pointer; other steps are indexes of fields.
const deref = -1

// path lists the steps from a value, through pointers, to a field that may be embedded.
func path(t reflect.Type, index []int) []int {
	var steps []int
	for _, i := range index {
		for t.Kind() == reflect.Pointer {
			steps, t = append(steps, deref), t.Elem()
		}
		steps, t = append(steps, i), t.Field(i).Type
	}
	return steps
}

func follow(v reflect.Value, steps []int) reflect.Value {
	for _, i := range steps {
		if i != deref {
			v = v.Field(i)
			continue
		}
		if v.IsNil() {
			panic(failed)
		}
		v = v.Elem()
	}
	return v
}

// member finds .Name of any value, as text/template's evalField does.
func member(v reflect.Value, name string) reflect.Value {
	if !v.IsValid() {
		return v
	}
	v, isNil := indirect(v)
	if method := methodOf(v, isNil, name); method.IsValid() {
		return result(method.Type(), method.Call(nil))
	}
	switch v.Kind() {
	case reflect.Struct:
		f, ok := v.Type().FieldByName(name)
		if !ok || !f.IsExported() {
			panic(failed)
		}
		return v.FieldByIndex(f.Index) // panics at an embedded nil pointer, where html/template fails
	case reflect.Map:
		key := reflect.ValueOf(name)
		if key.Type().AssignableTo(v.Type().Key()) {
			return v.MapIndex(key)
		}
	}
	panic(failed)
}

// methodOf finds a method of a value at the end of its pointers. The result is invalid if there is none.
func methodOf(v reflect.Value, isNil bool, name string) reflect.Value {
	if v.Kind() == reflect.Interface && isNil {
		panic(failed)
	}
	if v.Kind() != reflect.Interface && v.Kind() != reflect.Pointer && v.CanAddr() {
		v = v.Addr()
	}
	return v.MethodByName(name)
}

// method compiles .Name with arguments.
func (b *body) method(receiver expr, name string, nodes []parse.Node, dot reflect.Type, final *expr) expr {
	base := pointed(receiver.typ)
	if base == nil {
		value := receiver.value
		return expr{value: func(m *machine, dot reflect.Value) reflect.Value {
			value(m, dot)
			panic(bailout("a method with arguments, of a value whose type is known only at run time"))
		}}
	}
	method, ok := reflect.PointerTo(base).MethodByName(name)
	if !ok {
		return fails()
	}
	args, ok := b.args(parameters(method.Type)[1:], method.Type.IsVariadic(), nodes, dot, final)
	if !ok {
		return fails()
	}
	e := expr{value: func(m *machine, dot reflect.Value) reflect.Value {
		v, isNil := indirect(receiver.value(m, dot))
		f := methodOf(v, isNil, name)
		if !f.IsValid() {
			panic(failed)
		}
		return result(f.Type(), f.Call(evaluated(m, dot, args)))
	}}
	if hasMethod(receiver.typ, name) {
		e.typ = known(method.Type.Out(0))
	}
	return e
}
