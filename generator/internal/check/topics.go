package check

import (
	"slices"
	"strings"
	"unicode"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// shortName is the length up to which names that differ by one letter are often names of different things: Iran, Iraq.
const shortName = 5

// nearTopics finds topics whose ids or titles differ only in case, spaces, hyphens, a plural, or, where they are long, in one
// letter that is missing, wrong, too many or swapped with its neighbour. A digit makes another topic (davos-2017), and so does the first
// letter, which is seldom mistyped (migration, emigration).
//
// Names that are one such letter apart become the same when a letter of each is left out, so that not every topic need be compared
// with every other. The topic that less is said of is most likely the mistake.
func nearTopics(s *site.Site) diag.List {
	f := &finder{site: s}
	with := map[string][]int{} // topics that have a name, or that have it when a letter is left out
	told := map[[2]int]bool{}
	for i, t := range s.Topics {
		for _, name := range namesOf(t) {
			for _, less := range lessOne(name) {
				for _, j := range with[less] {
					if other := s.Topics[j]; j != i && !told[[2]int{j, i}] && nearNames(t, other) {
						told[[2]int{j, i}] = true
						f.nearTopic(t, other)
					}
				}
				if !slices.Contains(with[less], i) {
					with[less] = append(with[less], i)
				}
			}
		}
	}
	return f.found
}

// nearTopic reports the one of two near topics that less is said of.
func (f *finder) nearTopic(a, b *site.Topic) {
	uses := func(t *site.Topic) int { return len(t.Claims) + len(t.Articles) }
	if uses(a) > uses(b) || uses(a) == uses(b) && a.ID < b.ID {
		a, b = b, a
	}
	file, at := placeOfTopic(a)
	f.note(file, at, diag.Problemf(diag.NearTopic, "the topic %q is almost %q", a.ID, b.ID).
		Because("if both are one subject, write the same in all files"))
}

// placeOfTopic gives the topic's file, else the oldest that names it.
func placeOfTopic(t *site.Topic) (string, diag.At) {
	switch {
	case t.Page != nil:
		return t.Page.Path, t.Page.Positions.At("title")
	case len(t.Claims) > 0:
		c := t.Claims[0]
		return c.Path, c.Positions.At(claim.Path("topics", slices.Index(c.Head.Topics, t.ID)))
	default:
		a := t.Articles[0]
		return a.Path, a.Positions.At(claim.Path("topics", slices.Index(a.Article.Topics, t.ID)))
	}
}

// namesOf gives the bare forms of a topic's id and title.
func namesOf(t *site.Topic) []string {
	names := []string{bare(string(t.ID))}
	if title := bare(t.Title); title != names[0] {
		names = append(names, title)
	}
	return names
}

// bare leaves of a name only what tells it from others: its letters in lower case, in the singular.
func bare(name string) string {
	name = strings.Map(func(r rune) rune {
		if !isWord(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
	for _, plural := range []struct{ ending, singular string }{
		{"ies", "y"}, {"sses", "ss"}, {"xes", "x"}, {"ches", "ch"}, {"shes", "sh"}, {"ss", "ss"}, {"us", "us"}, {"is", "is"}, {"s", ""},
	} {
		if stem, ok := strings.CutSuffix(name, plural.ending); ok && len(stem) > 1 {
			return stem + plural.singular
		}
	}
	return name
}

// lessOne gives a name, and where it is long enough all that is left of it without one letter but the first.
func lessOne(name string) []string {
	forms := []string{name}
	letters := []rune(name)
	for i := 1; i < len(letters) && len(letters) > shortName; i++ {
		forms = append(forms, string(letters[:i])+string(letters[i+1:]))
	}
	return forms
}

func nearNames(a, b *site.Topic) bool {
	for _, x := range namesOf(a) {
		for _, y := range namesOf(b) {
			if x == y || oneLetterApart([]rune(x), []rune(y)) {
				return true
			}
		}
	}
	return false
}

// oneLetterApart tells that a letter but the first is missing, wrong, too many or swapped with its neighbour.
func oneLetterApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) <= shortName || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == 0 || unicode.IsDigit(b[i]) || i < len(a) && unicode.IsDigit(a[i]) {
		return false
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	return slices.Equal(a[i+1:], b[i+1:]) ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
