package doc_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// show writes findings as "2:7 A012 message; hint".
func show(found diag.Findings) []string {
	var lines []string
	for _, f := range found {
		line := fmt.Sprintf("%d:%d %s %s", f.At.Line, f.At.Col, f.Code, f.Message)
		if f.Hint != "" {
			line += "; " + f.Hint
		}
		if f.Severity != diag.Error {
			line += " (" + f.Severity.String() + ")"
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

// parse reads YAML in which nothing is wrong.
func parse(t *testing.T, src string) *doc.Node {
	t.Helper()
	n, found := doc.ParseYAML([]byte(src), 1)
	wantFindings(t, found)
	if n == nil {
		t.Fatal("there is no node")
	}
	return n
}

// plain makes of a node what it says, without places: texts, lists, maps, nil.
func plain(n *doc.Node) any {
	switch n.Kind {
	case doc.Scalar:
		return n.Text
	case doc.List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	case doc.Map:
		m := map[string]any{}
		for _, f := range n.Fields {
			m[f.Key] = plain(f.Value)
		}
		return m
	default:
		return nil
	}
}
