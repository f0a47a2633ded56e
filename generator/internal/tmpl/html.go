package tmpl

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// failsafe is what html/template writes instead of something unsafe.
const failsafe = "ZgotmplZ"

func appendText(dst []byte, s string, _ content) []byte { return append(dst, s...) }

// appendHTML escapes for the text of an element.
func appendHTML(dst []byte, s string, c content) []byte {
	if c == htmlContent {
		return append(dst, s...)
	}
	return replace(dst, s, true)
}

// appendAttribute escapes for the value of a quoted attribute. No HTML is passed to it.
func appendAttribute(dst []byte, s string, _ content) []byte { return replace(dst, s, true) }

// appendRCDATA escapes for the text of an element without elements, such as title. Entities in HTML stay as they are.
func appendRCDATA(dst []byte, s string, c content) []byte { return replace(dst, s, c != htmlContent) }

// special has a bit for every character that is replaced; all of them are below 64.
const special uint64 = 1<<0 | 1<<'"' | 1<<'&' | 1<<'\'' | 1<<'+' | 1<<'<' | 1<<'>'

func replace(dst []byte, s string, ampersands bool) []byte {
	written := 0
	for i := range len(s) {
		c := s[i]
		if c >= 64 || special>>c&1 == 0 || c == '&' && !ampersands {
			continue
		}
		dst = append(dst, s[written:i]...)
		dst = append(dst, replacement(c)...)
		written = i + 1
	}
	return append(dst, s[written:]...)
}

func replacement(c byte) string {
	switch c {
	case '"':
		return "&#34;"
	case '&':
		return "&amp;"
	case '\'':
		return "&#39;"
	case '+':
		return "&#43;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	default:
		return "\uFFFD" // for NUL
	}
}

// appendUnquoted escapes for the value of an attribute without quotes. No HTML is passed to it.
func appendUnquoted(dst []byte, s string, _ content) []byte {
	if s == "" {
		return append(dst, failsafe...)
	}
	for len(s) > 0 {
		r, width := utf8.DecodeRuneInString(s)
		switch {
		case r < utf8.RuneSelf && strings.IndexByte("\t\n\v\f\r =`", s[0]) >= 0:
			dst = fmt.Appendf(dst, "&#%d;", r)
		case r == 0:
			dst = append(dst, "&#xfffd;"...)
		case r < 64 && special>>r&1 != 0:
			dst = append(dst, replacement(s[0])...)
		case 0xfdd0 <= r && r <= 0xfdef || 0xfff0 <= r && r <= 0xffff:
			dst = fmt.Appendf(dst, "&#x%x;", r)
		default:
			dst = append(dst, s[:width]...)
		}
		s = s[width:]
	}
	return dst
}

// filterURL lets URLs through that have no scheme or a harmless one.
func filterURL(s string, c content) string {
	if c == urlContent {
		return s
	}
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.Contains(scheme, "/") || strings.EqualFold(scheme, "http") ||
		strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto") {
		return s
	}
	return "#" + failsafe
}

// normalizeURL escapes what must not stand in a URL.
func normalizeURL(s string, _ content) string { return percentEncode(s, true) }

// escapeURL escapes what must not stand in a part of a URL, such as the value in a query.
func escapeURL(s string, c content) string { return percentEncode(s, c == urlContent) }

func percentEncode(s string, whole bool) string {
	const hex = "0123456789abcdef"
	var dst []byte
	written := 0
	for i := range len(s) {
		if c := s[i]; !alphanumeric(c) && !inURL(s[i:], whole) {
			dst = append(append(dst, s[written:i]...), '%', hex[c>>4], hex[c&15])
			written = i + 1
		}
	}
	if written == 0 {
		return s
	}
	return string(append(dst, s[written:]...))
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// inURL tells whether the first byte of s, no letter or digit, may stand in a URL, or if not whole, in a part of one.
func inURL(s string, whole bool) bool {
	switch s[0] {
	case '!', '#', '$', '&', '*', '+', ',', '/', ':', ';', '=', '?', '@', '[', ']':
		return whole
	case '-', '.', '_', '~':
		return true
	case '%':
		return whole && len(s) > 2 && isHex(s[1]) && isHex(s[2])
	default:
		return false
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
