package doc

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/pack"
)

// Decoder decodes nodes into values of one struct type. It is safe for concurrent use.
type Decoder[T any] struct {
	decode decodeFunc
}

// NodeUnmarshaler is implemented by types that take more than one shape.
type NodeUnmarshaler interface {
	UnmarshalNode(c *Context, n *Node)
}

// KeyRefuser is implemented by structs that know why they do not take a key. The problem is nil where the key is simply unknown.
type KeyRefuser interface {
	RefuseKey(key string) *diag.Problem
}

type decodeFunc func(c *Context, n *Node, v reflect.Value)

// NewDecoder makes the decoder of a struct type. It panics on a type it cannot decode: a programming error.
func NewDecoder[T any]() *Decoder[T] {
	return &Decoder[T]{decode: compile(reflect.TypeFor[T]())}
}

// Decode reads a mapping into dst and tells where its values stand.
func (d *Decoder[T]) Decode(n *Node, dst *T) (*Positions, diag.Findings) {
	c := &Context{path: rootPath, positions: &Positions{}}
	c.positions.add(rootPath, n.At)
	if n.Kind != Broken {
		d.decode(c, n, reflect.ValueOf(dst).Elem())
	}
	c.positions.seal()
	return c.positions, c.found
}

// Context is a decoding under way.
type Context struct {
	name      string   // of the value being decoded, for messages
	path      pathHash // of the value being decoded
	positions *Positions
	found     diag.Findings
	unknown   int // keys
}

// Fail reports a problem at a node.
func (c *Context) Fail(n *Node, p *diag.Problem) { c.found.Add(n.At, p) }

// Value decodes a node into dst, a pointer, as if it stood where the current one stands.
func (c *Context) Value(n *Node, dst any) {
	v := reflect.ValueOf(dst).Elem()
	compile(v.Type())(c, n, v)
}

// Item decodes an entry of the current list.
func (c *Context) Item(i int, n *Node, dst any) {
	c.within(strconv.Itoa(i), n, func() { c.Value(n, dst) })
}

// within runs f for a part of the current value.
func (c *Context) within(name string, n *Node, f func()) {
	path, outer := c.path, c.name
	c.path = path.child(name)
	if strings.Trim(name, "0123456789") != "" { // no entry of a list
		c.name = name
	}
	c.positions.add(c.path, n.At)
	if n.Kind != Broken {
		f()
	}
	c.path, c.name = path, outer
}

// WrongType reports that another shape was wanted, such as "a list".
func (c *Context) WrongType(n *Node, want string) {
	p := diag.Problemf(diag.WrongType, "%s must be %s, not %s", c.label(), want, n.Kind)
	switch {
	case n.Kind == Scalar && strings.HasPrefix(want, "a list") && len(n.Text) <= 80 && !strings.Contains(n.Text, "\n"):
		p.Hint = fmt.Sprintf("write [%s]", n.Text)
	case n.Kind == Null:
		p.Message = fmt.Sprintf("%s is empty; it must be %s", c.label(), want)
	}
	c.Fail(n, p)
}

func (c *Context) label() string {
	if c.name == "" {
		return "the file"
	}
	return c.name
}

var (
	textType = reflect.TypeFor[encoding.TextUnmarshaler]()
	nodeType = reflect.TypeFor[NodeUnmarshaler]()
)

// compile makes the function that decodes values of a type.
func compile(t reflect.Type) decodeFunc {
	p := reflect.PointerTo(t)
	switch {
	case p.Implements(nodeType):
		return func(c *Context, n *Node, v reflect.Value) { v.Addr().Interface().(NodeUnmarshaler).UnmarshalNode(c, n) }
	case p.Implements(textType):
		return decodeText
	}
	switch t.Kind() {
	case reflect.String:
		return decodeString
	case reflect.Bool:
		return decodeBool
	case reflect.Int:
		return decodeInt
	case reflect.Slice:
		return decodeSlice(t)
	case reflect.Map:
		return decodeMap(t)
	case reflect.Pointer:
		return decodePointer(t)
	case reflect.Struct:
		return decodeStruct(t)
	default:
		panic("doc: cannot decode into " + t.String())
	}
}

func decodeString(c *Context, n *Node, v reflect.Value) {
	if n.Kind != Scalar {
		c.WrongType(n, "a text")
		return
	}
	v.SetString(OneLine(n.Text))
}

// decodeParagraphs decodes a text that keeps its paragraphs apart.
func decodeParagraphs(c *Context, n *Node, v reflect.Value) {
	if n.Kind != Scalar {
		c.WrongType(n, "a text")
		return
	}
	v.SetString(Paragraphs(n.Text))
}

func decodeText(c *Context, n *Node, v reflect.Value) {
	if n.Kind != Scalar {
		c.WrongType(n, "a text")
		return
	}
	err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(strings.TrimSpace(n.Text)))
	if err == nil {
		return
	}
	problem, ok := err.(*diag.Problem)
	if !ok {
		problem = diag.Problemf(diag.BadValue, "%s: %s", c.label(), err)
	}
	c.Fail(n, problem)
}

