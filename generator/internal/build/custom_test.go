package build_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"assay/generator/internal/build"
)

// hashed is what is in the name of a published asset.
var hashed = regexp.MustCompile(`\.[0-9a-f]{10}\.`)

// TestASitesOwnStyleSheetStandsBehindTheThemes adds one, changes it and takes it away again.
func TestASitesOwnStyleSheetStandsBehindTheThemes(t *testing.T) {
	fsys := tiny(t, "base_url: https://facts.example.org/desk/\nembeds: true\n")
	write(t, fsys, "claims/claim-0.md", tinyClaim(0, 1))
	builder := build.New(options(fsys))
	plain := keys(t, builder)
	write(t, fsys, "templates/assets/pictures/dot.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	write(t, fsys, "templates/assets/custom.css", "/* ours */\n:root { --brand: #7a1f3d; }\nbody { background: url('pictures/dot.svg#a') }\n")
	first := keys(t, builder)
	for _, page := range []string{"index.html", "claims/claim-0/index.html", "claims/index.html", "embed/claim-0/index.html"} {
		if plain[page] == first[page] {
			t.Errorf("%s has no other style sheet", page)
		}
	}
	sheets := 0
	r, err := builder.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range rendered(t, r) {
		if path.Ext(name) != ".css" {
			continue
		}
		sheets++
		const want = `:root{--brand:#7a1f3d}body{background:url('pictures/dot.svg#a')}`
		if got := hashed.ReplaceAllString(text, "."); !strings.HasSuffix(got, want) || got == text {
			t.Errorf("%s ends in %s", name, text[max(0, len(text)-200):])
		}
	}
	if sheets != 3 {
		t.Errorf("there are %d style sheets", sheets)
	}
	write(t, fsys, "templates/assets/custom.css", ":root { --brand: green; }\n")
	if second := keys(t, builder); second["index.html"] == first["index.html"] {
		t.Error("an edit of the style sheet changes no page")
	}
	if err := fsys.RemoveAll("templates"); err != nil {
		t.Fatal(err)
	}
	for file, key := range keys(t, builder) {
		if key != plain[file] {
			t.Errorf("%s is not as before", file)
		}
	}
}
