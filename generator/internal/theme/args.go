package theme

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"assay/generator/internal/diag"
)

// wrong is the error for an argument, counted from 1, that a function has no use for.
func wrong(function string, number int, arg any, want string) *diag.Problem {
	return diag.Problemf(diag.TemplateFailed, "%s: argument %d is %s, not %s", function, number, described(arg), want)
}

// described says what an argument is, for messages.
func described(arg any) string {
	if s, ok := text(arg); ok && arg != nil {
		return strconv.Quote(s)
	}
	v := reflect.ValueOf(arg)
	switch {
	case !v.IsValid():
		return "nothing"
	case v.Kind() == reflect.Slice:
		return "a list"
	case v.Kind() == reflect.Map:
		return "a mapping"
	case v.CanInt() || v.CanUint() || v.CanFloat() || v.Kind() == reflect.Bool:
		return fmt.Sprint(arg)
	default:
		return "of type " + typeName(v.Type())
	}
}

// typeName is the name that the documentation has for a type.
func typeName(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return strings.TrimPrefix(t.String(), "plan.")
}

// text gives an argument that is a text; nothing is the empty one.
func text(arg any) (s string, ok bool) {
	switch arg := arg.(type) {
	case string:
		return arg, true
	case nil:
		return "", true
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.String {
		return v.String(), true
	}
	return "", false
}

// typed gives a number as it would be typed, or a text as it was.
func typed(arg any) (s string, ok bool) {
	v := reflect.ValueOf(arg)
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), true
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), true
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	default:
		return text(arg)
	}
}

// count gives an argument that says how many.
func count(function string, number int, arg any) (int, error) {
	s, _ := typed(arg)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, wrong(function, number, arg, "a whole number from 0 on")
	}
	return n, nil
}

// list gives an argument that is a list; nothing is the empty one.
func list(function string, number int, arg any) (reflect.Value, error) {
	v := reflect.ValueOf(arg)
	if !v.IsValid() {
		return reflect.ValueOf([]any(nil)), nil
	}
	if v.Kind() != reflect.Slice {
		return reflect.Value{}, wrong(function, number, arg, "a list")
	}
	return v, nil
}
