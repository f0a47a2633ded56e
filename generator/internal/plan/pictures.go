package plan

import (
	"slices"

	"assay/generator/internal/chart"
	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// leastChecks is from how many checks on there is a scorecard: fewer would make a picture of chance.
const leastChecks = 5

// rating is a verdict of a scale with its claims.
type rating struct {
	scale   *claim.Scale
	verdict *claim.Verdict
	current bool          // the scale of today has it, not only another version
	claims  []*site.Claim // listed ones, oldest first
}

// ratings are the verdicts of all scales. A verdict that several versions of a scale have is one rating.
type ratings struct {
	scales  []*claim.Scale
	all     []rating
	ofScale [][]int                // numbers of its ratings, in order
	number  map[*claim.Verdict]int // of the verdicts of all versions
}

func newRatings(s *site.Site, rated map[*claim.Verdict][]int) *ratings {
	r := &ratings{scales: s.Scales, ofScale: make([][]int, len(s.Scales)), number: map[*claim.Verdict]int{}}
	for i, scale := range s.Scales {
		for _, v := range scale.Verdicts {
			r.enter(i, rating{scale: scale, verdict: v, current: true})
		}
		for _, other := range s.Versions {
			if other.ID == scale.ID && other != scale {
				r.version(i, other)
			}
		}
	}
	numbers := make([][]int, len(r.all)) // of the claims of each rating, which verdicts of several versions may share
	for verdict, some := range rated {
		n := r.number[verdict]
		numbers[n] = append(numbers[n], some...)
	}
	for n := range r.all {
		slices.Sort(numbers[n])
		r.all[n].claims = withNumbers(s.Claims, numbers[n])
	}
	return r
}

// enter numbers a rating.
func (r *ratings) enter(scale int, added rating) {
	n := len(r.all)
	r.all = append(r.all, added)
	r.ofScale[scale] = append(r.ofScale[scale], n)
	r.number[added.verdict] = n
}

// version numbers the verdicts of another version of a scale: as today's of the same id, or after all of them.
func (r *ratings) version(scale int, other *claim.Scale) {
	for _, v := range other.Verdicts {
		same := slices.IndexFunc(r.ofScale[scale], func(n int) bool { return r.all[n].verdict.ID == v.ID })
		if same < 0 {
			r.enter(scale, rating{scale: other, verdict: v})
		} else {
			r.number[v] = r.ofScale[scale][same]
		}
	}
}

// count tells how many of some listed claims have each rating.
func (r *ratings) count(claims []*site.Claim) []int {
	counts := make([]int, len(r.all))
	for _, c := range claims {
		if c.Verdict != nil {
			counts[r.number[c.Verdict]]++
		}
	}
	return counts
}

// totals counts all listed claims.
func (r *ratings) totals() []int {
	counts := make([]int, len(r.all))
	for n := range r.all {
		counts[n] = len(r.all[n].claims)
	}
	return counts
}

// shown returns the ratings of a scale that a picture has, in order: none if it stands for fewer checks
// than least. Verdicts without a group are left out, because their meaning is not known.
func (r *ratings) shown(scale int, counts []int, least int) []int {
	sum, shown := 0, []int(nil)
	for _, n := range r.ofScale[scale] {
		if r.all[n].verdict.Group == "" {
			continue
		}
		sum += counts[n]
		if counts[n] > 0 || r.all[n].current && !r.all[n].verdict.Retired {
			shown = append(shown, n)
		}
	}
	if sum < least {
		return nil
	}
	return shown
}

// add adds what the pictures of all scales show.
func (r *ratings) add(h *digest.Hasher, counts []int, least int) {
	for scale := range r.scales {
		shown := r.shown(scale, counts, least)
		h.Int(int64(len(shown)))
		if len(shown) > 0 {
			h.String(r.scales[scale].Label)
			h.String(string(r.scales[scale].LabelLang))
		}
		for _, n := range shown {
			h.Sum(r.all[n].verdict.Digest)
			h.Int(int64(counts[n]))
		}
	}
}

// bars is the picture of a scale.
func (p *planner) bars(scale int, counts []int, least int) []VerdictBar {
	r := p.ratings
	var bars []VerdictBar
	var lengths []int
	for _, n := range r.shown(scale, counts, least) {
		bar := VerdictBar{Verdict: *p.verdictView(r.all[n].scale, r.all[n].verdict), Count: counts[n]}
		bars, lengths = append(bars, bar), append(lengths, counts[n])
	}
	for i, width := range chart.Counts(lengths) {
		bars[i].Width = width
	}
	return bars
}

// scorecards are the pictures of some listed claims, by scale.
func (p *planner) scorecards(claims []*site.Claim) []Scorecard {
	var cards []Scorecard
	counts := p.ratings.count(claims)
	for scale, s := range p.ratings.scales {
		if bars := p.bars(scale, counts, leastChecks); bars != nil {
			cards = append(cards, Scorecard{Label: s.Label, Lang: string(s.LabelLang), Bars: bars})
		}
	}
	return cards
}

// figureViews are a claim's figures. Those of one unit share an axis, so that their bars compare; without a unit nobody
// knows what compares, and each has an axis of its own.
func figureViews(figures []claim.Figure, numbers map[claim.SourceID]int) []FigureView {
	var views []FigureView
	for i, f := range figures {
		var onAxis []float64
		for j, other := range figures {
			if j == i || f.Unit != "" && other.Unit == f.Unit {
				onAxis = append(onAxis, values(other)...)
			}
		}
		v := FigureView{Label: f.Label, Unit: f.Unit, Claimed: number(f.Claimed), Found: number(f.Found),
			Low: number(f.Low), High: number(f.High), Lang: string(f.Lang), Source: numbers[f.Source]}
		if len(onAxis) > 1 {
			v.Bars = figureBars(f, chart.NewAxis(onAxis...))
		}
		views = append(views, v)
	}
	return views
}

// values are the numbers of a figure.
func values(f claim.Figure) []float64 {
	var all []float64
	for _, n := range []*claim.Number{f.Claimed, f.Found, f.Low, f.High} {
		if n != nil {
			all = append(all, n.Value)
		}
	}
	return all
}

func figureBars(f claim.Figure, axis chart.Axis) *FigureBars {
	bars := &FigureBars{Zero: axis.Zero()}
	bar := func(n *claim.Number) *chart.Span {
		if n == nil {
			return nil
		}
		span := axis.Bar(n.Value)
		return &span
	}
	bars.Claimed, bars.Found = bar(f.Claimed), bar(f.Found)
	from, to := f.Low, f.High
	for _, end := range []*claim.Number{from, to} {
		if end != nil {
			bars.Ends = append(bars.Ends, axis.At(end.Value))
		}
	}
	switch {
	case from == nil && to == nil:
		return bars
	case from == nil:
		from = orNumber(f.Found, to)
	case to == nil:
		to = orNumber(f.Found, from)
	}
	span := axis.Range(from.Value, to.Value)
	bars.Range = &span
	return bars
}

// orNumber gives the first number, or the second where there is no first.
func orNumber(n, other *claim.Number) *claim.Number {
	if n != nil {
		return n
	}
	return other
}

// timelineView shows when a claim that was made again was made, made again and to be found somewhere. What happened
// later is no part of it: it is about the world, not about who said so.
func timelineView(c *site.Claim) *TimelineView {
	var dates []date.Partial
	var marks []TimelineMark
	mark := func(kind string, d date.Partial) {
		if !d.IsZero() {
			dates, marks = append(dates, d), append(marks, TimelineMark{Kind: kind})
		}
	}
	for _, a := range c.Appearances {
		mark("appeared", a.Date)
	}
	for _, s := range c.Statements {
		mark("again", s.Said)
	}
	mark("said", c.Said) // last, so that it is drawn over all others
	again := slices.ContainsFunc(marks, func(m TimelineMark) bool { return m.Kind == "again" })
	t, ok := chart.NewTimeline(dates)
	if !ok || !again {
		return nil
	}
	for i := range marks {
		marks[i].Mark = t.Marks[i]
	}
	v := &TimelineView{Marks: marks, Ticks: t.Ticks}
	v.First = slices.MinFunc(dates, date.Partial.Compare)
	v.Last = slices.MaxFunc(dates, func(a, b date.Partial) int { return a.Last().Compare(b.Last()) })
	return v
}
