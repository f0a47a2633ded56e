package theme

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/tmpl"
)

// The standard library gives the place of a parse or execution error only inside its text:
// "template: NAME:LINE:COL: executing …" or "template: NAME:LINE: …". This file and explain.go are the one place
// that reads it.
var (
	placed    = regexp.MustCompile(`^(?:html/)?template: ?(.+?):(\d+)(?::(\d+))?: (.*)`)
	executing = regexp.MustCompile(`^executing "[^"]*" at (<.*?>): (.*)`)
	position  = regexp.MustCompile(`^(.+):(\d+):(\d+)$`)
)

// locate turns an error of the template packages into a diagnostic. The view is nil while templates are compiled.
func (t *Theme) locate(err error, kind string, view any) diag.Diagnostic {
	var done diag.Diagnostic
	var exceeded *tmpl.Exceeded
	var problem *diag.Problem
	known := errors.As(err, &problem)
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	m := placed.FindStringSubmatch(text)
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &exceeded):
		return t.problemBy(exceeded.Place, diag.Problemf(diag.TemplateFailed, "%s", exceeded.Limit))
	case m == nil && known:
		return t.problemIn(kind, problem)
	case m == nil:
		return t.problemIn(kind, diag.Problemf(diag.BadTemplate, "%s", text))
	}
	e := executing.FindStringSubmatch(m[4])
	if e == nil {
		p := explainSyntax(m[4], t.funcs)
		d := t.problemIn(m[1], p)
		d.Line, _ = strconv.Atoi(m[2])
		d.Col = t.columnOf(m[1], d.Line, p.Message)
		return d
	}
	if !known {
		problem = explainFailure(e[2], reflect.TypeOf(view))
	}
	at := *problem
	at.Message = e[1] + ": " + at.Message
	return t.problemBy(m[1]+":"+m[2]+":"+m[3], &at)
}

// located does so for an error that may be several findings already.
func (t *Theme) located(err error, kind string) diag.List {
	var list diag.List
	if errors.As(err, &list) {
		return list
	}
	return diag.List{t.locate(err, kind, nil)}
}

// problemIn puts a problem into the file of a template.
func (t *Theme) problemIn(name string, p *diag.Problem) diag.Diagnostic {
	return diag.Diagnostic{File: t.place(name), Severity: diag.Error, Problem: *p}
}

// problemAt puts a problem at a node of a template.
func (t *Theme) problemAt(n parse.Node, p *diag.Problem) diag.Diagnostic {
	at, _ := (*parse.Tree)(nil).ErrorContext(n) // the node knows its tree
	return t.problemBy(at, p)
}

// problemBy puts a problem at a place as the standard library writes it: name:line:column, the column in bytes from 0.
func (t *Theme) problemBy(place string, p *diag.Problem) diag.Diagnostic {
	m := position.FindStringSubmatch(place)
	if m == nil {
		return t.problemIn(place, p)
	}
	d := t.problemIn(m[1], p)
	d.Line, _ = strconv.Atoi(m[2])
	before, _ := strconv.Atoi(m[3])
	line := t.line(m[1], d.Line)
	d.Col = utf8.RuneCountInString(line[:min(before, len(line))]) + 1
	return d
}

// quoted finds what a message quotes.
var quoted = regexp.MustCompile(`"([^"]+)"`)

// columnOf finds the place of what a message quotes in a line, 0 where that is not clear.
func (t *Theme) columnOf(name string, line int, message string) int {
	m := quoted.FindStringSubmatch(message)
	if m == nil {
		return 0
	}
	s := t.line(name, line)
	before, after, found := strings.Cut(s, m[1])
	if !found || strings.Contains(after, m[1]) {
		return 0
	}
	return utf8.RuneCountInString(before) + 1
}

func (t *Theme) line(name string, line int) string { return doc.Line(t.files[name].content, line) }

// place gives the file behind a template's name.
func (t *Theme) place(name string) string {
	if f, ok := t.files[name]; ok {
		return f.place
	}
	return "templates/" + name
}

// explainEscape turns a mistake in the markup, found by html/template, into a diagnostic.
func (t *Theme) explainEscape(err *template.Error, page *template.Template, start string) diag.Diagnostic {
	p := diag.Problemf(diag.BadTemplate, "%s", readable(err.Description))
	switch err.ErrorCode {
	case template.ErrBranchEnd, template.ErrEndContext:
		// What a partial leaves open spoils whatever calls it.
		if d, found := t.unclosed(page, start); found {
			return d
		}
		p.Because("close in every branch what is opened in it, or put the branches into the value")
	}
	if err.Node != nil {
		return t.problemAt(err.Node, p)
	}
	d := t.problemIn(plainName(err.Name), p)
	d.Line = err.Line
	return d
}

// unclosed finds the innermost template that leaves markup open, and where: behind the last of its parts up to which
// all that was opened is closed.
func (t *Theme) unclosed(page *template.Template, start string) (diag.Diagnostic, bool) {
	for _, name := range reached(page, start) {
		inside := leftOpen(page, name, -1)
		if inside == "" {
			continue
		}
		nodes := page.Lookup(name).Tree.Root.Nodes
		n := len(nodes) - 1
		for n > 0 && leftOpen(page, name, n) != "" {
			n--
		}
		d := t.problemAt(nodes[n], diag.Problemf(diag.BadTemplate, "the template ends inside %s", inside).
			Because("a tag, an attribute, a comment or a <script> that begins here has no end"))
		if text, ok := nodes[n].(*parse.TextNode); ok {
			// The last tag in it is the likeliest one.
			opened := text.Text[:max(0, bytes.LastIndexByte(text.Text, '<'))]
			d.Line, d.Col = d.Line+bytes.Count(opened, []byte("\n")), 0
		}
		return d, true
	}
	return diag.Diagnostic{}, false
}

// leftOpen tells inside what the first parts of a template end, or all with -1: "" for text, where they should.
func leftOpen(page *template.Template, name string, parts int) string {
	c, err := page.Clone()
	if err != nil {
		return ""
	}
	if parts >= 0 {
		root := c.Lookup(name).Tree.Root
		root.Nodes = root.Nodes[:parts]
	}
	var escape *template.Error
	if errors.As(escapeAll(c, name), &escape) && escape.ErrorCode == template.ErrEndContext {
		return readable(escape.Description)
	}
	return ""
}
