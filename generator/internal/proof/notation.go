package proof

import (
	"strings"

	"assay/generator/internal/css"
)

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

// css reads the addresses in a style sheet, or in a style attribute.
func (r *reader) css(sheet string) {
	if !strings.Contains(sheet, "url(") && !strings.Contains(sheet, "URL(") && !strings.Contains(sheet, "@") {
		return // most attributes
	}
	for a := range css.Addresses([]byte(sheet)) {
		switch {
		case a.Import:
			r.add(styleSheet, a.Text)
		case a.Text[0] != '#': // that names a part of the page
			r.add(file, a.Text) // a picture or a font
		}
	}
}
