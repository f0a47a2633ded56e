package chart

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"assay/generator/internal/date"
)

func dates(t *testing.T, texts string) []date.Partial {
	t.Helper()
	var all []date.Partial
	for text := range strings.FieldsSeq(texts) {
		d, err := date.ParsePartial(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

func TestTicksAreRoundDates(t *testing.T) {
	for texts, want := range map[string]string{
		"2017-01-09 2017-01-10": "2017-01-09 2017-01-10",
		"2017-01-09 2017-01-18": "2017-01-10 2017-01-13 2017-01-16", // every third day
		"2017-01-09 2017-02-20": "2017-01-16 2017-01-30 2017-02-13", // every other Monday
		"2017-01-09 2017-05":    "2017-03 2017-05",                  // every other month
		"2017-02-01 2018-01-30": "2017-04 2017-07 2017-10 2018-01",  // quarters
		"2017-01-09 2018-09-18": "2017-07 2018-01 2018-07",          // half years
		"2017 2021-05":          "2017 2018 2019 2020 2021",         //
		"2009-03-04 2024-12-31": "2010 2015 2020",                   //
		"1999-12-31 2000":       "2000-01 2000-07",                  //
		"0044-03-15 2017":       "0500 1000 1500 2000",              //
		"0001 9999":             "2000 4000 6000 8000",              //
		"9998-12-30 9999-12-31": "9999-01 9999-07",                  // and nothing after the last year
		"0001-01-01 0001-01-02": "0001-01-01 0001-01-02",            //
		"1969-12-24 1970-01-07": "1969-12-29 1970-01-05",            // Mondays around the epoch
		"2024-02-28 2024-03-01": "2024-02-28 2024-02-29 2024-03-01", //
	} {
		line, ok := NewTimeline(dates(t, texts))
		if !ok {
			t.Errorf("%s: there is no timeline", texts)
			continue
		}
		var got []string
		for _, tick := range line.Ticks {
			got = append(got, tick.Date.String())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: labelled %s\nwant %s", texts, s, want)
		}
	}
}

func TestOneDayHasNoTimeline(t *testing.T) {
	for texts, want := range map[string]bool{
		"":                           false,
		"2017-01-18":                 false,
		"2017-01-18 2017-01-18":      false,
		"2017-01-18 2017-01 2017":    false, // all may be the same day
		"2017 2016-12-31":            true,
		"2017-01 2017-01-18 2017-02": true,
		"2017 2017-01-18 2017-01-20": true,
	} {
		if _, ok := NewTimeline(dates(t, texts)); ok != want {
			t.Errorf("%q has a timeline: %v, want %v", texts, ok, want)
		}
	}
}

func TestMarks(t *testing.T) {
	line, _ := NewTimeline(dates(t, "2017-01-01 2017 2017-06 2026-12-31"))
	first, year, month, last := line.Marks[0], line.Marks[1], line.Marks[2], line.Marks[3]
	switch {
	case !first.Point || !last.Point:
		t.Error("a day is no point")
	case year.Point || math.Abs(float64(year.Width)-9.4) > 0.01:
		t.Errorf("a year of ten is %+v, want a span of a tenth of 94%%", year)
	case !month.Point:
		t.Errorf("a month of ten years is %+v, want a point", month)
	case year.Start != margin || math.Abs(float64(last.End())-(100-margin)) > 1e-9:
		t.Errorf("the axis goes from %v to %v", year.Start, last.End())
	case month.Middle <= year.Start || month.Middle >= year.End():
		t.Error("June is not in its year")
	}
}

// TestAnyDatesHaveATimeline holds for all dates: marks and labels are on the axis and in order, and no two labels touch.
func TestAnyDatesHaveATimeline(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		// Dates that are near each other as often as centuries apart.
		reach := math.Pow(10, 6.5*random.Float64())
		base := dayOf(random.IntN(3_000_000) - 700_000)
		var all []date.Partial
		for range 2 + random.IntN(4) {
			d := dayOf(day(base) + int(reach*random.Float64()))
			if d.Year < 1 || d.Year > 9999 {
				continue
			}
			all = append(all, []date.Partial{d, d, {Year: d.Year, Month: d.Month}, {Year: d.Year}}[random.IntN(4)])
		}
		line, ok := NewTimeline(all)
		if !ok {
			continue
		}
		for i, m := range line.Marks {
			if !onAxis(t, m.Span) || m.Middle < m.Start || m.Middle > m.End() {
				t.Fatalf("%v: the mark %+v is out of place", all, m)
			}
			for j, n := range line.Marks {
				if all[i].Compare(all[j]) < 0 && m.Start > n.Start {
					t.Fatalf("%v: marks out of order", all)
				}
			}
		}
		if len(line.Ticks) < 1 || len(line.Ticks) > mostTicks {
			t.Fatalf("%v: %d labels", all, len(line.Ticks))
		}
		free := 0.0
		for _, tick := range line.Ticks {
			begin, end := extent(tick)
			if begin < free || end > 100 {
				t.Fatalf("%v: the label %s from %.1f to %.1f is cut off or stands on another", all, tick.Date, begin, end)
			}
			free = end
		}
	}
}

// extent is where a label goes on a screen of 320 pixels, of which the axis has 288, in the widest of common letters.
func extent(t Tick) (begin, end float64) {
	hyphens := strings.Count(t.Date.String(), "-")
	width := 100 * (7.63*float64(len(t.Date.String())-hyphens) + 4.3*float64(hyphens)) / 288
	switch t.Anchor {
	case Start:
		return float64(t.At), float64(t.At) + width
	case End:
		return float64(t.At) - width, float64(t.At)
	default:
		return float64(t.At) - width/2, float64(t.At) + width/2
	}
}
