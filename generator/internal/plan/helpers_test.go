package plan_test

import (
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

func today() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// resolved parses and resolves a site that has no errors.
func resolved(t testing.TB, input map[string]string, opt site.Options) *site.Site {
	t.Helper()
	s, found := resolveWith(t, input, opt)
	if found.Failed() {
		t.Fatal(found)
	}
	return s
}

// resolve gives what is found in a site, too.
func resolve(t testing.TB, input map[string]string) (*site.Site, diag.List) {
	t.Helper()
	return resolveWith(t, input, site.Options{Now: today()})
}

func resolveWith(t testing.TB, input map[string]string, opt site.Options) (*site.Site, diag.List) {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1}
	snapshot, found, err := scanner.Scan(t.Context(), nil, func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) })
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	return parser.Resolve(snapshot, inOrder, opt)
}
