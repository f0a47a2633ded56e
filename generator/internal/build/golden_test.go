package build_test

import (
	"bytes"
	"flag"
	"image/png"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
)

var update = flag.Bool("update", false, "write the golden sites anew")

// goldenSites are whole sites with all they come to: their files, and where what is expected stands.
func goldenSites() map[string]string {
	return map[string]string{
		"full":  "../plan/testdata/full.txtar", // everything a file can say, under a sub-path
		"small": "testdata/small.txtar",        // only what is required, at the root
	}
}

// TestGoldenSites compares whole sites, byte for byte.
func TestGoldenSites(t *testing.T) {
	for name, source := range goldenSites() {
		t.Run(name, func(t *testing.T) {
			got := rendered(t, buildArchive(t, source))
			sketch(t, got)
			dir := filepath.Join("testdata", "golden", name)
			if *update {
				rewrite(t, dir, got)
			}
			if d := cmp.Diff(golden(t, dir), got); d != "" {
				t.Errorf("the site differs; if it should, run with -update and read the difference (-want +got):\n%s", d)
			}
		})
	}
}

// sketch puts the size of a share card in its place: processors round its shades differently.
func sketch(t *testing.T, site map[string]string) {
	t.Helper()
	for name, content := range site {
		if !strings.HasPrefix(name, "cards/") {
			continue
		}
		picture, err := png.Decode(strings.NewReader(content))
		if err != nil {
			t.Fatal(name, err)
		}
		site[name] = picture.Bounds().String() + "\n"
	}
}

func buildArchive(t *testing.T, sources ...string) *build.Result {
	t.Helper()
	return buildAt(t, archiveFs(t, sources...))
}

// archiveFs has the files of archives. A file goes on where an earlier archive has one of its name.
func archiveFs(t *testing.T, sources ...string) afero.Fs {
	t.Helper()
	content := map[string][]byte{}
	for _, source := range sources {
		archive, err := txtar.ParseFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			content[f.Name] = append(content[f.Name], f.Data...)
		}
	}
	fsys := afero.NewMemMapFs()
	for name, data := range content {
		if err := afero.WriteFile(fsys, name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return fsys
}

// translated are the archives of a site in several languages.
func translated() []string {
	return []string{"../plan/testdata/full.txtar", "../plan/testdata/translated.txtar"}
}

func buildAt(t *testing.T, fsys afero.Fs) *build.Result {
	t.Helper()
	opt := options(fsys)
	opt.Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	r, err := build.New(opt).Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Diagnostics.Failed() {
		t.Fatal(r.Diagnostics)
	}
	return r
}

// rendered gives the bytes of all outputs by path.
func rendered(t *testing.T, r *build.Result) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, o := range r.Outputs {
		var b bytes.Buffer
		if err := o.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		all[o.Path] = b.String()
	}
	return all
}

func golden(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func rewrite(t *testing.T, dir string, site map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, content := range site {
		if err := os.MkdirAll(filepath.Join(dir, path.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSameBytesOnAnyNumberOfCores is law 9: twice, on one core and on eight.
func TestSameBytesOnAnyNumberOfCores(t *testing.T) {
	fsys := afero.NewMemMapFs()
	if err := corpus.Write(fsys, corpus.Site(60, 7)); err != nil {
		t.Fatal(err)
	}
	var first map[string]string
	for _, cores := range []int{1, 8, 8} {
		before := runtime.GOMAXPROCS(cores)
		got := listing(t, buildAt(t, fsys))
		runtime.GOMAXPROCS(before)
		if first == nil {
			first = got
		}
		if d := cmp.Diff(first, got); d != "" {
			t.Fatalf("with %d cores the site differs:\n%s", cores, d)
		}
	}
}
