package markdown

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// fragments are pieces of markdown whose words begin with w, so that they can be looked for.
var fragments = []string{
	"%s", "*%s*", "**%s**", "_%s_", "~~%s~~", "~%s~", "`%s`", "``%s", "\n\n", "\n", "  \n", "\\\n", "# %s\n", "## %s #\n", "\n%s\n===\n", "\n%s\n---\n", "> %s\n", ">%s\n", "- %s\n", "+ %s\n",
	"1. %s\n", "2. %s\n", "7) %s\n", "    %s\n", "```%s\n", "```%s %s\n", "~~~\n", "[%s](/a)", "[%s]( /a \"%s\" )", "[%s]", "[%s][%s]", "[%s][]", "\n[%s]: /x \"%s\"\n", "\n[%s]: /y\n%s\n", "![%s](/p.png)", "![%s *%s*](/p.png \"%s\")",
	"\n| %s | %s |\n|---|---|\n| %s | %s | %s |\n", "| %s |\n", "|---|---|\n", "[^%s]", "\n[^%s]: %s\n", "[@%s]", "[@%s, p. 7]", "<https://%s.org>", "<%s@e.org>", "<!-- -->", "&amp;", "&#119;%s", "&%s;",
	"\\%s", "\\*", "\"%s\"", "'%s'", "%s--%s", "...", "<<%s>>", "\n%s\n: %s\n", ": %s\n", "***\n", "| ", "(", ")", "[", "]", "!", "*", "_", "~", "`", "<", ">", "\t", "{%s}", "{#%s}", "$%s$", "==%s==", "^%s^", ":%s:", "[ ] %s\n", "- [x] %s\n",
	"[%s](claim:%s)", "2*%s*3", "http://%s.org", "%s\u2028%s", "\u200b", "<%s>", "</%s>", "<?%s?>", "<![CDATA[%s]]>", "<!%s>", "%s<br>",
}

// TestWordsAreShownOrReported converts random markdown: every word is in the output, as text or in an
// attribute, or something is reported.
func TestWordsAreShownOrReported(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	word := regexp.MustCompile(`w\d+w`)
	for range 20_000 {
		var b strings.Builder
		n := 0
		for range 1 + random.IntN(8) {
			f := fragments[random.IntN(len(fragments))]
			words := make([]any, strings.Count(f, "%s"))
			for i := range words {
				words[i] = fmt.Sprintf("w%dw", random.IntN(6)*10+n)
				n++
			}
			fmt.Fprintf(&b, f, words...)
			if random.IntN(3) == 0 {
				b.WriteByte(' ')
			}
		}
		src := b.String()
		body, findings := convert(src)
		if len(findings) > 0 {
			continue
		}
		shown := html.UnescapeString(dump(partsOf(t, body)))
		for _, w := range word.FindAllString(src, -1) {
			if !strings.Contains(shown, w) {
				t.Errorf("%q lost %s:\n%s", src, w, shown)
				break
			}
		}
	}
}
