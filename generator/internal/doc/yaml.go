package doc

import (
	"bytes"
	"errors"

	"go.yaml.in/yaml/v4"

	"assay/generator/internal/diag"
)

// Kind is the shape of a node.
type Kind uint8

// The kinds of nodes. A Null is a key with nothing behind it.
const (
	Null Kind = iota
	Scalar
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a list", "a mapping"}[k]
}

// Node is a YAML value, its place and nothing that YAML made of it.
type Node struct {
	Kind   Kind
	Plain  bool // a scalar without quotes
	At     diag.At
	Text   string  // of a scalar, as typed
	Items  []*Node // of a list
	Fields []Field // of a mapping, in the order of the file
}

// Field is an entry of a mapping.
type Field struct {
	Key   string
	KeyAt diag.At
	Value *Node
}

// Bounds of a YAML document. No honest file comes near them.
const (
	maxDepth = 64
	maxNodes = 200_000
)

// ParseYAML reads one cleaned document whose first line is line firstLine of its file.
// An empty document is an empty mapping. With findings the node is nil or incomplete.
func ParseYAML(src []byte, firstLine int) (*Node, diag.Findings) {
	var root yaml.Node
	if len(bytes.TrimSpace(src)) == 0 {
		return emptyMap(firstLine), nil
	}
	if err := yaml.Load(src, &root); err != nil {
		return yamlError(src, firstLine, err)
	}
	c := converter{shift: firstLine - 1, active: map[*yaml.Node]bool{}}
	node := c.convert(&root, 0)
	return node, c.found
}

func emptyMap(line int) *Node {
	return &Node{Kind: Map, At: diag.At{Line: line, Col: 1}}
}

func yamlError(src []byte, firstLine int, err error) (*Node, diag.Findings) {
	var load *yaml.LoadError
	if errors.As(err, &load) && load.Mark.Line > 0 {
		at, problem := explain(src, load)
		at.Line += firstLine - 1
		return nil, diag.Findings{{At: at, Severity: diag.Error, Problem: *problem}}
	}
	if onlyComments(src) {
		return emptyMap(firstLine), nil
	}
	at := diag.At{Line: firstLine, Col: 1}
	problem := diag.Problemf(diag.BadYAML, "the YAML cannot be read")
	if line := secondDocument(src); line > 0 {
		at.Line += line - 1
		problem = diag.Problemf(diag.Unsupported, "a file holds one YAML document").
			Because("remove this line and what follows it, or put it into a file of its own")
	}
	return nil, diag.Findings{{At: at, Severity: diag.Error, Problem: *problem}}
}

func onlyComments(src []byte) bool {
	for line := range bytes.Lines(src) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// secondDocument finds the line that starts another document, or 0.
func secondDocument(src []byte) int {
	n, content := 0, false
	for line := range bytes.Lines(src) {
		n++
		text := string(bytes.TrimSpace(line))
		switch {
		case content && (text == "---" || text == "..."):
			return n
		case text != "" && text[0] != '#' && text != "---":
			content = true
		}
	}
	return 0
}

// converter makes nodes of the library's, following aliases within a budget.
type converter struct {
	shift  int
	nodes  int
	active map[*yaml.Node]bool // anchors being expanded, against cycles
	found  diag.Findings
}

func (c *converter) at(n *yaml.Node) diag.At {
	return diag.At{Line: n.Line + c.shift, Col: n.Column}
}

func (c *converter) fail(n *yaml.Node, p *diag.Problem) *Node {
	c.found.Add(c.at(n), p)
	return &Node{At: c.at(n)}
}

func (c *converter) convert(n *yaml.Node, depth int) *Node {
	c.nodes++
	switch {
	case c.nodes == maxNodes:
		return c.fail(n, diag.Problemf(diag.TooDeep, "the YAML has more than %d values once its aliases are expanded", maxNodes))
	case c.nodes > maxNodes:
		return &Node{At: c.at(n)}
	case depth > maxDepth:
		return c.fail(n, diag.Problemf(diag.TooDeep, "the YAML is nested more than %d deep", maxDepth))
	case n.Style&yaml.TaggedStyle != 0:
		return c.fail(n, diag.Problemf(diag.Unsupported, "YAML tags such as %s have no meaning here", n.Tag).Because("remove the tag"))
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return c.convert(n.Content[0], depth)
	case yaml.AliasNode:
		return c.alias(n, depth)
	case yaml.ScalarNode:
		return c.scalar(n)
	case yaml.SequenceNode:
		list := &Node{Kind: List, At: c.at(n), Items: make([]*Node, 0, len(n.Content))}
		for _, item := range n.Content {
			list.Items = append(list.Items, c.convert(item, depth+1))
		}
		return list
	default:
		return c.mapping(n, depth)
	}
}

func (c *converter) scalar(n *yaml.Node) *Node {
	const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	s := &Node{Kind: Scalar, Plain: n.Style&quoted == 0, At: c.at(n), Text: n.Value}
	if s.Plain && s.Text == "" {
		s.Kind = Null
	}
	return s
}

func (c *converter) alias(n *yaml.Node, depth int) *Node {
	if c.active[n.Alias] {
		return c.fail(n, diag.Problemf(diag.Unsupported, "the alias *%s contains itself", n.Value))
	}
	c.active[n.Alias] = true
	defer delete(c.active, n.Alias)
	return c.convert(n.Alias, depth+1)
}

func (c *converter) mapping(n *yaml.Node, depth int) *Node {
	m := &Node{Kind: Map, At: c.at(n), Fields: make([]Field, 0, len(n.Content)/2)}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Style&yaml.TaggedStyle != 0 {
			c.fail(key, diag.Problemf(diag.Unsupported, "a key must be plain text"))
			continue
		}
		if key.Value == "<<" && key.Style == 0 {
			c.fail(key, diag.Problemf(diag.Unsupported, "YAML merge keys are not supported").Because("write the values out"))
			continue
		}
		if j := m.index(key.Value); j >= 0 {
			c.fail(key, diag.Problemf(diag.DuplicateKey, "%q stands here a second time", key.Value).
				Because("the first is in line %d", m.Fields[j].KeyAt.Line))
			continue
		}
		m.Fields = append(m.Fields, Field{Key: key.Value, KeyAt: c.at(key), Value: c.convert(value, depth+1)})
	}
	return m
}

// index finds a key; mappings are short, so a walk beats a map.
func (n *Node) index(key string) int {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return i
		}
	}
	return -1
}
