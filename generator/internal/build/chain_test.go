package build_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/output"
)

// chain is a site that is edited at random and built after every edit, by one builder that remembers
// and by fresh ones that do not.
type chain struct {
	t       *testing.T
	random  *rand.Rand
	in      afero.Fs
	files   map[string]string // what the folder holds
	good    map[string]string // what it held when it last built without errors
	builder *build.Builder
	out     afero.Fs
	writer  *output.Writer
	last    map[string]string    // the output folder after the last build without errors
	times   map[string]time.Time // of its files
	options build.Options
	count   int
}

const baseSite = "title: Chain\nbase_url: https://facts.example.org/\nper_page: 2\n"

func newChain(t *testing.T, in, out afero.Fs, seed uint64) *chain {
	c := &chain{
		t: t, random: rand.New(rand.NewPCG(seed, 0)), in: in, out: out,
		files: map[string]string{}, writer: &output.Writer{FS: out},
	}
	c.options = options(in)
	c.options.Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	if seed%2 == 0 { // as if all files were old: then only their size and time tell that they changed
		c.options.Now = func() time.Time { return time.Now().Add(time.Hour) }
	}
	c.builder = build.New(c.options)
	c.write("site.yaml", baseSite)
	c.write("content/team/desk.md", "---\nname: Desk\n---\n")
	c.write("content/claimants/ann.md", "---\nname: Ann\n---\n")
	c.write("content/about.md", "---\ntitle: About\n---\nUs.\n")
	c.write("claims/sources.yaml", "sources:\n  - {id: shared, title: Shared}\n")
	c.write("claims/sources.json", cslSources("Managed"))
	for range 5 {
		c.addClaim()
	}
	return c
}

// cslSources is a library of a reference manager, of which claims cite the first.
func cslSources(title string) string {
	return fmt.Sprintf(`[{"id": 1, "citation-key": "managed", "title": %q}, {"id": 2, "title": "Uncited"}]`, title)
}

func (c *chain) write(name, content string) {
	c.t.Helper()
	if err := c.in.MkdirAll(path.Dir(name), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := afero.WriteFile(c.in, name, []byte(content), 0o644); err != nil {
		c.t.Fatal(err)
	}
	c.files[name] = content
}

func (c *chain) remove(name string) {
	c.t.Helper()
	if err := c.in.Remove(name); err != nil {
		c.t.Fatal(err)
	}
	delete(c.files, name)
}

// pick chooses a file with a prefix and a suffix, "" where there is none.
func (c *chain) pick(prefix, suffix string) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return names[c.random.IntN(len(names))]
}

func (c *chain) addClaim() {
	c.count++
	verdict := []string{`"true"`, `"false"`, "unproven"}[c.random.IntN(3)]
	related := ""
	if other := c.someClaim(); other != "" && c.random.IntN(2) == 0 {
		related = "related: [" + other + "]\n"
	}
	folder := []string{"claims", "claims/a", "claims/a/b"}[c.random.IntN(3)]
	source := []string{"shared", "managed"}[c.random.IntN(2)]
	c.write(fmt.Sprintf("%s/claim-%d.md", folder, c.count), fmt.Sprintf(
		"---\nclaim: Claim %d.\nverdict: %s\nconclusion: So.\npublished: 2026-01-%02d\nauthors: [desk]\nclaimant: ann\nsources: [{id: %s}]\n%s---\nText [@%[4]s].\n",
		c.count, verdict, c.random.IntN(28)+1, source, related))
}

