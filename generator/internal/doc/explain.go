package doc

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"assay/generator/internal/diag"
)

// explain says in words what the library's scanner and parser say in YAML's terms.
// It knows the slips people make; anything else keeps the library's own message.
func explain(src []byte, e *yaml.LoadError) (diag.At, *diag.Problem) {
	end := Place(src, len(src))
	at := inside(diag.At{Line: e.Mark.Line, Col: max(e.Mark.Column, 1)}, end)
	opened := diag.At{Line: e.ContextMark.Line, Col: max(e.ContextMark.Column, 1)}
	line := Line(src, at.Line)
	bad := func(format string, args ...any) *diag.Problem { return diag.Problemf(diag.BadYAML, format, args...) }
	is := func(part string) bool { return strings.Contains(e.Message, part) }
	switch {
	case is("mapping values are not allowed"):
		if hint := quoteHint(line); hint != "" {
			return at, bad("a colon followed by a space ends a key, so this value must be quoted").Because("write %s", hint)
		}
		return at, bad("unexpected `key:` here").Because("check the indentation; a value with a colon and a space must be quoted")
	case is("tab character") || is("tabs") || is("cannot start any token") && strings.HasPrefix(rest(line, at.Col), "\t"):
		if i := strings.IndexByte(line, '\t'); i >= 0 {
			at.Col = len([]rune(line[:i])) + 1
		}
		return at, bad("a tab stands where YAML wants spaces").Because("indent with spaces")
	case is("cannot start any token") || is("mapping keys are not allowed"):
		return begins(at, line)
	case is("did not find expected node content"):
		if at.Line >= end.Line && rest(line, at.Col) == "" {
			if opened, ok := lastOpened(src); ok {
				return notClosed(opened)
			}
		}
		return begins(at, line)
	case opened.Line > 0 && (is("comment or line break") && strings.HasSuffix(e.ContextMsg, "a block scalar") || // >50 %
		is("alphabetic or numeric character") || // * x, & x
		strings.HasSuffix(e.ContextMsg, "a tag") || is("undefined tag handle")):
		return begins(opened, Line(src, opened.Line))
	case strings.Contains(e.ContextMsg, "directive") || is("directive") || is("incompatible YAML document"):
		return diag.At{Line: at.Line, Col: 1}, bad("a line that begins with %% is a YAML directive, which has no meaning here").
			Because("remove it, or put the value in quotes")
	case opened.Line > 0 && (is("unexpected end of stream") || is("unexpected document indicator")):
		return opened, bad("the quote that opens here is not closed")
	case is("escape") || is("hexadecimal"):
		return at, bad("in double quotes a backslash begins an escape, and this is none").Because(`put the value in single quotes, or write \\ for \`)
	case is("did not find expected ',' or"):
		if opened.Line == at.Line && strings.HasPrefix(rest(line, at.Col), ":") {
			return at, bad("a colon followed by a space ends a key, so this value must be quoted").Because("put the value in quotes")
		}
		return notClosed(opened)
	case is("did not find expected <document start>"):
		return at, bad("this does not belong to what stands before").Because("check the indentation and the brackets")
	case is("comment without preceding whitespace"):
		return at, bad("a # directly behind a value").Because("put a space before it if it begins a comment, or the whole value in quotes")
	case is("unknown anchor"):
		return at, bad("a value that begins with * is a YAML alias, and none of that name is known").Because("put the value in quotes")
	case is("could not find expected ':'"):
		if opened.Line > 0 {
			at = opened
		}
		return at, bad("this line has no `key:`").Because("give it a key, or indent it under the key it belongs to")
	case is("did not find expected key"):
		return at, bad("a `key: value` was expected here").Because("check the indentation and the quotes of this line and the one before")
	case is("did not find expected '-' indicator"):
		return at, bad("a list entry was expected here").Because("begin it with a hyphen, or check the indentation")
	case is("block sequence entries are not allowed"):
		return at, bad("a list must begin on a line of its own").Because("put the hyphen on the next line, indented")
	case is("depth"):
		return at, diag.Problemf(diag.TooDeep, "the YAML is nested too deep")
	default:
		return at, bad("%s", e.Message)
	}
}

func notClosed(opened diag.At) (diag.At, *diag.Problem) {
	return opened, diag.Problemf(diag.BadYAML, "the list or mapping that opens here is not closed").Because("check its brackets, commas and quotes")
}

// lastOpened finds the bracket that is open where a document ends. The library tells only with a value behind it.
func lastOpened(src []byte) (diag.At, bool) {
	var e *yaml.LoadError
	err := yaml.Load(append(slices.Clone(src), "\nx"...), &yaml.Node{})
	if !errors.As(err, &e) || !strings.Contains(e.Message, "did not find expected ',' or") || e.ContextMark.Line == 0 {
		return diag.At{}, false
	}
	return diag.At{Line: e.ContextMark.Line, Col: max(e.ContextMark.Column, 1)}, true
}

func rest(line string, col int) string {
	r := []rune(line)
	return string(r[min(col-1, len(r)):])
}

// begins says that no value begins with the character at a place.
func begins(at diag.At, line string) (diag.At, *diag.Problem) {
	for _, r := range rest(line, at.Col) {
		return at, diag.Problemf(diag.BadYAML, "a value cannot begin with %q", string(r)).Because("put the value in quotes")
	}
	return at, diag.Problemf(diag.BadYAML, "a value was expected here")
}

// quoteHint shows how the line would be right, where it is the common `title: America: 13 wars`.
func quoteHint(line string) string {
	m := regexp.MustCompile(`^\s*(?:- )?([\w-]+): +([^"'\[{|>&*!].*:( .*)?)$`).FindStringSubmatch(line)
	if m == nil || len(m[2]) > 300 {
		return ""
	}
	value := strings.TrimSpace(m[2])
	if strings.ContainsAny(value, `"\`) {
		return m[1] + ": '" + strings.ReplaceAll(value, "'", "''") + "'"
	}
	return m[1] + `: "` + value + `"`
}
