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

// usualMemory is what the program takes at most in bytes, as far as what it knows leaves room for its work. A site of 100 000 claims needs it all; there
// a first build takes a quarter more time than with twice as much.
const usualMemory = 1400 << 20

// holdMemory keeps the program within its memory until the context ends, unless somebody has set a limit for it.
func holdMemory(ctx context.Context) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		metrics.Read(live)
		debug.SetMemoryLimit(memoryFor(live[0].Value.Uint64()))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// memoryFor is the limit where so many bytes are in use: half as much beside them at least, since a program that has less collects garbage most of the time.
func memoryFor(live uint64) int64 {
	return int64(max(usualMemory, min(live, math.MaxInt64/2)/2*3))
}