func decodeBool(c *Context, n *Node, v reflect.Value) {
	text := strings.TrimSpace(n.Text)
	if n.Kind != Scalar || text != "true" && text != "false" {
		p := diag.Problemf(diag.WrongType, "%s must be true or false", c.label())
		switch strings.ToLower(text) {
		case "true", "yes", "on", "y":
			p.Hint = "write true"
		case "false", "no", "off", "n":
			p.Hint = "write false"
		}
		c.Fail(n, p)
		return
	}
	v.SetBool(text == "true")
}

func decodeInt(c *Context, n *Node, v reflect.Value) {
	i, err := strconv.Atoi(strings.TrimSpace(n.Text))
	if n.Kind != Scalar || err != nil {
		c.WrongType(n, "a whole number")
		return
	}
	v.SetInt(int64(i))
}

func decodeSlice(t reflect.Type) decodeFunc {
	element := compile(t.Elem())
	return func(c *Context, n *Node, v reflect.Value) {
		if n.Kind != List {
			c.WrongType(n, "a list")
			return
		}
		v.Set(reflect.MakeSlice(t, len(n.Items), len(n.Items)))
		for i, item := range n.Items {
			c.within(strconv.Itoa(i), item, func() { element(c, item, v.Index(i)) })
		}
	}
}

func decodeMap(t reflect.Type) decodeFunc {
	element := compile(t.Elem())
	return func(c *Context, n *Node, v reflect.Value) {
		if n.Kind != Map {
			c.WrongType(n, "a mapping")
			return
		}
		v.Set(reflect.MakeMapWithSize(t, len(n.Fields)))
		for _, f := range n.Fields {
			value := reflect.New(t.Elem()).Elem()
			c.within(f.Key, f.Value, func() { element(c, f.Value, value) })
			v.SetMapIndex(reflect.ValueOf(f.Key).Convert(t.Key()), value)
		}
	}
}

func decodePointer(t reflect.Type) decodeFunc {
	element := compile(t.Elem())
	return func(c *Context, n *Node, v reflect.Value) {
		v.Set(reflect.New(t.Elem()))
		element(c, n, v.Elem())
	}
}

// structField is a field of a struct that a key names.
type structField struct {
	index      []int
	required   bool
	keepsBlank bool
	max        int // entries of a list or mapping, characters of a text; 0 for no limit
	decode     decodeFunc
}

func decodeStruct(t reflect.Type) decodeFunc {
	fields := map[string]structField{}
	var names, required []string
	for _, key := range KeysOf(t) {
		fields[key.Name] = structField{
			index: key.index, required: key.Required, keepsBlank: key.Blank, max: key.Max, decode: key.decoder(),
		}
		names = append(names, key.Name)
		if key.Required {
			required = append(required, key.Name)
		}
	}
	known := sync.OnceValue(func() *diag.Words { return diag.NewWords(names) })
	return func(c *Context, n *Node, v reflect.Value) {
		if n.Kind != Map {
			c.WrongType(n, "a mapping of "+strings.Join(names[:min(3, len(names))], ", ")+" …")
			return
		}
		for _, entry := range n.Fields {
			f, ok := fields[entry.Key]
			if !ok {
				c.found.Add(entry.KeyAt, c.refused(entry.Key, known, v))
				continue
			}
			c.field(entry, f, v)
		}
		for _, name := range required {
			if !n.has(name) {
				c.Fail(n, missing(name))
			}
		}
	}
}

// refused says why a struct does not take a key.
func (c *Context) refused(key string, known func() *diag.Words, v reflect.Value) *diag.Problem {
	if r, ok := v.Addr().Interface().(KeyRefuser); ok {
		if p := r.RefuseKey(key); p != nil {
			return p
		}
	}
	p := diag.Problemf(diag.UnknownKey, "unknown key %q", key)
	if c.unknown++; c.unknown <= diag.MaxShown { // the others are only counted
		p.Hint = known().DidYouMean(key)
	}
	return p
}

// Key is a key of a struct type.
type Key struct {
	Name     string
	Required bool
	Blank    bool // "" is a value of its own, which is not the same as no value
	Max      int  // entries of a list or mapping, characters of a text; 0 for no limit
	Type     reflect.Type

	index      []int
	paragraphs bool
}

// decoder returns the function that decodes the values of a key.
func (k *Key) decoder() decodeFunc {
	if k.paragraphs {
		return decodeParagraphs
	}
	return compile(k.Type)
}

// maxEntries is the limit of lists and mappings whose fields have no tag `max`.
const maxEntries = 1000

