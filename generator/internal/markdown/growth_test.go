package markdown

import (
	"fmt"
	"strings"
	"testing"

	"assay/generator/internal/growthtest"
)

// nested returns lines that each go one level deeper.
func nested(indent, text string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(indent, i) + text + "\n")
		}
		return b.String()
	}
}

// runs returns runs of a character, each longer than the one before.
func runs(char, between string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(char, i) + between)
		}
		return b.String()
	}
}

// after returns a text before a repeated one.
func after(before, s string) func(int) string {
	return func(n int) string { return before + strings.Repeat(s, n/len(s)) }
}

// before returns a repeated text before another.
func before(s, behind string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) + behind }
}

// pathological are texts that take time squared in some Markdown parser. They come from the
// pathological tests of cmark, commonmark.js, markdown-it and pulldown-cmark, from advisories, and
// from what this package adds.
func pathological() []bomb {
	return []bomb{
		{name: "nested strong emphasis", make: around("*a **a ", "b** b* ")},
		{name: "emphasis closers without openers", make: repeated("a_ ")},
		{name: "emphasis openers without closers", make: repeated("_a ")},
		{name: "strong openers without closers", make: repeated("**a ")},
		{name: "link closers without openers", make: repeated("a] ")},
		{name: "link openers without closers", make: repeated("[a ")},
		{name: "mismatched openers and closers", make: repeated("*a_ ")},
		{name: "emphasis closers after many kinds of opener", make: after("x", "*_a~~b__c**")},
		{name: "openers and closers by a multiple of three", make: after("a**b", "c* ")},
		{name: "emphasis runs within words", make: repeated("a**b")},
		{name: "underscore runs within words", make: repeated("a__b_c")},
		{name: "emphasis next to punctuation", make: repeated("*(*\"")},
		{name: "emphasis next to CJK", make: repeated("**「日本」**語*、* ")},
		{name: "a run of asterisks", make: repeated("*")},
		{name: "a run of underscores", make: repeated("_")},
		{name: "growing runs of asterisks", make: runs("*", " a ")},
		{name: "growing runs of underscores", make: runs("_", " a ")},
		{name: "growing runs of tildes", make: runs("~", " a ")},
		{name: "growing runs of backticks", make: runs("`", " ")},
		{name: "growing runs of backticks in words", make: runs("`", "e")},
		{name: "a run of backticks", make: repeated("`")},
		{name: "backticks and backslashes", make: repeated("`\\")},
		{name: "unclosed code spans", make: repeated("``a ")},
		{name: "links and emphasis openers", make: repeated("[ a_ ")},
		{name: "strong, link opener, spaces", make: func(n int) string { return "**x [a*b**c*](d" + strings.Repeat(" ", n) }},
		{name: "nested brackets", make: around("[", "]")},
		{name: "nested brackets with a text", make: around("[", "a]")},
		{name: "nested images without a description", make: around("![", "]()")},
		{name: "unclosed images", make: repeated("![]()[")},
		{name: "brackets and parentheses", make: repeated("](")},
		{name: "open brackets and destinations", make: repeated("[](")},
		{name: "unclosed inline links", make: repeated("[a](<b")},
		{name: "unclosed destinations", make: repeated("[a](b")},
		{name: "unclosed titles", make: repeated("[a](b \"c")},
		{name: "unclosed titles in parentheses", make: repeated("[a](b (c")},
		{name: "parentheses in a destination", make: func(n int) string { return "[a](" + strings.Repeat("(", n/2) + strings.Repeat(")", n/2) + ")" }},
		{name: "unbalanced parentheses in a destination", make: after("[a](", "(")},
		{name: "backslashes in a destination", make: after("[a](", `\(`)},
		{name: "reference links without a definition", make: repeated("[a][b] ")},
		{name: "collapsed references", make: after("[a]: /b\n\n", "[a][]\n\n")},
		{name: "references with long labels", make: func(n int) string {
			return strings.Repeat("["+strings.Repeat("a", 900)+"]\n\n", n/904)
		}},
		{name: "nested references", make: around("[a][", "]")},
		{name: "definitions", make: counted("[a%d]: /b\n\n", 1)},
		{name: "definitions in one paragraph", make: counted("[a%d]: /b\n", 1)},
		{name: "definitions of one label", make: repeated("[a]: /b\n\n")},
		{name: "definitions without a destination", make: repeated("[a]:\n")},
		{name: "definitions with an unclosed title", make: repeated("[a]: /b \"c\n\n")},
		{name: "one definition with an unclosed title", make: after("[a]: /b \"", "c\n")},
		{name: "an unclosed label", make: after("[", "a\n")},
		{name: "a label that is too long", make: func(n int) string { return "[" + strings.Repeat("a", n) + "]: /b\n\n[a]" }},
		{name: "comments without an end", make: repeated("</ <!-- ")},
		{name: "a comment without an end", make: after("<!-- ", "a\n")},
		{name: "comments", make: repeated("<!-- a -->\n\n")},
		{name: "hyphens in a comment", make: after("a <!--", "- -")},
		{name: "processing instructions without an end", make: repeated("a <?")},
		{name: "declarations without an end", make: repeated("a <!A ")},
		{name: "CDATA without an end", make: repeated("a <![CDATA[")},
		{name: "tags without an end", make: repeated("<a ")},
		{name: "attributes without an end", make: repeated("<a b=\"c ")},
		{name: "attributes of one tag", make: after("a <a ", "b=c ")},
		{name: "end tags", make: repeated("</a>")},
		{name: "angle brackets", make: repeated("<")},
		{name: "angle brackets and spaces", make: repeated("< ")},
		{name: "unclosed autolinks", make: repeated("<https://a")},
		{name: "autolinks", make: repeated("<https://example.org/>\n\n")},
		{name: "e-mail autolinks", make: repeated("<a@example.org>\n\n")},
		{name: "a long e-mail autolink", make: after("<a@", "a.")},
		{name: "schemes", make: repeated("a:")},
		{name: "bare addresses", make: repeated("www.a.b/((")},
		{name: "ampersands", make: repeated("&")},
		{name: "unfinished entities", make: repeated("&am")},
		{name: "unfinished numeric entities", make: repeated("&#1234567890")},
		{name: "entities without a name", make: repeated("&;")},
		{name: "backslashes at ends of lines", make: repeated("a\\\n")},
		{name: "hard breaks", make: repeated("a  \n")},
		{name: "soft breaks", make: repeated("a\n")},
		{name: "a line", make: repeated("a")},
		{name: "spaces before text", make: before(" ", "a")},
		{name: "spaces after text", make: after("a", " ")},
		{name: "tabs", make: repeated("\t")},
		{name: "tabs in list items", make: repeated("-\ta\n")},
		{name: "NUL", make: repeated("\x00")},
		{name: "bytes that are not UTF-8", make: repeated("\xff\xfe*")},
		{name: "combining characters", make: after("a", "\u0301")},
		{name: "blank lines with spaces", make: repeated("   \n")},
		{name: "carriage returns", make: repeated("\r")},
		{name: "setext headings", make: repeated("a\n-\n")},
		{name: "a long setext heading", make: before("a\n", "===")},
		{name: "setext underlines", make: repeated("===\n")},
		{name: "headings with closing signs", make: repeated("# a #####\n")},
		{name: "number signs", make: repeated("#")},
		{name: "headings of one text", make: repeated("# a\n\n")},
		{name: "headings that clash with counted ids", make: counted("# a\n\n# a %d\n\n", 1)},
		{name: "headings without words", make: repeated("#\n")},
		{name: "fences without an end", make: repeated("```\n~~~\n")},
		{name: "one fence without an end", make: after("```\n", "a\n")},
		{name: "growing fences", make: runs("`", "\na\n")},
		{name: "indented code", make: repeated("    a\n")},
		{name: "indented code and blank lines", make: repeated("    a\n\n\n\n")},
		{name: "thematic breaks", make: repeated("* * *\n")},
		{name: "almost a thematic break", make: before("* ", "a")},
		{name: "quotes", make: repeated("> a\n")},
		{name: "nested quotes", make: nested(">", "a")},
		{name: "quotes with lazy lines", make: after("> > > > a\n", "b\n")},
		{name: "quotes and lists", make: repeated("> - ")},
		{name: "lists", make: repeated("- a\n")},
		{name: "loose lists", make: repeated("- a\n\n")},
		{name: "lists of changing markers", make: repeated("- a\n* b\n+ c\n")},
		{name: "numbered lists", make: counted("%d. a\n", 1)},
		{name: "nested lists", make: nested("  ", "- a")},
		{name: "nested lists in a line", make: before("- ", "a")},
		{name: "empty list items", make: repeated("-\n")},
		{name: "list items and lazy lines", make: after("- a\n", "b\n")},
		{name: "list items with blank lines", make: after("* a\n", "\n\n  b\n")},
		{name: "a list item before code", make: after("- a\n\n", "      b\n\n")},
		{name: "tables of two columns", make: after("|a|b|\n|-|-|\n", "|c|d|\n")},
		{name: "a table of many columns", make: func(n int) string {
			return strings.Repeat("|a", n/4) + "|\n" + strings.Repeat("|-", n/4) + "|\n"
		}},
		{name: "a table of as many columns as rows", make: func(n int) string {
			k := 1
			for k*k < n/8 {
				k++
			}
			return strings.Repeat("|a", k) + "\n" + strings.Repeat("|-", k) + "\n" + strings.Repeat("|b\n", k)
		}},
		{name: "a wide table of short rows", make: func(n int) string {
			return strings.Repeat("|a", n/6) + "\n" + strings.Repeat("|-", n/6) + "\n" + strings.Repeat("b\n", n/6)
		}},
		{name: "delimiter rows", make: repeated("|-|-|\n")},
		{name: "almost delimiter rows", make: repeated("|a|b|\n|-|x|\n")},
		{name: "tables in a row", make: repeated("|a|\n|-|\n|b|\n\n")},
		{name: "pipes", make: repeated("|")},
		{name: "escaped pipes", make: after("|a|\n|-|\n", `|\||`+"\n")},
		{name: "pipes in code in a cell", make: func(n int) string { return "|a|\n|-|\n|`" + strings.Repeat(`\|`, n/2) + "`|\n" }},
		{name: "cells beyond the header", make: after("|a|\n|-|\n", "|b|c|d|\n")},
		{name: "tildes", make: repeated("~")},
		{name: "strikethrough", make: repeated("~~a~~ ")},
		{name: "unclosed strikethrough", make: repeated("~~a ")},
		{name: "footnotes", make: counted("[^%d]\n\n[^%d]: a\n\n", 2)},
		{name: "marks of one footnote", make: after("[^1]: a\n\n", "[^1]\n\n")},
		{name: "footnotes of one label", make: after("[^1]\n\n", "[^1]: a\n\n")},
		{name: "marks without a footnote", make: repeated("[^a]\n\n")},
		{name: "footnotes without a mark", make: counted("[^%d]: a\n\n", 1)},
		{name: "unclosed marks", make: repeated("[^a ")},
		{name: "footnotes that mark each other", make: func(n int) string {
			var b strings.Builder
			b.WriteString("[^0]\n\n")
			for i := 0; b.Len() < n; i++ {
				fmt.Fprintf(&b, "[^%d]: a [^%d]\n\n", i, i+1)
			}
			return b.String()
		}},
		{name: "nested footnotes", make: repeated("[^a]: ")},
		{name: "a long footnote that is marked often", make: used("[^a]: ", "\n\n", "[^a]\n\n")},
		{name: "definition lists", make: repeated("a\n: b\n\n")},
		{name: "descriptions of one term", make: after("a\n", ": b\n")},
		{name: "terms without a description", make: before("a\n", ": b\n")},
		{name: "nested descriptions", make: after("a\n", ": ")},
		{name: "single quotes", make: repeated("'")},
		{name: "double quotes", make: repeated("\"")},
		{name: "opening quotes", make: repeated("\"a 'b ")},
		{name: "closing quotes", make: repeated("a\" b' ")},
		{name: "quotes between quotes", make: repeated("'\"")},
		{name: "apostrophes", make: repeated("it's ")},
		{name: "hyphens in prose", make: repeated("a--b---c ")},
		{name: "full stops", make: repeated("...")},
		{name: "angle quotes", make: repeated("<< a >> ")},
		{name: "citations", make: repeated("[@a] ")},
		{name: "citations in paragraphs", make: counted("[@a%d, p. %d]\n\n", 2)},
		{name: "citations of many sources", make: func(n int) string { return "[" + strings.Repeat("@a; ", n/4) + "@b]" }},
		{name: "a citation over many lines", make: func(n int) string { return "[" + strings.Repeat("@a;\n", n/4) + "@b]" }},
		{name: "unclosed citations", make: repeated("[@a; ")},
		{name: "an unclosed citation of many sources", make: after("[", "@a; ")},
		{name: "citations before links", make: repeated("[@a](b) ")},
		{name: "citations before labels", make: repeated("[@a][b] ")},
		{name: "an unclosed label behind citations", make: repeated("[@a][b ")},
		{name: "locators without an end", make: repeated("[@a, p. ")},
		{name: "links to claims", make: repeated("[a](claim:b)\n\n")},
		{name: "links to claims in one paragraph", make: repeated("[a](claim:b) ")},
		{name: "cards", make: repeated("![](claim:b)\n\n")},
		{name: "cards and comments", make: repeated("<!-- a --> ![](claim:b)\n\n")},
		{name: "a long address used often", make: used("[a]: /", "\n\n", "[a]\n\n")},
		{name: "a long title used often", make: used("[a]: /b \"", "\"\n\n", "[a]\n\n")},
		{name: "a long label used often", make: used("[", "]: /b\n\n", "[a]\n\n")},
		{name: "pictures by reference", make: used("[a]: /", "\n\n", "![b][a]\n\n")},
		{name: "addresses that are refused", make: repeated("[a](javascript:b)\n\n")},
		{name: "percent signs in addresses", make: func(n int) string { return "[a](/" + strings.Repeat("%25", n/3) + ")" }},
		{name: "percent signs encoded again and again", make: func(n int) string { return "[a](/%" + strings.Repeat("25", n/2) + ")" }},
	}
}

