package build_test

import (
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
)

// faulty is a file system that panics when a file is opened.
type faulty struct {
	afero.Fs
	name string
}

func (f faulty) Open(name string) (afero.File, error) {
	if strings.TrimPrefix(name, "/") == f.name {
		panic("out of order")
	}
	return f.Fs.Open(name)
}

// TestPanicsAreDiagnostics that name the file, and the next build is as if nothing had happened.
func TestPanicsAreDiagnostics(t *testing.T) {
	fsys := afero.NewMemMapFs()
	put(t, fsys, "site.yaml", "title: T\n")
	put(t, fsys, "content/about.md", "---\ntitle: About\n---\n")
	opt := options(&faulty{fsys, "content/about.md"})
	b := build.New(opt)
	for range 2 {
		r, err := b.Build(t.Context())
		if err != nil || len(r.Outputs) > 0 || len(r.Diagnostics) != 1 {
			t.Fatal(err, r.Diagnostics)
		}
		if d := r.Diagnostics[0]; d.Code != diag.Internal || d.File != "content/about.md" || !strings.Contains(d.Message, "out of order") {
			t.Errorf("%+v", d)
		}
	}
	opt.Input.(*faulty).name = ""
	r, err := b.Build(t.Context())
	if err != nil || r.Diagnostics.Failed() || len(r.Outputs) == 0 {
		t.Fatal(err, r.Diagnostics)
	}
}
