package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/card"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/files"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// planned is a planned site: of each output its key, and all that a template would see.
type planned map[string]page

type page struct {
	key  digest.Sum
	dump string
}

// planner plans sites with a renderer that prints its view instead of a page. It parses each content of a file once.
type planner struct {
	parser *site.Parser
	parsed map[files.File]*site.Parsed
	cards  plan.CardMaker
	views  []any // all it has printed
}

func newPlanner() *planner {
	return &planner{parser: site.NewParser(), parsed: map[files.File]*site.Parsed{}}
}

func (p *planner) plan(t *testing.T, input map[string]string) (planned, diag.List) {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parse := func(f files.File, data []byte) {
		if v := version(f); p.parsed[v] == nil {
			p.parsed[v] = p.parser.Parse(f.Path, data)
		}
	}
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, found, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, p.parsed[version(f)])
	}
	s, found := p.parser.Resolve(snapshot, inOrder,
		site.Options{Now: today(), Drafts: true})
	if found.Failed() {
		return nil, found
	}
	cards, lacks := p.cards.Decide(s, func(f files.File) ([]byte, error) { return files.Read(fsys, f) })
	if len(lacks) > 0 {
		return nil, lacks
	}
	source, err := theme.NewSource(afero.NewIOFS(afero.NewMemMapFs()), map[string][]byte{"assets/style.css": []byte("body{}")})
	if err != nil {
		t.Fatal(err)
	}
	assets := plan.Assets(s, source)
	maker := func(s *site.Site, cards *plan.Cards) plan.Maker {
		return plan.Maker{
			Env:     plan.Environment(s, assets),
			Cards:   cards,
			Draw:    func(w io.Writer, c card.Card) error { return json.NewEncoder(w).Encode(c) },
			Closure: func(kind string) digest.Sum { return digest.Bytes([]byte(kind)) },
			Render: func(w io.Writer, _, _ string, view any) error {
				p.views = append(p.views, view)
				return json.NewEncoder(w).Encode(view)
			},
			Copy: func(w io.Writer, f files.File) error { return files.CopyTo(w, fsys, f) },
		}
	}
	whole := maker(s, cards)
	for i, e := range s.Editions {
		whole.Further = append(whole.Further, maker(e, cards.Further(i)))
	}
	outputs := planned{}
	for _, o := range whole.Make(s, assets) {
		var b bytes.Buffer
		if err := o.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		outputs[o.Path] = page{o.Key, b.String()}
	}
	return outputs, found
}

// version is a file without its time.
func version(f files.File) files.File { return files.File{Path: f.Path, Sum: f.Sum} }

// fixture is a site in which everything is said at least once, in several languages.
func fixture(t *testing.T) map[string]string {
	t.Helper()
	input := map[string]string{}
	for _, name := range []string{"testdata/full.txtar", "testdata/translated.txtar"} {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			input[f.Name] += string(f.Data) // site.yaml goes on in the second
		}
	}
	return input
}

// TestFixtureShowsEveryFieldOfEveryView guards the test below: a field the fixture never sets would prove nothing.
func TestFixtureShowsEveryFieldOfEveryView(t *testing.T) {
	p := newPlanner()
	p.plan(t, fixture(t))
	checkCoverage(t, p.views)
}

func checkCoverage(t *testing.T, views []any) {
	all, set := map[string]bool{}, map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if v.Type().PkgPath() != reflect.TypeFor[plan.Page]().PkgPath() {
				return
			}
			for i := range v.NumField() {
				name := v.Type().Name() + "." + v.Type().Field(i).Name
				all[name] = true
				if !v.Field(i).IsZero() {
					set[name] = true
				}
				walk(v.Field(i))
			}
		}
	}
	for _, view := range views {
		walk(reflect.ValueOf(view))
	}
	for name := range all {
		if !set[name] && !slices.Contains(neverInFixture(), name) {
			t.Errorf("no view of the fixture sets %s", name)
		}
	}
}

// neverInFixture are fields that only a site with very many claims, claimants or sources, or a scale out of use, has.
func neverInFixture() []string {
	return []string{"ArticlesPage.Pager", "VerdictPage.Pager", "CorrectionsPage.Pager", "ClaimantsPage.Letters", "ClaimantsPage.Letter",
		"SourcesPage.Letters", "SourcesPage.Letter", "VerdictView.Retired", "DataFile.Older"}
}

