package build_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestPairings compares what the pages of small sites say, each site about one way in which files belong together.
// The whole of a page, its head and foot too, is compared by [TestGoldenSites].
func TestPairings(t *testing.T) {
	sites, err := filepath.Glob("testdata/pairings/*.txtar")
	if err != nil || len(sites) == 0 {
		t.Fatal("there are no sites", err)
	}
	for _, source := range sites {
		name := strings.TrimSuffix(filepath.Base(source), ".txtar")
		t.Run(name, func(t *testing.T) {
			r := buildArchive(t, source)
			got := &txtar.Archive{}
			for _, d := range r.Diagnostics {
				got.Comment = append(got.Comment, d.Error()+"\n"...)
			}
			pages := rendered(t, r)
			for _, page := range slices.Sorted(maps.Keys(pages)) {
				_, text, isPage := strings.Cut(pages[page], "<main id=\"main\">\n")
				text, _, _ = strings.Cut(text, "</main>")
				if isPage && (name == "scales" || !strings.HasPrefix(page, "verdicts/")) {
					got.Files = append(got.Files, txtar.File{Name: page, Data: []byte(text)})
				}
			}
			golden := "testdata/pairings/" + name + ".golden"
			if *update {
				if err := os.WriteFile(golden, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(txtar.Format(got))); d != "" {
				t.Errorf("the pages differ; if they should, run with -update and read the difference (-want +got):\n%s", d)
			}
		})
	}
}
