package diag

import (
	"slices"
	"strings"
)

// Nearest finds the candidate that a typist most likely meant by word, or "".
// It takes the smallest edit distance (a swap of neighbours counts once) that is at most
// a third of the word's length, or 1 in a short word of which something is left, and the first in alphabetical order where several are equal.
// Words too long to be typed are not compared: the time would grow with the square of their length.
func Nearest(word string, candidates []string) string {
	const longest = 200
	w := []rune(strings.ToLower(word))
	if len(w) == 0 || len(w) > longest {
		return ""
	}
	best, bestDistance := "", min(max(1, len(w)/3), len(w)-1)+1
	sorted := slices.Sorted(slices.Values(candidates))
	for _, c := range sorted {
		r := []rune(strings.ToLower(c))
		if abs(len(r)-len(w)) >= bestDistance {
			continue
		}
		if d := distance(w, r); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// DidYouMean gives the hint for an unknown word: the nearest candidate, or all of a few.
func DidYouMean(word string, candidates []string) string {
	if n := Nearest(word, candidates); n != "" {
		return `did you mean "` + n + `"?`
	}
	if len(candidates) == 0 || len(candidates) > 12 {
		return ""
	}
	return "known: " + strings.Join(slices.Sorted(slices.Values(candidates)), ", ")
}

// distance is the optimal string alignment distance.
func distance(a, b []rune) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
