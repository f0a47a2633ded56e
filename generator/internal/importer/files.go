package importer

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"

	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
)

// Plan is what an import comes to.
type Plan struct {
	New, Changed []starter.File
	Repeated     int // records that repeat an earlier one
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
	records = m.unique(records)
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

// unique returns the records without those that repeat an earlier one: the same claim on the same page.
// It tells of each.
func (m *maker) unique(records []Record) []Record {
	first := map[string]*Record{}
	var all []Record
	for i := range records {
		r := &records[i]
		key := r.URL + "\n" + r.Claim
		switch {
		case r.Own != nil:
			key = "own " + r.Own.ID
		case r.URL == "":
			key = r.Claim + "\n" + r.Published.String()
		}
		before := first[key]
		if before == nil {
			first[key] = r
			all = append(all, *r)
			continue
		}
		m.plan.Repeated++
		m.plan.Problems = append(m.plan.Problems, Problem{From: r.From, Message: r.repeats(before)})
	}
	return all
}

// repeats says that a record repeats an earlier one, and what is different in it.
func (r *Record) repeats(before *Record) string {
	same := *r
	same.From, same.shares = before.From, before.shares
	switch {
	case r.Label != before.Label:
		return fmt.Sprintf("it repeats %s with another verdict, “%s” instead of “%s”; it is skipped, and the first counts", before.From, r.Label, before.Label)
	case !reflect.DeepEqual(same, *before):
		return fmt.Sprintf("it repeats %s, and is not quite the same; it is skipped, and the first counts", before.From)
	default:
		return fmt.Sprintf("it repeats %s; it is skipped", before.From)
	}
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
	if m.settled() {
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
			m.say("", fmt.Sprintf("the meaning of “%s” is not known (%d %s): its verdict in claims/verdicts.yaml has no group, and charts and totals leave it out until you add one", l.names[0], l.count, plural(l.count, "fact-check", "fact-checks")))
		}
	}
}

// settled tells that the site's verdicts are its own affair: it has some, or has published with those that come with the program.
func (m *maker) settled() bool {
	return m.HasScales || slices.ContainsFunc(m.Site.Claims, func(c *site.Claim) bool { return c.State == site.Live })
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
	count, first := map[string]int{}, map[string]record.Person{}
	for _, r := range records {
		for _, who := range r.Claimants {
			name := strings.ToLower(who.Name)
			count[name]++
			if before, seen := first[name]; !seen || len(before.SameAs) < len(who.SameAs) {
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
		p := starter.Person{Path: "content/claimants/" + string(own) + ".md", Name: first[name].Name, Type: first[name].Type, Role: first[name].Role, Same: first[name].SameAs}
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
	file, draft := m.file(r, path.Join("claims", string(m.name(r))+".md"), say)
	m.plan.New = append(m.plan.New, file)
	m.plan.Drafts += draft
}

// again plans what becomes of a file that was imported before.
func (m *maker) again(r *Record, before *site.Claim, say problems) {
	imported, _ := before.X["imported"].(map[string]any)
	if imported["data"] == sumOf(r) {
		m.plan.Same++ // what is to be said of it was said the first time
		return
	}
	file, draft := m.file(r, before.Path, say)
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
	if own == "" { // the text has no letter or digit
		own = starter.ID("claim", taken)
	}
	m.taken[own] = true
	return own
}
