package check

import (
	"strings"
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

// logged is what an entry of a correction log says, however it is laid out.
type logged struct {
	moment  time.Time // in the site's zone
	kind    claim.CorrectionKind
	text    string
	verdict id.ID
	wording string
}

func (r *revised) log(corrections []claim.Correction) []logged {
	entries := make([]logged, len(corrections))
	for i, k := range corrections {
		entries[i] = logged{moment: k.Date.In(r.site.Zone), kind: k.Kind, text: onOneLine(k.Text)}
		if k.Was != nil {
			entries[i].verdict, entries[i].wording = k.Was.Verdict, onOneLine(k.Was.Wording)
		}
	}
	return entries
}

// corrections tells the new entries of the log from those that were there, none of which may be changed or go: a log that
// can be rewritten proves nothing.
func (r *revised) corrections() {
	was, now := r.log(r.was.Corrections), r.log(r.now.Claim.Corrections)
	r.fresh = notAmong(now, was)
	taken := map[int]bool{}
	for _, i := range notAmong(was, now) {
		at, what := r.place("corrections"), "is gone"
		for _, j := range r.fresh {
			if !taken[j] && now[j].moment.Equal(was[i].moment) {
				taken[j] = true
				at, what = r.place("corrections", j), "was changed"
				break
			}
		}
		r.fail(r.now.Path, at, diag.Problemf(diag.CorrectionChanged, "the correction of %s that was here at %s %s", r.was.Corrections[i].Date, r.before.Revision, what).
			Because("restore it as it was; what is wrong with it is said by another entry"))
	}
}

// notAmong gives the numbers of those of some values that are not among others, where each of these stands for one.
func notAmong[T comparable](some, others []T) []int {
	left := map[T]int{}
	for _, v := range others {
		left[v]++
	}
	var numbers []int
	for i, v := range some {
		if left[v] > 0 {
			left[v]--
			continue
		}
		numbers = append(numbers, i)
	}
	return numbers
}

// onOneLine leaves out how a text was laid out.
func onOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
