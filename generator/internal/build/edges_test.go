package build_test

import (
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// edgeValues are YAML values at the edges of what keys may hold, the most telling ones first.
func edgeValues() []string {
	long := strings.Repeat("long ", 2000)
	return []string{
		"0", "-1", `""`, "[]", "{}", "nonsense", "[nonsense]", "{nonsense: 1}", // in short runs, no more
		"", "9223372036854775808", "1e308", ".inf", "' '", "[[]]", "[{}]", "{a: {}}", "true", "0000-00-00", "9999-12-31", "/", "1",
		`"` + long + `"`, "[" + strings.Repeat("a, ", 2000) + "b]", "[nonsense, nonsense]", // usually, no more
		".nan", "~", "''", "[{id: nonsense}]", "{id: a, name: a, src: a, url: a}", "0001-01-01", "10000-01-01", "2026-02-30T25:61:61Z",
		`"\u0085"`, "'a\u2028b'", "//", "a/../b", "'#'", "https://e.test.invalid:99999/", "99999999999999999999999999999999",
		"0.0000000000000000000000001", "-0", "0x10", "'%'", "☃", "أ", "🙂", "a-", "-a", `"a: b"`, "'" + strings.Repeat("x", 200) + "'",
	}
}

// required are values of keys that the structs around the tested one need.
var required = map[string]string{
	"id": "some-id", "title": "Title", "url": "https://e.test.invalid/x", "date": "2026-01-02", "kind": "correction", "text": "Text.", "label": "Label", "name": "Name",
	"who": "Somebody", "of": "some-id", "src": "a.png", "lang": "de", "type": "video", "file": "snapshots/a.txt", "sha256": strings.Repeat("0", 64),
	"captured": "2026-01-02T03:04:05Z", "claimed": "1", "claimant": "ann", "said": "2026", "verdict": `"false"`, "where": "There", "source": "s",
}

// edgeCase is a key of a file, with YAML around its value.
type edgeCase struct{ key, before, after string }

// edgeCases returns the keys of a struct type and of the structs within it.
func edgeCases(t reflect.Type, path string, depth int) []edgeCase {
	var all []edgeCase
	for _, key := range doc.KeysOf(t) {
		name := path + key.Name
		all = append(all, edgeCase{name, key.Name + ": ", ""})
		element, list := key.Type, false
		for element.Kind() == reflect.Pointer || element.Kind() == reflect.Slice {
			list = list || element.Kind() == reflect.Slice
			element = element.Elem()
		}
		if element.Kind() != reflect.Struct || depth == 3 {
			continue
		}
		for _, inner := range edgeCases(element, name+".", depth+1) {
			first, _, _ := strings.Cut(inner.before, ":")
			open, end := "{", "}"
			if list {
				open, end = "[{", "}]"
			}
			for _, k := range doc.KeysOf(element) {
				if value, ok := required[k.Name]; ok && k.Required && k.Name != first {
					open += k.Name + ": " + value + ", "
				}
			}
			all = append(all, edgeCase{inner.key, key.Name + ": " + open + inner.before, inner.after + end})
		}
	}
	return all
}

// edgeFile is a kind of file: its path, its front matter or text without the tested key, and its type.
type edgeFile struct {
	path, text string
	holds      reflect.Type
	header     bool
}

func edgeFiles() []edgeFile {
	of := func(path, text string, holds reflect.Type) edgeFile {
		return edgeFile{path, text, holds, strings.HasSuffix(path, ".md")}
	}
	return []edgeFile{
		of("site.yaml", "title: T\nbase_url: https://e.test.invalid/f/\nlanguages: [es]\nsearch: true\nembeds: true\nhost: netlify\n", reflect.TypeFor[config.Config]()),
		of("claims/edge.md", "claim: A claim.\nclaimant: ann\nsaid: 2026-01-01\nverdict: \"false\"\nconclusion: It is not so.\npublished: 2026-01-02\nauthors: [desk]\ntopics: [wars]\nsources:\n  - {id: s, title: S, url: \"https://e.test.invalid/s\"}\n", reflect.TypeFor[claim.Claim]()),
		of("claims/one.es.md", "claim: Uno.\nconclusion: No.\n", reflect.TypeFor[claim.ClaimText]()),
		of("content/articles/piece.md", "title: Piece\npublished: 2026-01-01\nauthors: [desk]\n", reflect.TypeFor[claim.Article]()),
		of("content/claimants/ann.md", "name: Ann\n", reflect.TypeFor[claim.Person]()),
		of("content/team/desk.md", "name: Desk\n", reflect.TypeFor[claim.Person]()),
		of("content/topics/wars.md", "title: Wars\n", reflect.TypeFor[claim.Topic]()),
		of("content/about.md", "title: About\n", reflect.TypeFor[claim.Page]()),
		of("claims/verdicts.yaml", "scales:\n  - {preset: default, id: truth}\n", reflect.TypeFor[claim.Scales]()),
		of("claims/sources.yaml", "sources:\n  - {id: shared, title: Shared}\n", reflect.TypeFor[claim.Library]()),
	}
}

// edgeSite is a site that all of these files fit into.
func edgeSite() map[string]string {
	files := map[string]string{
		"claims/one.md": "---\nclaim: One.\nclaimant: ann\nsaid: 2026-01-01\nverdict: \"true\"\nconclusion: So.\npublished: 2026-01-03\nauthors: [desk]\ntopics: [wars]\nsources:\n  - {id: s, title: S}\n---\nText [@s].\n",
	}
	for _, f := range edgeFiles() {
		files[f.path] = f.with("")
	}
	return files
}

// with returns the file's text with one more line, which replaces an earlier one of the same key.
func (f edgeFile) with(line string) string {
	key, _, _ := strings.Cut(line, ":")
	var kept []string
	skip := false
	for _, l := range strings.SplitAfter(f.text, "\n") {
		if !strings.HasPrefix(l, " ") {
			skip = line != "" && strings.HasPrefix(l, key+":")
		}
		if !skip {
			kept = append(kept, l)
		}
	}
	text := strings.Join(kept, "") + line
	if f.header {
		return "---\n" + text + "\n---\nText.\n"
	}
	return text + "\n"
}

// TestEveryKeyAtItsEdges builds a site once for every key of every file and every value at the edges:
// nothing panics, and what cannot be built is reported at a line.
func TestEveryKeyAtItsEdges(t *testing.T) {
	values := edgeValues()
	switch {
	case testing.Short():
		values = values[:8]
	case os.Getenv("ASSAY_LONG") == "":
		values = values[:24]
	}
	fsys := afero.NewMemMapFs()
	for name, text := range edgeSite() {
		put(t, fsys, name, text)
	}
	opt := options(fsys)
	opt.Now = func() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) }
	b := build.New(opt)
	if r, err := b.Build(t.Context()); err != nil || r.Diagnostics.Failed() {
		t.Fatal(err, r.Diagnostics)
	}
	for _, f := range edgeFiles() {
		for _, c := range edgeCases(f.holds, "", 1) {
			for _, value := range values {
				tryEdge(t, b, fsys, f, c, value)
			}
		}
		put(t, fsys, f.path, f.with(""))
	}
}

func put(t *testing.T, fsys afero.Fs, name, text string) {
	t.Helper()
	if err := afero.WriteFile(fsys, name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func tryEdge(t *testing.T, b *build.Builder, fsys afero.Fs, f edgeFile, c edgeCase, value string) {
	t.Helper()
	text := f.with(c.before + value + c.after)
	defer func() {
		if problem := recover(); problem != nil {
			t.Fatalf("%s with %s = %s panics: %v\n%s", f.path, c.key, value, problem, text)
		}
	}()
	put(t, fsys, f.path, text)
	r, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Diagnostics.Failed() {
		if !slices.ContainsFunc(r.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && (d.Line > 0 || d.File != f.path) }) {
			t.Errorf("%s with %s = %.40s: no line is named: %+v", f.path, c.key, value, r.Diagnostics)
		}
		return
	}
	for _, o := range r.Outputs {
		if err := o.WriteTo(io.Discard); err != nil {
			t.Errorf("%s with %s = %.40s: %s cannot be rendered: %v", f.path, c.key, value, o.Path, err)
		}
	}
}
