package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// dump writes parts and findings in a form that tables of tests can hold: slots in braces.
func dump(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.Kind {
		case HTML:
			b.WriteString(p.HTML)
		case URL:
			fmt.Fprintf(&b, "{url %s}", p.URL)
		case Citation:
			cites := make([]string, len(p.Cites))
			for i, c := range p.Cites {
				cites[i] = fmt.Sprintf("%s=%d.%d", c.Source, c.Number, c.Nth)
				if c.Locator != "" {
					cites[i] += "," + c.Locator
				}
			}
			fmt.Fprintf(&b, "{cite %s}", strings.Join(cites, ";"))
		case ClaimLink:
			fmt.Fprintf(&b, "{claim %s|%s}", p.Claim, p.HTML)
		case ClaimCard:
			fmt.Fprintf(&b, "{card %s}", p.Claim)
		}
	}
	return b.String()
}

func dumpFindings(findings []Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%d:%d %s %s: %s\n", f.At.Line, f.At.Col, f.Severity, f.Code, f.Message)
	}
	return b.String()
}

// convert converts a body that begins in the first line of its file.
func convert(src string) (*Body, []Finding) { return New().Convert([]byte(src), 1, "en") }

// golden is input, output and findings; a final line end of the output and of the findings may be left out.
type golden struct{ name, in, want, findings string }

func runGolden(t *testing.T, tests []golden) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body, findings := convert(test.in)
			if got := strings.TrimSuffix(dump(partsOf(t, body)), "\n"); got != test.want {
				t.Errorf("%s\ngot  %s\nwant %s", test.in, got, test.want)
			}
			if got := strings.TrimSuffix(dumpFindings(findings), "\n"); got != test.findings {
				t.Errorf("%s\ngot  %s\nwant %s", test.in, got, test.findings)
			}
			for _, f := range findings {
				if f.Hint == "" && !strings.Contains(f.Message, "written twice") && !strings.Contains(f.Message, "not that of an image") {
					t.Errorf("%s: no hint: %s", test.in, f.Message)
				}
			}
			checkBody(t, body)
		})
	}
}

// partsOf gives the parts of a body in memory.
func partsOf(t *testing.T, body *Body) []Part {
	t.Helper()
	parts, err := body.Parts()
	if err != nil {
		t.Fatal(err)
	}
	return parts
}
