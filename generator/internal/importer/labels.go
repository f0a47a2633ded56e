package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/starter"
)

// label is a rating with all the ways in which it was written, the most frequent first.
type label struct {
	names []string
	count int
	id    id.ID
	group claim.Group // "" where nobody knows what it means beside others
}

// plain is a label without what differs by typing only: case, punctuation, signs.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(name))
}

// labelsOf groups the labels of records, the most frequent first.
func labelsOf(records []Record) []*label {
	counts := map[string]int{}
	for _, r := range records {
		if r.Label != "" {
			counts[r.Label]++
		}
	}
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	var all []*label
	for _, name := range names {
		found := -1
		for i, l := range all {
			if plain(l.names[0]) == plain(name) || mistyped(l, name, counts[name]) {
				found = i
				break
			}
		}
		if found < 0 {
			all = append(all, &label{group: groupOf(name)})
			found = len(all) - 1
		}
		all[found].names, all[found].count = append(all[found].names, name), all[found].count+counts[name]
	}
	taken := map[id.ID]bool{}
	for i, l := range all {
		base := id.Suggest(l.names[0])
		if base == "" {
			base = id.ID(fmt.Sprintf("rating-%d", i+1))
		}
		l.id = starter.Unique(base, func(name id.ID) bool { return taken[name] })
		taken[l.id] = true
	}
	return all
}

// mistyped tells that a rare label is most likely a frequent one with a letter wrong.
func mistyped(l *label, name string, count int) bool {
	a, b := []rune(plain(l.names[0])), []rune(plain(name))
	return len(a) > 6 && 10*count <= l.count && oneApart(a, b)
}

// oneApart tells that one letter makes the difference.
func oneApart(a, b []rune) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return slices.Equal(a[min(i+1, len(a)):], b[min(i+1, len(b)):])
	}
	return slices.Equal(a[i+1:], b[i:])
}

// scale writes the labels as the verdicts of a scale of the site's own.
func scale(labels []*label) starter.File {
	var b strings.Builder
	b.WriteString("# Made of the labels of imported checks. Say under group what each means beside those of other desks, and put them into order with value: 1 is worst.\nscales:\n  - id: imported\n    label: Imported\n    verdicts:\n")
	for _, l := range labels {
		fmt.Fprintf(&b, "      - id: %s\n        label: %s\n        group: %s\n", doc.AsYAML(string(l.id)), doc.AsYAML(l.names[0]), doc.AsYAML(string(cmp.Or(l.group, "mixed"))))
		if len(l.names) > 1 {
			b.WriteString("        aliases:\n")
			for _, name := range l.names[1:] {
				b.WriteString("          - " + doc.AsYAML(name) + "\n")
			}
		}
	}
	return starter.File{Path: "claims/verdicts.yaml", Text: b.String()}
}
