package doc_test

import (
	"testing"

	"assay/generator/internal/doc"
)

func TestSplit(t *testing.T) {
	tests := map[string]struct {
		src, header, body string
		line              int
	}{
		"usual":                        {"---\na: b\n---\nBody\n", "a: b\n", "Body\n", 4},
		"no body":                      {"---\na: b\n---\n", "a: b\n", "", 4},
		"fence at the end of the file": {"---\na: b\n---", "a: b\n", "", 4},
		"empty header":                 {"---\n---\nBody", "", "Body", 3},
		"fences only":                  {"---\n---", "", "", 3},
		"spaces behind the fences":     {"--- \t\na: b\n---  \nBody", "a: b\n", "Body", 4},
		"blank lines":                  {"---\n\n\na: b\n\n---\n\n\nBody", "\n\na: b\n\n", "\n\nBody", 7},
		"a rule in the body":           {"---\na: b\n---\nOne\n\n---\n\nTwo", "a: b\n", "One\n\n---\n\nTwo", 4},
		"an indented fence is text":    {"---\na: |\n  ---\n---\nBody", "a: |\n  ---\n", "Body", 5},
		"four hyphens are none":        {"---\na: b\n----\n---\n", "a: b\n----\n", "", 5},
		"a fence with a word is none":  {"---\na: b\n--- c\n---\n", "a: b\n--- c\n", "", 5},
		"scripts":                      {"---\nа: б\n---\nТело", "а: б\n", "Тело", 4},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			header, body, line, found := doc.Split([]byte(tt.src))
			wantFindings(t, found)
			if string(header) != tt.header || string(body) != tt.body || line != tt.line {
				t.Errorf("got %q, %q, line %d", header, body, line)
			}
		})
	}
}

func TestSplitRefuses(t *testing.T) {
	const needs = "; it needs front matter: YAML between two lines of three hyphens"
	const begin = "1:1 A010 the file has no front matter; begin it with YAML between two lines of three hyphens"
	const alone = "1:1 A010 the first line is not three hyphens alone; front matter is YAML between two lines of three hyphens: ---"
	const open = "1:1 A011 the front matter is not closed; end it with a line of three hyphens: ---"
	const first = "1:1 A010 the front matter must begin in the first line; remove what stands before the three hyphens"
	tests := map[string]struct{ src, want string }{
		"an empty file":              {"", "1:1 A010 the file is empty" + needs},
		"blank lines":                {"\n \n\t\n", "1:1 A010 the file is empty" + needs},
		"body only":                  {"# Title\n\nText", begin},
		"YAML without fences":        {"title: x\n", begin},
		"TOML":                       {"+++\ntitle = 1\n+++\n", "1:1 A010 the front matter is TOML; write it as YAML between two lines of three hyphens"},
		"a blank line first":         {"\n---\na: b\n---\n", first},
		"a space first":              {" ---\na: b\n---\n", first},
		"a title behind the hyphens": {"--- title: x\n---\n", alone},
		"four hyphens":               {"----\na: b\n----\n", alone},
		"not closed":                 {"---\na: b\n\nBody\n", open},
		"closed by dots":             {"---\na: b\n...\nBody\n", open},
		"closed by an indented one":  {"---\na: b\n  ---\nBody\n", open},
		"one fence":                  {"---\n", open},
		"one fence, no line end":     {"---", open},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			header, body, _, found := doc.Split([]byte(tt.src))
			wantFindings(t, found, tt.want)
			if header != nil || body != nil {
				t.Errorf("and yet %q, %q", header, body)
			}
		})
	}
}
