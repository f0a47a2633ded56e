package site

import "testing"

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"It cost $14.2 trillion. Or not.":   "It cost $14.2 trillion.",
		"Really? Yes.":                      "Really?",
		"No end":                            "No end",
		"战争很糟。真的。":                          "战争很糟。",
		"":                                  "",
		"It depends, e.g. on the year. So.": "It depends, e.g. on the year.",
		"Dr. Hill was wrong. He said so.":   "Dr. Hill was wrong.",
		"J. Smith (the U.S. Army) denies it. So.":   "J. Smith (the U.S. Army) denies it.",
		"It was 14.2. No more.":                     "It was 14.2.",
		"Wrong.\nIt was less.":                      "Wrong.",
		"He calls it “true.” It is not.":            "He calls it “true.”",
		"It costs more than Plan B. That is known.": "It costs more than Plan B. That is known.",
		"هل هذا صحيح؟ لا.":                          "هل هذا صحيح؟",
		"他说：“不对。”然后走了。":                             "他说：“不对。”",
	} {
		if got := firstSentence(text); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", text, got, want)
		}
	}
}
