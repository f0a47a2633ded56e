package diag_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay/generator/internal/diag"
)

// codeNames gives the codes by the names of their constants.
func codeNames(t *testing.T) map[string]diag.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]diag.Code{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			names[spec.Names[0].Name] = diag.Code(code)
		}
		return true
	})
	return names
}

func TestEveryCodeHasAKind(t *testing.T) {
	kinds := diag.Kinds()
	for name, code := range codeNames(t) {
		if kinds[code].Title == "" {
			t.Errorf("%s (%s) has no title", name, code)
		}
		delete(kinds, code)
	}
	if len(kinds) > 0 {
		t.Errorf("there are no codes %v", kinds)
	}
}

// TestMildCodesAreThoseThatWarn reads the program: a code that it warns with must be a mild one, and a mild one must stand in a
// function that warns.
func TestMildCodesAreThoseThatWarn(t *testing.T) {
	names, kinds := codeNames(t), diag.Kinds()
	sources, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	near := map[diag.Code]bool{} // codes in functions that warn
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			warns := false
			ast.Inspect(decl, func(n ast.Node) bool {
				if n != nil && mild(n) {
					warns = true
					for _, code := range codesIn(n, names) {
						if !kinds[code].Mild && !code.IsCheck() {
							t.Errorf("%s warns with %s, which is not mild", source, code)
						}
					}
				}
				return true
			})
			if warns {
				for _, code := range codesIn(decl, names) {
					near[code] = true
				}
			}
		}
	}
	for code, kind := range kinds {
		if kind.Mild && !near[code] {
			t.Errorf("%s is called mild, and no function warns with it", code)
		}
	}
}

// mild tells what makes a warning or a note: a call of warn and the like, or a value with that severity.
func mild(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		return ok && (strings.EqualFold(f.Sel.Name, "warn") || f.Sel.Name == "note" || slices.ContainsFunc(n.Args, isMildSeverity))
	case *ast.CompositeLit:
		return slices.ContainsFunc(n.Elts, func(e ast.Expr) bool {
			pair, ok := e.(*ast.KeyValueExpr)
			return ok && isMildSeverity(pair.Value)
		})
	}
	return false
}

func isMildSeverity(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && (s.Sel.Name == "Warning" || s.Sel.Name == "Note")
}

// codesIn gives the codes that a piece of the program names.
func codesIn(n ast.Node, names map[string]diag.Code) []diag.Code {
	var codes []diag.Code
	ast.Inspect(n, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "diag" && names[s.Sel.Name] != "" {
				codes = append(codes, names[s.Sel.Name])
			}
		}
		return true
	})
	return codes
}

func TestAdjustable(t *testing.T) {
	codes := diag.Adjustable()
	for code, want := range map[diag.Code]bool{
		diag.OneSource: true, diag.UnneededWaiver: true, diag.NeverCited: true, diag.NoSuchCheck: false, diag.UnknownVerdict: false, diag.NoSource: false,
	} {
		if slices.Contains(codes, code) != want {
			t.Errorf("%s: %v", code, !want)
		}
	}
	if !slices.IsSorted(codes) {
		t.Error("they are not in order")
	}
}
