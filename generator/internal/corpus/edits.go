package corpus

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// Editor makes a small site and edits it at random, as people do who do not always get it right: always the same edits for
// the same seed.
type Editor struct {
	Fail func(error) // is called when a file cannot be written
	Done func()      // is called after every file that was written or removed, where it is set

	fs     afero.Fs
	random *rand.Rand
	files  map[string]string // what the folder holds
	good   map[string]string // what it held when it was last said to be without errors
	count  int
}

const baseSite = "title: Chain\nbase_url: https://facts.example.org/\nper_page: 2\nlanguages: [es]\n"

// NewEditor makes an editor for the site in a folder that is empty.
func NewEditor(fsys afero.Fs, seed uint64) *Editor {
	return &Editor{fs: fsys, random: rand.New(rand.NewPCG(seed, 0)), files: map[string]string{}}
}

// Start writes the site's first files.
func (c *Editor) Start() {
	c.write("site.yaml", baseSite)
	c.write("content/team/desk.md", "---\nname: Desk\n---\n")
	c.write("content/claimants/ann.md", "---\nname: Ann\n---\n")
	c.write("content/about.md", "---\ntitle: About\n---\nUs.\n")
	c.write("claims/sources.yaml", "sources:\n  - {id: shared, title: Shared}\n")
	c.write("claims/sources.json", cslSources("Managed"))
	for range 5 {
		c.addClaim()
	}
}

// Files gives what the folder holds.
func (c *Editor) Files() map[string]string { return maps.Clone(c.files) }

// Good says that the site is without errors as it is now; Mend brings it back to that.
func (c *Editor) Good() { c.good = maps.Clone(c.files) }

// Chance is true once in n times.
func (c *Editor) Chance(n int) bool { return c.random.IntN(n) == 0 }

// cslSources is a library of a reference manager, of which claims cite the first.
func cslSources(title string) string {
	return fmt.Sprintf(`[{"id": 1, "citation-key": "managed", "title": %q}, {"id": 2, "title": "Uncited"}]`, title)
}

func (c *Editor) write(name, content string) {
	err := c.fs.MkdirAll(path.Dir(name), 0o755)
	if err == nil {
		err = afero.WriteFile(c.fs, name, []byte(content), 0o644)
	}
	c.files[name] = content
	c.done(err)
}

func (c *Editor) remove(name string) {
	err := c.fs.Remove(name)
	delete(c.files, name)
	c.done(err)
}

func (c *Editor) done(err error) {
	if err != nil {
		c.Fail(err)
	}
	if c.Done != nil {
		c.Done()
	}
}

// pick chooses a file with a prefix and a suffix, "" where there is none; a translation only where the suffix asks for one.
func (c *Editor) pick(prefix, suffix string) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) && (!isTranslation(name) || isTranslation(suffix)) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return names[c.random.IntN(len(names))]
}

func (c *Editor) addClaim() {
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

// Edit changes the site at random and says how.
func (c *Editor) Edit() string {
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
		{"share cards", func() bool { return c.setting("cards", "true", "true", "") }},
		{"a font", func() bool { return c.setting("fonts", "[templates/fonts/a.ttf]", "", "") }}, // that is not there
		{"letters of another script", func() bool { return c.change("claims/", ".md", "Claim", "Claim 十三") }},
		{"embeds", func() bool { return c.setting("embeds", "true", "") }},
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
		{"languages", func() bool { return c.setting("languages", "[es]", "[{lang: es, title: Cadena}]", "[fr, es]", "[fr]") }},
		{"translate a claim", func() bool { return c.translate("claims/") }},
		{"translate anything", func() bool { return c.translate("c") }},
		{"edit a translation", func() bool { return c.change("c", ".es.md", "Uno", "Otro") }},
		{"cite in a translation", func() bool { return c.change("claims/", ".es.md", "Texto.", "Texto [@shared].") }},
		{"translate a correction", func() bool {
			return c.set(c.pick("claims/", ".es.md"), "corrections", []string{"[{date: 2026-02-01, text: Otra palabra.}]", ""})
		}},
		{"break a translation", func() bool { return c.change("c", ".es.md", "title:", `verdict: "true"`+"\ntitle:") }},
		{"drop a translation", func() bool { return c.delete("c", ".es.md") }},
		{"translate the scale", func() bool {
			c.write("claims/verdicts.es.yaml", fmt.Sprintf("scales: [{id: s, verdicts: [{id: \"true\", label: Sí %d}]}]\n", c.random.IntN(9)))
			return true
		}},
		{"drop the scale's translation", func() bool { return c.delete("claims/", "verdicts.es.yaml") }},
		{"drop a picture", func() bool { return c.delete("claims/", ".png") }},
	}
	for {
		s := steps[c.random.IntN(len(steps))]
		if s.do() {
			return s.name
		}
	}
}

func (c *Editor) change(prefix, suffix, old, new string) bool {
	name := c.pick(prefix, suffix)
	if name == "" || !strings.Contains(c.files[name], old) {
		return false
	}
	c.write(name, strings.Replace(c.files[name], old, new, 1))
	return true
}

// setting gives site.yaml one of some values for a key; with "" the key goes.
func (c *Editor) setting(key string, values ...string) bool { return c.set("site.yaml", key, values) }

// key does the same for the front matter of a claim.
func (c *Editor) key(key string, values ...string) bool {
	return c.set(c.pick("claims/", ".md"), key, values)
}

func (c *Editor) set(name, key string, values []string) bool {
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
func (c *Editor) someClaim() string {
	name := strings.TrimSuffix(strings.TrimSuffix(c.pick("claims/", ".md"), "/index.md"), ".md")
	if name == "" {
		return ""
	}
	return path.Base(name)
}

func (c *Editor) move(to func(string) string) bool {
	name := c.pick("claims/", ".md")
	if name == "" || path.Base(name) == "index.md" {
		return false
	}
	moved := to(name)
	for _, each := range [][2]string{{name, moved}, {spanish(name), spanish(moved)}} {
		if content, ok := c.files[each[0]]; ok {
			c.remove(each[0])
			c.write(each[1], content)
		}
	}
	return true
}

func (c *Editor) delete(prefix, suffix string) bool {
	name := c.pick(prefix, suffix)
	if name == "" {
		return false
	}
	c.remove(name)
	if _, ok := c.files[spanish(name)]; ok && !c.Chance(4) { // else its translation is left behind
		c.remove(spanish(name))
	}
	return true
}

// spanish is where the Spanish translation of a file stands.
func spanish(name string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + ".es" + ext
}

func isTranslation(name string) bool { return strings.Contains(name, ".es.") }

// translate translates a page under a prefix.
func (c *Editor) translate(prefix string) bool {
	name := c.pick(prefix, ".md")
	if name == "" {
		return false
	}
	word := []string{"Uno", "Dos", "Tres"}[c.random.IntN(3)]
	text := fmt.Sprintf("---\ntitle: %[1]s\n---\nTexto de [esto](claim:%[2]s).\n", word, c.someClaim())
	switch {
	case strings.HasPrefix(name, "claims/"):
		text = fmt.Sprintf("---\ntitle: %[1]s\nclaim: %[1]s.\nconclusion: Así es.\n---\nTexto.\n", word)
	case strings.HasPrefix(name, "content/claimants/"), strings.HasPrefix(name, "content/team/"):
		text = fmt.Sprintf("---\nrole: %s\n---\nTexto.\n", word)
	}
	c.write(spanish(name), text)
	return true
}

func (c *Editor) breakOne() bool {
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

// Mend brings the site back to where it last was without errors.
func (c *Editor) Mend() {
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
