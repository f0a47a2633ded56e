package message

import "testing"

// FuzzText: whatever is typed is refused, or comes out as it was typed, with names that are names.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "By {people}", "{a}{b}", "{a", "}", "{}", "a{b}c{d}e", "{{n}}", "{A}", "{a b}", "\x00{n}\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parsed, problem := parseText(s)
		if problem != nil {
			return
		}
		if got := parsed.String(); got != s {
			t.Errorf("%q came out as %q", s, got)
		}
		for i, p := range parsed {
			if p.Name != "" && (p.Text != "" || !placeholder.MatchString(p.Name)) || i > 0 && (p.Name == "") == (parsed[i-1].Name == "") {
				t.Errorf("%q has the parts %q", s, parsed)
			}
		}
		c := &Catalogue{entries: map[string]entry{"key": {message: message{text: parsed}}}}
		if got := c.Text("key"); got != s {
			t.Errorf("%q without values is %q", s, got)
		}
		for _, name := range parsed.names() {
			c.Before("key", name)
			c.After("key", name, "n", "1")
		}
	})
}
