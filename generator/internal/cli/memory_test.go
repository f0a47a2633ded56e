package cli

import "testing"

func TestMemoryGrowsWithWhatIsKnown(t *testing.T) {
	for live, want := range map[uint64]int64{0: memory, 100 << 20: memory, 900 << 20: memory, 2000 << 20: 3000 << 20} {
		if got := memoryFor(live, memory); got != want {
			t.Errorf("with %d bytes in use it may take %d, want %d", live, got, want)
		}
	}
	if got := memoryFor(1<<64-1, memory); got <= 0 {
		t.Errorf("the limit is %d", got)
	}
}
