package record_test

import (
	"bytes"
	stdjson "encoding/json"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/files"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
)

var update = flag.Bool("update", false, "write what is made into testdata")

// fixture is a site in which everything a file can say is said at least once.
func fixture(t testing.TB) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("../plan/testdata/full.txtar")
	if err != nil {
		t.Fatal(err)
	}
	input := map[string]string{}
	for _, f := range archive.Files {
		input[f.Name] = string(f.Data)
	}
	return input
}

// edit replaces texts in a file of the fixture, which must have each of them.
func edit(t testing.TB, input map[string]string, file string, oldnew ...string) {
	t.Helper()
	for pair := range slices.Chunk(oldnew, 2) {
		if !strings.Contains(input[file], pair[0]) {
			t.Fatalf("%s has no %q", file, pair[0])
		}
		input[file] = strings.ReplaceAll(input[file], pair[0], pair[1])
	}
}

// resolve reads a site, drafts too.
func resolve(t testing.TB, input map[string]string) *site.Site {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	parse := func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) }
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, found, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	var inOrder []*site.Parsed
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, found := parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), Drafts: true})
	if found.Failed() {
		t.Fatal(found)
	}
	return s
}

func find(t testing.TB, s *site.Site, name string) *site.Claim {
	t.Helper()
	for _, c := range s.Claims {
		if string(c.ID) == name {
			return c
		}
	}
	t.Fatalf("there is no claim %s", name)
	return nil
}

// live are the claims that go into lists.
func live(s *site.Site) (claims []*site.Claim) {
	for _, c := range site.Listed(s.Claims) {
		if c.State == site.Live {
			claims = append(claims, c)
		}
	}
	return claims
}

// written is what f writes.
func written(t testing.TB, f func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// json writes a record.
func json(t testing.TB, r record.Record) string {
	t.Helper()
	return written(t, func(w io.Writer) error { return record.WriteJSON(w, r) })
}

// compact takes the spaces out of JSON.
func compact(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := stdjson.Compact(&b, []byte(text)); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

// environment is that of a site some of whose private keys may be given.
func environment(s *site.Site) record.Env {
	e := record.Environment(s)
	e.Private = []string{"weight", "absent"}
	return e
}

// whole makes the record of a claim whose text is in memory, so that nothing fails.
func whole(e record.Env, c *site.Claim) record.Record {
	r, err := e.Whole(c)
	if err != nil {
		panic(err)
	}
	return r
}
