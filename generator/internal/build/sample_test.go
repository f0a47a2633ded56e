package build_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// sample copies the sample site of this repository into memory.
func sample(t *testing.T) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	root := os.DirFS("../../..")
	for _, name := range []string{"site.yaml", "claims", "content"} {
		err := fs.WalkDir(root, name, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			return afero.WriteFile(fsys, name, data, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return fsys
}

func sampleBuilder(t *testing.T) (afero.Fs, *build.Builder) {
	fsys := sample(t)
	opt := options(fsys)
	opt.Today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) // the day it was written
	return fsys, build.New(opt)
}

func TestSampleBuildsWithoutADiagnostic(t *testing.T) {
	_, builder := sampleBuilder(t)
	r, err := builder.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Diagnostics) > 0 {
		t.Error(r.Diagnostics)
	}
	if n := len(r.Site.Claims); n < 19 {
		t.Errorf("the sample has %d claims, want all 17 statements and 2 promises of the fact sheet", n)
	}
}

// TestEveryBrokenFieldOfASampleClaimIsFound breaks every field of a claim in turn, by its key and by its value,
// and looks for an error at that line and column.
func TestEveryBrokenFieldOfASampleClaimIsFound(t *testing.T) {
	fsys, builder := sampleBuilder(t)
	for _, name := range []string{"claims/2017/us-13-wars.md", "claims/2017/alibaba-million-us-jobs.md"} {
		whole, err := afero.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range breakages(t, string(whole)) {
			write(t, fsys, name, b.content)
			r, err := builder.Build(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !hasErrorAt(r.Diagnostics, name, b.at) {
				t.Errorf("%s: with %s broken there is no error at %d:%d:\n%v", name, b.what, b.at.Line, b.at.Col, r.Diagnostics)
			}
			if len(r.Outputs) > 0 {
				t.Errorf("%s: with %s broken the site is built", name, b.what)
			}
		}
		write(t, fsys, name, string(whole))
	}
	if r, err := builder.Build(t.Context()); err != nil || len(r.Diagnostics) > 0 {
		t.Errorf("mended, the site still has diagnostics: %v %v", err, r.Diagnostics)
	}
}

func write(t *testing.T, fsys afero.Fs, name, content string) {
	t.Helper()
	if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func hasErrorAt(found diag.List, file string, at diag.At) bool {
	for _, d := range found {
		if d.File == file && d.Line == at.Line && d.Col == at.Col && d.Severity == diag.Error {
			return true
		}
	}
	return false
}

type breakage struct {
	what    string
	content string
	at      diag.At
}

// breakages misspells every key of a front matter, and puts a mapping in the place of every plain value.
func breakages(t *testing.T, content string) []breakage {
	t.Helper()
	header, _, _, _ := doc.Split([]byte(content))
	root, found := doc.ParseYAML(header, 2)
	if found.Failed() {
		t.Fatal(found)
	}
	lines := strings.Split(content, "\n")
	replace := func(at diag.At, old, new string) (string, bool) {
		row := []rune(lines[at.Line-1])
		rest, ok := strings.CutPrefix(string(row[at.Col-1:]), old)
		if !ok {
			return "", false // quoted or folded
		}
		changed := append([]string{}, lines...)
		changed[at.Line-1] = string(row[:at.Col-1]) + new + rest
		return strings.Join(changed, "\n"), true
	}
	var all []breakage
	var walk func(n *doc.Node, path string)
	walk = func(n *doc.Node, path string) {
		for _, f := range n.Fields {
			if text, ok := replace(f.KeyAt, f.Key+":", "x"+f.Key+":"); ok {
				all = append(all, breakage{"the key " + path + "." + f.Key, text, f.KeyAt})
			}
			walk(f.Value, path+"."+f.Key)
		}
		for _, item := range n.Items {
			walk(item, path+".#")
		}
		if n.Kind == doc.Scalar && n.Plain {
			if text, ok := replace(n.At, n.Text, "{a: b}"); ok {
				all = append(all, breakage{"the value of " + path, text, n.At})
			}
		}
	}
	walk(root, "")
	if len(all) < 100 {
		t.Fatalf("only %d breakages; the file is no good example", len(all))
	}
	return all
}
