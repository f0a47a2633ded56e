package tmpl

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// round executes a loop's body for one element.
type round func(m *machine, key, elem reflect.Value) signal

// loop compiles range.
func (b *body) loop(n *parse.RangeNode, dot reflect.Type) code {
	outer := len(b.vars)
	e := b.commands(n.Pipe, n.Pipe.Cmds, dot)
	if kind := kindOf(pointed(e.typ)); kind == reflect.Func || kind == reflect.Chan {
		b.refuse(n, "a range over a function or a channel")
	}
	one := b.bounded(n, b.round(n, e))
	b.vars = b.vars[:outer]

	// Where there is nothing to range over, the variables have the value of the pipeline.
	for _, decl := range n.Pipe.Decl {
		e = b.store(e, decl.Ident[0], n.Pipe.IsAssign)
	}
	elseList := b.list(n.ElseList, dot)
	b.vars = b.vars[:outer]
	vars, value := len(n.Pipe.Decl), e.value
	return func(m *machine, dot reflect.Value) signal {
		v, _ := indirect(value(m, dot))
		if iterate(m, v, vars, one) {
			return next
		}
		if s := elseList(m, dot); s != breaks {
			return s
		}
		return next // a break in the else list leaves this loop, not the one around it
	}
}

// bounded ends a loop that writes without end.
func (b *body) bounded(n *parse.RangeNode, one round) round {
	place, _ := b.tree.ErrorContext(n)
	return func(m *machine, key, elem reflect.Value) signal {
		if len(m.out) > MaxOutput {
			panic(&Exceeded{place, fmt.Sprintf("the page is larger than %d MB", MaxOutput>>20)})
		}
		return one(m, key, elem)
	}
}

func kindOf(t reflect.Type) reflect.Kind {
	if t == nil {
		return reflect.Invalid
	}
	return t.Kind()
}

// round compiles the body of a loop over the values of e.
func (b *body) round(n *parse.RangeNode, e expr) round {
	key, elem := elements(pointed(e.typ))
	types, slots := []reflect.Type{elem}, []int{}
	if len(n.Pipe.Decl) > 1 {
		types = []reflect.Type{key, elem}
	}
	for i, decl := range n.Pipe.Decl {
		if !n.Pipe.IsAssign {
			slots = append(slots, b.declare(decl.Ident[0], types[i]))
		} else if slot, ok := b.assign(decl.Ident[0]); ok {
			slots = append(slots, slot)
		} else {
			return func(*machine, reflect.Value, reflect.Value) signal { panic(failed) }
		}
	}
	list := b.list(n.List, elem)
	switch len(slots) {
	case 0:
		return func(m *machine, _, elem reflect.Value) signal { return list(m, elem) }
	case 1:
		return func(m *machine, _, elem reflect.Value) signal {
			m.vars[m.base+slots[0]] = elem
			return list(m, elem)
		}
	default:
		return func(m *machine, key, elem reflect.Value) signal {
			m.vars[m.base+slots[0]] = key
			m.vars[m.base+slots[1]] = elem
			return list(m, elem)
		}
	}
}

// elements gives the types of what a range over a type yields.
func elements(t reflect.Type) (key, elem reflect.Type) {
	switch kindOf(t) {
	case reflect.Slice, reflect.Array:
		return reflect.TypeFor[int](), known(t.Elem())
	case reflect.Map:
		return known(t.Key()), known(t.Elem())
	default:
		if k := basicKind(kindOf(t)); k == intKind || k == uintKind {
			return nil, t
		}
		return nil, nil
	}
}

// iterate executes a loop and tells whether there was anything to range over.
func iterate(m *machine, v reflect.Value, vars int, one round) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.Array:
		n := v.Len()
		for i := range n {
			if one(m, index(vars, i), v.Index(i)) == breaks {
				break
			}
		}
		return n > 0
	case reflect.Map:
		all := entries(v)
		for _, e := range all {
			if one(m, e.key, e.value) == breaks {
				break
			}
		}
		return len(all) > 0
	case reflect.Func, reflect.Chan:
		panic(bailout("a range over a function or a channel"))
	}
	if k := basicKind(v.Kind()); k != intKind && k != uintKind || vars > 1 {
		panic(failed)
	}
	some := false
	for i := range v.Seq() {
		some = true
		if one(m, reflect.Value{}, i) == breaks {
			break
		}
	}
	return some
}

// index is the first of two variables of a range. With one variable nothing looks at it.
func index(vars, i int) reflect.Value {
	if vars < 2 {
		return reflect.Value{}
	}
	return reflect.ValueOf(i)
}
