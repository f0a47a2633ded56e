package plan_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/chart"
	"assay/generator/internal/plan"
)

// tallied is a site of claims by Ann, each with one letter for a name and all on the topic wars.
type tallied map[string]string

func newTallied() tallied {
	return tallied{
		"site.yaml": "title: T\nper_page: 2\n",
		"claims/verdicts.yaml": `scales:
  - id: truth
    label: Old truth
    kind: truth
    verdicts:
      - {id: "true", label: Right, value: 2, group: "true"}
      - {id: "false", label: Wrong, value: 1, group: "false"}
      - {id: odd, label: Odd, group: unproven}
  - id: truth
    label: Truth
    kind: truth
    valid_from: 2020-01-01
    verdicts:
      - {id: "true", label: True, value: 2, group: "true"}
      - {id: dated, label: Dated, group: unproven, retired: true}
      - {id: "false", label: False, value: 1, group: "false"}
  - {preset: promises, id: vows, label: Vows}
  - {id: loose, label: Loose, kind: free}
`,
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\n---\n",
	}
}

// add adds claims, one a letter of the names, with some lines about the verdict.
func (s tallied) add(names, year, lines string) tallied {
	s = maps.Clone(s)
	for _, name := range strings.Split(names, "") {
		s["claims/"+name+".md"] = fmt.Sprintf("---\nclaim: Claim %s.\nclaimant: ann\n%s\nconclusion: So.\npublished: %s-02-0%d\nauthors: [desk]\ntopics: [wars]\nsources: [{id: s, title: T}]\n---\n[@s]\n",
			name, lines, year, name[0]%9+1)
	}
	return s
}

// pictures plans a site and gives the pictures of each page as text, by address.
func pictures(t *testing.T, input tallied) (shown map[string]string, pages planned) {
	t.Helper()
	p := newPlanner()
	pages, found := p.plan(t, input)
	if found.Failed() {
		t.Fatal(found)
	}
	shown = map[string]string{}
	scales := func(address string, all []plan.ScaleView) {
		for _, s := range all {
			if s.Bars != nil {
				shown[address] += s.Label + ":" + bars(s.Bars) + "\n"
			}
		}
	}
	cards := func(address string, all []plan.Scorecard) {
		for _, s := range all {
			shown[address] += s.Label + ":" + bars(s.Bars) + "\n"
		}
	}
	for _, view := range p.views {
		switch v := view.(type) {
		case plan.HomePage:
			scales(v.URL, v.Scales)
		case plan.VerdictsPage:
			scales(v.URL, v.Scales)
		case plan.PersonPage:
			cards(v.URL, v.Scorecards)
		case plan.TopicPage:
			cards(v.URL, v.Scorecards)
		}
	}
	return shown, pages
}

func bars(all []plan.VerdictBar) string {
	var b strings.Builder
	for _, bar := range all {
		fmt.Fprintf(&b, " %s %d %s", bar.Verdict.Label, bar.Count, bar.Width)
	}
	return b.String()
}

const retraction = "verdict: \"true\"\ncorrections: [{date: 2021-03-01, kind: retraction, text: No.}]"

func TestVerdictsAreCounted(t *testing.T) {
	s := newTallied().add("ab", "2021", `verdict: "true"`).add("c", "2021", "scale: loose").add("d", "2021", retraction)
	got, _ := pictures(t, s)
	glance := "Truth: True 2 100% False 0 0%\n"
	if d := cmp.Diff(map[string]string{"/": glance, "/verdicts/": glance}, got); d != "" {
		t.Error("free ratings and retracted checks do not count, an unused scale and an unused retired verdict have no picture:", d)
	}

	s = s.add("ef", "2019", `verdict: "false"`).add("g", "2019", "verdict: odd").add("h", "2021", "verdict: dated").add("i", "2021", "scale: vows\nverdict: kept")
	got, _ = pictures(t, s)
	glance = "Truth: True 2 100% Dated 1 50% False 2 100% Odd 1 50%\n" +
		"Vows: Not started 0 0% In progress 0 0% Kept 1 100% Compromise 0 0% Broken 0 0% Stalled 0 0% Withdrawn 0 0%\n"
	if d := cmp.Diff(glance, got["/"]); d != "" {
		t.Error("verdicts of an older version count with those of today, others after them:", d)
	}
	truth, _, _ := strings.Cut(glance, "\n") // one check of a vow is too few
	for _, address := range []string{"/claimants/ann/", "/topics/wars/"} {
		if d := cmp.Diff(truth+"\n", got[address]); d != "" {
			t.Error(address, d)
		}
	}
	if len(got) != 4 {
		t.Errorf("there are pictures on %d pages, want no more than those of the newest: %v", len(got), got)
	}
}

