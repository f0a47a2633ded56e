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
	group claim.Group // "" if its meaning is not known
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
	known := newMeanings()
	var all []*label
	byPlain := map[string]*label{}
	for _, name := range names {
		key := plain(name)
		l := byPlain[key]
		if l == nil {
			group := known.groupOf(name)
			if l = mistypedOf(all, name, counts[name], group); l == nil {
				l = &label{group: group}
				all = append(all, l)
			}
			byPlain[key] = l
		}
		l.names, l.count = append(l.names, name), l.count+counts[name]
	}
	nameLabels(all)
	return all
}

// nameLabels gives each label an id of its own.
func nameLabels(all []*label) {
	taken := map[id.ID]bool{}
	for i, l := range all {
		base := id.Suggest(l.names[0])
		if base == "" {
			base = id.ID(fmt.Sprintf("rating-%d", i+1))
		}
		l.id = starter.Unique(base, func(name id.ID) bool { return taken[name] })
		taken[l.id] = true
	}
}

// frequent is how many of the most frequent labels a rare one may be a mistyped form of.
const frequent = 50

// mistypedOf returns the frequent label that a rare one is most likely meant to be, nil if there is
// none: one letter is wrong, and that does not make another meaning of it.
func mistypedOf(all []*label, name string, count int, group claim.Group) *label {
	for _, l := range all[:min(len(all), frequent)] {
		if (group == "" || group == l.group) && mistyped(l, name, count) {
			return l
		}
	}
	return nil
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
	b.WriteString("# Made from the labels of imported fact-checks. Put them into order with value: 1 is the worst. Add a group where it is\n" +
		"# missing, to say what the verdict means (true, mostly-true, mixed, mostly-false, false, unproven, misleading, satire or\n" +
		"# not-checkable); without one, charts and totals leave it out.\nscales:\n  - id: imported\n    label: Imported\n    verdicts:\n")
	for _, l := range labels {
		name, full := l.short()
		fmt.Fprintf(&b, "      - id: %s\n        label: %s\n", doc.AsYAML(string(l.id)), doc.AsYAML(name))
		if full != "" {
			fmt.Fprintf(&b, "        definition: %s\n", doc.AsYAML(full))
		}
		if l.group != "" {
			fmt.Fprintf(&b, "        group: %s\n", doc.AsYAML(string(l.group)))
		}
		if aliases := l.aliases(name); len(aliases) > 0 {
			b.WriteString("        aliases:\n")
			for _, name := range aliases {
				b.WriteString("          - " + doc.AsYAML(name) + "\n")
			}
		}
	}
	return starter.File{Path: "claims/verdicts.yaml", Text: b.String()}
}

// mostAliases is how many aliases a verdict may have.
const mostAliases = 100

// aliases returns the other ways in which a label with a name was written.
func (l *label) aliases(name string) []string {
	var all []string
	for _, other := range l.names {
		if other != name && len(all) < mostAliases {
			all = append(all, other)
		}
	}
	return all
}

// short returns a label of at most as many characters as a verdict's may have and, if that is not all
// of it, the whole.
func (l *label) short() (name, full string) {
	name = doc.OneLine(l.names[0])
	runes := []rune(name)
	if len(runes) <= claim.MaxLabel {
		return name, ""
	}
	cut := string(runes[:claim.MaxLabel-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.–-") + "…", name
}