// edit changes the site at random and says how.
func (c *chain) edit() string {
	type step struct {
		name string
		do   func() bool
	}
	steps := []step{
		{"add", func() bool { c.addClaim(); return true }},
		{"edit a body", func() bool { return c.change("claims/", ".md", "Text", "More text") }},
		{"edit a head", func() bool { return c.change("claims/", ".md", "conclusion: So", "conclusion: Also") }},
		{"same size", func() bool { return c.change("claims/", ".md", "Claim", "Clame") }},
		{"draft", func() bool { return c.change("claims/", ".md", "claimant: ann\n", "draft: true\n") }},
		{"rename a claim", func() bool {
			return c.move(func(string) string { c.count++; return fmt.Sprintf("claims/claim-%d.md", c.count) })
		}},
		{"move a claim", func() bool { return c.move(func(name string) string { return "claims/moved/" + path.Base(name) }) }},
		{"delete", func() bool { return c.delete("claims/", ".md") }},
		{"break", c.breakOne},
		{"override a template", func() bool {
			c.write("templates/page.html", fmt.Sprintf(`{{define "main"}}<h1>%d {{.Title}}</h1>{{end}}`, c.random.IntN(9)))
			return true
		}},
		{"override a partial", func() bool {
			c.write("templates/partials/verdict.html", fmt.Sprintf("<b>%d {{.Label}}</b>", c.random.IntN(9)))
			return true
		}},
		{"break a template", func() bool { c.write("templates/claims.html", "{{define \"main\"}}{{.Nope"); return true }},
		{"drop a template", func() bool { return c.delete("templates/", "") }},
		{"style", func() bool {
			c.write("templates/assets/style.css", fmt.Sprintf("a{order:%d}", c.random.IntN(9)))
			return true
		}},
		{"title", func() bool { return c.setting("title", fmt.Sprint("Chain ", c.random.IntN(9))) }},
		{"paging", func() bool { return c.setting("per_page", "2", "3", "4") }},
		{"zone", func() bool { return c.setting("time_zone", "Asia/Tokyo", "") }},
		{"base URL", func() bool {
			return c.setting("base_url", "https://facts.example.org/", "https://facts.example.org/desk/", "https://other.example.org/", "")
		}},
		{"authority of feeds", func() bool { return c.setting("feed_authority", "ids.example.org", "") }},
		{"publisher", func() bool { return c.setting("publisher", "{name: The Desk, url: /about/}", "{name: Others}", "") }},
		{"licence", func() bool { return c.setting("licence", "https://example.org/licence/", "/about/", "") }},
		{"policies", func() bool { return c.setting("policies", "{methodology: about}", "{funding: about}", "") }},
		{"what is private", func() bool { return c.setting("private", "[colour]", "[colour, weight]", "") }},
		{"severities of checks", func() bool {
			return c.setting("checks", "{A310: warning}", "{A310: off, A353: note}", "{A310: error}", "")
		}},
		{"a waiver", func() bool { return c.key("accept", "{A310: there is no other}", "{A311: there is no other}", "") }},
		{"a correction", func() bool {
			return c.key("corrections", "[{date: 2026-02-01, kind: correction, text: A word.}]", "[{date: 2026-02-02, kind: retraction, text: All.}]",
				"[{date: 2026-02-01, kind: update, text: A word.}, {date: 2026-02-01, kind: clarification, text: Another.}]", "")
		}},
		{"a change", func() bool { return c.key("updated", "2026-02-01", "2026-03-01", "") }},
		{"a development", func() bool {
			return c.key("developments", "[{date: 2026-04-01, text: It went on.}]", "[{date: 2026-05, text: It ended.}]", "")
		}},
		{"keys of the desk's own", func() bool { return c.key("x", "{colour: red, weight: 3}", "{weight: 4}", "") }},
		{"somebody asked", func() bool {
			return c.key("contacted", "[{who: Ann, answer: Yes.}]", "[{who: Ann, answer: Yes., private: true}]", "")
		}},
		{"topics", func() bool { return c.key("topics", "[war]", "[war, peace]", "") }},
		{"statements", func() bool {
			return c.key("statements", "[{said: 2025, where: Rome}]", "[{claimant: ann, said: 2025-02}]", "")
		}},
		{"an article", func() bool {
			c.write("content/articles/tour.md", fmt.Sprintf("---\ntitle: Tour\npublished: %s\nauthors: [desk]\ntopics: [war]\n---\nSee [it](claim:%s).\n",
				[]string{"2026-03-03", "2026-03-04", "2027-01-01"}[c.random.IntN(3)], c.someClaim()))
			return true
		}},
		{"drop the article", func() bool { return c.delete("content/articles/", "") }},
		{"break the site", func() bool { c.write("site.yaml", "titel: Chain\n"); return true }},
		{"scale", func() bool {
			c.write("claims/verdicts.yaml", fmt.Sprintf("scales:\n  - id: s\n    verdicts:\n      - {id: \"true\", value: 2, label: Yes %d, group: \"true\"}\n      - {id: \"false\", value: 1, label: No, group: \"false\"}\n      - {id: unproven, label: Open, group: unproven}\n", c.random.IntN(9)))
			return true
		}},
		{"drop the scale", func() bool { return c.delete("claims/", "verdicts.yaml") }},
		{"shared source", func() bool {
			c.write("claims/sources.yaml", fmt.Sprintf("sources:\n  - {id: shared, title: Shared %d}\n", c.random.IntN(9)))
			return true
		}},
		{"source of a reference manager", func() bool {
			c.write("claims/sources.json", cslSources(fmt.Sprintf("Managed %d", c.random.IntN(9))))
			return true
		}},
		{"the same, written otherwise", func() bool { return c.change("claims/", "sources.json", `"id": 1, `, "") }},
		{"break the reference manager's file", func() bool {
			c.write("claims/sources.json", []string{`[{"id": "managed"`, "[]", strings.Replace(cslSources("Managed"), "2", `"shared"`, 1)}[c.random.IntN(3)])
			return true
		}},
		{"claimant", func() bool {
			c.write("content/claimants/ann.md", fmt.Sprintf("---\nname: Ann %d\n---\n", c.random.IntN(9)))
			return true
		}},
		{"page", func() bool {
			c.write("content/about.md", fmt.Sprintf("---\ntitle: About %d\n---\nUs.\n", c.random.IntN(9)))
			return true
		}},
		{"folder with a picture", func() bool {
			c.count++
			c.write(fmt.Sprintf("claims/f%d/index.md", c.count), "---\nclaim: Folder.\nverdict: unproven\nconclusion: So.\npublished: 2026-02-02\nauthors: [desk]\nsources: [{id: shared}]\n---\nText [@shared].\n")
			c.write(fmt.Sprintf("claims/f%d/pic.png", c.count), fmt.Sprint(c.random.IntN(99)))
			return true
		}},
		{"picture", func() bool { return c.change("claims/", ".png", "", "1") }},
		{"drop a picture", func() bool { return c.delete("claims/", ".png") }},
	}
	for {
		s := steps[c.random.IntN(len(steps))]
		if s.do() {
			return s.name
		}
	}
}

