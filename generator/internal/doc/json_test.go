package doc_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// places writes a node and all in it as "1:2 kind text", mappings with the places of their keys.
func places(n *doc.Node) []string {
	var lines []string
	var walk func(n *doc.Node, key string)
	walk = func(n *doc.Node, key string) {
		text := n.Text
		if n.Kind == doc.Scalar && !n.Plain {
			text = fmt.Sprintf("%q", n.Text)
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s%d:%d %s %s", key, n.At.Line, n.At.Col, n.Kind, text)))
		for _, item := range n.Items {
			walk(item, "")
		}
		for _, f := range n.Fields {
			walk(f.Value, fmt.Sprintf("%d:%d %s = ", f.KeyAt.Line, f.KeyAt.Col, f.Key))
		}
	}
	walk(n, "")
	return lines
}

func TestParseJSON(t *testing.T) {
	tests := map[string]struct {
		src  string
		want []string
	}{
		"a mapping":                            {`{"a": "b", "c":1.50}`, []string{"1:1 a mapping", `1:2 a = 1:7 a text "b"`, "1:12 c = 1:16 a text 1.50"}},
		"a list":                               {" [\n\ttrue,false , null,\n-1e+3 ]\n", []string{"1:2 a list", "2:2 a text true", "2:7 a text false", "2:15 nothing", "3:1 a text -1e+3"}},
		"nested":                               {"[[],{},[{\"a\":[\"b\"]}]]", []string{"1:1 a list", "1:2 a list", "1:5 a mapping", "1:8 a list", "1:9 a mapping", "1:10 a = 1:14 a list", `1:15 a text "b"`}},
		"columns are characters":               {`{"真相": "é", "𝄞": "x"}`, []string{"1:1 a mapping", `1:2 真相 = 1:8 a text "é"`, `1:13 𝄞 = 1:18 a text "x"`}},
		"escapes":                              {`["\"\\\/\b\f\n\r\t\u00e9"]`, nil},
		"escapes that are fit":                 {`["\"\\\/\n\t\u00e9\uD83D\uDE00 \ufffd \\ud800 \\"]`, []string{"1:1 a list", fmt.Sprintf("1:2 a text %q", "\"\\/\n\té😀 \ufffd \\ud800 \\")}},
		"escaped keys":                         {`{"\u0061": 1}`, []string{"1:1 a mapping", "1:2 a = 1:12 a text 1"}},
		"a text":                               {`"x"`, []string{`1:1 a text "x"`}},
		"an empty text":                        {`""`, []string{`1:1 a text ""`}},
		"null":                                 {"null", []string{"1:1 nothing"}},
		"long numbers stay":                    {"123456789012345678901234567890.10", []string{"1:1 a text 123456789012345678901234567890.10"}},
		"colons and commas":                    {`{"a,:": ",:", "b" : [",", ":"]}`, []string{"1:1 a mapping", `1:2 a,: = 1:9 a text ",:"`, "1:15 b = 1:21 a list", `1:22 a text ","`, `1:27 a text ":"`}},
		"behind carriage returns, not cleaned": {"[\r\n1]", []string{"1:1 a list", "2:1 a text 1"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			n, found := doc.ParseJSON([]byte(tt.src))
			if tt.want == nil {
				wantFindings(t, found, "1:2 A003 control character U+0008, written as an escape; remove it")
				return
			}
			wantFindings(t, found)
			if diff := cmp.Diff(tt.want, places(n)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// However a file was saved, its values stand where an editor shows them.
func TestJSONOfEditors(t *testing.T) {
	const src = "[\n  {\"a\": \"b\"}\n]\n"
	for what, saved := range map[string]string{
		"plain":           src,
		"byte order mark": "\ufeff" + src,
		"Windows lines":   strings.ReplaceAll(src, "\n", "\r\n"),
		"old Mac lines":   strings.ReplaceAll(src, "\n", "\r"),
		"no last line":    strings.TrimSuffix(src, "\n"),
	} {
		clean, found := doc.Clean([]byte(saved))
		wantFindings(t, found)
		n, found := doc.ParseJSON(clean)
		wantFindings(t, found)
		if diff := cmp.Diff([]string{"1:1 a list", "2:3 a mapping", `2:4 a = 2:9 a text "b"`}, places(n)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestBadJSON(t *testing.T) {
	const (
		cut    = "A028 the file ends in the middle of the JSON; it was cut off, or a bracket or quote is not closed"
		escape = `A028 a backslash begins an escape, and this is none; write \\ for \`
		half   = `A028 a \u escape stands for half a character; remove it, or write the character itself`
		other  = " here; a text needs double quotes; other values are numbers, true, false, null, [lists] and {mappings}"
		behind = "A028 something stands behind the end of the JSON; a file holds one list or mapping; remove the rest"
		broken = `A028 a text must end on its line and can hold no tabs; close the quote, or write \n for a line end and \t for a tab`
		commas = "A028 nothing follows this comma; remove it"
		notes  = "A028 JSON has no comments; remove it"
		quotes = `A028 a text stands in single quotes; JSON wants double quotes: "`
	)
	tests := map[string]struct{ src, want string }{
		"nothing":                             {"", "1:1 A028 the file is empty; an empty list is written []"},
		"only spaces":                         {" \n\t", "1:1 A028 the file is empty; an empty list is written []"},
		"cut in a list":                       {"[1,\n2", "2:2 " + cut},
		"cut behind a comma":                  {"[1,\n", "1:4 " + cut},
		"cut in a text":                       {`["真`, "1:4 " + cut},
		"cut in a text, with a last line end": {"[\n\"a\n", "2:3 " + cut},
		"cut in a word, with a last line end": {"[nul\n", "1:5 " + cut},
		"cut in a word":                       {"[nul", "1:5 " + cut},
		"cut in an escape":                    {`["\u00`, "1:7 " + cut},
		"cut behind a key":                    {`{"a":`, "1:6 " + cut},
		"a comma too many":                    {"[1,\n 2,\n]", "2:3 " + commas},
		"a comma before a brace":              {`{"a": 1 , }`, "1:9 " + commas},
		"only a comma":                        {"[,1]", `1:2 A028 a value cannot have ","` + other},
		"single quotes":                       {"['a']", "1:2 " + quotes},
		"a key in single quotes":              {"{'a': 1}", "1:2 " + quotes},
		"a key without quotes":                {"{a: 1}", "1:2 A028 a key in double quotes was expected here"},
		"a number for a key":                  {"{1: 2}", "1:2 A028 a key in double quotes was expected here"},
		"no colon":                            {`{"a" 1}`, "1:6 A028 a colon was expected here"},
		"no comma in a list":                  {"[1\n 2]", "2:2 A028 a comma or ] was expected here"},
		"no comma in a mapping":               {`{"a": 1 "b": 2}`, "1:9 A028 a comma or } was expected here"},
		"the wrong bracket":                   {"[1}", "1:3 A028 a comma or ] was expected here"},
		"a comment":                           {"// sources\n[]", "1:1 " + notes},
		"a comment behind a value":            {"[1 /* one */]", "1:4 " + notes},
		"a comment behind it all":             {"[] // the end", "1:4 " + behind},
		"two values":                          {"[]\n[]", "2:1 " + behind},
		"a bracket too many":                  {"[]]", "1:3 " + behind},
		"a text over two lines":               {"[\"a\nb\"]", "1:4 " + broken},
		"a tab in a text":                     {"[\"a\tb\"]", "1:4 " + broken},
		"an unknown escape":                   {`["C:\x"]`, "1:6 " + escape},
		"a short escape":                      {`["\u12"]`, "1:7 " + escape},
		"YAML":                                {"- id: a\n", `1:2 A028 a value cannot have " "` + other},
		"a word":                              {"[true, yes]", `1:8 A028 a value cannot have "y"` + other},
		"not a number":                        {"[NaN]", `1:2 A028 a value cannot have "N"` + other},
		"a leading zero":                      {"[01]", "1:3 A028 a comma or ] was expected here"},
		"a key twice":                         {"{\"a\": 1,\n \"b\": 2, \"a\": 3}", `2:10 A015 "a" stands here a second time; the first is in line 1`},
		"a key twice, once escaped":           {`{"a": 1, "\u0061": 3}`, `1:10 A015 "a" stands here a second time; the first is in line 1`},
		"a null character":                    {`[1, "a\u0000"]`, "1:5 A003 control character U+0000, written as an escape; remove it"},
		"one in a key":                        {`{"\u0007": 1}`, "1:2 A003 control character U+0007, written as an escape; remove it"},
		"half a character":                    {`["\uD83D"]`, "1:2 " + half},
		"the other half":                      {`["x\ude00"]`, "1:2 " + half},
		"halves in reverse":                   {`["\ude00\ud83d"]`, "1:2 " + half},
		"a half before a pair":                {`["\ud83d\ud83d\ude00"]`, "1:2 " + half},
		"a half before a backslash":           {`["\ud83d\\ude00"]`, "1:2 " + half},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			_, found := doc.ParseJSON([]byte(tt.src))
			wantFindings(t, found, tt.want)
		})
	}
}

func TestJSONOfOtherEncodings(t *testing.T) {
	for what, tt := range map[string]struct{ src, want string }{
		"Latin-1":                {"[\"caf\xe9\"]", "1:6 A002 byte 0xe9 is not UTF-8; save the file as UTF-8"},
		"a raw null":             {"[\"a\x00\"]", "1:4 A003 control character U+0000; remove it; editors can show invisible characters"},
		"UTF-16":                 {"\xff\xfe[\x00]\x00", "1:1 A002 byte 0xff is not UTF-8; save the file as UTF-8"},
		"a surrogate in UTF-8":   {"[\"\xed\xa0\x80\"]", "1:3 A002 byte 0xed is not UTF-8; save the file as UTF-8"},
		"a byte order mark more": {"\ufeff\ufeff[]", ""},
	} {
		t.Run(what, func(t *testing.T) {
			src, found := doc.Clean([]byte(tt.src))
			if tt.want != "" {
				wantFindings(t, found, tt.want)
			} else if _, found = doc.ParseJSON(src); !found.Failed() {
				t.Error("it is read")
			}
		})
	}
}

func TestJSONBombs(t *testing.T) {
	const (
		deep = "A026 the JSON is nested more than 64 deep"
		many = "A026 the JSON has more than 200000 values; leave out what is not needed"
	)
	tests := map[string]struct{ src, want string }{
		"70 brackets":          {strings.Repeat("[", 70) + strings.Repeat("]", 70), "1:66 " + deep},
		"70 mappings":          {strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70), "1:326 " + deep},
		"20 000 brackets":      {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), "1:10001 " + deep},
		"millions of brackets": {strings.Repeat("[", 5_000_000), "1:10001 " + deep},
		"many values":          {"[" + strings.Repeat("1,", 200_000) + "1]", "1:400000 " + many},
		"many empty lists":     {"[\n" + strings.Repeat("[],\n", 200_000) + "1]", "200001:1 " + many},
		"5 MB, cut off":        {"[" + strings.Repeat(`"x",`, 1_250_000), "1:5000002 A028 the file ends in the middle of the JSON; it was cut off, or a bracket or quote is not closed"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			soon(t, func() {
				n, found := doc.ParseJSON([]byte(tt.src))
				wantFindings(t, found, tt.want)
				if n != nil {
					t.Error("there is a node, too")
				}
			})
		})
	}
	if _, found := doc.ParseJSON([]byte(strings.Repeat("[", 65) + strings.Repeat("]", 65))); found.Failed() {
		t.Errorf("what is nested 64 deep is refused: %q", show(found))
	}
}

// A large file on one line is read in one walk over it, with the right places up to its end.
func TestLargeJSON(t *testing.T) {
	soon(t, func() {
		item := `{"title": "` + strings.Repeat("真", 500) + `", "n": [1, 2]},`
		n, found := doc.ParseJSON([]byte("[" + strings.Repeat(item, 3_500) + "7]")) // 5.4 MB
		wantFindings(t, found)
		if at, want := n.Items[3_500].At, (diag.At{Line: 1, Col: 2 + 3_500*len([]rune(item))}); at != want {
			t.Errorf("the last value stands at %v, not %v", at, want)
		}
	})
}

func TestJSONWithinABoundOfOnesOwn(t *testing.T) {
	src := []byte("[" + strings.Repeat("1,", 300_000) + "1]")
	if n, found := doc.ParseJSONWithin(src, 300_002); found.Failed() || len(n.Items) != 300_001 {
		t.Errorf("findings are %q", show(found))
	}
	_, found := doc.ParseJSONWithin(src, 300_001)
	wantFindings(t, found, "1:600002 A026 the JSON has more than 300001 values; leave out what is not needed")
}

func FuzzParseJSON(f *testing.F) {
	samples(f)
	for _, s := range []string{
		`[{"id": "a", "title": "T", "issued": {"date-parts": [["2016", 9, 1]]}}]`, "[1,]", "[nul", `{"a": 1, "a": 2}`, `["\ud83d\ude00\ud83d"]`,
		"\"a\nb\"", "[] x", "// x", "{\"真\": \"\\u0000\"}", "['a']", "\ufeff[]\r\n", strings.Repeat("[", 100), "-", "1e", `"\`, "[1 ", "tru ", "nul\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		src, found := doc.Clean(src)
		if found.Failed() {
			return
		}
		n, found := doc.ParseJSON(src)
		refused := false // as no JSON
		for _, x := range found {
			wantInside(t, x.At, src, 1)
			refused = refused || x.Code == diag.BadJSON && !strings.Contains(x.Message, "half a character")
		}
		if deep := len(found) == 1 && found[0].Code == diag.TooDeep; !deep && refused == json.Valid(src) {
			t.Fatalf("valid JSON: %v, but %q", json.Valid(src), show(found))
		}
		if n == nil {
			if !found.Failed() {
				t.Fatal("no node and no reason")
			}
			return
		}
		wantNodesInside(t, n, src, 1)
		wantTokens(t, n, src)
		if found.Failed() {
			return
		}
		var want any
		d := json.NewDecoder(strings.NewReader(string(src)))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(texts(want), plain(n)); diff != "" {
			t.Errorf("the library reads (-want +got):\n%s", diff)
		}
	})
}

// texts makes of decoded JSON what plain makes of a node.
func texts(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = texts(v[i])
		}
		return v
	case map[string]any:
		for k := range v {
			v[k] = texts(v[k])
		}
		return v
	case nil, string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// wantTokens checks that every value begins at its place with what it should.
func wantTokens(t *testing.T, n *doc.Node, src []byte) {
	t.Helper()
	begins := func(at diag.At, with string) {
		t.Helper()
		if rest := string([]rune(doc.Line(src, at.Line))[at.Col-1:]); !strings.HasPrefix(rest, with) {
			t.Errorf("at %v stands %.20q, not %q", at, rest, with)
		}
	}
	switch {
	case n.Kind == doc.Map:
		begins(n.At, "{")
	case n.Kind == doc.List:
		begins(n.At, "[")
	case n.Kind == doc.Null:
		begins(n.At, "null")
	case n.Plain:
		begins(n.At, n.Text)
	default:
		begins(n.At, `"`)
	}
	for _, item := range n.Items {
		wantTokens(t, item, src)
	}
	for _, f := range n.Fields {
		begins(f.KeyAt, `"`)
		wantTokens(t, f.Value, src)
	}
}
