package plan

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/digest"
	"assay/generator/internal/id"
	"assay/generator/internal/message"
)

// index is a page of an index of names.
type index[T any] struct {
	address string
	letter  string // "" where all names stand on one page, and on the page that only leads to the letters
	letters []Link // empty where all names stand on one page
	items   []T
}

// byLetter makes an index of names, which are in their order; once it is long, one page a first letter.
func byLetter[T any](list string, all []T, perPage int, name func(T) string) []index[T] {
	if len(all) <= 4*perPage {
		return []index[T]{{address: list, items: all}}
	}
	var letters []string
	items := map[string][]T{}
	for _, item := range all {
		letter := firstLetter(name(item))
		if items[letter] == nil {
			letters = append(letters, letter)
		}
		items[letter] = append(items[letter], item)
	}
	links := make([]Link, len(letters))
	parts := []index[T]{{address: list, letters: links}}
	for i, letter := range letters {
		links[i] = Link{Label: letter, URL: list + "page/" + letterName(letter) + "/"}
		parts = append(parts, index[T]{links[i].URL, letter, links, items[letter]})
	}
	return parts
}

// title tells the pages of an index apart.
func (x index[T]) title(texts *message.Catalogue, list string) string {
	if x.letter == "" {
		return list
	}
	return texts.Text("list.letter", "list", list, "letter", x.letter)
}

// add adds what a page shows of the index as a whole.
func (x index[T]) add(h *digest.Hasher) {
	h.Int(int64(len(x.letters)))
	for _, letter := range x.letters {
		h.String(letter.Label)
	}
}

// otherLetter stands for names that begin with no letter.
const otherLetter = "#"

// firstLetter gives the first letter without accents, in upper case.
func firstLetter(name string) string {
	if r, _ := utf8.DecodeRuneInString(norm.NFD.String(name)); unicode.IsLetter(r) {
		return string(unicode.ToUpper(r))
	}
	return otherLetter
}

func letterName(letter string) string {
	if letter == otherLetter {
		return "0"
	}
	return string(id.Suggest(letter))
}
