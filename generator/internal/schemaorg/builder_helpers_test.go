package schemaorg_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/doc"
	"assay/generator/internal/files"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// smallest is a site without claims, which the sites of tests stand on.
func smallest() map[string]string {
	return map[string]string{
		"site.yaml":            "title: Springfield Facts\nbase_url: https://facts.example.org/\npublisher: {name: Springfield Facts}\n",
		"content/team/desk.md": "---\nname: The Desk\ntype: organization\n---\n",
	}
}

// claimOf is a claim file: some lines of its header, and the others that are required.
func claimOf(header string) string {
	return "---\nconclusion: No list has 13.\npublished: 2026-01-12\nauthors: [desk]\nsources: [{id: s, title: A list}]\n" + header + "---\nSee [@s].\n"
}

// resolved pairs the files of a site that stands on the smallest one.
func resolved(t testing.TB, input map[string]string) *site.Site {
	t.Helper()
	whole := smallest()
	maps.Copy(whole, input)
	fsys := afero.NewMemMapFs()
	for name, content := range whole {
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
	s, found := parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)})
	if found.Failed() {
		t.Fatal(found)
	}
	return s
}

// claimNamed finds a claim of a site.
func claimNamed(t testing.TB, s *site.Site, name string) *site.Claim {
	t.Helper()
	for _, c := range s.Claims {
		if string(c.ID) == name {
			return c
		}
	}
	t.Fatalf("there is no claim %s", name)
	return nil
}

// reviewOf makes the ClaimReview of the only claim of a site, and gives it as machines read it.
func reviewOf(t testing.TB, header string) map[string]any {
	t.Helper()
	s := resolved(t, map[string]string{"claims/one.md": claimOf(header)})
	return read(t, schemaorg.New(s).ClaimReview(s.Claims[0]))
}

// read gives a document as machines read it.
func read(t testing.TB, n *doc.Node) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(n.AppendJSON(nil), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// pretty writes JSON for people.
func pretty(t testing.TB, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(text), "", "  "); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return b.String() + "\n"
}

// at follows a path of keys; nil where there is nothing.
func at(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}