// TestChangedViewHasChangedKey is law 3 by exhaustion: every value of every file is changed in turn, and wherever
// a template sees something else, the output's key is another.
func TestChangedViewHasChangedKey(t *testing.T) {
	input := fixture(t)
	p := newPlanner()
	before, found := p.plan(t, input)
	if found.Failed() {
		t.Fatal(found)
	}
	lesser := maps.Clone(input) // without the translation that names entries of lists by what they are in the original
	delete(lesser, "claims/2017/wars.es.md")
	beforeLesser, _ := p.plan(t, lesser)
	unseen, seen := map[string]bool{}, map[string]bool{}
	for name, content := range input {
		for _, leaf := range leaves(t, name, content) {
			before := before
			changed, after, ok := p.mutate(t, input, name, leaf)
			if !ok && lesser[name] != "" {
				before = beforeLesser
				changed, after, ok = p.mutate(t, lesser, name, leaf)
			}
			if !ok && slices.Contains(identities(), general(leaf.path)) {
				continue
			}
			if !ok {
				t.Errorf("%s: no other value of %s is valid", name, leaf.path)
				continue
			}
			if compare(t, name+" "+leaf.path+" → "+changed, before, after) {
				seen[general(leaf.path)] = true
			} else {
				unseen[general(leaf.path)] = true
			}
		}
	}
	for path := range unseen {
		if !slices.Contains(neverShown(), path) {
			t.Errorf("changing %s shows nowhere", path)
		}
	}
	for _, path := range neverShown() {
		if seen[path] && !unseen[path] {
			t.Errorf("changing %s shows; it is said never to", path)
		}
	}
}

// neverShown are the values that no output shows: they are for checks or for the desk itself, or others come before them.
func neverShown() []string {
	return []string{
		"accept.A310", "review_by",
		"sources.#.snapshot.file", "sources.#.snapshot.sha256", "sources.#.snapshot.captured",
		"contacted.#.who", "contacted.#.date", "contacted.#.answer", // of the private one
		"scales.#.kind", // no other kind fits the verdicts
		"#.id",          // of an item of sources.json that has a citation key
	}
}

// identities are the values that other places name: with another the site is broken, not changed.
func identities() []string {
	return []string{"languages.#.lang", "languages.#", "statements.#.of", "figures.#.of", "contacted.#.of", "developments.#.date", "corrections.#.date", // of translations
		"scale", "verdict", "developments.#.verdict", "scales.#.id", "scales.#.preset", "scales.#.kind", "scales.#.verdicts.#.id", "sources.#.id",
		"#.citation-key", "#.id", "#.note"}
}

// compare reports outputs that show something else under the same key, and tells whether any shows something else.
func compare(t *testing.T, what string, before, after planned) bool {
	t.Helper()
	differs := len(before) != len(after)
	for path, b := range before {
		a, ok := after[path]
		if !ok {
			differs = true
			continue
		}
		if a.dump != b.dump {
			differs = true
			if a.key == b.key {
				t.Errorf("%s: %s shows something else under the same key", what, path)
			}
		}
	}
	return differs
}

// TestChangedPictureHasChangedKey: what a page shows of a picture is in no YAML.
func TestChangedPictureHasChangedKey(t *testing.T) {
	input := fixture(t)
	p := newPlanner()
	before, _ := p.plan(t, input)
	for _, name := range []string{"claims/folder/pic.gif", "content/articles/tour/map.gif"} {
		changed := maps.Clone(input)
		changed[name] = strings.Replace(input[name], "p", "r", 1)
		after, found := p.plan(t, changed)
		if found.Failed() {
			t.Fatal(found)
		}
		if !compare(t, name, before, after) {
			t.Errorf("a larger %s shows nowhere", name)
		}
	}
}

// TestRetractionChangesWhatShowsTheCard: with updated written down, nothing else in the head of the claim's file changes.
func TestRetractionChangesWhatShowsTheCard(t *testing.T) {
	const wars = "claims/2017/wars.md"
	input := fixture(t)
	p := newPlanner()
	before, _ := p.plan(t, input)
	retracted := maps.Clone(input)
	retracted[wars] = strings.Replace(input[wars], "kind: correction,", "kind: retraction,", 1)
	if retracted[wars] == input[wars] || !strings.Contains(input[wars], "\nupdated: ") {
		t.Fatal("the fixture has no correction beside updated")
	}
	after, found := p.plan(t, retracted)
	if found.Failed() {
		t.Fatal(found)
	}
	compare(t, "retracting", before, after)
	for _, mentions := range []string{"articles/tour/index.html", "method/index.html", "corrections/index.html", "claims/wars/claim.json", "feed.xml"} {
		if before[mentions].dump == after[mentions].dump || before[mentions].key == after[mentions].key {
			t.Errorf("%s does not tell that the check is retracted", mentions)
		}
	}
}

