package tmpl

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
)

// strings gives the values of an expression as escapers see them: as texts of a content. There is none where the
// type says too little.
func (e expr) strings() (text func(*machine, reflect.Value) string, c content) {
	if e.typ == nil || hasFormat(e.typ) {
		return nil, plainContent
	}
	value := e.value
	switch basicKind(e.typ.Kind()) {
	case stringKind:
		return e.texts(), contentOf(e.typ)
	case intKind:
		return func(m *machine, dot reflect.Value) string { return strconv.FormatInt(value(m, dot).Int(), 10) }, plainContent
	case uintKind:
		return func(m *machine, dot reflect.Value) string { return strconv.FormatUint(value(m, dot).Uint(), 10) }, plainContent
	case boolKind:
		return func(m *machine, dot reflect.Value) string { return strconv.FormatBool(value(m, dot).Bool()) }, plainContent
	default:
		return nil, plainContent
	}
}

// hasFormat tells whether the values of a type say themselves how package fmt prints them.
func hasFormat(t reflect.Type) bool {
	return t.Implements(stringerType) || t.Implements(errorType) || t.Implements(formatterType)
}

func contentOf(t reflect.Type) content {
	switch t {
	case reflect.TypeFor[template.HTML]():
		return htmlContent
	case reflect.TypeFor[template.URL]():
		return urlContent
	default:
		return plainContent
	}
}

// stringify gives a value as escapers see it.
func stringify(v reflect.Value) (string, content) {
	if v = concrete(v); !v.IsValid() {
		return "", plainContent
	}
	end := v
	for end.Kind() == reflect.Pointer && !end.IsNil() {
		end = end.Elem()
	}
	if end = concrete(end); end.Kind() == reflect.String {
		if c := contentOf(end.Type()); c != plainContent || end.Type() == reflect.TypeFor[string]() {
			return end.String(), c
		}
	}
	return fmt.Sprint(printed(v)), plainContent
}

// printed gives what html/template prints of a value: what it points to, unless the pointer itself knows better.
func printed(v reflect.Value) any {
	for !v.Type().Implements(stringerType) && !v.Type().Implements(errorType) && v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	return v.Interface()
}

// evalArgs is html/template's function for the arguments of a predefined escaper.
func evalArgs(args ...any) string {
	for i, arg := range args {
		if arg != nil {
			args[i] = printed(reflect.ValueOf(arg))
		}
	}
	return fmt.Sprint(args...)
}
