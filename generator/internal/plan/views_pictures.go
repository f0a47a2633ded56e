package plan

import (
	"assay/generator/internal/chart"
	"assay/generator/internal/date"
)

// Scorecard is how the checks of a claimant or a topic came out on one scale. There is one only from five checks on, and
// it never goes without the note that claims are chosen for checking and represent nothing but themselves.
type Scorecard struct {
	Label string       // of the scale
	Lang  string       // of the label, where it is not the page's
	Bars  []VerdictBar // in the order of the scale
}

// VerdictBar is the number of checks with a verdict. Bars come in the order of the scale. A verdict that is out of use
// has one only if there is such a check.
type VerdictBar struct {
	Verdict VerdictView
	Count   int           // of checks
	Width   chart.Percent // the most frequent verdict's bar fills the axis
}

// OverTime is when the checked claims were made, by year, or where all were made in one, by month or by day, with what the checks came to.
// There is one only from five claims on whose dates are known. Verdicts are those of these claims, in the order of the scales; Unrated tells
// that some are on a scale without verdicts, and Undated how many have no date, which are in no period.
type OverTime struct {
	Verdicts []VerdictView
	Unrated  bool
	Periods  []Period // oldest first, years and months without a claim among them where there are few
	Undated  int
}

// Period is a year, month or day (Date) and how many claims were made in it: Count, which Counts splits by verdict, in the order of
// the verdicts, those without a verdict last, if there are any.
type Period struct {
	Date   date.Partial
	Count  int
	Counts []int
	Bars   []PeriodBar // one for each count that is not zero
}

// PeriodBar is a part of a period's bar. The period with most claims fills the axis.
type PeriodBar struct {
	chart.Span
	Class string // of the verdict; empty for those without
}

// FigureView sets a claimed number against the found one; numbers are texts as typed, empty where there is none.
// Low and High are the range within which the found one lies. Lang is the language of Label and Unit, where it is not the page's.
type FigureView struct {
	Label, Unit, Claimed, Found, Low, High, Lang string
	Source                                       int         // number of the source, 0 for none
	Bars                                         *FigureBars // nil where there is nothing to compare
}

// FigureBars are a figure's numbers as bars, on one axis with all figures of the claim that have the same unit.
type FigureBars struct {
	Zero    chart.Percent   // where bars begin
	Claimed *chart.Span     // nil where there is none
	Found   *chart.Span     // nil where there is none
	Range   *chart.Span     // from low to high; where one is missing, to what was found
	Ends    []chart.Percent // of the range, those that are known
}

// TimelineView is when a claim was made, made again and to be read, heard or seen elsewhere.
type TimelineView struct {
	First, Last date.Partial   // the earliest and the latest of the dates
	Marks       []TimelineMark // the day the claim was made is the last, to be drawn over the others
	Ticks       []chart.Tick   // labelled places, earliest first
}

// TimelineMark is a date, drawn as a point if it is a day, else as the span of days that it may mean.
type TimelineMark struct {
	chart.Mark
	Kind string // said, again or appeared
}
