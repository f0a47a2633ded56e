package diag_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
)

func TestSARIF(t *testing.T) {
	list := diag.List{
		{Severity: diag.Error, Problem: diag.Problem{Code: diag.CannotRead, Message: "cannot read"}},
		{File: "claims/a b/été.md", Line: 3, Col: 5, Severity: diag.Warning, Source: "date: \u202e2026",
			Problem: diag.Problem{Code: diag.SourceNewer, Message: "see [x](y)\x1b", Hint: "mend it"}},
		{File: "claims/a.md", Line: 2, Severity: diag.Note, Problem: diag.Problem{Code: diag.CannotRead, Message: "again"}},
		{File: "c:d.md", Problem: diag.Problem{Code: diag.OneSource, Message: "one"}},
	}
	var out bytes.Buffer
	if err := list.SARIF(&out, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	want := `{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [{
    "tool": {"driver": {"name": "Assay", "version": "1.2.3", "rules": [
      {"id": "A001", "shortDescription": {"text": "a file cannot be read"}},
      {"id": "A310", "shortDescription": {"text": "one source only"}},
      {"id": "A313", "shortDescription": {"text": "source newer than the check"}}
    ]}},
    "columnKind": "unicodeCodePoints",
    "results": [
      {"ruleId": "A001", "ruleIndex": 0, "level": "error", "message": {"text": "cannot read"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "./", "uriBaseId": "%SRCROOT%"}}}]},
      {"ruleId": "A313", "ruleIndex": 2, "level": "warning", "message": {"text": "see [x] (y)\\u001b; mend it"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "claims/a%20b/%C3%A9t%C3%A9.md", "uriBaseId": "%SRCROOT%"},
         "region": {"startLine": 3, "startColumn": 5, "snippet": {"text": "date: \\u202e2026"}}}}]},
      {"ruleId": "A001", "ruleIndex": 0, "level": "note", "message": {"text": "again"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "claims/a.md", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 2}}}]},
      {"ruleId": "A310", "ruleIndex": 1, "level": "note", "message": {"text": "one"},
       "locations": [{"physicalLocation": {"artifactLocation": {"uri": "./c:d.md", "uriBaseId": "%SRCROOT%"}}}]}
    ]
  }]
}`
	var got, expected any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &expected); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(expected, got); d != "" {
		t.Error(d)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	var out bytes.Buffer
	if err := diag.List(nil).SARIF(&out, ""); err != nil {
		t.Fatal(err)
	}
	var log struct{ Runs []map[string]json.RawMessage }
	if err := json.Unmarshal(out.Bytes(), &log); err != nil || len(log.Runs) != 1 || string(log.Runs[0]["results"]) != "[]" {
		t.Errorf("%v: %s", err, out.Bytes())
	}
}
