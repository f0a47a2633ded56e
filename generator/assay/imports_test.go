package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "assay/generator/internal/"

// TestImportsGoOneWay holds the code to the table of packages in ARCHITECTURE.md: a package
// imports only packages that stand above it, and every package stands there.
func TestImportsGoOneWay(t *testing.T) {
	order := packageTable(t)
	dirs, err := filepath.Glob("../internal/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		place := slices.Index(order, name)
		if place < 0 {
			t.Errorf("package %s is not in the table of ARCHITECTURE.md", name)
			continue
		}
		for _, imported := range imports(t, dir) {
			if above := slices.Index(order, imported); above < 0 || above >= place {
				t.Errorf("%s imports %s, which does not stand above it in ARCHITECTURE.md", name, imported)
			}
		}
	}
	if len(order) != len(dirs) {
		t.Errorf("ARCHITECTURE.md lists %d packages, there are %d", len(order), len(dirs))
	}
}

// packageTable reads the names in the first column of the table of packages.
func packageTable(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)/` \\|").FindAllStringSubmatch(string(text), -1) {
		order = append(order, m[1])
	}
	return order
}

// imports lists this module's packages that a folder's files import; tests may look further.
func imports(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if rest, ok := strings.CutPrefix(path, module); ok {
				all = append(all, rest)
			}
		}
	}
	return all
}
