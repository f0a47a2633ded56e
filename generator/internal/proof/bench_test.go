package proof_test

import (
	"fmt"
	"runtime/debug"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/proof"
	"assay/templates"
)

// BenchmarkPages makes and reads all pages of generated sites, with the collector as the command sets it.
func BenchmarkPages(b *testing.B) {
	before := debug.SetGCPercent(build.GCPercent)
	b.Cleanup(func() { debug.SetGCPercent(before) })
	for _, claims := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("claims=%d", claims), func(b *testing.B) {
			in := afero.NewMemMapFs()
			if err := corpus.Write(in, corpus.Site(claims, 1)); err != nil {
				b.Fatal(err)
			}
			r, err := build.New(build.Options{Input: in, Theme: templates.Files, Now: time.Now}).Build(b.Context())
			if err != nil || r.Diagnostics.Failed() {
				b.Fatal(err, r.Diagnostics)
			}
			b.ReportAllocs()
			for b.Loop() {
				found, err := proof.Pages(b.Context(), r.Site, r.Outputs)
				if err != nil || len(found) > 0 {
					b.Fatal(err, found)
				}
			}
			b.ReportMetric(float64(len(r.Outputs)), "outputs")
		})
	}
}
