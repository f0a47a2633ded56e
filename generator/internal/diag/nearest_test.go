package diag_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/diag"
)

func TestNearest(t *testing.T) {
	keys := []string{"title", "claim", "claim_short", "claimant", "verdict", "sources", "said", "url"}
	verdicts := []string{"true", "mostly-true", "half-true", "mostly-false", "false"}
	tests := map[string]struct {
		word       string
		candidates []string
		want       string
	}{
		"swapped neighbours":        {"mostly-flase", verdicts, "mostly-false"},
		"a letter missing":          {"verdit", keys, "verdict"},
		"a letter too many":         {"titlle", keys, "title"},
		"a wrong letter":            {"claom", keys, "claim"},
		"the nearer of two":         {"claiman", keys, "claimant"},
		"singular":                  {"source", keys, "sources"},
		"other case":                {"Verdict", keys, "verdict"},
		"upper case":                {"URL", keys, "url"},
		"the word itself":           {"said", keys, "said"},
		"too far":                   {"conclusion", keys, ""},
		"a third":                   {"fals-y", verdicts, "false"},
		"two in a word of five":     {"flaes", []string{"false"}, ""},
		"first of equals by letter": {"bat", []string{"hat", "cat"}, "cat"},
		"two letters":               {"ur", keys, "url"},
		"one letter has no near":    {"q", []string{"a", "b"}, ""},
		"one letter, other case":    {"A", []string{"a"}, "a"},
		"nothing typed":             {"", keys, ""},
		"nothing known":             {"title", nil, ""},
		"letters, not bytes":        {"вердкит", []string{"вердикт"}, "вердикт"},
		"a candidate without text":  {"ab", []string{""}, ""},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if got := diag.Nearest(tt.word, tt.candidates); got != tt.want {
				t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
}

func TestNearestOfHugeWordsIsFast(t *testing.T) {
	start := time.Now()
	word := strings.Repeat("a", 1_000_000)
	if got := diag.Nearest(word, []string{word[1:]}); got != "" {
		t.Errorf("got %d characters", len(got))
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("it took %v", d)
	}
}

func TestDidYouMean(t *testing.T) {
	var many []string
	for i := range 13 {
		many = append(many, fmt.Sprintf("candidate-%d", i))
	}
	tests := map[string]struct {
		word       string
		candidates []string
		want       string
	}{
		"near":             {"vidoe", []string{"text", "video"}, `did you mean "video"?`},
		"few":              {"hologram", []string{"video", "text"}, "known: text, video"},
		"twelve":           {"x", many[:12], "known: " + strings.Join(sorted(many[:12]), ", ")},
		"too many to list": {"x", many, ""},
		"none known":       {"x", nil, ""},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if got := diag.DidYouMean(tt.word, tt.candidates); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if many[10] != "candidate-10" {
		t.Error("the candidates were put into another order")
	}
}
