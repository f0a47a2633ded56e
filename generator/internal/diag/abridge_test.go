package diag_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/diag"
)

// repeated returns n diagnostics that differ in their lines only.
func repeated(n int, file string, code diag.Code, severity diag.Severity) diag.List {
	list := make(diag.List, n)
	for i := range list {
		p := diag.Problemf(code, "unknown key")
		list[i] = diag.Diagnostic{File: file, Line: i + 1, Col: 1, Severity: severity, Problem: *p}
	}
	return list
}

func TestAbridge(t *testing.T) {
	const some = diag.MaxShown
	tests := []struct {
		name       string
		list       diag.List
		shown      int // diagnostics that are shown, with those that count others
		more       int // diagnostics that are only counted
		err, warns int
	}{
		{"nothing", nil, 0, 0, 0, 0},
		{"few", repeated(some, "a.md", diag.UnknownKey, diag.Error), some, 0, some, 0},
		{"one too many is shown", repeated(some+1, "a.md", diag.UnknownKey, diag.Error), some + 1, 0, some + 1, 0},
		{"many", repeated(200_000, "a.md", diag.UnknownKey, diag.Error), some + 1, 200_000 - some, 200_000, 0},
		{"many of two codes", slices.Concat(repeated(500, "a.md", diag.UnknownKey, diag.Error),
			repeated(500, "a.md", diag.DuplicateKey, diag.Error)), 2*some + 2, 1000 - 2*some, 1000, 0},
		{"many of two severities", slices.Concat(repeated(500, "a.md", diag.BadMarkup, diag.Error),
			repeated(300, "a.md", diag.BadMarkup, diag.Warning)), 2*some + 2, 800 - 2*some, 500, 300},
		{"a few in each of two files", slices.Concat(repeated(some, "a.md", diag.UnknownKey, diag.Error),
			repeated(some, "b.md", diag.UnknownKey, diag.Error)), 2 * some, 0, 2 * some, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			short := tt.list.Sort().Abridge()
			more := 0
			for _, d := range short {
				more += d.More
			}
			if len(short) != tt.shown || more != tt.more {
				t.Errorf("%d are shown and %d counted, want %d and %d", len(short), more, tt.shown, tt.more)
			}
			if e, w := short.Count(diag.Error), short.Count(diag.Warning); e != tt.err || w != tt.warns {
				t.Errorf("%d errors and %d warnings, want %d and %d", e, w, tt.err, tt.warns)
			}
			again := short.Abridge()
			if e := again.Count(diag.Error); e != tt.err {
				t.Errorf("after a second time, %d errors, want %d", e, tt.err)
			}
		})
	}
}

func TestAbridge_SaysHowManyAreLeftOut(t *testing.T) {
	short := repeated(250, "a.md", diag.UnknownKey, diag.Error).Abridge()
	var text bytes.Buffer
	if err := short.Text(&text); err != nil {
		t.Fatal(err)
	}
	const want = "a.md:101:1: error A013: 150 more problems with this code are not shown; fix those above first\n"
	if !strings.HasSuffix(text.String(), want) {
		t.Errorf("the text ends with %q", text.String()[text.Len()-200:])
	}
	var all []struct{ More int }
	if err := json.Unmarshal(short.JSON(), &all); err != nil || all[len(all)-1].More != 150 {
		t.Errorf("the last in JSON is %+v (%v)", all[len(all)-1], err)
	}
}