// KeysOf lists the keys of a struct type with what they hold.
func KeysOf(t reflect.Type) []Key {
	var keys []Key
	eachKey(t, func(f reflect.StructField, name, option string) {
		keys = append(keys, Key{
			Name: name, Required: option == "required", Blank: option == "blank" || f.Type == reflect.TypeFor[Free](),
			Max: maxOf(f), Type: f.Type, index: f.Index, paragraphs: f.Tag.Get("text") == "paragraphs",
		})
	})
	return keys
}

// maxOf returns the limit of a field: that of its tag, or [maxEntries] for a list or mapping. What
// the user's own templates read ([Free]) has none.
func maxOf(f reflect.StructField) int {
	if tag, ok := f.Tag.Lookup("max"); ok {
		n, err := strconv.Atoi(tag)
		if err != nil {
			panic("doc: the tag max of " + f.Name + " is not a number") // as compile does
		}
		return n
	}
	if kind := f.Type.Kind(); kind == reflect.Slice || kind == reflect.Map && f.Type != reflect.TypeFor[Free]() {
		return maxEntries
	}
	return 0
}

// Keys lists the keys of a struct type.
func Keys[T any]() []string {
	var names []string
	eachKey(reflect.TypeFor[T](), func(_ reflect.StructField, name, _ string) { names = append(names, name) })
	return names
}

// eachKey hands over the fields of a struct type that a key names, with what else their tags say.
func eachKey(t reflect.Type, see func(f reflect.StructField, name, option string)) {
	for _, f := range reflect.VisibleFields(t) {
		if tag, ok := f.Tag.Lookup("yaml"); ok {
			name, option, _ := strings.Cut(tag, ",")
			see(f, name, option)
		}
	}
}

func (c *Context) field(entry Field, f structField, v reflect.Value) {
	c.within(entry.Key, entry.Value, func() {
		n := entry.Value
		if !f.keepsBlank {
			n = n.withoutBlanks()
		}
		switch {
		case n.blank() && !f.keepsBlank || n.Kind == Null:
			if f.required {
				c.Fail(n, missing(entry.Key))
			}
		case f.max > 0 && c.exceeds(entry, v.FieldByIndex(f.index).Kind(), f.max):
		default:
			f.decode(c, n, v.FieldByIndex(f.index))
		}
	})
}

// exceeds reports whether a value is larger than its field's limit, and adds a finding if it is.
func (c *Context) exceeds(entry Field, kind reflect.Kind, limit int) bool {
	n, isText := entry.Value, kind == reflect.String || kind == reflect.Pointer
	entries := max(len(n.Items), len(n.Fields))
	switch {
	case isText && len(n.Text) > limit && utf8.RuneCountInString(n.Text) > limit:
		c.Fail(n, diag.Problemf(diag.TooLong, "%s has %d characters; at most %d are allowed",
			entry.Key, utf8.RuneCountInString(n.Text), limit).Because("shorten it"))
	case !isText && entries > limit:
		c.Fail(n, diag.Problemf(diag.TooMany, "%s has %d entries; at most %d are allowed",
			entry.Key, entries, limit).Because("remove some"))
	default:
		return false
	}
	return true
}

func missing(name string) *diag.Problem {
	return diag.Problemf(diag.Missing, "%s is required", name)
}

// Free is a value whose shape is the user's own: maps, lists, texts, numbers and truth values.
// An unquoted scalar is a truth value or a number only where it prints again as it was typed.
type Free map[string]any

// UnmarshalNode reads any mapping.
func (f *Free) UnmarshalNode(c *Context, n *Node) {
	if n.Kind != Map {
		c.WrongType(n, "a mapping")
		return
	}
	*f = free(n).(map[string]any)
}

// AppendPacked writes the values for the cache.
func (f *Free) AppendPacked(b []byte) []byte {
	if *f == nil {
		return pack.AppendAny(b, nil)
	}
	return pack.AppendAny(b, map[string]any(*f))
}

// UnpackFrom reads what AppendPacked wrote.
func (f *Free) UnpackFrom(r *pack.Reader) {
	if m, ok := r.Any().(map[string]any); ok {
		*f = m
	}
}

func free(n *Node) any {
	switch n.Kind {
	case Map:
		m := make(map[string]any, len(n.Fields))
		for _, f := range n.Fields {
			m[f.Key] = free(f.Value)
		}
		return m
	case List:
		l := make([]any, len(n.Items))
		for i, item := range n.Items {
			l[i] = free(item)
		}
		return l
	case Null:
		return nil
	}
	if !n.Plain {
		return n.Text
	}
	if n.Text == "true" || n.Text == "false" {
		return n.Text == "true"
	}
	if i, err := strconv.Atoi(n.Text); err == nil && strconv.Itoa(i) == n.Text {
		return i
	}
	if x, err := strconv.ParseFloat(n.Text, 64); err == nil && !math.IsInf(x, 0) && !math.IsNaN(x) && fmt.Sprint(x) == n.Text {
		return x
	}
	return n.Text
}
