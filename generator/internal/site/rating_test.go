package site

import "testing"

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"It cost $14.2 trillion. Or not.": "It cost $14.2 trillion.",
		"Really? Yes.":                    "Really?",
		"No end":                          "No end",
		"战争很糟。真的。":                        "战争很糟。",
		"":                                "",
	} {
		if got := firstSentence(text); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", text, got, want)
		}
	}
}
