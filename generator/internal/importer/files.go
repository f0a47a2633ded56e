package importer

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
)

// Plan is what an import comes to.
type Plan struct {
	New, Changed []starter.File
	Same         int // checks whose files need no change
	Kept         int // checks whose files somebody has worked on since
	Drafts       int // of the new and changed ones
	Problems     []Problem
}

// Into is the site that is imported into.
type Into struct {
	Site      *site.Site
	HasScales bool                              // it has verdicts of its own
	Author    id.ID                             // of what is imported
	Read      func(path string) ([]byte, error) // a file of the site
}

// placeholder stands where the sum of a file is while it is made.
const placeholder = "0000000000000000"

// Make plans the files of some records.
func (into Into) Make(records []Record) Plan {
	m := maker{
		Into: into, known: map[string]*site.Claim{}, taken: map[id.ID]bool{}, people: map[string]id.ID{},
		made: map[string]bool{}, said: map[string]bool{}, ids: map[string]bool{}, markdown: markdown.New(),
	}
	for _, all := range [][]*site.Claim{into.Site.Claims, into.Site.Unbuilt} {
		for _, c := range all {
			m.taken[c.ID], m.ids[string(c.ID)] = true, true
			if key := importedKey(c); key != "" {
				m.known[key] = c
			}
		}
	}
	for _, who := range into.Site.Claimants {
		m.people[strings.ToLower(who.Name)] = who.ID
	}
	for _, r := range records {
		if r.Own != nil {
			m.ids[r.Own.ID] = true
		}
	}
	share(records)
	m.rateOwn(records)
	m.rate(records)
	m.introduceOwn(records)
	m.introduce(records)
	for i := range records {
		m.claim(&records[i])
	}
	return m.plan
}

type maker struct {
	Into
	plan     Plan
	known    map[string]*site.Claim // by what is known of those that were imported before
	taken    map[id.ID]bool
	people   map[string]id.ID // by name in lower case
	verdicts map[string]id.ID // by plain label

	// Of records of this program's own:
	made     map[string]bool // pages that are planned or there
	said     map[string]bool // what is said once
	ids      map[string]bool // of all claims that there will be
	composed []*ownScale     // the scales that are made of the data; nil where the site's own do
	several  bool            // of them
	markdown *markdown.Converter
}

// once says something that is true of many records.
func (m *maker) once(message string) {
	if !m.said[message] {
		m.said[message] = true
		m.say("", message)
	}
}

// key names a record for good.
func (r *Record) key() string {
	switch {
	case r.URL == "":
		return r.Claim + " " + r.Published.String()
	case r.shares:
		return r.URL + " " + r.Claim
	}
	return r.URL
}

// share notes which records stand on a page with others.
func share(records []Record) {
	on := map[string]int{}
	for _, r := range records {
		on[r.URL]++
	}
	for i := range records {
		records[i].shares = on[records[i].URL] > 1
	}
}

// before gives the claim that a record was made into earlier, nil where there is none. A page may have had one check then, and several now.
func (m *maker) before(r *Record) *site.Claim {
	if c := m.known[r.key()]; c != nil {
		return c
	}
	if c := m.known[r.URL]; c != nil && c.Wording == r.Claim {
		return c
	}
	return nil
}

// importedKey gives the key of the record that a claim was made of, "" of one that was not imported.
func importedKey(c *site.Claim) string {
	imported, _ := c.X["imported"].(map[string]any)
	key, _ := imported["key"].(string)
	return key
}

