package docs_test

import (
	"strings"
	"testing"

	"assay/generator/internal/diag"
)

// TestTitles compares the titles that reports for code scanning have with those of the documents.
func TestTitles(t *testing.T) {
	sections, index := entire(t, "diagnostics.md"), entire(t, "checks/README.md")
	for code, kind := range diag.Kinds() {
		c := string(code)
		want, where := "### "+c+": "+kind.Title+" <a", sections
		if code.IsCheck() {
			want, where = "| ["+c+"]("+strings.ToLower(c)+".md) | "+kind.Title+" |", index
		}
		if !strings.Contains(where, want) {
			t.Errorf("the documents do not have %q", want)
		}
	}
}
