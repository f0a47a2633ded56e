package digest_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"assay/generator/internal/digest"
)

type pair struct{ A, B string }

type swapped struct{ B, A string }

type hidden struct {
	A string
	b string
}

type outer struct {
	pair
	N int
}

type node struct {
	Name string
	Next *node
}

// shout marshals as text, so that its fields do not count.
type shout struct{ text, noise string }

func (s shout) MarshalText() ([]byte, error) { return []byte(s.text), nil }

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func ptr[T any](v T) *T { return &v }

// All these values differ, and so do their sums.
func TestDifferentValuesDiffer(t *testing.T) {
	noon := time.Date(2017, 1, 18, 12, 0, 0, 0, time.UTC)
	values := map[string]any{
		"nil":                     nil,
		"no text":                 "",
		"a text":                  "a",
		"a text with NUL":         "a\x00",
		"a longer text":           "ab",
		"zero":                    0,
		"one":                     1,
		"minus one":               -1,
		"unsigned one":            uint(1),
		"a small one":             int8(1),
		"one as text":             "1",
		"a float":                 1.0,
		"another float":           1.5,
		"negative zero":           math.Copysign(0, -1),
		"float zero":              0.0,
		"infinity":                math.Inf(1),
		"true":                    true,
		"false":                   false,
		"ab, c":                   []string{"ab", "c"},
		"a, bc":                   []string{"a", "bc"},
		"abc":                     []string{"abc"},
		"abc and nothing":         []string{"abc", ""},
		"nothing and abc":         []string{"", "abc"},
		"an empty list":           []string{},
		"a list of nothing":       []string{""},
		"a list of two":           []string{"", ""},
		"an array":                [2]string{"", ""},
		"a list in a list":        [][]string{{"a"}, {"b"}},
		"both in one":             [][]string{{"a", "b"}},
		"and an empty one":        [][]string{{"a", "b"}, {}},
		"a struct":                pair{"x", "y"},
		"its values the other":    pair{"y", "x"},
		"fields in one order":     pair{A: "p", B: "q"},
		"fields in another order": swapped{A: "p", B: "q"},
		"parts joined":            pair{"xy", ""},
		"an unexported field":     hidden{"x", "z"},
		"another there":           hidden{"x", "zz"},
		"an embedded struct":      outer{pair{"x", "y"}, 1},
		"another inside":          outer{pair{"x", "z"}, 1},
		"another number":          outer{pair{"x", "y"}, 2},
		"nil pointer":             (*string)(nil),
		"pointer to nothing":      ptr(""),
		"pointer to a text":       ptr("b"),
		"a list of nil":           []*string{nil},
		"nil in any":              []any{nil},
		"text in any":             []any{"1"},
		"number in any":           []any{1},
		"float in any":            []any{1.0},
		"an empty map":            map[string]string{},
		"a map":                   map[string]string{"a": "b"},
		"its pair the other":      map[string]string{"b": "a"},
		"two pairs":               map[string]string{"a": "b", "c": "d"},
		"two pairs, crossed":      map[string]string{"a": "d", "c": "b"},
		"a map of maps":           map[string]any{"a": map[string]any{"b": 1}},
		"and a deeper value":      map[string]any{"a": map[string]any{"b": 2}},
		"numbers for keys":        map[int]string{1: "b"},
		"a chain":                 node{"a", &node{"b", nil}},
		"a longer chain":          node{"a", &node{"b", &node{}}},
		"noon":                    noon,
		"noon and a bit":          noon.Add(time.Nanosecond),
		"noon, said in Berlin":    noon.In(zone(t, "Europe/Berlin")),
		"a marshaler":             shout{"a", ""},
		"another marshaler":       shout{"b", ""},
	}
	names := map[digest.Sum]string{}
	for name, v := range values {
		sum := digest.Of("test", v)
		if other, twice := names[sum]; twice {
			t.Errorf("%q and %q have one sum", name, other)
		}
		names[sum] = name
		if again := digest.Of("test", v); again != sum {
			t.Errorf("%q has two sums", name)
		}
		if other := digest.Of("another kind", v); other == sum {
			t.Errorf("%q has one sum for two kinds", name)
		}
	}
}

