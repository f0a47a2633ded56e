package theme

import (
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"assay/generator/internal/diag"
)

// The messages of the template packages that are worth a hint, or that only their authors understand.
var (
	noFunction = regexp.MustCompile(`^function "([^"]+)" not defined$`)
	noField    = regexp.MustCompile(`^can't evaluate field (\S+) in type (.+)$`)
	noPointer  = regexp.MustCompile(`^nil pointer evaluating (.+)\.(\w+)$`)
	callFailed = regexp.MustCompile(`^error calling (\w+): (.*)$`)
	tooDeep    = regexp.MustCompile(`^exceeded maximum template depth`)
	state      = regexp.MustCompile(`\{state(\w+) delim(\w+) [^{}]*? element(\w+) [^{}]*\}`)
)

// explainSyntax gives the message for a template that cannot be parsed.
func explainSyntax(message string, funcs template.FuncMap) *diag.Problem {
	p := diag.Problemf(diag.BadTemplate, "%s", message)
	switch m := noFunction.FindStringSubmatch(message); {
	case m != nil:
		p.Because("%s", diag.DidYouMean(m[1], slices.AppendSeq(predefined(), maps.Keys(funcs))))
	case message == "unexpected EOF":
		p.Because("an {{if}}, {{with}}, {{range}}, {{block}} or {{define}} has no {{end}}")
	case strings.HasPrefix(message, "unexpected {{end}}"):
		p.Because("there is an {{end}} too many above")
	}
	return p
}

// predefined are the functions that every template has (https://pkg.go.dev/text/template#hdr-Functions).
func predefined() []string {
	return []string{"and", "call", "html", "index", "slice", "js", "len", "not", "or", "print", "printf", "println", "urlquery", "eq", "ge", "gt", "le", "lt", "ne"}
}

// explainFailure gives the message for a page that could not be rendered.
func explainFailure(message string, view reflect.Type) *diag.Problem {
	if m := noField.FindStringSubmatch(message); m != nil {
		return unknownField(m[1], m[2], view)
	}
	if m := noPointer.FindStringSubmatch(message); m != nil {
		name := strings.TrimPrefix(strings.TrimPrefix(m[1], "*"), "plan.")
		return diag.Problemf(diag.TemplateFailed, "there is no %s here, so no .%s of it", name, m[2]).
			Because("ask for it with {{with}} or {{if}} first")
	}
	if m := callFailed.FindStringSubmatch(message); m != nil {
		return diag.Problemf(diag.TemplateFailed, "%s: %s", m[1], m[2])
	}
	if tooDeep.MatchString(message) {
		return diag.Problemf(diag.TemplateFailed, "templates call each other without end")
	}
	return diag.Problemf(diag.TemplateFailed, "%s", message)
}

// unknownField names the nearest field of a type that is part of a view.
func unknownField(field, typ string, view reflect.Type) *diag.Problem {
	found := find(view, typ, map[reflect.Type]bool{})
	if found == nil {
		return diag.Problemf(diag.TemplateFailed, "there is no field %s in a value of type %s", field, typ)
	}
	base := found
	for base.Kind() == reflect.Pointer {
		base = base.Elem()
	}
	switch base.Kind() {
	case reflect.Slice:
		return diag.Problemf(diag.TemplateFailed, "there is no field %s in a list", field).Because("go through it with {{range}}")
	case reflect.Struct:
		return diag.Problemf(diag.TemplateFailed, "there is no field %s in %s", field, typeName(base)).
			Because("%s", diag.DidYouMean(field, fields(base)))
	default:
		return diag.Problemf(diag.TemplateFailed, "there is no field %s in a %s", field, base.Kind())
	}
}

// find looks for a type by its name among all that a type leads to.
func find(t reflect.Type, name string, seen map[reflect.Type]bool) reflect.Type {
	if t == nil || seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		return t
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return find(t.Elem(), name, seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if found := find(t.Field(i).Type, name, seen); found != nil {
				return found
			}
		}
	}
	return nil
}

// fields lists what a template may ask of a struct.
func fields(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return names
}

// readable puts words for the states of html/template's parser that its messages print.
func readable(message string) string {
	message = strings.Replace(message, "branches end in different contexts:", "branches end in different places of the markup:", 1)
	return state.ReplaceAllStringFunc(message, func(dump string) string {
		m := state.FindStringSubmatch(dump)
		place := states()[m[1]]
		if place == "" {
			place = "markup"
		}
		switch {
		case m[3] != "None" && m[1] == "RCDATA":
			return "<" + strings.ToLower(m[3]) + ">"
		case m[2] == "DoubleQuote":
			return place + ` between " and "`
		case m[2] == "SingleQuote":
			return place + " between ' and '"
		case m[2] == "SpaceOrTagEnd":
			return place + " without quotes"
		default:
			return place
		}
	})
}

// states are the states of html/template's parser, for people.
func states() map[string]string {
	const script, style = "a script", "a style sheet"
	return map[string]string{
		"Text": "text", "Tag": "a tag", "AttrName": "an attribute's name", "AfterName": "a tag, after an attribute's name",
		"BeforeValue": "an attribute, before its value", "HTMLCmt": "a comment", "RCDATA": "an element of plain text",
		"Attr": "an attribute", "URL": "an attribute with a URL", "Srcset": "an attribute with URLs",
		"JS": script, "JSDqStr": script, "JSSqStr": script, "JSTmplLit": script, "JSRegexp": script, "JSBlockCmt": script, "JSLineCmt": script,
		"CSS": style, "CSSDqStr": style, "CSSSqStr": style, "CSSDqURL": style, "CSSSqURL": style, "CSSURL": style, "CSSBlockCmt": style, "CSSLineCmt": style,
		"MetaContent": "an attribute", "MetaContentURL": "an attribute with a URL",
	}
}
