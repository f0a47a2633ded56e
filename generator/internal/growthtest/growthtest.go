// Package growthtest checks that the work of a function does not grow with the square of its input.
//
// A test calls [Check] with the work on an input of any size. When the size doubles, three quantities
// must less than triple: the bytes written, the bytes allocated and the processor time. The first two
// hardly vary between runs. Processor time does, but unlike wall-clock time it does not pass while
// the process waits for a processor, and before a test fails it is measured several times.
package growthtest

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	most     = 3 // what doubling the input may multiply the work by
	attempts = 6
	// Below these, fixed costs decide.
	leastAllocated = 4 << 20
	leastWritten   = 64 << 10
)

// LeastTime is the processor time below which fixed costs and the precision of the clock decide.
const LeastTime = 20 * time.Millisecond

// Work is what a function did.
type Work struct {
	Written   int64         // bytes, as the function reports them
	Allocated int64         // bytes
	Time      time.Duration // of all processors, zero on systems that do not tell
}

// Measure runs a function, which returns the number of bytes that it wrote.
func Measure(f func() int64) Work {
	runtime.GC() // of what earlier work left
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := processorTime()
	written := f()
	used := processorTime() - start
	runtime.ReadMemStats(&after)
	return Work{written, int64(after.TotalAlloc - before.TotalAlloc), used}
}

// Check fails the test if the work on an input is at least tripled by doubling the input. The
// function returns the work on an input of a size.
//
// Caches that become too small can triple the time once. So the test fails only if the same holds
// for the next two doublings.
func Check(t testing.TB, size int, work func(size int) func() int64) {
	t.Helper()
	var failures []string
	for range 3 {
		failure := double(work(size), work(2*size))
		if failure == "" {
			return
		}
		failures = append(failures, fmt.Sprintf("from size %d on: %s", size, failure))
		size *= 2
	}
	t.Errorf("doubling the input triples the work:\n%s", strings.Join(failures, "\n"))
}

// double compares the work on an input with that on one of twice the size, and returns what is too
// much, or "".
func double(small, large func() int64) string {
	s, l := Measure(small).least(Measure(small)), Measure(large)
	for i := 1; l.excess(s) != "" && i < attempts; i++ {
		s, l = s.least(Measure(small)), l.least(Measure(large))
	}
	if what := l.excess(s); what != "" {
		return fmt.Sprintf("%s: %+v, then %+v", what, s, l)
	}
	return ""
}

// least returns the lesser of each quantity.
func (w Work) least(v Work) Work {
	return Work{min(w.Written, v.Written), min(w.Allocated, v.Allocated), min(w.Time, v.Time)}
}

// excess returns which quantity is too much more than that of an input of half the size, or "".
func (w Work) excess(half Work) string {
	switch {
	case w.Written > leastWritten && w.Written >= most*half.Written:
		return "too much output"
	case w.Allocated > leastAllocated && w.Allocated >= most*half.Allocated:
		return "too much memory"
	case w.Time > LeastTime && w.Time >= most*half.Time:
		return "too much time"
	}
	return ""
}
