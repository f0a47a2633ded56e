package tmpl

import (
	"cmp"
	"reflect"
)

// kind is what comparisons tell apart.
type kind uint8

const (
	otherKind kind = iota
	boolKind
	intKind
	uintKind
	floatKind
	complexKind
	stringKind
)

func basicKind(k reflect.Kind) kind {
	switch k {
	case reflect.Bool:
		return boolKind
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return intKind
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return uintKind
	case reflect.Float32, reflect.Float64:
		return floatKind
	case reflect.Complex64, reflect.Complex128:
		return complexKind
	case reflect.String:
		return stringKind
	default:
		return otherKind
	}
}

// comparing compiles eq, ne, lt, le, gt and ge.
func comparing(name string, args []expr) expr {
	if len(args) < 2 || len(args) > 2 && name != "eq" {
		return fails()
	}
	if len(args) == 2 {
		switch [2]kind{args[0].kind(), args[1].kind()} {
		case [2]kind{stringKind, stringKind}:
			return boolean(ordering(name, args[0].texts(), args[1].texts()))
		case [2]kind{intKind, intKind}:
			return boolean(ordering(name, args[0].integers(), args[1].integers()))
		}
	}
	test := map[string]func(reflect.Value, []reflect.Value) bool{
		"eq": equalsAny,
		"ne": func(x reflect.Value, y []reflect.Value) bool { return !equalsAny(x, y) },
		"lt": func(x reflect.Value, y []reflect.Value) bool { return less(x, y[0]) },
		"le": func(x reflect.Value, y []reflect.Value) bool { return less(x, y[0]) || equalsAny(x, y) },
		"gt": func(x reflect.Value, y []reflect.Value) bool { return !less(x, y[0]) && !equalsAny(x, y) },
		"ge": func(x reflect.Value, y []reflect.Value) bool { return !less(x, y[0]) },
	}[name]
	return boolean(func(m *machine, dot reflect.Value) bool {
		values := evaluated(m, dot, args)
		return test(values[0], values[1:])
	})
}

func (e expr) kind() kind { return basicKind(kindOf(e.typ)) }

func (e expr) integers() func(*machine, reflect.Value) int64 {
	value := e.value
	return func(m *machine, dot reflect.Value) int64 { return value(m, dot).Int() }
}

// ordering compiles a comparison of two values of the same simple type.
func ordering[T cmp.Ordered](name string, x, y func(*machine, reflect.Value) T) func(*machine, reflect.Value) bool {
	switch name {
	case "eq":
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) == y(m, dot) }
	case "ne":
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) != y(m, dot) }
	case "lt":
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) < y(m, dot) }
	case "le":
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) <= y(m, dot) }
	case "gt":
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) > y(m, dot) }
	default:
		return func(m *machine, dot reflect.Value) bool { return x(m, dot) >= y(m, dot) }
	}
}

// equalsAny tells whether a value equals one of others, as text/template's eq does.
func equalsAny(x reflect.Value, others []reflect.Value) bool {
	x = concrete(x)
	for _, y := range others {
		if equal(x, concrete(y)) {
			return true
		}
	}
	return false
}

func equal(x, y reflect.Value) bool {
	kx, ky := basicKind(x.Kind()), basicKind(y.Kind())
	switch {
	case kx == intKind && ky == uintKind:
		return compareMixed(x.Int(), y.Uint()) == 0
	case kx == uintKind && ky == intKind:
		return compareMixed(y.Int(), x.Uint()) == 0
	case kx != ky && x.IsValid() && y.IsValid():
		panic(failed)
	case kx != ky:
		return false
	}
	switch kx {
	case boolKind:
		return x.Bool() == y.Bool()
	case intKind:
		return x.Int() == y.Int()
	case uintKind:
		return x.Uint() == y.Uint()
	case floatKind:
		return x.Float() == y.Float()
	case complexKind:
		return x.Complex() == y.Complex()
	case stringKind:
		return x.String() == y.String()
	}
	return equalOther(x, y)
}

// equalOther compares values of other than simple kinds.
func equalOther(x, y reflect.Value) bool {
	if x.Kind() != y.Kind() && x.IsValid() && y.IsValid() {
		panic(failed)
	}
	if isNil(x) || isNil(y) {
		return isNil(x) == isNil(y)
	}
	if !y.Type().Comparable() {
		panic(failed)
	}
	return x.Interface() == y.Interface() // panics if they hold something that cannot be compared
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return v.IsNil()
	default:
		return false
	}
}

// less tells whether x < y, as text/template's lt does.
func less(x, y reflect.Value) bool {
	x, y = concrete(x), concrete(y)
	kx, ky := basicKind(x.Kind()), basicKind(y.Kind())
	switch {
	case kx == intKind && ky == uintKind:
		return compareMixed(x.Int(), y.Uint()) < 0
	case kx == uintKind && ky == intKind:
		return compareMixed(y.Int(), x.Uint()) > 0
	case kx != ky:
		panic(failed)
	}
	switch kx {
	case intKind:
		return x.Int() < y.Int()
	case uintKind:
		return x.Uint() < y.Uint()
	case floatKind:
		return x.Float() < y.Float()
	case stringKind:
		return x.String() < y.String()
	default:
		panic(failed)
	}
}

func compareMixed(x int64, y uint64) int {
	if x < 0 {
		return -1
	}
	return cmp.Compare(uint64(x), y)
}
