package doc_test

import (
	"testing"

	"assay/generator/internal/doc"
)

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"one line":                 "one line",
		" at the ends ":            "at the ends",
		"Trams are\nfree.\n":       "Trams are free.",
		"a\n\nb":                   "a b",
		"tab\tand  spaces":         "tab and spaces",
		"a\u2028b\u2029c\u0085d":   "a b c d",
		"12\u00a0000 and 5\u202f%": "12\u00a0000 and 5\u202f%",
		"\u3000全角\u3000":           "全角",
	} {
		if got := doc.OneLine(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"one":                         "one",
		"one\ntwo\n":                  "one two",
		"one\n\ntwo":                  "one\n\ntwo",
		"\n\n one \n two\n \n\nthree": "one two\n\nthree",
		"a  b\u2028c":                 "a b c",
	} {
		if got := doc.Paragraphs(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// TestBlankValuesCountAsAbsent as forms write them.
func TestBlankValuesCountAsAbsent(t *testing.T) {
	type inner struct {
		URL string  `yaml:"url,required"`
		Alt *string `yaml:"alt,blank"`
	}
	type outer struct {
		Name  string            `yaml:"name,required"`
		Flag  bool              `yaml:"flag"`
		Count int               `yaml:"count"`
		One   *inner            `yaml:"one"`
		List  []inner           `yaml:"list"`
		Notes map[string]string `yaml:"notes"`
		X     doc.Free          `yaml:"x"`
	}
	decoder := doc.NewDecoder[outer]()
	for src, want := range map[string]struct {
		found string
		check func(v outer) bool
	}{
		`{name: n, flag: "", count: '', one: {}, list: [], notes: {}}`:  {"", func(v outer) bool { return v.One == nil && v.List == nil && v.Notes == nil }},
		`{name: n, one: {url: "", alt: ""}, list: [{url: ""}, {}, []]}`: {"", func(v outer) bool { return v.One == nil && v.List == nil }},
		`{name: n, list: [{url: ""}, {url: u}, '']}`:                    {"", func(v outer) bool { return len(v.List) == 1 && v.List[0].URL == "u" }},
		`{name: n, one: {url: u, alt: ""}}`:                             {"", func(v outer) bool { return v.One.Alt != nil && *v.One.Alt == "" }},
		`{name: n, one: {url: u, alt: }}`:                               {"", func(v outer) bool { return v.One.Alt == nil }},
		`{name: " "}`:                                                   {"1:8 A017 name is required", func(outer) bool { return true }},
		`{name: n, one: {url: "", alt: x}}`:                             {"1:22 A017 url is required", func(outer) bool { return true }},
		`{name: n, x: {a: ""}}`:                                         {"", func(v outer) bool { _, ok := v.X["a"]; return ok }},
	} {
		var v outer
		_, found := decoder.Decode(parse(t, src), &v)
		got := ""
		if len(found) > 0 {
			got = show(found)[0]
		}
		if got != want.found || !want.check(v) {
			t.Errorf("%s: %q, %+v", src, got, v)
		}
	}
}
