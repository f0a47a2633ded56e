package theme_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/theme"
	"assay/templates"
)

const document = "../../../docs/templates.md"

var update = flag.Bool("update", false, "write the reference of docs/templates.md anew")

// TestReference compares the reference in docs/templates.md with what the sources say. The parts between
// <!-- NAME --> and <!-- /NAME --> are made from them.
func TestReference(t *testing.T) {
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	views := parseViews(t)
	want := string(text)
	for name, part := range map[string]string{
		"kinds":     views.kinds(t),
		"partials":  partialsTable(t),
		"functions": functionsTable(t),
		"tokens":    tokensTable(t),
		"views":     views.reference(t),
	} {
		start, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
		before, rest, found := strings.Cut(want, start)
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("%s lacks %s or %s", document, start, end)
		}
		want = before + start + part + end + after
	}
	if *update {
		if err := os.WriteFile(document, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("docs/templates.md is not what the sources say; run\n\tgo test ./generator/internal/theme -run TestReference -update\n"+
			"and read the difference (-sources +document):\n%s", d)
	}
}

// viewTypes are the types of plan/views.go and plan/views_pictures.go, in their order.
type viewTypes struct {
	names []string
	specs map[string]*ast.StructType
	docs  map[string]string
}

func parseViews(t *testing.T) viewTypes {
	t.Helper()
	v := viewTypes{specs: map[string]*ast.StructType{}, docs: map[string]string{}}
	var decls []ast.Decl
	for _, name := range []string{"../plan/views.go", "../plan/views_pictures.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		decls = append(decls, file.Decls...)
	}
	for _, decl := range decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.TYPE {
			continue
		}
		spec := group.Specs[0].(*ast.TypeSpec)
		fields, ok := spec.Type.(*ast.StructType)
		if !ok || !spec.Name.IsExported() {
			continue
		}
		name := spec.Name.Name
		v.names = append(v.names, name)
		v.specs[name] = fields
		v.docs[name] = strings.Join(strings.Fields(group.Doc.Text()), " ")
	}
	return v
}

// kinds lists the kinds of pages with their views, which name them: "HomePage is the view of home.html."
func (v viewTypes) kinds(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| file | view | |\n|---|---|---|\n")
	for _, kind := range theme.Kinds() {
		i := slices.IndexFunc(v.names, func(name string) bool {
			first, _, _ := strings.Cut(v.docs[name]+" ", ". ")
			return strings.Contains(first, "is the view of ") && strings.Contains(first, " "+kind)
		})
		if i < 0 {
			t.Errorf("no type of plan/views.go says that it is the view of %s", kind)
			continue
		}
		_, meaning, _ := strings.Cut(v.docs[v.names[i]], ".html: ")
		meaning, _, _ = strings.Cut(meaning, ". ")
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", kind, linked(v.names[i]), strings.TrimSuffix(meaning, "."))
	}
	return b.String()
}

