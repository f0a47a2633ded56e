package duty_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/generator/internal/duty"
	"assay/templates"
)

var update = flag.Bool("update", false, "write the tables of docs/codes-of-conduct.md")

// TestDocumentListsTheDuties compares the table of each code with the program.
func TestDocumentListsTheDuties(t *testing.T) {
	const name = "../../../docs/codes-of-conduct.md"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s, text := resolve(t, complete(), false), string(data)
	for _, code := range duty.Codes() {
		report, err := duty.Examine(s, templates.Files, code)
		if err != nil {
			t.Fatal(err)
		}
		heading := "## `" + code + "`: " + report.Name + "\n"
		before, section, found := strings.Cut(text, heading)
		if !found || !strings.Contains(section, report.About) {
			t.Fatalf("there is no section %q, or it does not name %s", heading, report.About)
		}
		start := strings.Index(section, "| area |")
		end := start + strings.Index(section[start:]+"\n\n", "\n\n") + 1
		want := table(report)
		if *update {
			text = before + heading + section[:start] + want + section[min(end, len(section)):]
		} else if got := section[start:min(end, len(section))]; got != want {
			t.Errorf("the document has\n%s\nwant\n%s", got, want)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func table(r duty.Report) string {
	var b strings.Builder
	b.WriteString("| area | duty | judged from |\n|---|---|---|\n")
	for _, d := range r.Duties {
		from := "people"
		if d.From != "" {
			from = "`" + strings.ReplaceAll(d.From, ", ", "`, `") + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", d.Area, d.Text, from)
	}
	return b.String()
}