func TestScorecardFromFiveChecksOn(t *testing.T) {
	// Four on the scale, and others that do not count with them.
	s := newTallied().add("abcd", "2021", `verdict: "true"`).add("ef", "2021", "scale: vows\nverdict: kept").add("g", "2021", retraction)
	four, _ := pictures(t, s)
	five, _ := pictures(t, s.add("h", "2021", `verdict: "false"`))
	for _, address := range []string{"/claimants/ann/", "/topics/wars/"} {
		if four[address] != "" {
			t.Errorf("%s has a scorecard of four checks: %s", address, four[address])
		}
		if want := "Truth: True 4 100% False 1 25%\n"; five[address] != want {
			t.Errorf("%s has the scorecard %q, want %q", address, five[address], want)
		}
	}
	if five["/team/desk/"] != "" {
		t.Error("those who check have a scorecard")
	}
}

// TestCountsAreInTheKeys changes what stands on none of the pages but in their counts: an old claim's verdict, and the
// label of a verdict that no claim has.
func TestCountsAreInTheKeys(t *testing.T) {
	s := newTallied().add("abcdefghijklmnopq", "2021", `verdict: "true"`).add("a", "2020", `verdict: "true"`)
	changes := map[string]tallied{"verdict": s.add("a", "2020", `verdict: "false"`), "label": maps.Clone(s)}
	changes["label"]["claims/verdicts.yaml"] = strings.Replace(s["claims/verdicts.yaml"], "label: False", "label: Untrue", 1)
	shown, before := pictures(t, s)
	for what, changed := range changes {
		other, after := pictures(t, changed)
		for address, path := range map[string]string{"/": "index.html", "/verdicts/": "verdicts/index.html",
			"/claimants/ann/": "claimants/ann/index.html", "/topics/wars/": "topics/wars/index.html"} {
			if shown[address] == other[address] {
				t.Errorf("%s: the picture of %s is the same: the test proves nothing", what, address)
			}
			if before[path].key == after[path].key {
				t.Errorf("%s: %s shows other counts under the same key", what, path)
			}
		}
		for _, path := range []string{"claimants/ann/page/2/index.html", "topics/wars/page/2/index.html", "claims/q/index.html"} {
			if before[path].key != after[path].key || before[path].key == before["404.html"].key {
				t.Errorf("%s: %s is not as it was", what, path)
			}
		}
	}
}

// claimPage plans a site of one claim with some lines in it and gives its view.
func claimPage(t *testing.T, lines string) plan.ClaimView {
	t.Helper()
	p := newPlanner()
	if _, found := p.plan(t, newTallied().add("a", "2021", "verdict: \"true\"\n"+lines)); found.Failed() {
		t.Fatal(found)
	}
	for _, view := range p.views {
		if page, ok := view.(plan.ClaimPage); ok {
			return page.Claim
		}
	}
	t.Fatal("there is no page of the claim")
	return plan.ClaimView{}
}

