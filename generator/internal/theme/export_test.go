package theme

import (
	"html/template"
	"maps"
	"slices"
)

// Page gives a kind's template as html/template executes it.
func (t *Theme) Page(kind string) *template.Template { return t.pages[kind] }

// FunctionNames lists the functions of templates.
func FunctionNames() []string { return slices.Sorted(maps.Keys(Env{}.funcs())) }
