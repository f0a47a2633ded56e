package plan

import (
	"slices"

	"assay/generator/internal/chart"
	"assay/generator/internal/date"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// mostPeriods is how many years or months there are at most if those without a claim are among them. Days without one are left out.
const mostPeriods = 30

// spread is when claims were made, with their ratings.
type spread struct {
	counts  map[date.Partial][]int // by period: of each rating, and of none
	periods []date.Partial         // those to be shown, oldest first
	undated int
}

// spread counts listed claims by when they were made. It is nil where there is nothing to be seen: of few claims, and of claims
// that were made at once as far as is known.
func (r *ratings) spread(claims []*site.Claim) *spread {
	s := &spread{counts: map[date.Partial][]int{}}
	var first, last date.Partial
	finest := 3 // parts of a date that all have
	for _, c := range claims {
		if c.Said.IsZero() {
			s.undated++
			continue
		}
		finest = min(finest, parts(c.Said))
		if first.IsZero() || c.Said.Compare(first) < 0 {
			first = c.Said
		}
		if c.Said.Compare(last) > 0 {
			last = c.Said
		}
	}
	if len(claims)-s.undated < leastChecks {
		return nil
	}
	for shown := 1; shown <= finest; shown++ {
		if to := period(last, shown); period(first, shown) != to {
			s.count(r, claims, shown)
			s.list(period(first, shown), to, shown)
			return s
		}
	}
	return nil
}

func (s *spread) count(r *ratings, claims []*site.Claim, shown int) {
	for _, c := range claims {
		if c.Said.IsZero() {
			continue
		}
		at := period(c.Said, shown)
		counts := s.counts[at]
		if counts == nil {
			counts = make([]int, len(r.all)+1)
			s.counts[at] = counts
		}
		n := len(r.all)
		if c.Verdict != nil {
			n = r.number[c.Verdict]
		}
		counts[n]++
	}
}

// list lists the periods, so that a gap is seen where there is room for it.
func (s *spread) list(from, to date.Partial, shown int) {
	for at := from; shown < 3 && len(s.periods) < mostPeriods; at = next(at) {
		s.periods = append(s.periods, at)
		if at == to {
			return
		}
	}
	s.periods = s.periods[:0]
	for at := range s.counts {
		s.periods = append(s.periods, at)
	}
	slices.SortFunc(s.periods, date.Partial.Compare)
}

// parts tells whether a date is a year, a month or a day: 1, 2 or 3.
func parts(d date.Partial) int {
	switch {
	case d.Month == 0:
		return 1
	case d.Day == 0:
		return 2
	}
	return 3
}

// period is the year, month or day that a date is in.
func period(d date.Partial, parts int) date.Partial {
	if parts < 3 {
		d.Day = 0
	}
	if parts < 2 {
		d.Month = 0
	}
	return d
}

// next is the month after a month, the year after a year.
func next(d date.Partial) date.Partial {
	switch d.Month {
	case 0:
		d.Year++
	case 12:
		d = date.Partial{Year: d.Year + 1, Month: 1}
	default:
		d.Month++
	}
	return d
}

// addSpread adds what the picture of some listed claims over time shows.
func (r *ratings) addSpread(h *digest.Hasher, claims []*site.Claim) {
	s := r.spread(claims)
	h.Bool(s != nil)
	if s == nil {
		return
	}
	h.Int(int64(s.undated))
	h.Int(int64(len(s.periods)))
	for _, at := range s.periods {
		h.String(at.String())
		for n, count := range s.counts[at] {
			if count > 0 {
				h.Int(int64(n))
				h.Int(int64(count))
			}
		}
	}
	for _, n := range s.given() {
		h.Sum(r.all[n].verdict.Digest)
	}
}

// given lists the ratings that were given, in order.
func (s *spread) given() []int {
	var given []int
	for _, counts := range s.counts {
		for n, count := range counts[:len(counts)-1] {
			if count > 0 && !slices.Contains(given, n) {
				given = append(given, n)
			}
		}
	}
	slices.Sort(given)
	return given
}

// overTime is the picture of some listed claims over time, nil where there is nothing to be seen.
func (p *planner) overTime(claims []*site.Claim) *OverTime {
	s := p.ratings.spread(claims)
	if s == nil {
		return nil
	}
	view := &OverTime{Undated: s.undated}
	columns := s.given()
	for _, n := range columns {
		view.Verdicts = append(view.Verdicts, *p.verdictView(p.ratings.all[n].scale, p.ratings.all[n].verdict))
	}
	unrated := len(p.ratings.all)
	for _, counts := range s.counts {
		view.Unrated = view.Unrated || counts[unrated] > 0
	}
	if view.Unrated {
		columns = append(columns, unrated)
	}
	rows := make([][]int, len(s.periods))
	for i, at := range s.periods {
		rows[i] = make([]int, len(columns))
		for j, n := range columns {
			if counts := s.counts[at]; counts != nil {
				rows[i][j] = counts[n]
			}
		}
	}
	for i, spans := range chart.Stacks(rows) {
		row := Period{Date: s.periods[i], Counts: rows[i]}
		for j, count := range rows[i] {
			row.Count += count
			if count == 0 {
				continue
			}
			bar := PeriodBar{Span: spans[j]}
			if j < len(view.Verdicts) {
				bar.Class = view.Verdicts[j].Class
			}
			row.Bars = append(row.Bars, bar)
		}
		view.Periods = append(view.Periods, row)
	}
	return view
}
