package watch_test

import (
	"os"
	"testing"
)

// TestWhateverIsDoneToTheFilesIsPublished does things to a site in steps. After each, what is published must be what the folder holds.
func TestWhateverIsDoneToTheFilesIsPublished(t *testing.T) {
	type step func(f *folder)
	tests := map[string][]step{
		"written": {func(f *folder) { f.write("claims/a.md", "new") }},
		"deleted": {func(f *folder) { f.remove("claims/a.md") }},
		"renamed": {func(f *folder) { f.rename("claims/a.md", "claims/z.md") }},
		"new folders with files at once, then a file in them": {
			func(f *folder) { f.write("claims/x/y/z/n.md", "n"); f.write("claims/x/y/m.md", "m") },
			func(f *folder) { f.write("claims/x/y/z/n.md", "later") },
			func(f *folder) { f.write("claims/x/o.md", "o") },
		},
		"folder renamed, then a file in it, twice": {
			func(f *folder) { f.rename("claims/2017", "claims/2018") },
			func(f *folder) { f.write("claims/2018/b.md", "once") },
			func(f *folder) { f.write("claims/2018/b.md", "twice") },
		},
		"folder replaced by another of its name, then a file in it": {
			func(f *folder) { f.remove("claims/2017"); f.ok(os.Mkdir(f.path("claims/2017"), 0o755)) },
			func(f *folder) { f.write("claims/2017/n.md", "n") },
		},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				for _, step := range steps {
					before := len(f.states())
					step(f)
					f.shown()
					if len(f.states()) == before {
						t.Fatal("the test does nothing that shows")
					}
				}
			})
		})
	}
}
