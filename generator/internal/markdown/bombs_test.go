package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/diag"
)

const prose = `The claim is that "13 wars" were fought--at a cost of *14.2 trillion* dollars [@crawford-2016, p. 7]. It isn't
what the [source](https://example.org/costs) says: the **highest** estimate is a third of that [@a; @b].

- one item with ` + "`code`" + ` in it
- another, with a [claim](claim:us-13-wars)

`

// bomb is a hostile body of about n bytes. Those that are refused are so with a code; the others are read.
type bomb struct {
	name string
	make func(n int) string
	code diag.Code
}

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

func around(before, after string) func(int) string {
	return func(n int) string {
		k := n / (len(before) + len(after))
		return strings.Repeat(before, k) + strings.Repeat(after, k)
	}
}

func counted(format string, args int) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			list := make([]any, args)
			for j := range list {
				list[j] = i
			}
			fmt.Fprintf(&b, format, list...)
		}
		return b.String()
	}
}

func backticks(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("`", i) + " ")
	}
	return b.String()
}

func nestedLists(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// used makes a definition of half the size and uses it in the other half.
func used(before, after, use string) func(int) string {
	return func(n int) string {
		return before + strings.Repeat("b", n/2) + after + strings.Repeat(use, n/2/len(use))
	}
}

func bombs() []bomb {
	return []bomb{
		{"prose", repeated(prose), ""},
		{"one paragraph of prose", repeated("It isn't what he says, and \"they\" know it -- don't they? "), ""},
		{"one line", repeated("words and words "), ""},
		{"blank lines", repeated("\n"), ""},
		{"spaces", repeated(" "), ""},
		{"list items", repeated("- a\n"), ""},
		{"table rows", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", n/6) }, ""},
		{"table rows with links", func(n int) string {
			return "|a|b|\n|-|-|\n" + strings.Repeat("|[a](b)|`c\\|d`|\n", n/16)
		}, ""},
		{"a row of links", func(n int) string {
			return strings.Repeat("|[a](b)", n/14) + "\n" + strings.Repeat("|-", n/14) + "\n"
		}, ""},
		{"wide table of short rows", func(n int) string {
			return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("a\n", n/4)
		}, diag.TooLarge},
		{"[", repeated("["), diag.TooLarge},
		{"![", repeated("!["), diag.TooLarge},
		{"[[]]", around("[", "]"), diag.TooLarge},
		{"nested images", around("![", "](a)"), diag.TooLarge},
		{"*a **b", repeated("*a **b "), diag.TooLarge},
		{"_a b*", around("_a ", "b* "), diag.TooLarge},
		{"*a a*", around("*a ", "a* "), diag.TooLarge},
		{"~a", repeated("~a "), ""},
		{"a ~~", func(n int) string { return "a " + strings.Repeat("~", n) }, diag.TooLarge},
		{"quotes", repeated("'"), diag.TooLarge},
		{"[@a]", repeated("[@a]"), diag.TooLarge},
		{"[@a] in paragraphs", repeated("[@a] [@b, p. 7; @c]\n\n"), ""},
		{"[@a,", repeated("[@a,\n"), diag.TooLarge},
		{"[a](b", repeated("[a](b"), diag.TooLarge},
		{"[a](<b", repeated("[a](<b"), diag.TooLarge},
		{"links", repeated("[*a*](c) "), diag.TooLarge},
		{"links in lines", repeated("[a]\n"), diag.TooLarge},
		{"definitions", repeated("[a]: b\n"), diag.TooLarge},
		{"definitions in paragraphs", repeated("[a]: b\n\n"), ""},
		{"footnotes", counted("[^%d]\n\n[^%d]: a\n\n", 2), ""},
		{"footnotes backwards", func(n int) string {
			k := n / 16
			var b strings.Builder
			for i := range k {
				fmt.Fprintf(&b, "[^%d]: a\n\n", i)
			}
			for i := range k {
				fmt.Fprintf(&b, "[^%d]\n\n", k-i-1)
			}
			return b.String()
		}, ""},
		{"marks", func(n int) string { return "[^1]: a\n\n" + strings.Repeat("[^1] [^1] [^1]\n\n", n/16) }, ""},
		{"marks in one paragraph", func(n int) string { return "[^1]: a\n\n" + strings.Repeat("[^1]", n/4) }, diag.TooLarge},
		{"backticks", func(n int) string { return backticks(8 * n) }, diag.TooLarge},
		{"<", repeated("<"), diag.TooLarge},
		{"<a", repeated("<a b='"), diag.TooLarge},
		{"<!--", repeated("a <!-- "), diag.TooLarge},
		{"tags", repeated("a <b>\n\n"), ""},
		{"headings", repeated("# a\n"), ""},
		{">", repeated(">"), diag.TooDeep},
		{"> ", repeated("> "), diag.TooDeep},
		{"- - -", repeated("- "), ""}, // a thematic break
		{"- - - a", func(n int) string { return strings.Repeat("- ", n/2) + "a" }, diag.TooDeep},
		{"1. 1.", repeated("1. "), diag.TooDeep},
		{"nested lists", nestedLists, diag.TooDeep},
		{": : :", func(n int) string { return "a\n" + strings.Repeat(": ", n/2) + "a" }, ""},
		{"[^a]: [^b]:", repeated("[^a]: "), diag.TooDeep},
		{"lines of deep quotes", func(n int) string {
			return strings.Repeat(strings.Repeat(">", 90)+"a\n", n/92)
		}, ""},
		{"lines of too deep quotes", func(n int) string {
			return strings.Repeat(strings.Repeat(">", 200)+"a\n", n/202)
		}, diag.TooDeep},
		{"a long address used often", used("[a]: /", "\n\n", "[a]\n\n"), diag.TooLarge},
		{"a long title used often", used("[a]: /b \"", "\"\n\n", "[a]\n\n"), diag.TooLarge},
		{"an address of ampersands", func(n int) string {
			return "[a]: /" + strings.Repeat("&", n/2) + "\n\n" + strings.Repeat("[a]\n\n", n/10)
		}, diag.TooLarge},
		{"pictures by reference", used("[a]: /", "\n\n", "![b][a]\n\n"), diag.TooLarge},
		{"pictures in links by reference", used("[a]: /", "\n\n", "[![b][a]][a]\n\n"), diag.TooLarge},
		{"cards by reference", used("[a]: claim:", "\n\n", "![][a]\n\n"), diag.TooLarge},
		{"links to claims by reference", used("[a]: claim:", "\n\n", "[a]\n\n"), diag.TooLarge},
		{"a definition used often", func(n int) string { return "[a]: /report\n\n" + strings.Repeat("[a]\n\n", n/5) }, ""},
		{"long addresses of their own", repeated("[a](/" + strings.Repeat("b", 1000) + ")\n\n"), ""},
		{"entities", repeated("&amp;&#65;&x"), ""},
		{"backslashes", repeated(`\`), ""},
	}
}

func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes time")
	}
	const size, limit = 1 << 17, 20 * time.Second // generous: slow machines, the race detector
	c := New()
	for _, b := range bombs() {
		t.Run(b.name, func(t *testing.T) {
			src := []byte(b.make(size))
			start := time.Now()
			body, findings := c.Convert(src, 1, "en")
			took := time.Since(start)
			t.Logf("%d bytes: %v", len(src), took.Round(time.Millisecond))
			if took > limit {
				t.Errorf("took %v", took)
			}
			code := diag.Code("")
			for _, f := range findings {
				if f.Code == diag.TooLarge || f.Code == diag.TooDeep {
					code = f.Code
				}
			}
			if code != b.code {
				t.Errorf("refused with %q, want %q", code, b.code)
			}
			if code != "" && body.Content != nil {
				t.Error("refused, but the body is not empty")
			}
		})
	}
}
