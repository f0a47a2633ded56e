package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// ratings has the labels of each scale. It is made once and only read then.
type ratings map[*claim.Scale]*labels

// labels are what the verdicts of one scale are called, by the first byte in either case; those of most words first.
type labels [256][]*label

// label is what a verdict is called.
type label struct {
	verdict *claim.Verdict
	words   []string // in lower case
	capital bool     // it begins with a capital
	plain   bool     // its words are also said where nothing is rated
	alias   bool     // it is the verdict's former or other name
}

func ratingsOf(s *site.Site) ratings {
	all := ratings{}
	for _, scale := range s.Versions {
		l := &labels{}
		for _, v := range scale.Verdicts {
			l.add(scale, v, v.Label, false)
			for _, name := range v.Aliases {
				l.add(scale, v, name, true)
			}
		}
		for _, list := range l {
			slices.SortStableFunc(list, func(a, b *label) int { return cmp.Compare(len(b.words), len(a.words)) })
		}
		all[scale] = l
	}
	return all
}

func (l *labels) add(scale *claim.Scale, v *claim.Verdict, name string, alias bool) {
	words := strings.FieldsFunc(strings.ToLower(name), joins)
	if len(words) == 0 {
		return
	}
	start, _ := utf8.DecodeRuneInString(name)
	one := &label{
		verdict: v, words: words, alias: alias,
		capital: unicode.IsUpper(start),
		plain:   len(words) == 1 || scale.Kind != claim.Truth,
	}
	lower, _ := utf8.DecodeRuneInString(words[0])
	small, large := string(lower)[0], string(unicode.ToUpper(lower))[0]
	l[small] = append(l[small], one)
	if large != small {
		l[large] = append(l[large], one)
	}
}

// mention is a place in a text that has a label.
type mention struct {
	*label
	before, words, after string // of the text
}

// mentions finds the labels in a text, whole words only, and no label within another. Every conclusion of a site is read so,
// hence byte by byte: no label begins with most of them.
func (l *labels) mentions(text string) []mention {
	var found []mention
	for i := 0; i < len(text); i++ {
		if len(l[text[i]]) == 0 {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); isWord(before) || before == '-' {
			continue
		}
		if m, n := l.at(text, i); n > 0 {
			found = append(found, m)
			i += n - 1
		}
	}
	return found
}

// at finds the label that stands at a place of a text, and its length.
func (l *labels) at(text string, i int) (mention, int) {
	for _, one := range l[text[i]] {
		if n := one.length(text[i:]); n > 0 {
			return mention{one, text[:i], text[i : i+n], text[i+n:]}, n
		}
	}
	return mention{}, 0
}

// length tells how much of a text's beginning is the label, 0 where it does not begin with it.
func (l *label) length(text string) int {
	rest := text
	for i, word := range l.words {
		if i > 0 {
			trimmed := strings.TrimLeftFunc(rest, joins)
			if len(trimmed) == len(rest) {
				return 0
			}
			rest = trimmed
		}
		for _, want := range word {
			r, size := utf8.DecodeRuneInString(rest)
			if size == 0 || unicode.ToLower(r) != want {
				return 0
			}
			rest = rest[size:]
		}
	}
	if next, _ := utf8.DecodeRuneInString(rest); isWord(next) || next == '-' {
		return 0
	}
	return len(text) - len(rest)
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joins tells what may stand between the words of a label.
func joins(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '\u2010' || r == '\u2011' }

// conclusion: a reader who is given two ratings believes neither.
func (f *finder) conclusion(c *site.Claim) {
	l := f.ratings[c.Scale]
	if c.Verdict == nil || l == nil {
		return
	}
	found := l.mentions(c.Conclusion)
	if slices.ContainsFunc(found, func(m mention) bool { return m.verdict == c.Verdict }) {
		return
	}
	nouns := capitalisesNouns(string(f.site.Config.Lang))
	for _, m := range found {
		if !m.alias && m.rates(nouns) {
			f.warn(c.Path, c.Positions.At("conclusion"), diag.Problemf(diag.OtherVerdict, "the conclusion says %q, and the verdict is %q", strings.Join(strings.Fields(m.words), " "), c.Verdict.Label).
				Because("change the verdict, or rate the claim in the conclusion as there"))
			return
		}
	}
}

// capitalisesNouns tells that a capital within a sentence means nothing in a language.
func capitalisesNouns(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return base == "de" || base == "lb"
}

// rates tells that a label is meant as a rating; see the package comment.
func (m mention) rates(nouns bool) bool {
	start, _ := utf8.DecodeRuneInString(m.words)
	asLabel := !m.capital || unicode.IsUpper(start)
	switch {
	case !m.plain:
		return true
	case m.quoted():
		return asLabel
	case m.startsSentence():
		after := strings.TrimSpace(m.after)
		return after == "" || startsWith(after, ".!:;—–")
	case m.capital && asLabel && !nouns && !m.withinName():
		return true
	}
	return m.isRated() || m.concludes()
}

const (
	opening = "\"'“‘„«‹»›"
	closing = "\"'”’“»›«‹"
	stops   = ".!?:;…"
)

func (m mention) quoted() bool {
	return endsWith(m.before, opening) && startsWith(strings.TrimLeft(m.after, ".,!"), closing)
}

func (m mention) startsSentence() bool {
	before := strings.TrimRightFunc(m.before, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([{"+opening, r) })
	return before == "" || endsWith(before, stops)
}

// withinName tells that a neighbour has a capital too, as in Broken Hill.
func (m mention) withinName() bool {
	before, after := strings.Fields(m.before), strings.Fields(m.after)
	return len(before) > 0 && startsWithCapital(before[len(before)-1]) || len(after) > 0 && startsWithCapital(after[0])
}

// isRated looks for the word that says so, behind small words.
func (m mention) isRated() bool {
	words := m.sentence()
	for i, word := range slices.Backward(words) {
		switch word {
		case "it", "this", "that", "the", "claim", "statement", "promise", "as", "is", "was", "be", "therefore":
		case "rated", "verdict":
			return true
		case "rate":
			return i > 0 && words[i-1] == "we"
		default:
			return false
		}
	}
	return false
}

// concludes tells sentences such as "The claim is false."
func (m mention) concludes() bool {
	words := m.sentence()
	n := len(words)
	if strings.TrimSpace(m.after) != "" && !startsWith(m.after, ".!;") || n < 2 || n > 3 || words[n-1] != "is" && words[n-1] != "was" {
		return false
	}
	if n == 2 {
		return words[0] == "that" || words[0] == "this"
	}
	return slices.Contains([]string{"the", "this", "that", "his", "her", "their", "its"}, words[0]) &&
		slices.Contains([]string{"claim", "statement", "promise"}, words[1])
}

// sentence gives the words before the label in its sentence, in lower case. A colon ends none.
func (m mention) sentence() []string {
	before := m.before
	if i := strings.LastIndexAny(before, ".!?;…"); i >= 0 {
		before = before[i:]
	}
	return strings.FieldsFunc(strings.ToLower(before), func(r rune) bool { return !isWord(r) })
}

func startsWithCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func startsWith(s, set string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(set, r)
}

func endsWith(s, set string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	return size > 0 && strings.ContainsRune(set, r)
}
