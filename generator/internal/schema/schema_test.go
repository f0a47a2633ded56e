package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/schema"
	"assay/generator/internal/site"
)

// compiled compiles the schemas of all kinds.
func compiled(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	all := map[string]*jsonschema.Schema{}
	for _, k := range schema.Kinds() {
		text, err := k.JSON()
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("mem:"+k.Name, parsed); err != nil {
			t.Fatal(err)
		}
		if all[k.Name], err = c.Compile("mem:" + k.Name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// value reads YAML as editors do.
func value(t testing.TB, text string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if len(n.Content) == 0 {
		return nil
	}
	return plain(n.Content[0])
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return i
		}
	case "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}

// kindOf gives the kind of a file, "" of what has no schema.
func kindOf(file string) string {
	switch site.Classify(file) {
	case site.ConfigFile:
		return "site"
	case site.ScalesFile:
		return "verdicts"
	case site.LibraryFile:
		if path.Ext(file) == ".yaml" {
			return "sources"
		}
	case site.ClaimFile:
		return "claim"
	case site.ClaimantFile, site.TeamFile:
		return "person"
	case site.ArticleFile:
		return "article"
	case site.TopicFile:
		return "topic"
	case site.PageFile:
		return "page"
	case site.TranslationFile:
		original, _, _ := claim.OriginalOf(file)
		if k := kindOf(original); k == "topic" {
			return "page-text"
		} else {
			return k + "-text"
		}
	}
	return ""
}

// front gives what stands in a file as YAML.
func front(file, text string) string {
	if path.Ext(file) != ".md" {
		return text
	}
	parts := strings.SplitN(text, "---\n", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

// TestTheSampleFits looks at every file of the sample site.
func TestTheSampleFits(t *testing.T) {
	schemas := compiled(t)
	root := os.DirFS("../../..")
	seen := map[string]int{}
	look := func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || kindOf(name) == "" {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		seen[kindOf(name)]++
		if err := schemas[kindOf(name)].Validate(value(t, front(name, string(text)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	}
	for _, top := range []string{"site.yaml", "claims", "content"} {
		if err := fs.WalkDir(root, top, look); err != nil {
			t.Fatal(err)
		}
	}
	for _, kind := range []string{"site", "claim", "claim-text", "article", "person"} {
		if seen[kind] == 0 {
			t.Errorf("the sample has no %s", kind)
		}
	}
}

var yamlBlock = regexp.MustCompile("(?s)`([\\w./-]+\\.(?:md|yaml))`:\n\n```(?:markdown|yaml)\n(.*?)```")

// TestTheDocumentsFit looks at every file that the documents show and the program finds no error in.
func TestTheDocumentsFit(t *testing.T) {
	schemas := compiled(t)
	parser := site.NewParser()
	n := 0
	for _, name := range []string{"getting-started", "front-matter", "site-yaml", "scales", "sources", "markdown", "images", "languages"} {
		text, err := os.ReadFile("../../../docs/" + name + ".md")
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range yamlBlock.FindAllStringSubmatch(string(text), -1) {
			file, text := m[1], m[2]
			kind := kindOf(file)
			if kind == "" || parser.Parse(file, []byte(text)).Findings.Failed() {
				continue
			}
			n++
			if err := schemas[kind].Validate(value(t, front(file, text))); err != nil {
				t.Errorf("docs/%s.md, %s: %v\n%s", name, file, err, text)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d files were found", n)
	}
}

// What a schema refuses the program refuses, too, and what it takes is at most milder.
func TestWhatDoesNotFit(t *testing.T) {
	schemas := compiled(t)
	parser := claim.NewParser()
	const good = "claim: A claim.\nconclusion: So.\npublished: 2026-01-01\nauthors: [desk]\nverdict: false\n"
	for what, test := range map[string]struct {
		yaml string
		fits bool
	}{
		"a claim":              {good, true},
		"a number for a title": {good + "title: 2017\n", true},
		"one claimant":         {good + "claimant: ann\n", true},
		"several claimants":    {good + "claimant: [ann, {name: Ben, type: person}]\n", true},
		"an empty key":         {good + "said:\n", true},
		"free keys":            {good + "x: {a: [1, {b: c}]}\n", true},
		"waivers":              {good + "accept: {A310: why}\n", true},
		"a part of a date":     {good + "said: 2017-01\n", true},
		"a draft":              {"claim: A claim.\ndraft: true\n", true},
		"no claim":             {"conclusion: So.\npublished: 2026-01-01\nauthors: [desk]\n", false},
		"an unknown key":       {good + "claimnt: ann\n", false},
		"a key of a source":    {good + "sources: [{id: a, title: A, yrl: x}]\n", false},
		"a wrong kind":         {good + "sources: [{id: a, title: A, kind: primry}]\n", false},
		"a list for a text":    {good + "where: [a]\n", false},
		"a text for a list":    {good + "topics: war\n", false},
		"a date in words":      {good + "said: yesterday\n", false},
		"an address of a file": {good + "appearances: [{url: ftp://x.example/}]\n", false},
		"a code of no check":   {good + "accept: {B1: why}\n", false},
		"a claimant's typo":    {good + "claimant: {nme: Ben}\n", false},
	} {
		err := schemas["claim"].Validate(value(t, test.yaml))
		if (err == nil) != test.fits {
			t.Errorf("%s fits: %v, want %v", what, err == nil, test.fits)
		}
		_, found := parser.Claim("claims/x.md", []byte("---\n"+test.yaml+"---\nText.\n"))
		broken := false
		for _, f := range found {
			broken = broken || f.Severity == diag.Error
		}
		if err != nil && !broken {
			t.Errorf("%s: the schema refuses what the program takes: %v", what, err)
		}
	}
	if err := schemas["site"].Validate(value(t, "title: x\nlanguages: [es, {lang: ar, title: y}]\nchecks: {A310: off}\n")); err != nil {
		t.Error(err)
	}
	if _, found := config.NewParser().Parse([]byte("title: x\nchecks: {A310: of}\n")); !found.Failed() {
		t.Error("the program takes an unknown severity")
	}
	if err := schemas["site"].Validate(value(t, "title: x\nchecks: {A310: of}\n")); err == nil {
		t.Error("the schema takes an unknown severity")
	}
}

func TestJSON_HasLimits(t *testing.T) {
	tests := []struct{ kind, key, limit string }{
		{"claim", "topics", `"maxItems": 50`},
		{"claim", "sources", `"items": {`},
		{"claim", "claimant", `"maxItems": 50`},
		{"claim", "title", `"maxLength": 500`},
		{"claim", "accept", `"maxProperties": 100`},
		{"site", "languages", `"maxItems": 40`},
		{"verdicts", "scales", `"items": {`},
	}
	for _, tt := range tests {
		t.Run(tt.kind+"/"+tt.key, func(t *testing.T) {
			k, _ := schema.Find(tt.kind)
			text, err := k.JSON()
			if err != nil {
				t.Fatal(err)
			}
			var s struct{ Properties map[string]json.RawMessage }
			if err := json.Unmarshal(text, &s); err != nil {
				t.Fatal(err)
			}
			if got := string(s.Properties[tt.key]); !strings.Contains(got, tt.limit) {
				t.Errorf("%s is %s, without %s", tt.key, got, tt.limit)
			}
		})
	}
}
