package pack_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/pack"
)

type all struct {
	Text    string
	Yes     bool
	Small   int8
	Large   uint64
	Number  float64
	Sum     [4]byte
	Texts   []string
	Inner   []inner
	Pointer *inner
	Entries map[name]*inner
	Any     anything
	Left    func() `pack:"-"`
	W       whole
}

type name string

type inner struct {
	Text string
	N    int
}

type whole struct {
	N      int
	Double int `pack:"-"`
}

func (w *whole) Unpacked() { w.Double = 2 * w.N }

type anything struct{ value any }

func (a *anything) AppendPacked(b []byte) []byte { return pack.AppendAny(b, a.value) }
func (a *anything) UnpackFrom(r *pack.Reader)    { a.value = r.Any() }

func values() []all {
	return []all{
		{},
		{Text: "é", Yes: true, Small: -128, Large: math.MaxUint64, Number: math.Inf(-1), Sum: [4]byte{1, 0, 255, 7}, Texts: []string{}, Inner: []inner{}, Pointer: &inner{}, Entries: map[name]*inner{}},
		{Texts: []string{"", "a", strings.Repeat("b", 300)}, Inner: []inner{{"x", -1}, {"", math.MaxInt}}, Pointer: &inner{"y", math.MinInt},
			Entries: map[name]*inner{"a": nil, "b": {"c", 128}}, W: whole{N: 3, Double: 6},
			Any: anything{map[string]any{"a": []any{nil, true, false, -5, 1.5, "text", []any{}}, "": map[string]any{}}}},
	}
}

func TestValuesComeBack(t *testing.T) {
	c := pack.New[all]()
	exported := cmp.AllowUnexported(all{}, anything{})
	for i, want := range values() {
		packed := c.Append([]byte("before"), &want)
		r := pack.NewReader(string(packed[len("before"):]) + "after")
		var got all
		c.Read(r, &got)
		if r.Err() != nil || r.Rest() != "after" {
			t.Errorf("%d: %v, %q is left", i, r.Err(), r.Rest())
		}
		if diff := cmp.Diff(want, got, exported); diff != "" {
			t.Errorf("%d (-want +got):\n%s", i, diff)
		}
		for end := range len(packed) - len("before") {
			var part all
			if r := pack.NewReader(string(packed[len("before"):][:end])); true {
				if c.Read(r, &part); r.Err() == nil {
					t.Errorf("%d: %d bytes of it are enough", i, end)
				}
			}
		}
	}
}

func TestWhatCannotBePackedIsToldAtOnce(t *testing.T) {
	type hidden struct{ a int }
	type itself struct{ Next *itself }
	for _, compile := range []func(){
		func() { pack.New[hidden]() }, func() { pack.New[itself]() }, func() { pack.New[chan int]() }, func() { pack.New[any]() }, func() { pack.New[[]struct{}]() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a type was compiled")
				}
			}()
			compile()
		}()
	}
	_ = hidden{}.a
}

func FuzzReader(f *testing.F) {
	c := pack.New[all]()
	for _, v := range values() {
		f.Add(string(c.Append(nil, &v)))
	}
	f.Fuzz(func(t *testing.T, packed string) {
		var v, again all
		r := pack.NewReader(packed)
		if c.Read(r, &v); r.Err() != nil {
			return
		}
		c.Read(pack.NewReader(string(c.Append(nil, &v))), &again)
		if v.Number == v.Number && !reflect.DeepEqual(v, again) && !strings.Contains(packed, "\xff") { // a NaN is not equal to itself
			t.Errorf("%q gives %+v, and once more %+v", packed, v, again)
		}
	})
}
