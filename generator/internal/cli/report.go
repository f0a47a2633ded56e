package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/output"
)

// The formats of diagnostics.
const (
	formatText   = "text"
	formatJSON   = "json"
	formatSARIF  = "sarif" // https://docs.oasis-open.org/sarif/sarif/v2.1.0/
	formatGitHub = "github"
)

// summary is what a build came to.
type summary struct {
	output.Stats
	errors, warnings int
	elapsed          time.Duration
	kept             bool // nothing was written, the folder is as it was
}

// String gives one line such as "214 written, 3 removed, 9 985 unchanged, 1 warning in 1.2 s".
func (s summary) String() string {
	var parts []string
	if s.errors > 0 {
		parts = append(parts, count(s.errors, "error"))
	}
	if !s.kept {
		parts = append(parts, grouped(s.Written)+" written", grouped(s.Removed)+" removed", grouped(s.Unchanged)+" unchanged")
	}
	if s.warnings > 0 {
		parts = append(parts, count(s.warnings, "warning"))
	}
	line := strings.Join(parts, ", ") + " in " + seconds(s.elapsed)
	if s.kept {
		line += "; nothing was written"
	}
	return line
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped writes thousands apart: 9 985.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return strconv.Itoa(int(d.Milliseconds())) + " ms"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// MarshalJSON gives the summary's figures; seconds are a fraction.
func (s summary) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"written": s.Written, "removed": s.Removed, "unchanged": s.Unchanged,
		"errors": s.errors, "warnings": s.warnings, "seconds": s.elapsed.Seconds(),
	})
}

// report prints the diagnostics of a severity or above, and unless only errors count, the summary.
func report(streams Streams, format string, least diag.Severity, found diag.List, s summary) error {
	s.errors, s.warnings = found.Count(diag.Error), found.Count(diag.Warning)
	found = atLeast(found, least)
	switch format {
	case formatJSON:
		return writeJSON(streams.Out, map[string]any{"diagnostics": found.JSON(), "summary": s})
	case formatGitHub:
		if err := found.GitHub(streams.Out); err != nil {
			return err
		}
	default:
		if err := found.Text(streams.Err); err != nil {
			return err
		}
	}
	if least == diag.Error {
		return nil
	}
	_, err := fmt.Fprintln(streams.Out, s)
	return err
}

func atLeast(found diag.List, severity diag.Severity) diag.List {
	var kept diag.List
	for _, d := range found {
		if d.Severity >= severity {
			kept = append(kept, d)
		}
	}
	return kept
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
