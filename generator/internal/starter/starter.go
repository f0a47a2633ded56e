// Package starter writes the first text of new files: of a whole site, and of a claim, an article or somebody in it.
//
// What is known is filled in; what is not stands there as a comment, so that nobody has to look up how it is called. A new claim and a new article are
// drafts: they may be unfinished, and are not published before somebody says so. Nothing is said in anybody's name: the pages of a new site that
// tell who checks and how are drafts, too.
//
// Texts that are given are put into YAML as they are, quoted where they must be (see [Scalar]).
package starter

import (
	"fmt"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

// File is a new file.
type File struct {
	Path string // slash-separated, relative to the site's root
	Text string
	Runs bool // it is a program
}

// Claimant names who made a claim: somebody with a page, or anybody else by name.
type Claimant struct {
	ID   id.ID
	Name string // where there is no id
}

// Claim is what is known of a new claim.
type Claim struct {
	Path       string
	Wording    string
	Title      string
	Claimants  []Claimant
	Said       date.Partial
	Where      string
	Appearance *Appearance // where it can be read, heard or seen
	Verdict    id.ID
	Verdicts   []string // those there are, for whoever has to choose
	Scale      id.ID    // where it is not the site's first
	Published  date.Partial
	Authors    []id.ID
	Topics     []id.ID
}

// Appearance is a page where a claim can be found.
type Appearance struct {
	URL, Title, Publisher string
	Date                  date.Partial
	Media                 string // video or audio; "" of a text
}

// File gives the claim's file.
func (c Claim) File() File {
	var b text
	b.key("title", c.Title)
	b.must("claim", c.Wording)
	if len([]rune(c.Wording)) > claim.MaxShort {
		b.comment("claim_short: the claim in %d characters, for lists and search engines", claim.MaxShort)
	}
	b.list("claimant", claimants(c.Claimants), "who made it: the id of a file in content/claimants, or {name: …, role: …}")
	b.date("said", c.Said, "the day, month or year on which it was said: 2026-05-02, 2026-05, 2026")
	b.optional("where", c.Where, "the occasion, such as a debate")
	if c.Appearance != nil {
		b.line("appearances:")
		b.line("  - " + c.Appearance.flow())
	} else {
		b.comment("appearances: [{url: where it can be read, heard or seen, title: …, publisher: …, date: …}]")
	}
	if c.Scale != "" {
		b.key("scale", string(c.Scale))
	}
	verdicts := make([]string, len(c.Verdicts))
	for i, v := range c.Verdicts {
		verdicts[i] = doc.AsFlowYAML(v)
	}
	b.optional("verdict", string(c.Verdict), strings.Join(verdicts, ", "))
	b.comment("conclusion: what readers should take away, in a sentence or two")
	b.date("published", c.Published, "the day of publication")
	b.list("authors", ids(c.Authors), "who checked it: ids of files in content/team")
	b.list("topics", ids(c.Topics), "words to find it by")
	b.comment("sources:")
	b.comment("  - {id: a-short-name, title: …, publisher: …, url: …, date: …, kind: primary}")
	b.line("draft: true")
	return File{Path: c.Path, Text: b.page("Write the analysis here. Cite sources by their ids, as in `[@a-short-name, p. 4]`.")}
}

// flow is the appearance as a mapping in a line.
func (a *Appearance) flow() string {
	fields := []string{"url: " + doc.AsFlowYAML(a.URL)}
	for _, f := range [][2]string{{"title", a.Title}, {"publisher", a.Publisher}, {"media", a.Media}} {
		if f[1] != "" {
			fields = append(fields, f[0]+": "+doc.AsFlowYAML(f[1]))
		}
	}
	if !a.Date.IsZero() {
		fields = append(fields, "date: "+doc.AsFlowYAML(a.Date.String()))
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

func claimants(all []Claimant) []string {
	var values []string
	for _, c := range all {
		if c.ID != "" {
			values = append(values, string(c.ID))
		} else {
			values = append(values, "{name: "+doc.AsFlowYAML(c.Name)+"}")
		}
	}
	return values
}

func ids(all []id.ID) []string {
	values := make([]string, len(all))
	for i, v := range all {
		values[i] = doc.AsFlowYAML(string(v))
	}
	return values
}

// Article is what is known of a new article.
type Article struct {
	Path      string
	Title     string
	Published date.Partial
	Authors   []id.ID
	Topics    []id.ID
}

// File gives the article's file.
func (a Article) File() File {
	var b text
	b.must("title", a.Title)
	b.comment("summary: what it is about, in a sentence or two")
	b.date("published", a.Published, "the day of publication")
	b.list("authors", ids(a.Authors), "who wrote it: ids of files in content/team")
	b.list("topics", ids(a.Topics), "words to find it by")
	b.line("draft: true")
	return File{Path: a.Path, Text: b.page("Write here. `[words](claim:ID)` leads to a claim of this site; `![](claim:ID)`, alone between blank lines, shows its card.")}
}

// Person is what is known of somebody new.
type Person struct {
	Path string
	Name string
	Type string // person or organization
	Role string
	Same []string // other pages about the same one
}

// File gives the file of a claimant or of somebody in the team.
func (p Person) File() File {
	var b text
	b.must("name", p.Name)
	b.optional("type", p.Type, "person or organization")
	b.optional("role", p.Role, "what readers should know: an office, a job")
	same := make([]string, len(p.Same))
	for i, u := range p.Same {
		same[i] = doc.AsFlowYAML(u)
	}
	b.list("same_as", same, "other pages about the same one, such as an entry in Wikidata")
	return File{Path: p.Path, Text: b.page("")}
}

// text is front matter in the making.
type text struct{ strings.Builder }

func (b *text) line(s string) {
	b.WriteString(s)
	b.WriteByte('\n')
}

// must writes a key whose value is to be there.
func (b *text) must(key, value string) { b.line(key + ": " + doc.AsYAML(value)) }

// key writes a key if it has a value.
func (b *text) key(key, value string) {
	if value != "" {
		b.must(key, value)
	}
}

// optional writes a key, and without a value a comment that says what it would be.
func (b *text) optional(key, value, hint string) {
	if value != "" {
		b.must(key, value)
	} else {
		b.comment("%s: %s", key, hint)
	}
}

// date writes a key with a date, and without one a comment.
func (b *text) date(key string, day date.Partial, hint string) {
	if day.IsZero() {
		b.comment("%s: %s", key, hint)
	} else {
		b.must(key, day.String())
	}
}

// list writes a key with values that are YAML already.
func (b *text) list(key string, values []string, hint string) {
	switch {
	case len(values) == 0:
		b.comment("%s: [%s]", key, hint)
	case len(values) == 1 && key == "claimant":
		b.line(key + ": " + values[0])
	default:
		b.line(key + ": [" + strings.Join(values, ", ") + "]")
	}
}

func (b *text) comment(format string, args ...any) {
	b.line("# " + fmt.Sprintf(format, args...))
}

// page gives the front matter with a body below it.
func (b *text) page(body string) string {
	if body != "" {
		body += "\n"
	}
	return "---\n" + b.String() + "---\n" + body
}

// YearFolder tells where claims of a year go: into a folder of its own where most claims that there are stand in such folders.
func YearFolder(paths []string, year int) string {
	inYears := 0
	for _, p := range paths {
		parts := strings.Split(p, "/")
		if len(parts) > 2 && len(parts[1]) == 4 && !slices.ContainsFunc([]byte(parts[1]), func(b byte) bool { return b < '0' || b > '9' }) {
			inYears++
		}
	}
	if 2*inYears > len(paths) {
		return fmt.Sprintf("claims/%04d", year)
	}
	return "claims"
}
