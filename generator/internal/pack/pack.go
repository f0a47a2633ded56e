// Package pack writes values as bytes and reads them back, many times faster than it took to make them.
//
// A [Codec] is compiled for a type once: text, numbers, truth values, structs, slices, arrays of bytes, maps with texts for keys, pointers. What comes
// back is equal to what went in, with nil and empty told apart. A pointer's value is its own again: what two pointers shared is there twice. Texts are parts of
// the bytes that were read, which stay in memory as long as any of them.
//
// Fields that others cannot see have no place in it, so a type that has such fields, or an interface, must be [Packed] or be left out with the tag
// `pack:"-"`. A type that is [Whole] completes itself when it has been read.
//
// The bytes say nothing of their types: they are for the program that wrote them and no other. Bytes that nobody wrote are an error, not a panic, and never take
// more memory than some multiple of their own length.
package pack

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

// Packed is a type that reads and writes itself; UnpackFrom is called of a zero value.
type Packed interface {
	AppendPacked(b []byte) []byte
	UnpackFrom(r *Reader)
}

// Whole is a type that has something to do once it has been read.
type Whole interface{ Unpacked() }

// Codec reads and writes values of a type. It is safe for concurrent use.
type Codec[T any] struct {
	write writeFunc
	read  readFunc
}

type (
	writeFunc func(b []byte, v reflect.Value) []byte
	readFunc  func(r *Reader, v reflect.Value)
)

// New compiles a codec. It panics where the type cannot be packed, which is a programming error.
func New[T any]() *Codec[T] {
	c := compiler{}
	write, read := c.compile(reflect.TypeFor[T]())
	return &Codec[T]{write, read}
}

// Append writes a value behind b.
func (c *Codec[T]) Append(b []byte, v *T) []byte { return c.write(b, reflect.ValueOf(v).Elem()) }

// Read reads a value. The reader has an error where it is none.
func (c *Codec[T]) Read(r *Reader, v *T) { c.read(r, reflect.ValueOf(v).Elem()) }

