package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"assay/generator/internal/diag"
)

// The standard library gives the place of a parse or execution error only inside its text:
// "template: NAME:LINE:COL: executing …" or "template: NAME:LINE: …". This is the one place that reads it.
var (
	placed    = regexp.MustCompile(`template: ?([^\s:]+):(\d+)(?::(\d+))?: (.*)`)
	executing = regexp.MustCompile(`^executing "[^"]*" at (<.*>): (.*)`)
)

// locate turns an error of the template packages into a diagnostic.
func (t *Theme) locate(err error, kind string) diag.Diagnostic {
	d := diag.Diagnostic{File: t.place(kind), Severity: diag.Error}
	var problem *diag.Problem
	if errors.As(err, &problem) {
		d.Problem = *problem
		return d
	}
	d.Code, d.Message = diag.BadTemplate, strings.ReplaceAll(err.Error(), "\n", " ")
	var escape *template.Error
	if errors.As(err, &escape) {
		d.Message, d.Line = escape.Description, escape.Line
		if escape.Name != "" {
			d.File = t.place(escape.Name)
		}
		return d
	}
	m := placed.FindStringSubmatch(d.Message)
	if m == nil {
		return d
	}
	d.File, d.Message = t.place(m[1]), m[4]
	d.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		d.Col, _ = strconv.Atoi(m[3])
		d.Col++ // the library counts columns from 0
	}
	if e := executing.FindStringSubmatch(d.Message); e != nil {
		d.Code, d.Message = diag.TemplateFailed, e[1]+": "+e[2]
	}
	return d
}

// place gives the file behind a template's name.
func (t *Theme) place(name string) string {
	if p, ok := t.places[name]; ok {
		return p
	}
	return "templates/" + name
}
