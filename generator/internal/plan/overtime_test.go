package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"assay/generator/internal/plan"
)

// overTime plans a site and gives the claims over time of each page as text, by address: the counts by verdict of each period.
func overTime(t *testing.T, input tallied) map[string]string {
	t.Helper()
	p := newPlanner()
	if _, found := p.plan(t, input); found.Failed() {
		t.Fatal(found)
	}
	shown := map[string]string{}
	show := func(address string, o *plan.OverTime) {
		if o == nil {
			return
		}
		var b strings.Builder
		for _, v := range o.Verdicts {
			b.WriteString(v.Label + " ")
		}
		if o.Unrated {
			b.WriteString("- ")
		}
		for _, at := range o.Periods {
			fmt.Fprintf(&b, "| %s: %d %v", at.Date, at.Count, at.Counts)
			for _, bar := range at.Bars {
				fmt.Fprintf(&b, " %s+%s", bar.Start, bar.Width)
			}
		}
		fmt.Fprintf(&b, "| %d", o.Undated)
		shown[address] = b.String()
	}
	for _, view := range p.views {
		switch v := view.(type) {
		case plan.ClaimsPage:
			show(v.URL, v.OverTime)
		case plan.TopicPage:
			show(v.URL, v.OverTime)
		case plan.PersonPage:
			show(v.URL, v.OverTime)
		}
	}
	return shown
}

func TestClaimsOverTimeAreCountedByTheFinestPeriodThatAllDatesKnow(t *testing.T) {
	const truth, lie = "verdict: \"true\"\n", "verdict: \"false\"\n"
	for _, test := range []struct {
		name  string
		input tallied
		want  string // on each of the three pages
	}{
		{"by year", newTallied().add("ab", "2021", truth+"said: 2017-01-18").add("cd", "2021", lie+"said: 2017").add("e", "2021", truth+"said: 2019-05"),
			"True False | 2017: 4 [2 2] 0%+50% 50%+50%| 2018: 0 [0 0]| 2019: 1 [1 0] 0%+25%| 0"},
		{"by month, over the end of a year", newTallied().add("abcd", "2021", lie+"said: 2018-11-30").add("e", "2021", lie+"said: 2018-12"),
			"False | 2018-11: 4 [4] 0%+100%| 2018-12: 1 [1] 0%+25%| 0"},
		{"by day", newTallied().add("abcd", "2021", lie+"said: 2018-11-28").add("e", "2021", truth+"said: 2018-11-30"),
			"True False | 2018-11-28: 4 [0 4] 0%+100%| 2018-11-30: 1 [1 0] 0%+25%| 0"},
		{"with gaps that are too long", newTallied().add("abcd", "2021", lie+"said: 1066").add("e", "2021", truth+"said: 2018"),
			"True False | 1066: 4 [0 4] 0%+100%| 2018: 1 [1 0] 0%+25%| 0"},
		{"without a date, or a verdict", newTallied().add("abcd", "2021", lie+"said: 2017").add("ef", "2021", "scale: loose\nsaid: 2018").add("gh", "2021", truth),
			"False - | 2017: 4 [4 0] 0%+100%| 2018: 2 [0 2] 0%+50%| 2"},
		{"made at once", newTallied().add("abcdef", "2021", lie+"said: 2017-05-01"), ""},
		{"made in one year that is all that is known of one", newTallied().add("abcde", "2021", lie+"said: 2017-05-01").add("f", "2021", lie+"said: 2017"), ""},
		{"few with a date", newTallied().add("abcd", "2021", lie+"said: 2017").add("ef", "2021", lie), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			shown := overTime(t, test.input)
			for _, page := range []string{"/claims/", "/topics/wars/", "/claimants/ann/"} {
				if shown[page] != test.want {
					t.Errorf("%s shows\n%s\nwant\n%s", page, shown[page], test.want)
				}
				delete(shown, page)
			}
			if len(shown) > 0 {
				t.Errorf("other pages show it, too: %v", shown)
			}
		})
	}
}
