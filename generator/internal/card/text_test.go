package card

import (
	"testing"
	"unicode/utf8"
)

func TestShortened(t *testing.T) {
	for _, c := range []struct {
		text string
		most int // characters that fit
		want string
	}{
		{"Thirteen wars", 9, "Thirteen…"},
		{"Thirteen, wars", 10, "Thirteen…"},
		{"Thirteen wars", 12, "Thirteen wa…"},
		{"re\u0301sume\u0301", 4, "re\u0301…"}, // never between a letter and its mark
		{"family 👨‍👩‍👧 of three", 11, "family…"},
		{"Thirteen", 0, "…"},
	} {
		got := shortened(c.text, func(s string) bool { return utf8.RuneCountInString(s) <= c.most })
		if got != c.want {
			t.Errorf("%q in %d became %q, want %q", c.text, c.most, got, c.want)
		}
	}
}