// rate finds a verdict for every label.
func (m *maker) rate(records []Record) {
	m.verdicts = map[string]id.ID{}
	labels := labelsOf(records)
	own := m.Site.Scales
	for _, s := range own[:min(len(own), 1)] {
		for _, v := range s.Verdicts {
			for _, name := range append([]string{v.Label, string(v.ID)}, v.Aliases...) {
				m.verdicts[plain(name)] = v.ID
			}
		}
	}
	var unknown []*label
	for _, l := range labels {
		if m.verdicts[plain(l.names[0])] == "" {
			unknown = append(unknown, l)
		}
		if len(l.names) > 1 {
			m.say("", fmt.Sprintf("%d ways of writing one label: “%s”", len(l.names), strings.Join(l.names, "”, “")))
		}
		for _, name := range l.names {
			m.verdicts[plain(name)] = m.verdicts[plain(l.names[0])]
		}
	}
	if len(unknown) == 0 {
		return
	}
	if m.HasScales || slices.ContainsFunc(m.Site.Claims, func(c *site.Claim) bool { return c.State == site.Live }) {
		for _, l := range unknown {
			m.say("", fmt.Sprintf("no verdict of the site is called “%s”, as %d %s; add it to claims/verdicts.yaml, or as one of the aliases of another", l.names[0], l.count, plural(l.count, "check is", "checks are")))
		}
		return
	}
	m.plan.New = append(m.plan.New, scale(labels))
	for _, l := range labels {
		for _, name := range l.names {
			m.verdicts[plain(name)] = l.id
		}
		if l.group == "" {
			m.say("", fmt.Sprintf("nobody knows what “%s” means beside the labels of others: its group in claims/verdicts.yaml is mixed until you change it", l.names[0]))
		}
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (m *maker) say(from, message string) {
	m.plan.Problems = append(m.plan.Problems, Problem{From: from, Message: message})
}

// introduce gives those a page who made more than one of the claims.
func (m *maker) introduce(records []Record) {
	count, first := map[string]int{}, map[string]Person{}
	for _, r := range records {
		for _, who := range r.Claimants {
			name := strings.ToLower(who.Name)
			count[name]++
			if before, seen := first[name]; !seen || before.URL == "" && who.URL != "" {
				first[name] = who
			}
		}
	}
	taken := map[id.ID]bool{}
	for _, who := range m.Site.Claimants {
		taken[who.ID] = true
	}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		base := id.Suggest(first[name].Name)
		if count[name] < 2 || m.people[name] != "" || base == "" {
			continue
		}
		own := starter.Unique(base, func(name id.ID) bool { return taken[name] })
		taken[own], m.people[name] = true, own
		p := starter.Person{Path: "content/claimants/" + string(own) + ".md", Name: first[name].Name, Type: first[name].Type}
		if first[name].URL != "" {
			p.Same = []string{first[name].URL}
		}
		m.plan.New = append(m.plan.New, p.File())
	}
}

// claim plans the file of a record.
func (m *maker) claim(r *Record) {
	say := problems{r, &m.plan.Problems}
	if before := m.before(r); before != nil {
		m.again(r, before, say)
		return
	}
	file, draft := m.file(r, pathOf(m.name(r)), say)
	m.plan.New = append(m.plan.New, file)
	m.plan.Drafts += draft
}

// again plans what becomes of a file that was imported before.
func (m *maker) again(r *Record, before *site.Claim, say problems) {
	imported, _ := before.X["imported"].(map[string]any)
	var quiet []Problem // what is said of it was said the first time, where nothing has changed
	file, draft := m.file(r, before.Path, problems{r, &quiet})
	if imported["data"] == sumOf(r) {
		m.plan.Same++
		return
	}
	*say.found = append(*say.found, quiet...)
	text, err := m.Read(before.Path)
	sum, _ := imported["file"].(string)
	if err != nil || fileSum(strings.Replace(string(text), "file: \""+sum+"\"", "file: \""+placeholder+"\"", 1)) != sum {
		m.plan.Kept++
		say.add("the data have changed since it was imported, and so has " + before.Path + ": nothing was done")
		return
	}
	m.plan.Changed = append(m.plan.Changed, file)
	m.plan.Drafts += draft
}

// name makes an id of the end of the address, which people may know, or of the claim.
func (m *maker) name(r *Record) id.ID {
	text := r.Claim
	if r.Own != nil {
		if own := m.ownName(r); own != "" {
			return own
		}
	}
	if u, err := url.Parse(r.URL); err == nil {
		last := path.Base(strings.TrimSuffix(u.Path, "/"))
		if slug := string(id.Suggest(strings.TrimSuffix(last, path.Ext(last)))); len(slug) >= 4 && strings.Contains(slug, "-") {
			text = slug
		}
	}
	taken := func(name id.ID) bool { return m.taken[name] }
	own := starter.ID(text, taken)
	if _, err := id.Parse(string(own)); err != nil { // nothing can be made of it, or the name is reserved
		own = starter.ID("claim", taken)
	}
	m.taken[own] = true
	return own
}

// file writes a record as a claim's file, and tells whether that is a draft.
func (m *maker) file(r *Record, name string, say problems) (starter.File, int) {
	if r.Own != nil {
		return m.ownFile(r, name, say)
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	var lacks []string
	lack := func(is bool, what string) {
		if is {
			lacks = append(lacks, what)
		}
	}
	said, updated := r.Said, r.Updated
	if !r.Published.IsZero() {
		if site.CertainlyAfter(said, r.Published) {
			say.add(fmt.Sprintf("it was said on %s, after the check of %s; the date is left out", said, r.Published))
			said = Record{}.Said
		}
		if updated.Before(r.Published) || updated == r.Published {
			updated = Record{}.Updated
		}
	}
	verdict := m.verdicts[plain(r.Label)]
	lack(r.Label == "", "a label")
	lack(r.Label != "" && verdict == "", "a verdict for “"+r.Label+"”")
	lack(r.Conclusion == "", "a conclusion")
	lack(r.Published.Day == 0, "a day of publication")
	lack(r.URL == "", "an address, which is the only source there would be")
	line("---")
	if r.Title != "" && r.Title != r.Claim {
		line("title: %s", doc.AsYAML(r.Title))
	}
	line("claim: %s", doc.AsYAML(r.Claim))
	if short := r.Claim; len([]rune(short)) > claim.MaxShort {
		line("claim_short: %s", doc.AsYAML(shortened(short)))
	}
	m.claimants(&b, r)
	if !said.IsZero() {
		line("said: %s", said)
	}
	if len(r.Appears) > 0 {
		line("appearances:")
		for _, at := range r.Appears {
			line("  - url: %s", doc.AsYAML(at))
		}
	}
	if verdict != "" {
		line("verdict: %s", doc.AsYAML(string(verdict)))
	}
	if r.Conclusion != "" {
		line("conclusion: %s", doc.AsYAML(r.Conclusion))
	}
	if r.Published.Day != 0 {
		line("published: %s", r.Published)
		if updated.Day != 0 {
			line("updated: %s", updated)
		}
	}
	if m.Author != "" {
		line("authors: [%s]", doc.AsYAML(string(m.Author)))
	} else {
		lack(true, "an author")
	}
	body := ""
	if r.URL != "" {
		title := r.Title
		if title == "" {
			title = r.Claim
		}
		line("sources:\n  - id: original\n    title: %s", doc.AsYAML(title))
		if r.Publisher.Name != "" {
			line("    publisher: %s", doc.AsYAML(r.Publisher.Name))
		}
		line("    url: %s\n    kind: other", doc.AsYAML(r.URL))
		body = "Imported from the original check [@original].\n"
	}
	draft := 0
	if len(lacks) > 0 {
		draft = 1
		line("draft: true")
		say.add("it lacks " + strings.Join(lacks, ", ") + "; it is a draft")
	}
	m.imported(&b, r)
	line("---")
	b.WriteString(body)
	text := b.String()
	return starter.File{Path: name, Text: strings.Replace(text, "file: \""+placeholder+"\"", "file: \""+fileSum(text)+"\"", 1)}, draft
}

// imported writes where the file comes from, and what has no place elsewhere.
func (m *maker) imported(b *strings.Builder, r *Record) {
	fmt.Fprintf(b, "x:\n  imported:\n    key: %s\n    data: \"%s\"\n    file: \"%s\"\n", doc.AsYAML(r.key()), sumOf(r), placeholder)
	more := maps.Clone(r.Extra)
	if more == nil {
		more = map[string]string{}
	}
	if r.Label != "" {
		more["label"] = r.Label
	}
	if r.Lang != "" {
		more["lang"] = r.Lang
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		fmt.Fprintf(b, "    %s: %s\n", quotedKey(name), doc.AsYAML(more[name]))
	}
}

// quotedKey writes any text as a key of a mapping that has keys of its own.
func quotedKey(name string) string {
	if slices.Contains([]string{"key", "data", "file"}, name) {
		name += "_of_column"
	}
	text, _ := json.Marshal(name) // a text can be encoded
	return string(text)
}

func (m *maker) claimants(b *strings.Builder, r *Record) {
	var all []string
	for _, who := range r.Claimants {
		if own := m.people[strings.ToLower(who.Name)]; own != "" {
			all = append(all, doc.AsYAML(string(own)))
			continue
		}
		fields := "{name: " + quoted(who.Name)
		if who.Type != "" {
			fields += ", type: " + who.Type
		}
		if who.URL != "" {
			fields += ", same_as: [" + quoted(who.URL) + "]"
		}
		all = append(all, fields+"}")
	}
	if len(all) > 0 {
		fmt.Fprintf(b, "claimant: [%s]\n", strings.Join(all, ", "))
	}
}

// quoted writes a text in double quotes, as it may stand between braces.
func quoted(s string) string {
	text, _ := json.Marshal(s) // a text can be encoded
	return string(text)
}

// shortened cuts a claim between words, to what lists and search engines show.
func shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= claim.MaxShort {
		return text
	}
	cut := string(runes[:claim.MaxShort-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.–-") + "…"
}

func sumOf(r *Record) string {
	plain := *r
	plain.From = ""
	text, _ := json.Marshal(plain) // a record can be encoded
	return fileSum(string(text))
}

func fileSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x", sum[:8])
}
