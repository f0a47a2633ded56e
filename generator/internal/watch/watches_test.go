package watch_test

import (
	"path/filepath"
	"testing"

	"assay/generator/internal/watch"
)

func TestWhichEventsAreHints(t *testing.T) {
	root := filepath.FromSlash("/site")
	for name, want := range map[string]bool{
		"":                              true,
		"site.yaml":                     true,
		"claims":                        true,
		"Content":                       true, // where letter case makes no difference
		"claims/a.md":                   true,
		"claims/deep/er":                true,
		"claims/4913":                   true, // could be a folder
		"templates/partials/_head.html": true,
		"public":                        false,
		".git":                          false,
		"notes.md":                      false,
		"claims/a.md~":                  false,
		"claims/.#a.md":                 false,
		"claims/#a.md#":                 false,
		"claims/a.md.swp":               false,
		"claims/_old":                   false,
		"claims/README.md":              false,
		"claims/_old/a.md":              false,
		"templates/embed.go":            false,
	} {
		if _, got := watch.MayBeInput(root, filepath.Join(root, filepath.FromSlash(name))); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
