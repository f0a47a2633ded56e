package site

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rating is the verdict in words: its label, on a free scale the conclusion's first sentence.
func (c *Claim) Rating() string {
	if c.Verdict != nil {
		return c.Verdict.Label
	}
	return firstSentence(c.Conclusion)
}

// firstSentence ends at the first full stop, question or exclamation mark that a space follows, in Chinese and Japanese at the first
// one. A full stop of an abbreviation ends none. Where that is in doubt the sentence goes on: a rating that is long misleads
// nobody, and one that breaks off may.
func firstSentence(text string) string {
	for i, r := range text {
		if !strings.ContainsRune(".?!…؟۔।。？！", r) {
			continue
		}
		rest := strings.TrimLeft(text[i+utf8.RuneLen(r):], "\"'”’»)]」』")
		sentence, next := text[:len(text)-len(rest)], strings.TrimLeftFunc(rest, unicode.IsSpace)
		if strings.ContainsRune("。？！", r) || next != rest && !goesOn(text[:i], next) {
			return sentence
		}
	}
	return text
}

// goesOn tells by what stands before and behind a mark that a sentence does not end there.
func goesOn(before, next string) bool {
	if first, _ := utf8.DecodeRuneInString(next); unicode.IsLower(first) {
		return true
	}
	word := strings.TrimLeft(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:], "(\"'“‘«")
	initial, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(initial) || // J. Smith
		strings.Contains(word, ".") && !strings.ContainsAny(word, "0123456789") || // the U.S. Army
		slices.Contains([]string{"Dr", "Gen", "Gov", "Mr", "Mrs", "Ms", "Prof", "Rep", "Sen", "Sr", "St", "vs"}, word)
}
