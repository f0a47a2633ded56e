package message

import (
	"regexp"
	"slices"
	"strings"

	"assay/generator/internal/diag"
)

// number is the placeholder of a plural message's number.
const number = "n"

// text is a message taken apart: neither of two neighbours is a name, nor are both texts.
type text []Part

var placeholder = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// parseText takes a message apart. Braces have no other use.
func parseText(s string) (text, *diag.Problem) {
	var t text
	for s != "" {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			return append(t, Part{Text: s}), nil
		}
		name, rest, closed := strings.Cut(s[at+1:], "}")
		if s[at] == '}' || !closed || !placeholder.MatchString(name) {
			return t, diag.Problemf(diag.BadMessage, "a placeholder is not closed or has no name").
				Because("write it as a name in braces, of small letters, digits and hyphens: {people}")
		}
		if at > 0 {
			t = append(t, Part{Text: s[:at]})
		} else if len(t) > 0 {
			t = append(t, Part{}) // nothing stands between two names
		}
		t = append(t, Part{Name: name})
		s = rest
	}
	return t, nil
}

// String gives the message as it was typed.
func (t text) String() string {
	var b strings.Builder
	for _, p := range t {
		if p.Name != "" {
			b.WriteString("{" + p.Name + "}")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// value finds the value of a name among names and values in turns.
func value(args []string, name string) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return "", false
}

// fill puts values into their places.
func (t text) fill(args []string) string {
	if len(t) == 1 && t[0].Name == "" {
		return t[0].Text
	}
	return text(t.parts(args)).String()
}

// parts puts values into their places; what has none keeps its name.
func (t text) parts(args []string) []Part {
	var all []Part
	add := func(s string) {
		if last := len(all) - 1; last >= 0 && all[last].Name == "" {
			all[last].Text += s
		} else {
			all = append(all, Part{Text: s})
		}
	}
	for _, p := range t {
		if v, ok := value(args, p.Name); ok && p.Name != "" {
			add(v)
		} else if p.Name != "" {
			all = append(all, p)
		} else {
			add(p.Text)
		}
	}
	return all
}

// names lists the placeholders, each once, in order of their names.
func (t text) names() []string {
	var all []string
	for _, p := range t {
		if p.Name != "" {
			all = append(all, p.Name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