func TestFigures(t *testing.T) {
	for name, c := range map[string]struct {
		figures string
		want    []string // zero; claimed, found, range: start+width; ends
	}{
		"claimed against found": {"{label: L, claimed: 14.2, found: 7.10}", []string{"0%; 0%+100%, 0%+50%, -; []"}},
		"one unit, one axis": {"{label: L, unit: u, claimed: 10}, {label: M, unit: u, found: 5}, {label: N, unit: v, found: 5, high: 20}",
			[]string{"0%; 0%+100%, -, -; []", "0%; -, 0%+50%, -; []", "0%; -, 0%+25%, 25%+75%; [100%]"}},
		"without a unit nothing compares":  {"{label: L, claimed: 10, found: 10}, {label: M, claimed: 2, found: 1}", []string{"0%; 0%+100%, 0%+100%, -; []", "0%; 0%+100%, 0%+50%, -; []"}},
		"a single number has no bar":       {"{label: L, unit: u, claimed: 10}, {label: M, found: 3}", []string{"none", "none"}},
		"negative":                         {"{label: L, claimed: 3, found: -1, low: -1, high: 1}", []string{"25%; 25%+75%, 0%+25%, 0%+50%; [0% 50%]"}},
		"range without what was found":     {"{label: L, claimed: 10, low: 5, high: 8}", []string{"0%; 0%+100%, -, 50%+30%; [50% 80%]"}},
		"one end without what was found":   {"{label: L, claimed: 10, low: 5}", []string{"0%; 0%+100%, -, 50%+0%; [50%]"}},
		"lower end with what was found":    {"{label: L, claimed: 10, found: 8, low: 5}", []string{"0%; 0%+100%, 0%+80%, 50%+30%; [50%]"}},
		"nothing but zero":                 {"{label: L, claimed: 0, found: 0}", []string{"0%; 0%+0%, 0%+0%, -; []"}},
		"a trillion against one":           {"{label: L, claimed: 1000000000000, found: 1}", []string{"0%; 0%+100%, 0%+0.5%, -; []"}},
		"a trillion against minus one":     {"{label: L, claimed: 1000000000000, found: -1}", []string{"0.5%; 0.5%+99.5%, 0%+0.5%, -; []"}},
		"what is found may be the greater": {"{label: L, claimed: 1, found: 4}", []string{"0%; 0%+25%, 0%+100%, -; []"}},
	} {
		var got []string
		for _, f := range claimPage(t, "figures: ["+c.figures+"]").Figures {
			if f.Bars == nil {
				got = append(got, "none")
				continue
			}
			b := f.Bars
			text := b.Zero.String() + "; "
			for i, span := range []*chart.Span{b.Claimed, b.Found, b.Range} {
				if i > 0 {
					text += ", "
				}
				if span == nil {
					text += "-"
				} else {
					text += span.Start.String() + "+" + span.Width.String()
				}
			}
			got = append(got, text+"; "+fmt.Sprint(b.Ends))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestTimeline(t *testing.T) {
	for name, header := range map[string]string{
		"may have been made on one day only": "said: 2017-01-18\nstatements: [{said: 2017-01}]",
		"was printed twice, but made once":   "said: 2017-01-18\nappearances: [{url: https://example.org/, date: 2018}, {url: https://example.org/2}]",
	} {
		if line := claimPage(t, header).Timeline; line != nil {
			t.Errorf("a claim that %s has the timeline %+v", name, line)
		}
	}
	line := claimPage(t, `said: 2017-01-18
appearances: [{url: https://example.org/, date: 2016}]
statements: [{where: Rome}, {said: 2018-02-03}, {said: 2015-05-06}]
developments: [{date: 2025, text: It is different now.}]`).Timeline
	if line == nil {
		t.Fatal("there is no timeline")
	}
	got := line.First.String() + " to " + line.Last.String()
	for _, m := range line.Marks {
		got += fmt.Sprintf(", %s %v", m.Kind, m.Point)
	}
	if want := "2015-05-06 to 2018-02-03, appeared false, again true, again true, said true"; got != want {
		t.Errorf("the timeline goes from %s\nwant %s", got, want)
	}
}
