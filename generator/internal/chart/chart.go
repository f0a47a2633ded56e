// Package chart places numbers and dates on an axis: numbers in, percentages of the width out. It draws nothing and
// knows no page, so that templates decide what a picture looks like.
//
// Percentages are what SVG takes as they are (<rect x="12.5%" width="40%">). A drawing made of them has no viewBox: it
// is as wide as there is room, and lines, circles and letters keep their size on any screen.
//
// # Bars
//
// An [Axis] always has zero on it, since the length of a bar says how much there is. Negative numbers stand before
// zero. A number other than zero has a bar of [Least] of the width at least: beside 1e12, a 1 would not be seen.
// So of very unequal numbers the picture says which is greater and in which direction, not how many times;
// the numbers themselves belong beside it.
//
// # Time
//
// A [Timeline] places a date as what is known of it. A day is a point; 2017 is all of 2017, from its first day to its
// last, as long as there is room to see the difference.
//
// # What is promised
//
// Every percentage lies between 0 and 100, a span too, whatever the numbers. The same input gives the same bytes
// on any machine: no product is added to without being rounded first, since some processors would do both at once.
package chart

import (
	"math"
	"slices"
	"strconv"
)

// Least is the width of the smallest bar that is drawn, on a screen of 320 pixels 1.5 of them.
const Least Percent = 0.5

// Percent is a part of an axis, from 0 to 100.
type Percent float64

// String writes a percentage for SVG, with two decimals at most: 12.5%.
func (p Percent) String() string {
	return strconv.FormatFloat(math.Round(float64(p)*100)/100, 'f', -1, 64) + "%"
}

// Span is a part of an axis from one place to another.
type Span struct{ Start, Width Percent }

// End is where the span ends.
func (s Span) End() Percent { return bounded(float64(s.Start) + float64(s.Width)) }

// between is the span from one place to another.
func between(a, b Percent) Span {
	start, end := min(a, b), max(a, b)
	return Span{start, end - start}
}

// bounded keeps a percentage on the axis. What is no number stands at its beginning.
func bounded(p float64) Percent {
	if !(p > 0) {
		return 0
	}
	return Percent(min(p, 100))
}

// Counts gives the widths of bars for counts, none of them negative. The greatest count fills the axis.
func Counts(counts []int) []Percent {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	widths := make([]Percent, len(counts))
	for i, n := range counts {
		if n > 0 {
			widths[i] = max(bounded(100*float64(n)/float64(most)), Least)
		}
	}
	return widths
}

// Stacks gives the places of counts, none of them negative, that stand one behind the other in the bar of each row. The longest bar fills
// the axis. What is not zero is at least [Least] wide, unless there is no room left.
func Stacks(rows [][]int) [][]Span {
	most := 0
	for _, row := range rows {
		most = max(most, sum(row))
	}
	stacks := make([][]Span, len(rows))
	for i, row := range rows {
		before := 0
		for _, n := range row {
			span := Span{}
			if most > 0 {
				span = between(bounded(100*float64(before)/float64(most)), bounded(100*float64(before+n)/float64(most)))
			}
			if n > 0 && span.Width < Least {
				span = between(span.Start, bounded(float64(span.Start+Least)))
			}
			stacks[i] = append(stacks[i], span)
			before += n
		}
	}
	return stacks
}

func sum(counts []int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}

// Axis is a range of numbers with zero in it. Its ends are parts of the number that is farthest from zero, so that no
// numbers are too far apart.
type Axis struct{ unit, low, high float64 }

// NewAxis makes an axis that all of the numbers are on, with room for the smallest bar on either side that has one.
func NewAxis(numbers ...float64) Axis {
	a := Axis{}
	for _, n := range numbers {
		a.unit = max(a.unit, math.Abs(n))
	}
	if a.unit == 0 {
		return a
	}
	least := Least.fraction()
	for _, n := range numbers {
		a.low, a.high = min(a.low, n/a.unit), max(a.high, n/a.unit)
	}
	if slices.Min(numbers) < 0 {
		a.low = min(a.low, -a.high*least)
	}
	if slices.Max(numbers) > 0 {
		a.high = max(a.high, -a.low*least)
	}
	return a
}

// fraction gives what a part of an axis is of the rest of it.
func (p Percent) fraction() float64 { return float64(p) / (100 - float64(p)) }

// At gives a number's place. On an axis of nothing but zero all is at the beginning.
func (a Axis) At(n float64) Percent {
	if a.unit == 0 {
		return 0
	}
	return bounded(100 * (n/a.unit - a.low) / (a.high - a.low))
}

// Zero is where zero is.
func (a Axis) Zero() Percent { return a.At(0) }

// Bar is the bar from zero to a number; that of zero has no width.
func (a Axis) Bar(n float64) Span {
	zero := a.Zero()
	bar := between(zero, a.At(n))
	switch {
	case n == 0 || a.unit == 0 || bar.Width >= Least:
		return bar
	case n < 0:
		return between(bounded(float64(zero-Least)), zero)
	default:
		return between(zero, bounded(float64(zero+Least)))
	}
}

// Range is the span between two numbers, in whichever order.
func (a Axis) Range(m, n float64) Span { return between(a.At(m), a.At(n)) }
