package theme_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/theme"
)

// TestWhatIsWrongInATemplateHasAPlace compares what is said of themes that do not compile.
func TestWhatIsWrongInATemplateHasAPlace(t *testing.T) {
	for _, c := range []struct {
		name string
		own  map[string]string
		want string
	}{
		{"syntax", map[string]string{"page.html": "{{define \"main\"}}\n{{if}}{{end}}{{end}}"},
			`templates/page.html:2: error A201: missing value for if`},
		{"no end", map[string]string{"page.html": "{{define \"main\"}}\n{{if .}}\n"},
			`templates/page.html:3: error A201: unexpected EOF; an {{if}}, {{with}}, {{range}}, {{block}} or {{define}} has no {{end}}`},
		{"an end too many", map[string]string{"page.html": `{{define "main"}}{{end}}{{end}}`},
			`templates/page.html:1: error A201: unexpected {{end}}; there is an {{end}} too many above`},
		{"unknown function", map[string]string{"partials/one.html": "a\nb\nfür {{dte .}}"},
			`templates/partials/one.html:3:7: error A201: function "dte" not defined; did you mean "date"?`},
		{"unknown function, none near", map[string]string{"partials/one.html": "{{safeHTML .}}"},
			`templates/partials/one.html:1:3: error A201: function "safeHTML" not defined`},
		{"misspelt predefined function", map[string]string{"page.html": `{{define "main"}}{{lenn .}}{{end}}`},
			`templates/page.html:1:20: error A201: function "lenn" not defined; did you mean "len"?`},
		{"unknown variable", map[string]string{"page.html": `{{define "main"}}{{$x}}{{end}}`},
			`templates/page.html:1:20: error A201: undefined variable "$x"`},
		{"unknown partial", map[string]string{"page.html": "{{define \"main\"}}\n<p>ü {{template \"partials/onne.html\"}}{{end}}"},
			`templates/page.html:2:17: error A201: there is no template "partials/onne.html"; did you mean "partials/one.html"?`},
		{"unknown partial in a partial", map[string]string{"partials/head.html": `{{template "header"}}`},
			`templates/partials/head.html:1:12: error A201: there is no template "header"; known: partials/defs.html, partials/head.html, partials/name.html, partials/one.html, partials/two.html, shared part`},
		{"no main", map[string]string{"page.html": "hello"},
			`templates/page.html: error A201: the template does not define "main"; wrap its content in {{define "main"}} … {{end}}`},
		{"a frame without main", map[string]string{"base.html": "hello"},
			`templates/base.html: error A201: the frame never shows what pages define as "main"; put {{template "main" .}} where it belongs`},
		{"defined twice", map[string]string{"partials/a.html": `{{define "x"}}1{{end}}`, "partials/b.html": `{{define "x"}}2{{end}}`},
			`templates/partials/b.html: error A201: "x" is already defined in templates/partials/a.html; give one of them another name`},
		{"a circle", map[string]string{"partials/one.html": "\n{{template \"partials/two.html\"}}"},
			`templates/partials/one.html:2:12: error A201: "partials/one.html" calls itself without end; put the call under {{if}}, {{with}} or {{range}}, with a value that becomes empty`},
		{"branches", map[string]string{"page.html": "{{define \"main\"}}\n<a href=\"{{if .}}\">{{end}}{{end}}"},
			`templates/page.html:2:15: error A201: {{if}} branches end in different places of the markup: text, an attribute with a URL between " and "; ` +
				`close in every branch what is opened in it, or put the branches into the value`},
		{"a loop", map[string]string{"page.html": "{{define \"main\"}}{{range .}}<script>{{end}}{{end}}"},
			`templates/page.html:1:26: error A201: {{range}} branches end in different places of the markup: a script, text; ` +
				`close in every branch what is opened in it, or put the branches into the value`},
		{"unclosed attribute", map[string]string{"page.html": "{{define \"main\"}}<b>ok</b>\n{{.}}\n<i>ok</i>\n<a href=\"/x>{{.}}</a>\n{{end}}"},
			`templates/page.html:4: error A201: the template ends inside an attribute with a URL between " and "; a tag, an attribute, a comment or a <script> that begins here has no end`},
		{"unclosed comment in a partial", map[string]string{"partials/head.html": "<p>\n</p><!-- {{.}}"},
			`templates/partials/head.html:2: error A201: the template ends inside a comment; a tag, an attribute, a comment or a <script> that begins here has no end`},
		{"ambiguous", map[string]string{"page.html": "{{define \"main\"}}\n<a href=\"{{if .}}/x?{{else}}/y/{{end}}{{.}}\">{{end}}"},
			`templates/page.html:2:41: error A201: {{.}} appears in an ambiguous context within a URL`},
		{"unquoted", map[string]string{"page.html": "{{define \"main\"}}<a title=x'y>{{end}}"},
			`error A201: "'" in unquoted attr: "x'y"`},
		{"unused", map[string]string{"clam.html": "x"},
			`templates/clam.html: warning A203: nothing uses this template; did you mean "claim.html"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := compile(t, c.own)
			if lines := strings.Split(found.Error(), "\n"); !slices.ContainsFunc(lines, func(line string) bool { return strings.HasSuffix(line, c.want) }) {
				t.Errorf("got  %s\nwant %s", found.Error(), c.want)
			}
			if strings.Contains(found.Error(), "delim") || strings.Contains(found.Error(), "$htmltemplate") {
				t.Errorf("internal state in %s", found.Error())
			}
		})
	}
}

// TestFailedPageNamesTemplateLineAndColumn compares what is said of pages that cannot be rendered.
func TestFailedPageNamesTemplateLineAndColumn(t *testing.T) {
	for expression, want := range map[string]string{
		"{{.Nope}}":                              `templates/page.html:2:6: error A202: <.Nope>: there is no field Nope in theme_test.values; did you mean "None"?`,
		"{{.Claimss}}":                           `templates/page.html:2:6: error A202: <.Claimss>: there is no field Claimss in theme_test.values; did you mean "Claims"?`,
		"{{with .Verdict}}{{.Labell}}{{end}}":    `templates/page.html:2:23: error A202: <.Labell>: there is no field Labell in VerdictView; did you mean "Label"?`,
		"{{.Verdict.ID.Group}}":                  `templates/page.html:2:14: error A202: <.Verdict.ID.Group>: there is no field Group in a string`,
		"{{range .Claims}}{{.Claimant}}{{end}}":  `templates/page.html:2:23: error A202: <.Claimant>: there is no field Claimant in ClaimCard; did you mean "Claimants"?`,
		"{{.Claims.Title}}":                      `templates/page.html:2:13: error A202: <.Claims.Title>: there is no field Title in a list; go through it with {{range}}`,
		"{{(index .Claims 0).Verdict.Label}}":    `templates/page.html:2:21: error A202: <0>: there is no VerdictView here, so no .Label of it; ask for it with {{with}} or {{if}} first`,
		"{{index .Claims 7}}":                    `templates/page.html:2:6: error A202: <index .Claims 7>: index: index out of range: 7`,
		"{{len 3}}":                              `templates/page.html:2:6: error A202: <len 3>: len: len of type int`,
		"{{range 1.5}}{{end}}":                   `range can't iterate over 1.5`,
		"{{template \"partials/two.html\" .}}":   `templates/partials/one.html:3:5: error A202: <date .Text>: date: argument 1 is "A text of some words", not a date`,
		"{{template \"partials/again.html\" .}}": `templates/partials/again.html:1:26: error A202: templates call each other without end`,
		"{{range 1000000000}}{{template \"partials/long.html\"}}{{end}}":                               `templates/page.html:2:12: error A202: the page is larger than 16 MB`,
		"{{range 1000000000}}{{if (or ($x := .) 1)}}{{end}}{{template \"partials/long.html\"}}{{end}}": `templates/page.html: error A202: the page is larger than 16 MB`,
	} {
		th, found := compile(t, map[string]string{
			"page.html":           "{{define \"main\"}}\n ü " + expression + "{{end}}",
			"partials/two.html":   "{{template \"partials/one.html\" .}}",
			"partials/one.html":   "{{if .}}\n\n  {{date .Text}}{{end}}",
			"partials/again.html": `{{with .Text}}{{template "partials/again.html" $}}{{end}}`,
			"partials/long.html":  strings.Repeat("x", 1<<16),
			"claim.html":          `{{define "main"}}{{end}}`,
		})
		if found.Failed() {
			t.Fatal(found)
		}
		start := time.Now()
		err := th.Execute(&bytes.Buffer{}, "page.html", someValues())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\ngot  %v\nwant %s", expression, err, want)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %s", expression, took)
		}
	}
}

// TestOwnDefinitionsCountBeforeDefaultOnes lets a file of the site define what a file of the default theme, later in
// the alphabet, defines too.
func TestOwnDefinitionsCountBeforeDefaultOnes(t *testing.T) {
	defaults := plain()
	defaults["claim.html"].Data = []byte(`{{define "main"}}{{template "shared part"}}{{end}}`)
	source, err := theme.NewSource(defaults, map[string][]byte{"partials/a.html": []byte(`{{define "shared part"}}own{{end}}`)})
	if err != nil {
		t.Fatal(err)
	}
	th, found := source.Compile(environment())
	if len(found) > 0 {
		t.Fatal(found)
	}
	if got := execute(t, th, "claim.html", nil); !strings.Contains(got, "own") {
		t.Error(got)
	}
}
