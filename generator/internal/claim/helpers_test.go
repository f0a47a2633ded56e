package claim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

var parser = claim.NewParser()

// path is the file of the claims under test.
const path = "claims/us-13-wars.md"

// show writes findings as "2:7 A012 message; hint", in the order of the file.
func show(found diag.Findings) []string {
	var lines []string
	for _, d := range found.In("").Sort() {
		line := fmt.Sprintf("%d:%d %s %s", d.Line, d.Col, d.Code, d.Message)
		if d.Hint != "" {
			line += "; " + d.Hint
		}
		if d.Severity != diag.Error {
			line += " (" + d.Severity.String() + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// wantFindings checks everything about the findings.
func wantFindings(t *testing.T, got diag.Findings, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, show(got)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// wantFinding checks that an error of this kind stands at this place, whatever else there is.
func wantFinding(t *testing.T, found diag.Findings, at diag.At, code diag.Code) {
	t.Helper()
	if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.At == at && f.Code == code && f.Severity == diag.Error }) {
		t.Errorf("no error %s at %d:%d, but %q", code, at.Line, at.Col, show(found))
	}
}

// minimal is the least a claim needs, from its second line on.
const minimal = `claim: A sample claim.
verdict: "false"
conclusion: It is not so.
published: 2026-11-22
authors: [davos-desk]
`

// with reads the minimal claim with more lines in its front matter; the first of them is line 7.
func with(t *testing.T, lines string) (*claim.Claim, diag.Findings) {
	t.Helper()
	return parser.Claim(path, []byte("---\n"+minimal+lines+"---\nAs [@a] and [@b] say.\n"))
}

// sources are what the body of with cites.
const sources = "sources: [{id: a, title: A}, {id: b, title: B}]\n"

// good reads the minimal claim with its sources and more, in which nothing is wrong. The first line of more is line 8.
func good(t *testing.T, lines string) *claim.Claim {
	t.Helper()
	c, found := with(t, sources+lines)
	wantFindings(t, found)
	return c
}

// bad reads the same and gives the findings.
func bad(t *testing.T, lines string) diag.Findings {
	t.Helper()
	_, found := with(t, sources+lines)
	return found
}

func ids(names ...id.ID) []id.ID { return names }

func sortedLines(lines []string) []string { return slices.Sorted(slices.Values(lines)) }
