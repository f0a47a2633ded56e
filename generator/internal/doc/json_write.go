package doc

import (
	"strings"
	"unicode/utf8"
)

// AppendJSON appends the node as JSON (RFC 8259), without spaces between. Plain scalars are numbers and truth values and
// stay as they are; all others are texts.
//
// The result can stand in a script element of HTML: <, > and & are written as escapes, so that nothing in it ends the
// element or begins a comment, and U+2028 and U+2029, which are line ends in scripts.
func (n *Node) AppendJSON(b []byte) []byte {
	switch n.Kind {
	case Scalar:
		if n.Plain {
			return append(b, n.Text...)
		}
		return appendQuoted(b, n.Text)
	case List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.AppendJSON(b)
		}
		return append(b, ']')
	case Map:
		b = append(b, '{')
		for i := range n.Fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendQuoted(b, n.Fields[i].Key), ':')
			b = n.Fields[i].Value.AppendJSON(b)
		}
		return append(b, '}')
	default:
		return append(b, "null"...)
	}
}

// plainInJSON are the characters of ASCII that stay as they are.
var plainInJSON = func() (plain [utf8.RuneSelf]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		plain[c] = !strings.ContainsRune(`"\<>&`, rune(c))
	}
	return plain
}()

const hexDigits = "0123456789abcdef"

// appendQuoted appends a text in quotes. Bytes that are no UTF-8 become U+FFFD.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if plainInJSON[c] {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			b = appendEscape(b, c)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
			b = append(append(b, s[start:i]...), '\\', 'u')
			b = append(b, hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
			start = i + size
		}
		i += size
	}
	return append(append(b, s[start:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	default:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
}
