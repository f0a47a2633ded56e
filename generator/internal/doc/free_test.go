package doc_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"assay/generator/internal/doc"
)

// Whatever is typed without quotes prints again as it was typed, and encodes as JSON.
func FuzzFree(f *testing.F) {
	for _, s := range []string{"true", "7", "-0", "14.20", "0.000001", "1e21", "NaN", "+Inf", "100000000000000000000000", "no", "0x1p-2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := &doc.Node{Kind: doc.Map, Fields: []doc.Field{{Key: "x", Value: &doc.Node{Kind: doc.Map, Fields: []doc.Field{
			{Key: "a", Value: &doc.Node{Kind: doc.Scalar, Plain: true, Text: text}},
		}}}}}
		var v struct {
			X doc.Free `yaml:"x"`
		}
		if _, found := doc.NewDecoder[struct {
			X doc.Free `yaml:"x"`
		}]().Decode(n, &v); found != nil {
			t.Fatal(show(found))
		}
		if got := fmt.Sprint(v.X["a"]); got != text {
			t.Errorf("%q prints as %q", text, got)
		}
		if _, err := json.Marshal(v.X); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
