package doc

import (
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v4"
)

// AsYAML writes a text as the value of a key: as it is where YAML reads the same text there, else in double quotes. It is one line.
func AsYAML(s string) string { return written("k: ", s, "\n") }

// AsFlowYAML writes a text as a value between braces or brackets.
func AsFlowYAML(s string) string { return written("{k: ", s, ", l: m}") }

func written(before, s, after string) string {
	var n yaml.Node
	if yaml.Unmarshal([]byte(before+s+after), &n) == nil && len(n.Content) == 1 {
		if m := n.Content[0]; m.Kind == yaml.MappingNode && len(m.Content) > 1 {
			if v := m.Content[1]; v.Kind == yaml.ScalarNode && v.Style == 0 && v.Tag == "!!str" && v.Value == s && n.LineComment+m.LineComment+v.LineComment == "" {
				return s
			}
		}
	}
	var b strings.Builder
	e := json.NewEncoder(&b) // what JSON escapes, YAML escapes in the same way
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}
