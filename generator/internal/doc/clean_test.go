package doc_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

func TestClean(t *testing.T) {
	tests := map[string]struct{ src, want string }{
		"nothing":                      {"", ""},
		"Unix lines":                   {"a\nb\n", "a\nb\n"},
		"Windows lines":                {"a\r\nb\r\n", "a\nb\n"},
		"old Mac lines":                {"a\rb\r", "a\nb\n"},
		"all kinds of line ends":       {"a\r\nb\rc\n\r\rd\r\n\r\n", "a\nb\nc\n\n\nd\n\n"},
		"no end of the last line":      {"a\nb", "a\nb"},
		"byte order mark":              {"\ufeffa", "a"},
		"mark and Windows lines":       {"\ufeffa\r\nb", "a\nb"},
		"a mark inside is text":        {"a\ufeffb", "a\ufeffb"},
		"tabs":                         {"\ta\t", "\ta\t"},
		"scripts":                      {"Ünï 真相 правда حقيقة 💥", "Ünï 真相 правда حقيقة 💥"},
		"next line":                    {"a\u0085b", "a\u0085b"},
		"line separator":               {"a\u2028b", "a\u2028b"},
		"private use":                  {"\ue000\U000f0000", "\ue000\U000f0000"},
		"the last character":           {"\U0010ffff", "\U0010ffff"},
		"replacement character, typed": {"\ufffd", "\ufffd"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, found := doc.Clean([]byte(tt.src))
			wantFindings(t, found)
			if string(got) != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCleanRefuses(t *testing.T) {
	const utf8Hint = "; save the file as UTF-8"
	const hint = "; remove it; editors can show invisible characters"
	tests := map[string]struct {
		src  string
		want []string
	}{
		"Latin-1":                       {"caf\xe9\n", []string{"1:4 A002 byte 0xe9 is not UTF-8" + utf8Hint}},
		"in a later line, behind 真相":    {"a\n真相\xff", []string{"2:3 A002 byte 0xff is not UTF-8" + utf8Hint}},
		"only the first of them":        {"\xe9\n\xe9", []string{"1:1 A002 byte 0xe9 is not UTF-8" + utf8Hint}},
		"cut in a character":            {"a\xe7\x9c", []string{"1:2 A002 byte 0xe7 is not UTF-8" + utf8Hint}},
		"half of a surrogate pair":      {"\xed\xa0\x80", []string{"1:1 A002 byte 0xed is not UTF-8" + utf8Hint}},
		"longer than needed":            {"\xc0\xaf", []string{"1:1 A002 byte 0xc0 is not UTF-8" + utf8Hint}},
		"UTF-16":                        {"\xff\xfea\x00", []string{"1:1 A002 byte 0xff is not UTF-8" + utf8Hint}},
		"NUL":                           {"a\x00b", []string{"1:2 A003 control character U+0000" + hint}},
		"several":                       {"a\x1b[1m\n\x08é\x7f", []string{"1:2 A003 control character U+001B" + hint, "2:1 A003 control character U+0008" + hint, "2:3 A003 control character U+007F" + hint}},
		"vertical tab, form feed":       {"\v\f", []string{"1:1 A003 control character U+000B" + hint, "1:2 A003 control character U+000C" + hint}},
		"C1, from Windows-1252":         {"it\u0092s", []string{"1:3 A003 control character U+0092" + hint}},
		"first and last of C1":          {"\u0080\u009f", []string{"1:1 A003 control character U+0080" + hint, "1:2 A003 control character U+009F" + hint}},
		"no characters":                 {"a\ufffe\uffff", []string{"1:2 A003 control character U+FFFE" + hint, "1:3 A003 control character U+FFFF" + hint}},
		"behind a byte order mark":      {"\ufeffa\x00", []string{"1:2 A003 control character U+0000" + hint}},
		"behind Windows lines":          {"a\r\nb\r\n\x00", []string{"3:1 A003 control character U+0000" + hint}},
		"control, then another charset": {"\x00\xff", []string{"1:1 A003 control character U+0000" + hint, "1:2 A002 byte 0xff is not UTF-8" + utf8Hint}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			_, found := doc.Clean([]byte(tt.src))
			wantFindings(t, found, tt.want...)
		})
	}
}

func TestCleanOfABinaryFileStopsEarly(t *testing.T) {
	_, found := doc.Clean([]byte(strings.Repeat("\x00", 1_000_000)))
	if len(found) != 20 {
		t.Errorf("%d findings", len(found))
	}
}

// Whatever Clean accepts, YAML carries in a quoted text and gives back unchanged.
func TestEveryCharacterSurvivesYAML(t *testing.T) {
	const block = 4096
	for from := rune(0); from <= utf8.MaxRune; from += block {
		var b strings.Builder
		for r := from; r < from+block; r++ {
			switch _, found := doc.Clean([]byte(string(r))); {
			case !utf8.ValidRune(r) || found != nil:
			case r == '\'' || r == '\n' || r == '\r' || r == '\ufeff': // mean something to YAML, or to Clean
			case r == 0x85 || r == 0x2028 || r == 0x2029: // refused by ParseYAML
			default:
				b.WriteRune(r)
			}
		}
		n, found := doc.ParseYAML(fmt.Appendf(nil, "a: 'x%sx'", b.String()), 1)
		wantFindings(t, found)
		if n == nil || n.Fields[0].Value.Text != "x"+b.String()+"x" {
			t.Fatalf("something from U+%04X on is lost", from)
		}
	}
}

func TestPlace(t *testing.T) {
	const src = "ab\nкы真\n\n💥x"
	tests := map[string]struct {
		offset int
		want   diag.At
	}{
		"beginning":        {0, diag.At{Line: 1, Col: 1}},
		"second":           {1, diag.At{Line: 1, Col: 2}},
		"end of a line":    {2, diag.At{Line: 1, Col: 3}},
		"next line":        {3, diag.At{Line: 2, Col: 1}},
		"behind two bytes": {5, diag.At{Line: 2, Col: 2}},
		"behind three":     {10, diag.At{Line: 2, Col: 4}},
		"an empty line":    {11, diag.At{Line: 3, Col: 1}},
		"behind four":      {16, diag.At{Line: 4, Col: 2}},
		"the end":          {17, diag.At{Line: 4, Col: 3}},
		"behind the end":   {99, diag.At{Line: 4, Col: 3}},
	}
	for what, tt := range tests {
		if got := doc.Place([]byte(src), tt.offset); got != tt.want {
			t.Errorf("%s: %v, want %v", what, got, tt.want)
		}
	}
}

func TestLine(t *testing.T) {
	const src = "one\nдва\n\nfour"
	for line, want := range map[int]string{1: "one", 2: "два", 3: "", 4: "four", 5: "", 99: ""} {
		if got := doc.Line([]byte(src), line); got != want {
			t.Errorf("line %d is %q, want %q", line, got, want)
		}
	}
	if got := doc.Line([]byte("one\n"), 2); got != "" {
		t.Errorf("behind the last line is %q", got)
	}
}
