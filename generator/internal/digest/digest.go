// Package digest names values by their content.
//
// A [Sum] is the SHA-256 of a value written in an unambiguous form: every part is preceded by
// its length, so that ("ab", "c") and ("a", "bc") differ. Outputs are keyed by the sums of
// the inputs they are made from; see package plan.
package digest

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

// Sum is a SHA-256 digest.
type Sum [sha256.Size]byte

// String gives the sum in hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Short gives the first 10 hexadecimal digits, as file names carry them.
func (s Sum) Short() string { return hex.EncodeToString(s[:5]) }

// Bytes is the digest of a file's content.
func Bytes(b []byte) Sum { return sha256.Sum256(b) }

// Hasher composes a sum from parts. It collects them and hashes once: parts are short, and a plan has tens
// of thousands of sums to make.
type Hasher struct{ parts []byte }

// New starts a sum of the named kind; values of different kinds never share a sum.
func New(kind string) *Hasher {
	h := &Hasher{}
	h.Reset(kind)
	return h
}

// Reset starts another sum.
func (h *Hasher) Reset(kind string) {
	h.parts = h.parts[:0]
	h.String(kind)
}

// String adds a text.
func (h *Hasher) String(s string) {
	h.Int(int64(len(s)))
	h.parts = append(h.parts, s...)
}

// Int adds a number.
func (h *Hasher) Int(n int64) {
	h.parts = binary.LittleEndian.AppendUint64(h.parts, uint64(n))
}

// Bool adds a truth value.
func (h *Hasher) Bool(b bool) {
	n := int64(0)
	if b {
		n = 1
	}
	h.Int(n)
}

// Sum adds another sum.
func (h *Hasher) Sum(s Sum) { h.parts = append(h.parts, s[:]...) }

// Done gives the composed sum.
func (h *Hasher) Done() Sum { return sha256.Sum256(h.parts) }

// Of is the sum of any plain value: all exported and unexported fields, elements and entries, at any depth.
// Functions and channels have no content and may not occur.
func Of(kind string, v any) Sum {
	h := New(kind)
	h.value(reflect.ValueOf(v))
	return h.Done()
}

func (h *Hasher) value(v reflect.Value) {
	h.Int(int64(v.Kind()))
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.String:
		h.String(v.String())
	case reflect.Bool:
		h.Bool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.Int(v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		h.Int(int64(v.Uint()))
	case reflect.Float32, reflect.Float64:
		h.Int(int64(math.Float64bits(v.Float())))
	case reflect.Pointer, reflect.Interface:
		h.value(v.Elem())
	case reflect.Slice, reflect.Array:
		h.Int(int64(v.Len()))
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Map:
		h.mapping(v)
	case reflect.Struct:
		h.structure(v)
	default:
		panic(fmt.Sprintf("digest: a %s has no content", v.Type())) // a programming error, never input
	}
}

func (h *Hasher) structure(v reflect.Value) {
	if v.CanInterface() {
		// time.Time and its like: their fields hold more than their value (a zone's pointer).
		if t, ok := v.Interface().(encoding.TextMarshaler); ok {
			if text, err := t.MarshalText(); err == nil {
				h.String(string(text))
				return
			}
		}
	}
	h.Int(int64(v.NumField()))
	for i := range v.NumField() {
		h.value(v.Field(i))
	}
}

func (h *Hasher) mapping(v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	h.Int(int64(len(keys)))
	for _, k := range keys {
		h.value(k)
		h.value(v.MapIndex(k))
	}
}
