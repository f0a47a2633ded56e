package schemaorg_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/schemaorg"
)

// all reads and validates a file, and gives what is found as lines: place, code and message.
func all(t testing.TB, name, src string) []string {
	t.Helper()
	blocks, found := schemaorg.Read(name, []byte(src))
	var lines []string
	for _, f := range found {
		if f.Severity != diag.Error {
			t.Errorf("%s is a %s", f.Code, f.Severity)
		}
		lines = append(lines, f.In(name).Error())
	}
	for _, i := range validator.ValidateFile(blocks) {
		lines = append(lines, i.In(name).Error())
	}
	return lines
}

func TestRead(t *testing.T) {
	const person = `{"@context": "https://schema.org", "@type": "Person", "name": "x"}`
	tests := map[string]struct {
		name, src string
		want      []string
	}{
		"a document":                {"a.json", "\ufeff" + person, nil},
		"letter case of the name":   {"a.JSONLD", person, nil},
		"no JSON":                   {"a.json", "{\n'a'}", []string{`a.json:2:1: error A370: a text stands in single quotes; JSON wants double quotes: "`}},
		"not UTF-8":                 {"a.json", "{\xff", []string{`a.json:1:2: error A370: byte 0xff is not UTF-8; save the file as UTF-8`}},
		"a key twice":               {"a.json", `{"a": 1, "a": 2}`, []string{`a.json:1:10: error A370: "a" stands here a second time; the first is in line 1`}},
		"an empty file":             {"a.json", "", []string{`a.json:1:1: error A370: the file is empty; an empty list is written []`}},
		"JSON by another name":      {"a.txt", person, []string{`a.txt: error A370: the page has no structured data; it stands in a <script type="application/ld+json">; a file of JSON-LD is named .json or .jsonld`}},
		"a page":                    {"a.html", "<!doctype html><title>x</title><script type=application/ld+json>" + person + "</script>", nil},
		"of other scripts":          {"a.html", "<script>{</script><script type=\"application/json\">{</script><script type='application/ld+json'>" + person + "</script>", nil},
		"a type with a parameter":   {"a.html", `<SCRIPT TYPE=" Application/LD+JSON ; charset=utf-8">{</SCRIPT>`, []string{`a.html:1:54: error A370: the file ends in the middle of the JSON; it was cut off, or a bracket or quote is not closed`}},
		"an empty script":           {"a.html", "<p>\n<script type=application/ld+json> </script>", []string{`a.html:2:34: error A370: the script is empty`}},
		"a script without anything": {"a.html", "<script type=application/ld+json></script>", []string{`a.html:1:34: error A370: the script is empty`}},
		"entities":                  {"a.html", "<script type=application/ld+json>{&quot;a&quot;: 1}</script>", []string{`a.html:1:35: error A370: a key in double quotes was expected here; it has HTML entities such as &quot;, which mean nothing in JSON; write the characters themselves`}},
		"a comment":                 {"a.html", "<!-- <script type=application/ld+json>{</script> --><script type=application/ld+json>" + person + "</script>", nil},
		"places behind 真相":          {"a.html", "<p>真相\r\n真<script type=application/ld+json>{\"@context\": \"https://schema.org\",\r\n \"真\": 1,\n\"@type\": \"Person\"}</script>", []string{`a.html:3:2: error A371: schema.org has no property "真"`}},
		"places in the same line":   {"a.html", "真<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@type\": \"Persona\"}</script>", []string{`a.html:1:79: error A371: schema.org has no type "Persona"; did you mean "Person"?`}},
		"old Mac lines":             {"a.html", "<p>\r<p>\r<script type=application/ld+json>\r{\"a\"}</script>", []string{`a.html:4:5: error A370: a colon was expected here`}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, all(t, tt.name, tt.src)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestThePageOfAScript(t *testing.T) {
	const script = "<script type=application/ld+json>" + `{"@context": "https://schema.org", "@type": "Person"}` + "</script>"
	tests := map[string]string{
		script: "",
		script + `<link rel="shortlink Canonical" href=" https://a.example.org/?a=1&amp;b=2 ">`:                                               "https://a.example.org/?a=1&b=2",
		`<meta property="og:url" content="https://b.example.org/">` + script:                                                                  "https://b.example.org/",
		`<meta property="og:url" content="https://b.example.org/"><link rel=canonical href="https://a.example.org/">` + script:                "https://a.example.org/",
		`<link rel=canonical href="/claims/"><link rel=alternate href="https://c.example.org/">` + script:                                     "",
		`<link rel=canonical href="https://a.example.org/" href="https://b.example.org/"><link rel=canonical href="https://c.org/">` + script: "https://a.example.org/",
	}
	for src, want := range tests {
		blocks, found := schemaorg.Read("x.html", []byte(src))
		if len(blocks) != 1 || found != nil || blocks[0].Page.URL != want {
			t.Errorf("%s: %v, %v", src, blocks, found)
		}
	}
}

// All scripts of a page are one: they refer to each other, and have one ClaimReview.
func TestScriptsOfOnePage(t *testing.T) {
	script := func(body string) string { return "<script type=application/ld+json>" + body + "</script>\n" }
	withID := edit(t, good, `{"@type": "NewsMediaOrganization", "name": "Springfield Facts", "url": "https://facts.example.org/"}`, `{"@id": "#org"}`)
	org := node(`"@type": "Organization", "@id": "#org", "description": "We check."`)
	if got := all(t, "a.html", script(withID)+script(org)); len(got) != 1 || !strings.Contains(got[0], "a.html:11:13: error A372: the author of ClaimReview has no name or url") {
		t.Errorf("%q", got)
	}
	second := strings.Replace(good, "#review", "#second", 1)
	if got := all(t, "a.html", script(good)+script(second)); len(got) != 1 || !strings.Contains(got[0], "error A382: the page has more than one ClaimReview") {
		t.Errorf("%q", got)
	}
}

// A feed of 5 000 fact-checks has more values than a site's own files may have.
func TestLargeFeeds(t *testing.T) {
	start := time.Now()
	blocks, found := schemaorg.Read("feed.json", []byte(feed(5_000)))
	if found != nil || len(blocks) != 1 {
		t.Fatal(found)
	}
	if issues := validator.ValidateFile(blocks); issues != nil {
		t.Errorf("%q", show(issues[:1]))
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("it took %v", d)
	}
}

// Whatever is in a file, it is read and validated without a panic, and each finding has a place in it.
func FuzzReadAndValidate(f *testing.F) {
	for _, s := range []string{good, feed(2), node(`"@graph": [{"@id": "#a"}, {"@reverse": {"author": [[{}]]}}], "@type": [["x"]]`), `{"@context": [null, {"a": null, "b": {"@id": null}}]}`} {
		f.Add("a.json", []byte(s))
		f.Add("a.html", []byte("<link rel=canonical href=https://a.example.org/>\r\n<script type=application/ld+json>"+s+"</script>"))
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		blocks, found := schemaorg.Read(name, src)
		if len(blocks) == 0 && len(found) == 0 {
			t.Fatal("nothing was read, and nothing found")
		}
		issues := validator.ValidateFile(blocks)
		for _, i := range issues {
			found = append(found, i.Finding)
		}
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(src))
		lines := strings.Split(text, "\n")
		for _, x := range found {
			if x.Message == "" || !utf8.ValidString(x.Message+x.Hint) {
				t.Errorf("%s says %q", x.Code, x.Message)
			}
			if x.At != (diag.At{}) && (x.At.Line < 1 || x.At.Line > len(lines) || x.At.Col < 1 || x.At.Col > utf8.RuneCountInString(lines[x.At.Line-1])+1) {
				t.Errorf("%s at %v of %d lines", x.Code, x.At, len(lines))
			}
		}
		if again := validator.ValidateFile(blocks); fmt.Sprint(issues) != fmt.Sprint(again) {
			t.Error("the second time says other things")
		}
	})
}
