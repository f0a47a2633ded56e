package cli

import (
	"context"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// collectAt sets how often garbage is collected, unless somebody has set it for the program.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// What programs that end, and those that go on, take at most in bytes, as far as what they know leaves room for their work. A site of 100 000 claims needs it
// all; there a first build takes a third more time than with twice as much.
const (
	memory     = 1400 << 20
	liveMemory = 1900 << 20
)

// holdMemory keeps the program within its memory until the context ends, unless somebody has set a limit for it.
func holdMemory(ctx context.Context, most int64) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		metrics.Read(inUse)
		debug.SetMemoryLimit(memoryFor(inUse[0].Value.Uint64(), most))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// memoryFor is the limit where so many bytes are in use: half as much beside them at least, since a program that has less collects garbage most of the time.
func memoryFor(inUse uint64, most int64) int64 {
	return max(most, int64(min(inUse, math.MaxInt64/2))/2*3)
}
