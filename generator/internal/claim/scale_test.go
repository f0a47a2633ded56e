package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

// scale is a file with one scale; its verdicts stand in flow style from line 5 on.
func scale(verdicts ...string) string {
	return "scales:\n  - id: s\n    kind: truth\n    verdicts:\n      - " + strings.Join(verdicts, "\n      - ") + "\n"
}

const (
	best  = `{id: best, value: 2, label: Best, group: "true"}`
	worst = `{id: worst, value: 1, label: Worst, group: "false"}`
)

// scales reads a file in which nothing is wrong.
func scales(t *testing.T, src string) []*claim.Scale {
	t.Helper()
	s, found := parser.Scales("claims/verdicts.yaml", []byte(src))
	wantFindings(t, found)
	return s.Scales
}

func TestScale(t *testing.T) {
	got := scales(t, `scales:
  - id: truth
    label: How true it is
    kind: truth
    valid_from: 2017-01
    verdicts:
      - {id: true, value: 5, label: "True", definition: All of it., colour: "#ABC", icon: flag, group: true, aliases: [Correct, Right]}
      - {id: false, value: 1, label: "False", group: false}
      - {id: unproven, label: Unproven, group: unproven}
      - {id: old, label: Old, group: mixed, retired: true, replaced_by: unproven}
`)
	want := []*claim.Scale{{
		ID: "truth", Label: "How true it is", Kind: claim.Truth, ValidFrom: date.Partial{Year: 2017, Month: 1},
		Verdicts: []*claim.Verdict{
			{ID: "true", Value: 5, Label: "True", Definition: "All of it.", Colour: "#aabbcc", Icon: "flag", Group: "true", Aliases: []string{"Correct", "Right"}},
			{ID: "false", Value: 1, Label: "False", Group: "false", Colour: "#b42318", Icon: "cross"},
			{ID: "unproven", Label: "Unproven", Group: "unproven", Colour: "#475467", Icon: "question"},
			{ID: "old", Label: "Old", Group: "mixed", Colour: "#8a6100", Icon: "half", Retired: true, ReplacedBy: "unproven"},
		},
	}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Verdict{}, "Digest"), cmpopts.IgnoreUnexported(claim.Scale{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s := got[0]
	if s.Best() != 5 || s.Find("old") != s.Verdicts[3] || s.Find("none") != nil {
		t.Errorf("best %d, old %v, none %v", s.Best(), s.Find("old"), s.Find("none"))
	}
}

func TestScaleDefaults(t *testing.T) {
	for src, want := range map[string]string{
		"{id: s, verdicts: [" + best + ", " + worst + "]}":                      "truth, Verdicts",
		"{id: s, kind: free}":                                                   "free, Verdicts",
		"{id: s, kind: promise, verdicts: [{id: a, label: A, group: promise}]}": "promise, Promises",
		"{id: s, kind: media, verdicts: [{id: a, label: A, group: mixed}]}":     "media, Pictures and recordings",
		"{preset: promises}":                                                    "promise, Promises",
		"{preset: promises, label: Word kept}":                                  "promise, Word kept",
	} {
		s := scales(t, "scales:\n  - "+src+"\n")[0]
		if got := fmt.Sprintf("%s, %s", s.Kind, s.Label); got != want {
			t.Errorf("%s: %s", src, got)
		}
	}
}

func TestWrongScales(t *testing.T) {
	const value = "A116 a value is 1 or more; leave it out for a verdict off the axis"
	kind := func(kind, src string) string { return strings.Replace(src, "kind: truth", "kind: "+kind, 1) }
	forty := strings.Repeat("真", 40)
	tests := map[string]struct {
		src  string
		want []string
	}{
		"a label of 40 characters": {scale(best, worst, "{id: x, label: "+forty+", group: mixed}"), nil},
		"a label of 41":            {scale(best, worst, "{id: x, label: "+forty+"真, group: mixed}"), []string{"7:24 A114 a label has at most 40 characters, this has 41"}},
		"no values at all":         {scale("{id: x, label: X, group: mixed}"), nil},
		"one value":                {scale(best), []string{`5:7 A116 the scale "s" has a single value; an axis has a worst and a best`}},
		"one value beside others":  {scale(best, "{id: x, label: X, group: mixed}"), []string{`5:7 A116 the scale "s" has a single value; an axis has a worst and a best`}},
		"a value twice":            {scale(best, worst, "{id: x, label: X, value: 2, group: mixed}"), []string{"7:34 A116 the value 2 stands here a second time"}},
		"value 0":                  {scale(best, worst, "{id: x, label: X, value: 0, group: mixed}"), []string{"7:34 " + value}},
		"a negative value":         {scale(best, worst, "{id: x, label: X, value: -1, group: mixed}"), []string{"7:34 " + value}},
		"a value in words":         {scale(best, worst, "{id: x, label: X, value: high, group: mixed}"), []string{"7:34 A014 value must be a whole number, not a text"}},
		"half a value":             {scale(best, worst, "{id: x, label: X, value: 1.5, group: mixed}"), []string{"7:34 A014 value must be a whole number, not a text"}},
		"an id twice":              {scale(best, worst, "{id: best, label: X, group: mixed}"), []string{`7:14 A116 the verdict "best" stands here a second time`}},
		"no id":                    {scale(best, worst, "{label: X, group: mixed}"), []string{"7:9 A017 id is required"}},
		"no label":                 {scale(best, worst, "{id: x, group: mixed}"), []string{"7:9 A017 label is required"}},
		"no id in lower case":      {scale(best, worst, "{id: Half True, label: X, group: mixed}"), []string{`7:14 A006 "H" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "half-true"`}},
		"an unknown group":         {scale(best, worst, "{id: x, label: X, group: flase}"), []string{`7:34 A018 unknown group "flase"; did you mean "false"?`}},
		"an unknown icon":          {scale(best, worst, "{id: x, label: X, group: mixed, icon: chekc}"), []string{`7:47 A018 unknown icon "chekc"; did you mean "check"?`}},
		"an unknown colour":        {scale(best, worst, "{id: x, label: X, group: mixed, colour: red}"), []string{`7:49 A018 "red" is no colour; write it like "#b42318", in quotes`}},
		"a colour without quotes":  {scale(best, worst, "{id: x, label: X, group: mixed, colour: #b42318}"), []string{"7:9 A012 the list or mapping that opens here is not closed; check its brackets, commas and quotes"}},
		"an unknown key":           {scale(best, worst, "{id: x, label: X, group: mixed, color: '#fff'}"), []string{`7:41 A013 unknown key "color"; did you mean "colour"?`}},
		"retired for an unknown":   {scale(best, worst, "{id: x, label: X, group: mixed, replaced_by: bset}"), []string{`7:54 A102 unknown verdict "bset"; did you mean "best"?`}},
		"aliases, one":             {scale(best, worst, "{id: x, label: X, group: mixed, aliases: Y}"), []string{"7:50 A014 aliases must be a list, not a text; write [Y]"}},
		"an empty verdict":         {scale(best, worst, ""), nil},
		"a verdict in words":       {scale(best, worst, "mixed"), []string{"7:9 A014 verdicts must be a mapping of id, value, label …, not a text"}},
		"no verdicts":              {"scales:\n  - id: s\n    kind: truth\n", []string{`2:5 A116 the scale "s" has no verdicts`}},
		"an empty list of them":    {"scales:\n  - id: s\n    verdicts: []\n", []string{`3:15 A116 the scale "s" has no verdicts`}},
		"verdicts on a free scale": {kind("free", scale("{id: x, label: X, group: mixed}")), []string{"5:7 A116 a free scale has no verdicts: the conclusion's first sentence is the rating"}},
		"a number on promises":     {kind("promise", scale("{id: x, label: X, group: promise}", "{id: y, value: 1, label: Y, group: promise}", "{id: z, value: 2, label: Z, group: promise}")), []string{"6:24 A116 a verdict of a promise scale has no number", "7:24 A116 a verdict of a promise scale has no number"}},
		"a promise among truths":   {scale(best, worst, "{id: p, label: P, group: promise}"), []string{"7:34 A116 verdicts of promise scales, and of no others, have the group promise"}},
		"a truth among promises":   {kind("promise", scale("{id: x, label: X, group: promise}", "{id: y, label: Y, group: mixed}")), []string{"6:34 A116 verdicts of promise scales, and of no others, have the group promise"}},
		"an unknown kind":          {kind("lies", scale(best, worst)), []string{`3:11 A018 unknown kind of scale "lies"; known: free, media, promise, truth`}},
		"a scale without an id":    {"scales:\n  - {kind: free}\n", []string{"2:5 A017 id is required"}},
		"a scale twice":            {"scales:\n  - {id: a, kind: free}\n  - {id: a, kind: free}\n", []string{`3:10 A116 the scale "a" stands here a second time; versions of a scale need different valid_from dates`}},
		"two versions of it":       {"scales:\n  - {id: a, kind: free}\n  - {id: a, kind: free, valid_from: 2020}\n", nil},
		"a bad date":               {"scales:\n  - {id: a, kind: free, valid_from: soon}\n", []string{`2:37 A019 "soon" is not a date; write 2017, 2017-01 or 2017-01-18`}},
		"no scales":                {"scales: []\n", []string{"1:9 A017 scales is required"}},
		"an empty file":            {"", []string{"1:1 A017 scales is required"}},
		"an empty scale":           {"scales:\n  -\n", []string{"2:3 A017 scales is required"}},
		"verdicts at the top":      {"verdicts: []\n", []string{"1:1 A013 unknown key \"verdicts\"; known: scales", "1:1 A017 scales is required"}},
		"a tag for a scale":        {"scales:\n  - !x {id: a, kind: free}\n", []string{"2:5 A016 YAML tags such as !x have no meaning here; remove the tag, or put the value in quotes"}},
		"not YAML":                 {"scales: [\n", []string{"1:9 A012 the list or mapping that opens here is not closed; check its brackets, commas and quotes"}},
		"several at once": {scale(best, "{id: best, value: 1, label: X, group: mixed}", "{id: x, value: 2, label: "+forty+"x, group: mixed}"), []string{
			`6:14 A116 the verdict "best" stands here a second time`, "7:24 A116 the value 2 stands here a second time", "7:34 A114 a label has at most 40 characters, this has 41"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			s, found := parser.Scales("claims/verdicts.yaml", []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if s == nil || slices.Contains(s.Scales, nil) {
				t.Errorf("got %v", s)
			}
		})
	}
}

func TestPresets(t *testing.T) {
	var names []string
	for _, s := range parser.Presets() {
		names = append(names, string(s.ID))
		t.Run(string(s.ID), func(t *testing.T) {
			if s.Label == "" || s.Kind == "" || (len(s.Verdicts) == 0) != (s.Kind == claim.FreeOf) {
				t.Errorf("label %q, kind %q, %d verdicts", s.Label, s.Kind, len(s.Verdicts))
			}
			icons, values := map[claim.Icon]bool{}, map[int]bool{}
			for _, v := range s.Verdicts {
				if v.Label == "" || utf8.RuneCountInString(v.Label) > 40 || v.Definition == "" || v.Group == "" {
					t.Errorf("%s is not complete: %+v", v.ID, v)
				}
				if !slices.Contains(claim.Icons(), string(v.Icon)) || icons[v.Icon] {
					t.Errorf("%s has the icon %q, unknown or used twice", v.ID, v.Icon)
				}
				var c claim.Colour
				if err := c.UnmarshalText([]byte(v.Colour)); err != nil || c != v.Colour {
					t.Errorf("%s has the colour %q: %v", v.ID, v.Colour, err)
				}
				if v.Value != 0 && (values[v.Value] || s.Kind != claim.Truth) {
					t.Errorf("%s has the value %d", v.ID, v.Value)
				}
				icons[v.Icon], values[v.Value] = true, true
			}
		})
	}
	if diff := cmp.Diff([]string{"default", "six-step", "free", "promises", "media"}, names); diff != "" {
		t.Errorf("presets (-want +got):\n%s", diff)
	}
	for preset, want := range map[string]string{
		"default":  "true mostly-true half-true mostly-false false unproven misleading satire not-checkable",
		"six-step": "true mostly-true half-true mostly-false false fabricated unproven",
		"promises": "not-started in-progress kept compromise broken stalled withdrawn",
		"media":    "original missing-context edited transformed staged satire",
	} {
		var ids []string
		for _, v := range scales(t, "scales: [{preset: "+preset+"}]\n")[0].Verdicts {
			ids = append(ids, string(v.ID))
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s has %s", preset, got)
		}
	}
}

func TestPresetUnderAnotherID(t *testing.T) {
	got := scales(t, "scales:\n  - preset: six-step\n  - {id: mine, preset: six-step, valid_from: 2020}\n")
	if got[0].ID != "six-step" || got[1].ID != "mine" || got[1].Kind != claim.Truth || got[1].Best() != 6 || got[1].ValidFrom.Year != 2020 {
		t.Errorf("got %+v and %+v", got[0], got[1])
	}
	if diff := cmp.Diff(got[0].Verdicts, got[1].Verdicts, cmpopts.IgnoreFields(claim.Verdict{}, "Digest")); diff != "" {
		t.Error(diff)
	}
	for i, v := range got[0].Verdicts {
		if v == got[1].Verdicts[i] || v.Digest == got[1].Verdicts[i].Digest {
			t.Errorf("%s is the same on both scales", v.ID)
		}
	}
}

func TestWrongPresets(t *testing.T) {
	const own = "A116 a preset has its own kind and verdicts; remove kind and verdicts, or preset"
	for src, want := range map[string][]string{
		"{preset: six-steps}":                  {`2:14 A106 unknown preset "six-steps"; did you mean "six-step"?`},
		"{preset: politifact}":                 {`2:14 A106 unknown preset "politifact"; known: default, free, media, promises, six-step`},
		"{preset: media, kind: media}":         {"2:14 " + own},
		"{preset: media, verdicts: [{id: x}]}": {"2:14 " + own, "2:32 A017 label is required"},
		"{preset: [media]}":                    {"2:14 A014 preset must be a text, not a list"},
		"{preset: media, id: A}":               {`2:25 A006 "A" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "a"`},
	} {
		_, found := parser.Scales("claims/verdicts.yaml", []byte("scales:\n  - "+src+"\n"))
		if diff := cmp.Diff(want, show(found)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", src, diff)
		}
	}
}

func TestDefaultScales(t *testing.T) {
	s := parser.DefaultScales()
	if len(s.Scales) != 1 || s.Scales[0].ID != "default" || s.Positions.At("scales.0") != (diag.At{Line: 1, Col: 1}) {
		t.Errorf("got %+v", s)
	}
	if again := parser.DefaultScales(); again.Digest != s.Digest || again.Scales[0] == s.Scales[0] {
		t.Error("the default scales are not made anew, or not the same")
	}
}

func TestNeedsSources(t *testing.T) {
	for group, want := range map[claim.Group]bool{"true": true, "unproven": true, "promise": true, "satire": false, "not-checkable": false} {
		if got := (&claim.Verdict{Group: group}).NeedsSources(); got != want {
			t.Errorf("%s: %v", group, got)
		}
	}
}

func TestScaleDigests(t *testing.T) {
	src := scale(best, worst)
	before := scales(t, src)[0].Verdicts
	for what, change := range map[string][2]string{
		"label":           {"label: Worst", "label: Poor"},
		"value":           {"value: 1", "value: 0x"},
		"group":           {`group: "false"`, "group: mixed"},
		"best of the two": {"value: 2", "value: 3"},
		"id of the scale": {"id: s\n", "id: t\n"},
		"colour":          {"label: Worst", "colour: '#123', label: Worst"},
		"retired":         {"label: Worst", "retired: true, label: Worst"},
		"definition":      {"label: Worst", "definition: d, label: Worst"},
	} {
		s, _ := parser.Scales("claims/verdicts.yaml", []byte(strings.Replace(src, change[0], change[1], 1)))
		if s.Scales[0].Verdicts[1].Digest == before[1].Digest {
			t.Errorf("%s changes and the digest does not", what)
		}
	}
	for i, v := range scales(t, "# why\n"+src)[0].Verdicts {
		if v.Digest != before[i].Digest {
			t.Errorf("a comment changes the digest of %s", v.ID)
		}
	}
}
