package check_test

import (
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/check"
	"assay/generator/internal/corpus"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

func large(b *testing.B) written {
	b.Helper()
	fsys := afero.NewMemMapFs()
	if err := corpus.Write(fsys, corpus.Site(10_000, 1)); err != nil {
		b.Fatal(err)
	}
	w := resolved(b, fsys, site.Options{})
	b.ReportAllocs()
	b.ResetTimer()
	return w
}

func BenchmarkRun(b *testing.B) {
	w := large(b)
	for b.Loop() {
		check.Run(w.site)
	}
}

func BenchmarkThorough(b *testing.B) {
	w := large(b)
	for b.Loop() {
		_, err := check.Thorough(b.Context(), w.site, w.snapshot, func(f files.File) ([]byte, error) { return files.Read(w.fsys, f) })
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSettle(b *testing.B) {
	w := large(b)
	found := check.Run(w.site)
	for b.Loop() {
		check.Settle(w.site, found, true)
	}
}
