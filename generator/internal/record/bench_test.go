package record_test

import (
	"io"
	"testing"

	"assay/generator/internal/record"
)

// BenchmarkRecord makes and writes the record of a claim with one source, and of one that has everything.
func BenchmarkRecord(b *testing.B) {
	s := resolve(b, fixture(b))
	e := environment(s)
	for _, name := range []string{"last", "wars"} {
		c := find(b, s, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			records := func(yield func(record.Record, error) bool) {
				for b.Loop() {
					if !yield(e.Whole(c)) {
						return
					}
				}
			}
			if err := record.WriteNDJSON(io.Discard, records); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkCSV writes rows of a claim that has everything.
func BenchmarkCSV(b *testing.B) {
	s := resolve(b, fixture(b))
	r := whole(environment(s), find(b, s, "wars"))
	table, err := record.NewCSV(io.Discard)
	b.ReportAllocs()
	for b.Loop() && err == nil {
		err = table.Write(&r)
	}
	if err != nil {
		b.Fatal(err)
	}
}
