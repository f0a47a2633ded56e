package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// tokens are the pieces random bodies are made of: every construct, and the parts of each.
var tokens = []string{
	"a", "b c", "é", "世", " ", " ", "  ", "\n", "\n", "\n\n", "\t", "    ", "\\", "\\\n", "  \n",
	"[", "]", "(", ")", "![", "](", "](x)", "](/y?a&b)", "](claim:a)", "](javascript:x)", "](//h)", "](#f)", "](<z z>)", "][r]", "][]", "\n\n[r]: /r 't'\n\n",
	"[@", "[@a]", "[@b, p. 1]", "[@a;", "@", ";", ",", "!", ":", "[@a][r]", "[@a](",
	"[^1]", "[^2]", "\n\n[^1]: ", "\n\n[^2]: n\n\n    ", "\n    [^3]: ", "[^3]", "[^",
	"![](claim:c)", "\n\n![x](claim:c)\n\n", "[w](claim:c)", "[w](claim:C)", "<claim:c>",
	"*", "**", "_", "~~", "~", "`", "``", "\n```\n", "\n~~~ x\"y\n", "***",
	"<", ">", "<b>", "</b>", "<a href='", "<!--", "-->", "\n<!-- ", "<!-->", "\n<div>\n", "<?", "<![CDATA[", "\n<script>", "<https://x.org/'>", "<a@b.c>", "<javascript:x>",
	"\n# ", "\n## ", "\n===", "\n---\n", "\n- ", "\n  - ", "\n1. ", "\n2) ", "\n> ", "\n>> ", "\n* * *\n", "- ", "> ", "1. ", "# ",
	"\n|a|b|\n|-|:-:|\n", "\n|", "|", "|-|", "\\|", "`x\\|y`", "\n-|-\n", "\n: ", "\n:   ", "t\n: d\n",
	"\"", "'", "--", "---", "...", "<<", ">>", "&", "&amp;", "&#65;", "&#x26;", "&colon;", "&lt;b>", "\\<", "\\[", "\\[@a]", "\u200b", "%3A", "javascript", "https://x.org",
}

func randomBody(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(40) {
		b.WriteString(tokens[r.IntN(len(tokens))])
	}
	return b.String()
}

func TestRandomBodies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same bodies in every run
	c := New()
	for range 5000 {
		src := randomBody(r)
		body, findings := c.Convert([]byte(src), 3, "en")
		checkBody(t, body)
		checkPositions(t, src, body, findings)
		if t.Failed() {
			t.Fatalf("in %q", src)
		}
	}
}
