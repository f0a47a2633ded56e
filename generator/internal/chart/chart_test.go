package chart

import (
	"math"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
)

func TestPercentAsText(t *testing.T) {
	for p, want := range map[Percent]string{0: "0%", 100: "100%", 12.5: "12.5%", 100.0 / 3: "33.33%", 0.004: "0%", 99.999: "100%"} {
		if got := p.String(); got != want {
			t.Errorf("%v is written %s, want %s", float64(p), got, want)
		}
	}
}

func TestCounts(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   []Percent
	}{
		{nil, []Percent{}},
		{[]int{0, 0}, []Percent{0, 0}},
		{[]int{1, 4, 0, 2}, []Percent{25, 100, 0, 50}},
		{[]int{7, 7}, []Percent{100, 100}},
		{[]int{1, math.MaxInt}, []Percent{Least, 100}},
	} {
		if d := cmp.Diff(c.want, Counts(c.counts)); d != "" {
			t.Errorf("%v: %s", c.counts, d)
		}
	}
}

func TestStacks(t *testing.T) {
	for _, c := range []struct {
		rows [][]int
		want [][]Span
	}{
		{nil, [][]Span{}},
		{[][]int{{0, 0}}, [][]Span{{{}, {}}}},
		{[][]int{{1, 3}, {0, 2}, {}}, [][]Span{{{0, 25}, {25, 75}}, {{}, {0, 50}}, nil}},
		{[][]int{{1, 1_000_000}, {1, 0}}, [][]Span{{{0, Least}, {100.0 / 1_000_001, 100 - 100.0/1_000_001}}, {{0, Least}, {100.0 / 1_000_001, 0}}}},
	} {
		if d := cmp.Diff(c.want, Stacks(c.rows)); d != "" {
			t.Errorf("%v: %s", c.rows, d)
		}
	}
}

func TestBars(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []float64
		want    []string // bars of the numbers: start and end
	}{
		"nothing":                {[]float64{0, 0}, []string{"0%–0%", "0%–0%"}},
		"from zero":              {[]float64{10, 4}, []string{"0%–100%", "0%–40%"}},
		"equal":                  {[]float64{3, 3}, []string{"0%–100%", "0%–100%"}},
		"negative":               {[]float64{-10, -4}, []string{"0%–100%", "60%–100%"}},
		"both sides":             {[]float64{3, -1, 0}, []string{"25%–100%", "0%–25%", "25%–25%"}},
		"very unequal":           {[]float64{1e12, 1}, []string{"0%–100%", "0%–0.5%"}},
		"very unequal, negative": {[]float64{1e12, -1}, []string{"0.5%–100%", "0%–0.5%"}},
		"the largest":            {[]float64{math.MaxFloat64, -math.MaxFloat64}, []string{"50%–100%", "0%–50%"}},
		"the smallest":           {[]float64{math.SmallestNonzeroFloat64, 0}, []string{"0%–100%", "0%–0%"}},
	} {
		axis := NewAxis(c.numbers...)
		var got []string
		for _, n := range c.numbers {
			bar := axis.Bar(n)
			got = append(got, bar.Start.String()+"–"+bar.End().String())
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func onAxis(t *testing.T, spans ...Span) bool {
	t.Helper()
	ok := true
	for _, s := range spans {
		// What is not a number fails all of these.
		if !(s.Start >= 0 && s.Width >= 0 && s.Start <= 100 && float64(s.Start)+float64(s.Width) <= 100+1e-9) {
			t.Errorf("%+v is not on the axis", s)
			ok = false
		}
	}
	return ok
}

// TestAnyNumbersHaveBars holds for all numbers that there are: bars and ranges are on the axis, and in their order.
func TestAnyNumbersHaveBars(t *testing.T) {
	property := func(a, b, c float64, small bool) bool {
		if small {
			a, b = math.Mod(a, 1000), math.Mod(b, 1)
		}
		axis := NewAxis(a, b, c)
		zero := axis.Zero()
		ok := onAxis(t, axis.Bar(a), axis.Bar(b), axis.Bar(c), axis.Range(a, b), axis.Range(c, 0))
		for _, n := range []float64{a, b, c} {
			bar := axis.Bar(n)
			ok = ok && (n == 0 || bar.Width >= Least-1e-9) && (n <= 0 || bar.Start == zero) && (n >= 0 || math.Abs(float64(bar.End()-zero)) < 1e-9)
		}
		if a > 0 && b > a {
			ok = ok && axis.Bar(b).End() >= axis.Bar(a).End()
		}
		if a < b {
			ok = ok && axis.At(a) <= axis.At(b) && axis.Range(a, b) == axis.Range(b, a)
		}
		return ok
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 20_000}); err != nil {
		t.Error(err)
	}
}

// TestNoNumberIsNoPercentage: what a file cannot say cannot get into a page either.
func TestNoNumberIsNoPercentage(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, other := range []float64{0, 1, -1} {
			axis := NewAxis(n, other)
			onAxis(t, axis.Bar(n), axis.Bar(other), axis.Range(n, other))
		}
	}
}
