package plan

import (
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/site"
)

// lists are the numbers of the claims that stand in lists, in the order of publication. No text of a claim decides what stands in which.
type lists struct {
	listed    []int
	rated     map[*claim.Verdict][]int // listed ones
	published []int                    // listed ones that are live: those in the data
	corrected []int                    // those with corrections
	retracted time.Time                // when the last change was made to one that was retracted, of those that are live
}

func listsOfClaims(claims []*site.Claim) *lists {
	l := &lists{rated: map[*claim.Verdict][]int{}}
	for i, c := range claims {
		live := c.State == site.Live
		if len(c.Corrections) > 0 {
			l.corrected = append(l.corrected, i)
		}
		switch {
		case !c.Listed():
			if live {
				l.retracted = later(l.retracted, c.Updated)
			}
			continue
		case live:
			l.published = append(l.published, i)
		}
		l.listed = append(l.listed, i)
		if c.Verdict != nil {
			l.rated[c.Verdict] = append(l.rated[c.Verdict], i)
		}
	}
	return l
}

// withNumbers gives the claims, or whatever there is of each, that have some numbers.
func withNumbers[T any](all []T, numbers []int) []T {
	some := make([]T, len(numbers))
	for i, n := range numbers {
		some[i] = all[n]
	}
	return some
}
