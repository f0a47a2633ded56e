package chart

import (
	"strings"
	"time"

	"assay/generator/internal/date"
)

// Timeline is dates on an axis of time.
type Timeline struct {
	Marks []Mark // of the dates, in their order
	Ticks []Tick // earliest first
}

// Mark is a date: a day is a point, a month or a year the span of all its days. On a long axis a span that is
// narrower than [Narrow] is a point too, which is no less wide when it is drawn.
type Mark struct {
	Span
	Point  bool
	Middle Percent // where the point is
}

// Narrow is the width below which a span cannot be told from a point.
const Narrow Percent = 1.5

// Tick is a labelled place: where a year or a month begins, or a day.
type Tick struct {
	At     Percent
	Date   date.Partial
	Anchor Anchor
}

// Anchor says which part of a label stands at its place, in SVG's words.
type Anchor string

// Labels near the edge stand to one side of their place.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// NewTimeline places dates, none of them zero. There must be two at least that cannot be the same day, for else there is
// no course of time to show.
func NewTimeline(dates []date.Partial) (Timeline, bool) {
	if len(dates) == 0 {
		return Timeline{}, false
	}
	a := era{dates[0].First(), dates[0].Last()}
	firstToEnd := a.last
	for _, d := range dates[1:] {
		a.first, a.last = earlier(a.first, d.First()), later(a.last, d.Last())
		firstToEnd = earlier(firstToEnd, d.Last())
	}
	t := Timeline{}
	apart := false
	for _, d := range dates {
		t.Marks = append(t.Marks, a.mark(d))
		apart = apart || d.Compare(firstToEnd) > 0
	}
	if !apart {
		return Timeline{}, false
	}
	t.Ticks = a.ticks()
	return t, true
}

func earlier(d, e date.Partial) date.Partial {
	if d.Compare(e) <= 0 {
		return d
	}
	return e
}

func later(d, e date.Partial) date.Partial {
	if d.Compare(e) >= 0 {
		return d
	}
	return e
}

// day numbers days.
func day(d date.Partial) int { return int(d.In(time.UTC).Unix() / 86400) }

// era is an axis of time, from the beginning of one day to the end of another, with a margin on either side so that
// what is drawn around a point is not cut off.
type era struct{ first, last date.Partial }

// margin is a part of the whole.
const margin = 3

// at gives the place of a moment, in days.
func (a era) at(moment float64) Percent {
	begin, end := float64(day(a.first)), float64(day(a.last)+1)
	inner := 100 * (moment - begin) / (end - begin)
	return bounded(float64(inner*(100-2*margin)/100) + margin)
}

func (a era) mark(d date.Partial) Mark {
	from, to := day(d.First()), day(d.Last())+1
	span := between(a.at(float64(from)), a.at(float64(to)))
	return Mark{Span: span, Point: d.Day != 0 || span.Width < Narrow, Middle: a.at(float64(from+to) / 2)}
}

// Labels are written with digits of a size that is legible, on a screen of 320 pixels.
const (
	mostTicks   = 6
	digitWidth  = 2.65 // of the axis
	hyphenWidth = 1.5
	labelGap    = 1.5
)

// ticks labels the axis as densely as the labels have room on a small screen.
func (a era) ticks() []Tick {
	for _, s := range steps() {
		if ticks, ok := a.every(s); ok {
			return ticks
		}
	}
	return nil
}

// step is a distance between round dates; exactly one of the units is set.
type step struct{ years, months, days int }

// steps are the distances that make round dates, short ones first.
func steps() []step {
	all := []step{{days: 1}, {days: 2}, {days: 3}, {days: 7}, {days: 14}, {months: 1}, {months: 2}, {months: 3}, {months: 6}}
	for n := 1; n < 10_000; n *= 10 {
		all = append(all, step{years: n}, step{years: 2 * n}, step{years: 5 * n})
	}
	return all
}

// every labels the round dates from the first day to the last; it is false where their labels have no room.
func (a era) every(s step) (ticks []Tick, ok bool) {
	free := 0.0
	for d := s.reach(a.first); d.Compare(a.last) <= 0; d = s.reach(nextDay(d)) {
		t, begin, end := label(d, a.place(d))
		if len(ticks) == mostTicks || begin < free {
			return nil, false
		}
		ticks, free = append(ticks, t), end+labelGap
	}
	return ticks, len(ticks) > 0
}

// place gives a round date's place: a year and a month begin there, the point of a day stands there.
func (a era) place(d date.Partial) Percent {
	if d.Day != 0 {
		return a.mark(d).Middle
	}
	return a.at(float64(day(d)))
}

// label puts a label at its place, or beside it where it would stand out over the edge.
func label(d date.Partial, at Percent) (t Tick, begin, end float64) {
	text, middle := d.String(), float64(at)
	hyphens := strings.Count(text, "-")
	width := float64(float64(hyphens)*hyphenWidth) + float64(float64(len(text)-hyphens)*digitWidth)
	switch half := width / 2; {
	case middle < half:
		return Tick{at, d, Start}, middle, middle + width
	case middle > 100-half:
		return Tick{at, d, End}, middle - width, middle
	default:
		return Tick{at, d, Middle}, middle - half, middle + half
	}
}

// monday is a number of a day.
const monday = 4

// reach gives the first round date that does not begin before a day. Years and months are counted from the beginning of
// the calendar, so that every other year is an even one, and days from a Monday.
func (s step) reach(d date.Partial) date.Partial {
	switch {
	case s.years > 0:
		year := multiple(d.Year, s.years)
		if year == d.Year && d.Compare(date.Partial{Year: year}) > 0 {
			year += s.years
		}
		return date.Partial{Year: year}
	case s.months > 0:
		months := 12*d.Year + d.Month - 1
		if d.Day > 1 {
			months++
		}
		months = multiple(months, s.months)
		return date.Partial{Year: months / 12, Month: months%12 + 1}
	default:
		return dayOf(monday + multiple(day(d)-monday, s.days))
	}
}

// multiple is the least multiple of a step that is not less than a number.
func multiple(n, step int) int {
	m := n / step * step
	if m < n {
		m += step
	}
	return m
}

func nextDay(d date.Partial) date.Partial { return dayOf(day(d) + 1) }

func dayOf(number int) date.Partial {
	return date.Of(time.Unix(int64(number)*86400, 0).UTC())
}