func (c *chain) change(prefix, suffix, old, new string) bool {
	name := c.pick(prefix, suffix)
	if name == "" || !strings.Contains(c.files[name], old) {
		return false
	}
	c.write(name, strings.Replace(c.files[name], old, new, 1))
	return true
}

// setting gives site.yaml one of some values for a key; with "" the key goes.
func (c *chain) setting(key string, values ...string) bool { return c.set("site.yaml", key, values) }

// key does the same for the front matter of a claim.
func (c *chain) key(key string, values ...string) bool {
	return c.set(c.pick("claims/", ".md"), key, values)
}

func (c *chain) set(name, key string, values []string) bool {
	if name == "" {
		return false
	}
	lines := slices.DeleteFunc(strings.Split(c.files[name], "\n"), func(line string) bool { return strings.HasPrefix(line, key+": ") })
	value, at := values[c.random.IntN(len(values))], strings.Count(lines[0], "---")
	if value != "" && at < len(lines) {
		lines = slices.Insert(lines, at, key+": "+value)
	}
	content := strings.Join(lines, "\n")
	if content == c.files[name] {
		return false
	}
	c.write(name, content)
	return true
}

// someClaim gives the id of a claim, "" where there is none.
func (c *chain) someClaim() string {
	name := strings.TrimSuffix(strings.TrimSuffix(c.pick("claims/", ".md"), "/index.md"), ".md")
	if name == "" {
		return ""
	}
	return path.Base(name)
}

func (c *chain) move(to func(string) string) bool {
	name := c.pick("claims/", ".md")
	if name == "" || path.Base(name) == "index.md" {
		return false
	}
	content := c.files[name]
	c.remove(name)
	c.write(to(name), content)
	return true
}

func (c *chain) delete(prefix, suffix string) bool {
	name := c.pick(prefix, suffix)
	if name == "" {
		return false
	}
	c.remove(name)
	return true
}

func (c *chain) breakOne() bool {
	name := c.pick("claims/", ".md")
	if name == "" {
		return false
	}
	before := c.files[name]
	c.write(name, []string{
		strings.Replace(before, "claim: ", "claim: a: b", 1), "", "no front matter", before + "\n<b>raw</b>",
		strings.Replace(before, "verdict: ", "verdict: x", 1), strings.Replace(before, "Text [@", "Text [@nope-", 1), "---\n\xff\n---\n",
	}[c.random.IntN(7)])
	return true
}

