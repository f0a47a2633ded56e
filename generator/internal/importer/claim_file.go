package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
)

// file writes a record as a claim's file, and tells whether that is a draft.
func (m *maker) file(r *Record, name string, say problems) (starter.File, int) {
	if r.Own != nil {
		return m.ownFile(r, name, say)
	}
	b := &yamlFile{}
	verdict := m.verdicts[plain(r.Label)]
	if r.Title != r.Claim {
		b.key("title", r.Title)
	}
	b.key("claim", r.Claim)
	if r.Short != "" {
		b.key("claim_short", r.Short)
	} else if len([]rune(r.Claim)) > claim.MaxShort {
		b.key("claim_short", shortened(r.Claim))
	}
	b.key("quote", r.Quote)
	if len(r.Claimants) > 0 {
		b.line("claimant: %s", m.speakers(m.paged(r.Claimants)))
	}
	b.key("said", r.saidBefore(say).String())
	b.appearances(r.Appears)
	m.statements(b, each(r.Statements, func(s record.Statement) record.Statement {
		s.Claimants = m.paged(s.Claimants)
		return s
	}))
	b.key("verdict", string(verdict))
	b.key("conclusion", r.Conclusion)
	if r.Published.Day != 0 {
		b.key("published", r.Published.String())
		if r.Updated.Day != 0 && r.Published.Before(r.Updated) {
			b.key("updated", r.Updated.String())
		}
	}
	if m.Author != "" {
		b.names("authors", []string{string(m.Author)})
	}
	body := b.original(r)
	draft := b.draft(m.lacks(r, verdict), say)
	m.imported(b, r)
	return summed(name, b.markdown(body)), draft
}

// lacks tells what a claim must have that a record has not.
func (m *maker) lacks(r *Record, verdict id.ID) []string {
	var lacks []string
	for _, l := range []struct {
		is   bool
		what string
	}{
		{r.Label == "", "a label"},
		{r.Label != "" && verdict == "", "a verdict for “" + r.Label + "”"},
		{r.Conclusion == "", "a conclusion"},
		{r.Published.Day == 0, "a day of publication"},
		{r.URL == "", "an address, which is the only source there would be"},
		{m.Author == "", "an author"},
	} {
		if l.is {
			lacks = append(lacks, l.what)
		}
	}
	return lacks
}

// saidBefore is when the claim was made, unless that was after the check.
func (r *Record) saidBefore(say problems) date.Partial {
	if !r.Published.IsZero() && site.CertainlyAfter(r.Said, r.Published) {
		say.add(fmt.Sprintf("it was said on %s, after the check of %s; the date is left out", r.Said, r.Published))
		return date.Partial{}
	}
	return r.Said
}

// original writes the source that leads to the original check, and gives the text that cites it.
func (b *yamlFile) original(r *Record) string {
	if r.URL == "" {
		return ""
	}
	b.line("sources:")
	b.key("  - id", "original")
	b.key("    title", cmp.Or(r.Title, r.Claim))
	b.key("    publisher", r.Publisher.Name)
	b.key("    url", r.URL)
	b.key("    kind", "other")
	return "Imported from the original check [@original].\n"
}

// imported writes where the file comes from, and what has no place elsewhere.
func (m *maker) imported(b *yamlFile, r *Record) {
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
	return quoted(name)
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

// summed makes a file, with a sum of its text in it.
func summed(name, text string) starter.File {
	return starter.File{Path: name, Text: strings.Replace(text, "file: \""+placeholder+"\"", "file: \""+fileSum(text)+"\"", 1)}
}

func fileSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x", sum[:8])
}
