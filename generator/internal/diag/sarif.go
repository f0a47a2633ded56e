package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    Code      `json:"id"`
		Title sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    Code            `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     Severity        `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		Line    int        `json:"startLine"`
		Col     int        `json:"startColumn,omitempty"`
		Snippet *sarifText `json:"snippet,omitempty"`
	}
)

// SARIF prints the diagnostics as code scanning services take them
// (https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
// Version is that of the program. The rules have their titles from [Kinds].
//
// Files are named from the site's root, %SRCROOT%. Code scanning wants a place for every result: what is wrong with the site as a
// whole stands at the root itself.
func (l List) SARIF(w io.Writer, version string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "Assay", Version: version, Rules: l.rules()}
	for _, d := range l {
		text := d.Message
		if d.Hint != "" {
			text += "; " + d.Hint
		}
		run.Results = append(run.Results, sarifResult{
			RuleID:    d.Code,
			RuleIndex: slices.IndexFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == d.Code }),
			Level:     d.Severity, // whose names are those of SARIF
			Message:   sarifText{unlinked(Visible(text))},
			Locations: []sarifLocation{{d.sarifPlace()}},
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// rules gives the kinds of what was found, by code.
func (l List) rules() []sarifRule {
	kinds, rules := Kinds(), []sarifRule{}
	for _, d := range l {
		i, known := slices.BinarySearchFunc(rules, d.Code, func(r sarifRule, c Code) int { return strings.Compare(string(r.ID), string(c)) })
		if !known {
			rules = slices.Insert(rules, i, sarifRule{d.Code, sarifText{kinds[d.Code].Title}})
		}
	}
	return rules
}

func (d Diagnostic) sarifPlace() sarifPlace {
	uri := (&url.URL{Path: d.File}).String()
	if d.File == "" {
		uri = "./"
	}
	place := sarifPlace{Artifact: sarifArtifact{URI: uri, Base: "%SRCROOT%"}}
	if d.Line > 0 {
		place.Region = &sarifRegion{Line: d.Line, Col: d.Col}
		if d.Source != "" {
			place.Region.Snippet = &sarifText{Visible(d.Source)}
		}
	}
	return place
}

// unlinked breaks up what SARIF would take for a link, [words](address), so that no file can put one into a report.
func unlinked(s string) string { return strings.ReplaceAll(s, "](", "] (") }
