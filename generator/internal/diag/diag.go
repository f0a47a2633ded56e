// Package diag describes what is wrong with a site's files, and where.
//
// A [Diagnostic] is a value: a place (file, line, column), a severity, a stable code,
// a message and a hint how to mend it. Diagnostics are collected, never thrown: every stage
// returns all it found, and the build sorts and prints them together.
//
// Lines and columns count from 1. A column counts Unicode code points, as editors do, not bytes.
// Line 0 means the file as a whole; an empty file name means the site as a whole.
//
// Codes are grouped: A0xx files and syntax, A1xx references and facts of claims,
// A2xx templates, A3xx checks beyond what makes a site valid, A4xx outputs. A code, once published, never changes its meaning.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says what a diagnostic does to the build: an Error stops it.
type Severity uint8

// The severities, mildest first.
const (
	Note Severity = iota
	Warning
	Error
)

// String gives the word printed before the code.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// MarshalText gives the severity its name in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is a finding that does not know its place yet, as a parser of a single value returns it.
type Problem struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	More    int    `json:"more,omitempty"` // how many problems this one stands for; see [List.Abridge]
}

// Error makes a problem usable as the error of UnmarshalText and the like.
func (p *Problem) Error() string { return p.Message }

// Problemf makes a problem without a hint.
func Problemf(code Code, format string, args ...any) *Problem {
	return &Problem{Code: code, Message: shorten(fmt.Sprintf(format, args...))}
}

// Because adds a hint.
func (p *Problem) Because(format string, args ...any) *Problem {
	p.Hint = shorten(fmt.Sprintf(format, args...))
	return p
}

// shorten cuts the middle out of a message that quotes megabytes of a file.
func shorten(s string) string {
	const head, tail = 400, 100
	if utf8.RuneCountInString(s) <= head+tail {
		return s
	}
	r := []rune(s)
	return string(r[:head]) + " … " + string(r[len(r)-tail:])
}

// At is a place in a file: line and column from 1, the column in code points. The zero At is the file as a whole.
type At struct{ Line, Col int }

// Finding is a problem at a place of the file being read, as its parser knows it.
type Finding struct {
	At       At
	Severity Severity
	Problem
}

// In gives the finding the name of its file.
func (f Finding) In(file string) Diagnostic {
	return Diagnostic{File: file, Line: f.At.Line, Col: f.At.Col, Severity: f.Severity, Problem: f.Problem}
}

// Findings is what the parser of one file found.
type Findings []Finding

// In gives all findings the name of their file.
func (fs Findings) In(file string) List {
	list := make(List, 0, len(fs))
	for _, f := range fs {
		list = append(list, f.In(file))
	}
	return list
}

// Add appends an error at a place.
func (fs *Findings) Add(at At, p *Problem) {
	*fs = append(*fs, Finding{At: at, Severity: Error, Problem: *p})
}

// Warn appends a warning at a place.
func (fs *Findings) Warn(at At, p *Problem) {
	*fs = append(*fs, Finding{At: at, Severity: Warning, Problem: *p})
}

// Failed tells whether any finding is an error.
func (fs Findings) Failed() bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity == Error })
}

// Unreadable tells that the file could not be taken for anything; see [Code.Unreadable].
func (fs Findings) Unreadable() bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Code.Unreadable() })
}

// Diagnostic is a problem at its place.
type Diagnostic struct {
	File     string   `json:"file,omitempty"` // slash-separated, relative to the site's root
	Line     int      `json:"line,omitempty"`
	Col      int      `json:"column,omitempty"`
	Severity Severity `json:"severity"`
	Problem
	// Source is the text of the line, without its end; filled in by the build. Of a very long line it is a part, before which
	// some characters are left out.
	Source  string `json:"source,omitempty"`
	Omitted int    `json:"source_omitted,omitempty"`
}

// Error gives the one-line form, so that a diagnostic can travel as an error.
func (d Diagnostic) Error() string {
	var b strings.Builder
	if p := d.place(); p != "" {
		b.WriteString(p)
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s %s: %s", d.Severity, d.Code, d.Message)
	if d.Hint != "" {
		b.WriteString("; ")
		b.WriteString(d.Hint)
	}
	return b.String()
}

func (d Diagnostic) place() string {
	switch {
	case d.Line > 0 && d.Col > 0:
		return fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Col)
	case d.Line > 0:
		return fmt.Sprintf("%s:%d", d.File, d.Line)
	default:
		return d.File
	}
}

// List is what a stage found. As an error it stands for all its members.
type List []Diagnostic

// Error gives one line a diagnostic.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort orders by file, position and code, and drops exact repetitions.
func (l List) Sort() List {
	slices.SortFunc(l, func(a, b Diagnostic) int { // by everything there is, so that equal ones are the same
		if place := cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)); place != 0 {
			return place // as it mostly is
		}
		return cmp.Or(
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Hint, b.Hint), cmp.Compare(a.Source, b.Source),
		)
	})
	return slices.Compact(l)
}

// Count returns the number of problems with exactly this severity, including those that are not
// shown.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n += d.count()
		}
	}
	return n
}

// Failed tells whether any diagnostic is an error.
func (l List) Failed() bool { return l.Count(Error) > 0 }

// FromError turns any error into diagnostics: a [List] and a [Diagnostic] as they are,
// a [Problem] and anything else as an error without a place.
func FromError(err error) List {
	var list List
	var one Diagnostic
	var problem *Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return List{one}
	case errors.As(err, &problem):
		return List{{Severity: Error, Problem: *problem}}
	default:
		return List{{Severity: Error, Problem: Problem{Code: CannotRead, Message: err.Error()}}}
	}
}
