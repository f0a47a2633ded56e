package theme

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"

	"assay/generator/internal/diag"
)

// call is a {{template}} action.
type call struct {
	*parse.TemplateNode
	always bool // under no if, with or range
}

// calls lists the templates that a node calls.
func calls(n parse.Node) (all []call) {
	walk(n, true, func(n parse.Node, always bool) {
		if t, ok := n.(*parse.TemplateNode); ok {
			all = append(all, call{t, always})
		}
	})
	return all
}

// walk hands over a node and all below it, in their order, and whether each stands under no if, with or range.
func walk(n parse.Node, always bool, see func(n parse.Node, always bool)) {
	below := func(n parse.Node) { walk(n, always, see) }
	branch := func(b *parse.BranchNode) {
		below(b.Pipe)
		walk(b.List, false, see)
		if b.ElseList != nil {
			walk(b.ElseList, false, see)
		}
	}
	see(n, always)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			below(child)
		}
	case *parse.ActionNode:
		below(n.Pipe)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			below(n.Pipe)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			below(c)
		}
	case *parse.CommandNode:
		for _, arg := range n.Args {
			below(arg)
		}
	case *parse.ChainNode:
		below(n.Node)
	}
}

// plainName gives the name in the files: a template that is called in an attribute or a title has been escaped under another.
func plainName(name string) string {
	name, _, _ = strings.Cut(name, "$htmltemplate_")
	return name
}

// reached lists the templates that a page can reach from the one it starts with, each after those it calls.
func reached(page *template.Template, start string) []string {
	var all []string
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		t := page.Lookup(name)
		if seen[name] || t == nil || t.Tree == nil {
			return
		}
		seen[name] = true
		for _, c := range calls(t.Tree.Root) {
			visit(plainName(c.Name))
		}
		all = append(all, name)
	}
	visit(start)
	return all
}

// checkCalls finds calls of templates that do not exist, frames that show no page, and templates that call themselves
// whatever the page.
func (t *Theme) checkCalls(page *template.Template, start string) error {
	if start == frame && page.Lookup(mainBlock) == nil {
		return diag.Problemf(diag.BadTemplate, "the template does not define %q", mainBlock).
			Because(`wrap its content in {{define "main"}} … {{end}}`)
	}
	names := reached(page, start)
	if start == frame && !slices.Contains(names, mainBlock) {
		d := t.problemIn(frame, diag.Problemf(diag.BadTemplate, "the frame never shows what pages define as %q", mainBlock).
			Because(`put {{template "main" .}} where it belongs`))
		return d
	}
	slices.Sort(names)
	for _, name := range names {
		for _, c := range calls(page.Lookup(name).Tree.Root) {
			if called := page.Lookup(c.Name); called == nil || called.Tree == nil {
				return t.problemAt(c, diag.Problemf(diag.BadTemplate, "there is no template %q", c.Name).
					Because("%s", diag.DidYouMean(c.Name, known(page))))
			}
		}
	}
	for _, name := range names {
		if c, endless := circle(page, name); endless {
			return t.problemAt(c, diag.Problemf(diag.BadTemplate, "%q calls itself without end", name).
				Because("put the call under {{if}}, {{with}} or {{range}}, with a value that becomes empty"))
		}
	}
	return nil
}

// known lists the names of templates.
func known(page *template.Template) []string {
	var names []string
	for _, t := range page.Templates() {
		if t.Tree != nil && t.Name() != frame && t.Name() != mainBlock && !slices.Contains(Kinds(), t.Name()) {
			names = append(names, t.Name())
		}
	}
	return names
}

// circle finds a call by which a template always comes back to itself.
func circle(page *template.Template, name string) (call, bool) {
	seen := map[string]bool{}
	var leadsBack func(from string) bool
	first := func(from string) (call, bool) {
		for _, c := range calls(page.Lookup(from).Tree.Root) {
			if c.always && (c.Name == name || leadsBack(c.Name)) {
				return c, true
			}
		}
		return call{}, false
	}
	leadsBack = func(from string) bool {
		if seen[from] {
			return false
		}
		seen[from] = true
		_, found := first(from)
		return found
	}
	return first(name)
}
