package plan_test

import (
	"fmt"
	"testing"

	"assay/generator/internal/corpus"
	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// BenchmarkMake plans generated sites.
func BenchmarkMake(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("claims=%d", n), func(b *testing.B) {
			input := map[string]string{}
			for _, f := range corpus.Site(n, 1) {
				input[f.Path] = string(f.Content)
			}
			s := resolved(b, input, site.Options{Now: today()})
			maker := plan.Maker{Env: plan.Environment(s, nil), Closure: func(string) digest.Sum { return digest.Sum{} }}
			b.ReportAllocs()
			for b.Loop() {
				maker.Make(s, nil)
			}
		})
	}
}
