package diag_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
)

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// at makes an error at a place.
func at(file string, line, col int, code diag.Code, message string) diag.Diagnostic {
	return diag.Diagnostic{File: file, Line: line, Col: col, Severity: diag.Error, Problem: diag.Problem{Code: code, Message: message}}
}

func TestDiagnosticAsError(t *testing.T) {
	tests := map[string]struct {
		d    diag.Diagnostic
		want string
	}{
		"line and column": {at("claims/a.md", 14, 10, "A102", "unknown verdict"), "claims/a.md:14:10: error A102: unknown verdict"},
		"line":            {at("claims/a.md", 14, 0, "A102", "no"), "claims/a.md:14: error A102: no"},
		"file as a whole": {at("claims/a.md", 0, 0, "A001", "cannot read"), "claims/a.md: error A001: cannot read"},
		"site as a whole": {at("", 0, 0, "A025", "there is no site"), "error A025: there is no site"},
		"hint": {
			diag.Diagnostic{File: "a", Severity: diag.Warning, Problem: *diag.Problemf("A110", "%d not cited", 2).Because("cite [@%s]", "x")},
			"a: warning A110: 2 not cited; cite [@x]",
		},
		"note": {diag.Diagnostic{Problem: diag.Problem{Code: "A117", Message: "m"}}, "note A117: m"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if got := tt.d.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	list := diag.List{at("a", 1, 2, "A001", "one"), at("b", 0, 0, "A002", "two")}
	if got := list.Error(); got != "a:1:2: error A001: one\nb: error A002: two" {
		t.Errorf("the list is %q", got)
	}
}

func TestMessagesThatQuoteMuchAreCut(t *testing.T) {
	p := diag.Problemf("A018", "%q is no URL", strings.Repeat("真", 1_000_000)).Because("write %s", strings.Repeat("x", 1_000_000))
	if n := utf8.RuneCountInString(p.Message); n > 600 || !utf8.ValidString(p.Message) || !strings.HasSuffix(p.Message, `真" is no URL`) {
		t.Errorf("a message of %d characters: %s", n, p.Message)
	}
	if len(p.Hint) > 600 || !strings.HasPrefix(p.Hint, "write xxx") {
		t.Errorf("a hint of %d bytes", len(p.Hint))
	}
	long := strings.Repeat("x", 500)
	if p := diag.Problemf("A018", "%s", long); p.Message != long {
		t.Errorf("cut to %d bytes", len(p.Message))
	}
}

func TestSort(t *testing.T) {
	hinted := at("a.md", 2, 1, "A002", "x")
	hinted.Hint = "h"
	warning := at("a.md", 2, 1, "A002", "x")
	warning.Severity = diag.Warning
	want := diag.List{
		at("", 0, 0, "A025", "site"),
		at("a.md", 0, 0, "A001", "file"),
		at("a.md", 1, 2, "A001", "x"),
		at("a.md", 1, 10, "A001", "x"),
		at("a.md", 2, 1, "A001", "x"),
		warning,
		at("a.md", 2, 1, "A002", "x"),
		hinted,
		at("a.md", 2, 1, "A002", "y"),
		at("a.md", 10, 1, "A001", "x"),
		at("b.md", 1, 1, "A001", "x"),
	}
	for seed := range uint64(20) {
		got := append(slices.Clone(want), want...) // everything twice
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		if diff := cmp.Diff(want, got.Sort()); diff != "" {
			t.Fatalf("shuffle %d (-want +got):\n%s", seed, diff)
		}
	}
	if got := diag.List(nil).Sort(); len(got) != 0 {
		t.Errorf("an empty list became %v", got)
	}
}

func TestFindings(t *testing.T) {
	var found diag.Findings
	if found.Failed() {
		t.Error("nothing found, yet failed")
	}
	found.Warn(diag.At{Line: 3, Col: 4}, diag.Problemf("A110", "never cited"))
	if found.Failed() {
		t.Error("a warning fails")
	}
	found.Add(diag.At{}, diag.Problemf("A006", "bad id").Because("write a-b"))
	if !found.Failed() {
		t.Error("an error does not fail")
	}
	want := diag.List{
		{File: "claims/a.md", Line: 3, Col: 4, Severity: diag.Warning, Problem: diag.Problem{Code: "A110", Message: "never cited"}},
		{File: "claims/a.md", Severity: diag.Error, Problem: diag.Problem{Code: "A006", Message: "bad id", Hint: "write a-b"}},
	}
	list := found.In("claims/a.md")
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	if list.Count(diag.Error) != 1 || list.Count(diag.Warning) != 1 || list.Count(diag.Note) != 0 || !list.Failed() {
		t.Errorf("counted %d, %d, %d", list.Count(diag.Error), list.Count(diag.Warning), list.Count(diag.Note))
	}
	if list[:1].Failed() {
		t.Error("a warning alone fails")
	}
}

func TestUnreadable(t *testing.T) {
	for code, want := range map[diag.Code]bool{
		diag.NotUTF8: true, diag.HasControl: true, diag.NoFrontMatter: true, diag.OpenHeader: true, diag.BadYAML: true, diag.TooDeep: true,
		diag.UnknownKey: false, diag.Missing: false, diag.Unsupported: false, diag.BadID: false,
	} {
		var found diag.Findings
		found.Warn(diag.At{}, diag.Problemf(diag.NeverCited, "x"))
		found.Add(diag.At{}, diag.Problemf(code, "x"))
		if found.Unreadable() != want {
			t.Errorf("%s: %v", code, !want)
		}
	}
}

func TestFromError(t *testing.T) {
	one := at("a.md", 1, 2, "A001", "one")
	list := diag.List{one, at("b.md", 0, 0, "A002", "two")}
	problem := diag.Problemf("A019", "no date").Because("write 2017")
	tests := map[string]struct {
		err  error
		want diag.List
	}{
		"nothing":            {nil, nil},
		"a list":             {list, list},
		"a list, wrapped":    {fmt.Errorf("build: %w", list), list},
		"a diagnostic":       {one, diag.List{one}},
		"wrapped diagnostic": {fmt.Errorf("build: %w", one), diag.List{one}},
		"a problem":          {problem, diag.List{{Severity: diag.Error, Problem: *problem}}},
		"wrapped problem":    {fmt.Errorf("x: %w", problem), diag.List{{Severity: diag.Error, Problem: *problem}}},
		"anything else":      {errors.New("disk full"), diag.List{{Severity: diag.Error, Problem: diag.Problem{Code: diag.CannotRead, Message: "disk full"}}}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, diag.FromError(tt.err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every code is one of a kind and stands in its group.
func TestCodes(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	form := regexp.MustCompile(`^A[0-4]\d\d$`)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		name := spec.Names[0].Name
		if err != nil || !form.MatchString(code) {
			t.Errorf("%s is %q", name, code)
		}
		if other := names[code]; other != "" {
			t.Errorf("%s and %s are both %s", other, name, code)
		}
		names[code] = name
		return true
	})
	if len(names) < 50 {
		t.Errorf("only %d codes were found", len(names))
	}
}
