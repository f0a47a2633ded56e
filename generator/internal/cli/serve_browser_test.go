package cli_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// longClaim is a claim whose page is much higher than a window. Each paragraph has a number and a link.
func longClaim(paragraphs int) string {
	var text strings.Builder
	text.WriteString("---\nclaim: There is much to say.\nverdict: \"true\"\nconclusion: There is.\npublished: 2026-01-14\nauthors: [desk]\n" +
		"sources: [{id: s, title: Source}]\n---\nIt begins [@s].\n")
	for n := range paragraphs {
		fmt.Fprintf(&text, "\nParagraph %d says what [link %d](https://example.org/%d) says, and then some.\n", n, n, n)
	}
	return text.String()
}

// withForm is a template of claims with something to open and to type into.
const withForm = `{{define "main"}}{{with .Claim}}<h1>{{.Title}}</h1>
<details id="more"><summary>More</summary><p>More of {{.Conclusion}}</p></details>
<p><input name="typed"> <textarea name="written"></textarea> <input type="checkbox" name="ticked">
<select name="chosen"><option>one</option><option>two</option></select></p>
{{template "partials/body.html" .Body}}{{end}}{{end}}`

func TestAnEditIsShownWhereTheReaderIs(t *testing.T) {
	w := serve(t)
	w.write("templates/claim.html", withForm)
	w.write("claims/long.md", longClaim(80))
	w.shows("/claims/long/", 200, "Paragraph 79")
	p := openBrowser(t).open(w.address + "/claims/long/")
	p.mark()
	p.run(`
		document.querySelector("#more").open = true;
		document.querySelector("[name=ticked]").click();
		document.querySelector("[name=chosen]").selectedIndex = 1;
		document.querySelector("[name=written]").value = "a note";
		document.querySelector("[name=typed]").focus();`)
	p.do(chromedp.KeyEvent("half a wo"), chromedp.KeyEvent(kb.ArrowLeft))
	p.run(`window.link = document.querySelector("a[href$='/40']"); scrollTo({top: link.getBoundingClientRect().top - 300, behavior: "instant"})`)
	before := eval[float64](p, "scrollY")
	if before < 500 {
		t.Fatalf("the page is scrolled to %v", before)
	}

	w.replace("claims/long.md", "Paragraph 41 says", "Paragraph 41, rewritten, says")
	p.shows("Paragraph 41, rewritten, says")
	p.mustBeMarked()
	if after := eval[float64](p, "scrollY"); math.Abs(after-before) > 2 {
		t.Errorf("it was scrolled from %v to %v", before, after)
	}
	p.must("the part that was opened", `document.querySelector("#more").open`)
	p.must("what was typed", `document.querySelector("[name=typed]").value === "half a wo"`)
	p.must("what was written", `document.querySelector("[name=written]").value === "a note"`)
	p.must("what was ticked", `document.querySelector("[name=ticked]").checked`)
	p.must("what was chosen", `document.querySelector("[name=chosen]").selectedIndex === 1`)
	p.must("the cursor where it was", `document.activeElement.name === "typed" && document.activeElement.selectionStart === 8`)

	p.run(`link.focus(); getSelection().selectAllChildren(link)`)
	w.replace("claims/long.md", "Paragraph 40 says", "Paragraph 40, rewritten, says")
	p.shows("Paragraph 40, rewritten, says")
	p.mustBeMarked()
	p.must("the focus on the link", "document.activeElement === link")
	p.must("the selection", `getSelection().toString() === "link 40"`)
	if after := eval[float64](p, "scrollY"); math.Abs(after-before) > 2 {
		t.Errorf("it was scrolled from %v to %v", before, after)
	}
}