// mend brings the site back to where it last was without errors.
func (c *chain) mend() {
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if _, ok := c.good[name]; !ok {
			c.remove(name)
		}
	}
	for name, content := range c.good {
		if c.files[name] != content {
			c.write(name, content)
		}
	}
}

// check builds, remembering and afresh, and compares all there is to compare.
func (c *chain) check(step string) (built bool) {
	t := c.t
	t.Helper()
	got, err := c.builder.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fresh := build.New(c.options)
	want, err := fresh.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want.Diagnostics, got.Diagnostics); d != "" {
		t.Fatalf("after %s the diagnostics differ from a fresh build's (-fresh +incremental):\n%s", step, d)
	}
	if d := cmp.Diff(listing(t, want), listing(t, got)); d != "" {
		t.Fatalf("after %s the outputs differ from a fresh build's (-fresh +incremental):\n%s", step, d)
	}
	if d := cmp.Diff(examined(t, fresh, want), examined(t, c.builder, got)); d != "" {
		t.Fatalf("after %s a closer look differs from a fresh one (-fresh +incremental):\n%s", step, d)
	}
	if got.Diagnostics.Failed() {
		if d := cmp.Diff(c.last, contents(t, c.out)); d != "" {
			t.Fatalf("after %s, which breaks the site, the output changed:\n%s", step, d)
		}
		if d := cmp.Diff(c.times, times(t, c.out)); d != "" {
			t.Fatalf("after %s, which breaks the site, files of the output were touched:\n%s", step, d)
		}
		return false
	}
	if _, err := c.writer.Write(t.Context(), got.Outputs); err != nil {
		t.Fatalf("after %s: %v", step, err)
	}
	folder := afero.NewMemMapFs()
	if _, err := (&output.Writer{FS: folder}).Write(t.Context(), want.Outputs); err != nil {
		t.Fatal(err)
	}
	c.last, c.times = contents(t, c.out), times(t, c.out)
	if d := cmp.Diff(contents(t, folder), c.last); d != "" {
		t.Fatalf("after %s the folder differs from a fresh one (-fresh +incremental):\n%s", step, d)
	}
	c.good = maps.Clone(c.files)
	return true
}

// examined gives what assay check finds.
func examined(t *testing.T, b *build.Builder, r *build.Result) diag.List {
	t.Helper()
	found, err := b.Examine(t.Context(), r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// listing renders the outputs and gives their types, keys and bytes by path.
func listing(t *testing.T, r *build.Result) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, o := range r.Outputs {
		var b bytes.Buffer
		if err := o.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		all[o.Path] = o.Type + "\n" + o.Key.String() + "\n" + b.String()
	}
	return all
}

// contents reads a folder, but for the manifest, which has times in it.
func contents(t *testing.T, fsys afero.Fs) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := afero.Walk(fsys, ".", func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || path.Base(name) == ".assay-manifest" {
			return err
		}
		data, err := afero.ReadFile(fsys, name)
		all[name] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

// times gives when each file of a folder was written, the manifest included.
func times(t *testing.T, fsys afero.Fs) map[string]time.Time {
	t.Helper()
	all := map[string]time.Time{}
	err := afero.Walk(fsys, ".", func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			all[name] = info.ModTime()
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

// TestIncrementalEqualsClean is law 4.
func TestIncrementalEqualsClean(t *testing.T) {
	chains, steps := 3, 40
	if testing.Short() {
		chains, steps = 2, 20
	}
	for seed := range chains {
		t.Run(fmt.Sprintf("memory %d", seed), func(t *testing.T) {
			runChain(newChain(t, afero.NewMemMapFs(), afero.NewMemMapFs(), uint64(seed)), steps)
		})
		t.Run(fmt.Sprintf("disk %d", seed), func(t *testing.T) {
			runChain(newChain(t, rootFs(t, t.TempDir()), rootFs(t, t.TempDir()), uint64(seed+100)), steps)
		})
	}
}

func runChain(c *chain, steps int) {
	c.check("the first build")
	built := 0
	for range steps {
		if c.check(c.edit()) {
			built++
		} else if c.random.IntN(3) > 0 {
			c.mend()
			c.check("mending")
		}
	}
	if built < steps/3 {
		c.t.Fatalf("only %d of %d edits left a site that builds; they prove too little", built, steps)
	}
}
