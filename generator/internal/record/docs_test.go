package record_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/record"
)

const document = "../../../docs/data.md"

// sections tells which struct each table of the document describes, by its heading.
func sections() map[string]reflect.Type {
	return map[string]reflect.Type{
		"The record":                   reflect.TypeFor[record.Record](),
		"publisher":                    reflect.TypeFor[record.Publisher](),
		"people":                       reflect.TypeFor[record.Person](),
		"appearances":                  reflect.TypeFor[record.Appearance](),
		"statements":                   reflect.TypeFor[record.Statement](),
		"verdict":                      reflect.TypeFor[record.Verdict](),
		"earlier verdicts":             reflect.TypeFor[record.VerdictName](),
		"topics":                       reflect.TypeFor[record.Topic](),
		"image":                        reflect.TypeFor[record.Image](),
		"figures":                      reflect.TypeFor[record.Figure](),
		"numbers":                      reflect.TypeFor[record.Number](),
		"media":                        reflect.TypeFor[record.Media](),
		"contacted":                    reflect.TypeFor[record.Contacted](),
		"developments":                 reflect.TypeFor[record.Development](),
		"corrections":                  reflect.TypeFor[record.Correction](),
		"was":                          reflect.TypeFor[record.Was](),
		"links":                        reflect.TypeFor[record.Link](),
		"Sources":                      reflect.TypeFor[record.CSLItem](),
		"names":                        reflect.TypeFor[record.CSLName](),
		"dates of CSL":                 reflect.TypeFor[record.CSLDate](),
		"custom":                       reflect.TypeFor[record.CSLCustom](),
		"Claims as the API gives them": reflect.TypeFor[record.SearchClaim](),
		"reviews":                      reflect.TypeFor[record.SearchReview](),
		"publisher of a review":        reflect.TypeFor[record.SearchPublisher](),
	}
}

// tables reads the rows of the document's tables, by the heading above them.
func tables(t *testing.T) map[string][][]string {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	section, all := "", map[string][][]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if heading := strings.TrimLeft(line, "#"); heading != line {
			section = strings.TrimSpace(heading)
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), " | ")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		all[section] = append(all[section], cells)
	}
	return all
}

// TestEveryKeyIsDescribed compares the tables with the structs, both ways, and the order of their keys.
func TestEveryKeyIsDescribed(t *testing.T) {
	described := tables(t)
	for section, s := range sections() {
		var want, got [][2]string
		for i := range s.NumField() {
			key, option, _ := strings.Cut(s.Field(i).Tag.Get("json"), ",")
			always := map[string]string{"": "yes", "omitempty": "no", "omitzero": "no"}[option]
			want = append(want, [2]string{"`" + key + "`", always})
		}
		for _, row := range described[section] {
			if len(row) != 4 || row[1] == "" || row[3] == "" {
				t.Errorf("%s: the row %q has not four cells", section, row)
				continue
			}
			got = append(got, [2]string{row[0], row[2]})
			leadsOn(t, section, row[0], row[1], s)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: key and always (-form +document):\n%s", section, diff)
		}
	}
}

// leadsOn sees that a value that is a mapping with keys of its own leads to the table of these.
func leadsOn(t *testing.T, section, key, cell string, s reflect.Type) {
	t.Helper()
	for i := range s.NumField() {
		name, _, _ := strings.Cut(s.Field(i).Tag.Get("json"), ",")
		inner := s.Field(i).Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if "`"+name+"`" != key || inner.Kind() != reflect.Struct {
			continue
		}
		for heading, described := range sections() {
			anchor := "](#" + strings.ReplaceAll(strings.ToLower(heading), " ", "-") + ")"
			if described == inner && !strings.Contains(cell, anchor) {
				t.Errorf("%s: %s does not lead to %s", section, key, heading)
			}
		}
	}
}

// TestEveryFormIsDescribed sees that no struct that a record holds has been left out above.
func TestEveryFormIsDescribed(t *testing.T) {
	var known []reflect.Type
	for _, s := range sections() {
		known = append(known, s)
	}
	for _, s := range known {
		for i := range s.NumField() {
			inner := s.Field(i).Type
			for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct && !slices.Contains(known, inner) {
				t.Errorf("%s of %s is not described", s.Field(i).Name, s)
			}
		}
	}
}

func TestEveryColumnIsDescribed(t *testing.T) {
	var got []string
	for _, row := range tables(t)["The table"] {
		got = append(got, strings.Trim(row[0], "`"))
	}
	if diff := cmp.Diff(rows(t)[0], got); diff != "" {
		t.Errorf("(-table +document):\n%s", diff)
	}
}

// TestTypesOfSourcesAreDescribed compares the table of the kinds with what becomes of them.
func TestTypesOfSourcesAreDescribed(t *testing.T) {
	for _, row := range tables(t)["Types of sources"] {
		kind, want := strings.Trim(row[0], "`"), strings.Trim(row[1], "`")
		if got := itemOf(kind).Type; got != want {
			t.Errorf("%s is of the type %s, not %s", kind, got, want)
		}
	}
}

// TestExample compares the example of the document with the record that is made of such a claim.
func TestExample(t *testing.T) {
	s := resolve(t, map[string]string{
		"site.yaml": "title: Springfield Facts\nbase_url: https://facts.example.org/\nlang: en-GB\ntime_zone: Europe/London\n" +
			"publisher: {name: Springfield News, url: https://news.example.org/}\nlicence: https://creativecommons.org/licenses/by/4.0/\n",
		"content/team/ines-demo.md":       "---\nname: Inês Demo\ntype: person\n---\n",
		"content/claimants/rosa-field.md": "---\nname: Rosa Field\ntype: person\nrole: mayor\n---\n",
		"claims/thirteen-wars.md": `---
title: How many wars?
claim: The country has fought 13 wars.
claimant: rosa-field
said: 2026-01
verdict: mostly-false
conclusion: It depends on what counts as a war.
published: 2026-01-12
authors: [ines-demo]
sources:
  - {id: costs-2016, title: The Budgetary Costs of War, publisher: The Institute, date: 2016-09, url: https://institute.example.org/costs, kind: primary, supports: against}
figures:
  - {label: Wars, claimed: 13, found: 5, source: costs-2016}
---
The list [@costs-2016] has five.
`})
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	before, example, _ := strings.Cut(string(text), "```json\n")
	example, after, _ := strings.Cut(example, "```\n")
	want := json(t, whole(record.Environment(s), find(t, s, "thirteen-wars")))
	if *update {
		if err := os.WriteFile(document, []byte(before+"```json\n"+want+"```\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, example); diff != "" {
		t.Errorf("(-record +document):\n%s", diff)
	}
}
