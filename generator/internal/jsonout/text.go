package jsonout

import (
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// Escapes are the characters of ASCII that do not stay as they are in a text.
type Escapes struct {
	forms [utf8.RuneSelf]string // what is written for each; "" for all others
	marks []uint64              // those that are no control characters, each eight times over
}

// NewEscapes gives those that JSON asks for: quotes, backslashes and control characters (https://www.rfc-editor.org/rfc/rfc8259#section-7). Those in short have
// the short form they are given with, such as '\n' and `\n`; each in further is escaped beside.
func NewEscapes(short map[byte]string, further string) *Escapes {
	e := &Escapes{forms: [utf8.RuneSelf]string{'"': `\"`, '\\': `\\`}}
	for c := range byte(' ') {
		e.forms[c] = numbered(rune(c))
	}
	for i := range len(further) {
		e.forms[further[i]] = numbered(rune(further[i]))
	}
	for c, form := range short {
		e.forms[c] = form
	}
	for c := uint64(' '); c < utf8.RuneSelf; c++ {
		if e.forms[c] != "" {
			e.marks = append(e.marks, c*eachByte)
		}
	}
	return e
}

// A word is eight bytes of a text: eachByte times a byte is one of eight such bytes, highBits are the highest bits of all.
const (
	wordSize = 8
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// plain tells how many of the first eight bytes of a text are ASCII and stay as they are, up to one that does not. They are looked at together, as texts mostly
// are made of such (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord).
func (e *Escapes) plain(s string) int {
	_ = s[wordSize-1]
	word := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	found := word | (word-' '*eachByte)&^word // beyond ASCII, or a control character
	for _, mark := range e.marks {
		differs := word ^ mark
		found |= (differs - eachByte) &^ differs
	}
	return bits.TrailingZeros64(found&highBits) / 8 // of the bits that are found, the lowest is never wrong
}

func numbered(r rune) string { return fmt.Sprintf(`\u%04x`, r) }

// Append writes a text in quotes. Bytes that are no UTF-8 become U+FFFD; U+2028 and U+2029, which are line ends in scripts, are escaped.
func (e *Escapes) Append(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		if i+wordSize <= len(s) {
			plain := e.plain(s[i:])
			if i += plain; plain == wordSize {
				continue
			}
		}
		if c := s[i]; c < utf8.RuneSelf {
			if e.forms[c] != "" {
				b = append(append(b, s[start:i]...), e.forms[c]...)
				start = i + 1
			}
			i++
		}
		for i < len(s) && s[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
				b = append(append(b, s[start:i]...), numbered(r)...)
				start = i + size
			}
			i += size
		}
	}
	return append(append(b, s[start:]...), '"')
}

// standardEscapes are those of encoding/json.
var standardEscapes = NewEscapes(map[byte]string{'\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}, "")

// AppendString writes a text in quotes, as encoding/json does.
func AppendString(b []byte, s string) []byte { return standardEscapes.Append(b, s) }
