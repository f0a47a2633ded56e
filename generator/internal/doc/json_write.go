package doc

import "assay/generator/internal/jsonout"

// AppendJSON appends the node as JSON (RFC 8259), without spaces between. Plain scalars are numbers and truth values and
// stay as they are; all others are texts.
//
// The result can stand in a script element of HTML: <, > and & are written as escapes, so that nothing in it ends the
// element or begins a comment, and U+2028 and U+2029, which are line ends in scripts.
func (n *Node) AppendJSON(b []byte) []byte {
	switch n.Kind {
	case Scalar:
		if n.Plain {
			return append(b, n.Text...)
		}
		return scriptEscapes.Append(b, n.Text)
	case List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.AppendJSON(b)
		}
		return append(b, ']')
	case Map:
		b = append(b, '{')
		for i := range n.Fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(scriptEscapes.Append(b, n.Fields[i].Key), ':')
			b = n.Fields[i].Value.AppendJSON(b)
		}
		return append(b, '}')
	default:
		return append(b, "null"...)
	}
}

// scriptEscapes are what JSON asks for, and what HTML could take for its own.
var scriptEscapes = jsonout.NewEscapes(map[byte]string{'\n': `\n`, '\t': `\t`}, "<>&\x7f")
