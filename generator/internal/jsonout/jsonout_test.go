package jsonout_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/jsonout"
)

type all struct {
	Text    string  `json:"text"`
	Plain   string  `json:",omitempty"`
	Yes     bool    `json:"yes,omitempty"`
	N       int     `json:"n,omitempty"`
	Large   int64   `json:"large"`
	Number  float64 `json:"number,omitempty"`
	Typed   json.Number
	Left    string         `json:"-"`
	List    []inner        `json:"list"`
	Lists   [][]string     `json:"lists,omitempty"`
	Pair    [2]int         `json:"pair"`
	Pointer *inner         `json:"pointer,omitempty"`
	Null    *inner         `json:"null"`
	Zero    inner          `json:"zero,omitzero"`
	Same    inner          `json:"same,omitempty"`
	Map     map[string]any `json:"map,omitempty"`
	Any     any            `json:"any"`
	When    time.Time      `json:"when,omitzero"`
	Bytes   []byte         `json:"bytes,omitempty"`
	Whole   whole
	unseen  int
}

type whole struct {
	inner
	C int
}

type inner struct {
	A string `json:"a,omitempty"`
	B *int   `json:"b,omitempty"`
}

func values(text string, n int) []all {
	return []all{
		{unseen: 1, Typed: "0"},
		{Text: text, Plain: text, Yes: true, N: n, Large: math.MinInt64, Number: 1.5e30, Typed: "1.50", Left: "x", List: []inner{{}, {A: text, B: &n}}, Lists: [][]string{nil, {}, {text, ""}},
			Pair: [2]int{n, 0}, Pointer: &inner{}, Zero: inner{A: "z"}, Map: map[string]any{text: []any{1, map[string]any{}, map[string]any{"b": nil}}, "<&>": "<&>"},
			Any: inner{A: text}, When: time.Unix(int64(n), 0).UTC(), Bytes: []byte(text)},
		{List: []inner{}, Typed: "-3", Any: []any{}},
	}
}

func compare(t *testing.T, v all) {
	t.Helper()
	w := jsonout.New[all]()
	for _, prefix := range []string{"", "  "} {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", prefix)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		appended := w.Append
		if prefix != "" {
			appended = w.AppendIndented
		}
		got, err := appended([]byte("before"), &v)
		if err != nil || string(got) != "before"+strings.TrimSuffix(want.String(), "\n") {
			t.Errorf("%v, got\n%s\nwant\n%s", err, got, want.String())
		}
	}
}

func TestItWritesWhatTheStandardWrites(t *testing.T) {
	for _, text := range []string{"", "a <b> & \"c\" \\ \b\f\n\r\t\x00\x1f\x7f é 😀 \u2028\u2029 \ufffd \xff\xc3 end"} {
		for _, v := range values(text, -7) {
			compare(t, v)
		}
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	v := all{Any: math.Inf(1)}
	if _, err := jsonout.New[all]().Append(nil, &v); err == nil {
		t.Error("infinity was written")
	}
}

func FuzzWriter(f *testing.F) {
	f.Add("a\u2028\xff\"", 3)
	f.Fuzz(func(t *testing.T, text string, n int) {
		for _, v := range values(text, n%1e9) {
			compare(t, v)
		}
	})
}
