package feed

import "unicode/utf8"

// escape makes text for an element's content, which xml.EscapeText does as well. But most of a feed is the markup of its
// entries, full of quotes and line ends; this leaves them as they are and takes a fraction of the time.
func escape(s string) string {
	escaped := make([]byte, 0, len(s)+len(s)/4)
	done := 0
	for i := 0; i < len(s); {
		if isPlain(s[i]) {
			i++
			continue
		}
		instead, size := reference(s[i:])
		if instead != "" {
			escaped = append(append(escaped, s[done:i]...), instead...)
			done = i + size
		}
		i += size
	}
	return string(append(escaped, s[done:]...))
}

func isPlain(c byte) bool {
	return ' ' <= c && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' || c == '\n' || c == '\t'
}

// reference gives what stands for a text's first character, which is not plain, and its size; "" where it stands
// for itself.
func reference(s string) (instead string, size int) {
	switch s[0] {
	case '&':
		return "&amp;", 1
	case '<':
		return "&lt;", 1
	case '>':
		return "&gt;", 1
	case '\r':
		return "&#xD;", 1 // itself, it would be read as \n
	}
	r, size := utf8.DecodeRuneInString(s)
	if r < ' ' || r == 0xfffe || r == 0xffff || r == utf8.RuneError { // not in XML 1.0
		return string(utf8.RuneError), size
	}
	return "", size
}
