package doc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// What YAML would make a truth value, a number, a date or nothing of stays the text that was typed.
func TestScalarsStayWhatWasTyped(t *testing.T) {
	for _, text := range []string{
		"no", "No", "NO", "yes", "on", "off", "y", "n", "true", "True", "false", "null", "Null", "~",
		"2017", "2017-01", "2017-01-18", "2017-01-18T09:30:00Z", "1e3", "1E3", "12:31", "1:02:03", "0x1F", "0o17", "017", "0b1",
		".5", "5.", "1_000", "+1", "-1", "-0", "1.0", "14.20", ".inf", "-.Inf", ".nan", "=", "<", "a<<",
		"x#y", "a:b", "http://example.org:80/x", "-b", "?b", ":b", "it's", `say "x"`, "a]", "a, b", "50%", "C:\\path", "…", "no way", "€5",
	} {
		for what, src := range map[string]string{
			"plain":     "a: " + text,
			"in a list": "a:\n  - " + text,
			"comment":   "a: " + text + " # why",
		} {
			n := parse(t, src).Fields[0].Value
			if what == "in a list" {
				n = n.Items[0]
			}
			if n.Kind != doc.Scalar || n.Text != text || !n.Plain {
				t.Errorf("%s: %q became %v %q", what, text, n.Kind, n.Text)
			}
		}
		quoted := parse(t, "a: '"+strings.ReplaceAll(text, "'", "''")+"'").Fields[0].Value
		if quoted.Kind != doc.Scalar || quoted.Text != text || quoted.Plain {
			t.Errorf("quoted: %q became %v %q", text, quoted.Kind, quoted.Text)
		}
	}
}

func TestKeysStayWhatWasTyped(t *testing.T) {
	for _, key := range []string{"no", "true", "null", "~", "2017", "1e3", "0x1F", "key one", "ключ", `"quoted: key"`, "'on'"} {
		n := parse(t, key+": x")
		if want := strings.Trim(key, `"'`); n.Fields[0].Key != want {
			t.Errorf("%s became %q", key, n.Fields[0].Key)
		}
	}
}

