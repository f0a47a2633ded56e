package diag_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
)

// excerpt prints a diagnostic with its source line and gives what follows the message.
func excerpt(t *testing.T, line, col int, source string) string {
	t.Helper()
	d := at("a.md", line, col, "A012", "bad")
	d.Source = source
	var b strings.Builder
	if err := (diag.List{d}).Text(&b); err != nil {
		t.Fatal(err)
	}
	message, rest, _ := strings.Cut(b.String(), "\n")
	if message != d.Error() {
		t.Errorf("the message is %q", message)
	}
	return rest
}

func TestExcerpt(t *testing.T) {
	tests := map[string]struct {
		col    int
		source string
		want   []string
	}{
		"first column":       {1, "verdict: no", []string{"   14 | verdict: no", "      | ^"}},
		"inside":             {10, "verdict: no", []string{"   14 | verdict: no", "      |          ^"}},
		"behind the end":     {12, "verdict: no", []string{"   14 | verdict: no", "      |            ^"}},
		"far behind the end": {99, "no", []string{"   14 | no", "      |   ^"}},
		"no column":          {0, "verdict: no", []string{"   14 | verdict: no"}},
		"no source":          {3, "", nil},
		"behind a tab":       {3, "\tab", []string{"   14 |  ab", "      |   ^"}},
		"behind wide CJK":    {4, "真相: x", []string{"   14 | 真相: x", "      |      ^"}},
		"behind full width":  {2, "Ａx", []string{"   14 | Ａx", "      |   ^"}},
		"behind Hangul":      {3, "전쟁x", []string{"   14 | 전쟁x", "      |     ^"}},
		"behind an emoji":    {2, "💥x", []string{"   14 | 💥x", "      |   ^"}},
		"behind an accent":   {4, "ve\u0301x", []string{"   14 | ve\u0301x", "      |   ^"}},
		"behind vowel signs": {5, "कु: x", []string{"   14 | कु: x", "      |    ^"}},
		"behind a joiner":    {4, "न\u200dx y", []string{"   14 | न\u200dx y", "      |   ^"}},
		"behind zero width":  {3, "a\u200bb", []string{"   14 | a\u200bb", "      |  ^"}},
		"behind Cyrillic":    {9, "вердикт: x", []string{"   14 | вердикт: x", "      |         ^"}},
		"escape sequence":    {6, "a\x1b[2Jb", []string{`   14 | a\u001b[2Jb`, "      |           ^"}},
		"turned around":      {3, "a\u202eb", []string{`   14 | a\u202eb`, "      |        ^"}},
		"isolated":           {1, "\u2066a\u2069", []string{`   14 | \u2066a\u2069`, "      | ^"}},
		"line separator":     {3, "a\u2028b", []string{`   14 | a\u2028b`, "      |        ^"}},
		"byte order mark":    {2, "\ufeffa", []string{`   14 | \ufeffa`, "      |       ^"}},
		"not UTF-8":          {2, "a\xffb", []string{`   14 | a\ufffdb`, "      |  ^"}},
		"carriage return":    {3, "a\r::stop", []string{`   14 | a\u000d::stop`, "      |        ^"}},
		"a GitHub command":   {1, "::error::x", []string{"   14 | ::error::x", "      | ^"}},
		"an old command":     {1, "see ##[error]x", []string{`   14 | see #\u0023[error]x`, "      | ^"}},
		"an Azure command":   {1, "##vso[task.x]", []string{`   14 | #\u0023vso[task.x]`, "      | ^"}},
		"a harmless heading": {1, "## Truth", []string{"   14 | ## Truth", "      | ^"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got := strings.Split(excerpt(t, 14, tt.col, tt.source), "\n")
			if diff := cmp.Diff(append(tt.want, ""), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestExcerptOfALongLine(t *testing.T) {
	const shown = 110
	line := strings.Repeat("0123456789", 30) // column 1 holds a 0, column 2 a 1
	tests := map[string]struct {
		col  int
		cut  string // where it is cut: b before, a after
		mark byte
	}{
		"at the beginning": {1, "a", '0'},
		"near it":          {56, "a", '5'},
		"in the middle":    {150, "ba", '9'},
		"near the end":     {296, "b", '5'},
		"the last":         {300, "b", '9'},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			lines := strings.Split(excerpt(t, 1, tt.col, line), "\n")
			text, caret := []rune(lines[0][len("    1 | "):]), lines[1][len("      | "):]
			if len(text) != shown+len(tt.cut) {
				t.Errorf("%d characters are shown", len(text))
			}
			if (text[0] == '…') != strings.Contains(tt.cut, "b") || (text[len(text)-1] == '…') != strings.Contains(tt.cut, "a") {
				t.Errorf("cut as %s", lines[0])
			}
			if got := text[len(caret)-1]; got != rune(tt.mark) {
				t.Errorf("the caret stands under %q, not %q:\n%s\n%s", got, tt.mark, lines[0], lines[1])
			}
		})
	}
	if got := excerpt(t, 1, 400, line); !strings.HasSuffix(got, strings.Repeat(" ", shown+1)+"^\n") {
		t.Errorf("behind the end:\n%s", got)
	}
	if got := excerpt(t, 1, 1, strings.Repeat("x", shown)); strings.Contains(got, "…") {
		t.Errorf("a line that fits is cut:\n%s", got)
	}
}

func TestExcerptGutter(t *testing.T) {
	want := "123456 | ab\n       |  ^\n"
	if got := excerpt(t, 123456, 2, "ab"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestTextEscapesMessages(t *testing.T) {
	d := at("claims/\u202ea\n.md", 1, 1, "A006", "it says \x1b[31m, ##[debug]x and \n::error::y")
	d.Hint = "use \u2066b"
	var b strings.Builder
	if err := (diag.List{d}).Text(&b); err != nil {
		t.Fatal(err)
	}
	want := `claims/\u202ea\u000a.md:1:1: error A006: it says \u001b[31m, #\u0023[debug]x and \u000a::error::y; use \u2066b` + "\n"
	if b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
}

func TestGitHub(t *testing.T) {
	hinted := at("claims/100%, a:b.md", 3, 7, "A018", "50% of\nall")
	hinted.Hint = "write ::x"
	warning, note := at("a.md", 3, 0, "A110", "w"), at("", 0, 0, "A117", "n")
	warning.Severity, note.Severity = diag.Warning, diag.Note
	note.Source = "never shown"
	var b strings.Builder
	if err := (diag.List{hinted, warning, note, at("a.md", 0, 0, "A001", "e\u202e\x1b")}).GitHub(&b); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`::error file=claims/100%25%2C a%3Ab.md,line=3,col=7,title=A018::50%25 of\u000aall; write ::x`,
		`::warning file=a.md,line=3,title=A110::w`,
		`::notice title=A117::n`,
		`::error file=a.md,title=A001::e\u202e\u001b`,
		``,
	}
	if diff := cmp.Diff(want, strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJSON(t *testing.T) {
	d := at("a.md", 3, 7, "A018", `a "b" </script>`)
	d.Hint, d.Source = "h", "x: 真\u2028"
	got := string(diag.List{d, {Severity: diag.Note, Problem: diag.Problem{Code: "A117", Message: "m"}}}.JSON())
	want := `[{"file":"a.md","line":3,"column":7,"severity":"error","code":"A018","message":"a \"b\" \u003c/script\u003e","hint":"h","source":"x: 真\u2028"},` +
		`{"severity":"note","code":"A117","message":"m"}]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, empty := range []diag.List{nil, {}} {
		if got := string(empty.JSON()); got != "[]" {
			t.Errorf("no diagnostics are %s", got)
		}
	}
	broken := diag.List{at("a\xff.md", 1, 1, "A002", "\xff\x00\u202e")}
	if !json.Valid(broken.JSON()) {
		t.Errorf("not JSON: %s", broken.JSON())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestPrintersReportWhatTheWriterSays(t *testing.T) {
	list := diag.List{at("a", 1, 1, "A001", "m")}
	if list.Text(full{}) == nil || list.GitHub(full{}) == nil {
		t.Error("an error was swallowed")
	}
}

// No text of a file can begin a line or leave a control character in one.
func FuzzText(f *testing.F) {
	for _, s := range []string{"::error::x", "a\r\n::x", "\x1b]0;x\a", "\u202e", "##[group]", "a\u2028::x", strings.Repeat("真", 200)} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, text string, col int) {
		d := at("a.md", 1, col, "A012", text)
		d.Hint, d.Source = text, text
		var b strings.Builder
		if err := (diag.List{d}).Text(&b); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if !strings.HasPrefix(line, "a.md:1") && !strings.HasPrefix(line, "    1 | ") && !strings.HasPrefix(line, "      | ") {
				t.Errorf("a line begins with text of the file: %q", line)
			}
			if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e }) || strings.Contains(line, "##[") {
				t.Errorf("not escaped: %q", line)
			}
		}
	})
}

func TestTheCaretStandsUnderItsPlaceInAPartOfALine(t *testing.T) {
	d := at("a.html", 1, 5003, "A370", "bad")
	d.Source, d.Omitted = "abX", 5000
	var b strings.Builder
	if err := (diag.List{d}).Text(&b); err != nil {
		t.Fatal(err)
	}
	if want := "    1 | …abX\n      |    ^\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%s", b.String())
	}
}
