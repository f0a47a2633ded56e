package preview_test

import (
	"fmt"
	"slices"
	"testing"

	"assay/generator/internal/build"
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

// BenchmarkPublish replaces a result by one in which a single page differs, or that has one page more or less.
func BenchmarkPublish(b *testing.B) {
	first, edited, longer := large(b, ""), large(b, "edited"), large(b, "")
	longer.Outputs = slices.Insert(longer.Outputs, 10_000, page("claims/new/index.html", "new"))
	alternate := func(other *build.Result) func(*testing.B) {
		return func(b *testing.B) {
			s := preview.New(preview.Options{})
			s.Publish(first)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if c := s.Publish([]*build.Result{other, first}[i%2]); c.Changed+c.Added+c.Removed != 1 {
					b.Fatal(c)
				}
			}
		}
	}
	b.Run("edited", alternate(edited))
	b.Run("added", alternate(longer))
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
		r.Outputs = slices.Clone(r.Outputs)
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
