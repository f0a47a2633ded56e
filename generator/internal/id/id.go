// Package id is the grammar of names that last: of claims, people, pages, topics and verdicts.
//
// An id is one or more letters of any script, digits and hyphens, in Unicode's composed form (NFC)
// and lower case. It begins and ends with a letter or digit and has at most [MaxBytes] bytes.
// The names page, index and feed are reserved, since they stand for other things in URLs.
package id

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/diag"
)

// MaxBytes bounds an id, so that every path made of it fits any file system.
const MaxBytes = 120

// ID is a valid id.
type ID string

// Parse makes an id of a name as typed or as found on disk; some file systems decompose letters,
// so the name is composed first. The error is a [diag.Problem].
func Parse(name string) (ID, error) {
	n := norm.NFC.String(name)
	switch {
	case n == "":
		return "", diag.Problemf(diag.BadID, "an id is missing")
	case reserved(n):
		return "", diag.Problemf(diag.BadID, "%q is reserved and cannot be an id", n)
	}
	if len(n) > MaxBytes {
		return "", diag.Problemf(diag.BadID, "an id has at most %d bytes, this has %d", MaxBytes, len(n))
	}
	if bad := firstBad(n); bad >= 0 {
		r, _ := utf8.DecodeRuneInString(n[bad:])
		p := diag.Problemf(diag.BadID, "%q cannot stand in an id: an id is lower-case letters, digits and hyphens", string(r))
		if r == '-' {
			p = diag.Problemf(diag.BadID, "an id begins and ends with a letter or digit")
		}
		if s := Suggest(n); s != "" && !reserved(string(s)) {
			p.Hint = `for example "` + string(s) + `"`
		}
		return "", p
	}
	return ID(n), nil
}

func reserved(n string) bool { return n == "page" || n == "index" || n == "feed" }

// firstBad gives the offset of the first rune that may not stand where it stands, or -1.
func firstBad(n string) int {
	prev := '-'
	for i, r := range n {
		ok := false
		switch {
		case r == '-':
			ok = i > 0 && i < len(n)-1
		case isMark(r):
			ok = prev != '-'
		default:
			ok = isWord(r)
		}
		if !ok {
			return i
		}
		prev = r
	}
	return -1
}

func isWord(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && unicode.ToLower(r) == r
}

// isMark takes vowel signs and accents, but not what encloses a letter or only chooses how it is drawn.
func isMark(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Mc) && !unicode.Is(unicode.Variation_Selector, r)
}

// Suggest makes the nearest id of any text, such as a title: lower case, everything else a hyphen.
// It is "" where no letter or digit is in it.
func Suggest(text string) ID {
	var b strings.Builder
	gap := false
	lower := strings.ToLower(norm.NFC.String(text))
	for _, r := range norm.NFC.String(lower) { // some letters are composed in lower case only
		if !isWord(r) && (!isMark(r) || gap || b.Len() == 0) {
			gap = true
			continue
		}
		piece := string(r)
		if gap && b.Len() > 0 {
			piece = "-" + piece
		}
		if b.Len()+len(piece) > MaxBytes {
			break
		}
		gap = false
		b.WriteString(piece)
	}
	return ID(b.String())
}

// UnmarshalText reads an id that was typed. The same id in many files is one text in memory: a site's claims name few
// claimants, topics and verdicts, and looking those up is faster where their names lie close together.
func (id *ID) UnmarshalText(text []byte) error {
	v, err := Parse(string(text))
	if err == nil {
		*id = unique.Make(v).Value()
	}
	return err
}

// Strings turns ids into what [diag.DidYouMean] takes.
func Strings[T ~string](ids []T) []string {
	s := make([]string, len(ids))
	for i, v := range ids {
		s[i] = string(v)
	}
	return s
}
