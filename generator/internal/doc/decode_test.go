package doc_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// thing has a field of every kind.
type thing struct {
	base
	Name  string            `yaml:"name,required"`
	Count int               `yaml:"count"`
	Flag  bool              `yaml:"flag"`
	Size  *size             `yaml:"size"`
	Tags  []string          `yaml:"tags"`
	Links []link            `yaml:"links"`
	One   *link             `yaml:"one"`
	Notes map[string]string `yaml:"notes"`
	Pair  pair              `yaml:"pair"`
	X     doc.Free          `yaml:"x"`

	Computed string // no key names it
}

type base struct {
	Title string `yaml:"title"`
}

type link struct {
	URL  doc.WebURL `yaml:"url,required"`
	Text string     `yaml:"text"`
}

// size is small, medium or large; its error is any error.
type size string

func (s *size) UnmarshalText(text []byte) error {
	if *s = size(text); *s != "small" && *s != "large" {
		return errors.New("no such size")
	}
	return nil
}

// pair is written as one text or a list of two.
type pair [2]string

func (p *pair) UnmarshalNode(c *doc.Context, n *doc.Node) {
	switch {
	case n.Kind == doc.Scalar:
		c.Value(n, &p[0])
	case n.Kind == doc.List && len(n.Items) == 2:
		c.Item(0, n.Items[0], &p[0])
		c.Item(1, n.Items[1], &p[1])
	default:
		c.WrongType(n, "a text or two")
	}
}

var things = doc.NewDecoder[thing]()

func decode(t *testing.T, src string) (thing, *doc.Positions, diag.Findings) {
	t.Helper()
	n, found := doc.ParseYAML([]byte(src), 1)
	wantFindings(t, found)
	var v thing
	at, found := things.Decode(n, &v)
	return v, at, found
}

