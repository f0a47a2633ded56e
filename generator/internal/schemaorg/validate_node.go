package schemaorg

import (
	"slices"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// keywords are those of JSON-LD 1.1 that can stand in a node.
var keywords = []string{
	"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json", "@language", "@list", "@nest",
	"@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab",
}

// nodeTypes is what is known of a node's types.
type nodeTypes struct {
	above typeSet // the types and their ancestors
	names string  // of those that are schema.org's, for messages
	open  bool    // the node may have other types and properties than schema.org tells of
}

// known tells that all that the node can be is in above.
func (t *nodeTypes) known() bool { return t.names != "" && !t.open }

// node validates an object that stands for a thing, and tells its types.
func (w *walker) node(n *doc.Node) nodeTypes {
	before := w.context
	if declared := field(n, "@context"); declared != nil && len(w.path) > 0 {
		w.context = w.context.with(declared)
	}
	types := w.typesOf(n)
	if types.above.has(w.dataFeed) {
		w.inFeed++
	}
	if types.names != "" {
		w.rules(n, &types)
	}
	for i := range n.Fields {
		w.field(n, &n.Fields[i], &types)
	}
	if types.above.has(w.dataFeed) {
		w.inFeed--
	}
	w.context = before
	return types
}

// typesOf reads @type.
func (w *walker) typesOf(n *doc.Node) nodeTypes {
	var types nodeTypes
	declared := w.get(n, "@type")
	switch {
	case declared == nil || declared.Kind == doc.Null:
		types.open = true
		if w.get(n, "@id") == nil && w.hasContent(n) {
			w.add(diag.Error, n.At, diag.Problemf(diag.NotJSONLD, "an object has no @type").Because(`say what it is, such as "@type": "Person"`))
		}
	case declared.Kind == doc.List:
		w.enter("@type")
		for i, item := range declared.Items {
			w.enterItem(i)
			w.typeName(item, &types)
			w.leave()
		}
		w.leave()
	default:
		w.enter("@type")
		w.typeName(declared, &types)
		w.leave()
	}
	return types
}

// hasContent tells that a node says something of a thing, not only where nodes are.
func (w *walker) hasContent(n *doc.Node) bool {
	return slices.ContainsFunc(n.Fields, func(f doc.Field) bool {
		name, kind := w.context.resolve(f.Key)
		return kind == ours || kind == keyword && name == "@reverse"
	})
}

func (w *walker) typeName(n *doc.Node, types *nodeTypes) {
	if n.Kind != doc.Scalar || n.Plain || n.Text == "" {
		types.open = true
		w.add(diag.Error, n.At, diag.Problemf(diag.NotJSONLD, "@type takes the name of a type"))
		return
	}
	name, kind := w.context.resolve(n.Text)
	if kind != ours {
		types.open = true
		return
	}
	c := w.types[name]
	if c == nil {
		types.open = true
		p := diag.Problemf(diag.UnknownTerm, "schema.org has no type %q", name)
		p.Hint = w.suggest("types", name, func() []string { return w.typeNames })
		w.add(diag.Error, n.At, p)
		return
	}
	types.above.add(&c.above)
	if types.names == "" {
		types.names = c.name
	} else if len(types.names) < 100 {
		types.names += " and " + c.name
	}
}

// field validates what a node has under one key.
func (w *walker) field(n *doc.Node, f *doc.Field, types *nodeTypes) {
	name, kind := w.context.resolve(f.Key)
	if kind == foreign {
		return
	}
	w.enter(f.Key)
	defer w.leave()
	if kind == keyword {
		w.keyword(name, f)
		return
	}
	p := w.properties[name]
	switch {
	case p != nil && w.belongs(p, types):
	case p != nil:
		w.add(diag.Error, f.KeyAt, diag.Problemf(diag.UnknownTerm, "%s has no property %q", types.names, name).Because("%s", havers(p)))
		p = nil // what its value should be is not known either
	case w.isAction(name):
	default:
		problem := diag.Problemf(diag.UnknownTerm, "schema.org has no property %q", name)
		problem.Hint = w.suggest(types.names, name, func() []string { return w.candidates(name, types) })
		w.add(diag.Error, f.KeyAt, problem)
	}
	w.value(p, f.Value)
}

// belongs tells whether a node of these types can have a property. A role has that of the relation it qualifies.
func (w *walker) belongs(p *property, types *nodeTypes) bool {
	return types.open || types.above.hasAny(p.domains) || types.above.has(w.role) || len(p.domains) == 0
}

// isAction tells a property with the ending by which an action says what it needs and gives.
func (w *walker) isAction(name string) bool {
	base, in := strings.CutSuffix(name, "-input")
	base, out := strings.CutSuffix(base, "-output")
	return (in || out) && w.properties[base] != nil
}

// candidates are the properties that may be meant: those the node can have, and only where none is near all others.
func (w *walker) candidates(name string, types *nodeTypes) []string {
	if own := w.propertiesOf(&types.above); types.known() && diag.Nearest(name, own) != "" {
		return own
	}
	return w.propertyNames
}

// havers says what has a property.
func havers(p *property) string {
	const most = 3
	names := make([]string, 0, most)
	for _, c := range p.domains[:min(len(p.domains), most)] {
		names = append(names, c.name)
	}
	list := strings.Join(names, ", ")
	if len(p.domains) > most {
		list += " and others"
	}
	if len(p.domains) == 1 {
		return "it is a property of " + list
	}
	return "it is a property of: " + list
}

// keyword validates what stands under a keyword.
func (w *walker) keyword(name string, f *doc.Field) {
	switch name {
	case "@id":
		if f.Value.Kind != doc.Scalar || f.Value.Plain {
			w.add(diag.Error, f.Value.At, diag.Problemf(diag.NotJSONLD, "@id takes an address"))
		}
	case "@graph", "@included", "@list", "@set":
		w.value(nil, f.Value)
	case "@reverse":
		for i := range f.Value.Fields {
			w.reversed(&f.Value.Fields[i])
		}
	default:
		if !slices.Contains(keywords, name) {
			p := diag.Problemf(diag.UnknownTerm, "JSON-LD has no keyword %q", name)
			p.Hint = w.suggest("keywords", name, func() []string { return keywords })
			w.add(diag.Error, f.KeyAt, p)
		}
	}
}

// reversed validates a property under @reverse: its values are the things that have it.
func (w *walker) reversed(f *doc.Field) {
	name, kind := w.context.resolve(f.Key)
	if kind != ours {
		return
	}
	w.enter(f.Key)
	if w.properties[name] == nil {
		p := diag.Problemf(diag.UnknownTerm, "schema.org has no property %q", name)
		p.Hint = w.suggest("", name, func() []string { return w.propertyNames })
		w.add(diag.Error, f.KeyAt, p)
	}
	w.value(nil, f.Value)
	w.leave()
}
