package check_test

import (
	"testing"

	"assay/generator/internal/check"
)

// The sample's texts are careful ones; a rule that warns of any of them would warn of many.
func TestNothingInTheSampleIsLikelyAMistake(t *testing.T) {
	w := sample(t)
	if len(w.site.Claims) != 19 {
		t.Fatalf("%d claims", len(w.site.Claims))
	}
	for _, d := range append(check.Run(w.site), w.thorough(t)...) {
		if d.Severity > 0 {
			t.Error(d)
		}
		t.Log(d)
	}
}