func TestDecode(t *testing.T) {
	tests := map[string]struct {
		src  string
		want thing
	}{
		"the least":             {"name: n", thing{Name: "n"}},
		"a text that YAML eats": {"name: no\ntitle: 2017-01", thing{Name: "no", base: base{Title: "2017-01"}}},
		"an embedded struct":    {"name: n\ntitle: t", thing{Name: "n", base: base{Title: "t"}}},
		"a number":              {"name: n\ncount: 24", thing{Name: "n", Count: 24}},
		"a negative one":        {"name: n\ncount: -1", thing{Name: "n", Count: -1}},
		"a quoted number":       {"name: n\ncount: '24'", thing{Name: "n", Count: 24}},
		"true":                  {"name: n\nflag: true", thing{Name: "n", Flag: true}},
		"false":                 {"name: n\nflag: false", thing{Name: "n"}},
		"a list":                {"name: n\ntags: [a, 1, no]", thing{Name: "n", Tags: []string{"a", "1", "no"}}},
		"an empty list":         {"name: n\ntags: []", thing{Name: "n"}},
		"a list of mappings":    {"name: n\nlinks:\n  - {url: 'https://a.example/', text: t}\n  - url: https://b.example/", thing{Name: "n", Links: []link{{"https://a.example/", "t"}, {URL: "https://b.example/"}}}},
		"a pointer":             {"name: n\none: {url: 'https://a.example/'}", thing{Name: "n", One: &link{URL: "https://a.example/"}}},
		"a mapping":             {"name: n\nnotes: {a: b, 2017: no}", thing{Name: "n", Notes: map[string]string{"a": "b", "2017": "no"}}},
		"a checked text":        {"name: n\nsize: large", thing{Name: "n", Size: new(size("large"))}},
		"one shape":             {"name: n\npair: a", thing{Name: "n", Pair: pair{"a"}}},
		"another":               {"name: n\npair: [a, b]", thing{Name: "n", Pair: pair{"a", "b"}}},
		"keys without values":   {"name: n\ntitle:\ncount:\nflag:\nsize:\ntags:\nlinks:\none:\nnotes:\npair:\nx:\n", thing{Name: "n"}},
		"empty text":            {"name: n\ntitle: ''", thing{Name: "n"}},
		"aliases":               {"name: &n n\ntitle: *n\ntags: [*n, *n]", thing{Name: "n", base: base{Title: "n"}, Tags: []string{"n", "n"}}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, _, found := decode(t, tt.src)
			wantFindings(t, found)
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(thing{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	const bare = "name: n\n"
	tests := map[string]struct {
		src  string
		want []string
	}{
		"a misspelt key":              {bare + "flga: true", []string{`2:1 A013 unknown key "flga"; did you mean "flag"?`}},
		"a key of another tool":       {bare + "categories: [a]", []string{`2:1 A013 unknown key "categories"; known: count, flag, links, name, notes, one, pair, size, tags, title, x`}},
		"a key in other letters":      {bare + "Title: t", []string{`2:1 A013 unknown key "Title"; did you mean "title"?`}},
		"the name of a field":         {bare + "Computed: t", []string{`2:1 A013 unknown key "Computed"; known: count, flag, links, name, notes, one, pair, size, tags, title, x`}},
		"the embedded struct":         {bare + "base: {title: t}", []string{`2:1 A013 unknown key "base"; known: count, flag, links, name, notes, one, pair, size, tags, title, x`}},
		"a misspelt key, deep":        {bare + "links: [{url: 'https://a.example/', txt: t}]", []string{`2:37 A013 unknown key "txt"; did you mean "text"?`}},
		"an empty key":                {bare + "'': t", []string{`2:1 A013 unknown key ""; known: count, flag, links, name, notes, one, pair, size, tags, title, x`}},
		"a list for a text":           {"name: [n]", []string{"1:7 A014 name must be a text, not a list"}},
		"a mapping for a text":        {"name: {n: m}", []string{"1:7 A014 name must be a text, not a mapping"}},
		"a word for a number":         {bare + "count: many", []string{"2:8 A014 count must be a whole number, not a text"}},
		"a fraction for a number":     {bare + "count: 2.5", []string{"2:8 A014 count must be a whole number, not a text"}},
		"a list for a number":         {bare + "count: [1]", []string{"2:8 A014 count must be a whole number, not a list"}},
		"a number too large":          {bare + "count: 99999999999999999999", []string{"2:8 A014 count must be a whole number, not a text"}},
		"a hexadecimal number":        {bare + "count: 0x1F", []string{"2:8 A014 count must be a whole number, not a text"}},
		"yes":                         {bare + "flag: yes", []string{"2:7 A014 flag must be true or false; write true"}},
		"Off":                         {bare + "flag: Off", []string{"2:7 A014 flag must be true or false; write false"}},
		"True":                        {bare + "flag: True", []string{"2:7 A014 flag must be true or false; write true"}},
		"1":                           {bare + "flag: 1", []string{"2:7 A014 flag must be true or false"}},
		"a list for a truth value":    {bare + "flag: [true]", []string{"2:7 A014 flag must be true or false"}},
		"a text for a list":           {bare + "tags: wars", []string{"2:7 A014 tags must be a list, not a text; write [wars]"}},
		"a mapping for a list":        {bare + "tags: {a: b}", []string{"2:7 A014 tags must be a list, not a mapping"}},
		"a long text for a list":      {bare + "tags: " + strings.Repeat("wars ", 20), []string{"2:7 A014 tags must be a list, not a text"}},
		"a list in a list":            {bare + "tags: [a, [b]]", []string{"2:11 A014 tags must be a text, not a list"}},
		"a text for a mapping":        {bare + "one: https://a.example/", []string{"2:6 A014 one must be a mapping of url, text …, not a text"}},
		"a list for a mapping":        {bare + "one: [a]", []string{"2:6 A014 one must be a mapping of url, text …, not a list"}},
		"texts for mappings":          {bare + "links: [a]", []string{"2:9 A014 links must be a mapping of url, text …, not a text"}},
		"a text for notes":            {bare + "notes: a", []string{"2:8 A014 notes must be a mapping, not a text"}},
		"a list in notes":             {bare + "notes: {a: [b]}", []string{"2:12 A014 a must be a text, not a list"}},
		"an empty note of two":        {bare + "notes: {a: , b: c}", []string{"2:12 A014 a is empty; it must be a text"}},
		"a text for x":                {bare + "x: a", []string{"2:4 A014 x must be a mapping, not a text"}},
		"a value its type refuses":    {bare + "size: huge", []string{"2:7 A018 size: no such size"}},
		"a shape its type refuses":    {bare + "pair: [a, b, c]", []string{"2:7 A014 pair must be a text or two, not a list"}},
		"a part of a shape":           {bare + "pair: [a, {b: c}]", []string{"2:11 A014 pair must be a text, not a mapping"}},
		"a list for a checked text":   {bare + "size: [small]", []string{"2:7 A014 size must be a text, not a list"}},
		"a bad URL":                   {bare + "one: {url: example.org}", []string{`2:12 A020 "example.org" is no URL; write it whole, such as https://example.org`}},
		"nothing at all":              {"", []string{"1:1 A017 name is required"}},
		"comments only":               {"# name: n", []string{"1:1 A017 name is required"}},
		"a required key is missing":   {"title: t", []string{"1:1 A017 name is required"}},
		"one without a value":         {"name:", []string{"1:6 A017 name is required"}},
		"one with spaces only":        {"title: t\nname: '  '", []string{"2:7 A017 name is required"}},
		"missing in a list":           {bare + "links:\n  - text: t\n", []string{"3:5 A017 url is required"}},
		"a text for the file":         {"words", []string{"1:1 A014 the file must be a mapping of title, name, count …, not a text"}},
		"a list for the file":         {"- a: b", []string{"1:1 A014 the file must be a mapping of title, name, count …, not a list"}},
		"a marker and nothing":        {"---\n", []string{"2:1 A014 the file is empty; it must be a mapping of title, name, count …"}},
		"all of it at once, in order": {"flga: 1\ncount: x\ntags: a\nlinks: [{text: t}, {url: /a}]\nsize: s", []string{`1:1 A013 unknown key "flga"; did you mean "flag"?`, "2:8 A014 count must be a whole number, not a text", "3:7 A014 tags must be a list, not a text; write [a]", "4:9 A017 url is required", `4:26 A020 "/a" has no host; write it whole, beginning with https://`, "5:7 A018 size: no such size", "1:1 A017 name is required"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			_, _, found := decode(t, tt.src)
			wantFindings(t, found, tt.want...)
		})
	}
}

func TestARequiredListHasEntries(t *testing.T) {
	d := doc.NewDecoder[struct {
		Authors []string `yaml:"authors,required"`
	}]()
	for src, want := range map[string]string{
		"authors: [a]": "",
		"authors: []":  "1:10 A017 authors is required",
		"authors:":     "1:9 A017 authors is required",
	} {
		var v struct {
			Authors []string `yaml:"authors,required"`
		}
		_, found := d.Decode(parse(t, src), &v)
		if got := strings.Join(show(found), "\n"); got != want {
			t.Errorf("%s: %s", src, got)
		}
	}
}

// What is wrong leaves the rest as it was typed.
func TestDecodeKeepsWhatIsRight(t *testing.T) {
	got, _, found := decode(t, "name: n\ncount: x\ntags: [a, [b], c]\nflag: true\nunknown: 1")
	if len(found) != 3 {
		t.Errorf("findings are %q", show(found))
	}
	want := thing{Name: "n", Tags: []string{"a", "", "c"}, Flag: true}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(thing{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestManyUnknownKeysAreFast(t *testing.T) {
	soon(t, func() {
		_, _, found := decode(t, lines(20_000, "k%d: v\n"))
		if len(found) != 20_001 {
			t.Errorf("%d findings", len(found))
		}
	})
}

func TestFree(t *testing.T) {
	type m = map[string]any
	tests := map[string]struct {
		src  string
		want any
	}{
		"text":                      {"a", "a"},
		"true":                      {"true", true},
		"false":                     {"false", false},
		"quoted true":               {"'true'", "true"},
		"other truths":              {"[yes, No, on, True]", []any{"yes", "No", "on", "True"}},
		"whole numbers":             {"[0, 7, -7, 2017]", []any{0, 7, -7, 2017}},
		"numbers of another form":   {"[007, +7, 0x1F, 0o17, 1_000]", []any{"007", "+7", "0x1F", "0o17", "1_000"}},
		"a quoted number":           {"'7'", "7"},
		"fractions":                 {"[14.2, -0.5]", []any{14.2, -0.5}},
		"fractions of another form": {"[14.20, .5, 5., 1e3, 1E3]", []any{"14.20", ".5", "5.", "1e3", "1E3"}},
		"not finite":                {"[NaN, Inf, +Inf, -Inf, .nan, infinity]", []any{"NaN", "Inf", "+Inf", "-Inf", ".nan", "infinity"}},
		"a large number":            {"100000000000000000000000", "100000000000000000000000"},
		"a small number":            {"0.0000001", "0.0000001"},
		"dates and times":           {"[2017-01, 2017-01-18, 12:31]", []any{"2017-01", "2017-01-18", "12:31"}},
		"null as a word":            {"[null, ~]", []any{"null", "~"}},
		"nothing":                   {"[a, {b: }]", []any{"a", m{"b": nil}}},
		"deep":                      {"{b: [{c: {d: 1}}]}", m{"b": []any{m{"c": m{"d": 1}}}}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, _, found := decode(t, "name: n\nx:\n  a: "+tt.src)
			wantFindings(t, found)
			if diff := cmp.Diff(doc.Free{"a": tt.want}, got.X); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestATypeWithoutDecodingPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a channel can be decoded")
		}
	}()
	doc.NewDecoder[struct {
		C chan int `yaml:"c"`
	}]()
}