// AppendInt writes a number.
func AppendInt(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

// AppendUint writes a number that is not negative.
func AppendUint(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }

// AppendString writes a text.
func AppendString(b []byte, s string) []byte { return append(AppendUint(b, uint64(len(s))), s...) }

// AppendBool writes a truth value.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// AppendFloat writes a number with a fraction.
func AppendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

// Reader goes through packed bytes. After an error it gives zero values.
type Reader struct {
	rest string
	err  error
}

// NewReader begins at the start of packed bytes.
func NewReader(packed string) *Reader { return &Reader{rest: packed} }

// Err tells whether something was read that was not packed.
func (r *Reader) Err() error { return r.err }

// Rest is what has not been read yet.
func (r *Reader) Rest() string { return r.rest }

var errBroken = errors.New("these bytes were not packed so")

// Fail says that what was read is not what was packed.
func (r *Reader) Fail() {
	r.err, r.rest = errBroken, ""
}

// Uint reads what AppendUint wrote.
func (r *Reader) Uint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 { // most are small
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	var n uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		c := r.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.Fail()
	return 0
}

// Int reads what AppendInt wrote.
func (r *Reader) Int() int64 {
	n := r.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Bool reads what AppendBool wrote.
func (r *Reader) Bool() bool { return r.Uint() != 0 }

// Float reads what AppendFloat wrote.
func (r *Reader) Float() float64 {
	var bits [8]byte
	r.Bytes(bits[:])
	return math.Float64frombits(binary.LittleEndian.Uint64(bits[:]))
}

// String reads what AppendString wrote.
func (r *Reader) String() string { return r.take(r.Uint()) }

// Len reads how many values follow, each of at least one byte.
func (r *Reader) Len() int { return r.atMostRest(r.Uint()) }

// lenOrNil reads one more than how many values follow, and 0 for nil.
func (r *Reader) lenOrNil() (n int, isNil bool) {
	more := r.Uint()
	if more == 0 {
		return 0, true
	}
	n = r.atMostRest(more - 1)
	return n, r.err != nil
}

func (r *Reader) atMostRest(n uint64) int {
	if n > uint64(len(r.rest)) {
		r.Fail()
		return 0
	}
	return int(n)
}

func (r *Reader) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.Fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// Bytes reads bytes that were written as they are; after an error they stay what they were.
func (r *Reader) Bytes(b []byte) { copy(b, r.take(uint64(len(b)))) }

var (
	packedType = reflect.TypeFor[Packed]()
	wholeType  = reflect.TypeFor[Whole]()
)

// compiler compiles types. One that holds itself is not foreseen.
type compiler map[reflect.Type]bool

func (c compiler) compile(t reflect.Type) (writeFunc, readFunc) {
	if c[t] {
		panic(fmt.Sprintf("pack: a %s holds itself", t))
	}
	c[t] = true
	defer delete(c, t)
	write, read := c.ofKind(t)
	if reflect.PointerTo(t).Implements(wholeType) {
		inner := read
		read = func(r *Reader, v reflect.Value) {
			inner(r, v)
			if r.err == nil {
				v.Addr().Interface().(Whole).Unpacked()
			}
		}
	}
	return write, read
}

func (c compiler) ofKind(t reflect.Type) (writeFunc, readFunc) {
	if reflect.PointerTo(t).Implements(packedType) {
		return func(b []byte, v reflect.Value) []byte { return v.Addr().Interface().(Packed).AppendPacked(b) },
			func(r *Reader, v reflect.Value) { v.Addr().Interface().(Packed).UnpackFrom(r) }
	}
	switch t.Kind() {
	case reflect.String:
		return func(b []byte, v reflect.Value) []byte { return AppendString(b, v.String()) },
			func(r *Reader, v reflect.Value) { v.SetString(r.String()) }
	case reflect.Bool:
		return func(b []byte, v reflect.Value) []byte { return AppendBool(b, v.Bool()) },
			func(r *Reader, v reflect.Value) { v.SetBool(r.Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) []byte { return AppendInt(b, v.Int()) },
			func(r *Reader, v reflect.Value) { v.SetInt(r.Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(b []byte, v reflect.Value) []byte { return AppendUint(b, v.Uint()) },
			func(r *Reader, v reflect.Value) { v.SetUint(r.Uint()) }
	case reflect.Float64:
		return func(b []byte, v reflect.Value) []byte { return AppendFloat(b, v.Float()) },
			func(r *Reader, v reflect.Value) { v.SetFloat(r.Float()) }
	case reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return func(b []byte, v reflect.Value) []byte { return append(b, v.Bytes()...) },
				func(r *Reader, v reflect.Value) { r.Bytes(v.Bytes()) }
		}
	case reflect.Pointer:
		return c.pointer(t)
	case reflect.Slice:
		return c.slice(t)
	case reflect.Map:
		return c.mapping(t)
	case reflect.Struct:
		return c.structure(t)
	}
	panic(fmt.Sprintf("pack: a %s cannot be packed", t))
}

func (c compiler) pointer(t reflect.Type) (writeFunc, readFunc) {
	write, read := c.compile(t.Elem())
	return func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			return write(append(b, 1), v.Elem())
		}, func(r *Reader, v reflect.Value) {
			if r.Bool() {
				v.Set(reflect.New(t.Elem()))
				read(r, v.Elem())
			}
		}
}

// slice writes one more than the length, and 0 for nil.
func (c compiler) slice(t reflect.Type) (writeFunc, readFunc) {
	write, read := c.compile(t.Elem())
	return func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			b = AppendUint(b, uint64(v.Len())+1)
			for i := range v.Len() {
				b = write(b, v.Index(i))
			}
			return b
		}, func(r *Reader, v reflect.Value) {
			n, isNil := r.lenOrNil()
			if isNil {
				return
			}
			v.Set(reflect.MakeSlice(t, n, n))
			for i := range n {
				read(r, v.Index(i))
			}
		}
}

func (c compiler) mapping(t reflect.Type) (writeFunc, readFunc) {
	writeKey, readKey := c.compile(t.Key())
	write, read := c.compile(t.Elem())
	return func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			b = AppendUint(b, uint64(v.Len())+1)
			entry := reflect.New(t.Elem()).Elem()
			for _, k := range sortedKeys(v) {
				b = writeKey(b, k)
				entry.Set(v.MapIndex(k))
				b = write(b, entry)
			}
			return b
		}, func(r *Reader, v reflect.Value) {
			n, isNil := r.lenOrNil()
			if isNil {
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n))
			for range n {
				k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
				readKey(r, k)
				read(r, e)
				v.SetMapIndex(k, e)
			}
		}
}

func (c compiler) structure(t reflect.Type) (writeFunc, readFunc) {
	type field struct {
		index int
		write writeFunc
		read  readFunc
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("pack") == "-" {
			continue
		}
		if !f.IsExported() {
			panic(fmt.Sprintf("pack: nobody else sees %s of a %s", f.Name, t))
		}
		write, read := c.compile(f.Type)
		fields = append(fields, field{i, write, read})
	}
	if len(fields) == 0 {
		panic(fmt.Sprintf("pack: a %s takes no byte", t))
	}
	return func(b []byte, v reflect.Value) []byte {
			for i := range fields {
				b = fields[i].write(b, v.Field(fields[i].index))
			}
			return b
		}, func(r *Reader, v reflect.Value) {
			for i := range fields {
				fields[i].read(r, v.Field(fields[i].index))
			}
		}
}