// These values are the same, wherever they are held and however they were made.
func TestSameValuesAgree(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	loaded, err := time.Parse(time.RFC3339, "2017-01-18T12:00:00+01:00")
	if err != nil {
		t.Fatal(err)
	}
	shared := ptr("x")
	tests := map[string][2]any{
		"copies":                {outer{pair{"x", "y"}, 1}, outer{pair{"x", "y"}, 1}},
		"pointers":              {[]*string{ptr("x"), ptr("x")}, []*string{shared, shared}},
		"spare capacity":        {append(make([]int, 0, 9), 1), []int{1}},
		"one moment, two zones": {time.Date(2017, 1, 18, 12, 0, 0, 0, berlin), loaded},
		"with a monotonic part": {time.Unix(1484740800, 0).UTC(), time.Unix(1484740800, 0).UTC().Round(0)},
		"noise behind the text": {shout{"a", "b"}, shout{"a", "c"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if a, b := digest.Of("test", tt[0]), digest.Of("test", tt[1]); a != b {
				t.Errorf("%v and %v differ", tt[0], tt[1])
			}
		})
	}
}

func TestMapsHaveNoOrder(t *testing.T) {
	build := func(order func(i int) int) map[string]any {
		m := map[string]any{}
		for i := range 100 {
			n := order(i)
			m[fmt.Sprint("key-", n)] = []any{n, map[int]bool{n: true, n + 1: false}}
		}
		return m
	}
	want := digest.Of("test", build(func(i int) int { return i }))
	for range 20 {
		if got := digest.Of("test", build(func(i int) int { return 99 - i })); got != want {
			t.Fatal("the same map has two sums")
		}
	}
}

func TestWhatHasNoContentPanics(t *testing.T) {
	for what, v := range map[string]any{"function": func() {}, "channel": make(chan int), "in a struct": struct{ F func() }{}} {
		t.Run(what, func(t *testing.T) {
			defer func() {
				if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), "has no content") {
					t.Errorf("recovered %v", r)
				}
			}()
			digest.Of("test", v)
		})
	}
}

func TestHasher(t *testing.T) {
	sum := func(kind string, add func(h *digest.Hasher)) digest.Sum {
		h := digest.New(kind)
		add(h)
		return h.Done()
	}
	sums := map[digest.Sum]string{}
	for what, s := range map[string]digest.Sum{
		"nothing":           sum("k", func(*digest.Hasher) {}),
		"nothing of l":      sum("l", func(*digest.Hasher) {}),
		"an empty text":     sum("k", func(h *digest.Hasher) { h.String("") }),
		"ab, c":             sum("k", func(h *digest.Hasher) { h.String("ab"); h.String("c") }),
		"a, bc":             sum("k", func(h *digest.Hasher) { h.String("a"); h.String("bc") }),
		"a number":          sum("k", func(h *digest.Hasher) { h.Int(7) }),
		"a negative number": sum("k", func(h *digest.Hasher) { h.Int(-7) }),
		"a sum":             sum("k", func(h *digest.Hasher) { h.Sum(digest.Bytes([]byte("x"))) }),
		"another sum":       sum("k", func(h *digest.Hasher) { h.Sum(digest.Bytes([]byte("y"))) }),
	} {
		if other, twice := sums[s]; twice {
			t.Errorf("%q and %q have one sum", what, other)
		}
		sums[s] = what
	}
	h := digest.New("k")
	h.String("x")
	if first := h.Done(); h.Done() != first {
		t.Error("asking for the sum changes it")
	}
	h.Reset("k")
	h.String("y")
	if h.Done() != sum("k", func(h *digest.Hasher) { h.String("y") }) {
		t.Error("something of the first sum is left in the second")
	}
}

func TestSumText(t *testing.T) {
	content := []byte("13 wars")
	got := digest.Bytes(content)
	if want := fmt.Sprintf("%x", sha256.Sum256(content)); got.String() != want || got.Short() != want[:10] {
		t.Errorf("%s and %s, want %s", got, got.Short(), want)
	}
}
