package pack

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// The kinds of values of any shape.
const (
	anyNil = iota
	anyFalse
	anyTrue
	anyInt
	anyFloat
	anyText
	anyList
	anyMap
)

// AppendAny writes a value of any shape: nil, truth values, ints, floats, texts, []any and map[string]any.
func AppendAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, anyNil)
	case bool:
		if v {
			return append(b, anyTrue)
		}
		return append(b, anyFalse)
	case int:
		return AppendInt(append(b, anyInt), int64(v))
	case float64:
		return AppendFloat(append(b, anyFloat), v)
	case string:
		return AppendString(append(b, anyText), v)
	case []any:
		b = AppendUint(append(b, anyList), uint64(len(v)))
		for _, item := range v {
			b = AppendAny(b, item)
		}
		return b
	case map[string]any:
		b = AppendUint(append(b, anyMap), uint64(len(v)))
		for _, k := range sortedKeys(reflect.ValueOf(v)) {
			b = AppendAny(AppendString(b, k.String()), v[k.String()])
		}
		return b
	default:
		panic(fmt.Sprintf("pack: a %T cannot be packed", v)) // a programming error, never input
	}
}

// maxDepth of values of any shape: files cannot be nested deeper.
const maxDepth = 100

// Any reads what AppendAny wrote.
func (r *Reader) Any() any { return r.anyAt(0) }

func (r *Reader) anyAt(depth int) any {
	if depth > maxDepth {
		r.Fail()
	}
	switch r.Uint() {
	case anyNil:
		return nil
	case anyFalse:
		return false
	case anyTrue:
		return true
	case anyInt:
		n := r.Int()
		if n < math.MinInt || n > math.MaxInt {
			r.Fail()
		}
		return int(n)
	case anyFloat:
		return r.Float()
	case anyText:
		return r.String()
	case anyList:
		l := make([]any, r.Len())
		for i := range l {
			l[i] = r.anyAt(depth + 1)
		}
		return l
	case anyMap:
		n := r.Len()
		m := make(map[string]any, n)
		for range n {
			k := r.String()
			m[k] = r.anyAt(depth + 1)
		}
		return m
	default:
		r.Fail()
		return nil
	}
}
