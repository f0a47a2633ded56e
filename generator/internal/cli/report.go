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

func reportFormats() []string { return []string{formatText, formatJSON, formatSARIF, formatGitHub} }

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
		parts = append(parts, s.files())
	}
	if s.warnings > 0 {
		parts = append(parts, count(s.warnings, "warning"))
	}
	line := strings.Join(parts, ", ") + " in " + seconds(s.elapsed)
	if s.kept {
		line += "; nothing was written"
	}
	if s.Partial {
		line += "; " + partly(s.Stats)
	}
	return line
}

// partly says how a write ended that failed after it had begun to replace files.
func partly(s output.Stats) string {
	return fmt.Sprintf("%s of %s replaced, so the output folder is partly new: the next build that succeeds completes it",
		grouped(s.Written+s.Removed), count(s.Planned, "file"))
}

// files says what became of the output folder.
func (s summary) files() string {
	return grouped(s.Written) + " written, " + grouped(s.Removed) + " removed, " + grouped(s.Unchanged) + " unchanged"
}

// counted lists how many there are of each severity that there is any of: "1 error", "3 notes".
func counted(errors, warnings, notes int) []string {
	var parts []string
	for _, of := range []struct {
		n    int
		noun string
	}{{errors, "error"}, {warnings, "warning"}, {notes, "note"}} {
		if of.n > 0 {
			parts = append(parts, count(of.n, of.noun))
		}
	}
	return parts
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
		"partial": s.Partial, "planned": s.Planned, "errors": s.errors, "warnings": s.warnings, "seconds": s.elapsed.Seconds(),
	})
}

// tally is what a check came to.
type tally struct {
	errors, warnings, notes int
	elapsed                 time.Duration
}

func tallyOf(found diag.List, elapsed time.Duration) tally {
	return tally{found.Count(diag.Error), found.Count(diag.Warning), found.Count(diag.Note), elapsed}
}

// String gives one line such as "1 error, 3 notes in 1.2 s".
func (t tally) String() string {
	parts := counted(t.errors, t.warnings, t.notes)
	if len(parts) == 0 {
		parts = []string{"nothing found"}
	}
	return strings.Join(parts, ", ") + " in " + seconds(t.elapsed)
}

// MarshalJSON gives the tally's figures; seconds are a fraction.
func (t tally) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"errors": t.errors, "warnings": t.warnings, "notes": t.notes, "seconds": t.elapsed.Seconds()})
}

// report is how a command tells what it found.
type report struct {
	format string
	least  diag.Severity // what is milder is not printed
	folder string        // absolute; the names of files begin there
}

// print prints diagnostics, as text to standard error and for machines to standard output, and what they came to: a line
// where people read it and do not ask for errors only, an object in JSON.
func (r report) print(streams Streams, found diag.List, outcome fmt.Stringer) error {
	found = atLeast(found, r.least)
	var err error
	switch r.format {
	case formatJSON:
		return writeJSON(streams.Out, map[string]any{"diagnostics": found.JSON(), "summary": outcome})
	case formatSARIF:
		return fromTop(found, r.folder).SARIF(streams.Out, version())
	case formatGitHub:
		err = fromTop(found, r.folder).GitHub(streams.Out)
	default:
		err = found.Text(streams.Err)
	}
	if err == nil && r.least < diag.Error {
		_, err = fmt.Fprintln(streams.Out, outcome)
	}
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
