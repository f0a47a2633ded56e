package importer

import (
	"fmt"
	"strings"

	"assay/generator/internal/doc"
)

// yamlFile is front matter in the making. It is written in whatever style is handy, and becomes block
// style at the end.
type yamlFile struct{ strings.Builder }

// markdown returns a file with the front matter and a body.
func (b *yamlFile) markdown(body string) string {
	return "---\n" + doc.AsBlock(b.String()) + "---\n" + body
}

func (b *yamlFile) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }

// key writes a text, if there is one.
func (b *yamlFile) key(name, value string) {
	if value != "" {
		b.line("%s: %s", name, doc.AsYAML(value))
	}
}

// list writes entries in braces.
func (b *yamlFile) list(name string, entries []string) {
	if len(entries) == 0 {
		return
	}
	b.line("%s:", name)
	for _, e := range entries {
		b.line("  - {%s}", e)
	}
}

// names writes ids.
func (b *yamlFile) names(name string, all []string) {
	if len(all) > 0 {
		for i := range all {
			all[i] = doc.AsFlowYAML(all[i])
		}
		b.line("%s: [%s]", name, strings.Join(all, ", "))
	}
}

// draft has the file be a draft if it lacks something, and tells how many drafts that makes.
func (b *yamlFile) draft(lacks []string, say problems) int {
	if len(lacks) == 0 {
		return 0
	}
	b.line("draft: true")
	say.add("it lacks " + strings.Join(lacks, ", ") + "; it is a draft")
	return 1
}

// more puts a comma before members, if there are any.
func more(members string) string {
	if members == "" {
		return ""
	}
	return ", " + members
}

// flow writes members of a mapping in braces, those that have a value.
func flow(pairs ...string) string {
	var all []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all = append(all, pairs[i]+": "+doc.AsFlowYAML(pairs[i+1]))
		}
	}
	return strings.Join(all, ", ")
}