// leaf is a scalar of a file's YAML or JSON.
type leaf struct {
	path string
	line int // in the file
	col  int
	text string
}

func leaves(t *testing.T, name, content string) []leaf {
	t.Helper()
	var root *doc.Node
	var found diag.Findings
	switch {
	case strings.HasSuffix(name, ".yaml"):
		root, found = doc.ParseYAML([]byte(content), 1)
	case strings.HasSuffix(name, ".json"):
		root, found = doc.ParseJSON([]byte(content))
	case strings.HasSuffix(name, ".md"):
		header, _, _, _ := doc.Split([]byte(content))
		root, found = doc.ParseYAML(header, 2)
	default:
		return nil
	}
	if found.Failed() {
		t.Fatal(name, found)
	}
	var all []leaf
	var walk func(n *doc.Node, path string)
	walk = func(n *doc.Node, path string) {
		for _, f := range n.Fields {
			walk(f.Value, strings.TrimPrefix(path+"."+f.Key, "."))
		}
		for i, item := range n.Items {
			walk(item, fmt.Sprintf("%s.%d", path, i))
		}
		if n.Kind == doc.Scalar {
			all = append(all, leaf{path, n.At.Line, n.At.Col, n.Text})
		}
	}
	walk(root, "")
	return all
}

// general writes a path with # for every index.
func general(path string) string {
	parts := strings.Split(path, ".")
	for i, p := range parts {
		if strings.Trim(p, "0123456789") == "" {
			parts[i] = "#"
		}
	}
	return strings.Join(parts, ".")
}

// mutate changes one value into another that is valid and plans the site again.
func (p *planner) mutate(t *testing.T, input map[string]string, name string, l leaf) (string, planned, bool) {
	t.Helper()
	for _, value := range candidates(l) {
		lines := strings.Split(input[name], "\n")
		row := []rune(lines[l.line-1])
		start := l.col - 1
		typed := l.text
		if value[0] == '#' && row[start] != '"' {
			continue // it would be a comment
		}
		if row[start] == '"' {
			typed, value = `"`+l.text+`"`, `"`+value+`"`
		}
		if !strings.HasPrefix(string(row[start:]), typed) {
			t.Fatalf("%s:%d:%d: %q is not there", name, l.line, l.col, typed)
		}
		lines[l.line-1] = string(row[:start]) + value + strings.TrimPrefix(string(row[start:]), typed)
		changed := map[string]string{}
		for n, c := range input {
			changed[n] = c
		}
		changed[name] = strings.Join(lines, "\n")
		after, found := p.plan(t, changed)
		if !found.Failed() {
			return value, after, true
		}
	}
	return "", nil, false
}

// candidates are other values for a leaf, likelier ones first; the first that the site accepts is taken.
func candidates(l leaf) []string {
	all := []string{l.text + "x", "2016", "2016-02", "2016-03-04", "2026-01-18", "2026-01-09", "2031-01-01",
		"https://other.example.org/", "/other/", "other@example.org",
		"ann", "carl", "desk", "rita", "peace", "wars", "last", "about", "sequel", "tour",
		"true", "false", "half", "kept", "unproven", "truth", "pledges", "vows", "loose", "free", "promise", "media", "default", "six-step",
		"7", "4", "9.5", "13:32", "#123456", "warning", "mixed", "news", "context", "against", "audio", "text", "person", "organization",
		"clarification", "retraction", "own-2015", "hidden", "shared-2016", "UTC", "de"}
	for suffix, likely := range map[string][]string{
		"image.src": {"/claims/folder/other.gif", "other.gif"}, "category": {"edited"}, "sha256": {strings.Repeat("0", 64)},
		"logo": {"/other/"},
	} {
		if strings.HasSuffix(l.path, suffix) {
			all = append(likely, all...)
		}
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == l.text })
}
