package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// written is a site as it lies on disk, and resolved.
type written struct {
	fsys     afero.Fs
	snapshot *files.Snapshot
	site     *site.Site
	found    diag.List // by the resolution
}

// resolved reads and resolves the site in a file system, on a day in 2026.
func resolved(t testing.TB, fsys afero.Fs, opt site.Options) written {
	t.Helper()
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	parse := func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) }
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, _, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil {
		t.Fatal(err)
	}
	var inOrder []*site.Parsed
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	if opt.Now.IsZero() {
		opt.Now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	}
	s, found := parser.Resolve(snapshot, inOrder, opt)
	return written{fsys, snapshot, s, found}
}

// clean is a site that nothing is said of.
func clean() map[string]string {
	return map[string]string{
		"site.yaml":            "title: T\nbase_url: https://facts.example.org/\nfeed_authority: facts.example.org\nlicence: https://example.org/l\npublisher: {name: P}\n",
		"content/team/desk.md": "---\nname: Desk\ntype: organization\n---\n",
	}
}

// good are the lines of a claim that nothing is said of, published on 2026-01-10.
var good = []string{
	"claim: The mayor has built nine schools.", "verdict: half-true", "conclusion: So it is.", "published: 2026-01-10", "authors: [desk]",
	"appearances: [{url: https://example.org/speech}]",
	"sources: [{id: a, title: A, publisher: One, kind: dataset, supports: context}, {id: b, title: B, publisher: Two, kind: news}]",
}

// claimOf makes a claim of lines that stand before the good ones, and in place of those with the same key.
func claimOf(lines string, body ...string) string {
	lines = strings.TrimSpace(lines)
	for _, line := range good {
		key, _, _ := strings.Cut(line, ":")
		if !strings.Contains("\n"+lines, "\n"+key+":") {
			lines += "\n" + line
		}
	}
	text := "Text [@a; @b]."
	if len(body) > 0 {
		text = body[0]
	}
	return "---\n" + strings.TrimSpace(lines) + "\n---\n" + text + "\n"
}

// siteOf makes a site of files over the clean one.
func siteOf(t testing.TB, input map[string]string, opt site.Options) written {
	t.Helper()
	fsys := afero.NewMemMapFs()
	all := clean()
	maps.Copy(all, input)
	for name, content := range all {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return resolved(t, fsys, opt)
}

// one makes a site of one claim.
func one(t testing.TB, lines string, body ...string) written {
	t.Helper()
	return siteOf(t, map[string]string{"claims/one.md": claimOf(lines, body...)}, site.Options{})
}

func (w written) thorough(t testing.TB) diag.List {
	t.Helper()
	found, err := check.Thorough(t.Context(), w.site, w.snapshot, func(f files.File) ([]byte, error) { return files.Read(w.fsys, f) })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// says compares findings with what is expected, without the hints.
func says(t *testing.T, found diag.List, want ...string) {
	t.Helper()
	got := []string{}
	for _, d := range found {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s: %s", d.File, d.Line, d.Col, d.Severity, d.Code, d.Message))
	}
	if want == nil {
		want = []string{}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

// only keeps the findings with a code.
func only(found diag.List, code diag.Code) diag.List {
	var kept diag.List
	for _, d := range found {
		if d.Code == code {
			kept = append(kept, d)
		}
	}
	return kept
}

// sample is the sample site of this repository.
func sample(t testing.TB) written {
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
	return resolved(t, fsys, site.Options{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
}
