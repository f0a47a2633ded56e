package schemaorg

import (
	"strings"

	"assay/generator/internal/doc"
)

// context is what a @context says about terms, as far as it matters here.
type context struct {
	vocabulary bool   // a term without a prefix is schema.org's
	remote     bool   // schema.org's own context was named; it makes id and type keywords, too
	names      bool   // schema.org is named at all
	declared   *terms // in this context, and those around it
}

// terms are terms and prefixes with their addresses, "" where they have none.
type terms struct {
	own   map[string]string
	outer *terms // of the contexts around
}

func (t *terms) find(term string) (address string, ok bool) {
	for ; t != nil && !ok; t = t.outer {
		address, ok = t.own[term]
	}
	return address, ok
}

// with gives the context that another adds to.
func (c context) with(n *doc.Node) context {
	own := &terms{outer: c.declared}
	c.take(n, own)
	return c
}

func (c *context) take(n *doc.Node, own *terms) {
	switch n.Kind {
	case doc.Scalar:
		if isSchemaOrg(n.Text) {
			c.vocabulary, c.remote, c.names = true, true, true
		}
	case doc.List:
		for _, item := range n.Items {
			c.take(item, own)
		}
	case doc.Map:
		for i := range n.Fields {
			c.declare(&n.Fields[i], own)
		}
	default: // null takes back all that was said
		*c, *own = context{}, terms{}
	}
}

func (c *context) declare(f *doc.Field, own *terms) {
	address := textOf(f.Value)
	switch id := field(f.Value, "@id"); {
	case f.Key == "@vocab":
		c.vocabulary = isSchemaOrg(address)
		c.names = c.names || c.vocabulary
	case strings.HasPrefix(f.Key, "@"), f.Value.Kind == doc.Map && id == nil: // tells of a term's values only
	default:
		if id != nil {
			address = textOf(id)
		}
		if own.own == nil {
			own.own = map[string]string{}
		}
		own.own[f.Key] = address
		c.declared = own
		c.names = c.names || isSchemaOrg(address)
	}
}

// isSchemaOrg tells that an address is schema.org's namespace, or its context.
func isSchemaOrg(address string) bool {
	rest, ok := afterHost(address)
	return ok && (rest == "" || rest == "/" || strings.HasPrefix(rest, "/docs/jsonldcontext.json"))
}

// afterHost gives what stands behind the host of an address at schema.org.
func afterHost(address string) (string, bool) {
	rest, ok := strings.CutPrefix(address, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(address, "http://")
	}
	if !ok {
		return "", false
	}
	return strings.CutPrefix(strings.TrimPrefix(rest, "www."), "schema.org")
}

// termOf gives the name of the term that has an address at schema.org.
func termOf(address string) (string, bool) {
	rest, ok := afterHost(address)
	if !ok || len(rest) < 2 || rest[0] != '/' {
		return "", false
	}
	return rest[1:], true
}

// termKind is whose a term is.
type termKind uint8

const (
	ours termKind = iota // schema.org's
	foreign
	keyword
)

// resolve tells what a key or a type means: the name of a term of schema.org, a keyword, or something of others.
func (c *context) resolve(term string) (string, termKind) {
	if strings.HasPrefix(term, "@") {
		return term, keyword
	}
	if address, ok := c.declared.find(term); ok {
		return c.declaredAs(address)
	}
	prefix, name, ok := strings.Cut(term, ":")
	switch {
	case !ok && c.remote && (term == "id" || term == "type"):
		return "@" + term, keyword
	case !ok && c.vocabulary:
		return term, ours
	case !ok:
		return term, foreign
	case strings.HasPrefix(name, "//"):
		if name, ok := termOf(term); ok {
			return name, ours
		}
	case prefix == "schema" && c.remote, c.isOurs(prefix):
		return name, ours
	}
	return term, foreign
}

// declaredAs tells what a term means that a context gives an address.
func (c *context) declaredAs(address string) (string, termKind) {
	if strings.HasPrefix(address, "@") {
		return address, keyword
	}
	if name, ok := termOf(address); ok {
		return name, ours
	}
	if prefix, name, ok := strings.Cut(address, ":"); ok && c.isOurs(prefix) {
		return name, ours
	}
	return address, foreign
}

// isOurs tells that a prefix was declared for schema.org.
func (c *context) isOurs(prefix string) bool {
	address, _ := c.declared.find(prefix)
	return isSchemaOrg(address)
}

// textOf gives the text of a value that should be one.
func textOf(n *doc.Node) string {
	if n.Kind == doc.Scalar {
		return n.Text
	}
	return ""
}