// TestConvert_IsNotQuadratic doubles texts that some parser reads in time squared. Texts that are
// refused are so large that they stay refused.
func TestConvert_IsNotQuadratic(t *testing.T) {
	if testing.Short() {
		t.Skip("takes time")
	}
	c := New()
	for _, b := range append(pathological(), bombs()...) {
		t.Run(b.name, func(t *testing.T) {
			growthtest.Check(t, sizeFor(c, b), func(n int) func() int64 { return converting(c, b.make(n)) })
		})
	}
}

// sizeFor returns a size from which a text takes long enough to be measured.
func sizeFor(c *Converter, b bomb) int {
	size := 16 << 10
	for ; size < 256<<10; size *= 2 {
		body, _ := c.Convert([]byte(b.make(size)), 1, "en")
		refused := body.Content == nil
		if w := growthtest.Measure(converting(c, b.make(size))); !refused && w.Time > growthtest.LeastTime {
			break
		}
	}
	return size
}

// converting returns the conversion of a text, which returns the size of what was made of it.
func converting(c *Converter, text string) func() int64 {
	src := []byte(text)
	return func() int64 {
		body, findings := c.Convert(src, 1, "en")
		size := len(findings)
		parts, err := body.Parts()
		if err != nil {
			return 0 // of a body in memory, none is known
		}
		for _, p := range parts {
			size += len(p.HTML) + len(p.URL)
		}
		return int64(size)
	}
}

func BenchmarkConvert_Pathological(b *testing.B) {
	c := New()
	for _, text := range append(pathological(), bombs()...) {
		for _, size := range []int{32 << 10, 64 << 10, 128 << 10} {
			src := []byte(text.make(size))
			b.Run(fmt.Sprintf("%s/size=%d", strings.ReplaceAll(text.name, "/", "_"), size), func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				for b.Loop() {
					c.Convert(src, 1, "en")
				}
			})
		}
	}
}
