package doc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/doc"
)

func TestAppendJSON(t *testing.T) {
	text := func(s string) *doc.Node { return &doc.Node{Kind: doc.Scalar, Text: s} }
	tests := map[string]struct {
		node *doc.Node
		want string
	}{
		"a text":         {text("Zoë said “so”"), `"Zoë said “so”"`},
		"escapes":        {text("\"\\\n\t\r\x00\x7f"), `"\"\\\n\t\u000d\u0000\u007f"`},
		"end of script":  {text("</script><!--&"), `"\u003c/script\u003e\u003c!--\u0026"`},
		"line ends":      {text("a\u2028b\u2029c"), `"a\u2028b\u2029c"`},
		"no UTF-8":       {text("a\xffb"), `"a\ufffdb"`},
		"a number":       {&doc.Node{Kind: doc.Scalar, Plain: true, Text: "14.20"}, `14.20`},
		"nothing":        {&doc.Node{Kind: doc.Null}, `null`},
		"an empty list":  {&doc.Node{Kind: doc.List}, `[]`},
		"a list":         {&doc.Node{Kind: doc.List, Items: []*doc.Node{text("a"), text("b")}}, `["a","b"]`},
		"a mapping":      {&doc.Node{Kind: doc.Map, Fields: []doc.Field{{Key: "z", Value: text("1")}, {Key: "a<", Value: text("2")}}}, `{"z":"1","a\u003c":"2"}`},
		"an empty mappi": {&doc.Node{Kind: doc.Map}, `{}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := string(test.node.AppendJSON(nil)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// FuzzAppendJSON writes what was read, and reads it again.
func FuzzAppendJSON(f *testing.F) {
	f.Add(`{"a": [1, 2.50, true, null, "</script>"], "b": {"c": "\u2028 é"}}`)
	f.Fuzz(func(t *testing.T, src string) {
		node, found := doc.ParseJSON([]byte(src))
		if found.Failed() {
			return
		}
		written := node.AppendJSON(nil)
		if strings.ContainsAny(string(written), "<>&\u2028\u2029") {
			t.Errorf("%s cannot stand in a script", written)
		}
		var want, got any
		if err := json.Unmarshal([]byte(src), &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &got); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	})
}