// reference describes all types with their fields.
func (v viewTypes) reference(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, name := range v.names {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| field | type | |\n|---|---|---|\n", name, escaped(v.docs[name]))
		for _, f := range v.specs[name].Fields.List {
			typ, meaning := v.typeOf(t, f.Type), escaped(strings.TrimSpace(f.Comment.Text()))
			if f.Names == nil {
				fmt.Fprintf(&b, "| *all of* %s | | |\n", typ)
			}
			for _, field := range f.Names {
				if meaning == "" && !mentions(v.docs[name], field.Name) && !slices.Contains(plainNames(), field.Name) {
					t.Errorf("plan/views.go: %s.%s needs a comment, or a mention in the comment of its type", name, field.Name)
				}
				fmt.Fprintf(&b, "| `.%s` | %s | %s |\n", field.Name, typ, meaning)
			}
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// plainNames are names of fields that need no comment.
func plainNames() []string {
	return []string{"Title", "Name", "Label", "Text", "Date", "Description", "Summary", "Publisher", "Author", "Authors", "Reviewers", "Claimants",
		"Claim", "Claims", "Articles", "Topic", "Topics", "Sources", "Figures", "Corrections", "Site", "ID", "URL", "Unit", "Verdict", "Published", "Who", "Contact"}
}

// mentions tells whether a comment has a name as a word.
func mentions(comment, name string) bool {
	words := strings.FieldsFunc(comment, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.Contains(words, name) || slices.Contains(words, strings.ToLower(name))
}

// typeOf names a type for people.
func (v viewTypes) typeOf(t *testing.T, typ ast.Expr) string {
	t.Helper()
	switch typ := typ.(type) {
	case *ast.ArrayType:
		return "list of " + v.typeOf(t, typ.Elt)
	case *ast.StarExpr:
		return v.typeOf(t, typ.X) + ", or nothing"
	case *ast.Ident:
		if v.specs[typ.Name] != nil {
			return linked(typ.Name)
		}
	}
	names := map[string]string{
		"string": "text", "int": "number", "bool": "true or false", "float64": "number", "map[string]any": "mapping",
		"date.Partial": "[date](#dates-and-moments)", "date.Stamp": "[date or moment](#dates-and-moments)", "time.Time": "[moment](#dates-and-moments)", "template.HTML": "markup", "template.JS": "JSON",
		"chart.Percent": "[percentage](#places-in-pictures)", "chart.Span": "[span](#places-in-pictures)", "chart.Mark": "[mark](#places-in-pictures)", "chart.Tick": "[tick](#places-in-pictures)",
	}
	name := names[types.ExprString(typ)]
	if name == "" {
		t.Errorf("docs_test.go has no name for the type %s", types.ExprString(typ))
	}
	return name
}

func linked(typeName string) string {
	return fmt.Sprintf("[%s](#%s)", typeName, strings.ToLower(typeName))
}

func escaped(s string) string {
	return strings.NewReplacer("|", "\\|", "<", "\\<", "\n", " ").Replace(s)
}

// functionsTable is the list in the comment of funcs.go, which must have all functions and no other.
func functionsTable(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("funcs.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var names []string
	b.WriteString("| call | gives |\n|---|---|\n")
	for _, m := range regexp.MustCompile(`(?m)^//\t((\w+) .*?)  +(.*)$`).FindAllStringSubmatch(string(source), -1) {
		names = append(names, m[2])
		fmt.Fprintf(&b, "| `%s` | %s |\n", m[1], escaped(m[3]))
	}
	slices.Sort(names)
	if d := cmp.Diff(theme.FunctionNames(), names); d != "" {
		t.Errorf("the comment in funcs.go does not list the functions (-functions +comment):\n%s", d)
	}
	return b.String()
}

// partialsTable lists the partials of the default theme with the comment that each begins with.
func partialsTable(t *testing.T) string {
	t.Helper()
	names, err := fs.Glob(templates.Files, "partials/*.html")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| file | |\n|---|---|\n")
	for _, name := range names {
		data, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		comment := regexp.MustCompile(`^\{\{-? /\* (.*?) \*/ -?\}\}`).FindSubmatch(data)
		if comment == nil {
			t.Errorf("templates/%s does not begin with a comment that says what it is", name)
			continue
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, escaped(string(comment[1])))
	}
	return b.String()
}

var (
	tokenBlock = regexp.MustCompile(`(?s):root \{(.*?)\n *\}`)
	tokenLine  = regexp.MustCompile(`(?m)^ *(--[\w-]+): (.*?);(?: /\* (.*?) \*/)?$`)
)

// tokens gives the tokens of the default theme, in order: name, value and what it is for; and their values in the dark.
func tokens(t *testing.T, sheetName string) (all [][]string, dark map[string]string) {
	t.Helper()
	sheet, err := templates.Files.ReadFile("assets/" + sheetName)
	if err != nil {
		t.Fatal(err)
	}
	blocks := tokenBlock.FindAllSubmatch(sheet, 3)
	dark = map[string]string{}
	for _, line := range tokenLine.FindAllStringSubmatch(string(blocks[1][1]), -1) {
		dark[line[1]] = line[2]
	}
	for _, line := range tokenLine.FindAllStringSubmatch(string(blocks[0][1]), -1) {
		if line[3] == "" && sheetName == "style.css" {
			t.Errorf("style.css does not say what %s is for", line[1])
		}
		all = append(all, line[1:])
	}
	return all, dark
}

func tokensTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| token | for | value | in the dark |\n|---|---|---|---|\n")
	all, dark := tokens(t, "style.css")
	for _, token := range all {
		value := ""
		if other, ok := dark[token[0]]; ok {
			value = "`" + other + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s |\n", token[0], token[2], token[1], value)
	}
	return b.String()
}

func TestEmbedsHaveTheTokensOfPages(t *testing.T) {
	all, dark := tokens(t, "style.css")
	embeds, embedsDark := tokens(t, "embed.css")
	for _, token := range embeds {
		same := func(other []string) bool { return other[0] == token[0] && other[1] == token[1] }
		if !slices.ContainsFunc(all, same) || embedsDark[token[0]] != dark[token[0]] {
			t.Errorf("%s is another one in style.css", token[0])
		}
	}
	if len(embeds) < 5 {
		t.Errorf("embed.css has only %v", embeds)
	}
}

// TestExamplesOfStyleSheetsSetTokensThatThereAre is about what is easily misspelt.
func TestExamplesOfStyleSheetsSetTokensThatThereAre(t *testing.T) {
	all, _ := tokens(t, "style.css")
	examples := documented(t, "css")
	if len(examples) < 2 {
		t.Fatalf("there are only %d examples", len(examples))
	}
	for _, e := range examples {
		for _, set := range regexp.MustCompile(`(--[\w-]+):`).FindAllStringSubmatch(e[1], -1) {
			if !slices.ContainsFunc(all, func(token []string) bool { return token[0] == set[1] }) {
				t.Errorf("there is no token %s", set[1])
			}
		}
	}
}

// documented are the example files of docs/templates.md of a kind, each as name and content.
func documented(t *testing.T, kind string) (examples [][]string) {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range regexp.MustCompile("(?ms)^```"+kind+" templates/(\\S+)\n(.*?)^```").FindAllStringSubmatch(string(text), -1) {
		examples = append(examples, e[1:])
	}
	if strings.Count(string(text), "```"+kind) != len(examples) {
		t.Fatalf("%d examples name their file: write ```html templates/claim.html", len(examples))
	}
	return examples
}

// TestExamples puts each example of docs/templates.md over the default theme and renders all pages of the golden site
// with it. An example must change a page.
func TestExamples(t *testing.T) {
	examples := documented(t, "html")
	if len(examples) < 5 {
		t.Fatalf("there are only %d examples", len(examples))
	}
	site := fixture(t, "../plan/testdata/full.txtar")
	defaults, all := views(t, site)
	for _, e := range examples {
		t.Run(path.Base(e[0]), func(t *testing.T) {
			own, _ := viewsWith(t, site, map[string][]byte{e[0]: []byte(e[1])})
			changed := false
			for _, v := range all {
				var before, after bytes.Buffer
				if err := defaults.Execute(&before, v.kind, v.data); err != nil {
					t.Fatal(err)
				}
				if err := own.Execute(&after, v.kind, v.data); err != nil {
					t.Fatalf("%s: %v", v.path, err)
				}
				changed = changed || before.String() != after.String()
			}
			if !changed {
				t.Errorf("the example changes nothing:\n%s", e[1])
			}
			if slow := own.Uncompiled(); slow != nil {
				t.Error(slow)
			}
		})
	}
}

// TestTheExamplesTogetherAreATheme renders all pages with all examples at once, without anything of the default theme where they
// have it themselves, and wants each style sheet to find what it names.
func TestTheExamplesTogetherAreATheme(t *testing.T) {
	own := map[string][]byte{}
	for _, e := range slices.Concat(documented(t, "html"), documented(t, "css")) {
		own[e[0]] = append(own[e[0]], e[1]...)
	}
	own["assets/source-serif.woff2"] = []byte("a font")
	if frame := own["base.html"]; frame == nil || own["claim.html"] == nil || own["claims.html"] == nil || own["home.html"] == nil {
		t.Fatalf("the examples are %v", slices.Collect(maps.Keys(own)))
	}
	made, all := viewsWith(t, fixture(t, "../plan/testdata/full.txtar"), own)
	for _, v := range all {
		var page bytes.Buffer
		if err := made.Execute(&page, v.kind, v.data); err != nil {
			t.Errorf("%s: %v", v.path, err)
		}
		if v.kind != "embed.html" && !strings.Contains(page.String(), "<body class=") {
			t.Errorf("%s is not in the documented frame", v.path)
		}
	}
	delete(own, "assets/source-serif.woff2")
	source, err := theme.NewSource(templates.Files, own)
	if err != nil {
		t.Fatal(err)
	}
	if _, found := source.Compile(theme.Env{Messages: english()}); !found.Failed() {
		t.Error("the font is not missed")
	}
}
