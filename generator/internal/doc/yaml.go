package doc

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"assay/generator/internal/diag"
)

// Kind is the shape of a node.
type Kind uint8

// The kinds of nodes. A Null is a key with nothing behind it; what is Broken has been reported and is not decoded.
const (
	Null Kind = iota
	Scalar
	List
	Map
	Broken
)

func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a list", "a mapping", "broken"}[k]
}

// Node is a value of YAML or JSON, its place and nothing that YAML made of it.
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

// Bounds of a document. No honest file comes near them.
const (
	maxDepth = 64
	maxNodes = 200_000
)

// ParseYAML reads one cleaned document whose first line is line firstLine of its file.
// An empty document is an empty mapping. With findings the node is nil or incomplete.
func ParseYAML(src []byte, firstLine int) (*Node, diag.Findings) {
	if node, ok := parsePlain(src, firstLine); ok {
		return node, nil
	}
	return parseLibrary(src, firstLine)
}

// parseLibrary reads any YAML, and says what is wrong with what is none.
func parseLibrary(src []byte, firstLine int) (*Node, diag.Findings) {
	var root yaml.Node
	if onlyComments(src) {
		return emptyMap(firstLine), nil
	}
	if found := lineSeparators(src, firstLine); found != nil {
		return nil, found
	}
	if err := yaml.Load(src, &root); err != nil {
		return yamlError(src, firstLine, err)
	}
	c := converter{shift: firstLine - 1, end: Place(src, len(src)), active: map[*yaml.Node]bool{}, failed: map[*yaml.Node]bool{}}
	node := c.convert(&root, 0)
	c.idleAnchors(&root)
	return node, c.found
}

// lineSeparators finds the characters that YAML takes for line ends and editors do not.
func lineSeparators(src []byte, firstLine int) (found diag.Findings) {
	for i, r := range string(src) {
		if r != 0x85 && r != 0x2028 && r != 0x2029 {
			continue
		}
		at := Place(src, i)
		at.Line += firstLine - 1
		found.Add(at, diag.Problemf(diag.HasControl, "line separator U+%04X", r).Because("put a space or a line end in its place"))
		if len(found) >= 20 {
			break
		}
	}
	return found
}

func emptyMap(line int) *Node {
	return &Node{Kind: Map, At: diag.At{Line: line, Col: 1}}
}

