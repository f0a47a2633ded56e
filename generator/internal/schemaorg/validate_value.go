package schemaorg

import (
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// value validates the value of a property, or of nothing that is known (nil).
func (w *walker) value(p *property, n *doc.Node) {
	switch n.Kind {
	case doc.Map:
		w.object(p, n)
	case doc.List:
		for i, item := range n.Items {
			w.enterItem(i)
			w.value(p, item)
			w.leave()
		}
	case doc.Scalar:
		w.scalar(p, n)
	}
}

// object validates a node, or what stands for a text or a list.
func (w *walker) object(p *property, n *doc.Node) {
	for _, container := range []string{"@value", "@list", "@set"} {
		if inner := field(n, container); inner != nil {
			w.enter(container)
			w.value(p, inner)
			w.leave()
			return
		}
	}
	types := w.node(n)
	if p == nil || !types.known() || p.takes&takesAnything != 0 || types.above.hasAny(p.ranges) || types.above.has(w.role) {
		return
	}
	w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes no %s", p.name, types.names).Because("it takes: %s", rangeNames(p)))
}

func rangeNames(p *property) string {
	const most = 5
	names := make([]string, 0, most)
	for _, c := range p.ranges[:min(len(p.ranges), most)] {
		names = append(names, c.name)
	}
	if len(p.ranges) > most {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// scalar validates a text, number or truth value.
func (w *walker) scalar(p *property, n *doc.Node) {
	if !n.Plain {
		w.placeholder(p, n)
	}
	switch {
	case p == nil:
	case p.takes&takesNodeOnly != 0:
		w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s is a bare value", p.name).
			Because("give an object that says what it is: %s", rangeNames(p)))
	case !n.Plain:
		w.text(p, n)
	case n.Text == "true" || n.Text == "false":
		w.plain(p, n, "a truth value", takesBoolean)
	default:
		w.plain(p, n, "a number", takesNumber|takesText|takesQuantity)
	}
}

// plain validates a number or a truth value, which properties of some kinds take.
func (w *walker) plain(p *property, n *doc.Node, what string, takenBy taking) {
	if p.takes&(takenBy|takesAnything) == 0 {
		w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes no %s", p.name, strings.TrimPrefix(what, "a ")).
			Because("%s", plainHint(p, n.Text)))
	}
}

func plainHint(p *property, text string) string {
	if p.takes&(takesText|takesDate|takesURL) != 0 {
		return `as a text it is written "` + text + `"`
	}
	return "it takes: " + rangeNames(p)
}

// text validates a text that is not one of a node's own.
func (w *walker) text(p *property, n *doc.Node) {
	const dates = takesDate | takesTime
	switch takes := p.takes; {
	case takes&(takesText|takesAnything) != 0:
		if takes&takesMember != 0 {
			w.member(p, n)
		}
	case takes&takesMember != 0:
		w.member(p, n)
	case takes&^dates == 0:
		w.date(p, n)
	case takes == takesURL:
		if strings.ContainsAny(strings.TrimSpace(n.Text), " \n\t") {
			w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes an address, and %q is none", p.name, n.Text))
		}
	case takes == takesNumber:
		if _, ok := number(n.Text); !ok {
			w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes a number, and %q is none", p.name, n.Text))
		}
	case takes == takesBoolean:
		name, _ := w.context.resolve(n.Text)
		if !slices.Contains([]string{"true", "false", "True", "False"}, name) {
			w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes true or false, and %q is neither", p.name, n.Text))
		}
	}
}

// number reads a number that is written as a text. Neither infinity nor hexadecimal numbers are for ratings.
func number(text string) (float64, bool) {
	if strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

// member validates the name of a member of an enumeration, which is schema.org's by its address, or by itself where
// the property takes nothing else.
func (w *walker) member(p *property, n *doc.Node) {
	name, isAddress := termOf(n.Text)
	only := p.takes&^takesMember == 0
	switch {
	case !isAddress && (!only || strings.Contains(n.Text, "://")):
		return
	case !isAddress:
		name, _ = w.context.resolve(n.Text)
	}
	if c := w.types[name]; c != nil && c.above.hasAny(p.ranges) {
		return
	}
	enumerations := w.members[name]
	switch in := func(e *class) bool { return e.above.hasAny(p.ranges) }; {
	case enumerations == nil && w.types[name] == nil:
		problem := diag.Problemf(diag.UnknownTerm, "%s takes no %q: schema.org has no such value", p.name, name)
		problem.Hint = w.suggest(p.name, name, func() []string { return membersOf(p) })
		w.add(diag.Error, n.At, problem)
	case only && !slices.ContainsFunc(enumerations, in):
		w.add(diag.Warning, n.At, diag.Problemf(diag.WrongValueType, "%s takes no %s", p.name, name).Because("it takes: %s", rangeNames(p)))
	}
}

func membersOf(p *property) []string {
	var names []string
	for _, r := range p.ranges {
		names = append(names, r.members...)
	}
	return names
}
