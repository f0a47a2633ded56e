package importer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/record"
	"assay/generator/internal/starter"
)

// ownFile writes a record of this program's own as the file that it was made of, as far as it tells.
func (m *maker) ownFile(of *Record, name string, say problems) (starter.File, int) {
	r := of.Own
	b := &yamlFile{}
	var lacks []string
	wording := r.Claim
	short := r.ClaimShort
	if utf8.RuneCountInString(wording) <= claim.MaxShort && short == wording {
		short = ""
	}
	if r.Title != cmp.Or(r.ClaimShort, wording) {
		b.key("title", r.Title)
	}
	b.key("claim", wording)
	b.key("claim_short", short)
	b.key("quote", r.Quote)
	b.key("quote_lang", r.QuoteLang)
	if len(r.Claimants) > 0 {
		b.line("claimant: %s", m.speakers(r.Claimants))
	}
	b.key("said", r.Said)
	b.key("where", r.Where)
	b.appearances(r.Appearances)
	m.statements(b, r.Statements)
	lacks = append(lacks, m.ownVerdict(b, r)...)
	b.key("conclusion", r.Conclusion)
	if r.Conclusion == "" {
		lacks = append(lacks, "a conclusion")
	}
	b.key("published", m.moment(r.Published))
	if r.Published == "" {
		lacks = append(lacks, "a day of publication")
	}
	if r.Updated != r.Published {
		b.key("updated", m.moment(r.Updated))
	}
	if len(r.Authors) == 0 {
		lacks = append(lacks, "an author")
	}
	b.names("authors", m.members(r.Authors))
	b.names("reviewers", m.members(r.Reviewers))
	b.names("topics", each(r.Topics, topicID))
	m.ownEvidence(b, r)
	m.ownLater(b, r, say)
	if r.Image != nil {
		say.add("its picture is not part of the data: " + r.Image.URL)
	}
	for _, a := range r.Articles {
		say.add("the article that gathers it is not part of the data: " + a.URL)
	}
	draft := b.draft(lacks, say)
	m.ownX(b, of)
	return summed(name, b.markdown(m.analysis(r, say))), draft
}

// appearances writes where a claim can be found.
func (b *yamlFile) appearances(all []record.Appearance) {
	b.list("appearances", each(all, func(a record.Appearance) string {
		first := ""
		if a.First {
			first = ", first: true"
		}
		return flow("url", a.URL, "archive", a.Archive, "title", a.Title, "publisher", a.Publisher, "date", a.Date, "media", a.Media, "start", a.Start) + first
	}))
}

// statements writes where a claim was made again.
func (m *maker) statements(b *yamlFile, all []record.Statement) {
	b.list("statements", each(all, func(s record.Statement) string {
		who := ""
		if len(s.Claimants) > 0 {
			who = "claimant: " + m.speakers(s.Claimants)
		}
		return strings.TrimPrefix(who+more(flow("said", s.Said, "where", s.Where, "url", s.URL, "quote", s.Quote)), ", ")
	}))
}

func each[A, B any](all []A, f func(A) B) []B {
	var made []B
	for _, a := range all {
		made = append(made, f(a))
	}
	return made
}

// ownVerdict writes the verdict and, where the site has several scales, which it is of, and tells what is lacking.
func (m *maker) ownVerdict(b *yamlFile, r *record.Record) (lacks []string) {
	name := freeScale
	if r.Verdict != nil {
		name = r.Verdict.Scale
		b.key("verdict", r.Verdict.ID)
	}
	s := m.scale(name)
	switch {
	case m.composed != nil:
		if len(m.composed) > 1 {
			b.key("scale", name)
		}
	case s == nil && r.Verdict == nil:
		return []string{"a verdict"}
	case s == nil || r.Verdict != nil && !slices.ContainsFunc(s.Verdicts, func(v *claim.Verdict) bool { return string(v.ID) == r.Verdict.ID }):
		return []string{"a verdict of the site for “" + r.Verdict.Label + "”"}
	case len(m.Site.Scales) > 1:
		b.key("scale", string(s.ID))
	}
	return nil
}

// moment writes a moment as a day, where that is when the day begins here.
func (m *maker) moment(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	if local := at.In(m.Site.Zone); local.Equal(date.Of(local).In(m.Site.Zone)) {
		return date.Of(local).String()
	}
	return text
}

// ownEvidence writes sources, figures and recordings.
func (m *maker) ownEvidence(b *yamlFile, r *record.Record) {
	b.sources(r.Sources)
	b.list("figures", each(r.Figures, func(f record.Figure) string {
		numbers := ""
		for _, n := range []struct {
			key string
			*record.Number
		}{{"claimed", f.Claimed}, {"found", f.Found}, {"low", f.Low}, {"high", f.High}} {
			if n.Number != nil {
				numbers += ", " + n.key + ": " + n.Text
			}
		}
		return flow("label", f.Label, "unit", f.Unit) + numbers + more(flow("source", f.Source))
	}))
	b.list("media", each(r.Media, func(k record.Media) string {
		return flow("type", k.Type, "url", k.URL, "archive", k.Archive, "category", k.Category, "original", k.Original, "context", k.Context)
	}))
	b.list("contacted", each(r.Contacted, func(k record.Contacted) string {
		return flow("who", k.Who, "date", k.Date, "answer", k.Answer)
	}))
}