func TestShapes(t *testing.T) {
	type m = map[string]any
	type l = []any
	tests := map[string]struct {
		src  string
		want any
	}{
		"an empty file":        {"", m{}},
		"blank lines":          {"\n  \n\n", m{}},
		"comments only":        {"# a: b\n\n  # c\n", m{}},
		"a marker before":      {"---\na: b\n", m{"a": "b"}},
		"a marker behind":      {"a: b\n...\n", m{"a": "b"}},
		"nothing behind a key": {"a:\nb: # c\n", m{"a": nil, "b": nil}},
		"comments": {"#a\na: b # c\nd: 'e' #f\ng: | #h\n  i\nj: k ## l\nm: n #\no: #\np: [q] #r\ns:\n  #t\n  u: v\n", m{
			"a": "b", "d": "e", "g": "i\n", "j": "k", "m": "n", "o": nil, "p": l{"q"}, "s": m{"u": "v"}}},
		"empty quotes":            {"a: ''\nb: \"\"\n", m{"a": "", "b": ""}},
		"lists":                   {"a: [x, y]\nb:\n- x\n- y\nc: []\n", m{"a": l{"x", "y"}, "b": l{"x", "y"}, "c": l{}}},
		"an empty entry":          {"a:\n  - x\n  -\n", m{"a": l{"x", nil}}},
		"a comma too many":        {"a: [x,]\n", m{"a": l{"x"}}},
		"mappings":                {"a: {b: c, d: {}}\n", m{"a": m{"b": "c", "d": m{}}}},
		"a list of mappings":      {"- a: b\n  c: d\n- e: f\n", l{m{"a": "b", "c": "d"}, m{"e": "f"}}},
		"a text over two lines":   {"a: b\n  c\n", m{"a": "b c"}},
		"quotes over two lines":   {"a: \"b\n  c\"\n", m{"a": "b c"}},
		"literal":                 {"a: |\n  b\n    c\n", m{"a": "b\n  c\n"}},
		"folded":                  {"a: >-\n  b\n  c\n", m{"a": "b c"}},
		"a literal with a colon":  {"a: |\n  b: c # d\n", m{"a": "b: c # d\n"}},
		"escapes":                 {`a: "\t\n\"\\\x41\u00e9\U0001F4A5"`, m{"a": "\t\n\"\\Aé💥"}},
		"two quotes":              {"a: 'it''s'\n", m{"a": "it's"}},
		"a tab behind a colon":    {"a:\tb\t\n", m{"a": "b"}},
		"spaces behind the value": {"a: b   \n", m{"a": "b"}},
		"a question for a key":    {"? a\n: b\n", m{"a": "b"}},
		"anchor and alias":        {"a: &x [1, 2]\nb: *x\n", m{"a": l{"1", "2"}, "b": l{"1", "2"}}},
		"alias of a text":         {"a: &x no\nb: *x\nc: *x\n", m{"a": "no", "b": "no", "c": "no"}},
		"alias of a key":          {"&k a: b\nc: *k\n", m{"a": "b", "c": "a"}},
		"an anchor set anew":      {"a: &x 1\nb: *x\nc: &x 2\nd: *x\n", m{"a": "1", "b": "1", "c": "2", "d": "2"}},
		"a quoted merge key":      {"'<<': {a: b}\n", m{"<<": m{"a": "b"}}},
		"a text for a file":       {"just words\n", "just words"},
		"JSON":                    {`{"a": ["b", {"c": null}], "d": 1.0}`, m{"a": l{"b", m{"c": "null"}}, "d": "1.0"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, plain(parse(t, tt.src))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// where lists the places of a node and all in it, as "path line:col".
func where(path string, n *doc.Node) []string {
	at := func(a diag.At) string { return fmt.Sprintf("%d:%d", a.Line, a.Col) }
	lines := []string{path + " " + at(n.At)}
	for i, item := range n.Items {
		lines = append(lines, where(fmt.Sprintf("%s/%d", path, i), item)...)
	}
	for _, f := range n.Fields {
		lines = append(lines, "key "+path+"/"+f.Key+" "+at(f.KeyAt))
		lines = append(lines, where(path+"/"+f.Key, f.Value)...)
	}
	return lines
}

func TestPositions(t *testing.T) {
	tests := map[string]struct {
		src  string
		want []string
	}{
		"plain, quoted and empty": {"a: x\nbb: 'y'\nc: \"z\"\nd:\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "key /bb 2:1", "/bb 2:5", "key /c 3:1", "/c 3:4", "key /d 4:1", "/d 4:3"}},
		"blocks begin at their sign": {"a: |\n  x\nb: >-\n  y\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "key /b 3:1", "/b 3:4"}},
		"lists": {"a: [x, [y]]\nb:\n  - z\n  -\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "/a/0 1:5", "/a/1 1:8", "/a/1/0 1:9", "key /b 2:1", "/b 3:3", "/b/0 3:5", "/b/1 4:4"}},
		"mappings": {"a: {b: c}\nd:\n  e: f\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "key /a/b 1:5", "/a/b 1:8", "key /d 2:1", "/d 3:3", "key /d/e 3:3", "/d/e 3:6"}},
		"mappings in a list": {"-  a: b\n   c: d\n",
			[]string{" 1:1", "/0 1:4", "key /0/a 1:4", "/0/a 1:7", "key /0/c 2:4", "/0/c 2:7"}},
		"columns are code points": {"ключ: [а, \"真相\", {é: 💥, x: y}]\n",
			[]string{" 1:1", "key /ключ 1:1", "/ключ 1:7", "/ключ/0 1:8", "/ключ/1 1:11", "/ключ/2 1:17", "key /ключ/2/é 1:18", "/ключ/2/é 1:21", "key /ключ/2/x 1:24", "/ключ/2/x 1:27"}},
		"behind an accent of its own": {"e\u0301: x\n", []string{" 1:1", "key /e\u0301 1:1", "/e\u0301 1:5"}},
		"below long texts": {"a: >\n  x\n\n  y\nb: \"p\n\n q\"\nc: z\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "key /b 5:1", "/b 5:4", "key /c 8:1", "/c 8:4"}},
		"an end without a line end": {"a:\n  -", []string{" 1:1", "key /a 1:1", "/a 2:3", "/a/0 2:4"}},
		"a marker and no line end":  {"---", []string{" 1:4"}},
		"an alias stands where its anchor does": {"a: &x {b: c}\nd: *x\n",
			[]string{" 1:1", "key /a 1:1", "/a 1:4", "key /a/b 1:8", "/a/b 1:11", "key /d 2:1", "/d 1:4", "key /d/b 1:8", "/d/b 1:11"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, where("", parse(t, tt.src))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Lines are those of the file, not of the front matter.
func TestFirstLine(t *testing.T) {
	n, found := doc.ParseYAML([]byte("a: x\nb: {c: d}\n"), 10)
	wantFindings(t, found)
	want := []string{" 10:1", "key /a 10:1", "/a 10:4", "key /b 11:1", "/b 11:4", "key /b/c 11:5", "/b/c 11:8"}
	if diff := cmp.Diff(want, where("", n)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for src, want := range map[string]string{
		"":                    "",
		"a: 1\na: 2\n":        "11:1 A015 \"a\" stands here a second time; the first is in line 10",
		"a: 1\nb: @x\n":       "11:4 A012 a value cannot begin with \"@\"; put the value in quotes",
		"a: 1\n---\nb: 2\n":   "11:1 A012 a file holds one YAML document; remove this line and what follows it, or put it into a file of its own",
		"a: 1\nb: x\u2028y\n": "11:5 A003 line separator U+2028; put a space or a line end in its place",
		"a: 1\nb: \"x\n":      "11:4 A012 the quote that opens here is not closed",
		"a: 1\nb: &x y\nc: d": "11:4 A016 &x is a YAML anchor, and no alias *x refers to it; put the value in quotes, or remove the anchor",
	} {
		_, found := doc.ParseYAML([]byte(src), 10)
		if got := strings.Join(show(found), "\n"); got != want {
			t.Errorf("%q: %s", src, got)
		}
	}
	if n, _ := doc.ParseYAML(nil, 10); n.At != (diag.At{Line: 10, Col: 1}) {
		t.Errorf("an empty header stands at %v", n.At)
	}
}
