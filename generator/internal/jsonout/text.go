package jsonout

import (
	"fmt"
	"unicode/utf8"
)

// Escapes are the characters of ASCII that do not stay as they are in a text, with what is written for them; "" for all others.
type Escapes [utf8.RuneSelf]string

// NewEscapes gives those that JSON asks for: quotes, backslashes and control characters (https://www.rfc-editor.org/rfc/rfc8259#section-7). Those in short have
// the short form they are given with, such as '\n' and `\n`; each in further is escaped beside.
func NewEscapes(short map[byte]string, further string) *Escapes {
	e := &Escapes{'"': `\"`, '\\': `\\`}
	for c := range byte(' ') {
		e[c] = numbered(rune(c))
	}
	for i := range len(further) {
		e[further[i]] = numbered(rune(further[i]))
	}
	for c, form := range short {
		e[c] = form
	}
	return e
}

func numbered(r rune) string { return fmt.Sprintf(`\u%04x`, r) }

// Append writes a text in quotes. Bytes that are no UTF-8 become U+FFFD; U+2028 and U+2029, which are line ends in scripts, are escaped.
func (e *Escapes) Append(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if e[c] != "" {
				b = append(append(b, s[start:i]...), e[c]...)
				start = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
			b = append(append(b, s[start:i]...), numbered(r)...)
			start = i + size
		}
		i += size
	}
	return append(append(b, s[start:]...), '"')
}

// standardEscapes are those of encoding/json.
var standardEscapes = NewEscapes(map[byte]string{'\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}, "")

// AppendString writes a text in quotes, as encoding/json does.
func AppendString(b []byte, s string) []byte { return standardEscapes.Append(b, s) }
