package preview_test

import (
	"fmt"
	"testing"

	"assay/generator/internal/build"
	"assay/generator/internal/plan"
	"assay/generator/internal/preview"
)

// large is a result with as many outputs as a site of 10 000 claims has, every path a string of its own.
func large(b *testing.B, edit string) *build.Result {
	b.Helper()
	d := newDesk(b, preview.Options{})
	r := *d.build()
	for i := range 27_000 {
		r.Outputs = append(r.Outputs, page(fmt.Sprintf("claims/claim-%06d/index.html", i), fmt.Sprint("text ", i)))
	}
	r.Outputs[20_000].Key[0] ^= byte(len(edit))
	return &r
}

// BenchmarkPublish replaces a result by one in which a single page differs.
func BenchmarkPublish(b *testing.B) {
	s := preview.New(preview.Options{})
	results := []*build.Result{large(b, ""), large(b, "edited")}
	s.Publish(results[0])
	b.ReportAllocs()
	for i := 1; b.Loop(); i++ {
		if c := s.Publish(results[i%2]); c.Changed != 1 {
			b.Fatal(c)
		}
	}
}

// BenchmarkPage answers with a claim's page: made before, and for the first time.
func BenchmarkPage(b *testing.B) {
	d := shown(b)
	b.Run("made", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.get("/claims/one/")
		}
	})
	b.Run("first", func(b *testing.B) {
		r := *d.last
		r.Outputs = append([]plan.Output(nil), r.Outputs...)
		b.ReportAllocs()
		for b.Loop() {
			for i := range r.Outputs {
				for k := range r.Outputs[i].Key {
					if r.Outputs[i].Key[k]++; r.Outputs[i].Key[k] != 0 {
						break
					}
				}
			}
			b.StopTimer()
			d.Publish(&r)
			b.StartTimer()
			d.get("/claims/one/")
		}
	})
}
