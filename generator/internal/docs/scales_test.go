package docs_test

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/claim"
)

// TestPresets compares each preset's table with the preset.
func TestPresets(t *testing.T) {
	tables := map[string]table{}
	for _, tb := range read(t, "scales.md").tables() {
		tables[tb.section] = tb
	}
	for _, scale := range claim.NewParser().Presets() {
		var want [][]string
		for _, v := range scale.Verdicts {
			value := "–"
			if v.Value > 0 {
				value = fmt.Sprint(v.Value)
			}
			want = append(want, []string{code(v.ID), value, v.Label, code(v.Group), code(v.Icon), code(v.Colour), v.Definition})
		}
		got := tables[string(scale.ID)]
		if len(want) == 0 {
			continue
		}
		if !slices.EqualFunc(got.rows, want, slices.Equal) {
			t.Errorf("the table of the preset %s is not\n\n%s", scale.ID, written(want))
		}
		delete(tables, string(scale.ID))
	}
	for section, tb := range tables {
		if slices.Equal(tb.head, presetColumns()) {
			t.Errorf("there is no preset %q", section)
		}
	}
}

func presetColumns() []string {
	return []string{"id", "value", "label", "group", "icon", "colour", "definition"}
}

func code[T ~string](s T) string { return "`" + string(s) + "`" }

func written(rows [][]string) string {
	var b strings.Builder
	for _, row := range append([][]string{presetColumns(), {"---", "---", "---", "---", "---", "---", "---"}}, rows...) {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}

// TestGroups compares the groups with what a verdict gets that has nothing but its group.
func TestGroups(t *testing.T) {
	var groups table
	for _, tb := range read(t, "scales.md").tables() {
		if tb.section == "Groups" {
			groups = tb
		}
	}
	var rows []string
	for _, row := range groups.rows {
		group := strings.Trim(row[0], "`")
		rows = append(rows, group)
		kind := "truth"
		if group == "promise" {
			kind = "promise"
		}
		scales, found := claim.NewParser().Scales("claims/verdicts.yaml", []byte(`scales: [{id: x, kind: `+kind+`, verdicts: [{id: x, label: x, group: "`+group+`"}]}]`))
		if found.Failed() {
			t.Fatal(found)
		}
		v := scales.Scales[0].Verdicts[0]
		if row[1] != code(v.Icon) || row[2] != code(v.Colour) {
			t.Errorf("the group %s has the icon %s and the colour %s", group, v.Icon, v.Colour)
		}
		if strings.HasSuffix(row[3], "Needs no source.") == v.NeedsSources() {
			t.Errorf("%s: %q, and that a claim needs sources is %v", group, row[3], v.NeedsSources())
		}
	}
	known := valuesOf(reflect.TypeFor[claim.Group]())
	slices.SortFunc(rows, cmp.Compare[string])
	if !slices.Equal(rows, known) {
		t.Errorf("the groups are %q, not %q", known, rows)
	}
}

// TestScalesWithClaims builds the sections that show a scale and a claim on it.
func TestScalesWithClaims(t *testing.T) {
	sections := map[string][]block{}
	for _, b := range read(t, "scales.md").blocks() {
		sections[b.section] = append(sections[b.section], b)
	}
	n := 0
	for section, blocks := range sections {
		if !slices.ContainsFunc(blocks, func(b block) bool { return strings.HasSuffix(b.file, ".md") }) {
			continue
		}
		n++
		root := t.TempDir()
		lay(t, root, "")
		for _, b := range blocks {
			write(t, filepath.Join(root, b.file), complete(b))
		}
		result, err := builder(afero.NewBasePathFs(afero.NewOsFs(), root)).Build(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if result.Diagnostics.Failed() {
			t.Errorf("%s: %v", section, result.Diagnostics)
		}
	}
	if n < 3 {
		t.Errorf("only %d sections", n)
	}
}

func TestIcons(t *testing.T) {
	for _, line := range read(t, "scales.md").lines {
		if line == "`"+strings.Join(claim.Icons(), "` `")+"`." {
			return
		}
	}
	t.Errorf("no line lists the icons %q", claim.Icons())
}

// TestOpenStatuses compares the line that names the open statuses of the preset with the preset.
func TestOpenStatuses(t *testing.T) {
	var open []string
	for _, scale := range claim.NewParser().Presets() {
		for _, v := range scale.Verdicts {
			if v.Open {
				open = append(open, code(v.ID))
			}
		}
	}
	for _, line := range read(t, "scales.md").lines {
		if named, ok := strings.CutPrefix(line, "Still open are "); ok && len(open) > 0 {
			if named != strings.Join(open, ", ")+"." {
				t.Errorf("open are %q, not %s", open, named)
			}
			return
		}
	}
	t.Errorf("no line names %q", open)
}
