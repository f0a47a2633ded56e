package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
	"assay/generator/internal/record"
	"assay/generator/internal/starter"
)

// ownScale is what records tell of a scale.
type ownScale struct {
	id          string
	verdicts    []*record.Verdict // the best first, those without a value last
	worst, best int
}

// freeScale names the scale of those without a verdict.
const freeScale = "free"

// ownScales gathers the scales of records of this program's own, in the order in which they come.
func (m *maker) ownScales(records []Record) []*ownScale {
	var all []*ownScale
	of := func(name string) *ownScale {
		for _, s := range all {
			if s.id == name {
				return s
			}
		}
		all = append(all, &ownScale{id: name})
		return all[len(all)-1]
	}
	for i := range records {
		r := records[i].Own
		switch {
		case r == nil || r.Retracted:
		case r.Verdict == nil:
			of(freeScale)
		default:
			s := of(r.Verdict.Scale)
			s.worst, s.best = cmp.Or(r.Verdict.Worst, s.worst), cmp.Or(r.Verdict.Best, s.best)
			s.see(r.Verdict, m)
			s.seeNames(r, m)
		}
	}
	for _, s := range all {
		slices.SortStableFunc(s.verdicts, func(a, b *record.Verdict) int { return b.Value - a.Value })
	}
	return all
}

// see notes a verdict. One that is called otherwise elsewhere keeps its first name.
func (s *ownScale) see(v *record.Verdict, m *maker) {
	for _, known := range s.verdicts {
		if known.ID != v.ID {
			continue
		}
		if known.Group == "" {
			known.Group, known.Value, known.Definition = v.Group, v.Value, v.Definition
		}
		if known.Label != v.Label {
			m.once(fmt.Sprintf("the verdict %s of the scale %s is called “%s” and “%s”; the first is taken", v.ID, s.id, known.Label, v.Label))
		}
		return
	}
	copied := *v
	s.verdicts = append(s.verdicts, &copied)
}

// seeNames notes verdicts of which there is no more than a name: those that were given before, and a promise's status on the way.
func (s *ownScale) seeNames(r *record.Record, m *maker) {
	note := func(v *record.VerdictName) {
		if v != nil && !slices.ContainsFunc(s.verdicts, func(known *record.Verdict) bool { return known.ID == v.ID }) {
			s.verdicts = append(s.verdicts, &record.Verdict{ID: v.ID, Label: v.Label})
		}
	}
	for _, d := range r.Developments {
		note(d.Verdict)
	}
	for _, c := range r.Corrections {
		if c.Was != nil {
			note(c.Was.Verdict)
		}
	}
}

// rateOwn sees to it that the site has the scales of records of this program's own.
func (m *maker) rateOwn(records []Record) {
	all := m.ownScales(records)
	if len(all) == 0 || !slices.ContainsFunc(all, func(s *ownScale) bool { return !m.has(s) }) {
		return
	}
	if m.settled() {
		for _, s := range all {
			for _, v := range s.verdicts {
				if !fits(m.scale(s.id), v, s) {
					m.once(fmt.Sprintf("the site has no verdict %s, “%s”, in a scale %s like that of the data; add it to claims/verdicts.yaml", v.ID, v.Label, s.id))
				}
			}
			if len(s.verdicts) == 0 && !m.has(s) {
				m.once("the site has no scale without verdicts, as the data have; add {preset: free} to claims/verdicts.yaml")
			}
		}
		return
	}
	var b strings.Builder
	b.WriteString("scales:\n")
	for _, s := range all {
		s.write(&b, m)
	}
	text := "# Made from imported data.\n" + doc.AsBlock(b.String())
	m.plan.New = append(m.plan.New, starter.File{Path: "claims/verdicts.yaml", Text: text})
	m.HasScales, m.composed = true, all
}

// scale gives a scale of the site; of several versions the newest.
func (m *maker) scale(name string) *claim.Scale {
	var found *claim.Scale
	for _, s := range m.Site.Scales {
		if string(s.ID) == name || name == freeScale && s.Kind == claim.FreeOf && found == nil {
			found = s
		}
	}
	return found
}

// has tells that the site has a scale with all verdicts of one.
func (m *maker) has(s *ownScale) bool {
	own := m.scale(s.id)
	return own != nil && !slices.ContainsFunc(s.verdicts, func(v *record.Verdict) bool { return !fits(own, v, s) })
}

// fits tells that a scale has a verdict as data have it.
func fits(own *claim.Scale, v *record.Verdict, s *ownScale) bool {
	if own == nil {
		return false
	}
	for _, known := range own.Verdicts {
		if string(known.ID) == v.ID && known.Label == v.Label && (v.Definition == "" || known.Definition == v.Definition) && (v.Group == "" || string(known.Group) == v.Group && known.Value == v.Value) {
			return v.Value == 0 || own.Best() == s.best && own.Worst() == s.worst
		}
	}
	return false
}

// write writes a scale. Where its ends are not among the verdicts, they get a name that says so, since the data have numbers that depend on them.
func (s *ownScale) write(b *strings.Builder, m *maker) {
	if len(s.verdicts) == 0 {
		fmt.Fprintf(b, "  - id: %s\n    kind: free\n", freeScale)
		return
	}
	for _, preset := range claim.NewParser().Presets() {
		if !slices.ContainsFunc(s.verdicts, func(v *record.Verdict) bool { return !fits(preset, v, s) }) {
			fmt.Fprintf(b, "  - {%s}\n", flow("id", s.id, "preset", string(preset.ID)))
			return
		}
	}
	kind := claim.Truth
	if s.verdicts[0].Group == "promise" {
		kind = claim.Promise
	}
	fmt.Fprintf(b, "  - id: %s\n    kind: %s\n    verdicts:\n", doc.AsYAML(s.id), kind)
	values := map[int]bool{}
	for _, v := range s.verdicts {
		values[v.Value] = true
		group := v.Group
		if group == "" {
			m.once(fmt.Sprintf("the data do not say what “%s” means: its verdict in claims/verdicts.yaml has no group, and charts and totals leave it out until you add one", v.Label))
		}
		fields := flow("id", v.ID)
		if v.Value > 0 {
			fields += fmt.Sprintf(", value: %d", v.Value)
		}
		fmt.Fprintf(b, "      - {%s%s}\n", fields, more(flow("label", v.Label, "group", group, "definition", v.Definition)))
	}
	for _, end := range []int{s.best, s.worst} {
		if end > 0 && !values[end] {
			name := fmt.Sprintf("%s-%d", s.id, end)
			fmt.Fprintf(b, "      - {%s, value: %d, label: \"%d of %d\"}\n", flow("id", name), end, end, s.best)
			m.once(fmt.Sprintf("no check has the verdict with the value %d of the scale %s: it is in claims/verdicts.yaml as %s until you name it", end, s.id, name))
		}
	}
}
