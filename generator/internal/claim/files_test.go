package claim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
)

// Whatever a file holds, what comes back can be worked with, and says what is wrong.
func TestTroubledFiles(t *testing.T) {
	const (
		head = "---\n" + minimal + sources
		body = "---\nAs [@a] and [@b] say.\n"
	)
	tests := map[string]struct {
		src  string
		want []string
	}{
		"nothing":               {"", []string{"1:1 A010 the file is empty; it needs front matter: YAML between two lines of three hyphens"}},
		"blank lines":           {"\n\n", []string{"1:1 A010 the file is empty; it needs front matter: YAML between two lines of three hyphens"}},
		"a byte order mark":     {"\ufeff", []string{"1:1 A010 the file is empty; it needs front matter: YAML between two lines of three hyphens"}},
		"a body":                {"Only text.\n", []string{"1:1 A010 the file has no front matter; begin it with YAML between two lines of three hyphens"}},
		"an open header":        {head, []string{"1:1 A011 the front matter is not closed; end it with a line of three hyphens: ---"}},
		"Latin-1 in the header": {head + "where: Gen\xe8ve\n" + body, []string{"8:11 A002 byte 0xe8 is not UTF-8; save the file as UTF-8"}},
		"Latin-1 in the body":   {head + body + "Gen\xe8ve\n", []string{"10:4 A002 byte 0xe8 is not UTF-8; save the file as UTF-8"}},
		"NUL in the header":     {head + "where: a\x00b\n" + body, []string{"8:9 A003 control character U+0000; remove it; editors can show invisible characters"}},
		"NUL in the body":       {head + body + "a\x00b\n", []string{"10:2 A003 control character U+0000; remove it; editors can show invisible characters"}},
		"an unquoted colon":     {head + "title: A: B\n" + body, []string{`8:9 A012 a colon followed by a space ends a key, so this value must be quoted; write title: "A: B"`}},
		"a second document":     {head + "...\ntitle: B\n" + body, []string{"8:1 A012 a file holds one YAML document; remove this line and what follows it, or put it into a file of its own"}},
		"a list for a header":   {"---\n- a\n" + body, []string{"2:1 A014 the file must be a mapping of title, claim, claim_short …, not a list", `4:5 A103 the source "a" is not in this claim's list`, `4:14 A103 the source "b" is not in this claim's list`}},
		"a tag":                 {head + "title: !x y\n" + body, []string{"8:8 A016 YAML tags such as !x have no meaning here; remove the tag, or put the value in quotes"}},
		"a tag on what is needed": {strings.Replace(head, "claim: ", "claim: !x ", 1) + body, []string{
			"2:8 A016 YAML tags such as !x have no meaning here; remove the tag, or put the value in quotes"}},
		"deep brackets":  {head + "x: {a: " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}\n" + body, []string{"8:10007 A026 the YAML is nested too deep"}},
		"another binary": {"\x89PNG\r\n\x1a\n", []string{"1:1 A002 byte 0x89 is not UTF-8; save the file as UTF-8"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			c, found := parser.Claim(path, []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if c == nil || c.ID != "us-13-wars" || c.Body == nil || c.Positions == nil {
				t.Fatalf("got %+v", c)
			}
			other, _ := parser.Claim(path, []byte(tt.src+" "))
			if c.Digest == other.Digest {
				t.Error("a changed file has the same digest")
			}
		})
	}
}

func TestHugeFiles(t *testing.T) {
	const words = 1_000_000
	tests := map[string]struct {
		src string
		ok  func(c *claim.Claim) bool
	}{
		"a body of 5 MB on a line": {"---\n" + minimal + "---\n" + strings.Repeat("word ", words), func(c *claim.Claim) bool { return c.Body.TextSize >= 5*words-1 }},
		"a body of paragraphs":     {"---\n" + minimal + "---\n" + strings.Repeat("words\n\n", words/10), func(c *claim.Claim) bool { return c.Body.TextSize > words/2 }},
		"a huge quote":             {"---\n" + minimal + "quote: " + strings.Repeat("word ", words/5) + "\n---\n", func(c *claim.Claim) bool { return len(c.Quote) == words-1 }},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			start := time.Now()
			c, found := parser.Claim(path, []byte(tt.src))
			wantFindings(t, found)
			if !tt.ok(c) {
				t.Error("something is lost")
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("it took %v", d)
			}
		})
	}
}

// Thousands of entries take time that grows with their number, not with its square.
func TestLongLists(t *testing.T) {
	const n = 1_000
	var list, cites strings.Builder
	for i := range n {
		fmt.Fprintf(&list, "  - {id: source-%d, title: Source %d}\n", i, i)
		fmt.Fprintf(&cites, "[@source-%d]\n\n", i)
	}
	start := time.Now()
	c, found := parser.Claim(path, []byte("---\n"+minimal+"sources:\n"+list.String()+"---\n"+cites.String()))
	wantFindings(t, found)
	if len(c.Sources) != n || len(c.Body.Cited) != n {
		t.Errorf("%d sources, %d cited", len(c.Sources), len(c.Body.Cited))
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("it took %v", d)
	}
}

func TestOneParserServesManyAtOnce(t *testing.T) {
	want, _ := parser.Claim(path, []byte(full))
	done := make(chan string, 4)
	for range cap(done) {
		go func() {
			for range 10 {
				c, found := parser.Claim(path, []byte(full))
				if c.Digest != want.Digest || c.HeadDigest != want.HeadDigest || len(found) > 0 {
					done <- "another result"
					return
				}
				parser.Presets()
				parser.Claim(path, []byte("---\ntitle: A: B\n---\n"))
			}
			done <- ""
		}()
	}
	for range cap(done) {
		if trouble := <-done; trouble != "" {
			t.Error(trouble)
		}
	}
}

// Errors of the body and of the front matter come together.
func TestFindingsOfHeaderAndBody(t *testing.T) {
	_, found := parser.Claim(path, []byte("---\n"+minimal+sources+"said: 2017-13\n---\nAs [@a] and [@b] say.\n\n[x](javascript:alert)\n"))
	got := show(found)
	if len(got) != 2 || !strings.HasPrefix(got[0], "8:7 "+string(diag.BadDate)) || !strings.HasPrefix(got[1], "12:1 "+string(diag.BadScheme)) {
		t.Errorf("findings are %q", got)
	}
}