// sources writes sources, a line for each key.
func (b *yamlFile) sources(all []record.CSLItem) {
	if len(all) > 0 {
		b.line("sources:")
	}
	for _, s := range all {
		author := ""
		if len(s.Author) > 0 {
			author = s.Author[0].Literal
		}
		before := "  - "
		for _, f := range [][2]string{
			{"id", s.ID}, {"title", s.Title}, {"author", author}, {"publisher", s.In + s.By}, {"date", partial(s.Issued)}, {"url", s.URL}, {"lang", s.Lang}, {"archive", s.Archive},
			{"accessed", partial(s.Accessed)}, {"kind", s.Custom.Kind}, {"supports", s.Custom.Supports}, {"quote", s.Custom.Quote}, {"interest", s.Custom.Interest}, {"withheld", s.Custom.Withheld},
		} {
			if f[1] != "" {
				b.key(before+f[0], f[1])
				before = "    "
			}
		}
	}
}

// partial writes a date of CSL-JSON.
func partial(d *record.CSLDate) string {
	if d == nil || len(d.Parts[0]) == 0 || len(d.Parts[0]) > 3 {
		return ""
	}
	var p [3]int
	copy(p[:], d.Parts[0])
	return date.Partial{Year: p[0], Month: p[1], Day: p[2]}.String()
}

// ownLater writes what came later, and what else there is to read.
func (m *maker) ownLater(b *yamlFile, r *record.Record, say problems) {
	b.list("developments", each(r.Developments, func(d record.Development) string {
		sources, verdict := "", ""
		if len(d.Sources) > 0 {
			sources = ", sources: [" + strings.Join(each(d.Sources, doc.AsFlowYAML), ", ") + "]"
		}
		if d.Verdict != nil {
			verdict = more(flow("verdict", d.Verdict.ID))
		}
		return flow("date", d.Date, "text", d.Text) + sources + verdict
	}))
	b.list("corrections", each(r.Corrections, func(c record.Correction) string {
		was := ""
		if c.Was != nil {
			verdict := ""
			if c.Was.Verdict != nil {
				verdict = c.Was.Verdict.ID
			}
			was = ", was: {" + flow("verdict", verdict, "claim", c.Was.Claim) + "}"
		}
		return flow("date", m.moment(c.Date), "kind", c.Kind, "text", c.Text) + was
	}))
	var related []string
	for _, l := range r.Related {
		if m.ids[l.ID] {
			related = append(related, l.ID)
		} else {
			say.add("a related claim is not part of the data: " + l.ID)
		}
	}
	b.names("related", related)
	b.key("due", r.Due)
}

// ownX writes what was free, and where the file comes from.
func (m *maker) ownX(b *yamlFile, of *Record) {
	fmt.Fprintf(b, "x:\n  imported: {key: %s, data: \"%s\", file: \"%s\"}\n", quoted(of.key()), sumOf(of), placeholder)
	for _, name := range slices.Sorted(maps.Keys(of.Own.X)) {
		if name == "imported" {
			continue
		}
		text, err := json.Marshal(of.Own.X[name])
		if err == nil {
			fmt.Fprintf(b, "  %s: %s\n", quoted(name), text)
		}
	}
}

// analysis makes markdown of the words of an analysis, which are all that data have of it: a paragraph for every line. What it cites is not known; all sources are
// cited at its end, in the order of their numbers.
func (m *maker) analysis(r *record.Record, say problems) string {
	var b strings.Builder
	for line := range strings.SplitSeq(r.Analysis, "\n") {
		if line = m.paragraph(line); line != "" {
			b.WriteString(line + "\n\n")
		}
	}
	if cited := each(r.Sources, func(s record.CSLItem) string { return "@" + s.ID }); len(cited) > 0 {
		b.WriteString("[" + strings.Join(cited, "; ") + "]\n")
	}
	text := b.String()
	if body, _ := m.markdown.Convert([]byte(text), 1, "en"); r.Analysis != "" {
		if words, err := body.Text(); err != nil || words != strings.TrimSpace(r.Analysis) {
			say.add("its analysis has lines that are not the same any more, such as those of code")
		}
	}
	return text
}

// paragraph writes a line so that it says the same as markdown.
func (m *maker) paragraph(line string) string {
	same := func(text string) bool {
		body, found := m.markdown.Convert([]byte(text), 1, "en")
		words, err := body.Text()
		return err == nil && len(found) == 0 && words == strings.TrimSpace(line) && len(body.Citations) == 0
	}
	if same(line) {
		return line
	}
	var b strings.Builder
	for _, r := range line {
		if r < utf8.RuneSelf && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
