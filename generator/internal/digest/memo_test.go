package digest_test

import (
	"slices"
	"strconv"
	"sync/atomic"
	"testing"

	"assay/generator/internal/digest"
)

func TestMemoMakesWhatItDoesNotKnow(t *testing.T) {
	var m digest.Memo[int, string]
	var made atomic.Int64
	all := func(keys ...int) []string {
		return m.All(len(keys), nil, func(i int) int { return keys[i] }, func(i int) string {
			made.Add(1)
			return strconv.Itoa(keys[i])
		})
	}
	for _, step := range []struct {
		keys []int
		made int64
	}{
		{[]int{1, 2, 3}, 3},
		{[]int{1, 2, 3}, 3},
		{[]int{3, 4, 1}, 4},
		{[]int{2, 3, 4}, 4}, // 1 and 2 were kept
		{[]int{5, 6, 7}, 7}, // more of the past than of the present: forgotten
		{[]int{1, 6, 7}, 8},
		{nil, 8},
		{[]int{6}, 9},
	} {
		want := make([]string, len(step.keys))
		for i, k := range step.keys {
			want[i] = strconv.Itoa(k)
		}
		if got := all(step.keys...); !slices.Equal(got, want) || made.Load() != step.made {
			t.Fatalf("of %v came %q, and %d were made; want %d", step.keys, got, made.Load(), step.made)
		}
	}
}

func TestMemoWorksOnAllCores(t *testing.T) {
	var m digest.Memo[int, int]
	for range 3 {
		for i, v := range m.All(5000, nil, func(i int) int { return i }, func(i int) int { return 2 * i }) {
			if v != 2*i {
				t.Fatalf("%d gave %d", i, v)
			}
		}
	}
}
