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
	first   date.Partial // period
	columns int          // how many ratings there are, and one for none
	counts  []int        // of each rating in the first period, then in the next …
	shown   []int        // numbers of the periods that the picture has
	undated int
}

// spread counts listed claims by when they were made. It is nil where there is nothing to be seen: of few claims, and of claims
// that were made at once as far as is known.
func (r *ratings) spread(claims []*site.Claim) *spread {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c *site.Claim) bool { return c.Verdict != nil && c.Verdict.Group == "" })
	if len(claims) < leastChecks {
		return nil
	}
	var first, last date.Partial
	finest := 3 // parts of a date that all have
	undated := 0
	for _, c := range claims {
		switch {
		case c.Said.IsZero():
			undated++
			continue
		case c.Said.Month == 0:
			finest = 1
		case c.Said.Day == 0:
			finest = min(finest, 2)
		}
		if first.IsZero() || c.Said.Compare(first) < 0 {
			first = c.Said
		}
		if c.Said.Compare(last) > 0 {
			last = c.Said
		}
	}
	if len(claims)-undated < leastChecks {
		return nil
	}
	for parts := 1; parts <= finest; parts++ {
		s := &spread{first: period(first, parts), columns: len(r.all) + 1, undated: undated}
		if end := s.number(last); end > 0 {
			s.counts = make([]int, (end+1)*s.columns)
			s.count(r, claims)
			s.list(end)
			return s
		}
	}
	return nil
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

// number counts the periods from the first to that of a date. Periods that are shorter than a year are in one year, and days in one month.
func (s *spread) number(d date.Partial) int {
	switch {
	case s.first.Month == 0:
		return d.Year - s.first.Year
	case s.first.Day == 0:
		return d.Month - s.first.Month
	}
	return d.Day - s.first.Day
}

// at is the period with a number.
func (s *spread) at(number int) date.Partial {
	d := s.first
	switch {
	case d.Month == 0:
		d.Year += number
	case d.Day == 0:
		d.Month += number
	default:
		d.Day += number
	}
	return d
}

// in gives the counts of a period by rating.
func (s *spread) in(number int) []int { return s.counts[number*s.columns : (number+1)*s.columns] }

func (s *spread) count(r *ratings, claims []*site.Claim) {
	for _, c := range claims {
		if c.Said.IsZero() {
			continue
		}
		n := s.columns - 1
		if c.Verdict != nil {
			n = r.number[c.Verdict]
		}
		s.in(s.number(c.Said))[n]++
	}
}

// list lists the periods that are shown: years and months with the gaps between them, where there is room for these.
func (s *spread) list(last int) {
	gaps := s.first.Day == 0 && last < mostPeriods
	for number := range last + 1 {
		if gaps || slices.Max(s.in(number)) > 0 {
			s.shown = append(s.shown, number)
		}
	}
}

// addSpread adds what the picture of some listed claims over time shows.
func (r *ratings) addSpread(h *digest.Hasher, claims []*site.Claim) {
	s := r.spread(claims)
	h.Bool(s != nil)
	if s == nil {
		return
	}
	h.Int(int64(s.undated))
	h.String(s.first.String())
	h.Int(int64(len(s.shown)))
	for _, number := range s.shown {
		h.Int(int64(number))
		for n, count := range s.in(number) {
			if count > 0 {
				h.Int(int64(n))
				h.Int(int64(count))
			}
		}
	}
	for _, n := range s.given() {
		if n < len(r.all) {
			h.Sum(r.all[n].verdict.Digest)
		}
	}
}

// given lists the ratings that were given, in order, with the number of none behind them.
func (s *spread) given() []int {
	var given []int
	for n := range s.columns {
		for at := n; at < len(s.counts); at += s.columns {
			if s.counts[at] > 0 {
				given = append(given, n)
				break
			}
		}
	}
	return given
}

// overTime is the picture of some listed claims over time, nil where there is nothing to be seen.
func (p *planner) overTime(claims []*site.Claim) *OverTime {
	s := p.ratings.spread(claims)
	if s == nil {
		return nil
	}
	view := &OverTime{Undated: s.undated}
	given := s.given()
	for _, n := range given {
		if n == len(p.ratings.all) {
			view.Unrated = true
		} else {
			view.Verdicts = append(view.Verdicts, *p.verdictView(p.ratings.all[n].scale, p.ratings.all[n].verdict))
		}
	}
	rows := make([][]int, len(s.shown))
	for i, number := range s.shown {
		for _, n := range given {
			rows[i] = append(rows[i], s.in(number)[n])
		}
	}
	for i, spans := range chart.Stacks(rows) {
		view.Periods = append(view.Periods, view.period(s.at(s.shown[i]), rows[i], spans))
	}
	return view
}

func (o *OverTime) period(d date.Partial, counts []int, spans []chart.Span) Period {
	row := Period{Date: d, Counts: counts}
	for i, count := range counts {
		row.Count += count
		if count == 0 {
			continue
		}
		bar := PeriodBar{Span: spans[i]}
		if i < len(o.Verdicts) {
			bar.Class = o.Verdicts[i].Class
		}
		row.Bars = append(row.Bars, bar)
	}
	return row
}
