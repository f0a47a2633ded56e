package diag

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Words is a list of known words, prepared for finding the one that an unknown word was meant as.
// It is safe for concurrent use.
type Words struct {
	words   []string // sorted
	folded  [][]rune // words in lower case
	letters []uint64 // the sets of letters in folded
}

// NewWords prepares a list of words.
func NewWords(words []string) *Words {
	w := &Words{words: slices.Sorted(slices.Values(words))}
	for _, word := range w.words {
		folded := []rune(strings.ToLower(word))
		w.folded = append(w.folded, folded)
		w.letters = append(w.letters, letterSet(folded))
	}
	return w
}

// Nearest returns the word that a typist most likely meant, or "".
//
// It is the word with the smallest edit distance (a swap of neighbours counts once), which may be
// a third of the unknown word's length, or 1 in a word of two to five characters. Of several words
// at the same distance, the first in alphabetical order is returned. Words of more than 200
// characters are not typed and not compared.
func (w *Words) Nearest(word string) string {
	const longest = 200
	if utf8.RuneCountInString(word) > longest {
		return ""
	}
	r := []rune(strings.ToLower(word))
	if len(r) == 0 {
		return ""
	}
	letters := letterSet(r)
	best, limit := "", min(max(1, len(r)/3), len(r)-1)+1
	for i, candidate := range w.folded {
		// Each edit adds and removes at most one letter each.
		least := max(abs(len(candidate)-len(r)), (bits.OnesCount64(letters^w.letters[i])+1)/2)
		if least >= limit {
			continue
		}
		if d := distance(r, candidate, limit); d < limit {
			best, limit = w.words[i], d
		}
	}
	return best
}

// DidYouMean returns the hint for an unknown word: the nearest word, or all words if they are few.
func (w *Words) DidYouMean(word string) string {
	if n := w.Nearest(word); n != "" {
		return `did you mean "` + n + `"?`
	}
	if len(w.words) == 0 || len(w.words) > 12 {
		return ""
	}
	return "known: " + strings.Join(w.words, ", ")
}

// Nearest returns the candidate that word was most likely meant as, or ""; see [Words.Nearest].
func Nearest(word string, candidates []string) string { return NewWords(candidates).Nearest(word) }

// DidYouMean returns the hint for an unknown word; see [Words.DidYouMean].
func DidYouMean(word string, candidates []string) string {
	return NewWords(candidates).DidYouMean(word)
}

// letterSet returns a set of the letters of a word, in which some letters share a bit.
func letterSet(word []rune) (set uint64) {
	for _, r := range word {
		set |= 1 << (r % 64)
	}
	return set
}

// distance returns the optimal string alignment distance, or any number from limit up if it is not
// below limit.
func distance(a, b []rune, limit int) int {
	rows := make([]int, 3*(len(b)+1))
	before, prev, cur := rows[:len(b)+1], rows[len(b)+1:2*(len(b)+1)], rows[2*(len(b)+1):]
	for j := range prev {
		prev[j] = j
	}
	last := 0
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
			least = min(least, cur[j])
		}
		if least >= limit && last >= limit { // a swap reaches back two rows
			return limit
		}
		before, prev, cur, last = prev, cur, before, least
	}
	return prev[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
