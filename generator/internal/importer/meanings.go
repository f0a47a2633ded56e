package importer

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
)

// meaningsText lists phrases by what they mean in rating labels, and words that may be around them.
//
//go:embed meanings.txt
var meaningsText string

// meanings tells what rating labels mean.
type meanings struct {
	phrases map[string]claim.Group // by their words
	fillers map[string]bool        // words that change nothing
	much    map[string]bool        // fillers that a negation does turn round: "not completely true"
	nots    map[string]bool        // words that turn a meaning round
	buts    map[string]bool        // words that begin what does not agree
}

func newMeanings() *meanings {
	m := &meanings{map[string]claim.Group{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for line := range strings.SplitSeq(meaningsText, "\n") {
		head, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		what, _, _ := strings.Cut(head, " ")
		for phrase := range strings.SplitSeq(list, ",") {
			phrase = strings.Join(wordsOf(phrase), " ")
			switch what {
			case "filler":
				m.fillers[phrase] = true
			case "much":
				m.fillers[phrase], m.much[phrase] = true, true
			case "but":
				m.buts[phrase] = true
			case "not":
				m.nots[phrase] = true
			default:
				m.phrases[phrase] = claim.Group(what)
			}
		}
	}
	return m
}

// wordsOf returns the words of a label without case, accents and signs.
func wordsOf(label string) []string {
	text := strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Mn) && r <= 0x36F, unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(label))
	return strings.Fields(norm.NFC.String(text))
}

// groupOf returns the group of a label, "" where its meaning is not plain. It never takes one for true
// that means false, or the other way round: a label must be a phrase with nothing but fillers around it,
// and one with a question mark, a number, a second clause that does not agree, or any other word means
// nothing here.
func (m *meanings) groupOf(label string) claim.Group {
	if strings.ContainsAny(label, "?؟？%") {
		return ""
	}
	if found := numbered.FindStringSubmatch(label); found != nil {
		label = found[1]
	}
	if g := m.phrase(wordsOf(label)); g != "" {
		return g
	}
	if head, rest, ok := strings.Cut(label, ". "); ok && m.agrees(wordsOf(rest)) {
		return m.phrase(wordsOf(head))
	}
	clauses := strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune(",;:.!()[]|/–—،。、：；！", r) })
	var groups []claim.Group
	for _, clause := range clauses {
		for part := range strings.SplitSeq(clause, " - ") {
			words := wordsOf(part)
			switch g := m.phrase(words); {
			case len(words) == 0 || m.onlyFillers(words):
			case g == "":
				return ""
			default:
				groups = append(groups, g)
			}
		}
	}
	if len(groups) == 0 || slices.ContainsFunc(groups, func(g claim.Group) bool { return g != groups[0] }) {
		return ""
	}
	return groups[0]
}

// numbered is a label behind its number in a list: 5 [true].
var numbered = regexp.MustCompile(`^\s*\d+\s*\[(.+)\]\s*$`)

// agrees reports whether the sentences behind a label explain it, as far as their words tell: they do
// not limit it, and have no meaning of their own.
func (m *meanings) agrees(words []string) bool {
	return len(words) > 2 && !slices.ContainsFunc(words, func(w string) bool { return m.buts[w] || m.nots[w] || m.phrases[w] != "" })
}

func (m *meanings) onlyFillers(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !m.fillers[w] })
}

// phrase returns the group of words that are a phrase with fillers around it. A single negation turns
// what is true into false; what is not false may be anything.
func (m *meanings) phrase(words []string) claim.Group {
	if g, ok := m.phrases[strings.Join(words, " ")]; ok {
		return g
	}
	for len(words) > 1 && m.fillers[words[0]] {
		words = words[1:]
		if g, ok := m.phrases[strings.Join(words, " ")]; ok {
			return g
		}
	}
	for len(words) > 1 && m.fillers[words[len(words)-1]] {
		words = words[:len(words)-1]
		if g, ok := m.phrases[strings.Join(words, " ")]; ok {
			return g
		}
	}
	var rest []string
	negations := 0
	for _, w := range words {
		switch {
		case m.nots[w]:
			negations++
		case !m.fillers[w]:
			rest = append(rest, w)
		}
	}
	g := m.phrases[strings.Join(rest, " ")]
	switch {
	case negations == 0:
		return g
	case g == "true" && !slices.ContainsFunc(words, func(w string) bool { return m.much[w] }):
		return "false"
	default:
		return ""
	}
}
