package theme_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/message"
	"assay/generator/internal/theme"
	"assay/templates"
)

// plain is a theme of the smallest templates that work.
func plain() fstest.MapFS {
	files := fstest.MapFS{
		"base.html":          {Data: []byte(`<title>{{template "partials/name.html"}}</title><p>{{template "partials/head.html" .}}{{template "main" .}}</p>`)},
		"partials/head.html": {Data: []byte(`head `)},
		"partials/one.html":  {Data: []byte(`one`)},
		"partials/two.html":  {Data: []byte(`two {{template "partials/one.html"}}{{template "shared part"}}`)},
		"partials/defs.html": {Data: []byte(`{{define "shared part"}}shared{{end}}`)},
		"partials/name.html": {Data: []byte(`name`)},
		"assets/style.css":   {Data: []byte(`p{}`)},
	}
	for _, kind := range theme.Kinds() {
		files[kind] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{.}}{{end}}`)}
	}
	files["claim.html"].Data = []byte(`{{define "main"}}{{if .}}{{template "partials/two.html"}}{{end}}{{end}}`)
	return files
}

func environment() theme.Env {
	return theme.Env{BasePath: "/repo/", BaseURL: "https://example.org/repo/", Lang: "en", Zone: time.UTC, Assets: map[string]string{"style.css": "/assets/style.1.css"},
		Messages: english()}
}

// english is the texts of the default theme.
func english() *message.Catalogue { return texts("en") }

func texts(lang string) *message.Catalogue {
	c, _ := messages().For(lang)
	return c
}

func messages() message.Set {
	set, err := message.Read(templates.Files)
	if err != nil {
		panic(err) // a catalogue of the program is broken
	}
	return set
}

func compile(t *testing.T, own map[string]string) (*theme.Theme, diag.List) {
	t.Helper()
	files := map[string][]byte{}
	for name, content := range own {
		files[name] = []byte(content)
	}
	source, err := theme.NewSource(plain(), files)
	if err != nil {
		t.Fatal(err)
	}
	return source.Compile(environment())
}

func execute(t *testing.T, th *theme.Theme, kind string, view any) string {
	t.Helper()
	var b bytes.Buffer
	if err := th.Execute(&b, kind, view); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOwnFilesReplaceDefaultOnes(t *testing.T) {
	th, found := compile(t, map[string]string{"partials/head.html": "own ", "partials/new.html": "new", "page.html": `{{define "main"}}{{template "partials/new.html"}} {{.}}{{end}}`})
	if len(found) > 0 {
		t.Fatal(found)
	}
	if got := execute(t, th, "page.html", "<x>"); got != "<title>name</title><p>own new &lt;x&gt;</p>" {
		t.Errorf("page: %s", got)
	}
	if got := execute(t, th, "home.html", "x"); got != "<title>name</title><p>own x</p>" {
		t.Errorf("home: %s", got)
	}
}

func TestClosureIsWhatAKindCanReach(t *testing.T) {
	before, _ := compile(t, nil)
	framed := slices.DeleteFunc(theme.Kinds(), func(kind string) bool { return kind == "embed.html" }) // which is a whole page
	for name, changed := range map[string][]string{
		"partials/one.html":   {"claim.html"},
		"partials/two.html":   {"claim.html"},
		"claim.html":          {"claim.html"},
		"page.html":           {"page.html"},
		"partials/head.html":  framed,
		"partials/name.html":  framed,
		"partials/defs.html":  {"claim.html"},
		"base.html":           framed,
		"embed.html":          {"embed.html"},
		"partials/other.html": nil,
	} {
		content := `{{define "main"}}{{.}} more{{end}}`
		switch {
		case name == "base.html":
			content = `{{template "partials/head.html"}} {{template "main" .}}`
		case name == "partials/defs.html":
			content = `{{define "shared part"}}more{{end}}`
		case name == "claim.html":
			content = `{{define "main"}}{{template "partials/two.html"}} more{{end}}`
		case strings.HasPrefix(name, "partials/"):
			content = "more"
		}
		after, found := compile(t, map[string]string{name: content})
		if len(found) > 0 {
			t.Fatal(found)
		}
		for _, kind := range theme.Kinds() {
			differs := before.Closure(kind) != after.Closure(kind)
			if want := slices.Contains(changed, kind); differs != want {
				t.Errorf("a change of %s changes the closure of %s: %v, want %v", name, kind, differs, want)
			}
		}
	}
}

func TestEnvironmentDigestCoversAllOfIt(t *testing.T) {
	sums := map[string]string{}
	for name, change := range map[string]func(*theme.Env){
		"nothing":   func(*theme.Env) {},
		"base path": func(e *theme.Env) { e.BasePath = "/" },
		"base URL":  func(e *theme.Env) { e.BaseURL = "https://other.org/repo/" },
		"language":  func(e *theme.Env) { e.Lang = "de" },
		"zone":      func(e *theme.Env) { e.Zone = time.FixedZone("east", 3600) },
		"assets":    func(e *theme.Env) { e.Assets = map[string]string{"style.css": "/assets/style.2.css"} },
	} {
		env := environment()
		change(&env)
		sum := fmt.Sprint(env.Digest())
		if other, same := sums[sum]; same {
			t.Errorf("%s and %s give the same digest", name, other)
		}
		sums[sum] = name
	}
}

func TestDefaultThemeCompiles(t *testing.T) {
	source, err := theme.NewSource(templates.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	env := environment()
	for _, a := range source.Assets() {
		env.Assets[a.Name] = "/assets/" + a.Name
		names = append(names, a.Name)
	}
	if !slices.Contains(names, "style.css") {
		t.Errorf("the default theme has no style sheet: %v", names)
	}
	_, found := source.Compile(env)
	if d := cmp.Diff(diag.List(nil), found); d != "" {
		t.Error(d)
	}
}
