package growthtest_test

import (
	"fmt"
	"testing"

	"assay/generator/internal/growthtest"
)

// recorder is a test that notes whether it failed.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Helper()                           {}
func (r *recorder) Errorf(format string, args ...any) { r.failed = fmt.Sprintf(format, args...) }

func TestCheck(t *testing.T) {
	if testing.Short() {
		t.Skip("takes time")
	}
	spin := func(steps int) func() int64 {
		return func() int64 {
			sum := int64(0)
			for i := range steps {
				sum += int64(i % 7)
			}
			return sum & 1
		}
	}
	allocate := func(n int) func() int64 {
		return func() int64 { return int64(len(make([]byte, n))) & 1 }
	}
	write := func(n int) func() int64 { return func() int64 { return int64(n) } }
	tests := []struct {
		name  string
		work  func(n int) func() int64
		fails bool
	}{
		{"time, linear", func(n int) func() int64 { return spin(n * 20_000) }, false},
		{"time, squared", func(n int) func() int64 { return spin(n * n * 20) }, true},
		{"memory, linear", func(n int) func() int64 { return allocate(n * 8000) }, false},
		{"memory, squared", func(n int) func() int64 { return allocate(n * n * 8) }, true},
		{"output, linear", func(n int) func() int64 { return write(n * 1000) }, false},
		{"output, squared", func(n int) func() int64 { return write(n * n) }, true},
		{"output, squared up to a limit", func(n int) func() int64 { return write(min(n*n, 2_000_000)) }, false},
		{"too little to tell", func(n int) func() int64 { return spin(n * n / 1000) }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{TB: t}
			growthtest.Check(r, 1000, tt.work)
			if (r.failed != "") != tt.fails {
				t.Errorf("failed is %q, want a failure: %v", r.failed, tt.fails)
			}
		})
	}
}
