package tmpl

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// The functions of this file do at run time what text/template's functions of similar names do, but panic with failed
// where those make an error.

var (
	reflectValueType = reflect.TypeFor[reflect.Value]()
	errorType        = reflect.TypeFor[error]()
	stringerType     = reflect.TypeFor[fmt.Stringer]()
	formatterType    = reflect.TypeFor[fmt.Formatter]()
)

// indirect follows pointers and interfaces to their end, or to the one that is nil.
func indirect(v reflect.Value) (end reflect.Value, isNil bool) {
	for ; v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface; v = v.Elem() {
		if v.IsNil() {
			return v, true
		}
	}
	return v, false
}

// concrete takes an interface off a value; what is nil has no value.
func concrete(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// isTrue tells whether a value is not the zero value of its type, or empty.
func isTrue(v reflect.Value) bool {
	v = concrete(v)
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Struct:
		return true
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0
	case reflect.Complex64, reflect.Complex128:
		return v.Complex() != 0
	default:
		return !v.IsZero()
	}
}

// validate makes a value fit for an argument of a type.
func validate(v reflect.Value, typ reflect.Type) reflect.Value {
	switch {
	case !v.IsValid() && canBeNil(typ):
		return reflect.Zero(typ)
	case !v.IsValid():
		panic(failed)
	case typ == reflectValueType && v.Type() != typ:
		return reflect.ValueOf(v)
	case v.Type().AssignableTo(typ):
		return v
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if v = v.Elem(); v.Type().AssignableTo(typ) {
			return v
		}
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(typ) && !v.IsNil():
		return v.Elem()
	case reflect.PointerTo(v.Type()).AssignableTo(typ) && v.CanAddr():
		return v.Addr()
	}
	panic(failed)
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	default:
		return t == reflectValueType
	}
}

// result gives what a function of a type returned.
func result(f reflect.Type, out []reflect.Value) reflect.Value {
	if !goodResults(f) || len(out) == 2 && !out[1].IsNil() {
		panic(failed)
	}
	if out[0].Type() == reflectValueType {
		return out[0].Interface().(reflect.Value)
	}
	return out[0]
}

// goodResults tells whether a function returns a value, or a value and an error.
func goodResults(f reflect.Type) bool {
	return f.NumOut() == 1 || f.NumOut() == 2 && f.Out(1) == errorType
}

// entry is a key of a map with its value.
type entry struct{ key, value reflect.Value }

// entries lists a map in order of its keys.
func entries(v reflect.Value) []entry {
	compare := comparison(v.Type().Key().Kind())
	if compare == nil {
		panic(bailout("a range over a map with keys of type " + v.Type().Key().String()))
	}
	all := make([]entry, 0, v.Len())
	for iter := v.MapRange(); iter.Next(); {
		all = append(all, entry{iter.Key(), iter.Value()})
	}
	slices.SortStableFunc(all, func(x, y entry) int { return compare(x.key, y.key) })
	return all
}

// comparison gives the order of the simple kinds of keys, nil for others.
func comparison(k reflect.Kind) func(x, y reflect.Value) int {
	switch basicKind(k) {
	case stringKind:
		return func(x, y reflect.Value) int { return cmp.Compare(x.String(), y.String()) }
	case intKind:
		return func(x, y reflect.Value) int { return cmp.Compare(x.Int(), y.Int()) }
	case uintKind:
		return func(x, y reflect.Value) int { return cmp.Compare(x.Uint(), y.Uint()) }
	case floatKind:
		return func(x, y reflect.Value) int { return cmp.Compare(x.Float(), y.Float()) }
	case boolKind:
		return func(x, y reflect.Value) int {
			switch {
			case x.Bool() == y.Bool():
				return 0
			case x.Bool():
				return 1
			default:
				return -1
			}
		}
	default:
		return nil
	}
}
