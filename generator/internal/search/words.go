package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the length of a word in characters; what is longer is cut.
const maxWord = 40

// Words cuts a text into words, in the form in which they are looked for. The script of the theme does the same to what readers
// type (assets/search.js, wordsOf); a test runs both over texts in many scripts.
func Words(text string) []string { return words(text, false) }

// words cuts a text into words. With ends, the last character of a run that is cut into pairs is a word too: no pair begins with it,
// and whoever looks for words that begin with a character is to find it.
func words(text string, ends bool) []string {
	var words []string
	text = Fold(text)
	for at := 0; at < len(text); {
		length := strings.IndexFunc(text[at:], func(r rune) bool { return !isWord(r) })
		if length < 0 {
			length = len(text) - at
		}
		if length == 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		end := at + length
		elided := at > 0 && text[at-1] == '\'' || end < len(text) && text[end] == '\''
		if run := text[at:end]; !elided || utf8.RuneCountInString(run) > 1 {
			words = appendRun(words, run, ends)
		}
		at = end
	}
	return words
}

// appendRun adds the words of letters and digits that stand together: pairs of characters where their script has no spaces.
func appendRun(words []string, run string, ends bool) []string {
	for run != "" {
		first, _ := utf8.DecodeRuneInString(run)
		spaceless := isSpaceless(first)
		end := strings.IndexFunc(run, func(r rune) bool { return isSpaceless(r) != spaceless })
		if end < 0 {
			end = len(run)
		}
		if spaceless {
			words = appendPairs(words, run[:end], ends)
		} else {
			words = append(words, cut(withoutArticle(run[:end])))
		}
		run = run[end:]
	}
	return words
}

// withoutArticle takes the Arabic article off a word that leaves three letters or more.
func withoutArticle(word string) string {
	if rest, ok := strings.CutPrefix(word, "ال"); ok && utf8.RuneCountInString(rest) >= 3 {
		return rest
	}
	return word
}

// appendPairs adds every two characters that follow each other; a single one alone.
func appendPairs(words []string, run string, ends bool) []string {
	characters := characters(run)
	for i := range len(characters) - 1 {
		words = append(words, cut(characters[i]+characters[i+1]))
	}
	if ends || len(characters) == 1 {
		words = append(words, cut(characters[len(characters)-1]))
	}
	return words
}

// characters cuts a text before everything but marks.
func characters(run string) []string {
	var all []string
	start := 0
	for i, r := range run {
		if i > start && !unicode.Is(unicode.M, r) {
			all = append(all, run[start:i])
			start = i
		}
	}
	return append(all, run[start:])
}

func cut(word string) string {
	n := 0
	for i := range word {
		if n == maxWord {
			return word[:i]
		}
		n++
	}
	return word
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// isSpaceless tells of scripts that put no spaces between words, and of Korean, which puts them behind endings.
func isSpaceless(r rune) bool {
	return r == 'ー' || r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// Fold gives a text in the form in which texts are compared: letters without case and, of Latin, Greek, Cyrillic, Hebrew and Arabic,
// without marks; digits from 0 to 9 without signs between them.
func Fold(text string) string {
	if !isASCII(text) {
		text = norm.NFKD.String(text)
		text = strings.Map(withoutMarks, text)
		text = norm.NFC.String(letters.Replace(strings.ToLower(text)))
	} else {
		text = strings.ToLower(text)
	}
	return joinNumbers(text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// withoutMarks drops soft hyphens, accents, Hebrew points, Arabic vowel signs and the kashida, and maps digits.
func withoutMarks(r rune) rune {
	switch {
	case r == 0xAD:
		return -1
	case r < 0x300:
		return r
	case r <= 0x36F,
		0x591 <= r && r <= 0x5BD, r == 0x5BF, r == 0x5C1, r == 0x5C2, r == 0x5C4, r == 0x5C5, r == 0x5C7,
		0x610 <= r && r <= 0x61A, r == 0x640, 0x64B <= r && r <= 0x65F, r == 0x670, 0x6D6 <= r && r <= 0x6DC, 0x6DF <= r && r <= 0x6E4:
		return -1
	case 0x660 <= r && r <= 0x669, 0x6F0 <= r && r <= 0x6F9, 0xE50 <= r && r <= 0xE59: // Arabic, Persian, Thai
		return '0' + r&15
	case 0x966 <= r && r <= 0x96F, 0x9E6 <= r && r <= 0x9EF: // Devanagari, Bengali
		return '0' + r&15 - 6
	}
	return r
}

// letters are taken for others that are typed in their stead.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "ı", "i",
	"ς", "σ", "ٱ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "ة", "ه", "’", "'", "ʼ", "'", "‘", "'")

// joinNumbers takes the points and commas out of numbers: 14.2 and 14,2 become 142, as do 1,000 and 1.000 become 1000.
func joinNumbers(text string) string {
	if !strings.ContainsAny(text, ".,") {
		return text
	}
	joined := make([]byte, 0, len(text))
	for i := range len(text) {
		between := i > 0 && i+1 < len(text) && (text[i] == '.' || text[i] == ',') && isDigit(text[i-1]) && isDigit(text[i+1])
		if !between {
			joined = append(joined, text[i])
		}
	}
	return string(joined)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
