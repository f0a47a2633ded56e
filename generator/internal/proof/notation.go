package proof

import "strings"

// space is what HTML and CSS take for it.
const space = "\t\n\f\r "

// srcset reads a list of pictures (https://html.spec.whatwg.org/#parsing-a-srcset-attribute): addresses end at space, so
// that they may hold commas, but for one at their end.
func (r *reader) srcset(list string) {
	for {
		list = strings.TrimLeft(list, space+",")
		if list == "" {
			return
		}
		end := strings.IndexAny(list, space)
		if end < 0 {
			end = len(list)
		}
		url := list[:end]
		list = list[end:]
		if bare := strings.TrimRight(url, ","); bare != url {
			r.add(picture, bare)
			continue
		}
		r.add(picture, url)
		_, list, _ = strings.Cut(list, ",") // its width or density
	}
}

// refresh gives the address that a page leads on to: "0; url=/claims/x/".
func refresh(content string) (url string, ok bool) {
	_, rest, found := cutAny(content, ";,")
	if !found {
		return "", false // it loads itself again
	}
	rest = strings.TrimLeft(rest, space)
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if value, ok := strings.CutPrefix(strings.TrimLeft(rest[3:], space), "="); ok {
			rest = strings.TrimLeft(value, space)
		}
	}
	if rest == "" {
		return "", false
	}
	if quote := rest[0]; quote == '"' || quote == '\'' {
		rest, _, _ = strings.Cut(rest[1:], string(quote))
	}
	return strings.TrimRight(rest, space), true
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// css reads the addresses in a style sheet, or in a style attribute: url() and @import.
func (r *reader) css(sheet string) {
	if !strings.Contains(sheet, "url(") && !strings.Contains(sheet, "URL(") && !strings.Contains(sheet, "@") {
		return
	}
	s := scanner{rest: sheet}
	imports := false // the next address is a style sheet
	for s.rest != "" {
		switch c := s.rest[0]; {
		case strings.HasPrefix(s.rest, "/*"):
			s.comment()
		case c == '"' || c == '\'':
			if text := s.text(); imports {
				r.add(styleSheet, text)
				imports = false
			}
		case c == ';' || c == '{':
			imports = false
			s.rest = s.rest[1:]
		case c == '@' || isName(c):
			word := s.word()
			switch {
			case strings.EqualFold(word, "@import"):
				imports = true
			case strings.EqualFold(word, "@namespace"):
				s.until(';') // a name that looks like an address
			case strings.EqualFold(word, "url") && strings.HasPrefix(s.rest, "("):
				if url := s.url(); url != "" && url[0] != '#' { // that names a part of the page
					use := file // a picture or a font
					if imports {
						use = styleSheet
					}
					r.add(use, url)
				}
				imports = false
			}
		default:
			s.rest = s.rest[1:]
		}
	}
}

// scanner goes through CSS.
type scanner struct{ rest string }

func isName(c byte) bool {
	return c == '-' || c == '_' || c == '\\' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// until skips up to a character, and that too.
func (s *scanner) until(c byte) {
	if i := strings.IndexByte(s.rest, c); i >= 0 {
		s.rest = s.rest[i+1:]
	} else {
		s.rest = ""
	}
}

func (s *scanner) comment() {
	_, s.rest, _ = strings.Cut(s.rest[2:], "*/")
}

// word takes a name, and an @ before it.
func (s *scanner) word() string {
	i := 1
	for i < len(s.rest) && isName(s.rest[i]) {
		i++
	}
	word := s.rest[:i]
	s.rest = s.rest[i:]
	return word
}

// text takes a text in quotes. It ends with its line at the latest.
func (s *scanner) text() string {
	quote := s.rest[0]
	i := 1
	for i < len(s.rest) && s.rest[i] != quote && s.rest[i] != '\n' {
		if s.rest[i] == '\\' {
			i++
		}
		i++
	}
	i = min(i, len(s.rest))
	text := s.rest[1:i]
	s.rest = s.rest[min(i+1, len(s.rest)):]
	return unescaped(text)
}

// url takes what stands in the parentheses behind url.
func (s *scanner) url() string {
	s.rest = strings.TrimLeft(s.rest[1:], space)
	if s.rest == "" {
		return ""
	}
	if s.rest[0] == '"' || s.rest[0] == '\'' {
		text := s.text()
		s.until(')')
		return text
	}
	i := 0
	for i < len(s.rest) && s.rest[i] != ')' {
		if s.rest[i] == '\\' {
			i++
		}
		i++
	}
	i = min(i, len(s.rest))
	text := strings.TrimRight(s.rest[:i], space)
	s.rest = s.rest[min(i+1, len(s.rest)):]
	return unescaped(text)
}

// unescaped takes the backslashes before punctuation away. Characters by number are left as they are: nobody writes
// addresses with them.
func unescaped(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
