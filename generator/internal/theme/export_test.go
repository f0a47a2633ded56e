package theme

import "html/template"

// Page gives a kind's template as html/template executes it.
func (t *Theme) Page(kind string) *template.Template { return t.pages[kind] }
