package cli

import "testing"

func TestMemoryGrowsWithWhatIsKnown(t *testing.T) {
	for live, want := range map[uint64]int64{0: usualMemory, 100 << 20: usualMemory, 900 << 20: usualMemory, 2000 << 20: 3000 << 20} {
		if got := memoryFor(live); got != want {
			t.Errorf("with %d bytes in use it may take %d, want %d", live, got, want)
		}
	}
	if got := memoryFor(1<<64 - 1); got <= 0 {
		t.Errorf("the limit is %d", got)
	}
}
