package theme_test

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/corpus"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
	"assay/templates"
)

// view is a page to be: its kind and what its template sees.
type view struct {
	kind, path string
	data       any
}

// views gives the default theme for a site, and the views of all its pages.
func views(tb testing.TB, fsys afero.Fs) (*theme.Theme, []view) {
	tb.Helper()
	return viewsWith(tb, fsys, nil)
}

// viewsWith puts files over the default theme.
func viewsWith(tb testing.TB, fsys afero.Fs, own map[string][]byte) (*theme.Theme, []view) {
	tb.Helper()
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1}
	snapshot, found, err := scanner.Scan(tb.Context(), nil, func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) })
	if err != nil || found.Failed() {
		tb.Fatal(err, found)
	}
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, found := parser.Resolve(snapshot, inOrder,
		site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), Drafts: true, Messages: messages()})
	if found.Failed() {
		tb.Fatal(found)
	}
	source, err := theme.NewSource(templates.Files, own)
	if err != nil {
		tb.Fatal(err)
	}
	assets := plan.Assets(s, source)
	env := plan.Environment(s, assets)
	compiled, found := source.Compile(env)
	if found.Failed() {
		tb.Fatal(found)
	}
	var all []view
	maker := plan.Maker{
		Env:     env,
		Closure: func(string) digest.Sum { return digest.Sum{} },
		Render: func(_ io.Writer, kind, path string, data any) error {
			all = append(all, view{kind, path, data})
			return nil
		},
		Copy: func(io.Writer, files.File) error { return nil },
	}
	for _, o := range maker.Make(s, assets) {
		if err := o.WriteTo(io.Discard); err != nil {
			tb.Fatal(err)
		}
	}
	return compiled, all
}

func fixture(tb testing.TB, name string) afero.Fs {
	tb.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	fsys := afero.NewMemMapFs()
	for _, f := range archive.Files {
		if err := afero.WriteFile(fsys, f.Name, f.Data, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return fsys
}

func generated(tb testing.TB, claims int) afero.Fs {
	tb.Helper()
	fsys := afero.NewMemMapFs()
	if err := corpus.Write(fsys, corpus.Site(claims, 7)); err != nil {
		tb.Fatal(err)
	}
	return fsys
}

// counter counts calls to Write: html/template makes one for each piece of text, a program one in all.
type counter struct {
	bytes.Buffer
	writes int
}

func (c *counter) Write(p []byte) (int, error) {
	c.writes++
	return c.Buffer.Write(p)
}

// TestDefaultThemeIsCompiled renders all pages of the golden sites and of a generated one with the programs and with
// html/template. No template may be left to html/template, and no program may give up.
func TestDefaultThemeIsCompiled(t *testing.T) {
	for name, fsys := range map[string]afero.Fs{
		"full":      fixture(t, "../plan/testdata/full.txtar"),
		"small":     fixture(t, "../build/testdata/small.txtar"),
		"generated": generated(t, 100),
	} {
		t.Run(name, func(t *testing.T) {
			compiled, all := views(t, fsys)
			for _, v := range all {
				var got, want counter
				if err := compiled.Execute(&got, v.kind, v.data); err != nil {
					t.Fatal(v.path, err)
				}
				if err := compiled.Page(v.kind).Execute(&want, v.data); err != nil {
					t.Fatal(v.path, err)
				}
				if got.String() != want.String() {
					t.Errorf("%s: the program wrote\n%s\nwant\n%s", v.path, got.String(), want.String())
				}
				if got.writes != 1 {
					t.Errorf("%s: %d writes, want 1: the program gave up", v.path, got.writes)
				}
			}
			if reasons := compiled.Uncompiled(); reasons != nil {
				t.Error("not compiled:", reasons)
			}
		})
	}
}

// TestUncompiled makes sure that html/template executes what is not compiled.
func TestUncompiled(t *testing.T) {
	files := plain()
	files["page.html"].Data = []byte(`{{define "main"}}{{if (and ($x := .) true)}}yes{{end}}{{end}}`)
	source, err := theme.NewSource(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	compiled, found := source.Compile(environment())
	if found.Failed() {
		t.Fatal(found)
	}
	for _, kind := range []string{"page.html", "team.html"} {
		if err := compiled.Execute(io.Discard, kind, "x"); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"page.html: page.html:1:28: a declaration inside parentheses is not compiled"}
	if d := cmp.Diff(want, compiled.Uncompiled()); d != "" {
		t.Error(d)
	}
}

// BenchmarkPage renders a claim and a list with html/template and with programs.
func BenchmarkPage(b *testing.B) {
	compiled, all := views(b, generated(b, 1000))
	for _, kind := range []string{"claim.html", "claims.html"} {
		v := all[slices.IndexFunc(all, func(v view) bool { return v.kind == kind })]
		run := func(b *testing.B, execute func(w io.Writer, data any) error) {
			var out bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				if err := execute(&out, v.data); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(out.Len()))
		}
		b.Run("kind="+kind+"/by=html-template", func(b *testing.B) { run(b, compiled.Page(kind).Execute) })
		b.Run("kind="+kind+"/by=program", func(b *testing.B) {
			run(b, func(w io.Writer, data any) error { return compiled.Execute(w, kind, data) })
		})
	}
}