func yamlError(src []byte, firstLine int, err error) (*Node, diag.Findings) {
	var load *yaml.LoadError
	located := errors.As(err, &load) && load.Mark.Line > 0
	at := diag.At{Line: 1, Col: 1}
	problem := diag.Problemf(diag.BadYAML, "the YAML cannot be read")
	if line := secondDocument(src); line > 0 && (!located || load.Mark.Line > line || load.Mark.Line == line && load.Mark.Column > 1) {
		at.Line = line
		problem.Message = "a file holds one YAML document"
		problem.Hint = "remove this line and what follows it, or put it into a file of its own"
	} else if located {
		at, problem = explain(src, load)
	}
	at.Line += firstLine - 1
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

// secondDocument finds the line that ends the first document where more follows, or 0.
func secondDocument(src []byte) int {
	n, content := 0, false
	for line := range bytes.Lines(src) {
		n++
		text := string(bytes.TrimRight(line, " \t\n"))
		switch {
		case content && (text == "---" || text == "..." || strings.HasPrefix(text, "--- ")):
			return n
		case text != "" && text[0] != '#':
			content = true
		}
	}
	return 0
}

// converter makes nodes of the library's, following aliases within a budget.
type converter struct {
	shift  int
	end    diag.At
	nodes  int
	spent  bool                // the budget of nodes
	active map[*yaml.Node]bool // anchors being expanded, against cycles
	failed map[*yaml.Node]bool // an alias can lead to a node many times, but it is reported once
	found  diag.Findings
}

func (c *converter) at(n *yaml.Node) diag.At {
	at := inside(diag.At{Line: n.Line, Col: n.Column}, c.end)
	at.Line += c.shift
	return at
}

// inside brings a place back into a document: the library counts a line behind the last, ended or not.
func inside(at, end diag.At) diag.At {
	if at.Line > end.Line {
		return end
	}
	return at
}

func (c *converter) fail(n *yaml.Node, p *diag.Problem) *Node {
	if !c.failed[n] {
		c.failed[n] = true
		c.found.Add(c.at(n), p)
	}
	return &Node{Kind: Broken, At: c.at(n)}
}

func (c *converter) convert(n *yaml.Node, depth int) *Node {
	c.nodes++
	if len(c.active) > 0 {
		c.nodes += len(n.Value) / 64 // a long text behind many aliases is a bomb, too
	}
	switch {
	case c.spent:
		return &Node{Kind: Broken, At: c.at(n)}
	case c.nodes > maxNodes:
		c.spent = true
		return c.fail(n, diag.Problemf(diag.TooDeep, "the YAML has more than %d values once its aliases are expanded", maxNodes))
	case depth > maxDepth:
		return c.fail(n, diag.Problemf(diag.TooDeep, "the YAML is nested more than %d deep", maxDepth))
	case tagged(n):
		return c.fail(n, diag.Problemf(diag.Unsupported, "YAML tags such as %s have no meaning here", n.Tag).
			Because("remove the tag, or put the value in quotes"))
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

// tagged knows a tag. A lone exclamation mark is one, too.
func tagged(n *yaml.Node) bool { return n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" }

func (c *converter) scalar(n *yaml.Node) *Node {
	if i := strings.IndexFunc(n.Value, escapedControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(n.Value[i:])
		return c.fail(n, diag.Problemf(diag.HasControl, "control character U+%04X, written as an escape", r).Because("remove it"))
	}
	const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	s := &Node{Kind: Scalar, Plain: n.Style&quoted == 0, At: c.at(n), Text: n.Value}
	if s.Plain && s.Text == "" {
		s.Kind = Null
	}
	if s.Kind == Scalar && s.Plain {
		c.cutOff(n, n.LineComment)
	}
	return s
}

// cutOff reports a comment that was most likely meant as part of the value before it, as in "We're #1".
func (c *converter) cutOff(n *yaml.Node, comment string) {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(comment, "#"))
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		c.fail(n, diag.Problemf(diag.Unsupported, "a # behind a space begins a comment, so that %q is not part of the value", comment).
			Because("put the value in quotes, or a space behind the #"))
	}
}

func (c *converter) alias(n *yaml.Node, depth int) *Node {
	if c.active[n.Alias] {
		return c.fail(n, diag.Problemf(diag.Unsupported, "the alias *%s contains itself", n.Value))
	}
	c.active[n.Alias] = true
	defer delete(c.active, n.Alias)
	return c.convert(n.Alias, depth+1)
}

// idleAnchors reports anchors that no alias refers to: most likely texts that begin with &.
func (c *converter) idleAnchors(root *yaml.Node) {
	var anchors []*yaml.Node
	used := map[*yaml.Node]bool{}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Anchor != "" {
			anchors = append(anchors, n)
		}
		used[n.Alias] = true
		for _, inner := range n.Content {
			walk(inner)
		}
	}
	walk(root)
	for _, n := range anchors {
		if !used[n] {
			c.fail(n, diag.Problemf(diag.Unsupported, "&%s is a YAML anchor, and no alias *%[1]s refers to it", n.Anchor).
				Because("put the value in quotes, or remove the anchor"))
		}
	}
}

func (c *converter) mapping(n *yaml.Node, depth int) *Node {
	m := &Node{Kind: Map, At: c.at(n), Fields: make([]Field, 0, len(n.Content)/2)}
	lines := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content) && !c.spent; i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || tagged(key) || strings.ContainsFunc(key.Value, escapedControl) {
			c.fail(key, diag.Problemf(diag.Unsupported, "a key must be plain text"))
			continue
		}
		if key.Value == "<<" && key.Style == 0 {
			c.fail(key, diag.Problemf(diag.Unsupported, "YAML merge keys are not supported").Because("write the values out"))
			continue
		}
		if line, twice := lines[key.Value]; twice {
			c.fail(key, diag.Problemf(diag.DuplicateKey, "%q stands here a second time", key.Value).
				Because("the first is in line %d", line))
			continue
		}
		if value.Kind == yaml.ScalarNode && value.Value == "" {
			c.cutOff(value, key.LineComment)
		}
		lines[key.Value] = c.at(key).Line
		m.Fields = append(m.Fields, Field{Key: key.Value, KeyAt: c.at(key), Value: c.convert(value, depth+1)})
	}
	return m
}

// escapedControl are the characters that can only have come in through an escape such as "\u0000".
func escapedControl(r rune) bool { return forbidden(r) && r != '\n' && r != '\t' }

// has tells whether a key is there.
func (n *Node) has(key string) bool {
	return slices.ContainsFunc(n.Fields, func(f Field) bool { return f.Key == key })
}
