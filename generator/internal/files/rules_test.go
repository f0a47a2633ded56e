package files_test

import (
	"testing"

	"assay/generator/internal/files"
)

func TestIgnoredByPathAlone(t *testing.T) {
	for path, want := range map[string]bool{
		"site.yaml": false, "claims/a.md": false, "claims/2026/a/index.md": false, "claims/4913/index.md": false,
		"claims/4913": true, "claims/_a.md": true, "claims/_old/a.md": true, "claims/.git/a.md": true, "claims/a.md~": true,
		"content/ReadMe.md": true, "claims/old.bak/a.md": true,
		"templates/_head.html": false, "templates/_parts/head.html": false, "templates/embed.go": true, "templates/.x/head.html": true,
	} {
		if got := files.Ignored(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}
