package doc_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

func TestALineIsQuotedWhole(t *testing.T) {
	q := doc.NewQuoter([]byte("a\n\nßc\nlast"))
	for _, tt := range []struct {
		at   diag.At
		want string
	}{{diag.At{Line: 1, Col: 1}, "a"}, {diag.At{Line: 2, Col: 1}, ""}, {diag.At{Line: 3, Col: 2}, "ßc"}, {diag.At{Line: 3, Col: 9}, "ßc"}, {diag.At{Line: 4, Col: 1}, "last"}, {diag.At{Line: 4, Col: 9}, "last"}} {
		if got, omitted := q.Quote(tt.at); got != tt.want || omitted != 0 {
			t.Errorf("%v: %q, %d omitted", tt.at, got, omitted)
		}
	}
}

// The character at the place must be where the caret will stand.
func TestAVeryLongLineIsQuotedAroundThePlace(t *testing.T) {
	const filler = "ä"
	line := strings.Repeat(filler, 5000) + "X" + strings.Repeat(filler, 5000) + "Y"
	q := doc.NewQuoter([]byte("short\n" + line + "\nshort"))
	for _, tt := range []struct {
		col  int
		want rune
	}{{1, 'ä'}, {5001, 'X'}, {10002, 'Y'}} {
		text, omitted := q.Quote(diag.At{Line: 2, Col: tt.col})
		if len(text) > 500 || !utf8.ValidString(text) {
			t.Errorf("column %d: %d bytes, %q", tt.col, len(text), text)
		}
		if got := []rune(text)[tt.col-1-omitted]; got != tt.want {
			t.Errorf("column %d: %q, want %q", tt.col, got, tt.want)
		}
	}
	if text, omitted := q.Quote(diag.At{Line: 3, Col: 1}); text != "short" || omitted != 0 {
		t.Errorf("behind it: %q, %d", text, omitted)
	}
}

func BenchmarkQuoteOneLine(b *testing.B) {
	src := []byte(strings.Repeat("x", 20_000_000))
	for b.Loop() {
		q := doc.NewQuoter(src)
		for col := 1; col < len(src); col += 100 {
			q.Quote(diag.At{Line: 1, Col: col})
		}
	}
}
