package claim_test

import (
	"testing"

	"assay/generator/internal/claim"
)

func TestWrongSuccessions(t *testing.T) {
	const use = "; end it at a verdict that is not retired"
	for name, c := range map[string]struct {
		verdicts []string // the first stands in line 7
		want     []string
	}{
		"to one in use":        {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: best}"}, nil},
		"through another":      {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: y}", "{id: y, label: Y, group: mixed, retired: true, replaced_by: best}"}, nil},
		"not retired":          {[]string{"{id: x, label: X, group: mixed, replaced_by: best}"}, []string{`7:54 A116 the verdict "x" is replaced and not retired; add retired: true, or remove replaced_by`}},
		"by itself":            {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: x}"}, []string{`7:69 A116 the verdict "x" cannot replace itself`}},
		"in a circle":          {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: y}", "{id: y, label: Y, group: mixed, retired: true, replaced_by: x}"}, []string{`7:69 A116 the verdict "x" is replaced in a circle: none of them is in use` + use, `8:69 A116 the verdict "y" is replaced in a circle: none of them is in use` + use}},
		"into a circle of one": {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: y}", "{id: y, label: Y, group: mixed, retired: true, replaced_by: y}"}, []string{`7:69 A116 the verdict "x" is replaced in a circle: none of them is in use` + use, `8:69 A116 the verdict "y" cannot replace itself`}},
		"by a retired one":     {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: y}", "{id: y, label: Y, group: mixed, retired: true}"}, []string{`7:69 A116 "y", which replaces "x", is retired itself; name a verdict that is in use, or remove replaced_by`}},
		"towards an unknown":   {[]string{"{id: x, label: X, group: mixed, retired: true, replaced_by: y}", "{id: y, label: Y, group: mixed, retired: true, replaced_by: bset}"}, []string{`8:69 A102 unknown verdict "bset"; did you mean "best"?`}},
		"open, of statements":  {[]string{"{id: x, label: X, group: mixed, open: true}"}, []string{"7:47 A116 a verdict of a truth scale cannot be open; open marks the statuses of a promise whose outcome is still to come"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := parser.Scales("claims/verdicts.yaml", []byte(scale(append([]string{best, worst}, c.verdicts...)...)))
			wantFindings(t, found, c.want...)
		})
	}
}

func TestOpenStatusesOfThePreset(t *testing.T) {
	for _, s := range parser.Presets() {
		for _, v := range s.Verdicts {
			want := s.Kind == claim.Promise && (v.ID == "not-started" || v.ID == "in-progress" || v.ID == "stalled")
			if v.Open != want {
				t.Errorf("%s of %s: open %v", v.ID, s.ID, v.Open)
			}
		}
	}
}
