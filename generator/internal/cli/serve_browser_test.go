package cli_test

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assay/generator/internal/browser"
	"assay/templates"
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
	p := browser.Open(t).Open(w.address + "/claims/long/")
	p.Mark()
	p.Run(`
		document.querySelector("#more").open = true;
		document.querySelector("[name=ticked]").click();
		document.querySelector("[name=chosen]").selectedIndex = 1;
		document.querySelector("[name=written]").value = "a note";
		document.querySelector("[name=typed]").focus();`)
	p.Do(chromedp.KeyEvent("half a wo"), chromedp.KeyEvent(kb.ArrowLeft))
	p.Run(`window.link = document.querySelector("a[href$='/40']"); scrollTo({top: link.getBoundingClientRect().top - 300, behavior: "instant"})`)
	before := browser.Eval[float64](p, "scrollY")
	if before < 500 {
		t.Fatalf("the page is scrolled to %v", before)
	}

	w.replace("claims/long.md", "Paragraph 41 says", "Paragraph 41, rewritten, says")
	p.Shows("Paragraph 41, rewritten, says")
	p.MustBeMarked()
	if after := browser.Eval[float64](p, "scrollY"); math.Abs(after-before) > 2 {
		t.Errorf("it was scrolled from %v to %v", before, after)
	}
	p.Must("the part that was opened", `document.querySelector("#more").open`)
	p.Must("what was typed", `document.querySelector("[name=typed]").value === "half a wo"`)
	p.Must("what was written", `document.querySelector("[name=written]").value === "a note"`)
	p.Must("what was ticked", `document.querySelector("[name=ticked]").checked`)
	p.Must("what was chosen", `document.querySelector("[name=chosen]").selectedIndex === 1`)
	p.Must("the cursor where it was", `document.activeElement.name === "typed" && document.activeElement.selectionStart === 8`)

	p.Run(`link.focus(); getSelection().selectAllChildren(link)`)
	w.replace("claims/long.md", "Paragraph 40 says", "Paragraph 40, rewritten, says")
	p.Shows("Paragraph 40, rewritten, says")
	p.MustBeMarked()
	p.Must("the focus on the link", "document.activeElement === link")
	p.Must("the selection", `getSelection().toString() === "link 40"`)
	if after := browser.Eval[float64](p, "scrollY"); math.Abs(after-before) > 2 {
		t.Errorf("it was scrolled from %v to %v", before, after)
	}
}

func TestATabChangesOnlyWithItsOwnPage(t *testing.T) {
	w := serve(t)
	b := browser.Open(t)
	moon, sun := b.Open(w.address+"/claims/moon/"), b.Open(w.address+"/claims/sun/")
	for _, p := range []*browser.Tab{moon, sun} {
		p.Mark()
		p.Run(`
			window.changes = window.updates = 0;
			new MutationObserver((all) => changes += all.length)
				.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
			document.addEventListener("assay:update", () => updates++);`)
	}
	fetched := `performance.getEntriesByType("resource").filter((e) => e.initiatorType === "fetch").length`

	w.replace("claims/moon.md", "They brought", "They carried")
	moon.Shows("They carried")
	// The other tab would have heard of it at the same time. What it shows next is the first it fetches.
	sun.Must("no change yet", "changes === 0")
	w.replace("claims/sun.md", "We looked", "We looked up")
	sun.Shows("We looked up")
	sun.Until("an event for scripts", "updates > 0")
	sun.Must("one update", "updates === 1 && "+fetched+" === 1")
	moon.Must("one update", "updates === 1 && "+fetched+" === 1 && changes > 0")
	moon.MustBeMarked()
	sun.MustBeMarked()
}

func TestABrokenFileIsToldOnTopOfTheLastGoodPage(t *testing.T) {
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Mark()
	const attack = `<img src=x onerror=alert(1)></script><script>alert(2)</script>`
	w.replace("claims/moon.md", "authors: [desk]", `authors: [desk]`+"\n"+`"`+attack+`": 1`)
	p.Shows("Not built")
	p.Must("the list, open", `document.querySelector("#assay-preview-failed").open`)
	p.Shows("claims/moon.md:8:1")
	p.Shows(attack)
	p.Must("only text", `!document.querySelector("img[src=x], #assay-preview script, #assay-preview img")`)
	p.Shows("They brought rock back")
	w.replace("claims/moon.md", "They brought", "They carried")
	w.replace("claims/moon.md", `"`+attack+`": 1`+"\n", "")
	p.Shows("They carried rock back")
	p.Must("an end of the list", `!document.querySelector("#assay-preview-failed")`)
	p.MustBeMarked()
}

func TestADeletedPageIsNotFoundUntilItIsBack(t *testing.T) {
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Expect("404")
	text := w.read("claims/moon.md")
	w.remove("claims/moon.md")
	p.Shows("not found")
	p.Lacks("They brought")
	w.write("claims/moon.md", text)
	p.Shows("They brought")
	p.Lacks("not found")
	p.Must("its address", `location.pathname === "/claims/moon/"`)
}

func TestAnEditOfStyleIsShownAtOnceAndInPlace(t *testing.T) {
	w := serve(t)
	style, err := templates.Files.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	w.write("claims/long.md", longClaim(80))
	w.shows("/claims/long/", 200, "Paragraph 79")
	p := browser.Open(t).Open(w.address + "/claims/long/")
	p.Mark()
	p.Run(`
		window.bare = 0;
		const styled = () => [...document.styleSheets].some((s) => s.href?.includes("/assets/style") && s.cssRules.length > 0);
		const look = () => { if (!styled()) bare++; };
		new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
		const frame = () => { look(); requestAnimationFrame(frame); };
		frame();
		scrollTo({ top: 1000, behavior: "instant" });`)
	for _, colour := range []string{"rgb(1, 2, 3)", "rgb(4, 5, 6)"} {
		w.write("templates/assets/style.css", string(style)+"\nbody { outline-color: "+colour+" }\n")
		p.Until(colour, fmt.Sprintf("getComputedStyle(document.body).outlineColor === %q", colour))
	}
	w.remove("templates/assets/style.css")
	p.Until("the default style", `getComputedStyle(document.body).outlineColor !== "rgb(4, 5, 6)"`)
	p.Until("one style sheet of the theme", `[...document.styleSheets].filter((s) => s.href?.includes("/assets/style")).length === 1`)
	p.Must("style at all times", "bare === 0")
	p.Must("its place", "Math.abs(scrollY - 1000) <= 2")
	p.MustBeMarked()
}

func TestAnEditOfATemplateIsShown(t *testing.T) {
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Mark()
	for _, name := range []string{"base.html", "claim.html"} {
		text, err := templates.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		word := "New words in " + name
		w.write("templates/"+name, strings.NewReplacer(`{{msg "frame.skip"}}`, word, "<article class=\"claim\">", "<article class=\"claim\"><p>"+word+"</p>").Replace(string(text)))
		p.Until(word, fmt.Sprintf("document.body.textContent.includes(%q)", word))
	}
	p.MustBeMarked()
}

func TestAHiddenTabHoldsNoConnectionAndCatchesUp(t *testing.T) {
	w := serve(t)
	through := between(t, w)
	b := browser.Open(t)
	p := b.Tab(chromedp.WithNewWindow(false))
	p.Visit(through.address + "/claims/moon/")
	p.Mark()
	w.until("one stream", func() bool { return through.streams.Load() == 1 })
	b.Tab(chromedp.WithNewWindow(false)) // in front of it
	p.Until("a hidden tab", "document.hidden")
	w.until("an end of the stream", func() bool { return through.streams.Load() == 0 })
	w.replace("claims/moon.md", "They brought", "They carried")
	w.shows("/claims/moon/", 200, "They carried")
	p.Must("what there was", `document.body.textContent.includes("They brought")`)
	browser.Call(p, cdppage.BringToFront, cdp.Empty{})
	p.Shows("They carried")
	p.MustBeMarked()
	if n := through.streams.Load(); n != 1 {
		t.Errorf("there are %d streams", n)
	}
}

func TestAFirstBuildThatFailsIsShownUntilItIsMended(t *testing.T) {
	dir := siteCopy(t)
	if err := os.WriteFile(filepath.Join(dir, "site.yaml"), []byte("titel: Facts\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := watchIn(t, dir, "serve", "--port", "0")
	w.start()
	p := browser.Open(t).Tab()
	p.Expect("503")
	p.Visit(w.address + "/claims/moon/")
	p.Shows("cannot be built yet")
	p.Shows(`site.yaml:1:1`)
	w.write("site.yaml", "tittel: Facts\n")
	p.Shows("tittel")
	w.write("site.yaml", "title: Facts\n")
	p.Shows("They brought")
	p.Lacks("cannot be built yet")
}

func TestAPageWhoseTemplateFailsSaysSoAndIsBackOnceMended(t *testing.T) {
	w := serve(t)
	b := browser.Open(t)
	moon, sun := b.Open(w.address+"/claims/moon/"), b.Open(w.address+"/claims/sun/")
	moon.Expect("500")
	// Only when the template is run is there no seventh source.
	const template = `{{define "main"}}{{with .Claim}}<p>In short: {{.Conclusion}}</p>{{if hasPrefix $.URL "/claims/moon"}}{{(index .Sources NUMBER).Title}}{{end}}{{end}}{{end}}`
	w.write("templates/claim.html", strings.ReplaceAll(template, "NUMBER", "7"))
	moon.Shows("This page cannot be made")
	moon.Shows("templates/claim.html:1")
	sun.Shows("In short")
	sun.Mark()
	w.write("templates/claim.html", strings.ReplaceAll(template, "NUMBER", "0"))
	moon.Shows("Samples from the moon")
	moon.Lacks("cannot be made")
	sun.Shows("In short")
	sun.MustBeMarked()
}

func TestATabFindsThePreviewThatWasStartedAgain(t *testing.T) {
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Mark()
	p.Lacks("No connection")
	p.Expect("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")
	w.end()
	p.Shows("No connection")
	w.replace("claims/moon.md", "They brought", "They carried")
	_, port, _ := strings.Cut(strings.TrimPrefix(w.address, "http://"), ":")
	again := watchIn(t, w.dir, "serve", "--port", port)
	again.start()
	if again.address != w.address {
		t.Fatalf("it is at %s now", again.address)
	}
	p.Shows("They carried")
	p.Lacks("No connection")
	p.MustBeMarked()
}

func TestTheBarNamesTheFileItsStateAndItsWarnings(t *testing.T) {
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	bar := func(text string) {
		t.Helper()
		p.Until(text+" in the bar", fmt.Sprintf(`document.querySelector("#assay-preview").textContent.includes(%q)`, text))
	}
	bar("claims/moon.md")
	w.replace("claims/moon.md", "claimant: ann", "claimant: ann\ndraft: true")
	bar("Draft")
	p.Shows("Draft: this page is not published")
	w.replace("claims/moon.md", "draft: true\n", "")
	p.Lacks("Draft")
	p.Must("a closed bar", `!document.querySelector("#assay-preview-bar").open`)
	p.Do(chromedp.Click(chromedp.CSS("#assay-preview-bar summary")))
	p.Shows("The build found nothing wrong")
	w.replace("claims/moon.md", "sources:", "sources:\n  - {id: idle, title: Never cited}")
	bar("1 warning here")
	p.Shows("claims/moon.md:9:10: warning")
	p.Must("the bar as it was left, open", `document.querySelector("#assay-preview-bar").open`)
}

func TestAStrictContentSecurityPolicyLetsThePreviewPass(t *testing.T) {
	w := serve(t)
	through := between(t, w, "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'")
	p := browser.Open(t).Open(through.address + "/claims/moon/")
	p.Mark()
	w.replace("claims/moon.md", "They brought", "They carried")
	p.Shows("They carried")
	w.replace("claims/moon.md", "verdict:", "verdikt:")
	p.Shows("Not built")
	p.Must("the preview's style", `getComputedStyle(document.querySelector("#assay-preview")).position === "sticky"`)
	w.replace("claims/moon.md", "verdikt:", "verdict:")
	p.Lacks("Not built")
	w.write("templates/assets/style.css", "body { outline-color: rgb(1, 2, 3) }")
	p.Until("another style", `getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)"`)
	p.MustBeMarked()
}

func TestTheBarLeavesThePageReadable(t *testing.T) {
	long := strings.Repeat("unknown", 60)
	w := serve(t)
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Do(chromedp.EmulateViewport(320, 600))
	for _, broken := range []bool{false, true} {
		if broken {
			w.replace("claims/moon.md", "authors:", long+": 1\nauthors:")
			p.Shows(long)
		}
		p.Must("a page as wide as the window", "document.documentElement.scrollWidth === 320")
		p.Run("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
		p.Must("the end of the page above the bar", `document.querySelector(".site-footer").getBoundingClientRect().bottom <=
			document.querySelector("#assay-preview").getBoundingClientRect().top`)
		p.Run("scrollTo({ top: 0, behavior: 'instant' })")
		p.Must("the beginning of the page", `document.elementFromPoint(20, 20).closest("#assay-preview") === null`)
	}
	browser.Call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	p.Must("no bar on paper", `getComputedStyle(document.querySelector("#assay-preview")).display === "none"`)
}

func TestAPageUnderAPathIsUpdated(t *testing.T) {
	w := serve(t, "--base-url", "https://example.org/repo/")
	p := browser.Open(t).Open(w.address + "/claims/moon/")
	p.Mark()
	p.Must("its address", `location.pathname === "/repo/claims/moon/"`)
	w.replace("claims/moon.md", "They brought", "They carried")
	p.Shows("They carried")
	p.MustBeMarked()
	p.Expect("404")
	w.remove("claims/moon.md")
	p.Shows("not found")
}

func TestTheReaderStaysAtTheTextWhenSomethingIsPutAboveIt(t *testing.T) {
	w := serve(t)
	w.write("claims/long.md", longClaim(80))
	w.shows("/claims/long/", 200, "Paragraph 79")
	p := browser.Open(t).Open(w.address + "/claims/long/")
	p.Mark()
	const top = `document.querySelector("a[href$='/40']").getBoundingClientRect().top`
	p.Run(`scrollBy({top: ` + top + ` - 300, behavior: "instant"})`)
	w.replace("claims/long.md", "Paragraph 3 says", "A new one.\n\nAnother, with a list:\n\n- one\n- two\n\nParagraph 3 says")
	p.Shows("Another, with a list")
	p.MustBeMarked()
	if at := browser.Eval[float64](p, top); math.Abs(at-300) > 2 {
		t.Errorf("what was 300 px from the top is now at %v", at)
	}
	w.replace("claims/long.md", "Paragraph 10 says", "In other words, it")
	w.replace("claims/long.md", "Paragraph 40 says", "Paragraph 40, rewritten, says")
	p.Shows("Paragraph 40, rewritten")
	if at := browser.Eval[float64](p, top); math.Abs(at-300) > 2 {
		t.Errorf("after another edit it is at %v", at)
	}
}

func TestAPictureThatWasReplacedIsSeen(t *testing.T) {
	w := serve(t)
	w.write("claims/seen/index.md", "---\nclaim: It can be seen.\nverdict: \"true\"\nconclusion: It can.\npublished: 2026-01-14\nauthors: [desk]\n"+
		"sources: [{id: s, title: Source}]\n---\nSee [@s].\n\n![A picture](pic.svg)\n")
	picture := func(width int) {
		w.write("claims/seen/pic.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20"><rect width="9" height="9"/></svg>`, width))
	}
	picture(30)
	w.shows("/claims/seen/", 200, "pic.svg")
	p := browser.Open(t).Open(w.address + "/claims/seen/")
	p.Mark()
	const width = `document.querySelector("img[alt='A picture']").naturalWidth`
	p.Until("the picture", width+" === 30")
	picture(40)
	p.Until("the new picture", width+" === 40")
	w.replace("claims/seen/index.md", "See [@s]", "Look [@s]")
	p.Shows("Look")
	p.Must("still the new picture", width+" === 40")
	picture(50)
	p.Until("the newest picture", width+" === 50")
	p.MustBeMarked()
}

func TestAPageThatIsOddlyMadeIsUpdatedAndNothingElse(t *testing.T) {
	w := serve(t)
	base, err := templates.Files.ReadFile("base.html")
	if err != nil {
		t.Fatal(err)
	}
	const twice = `<meta name="twin" content="x">`
	w.write("claims/moon.md", strings.Replace(w.read("claims/moon.md"), "It is rock", "Turn 0", 1))
	w.shows("/claims/moon/", 200, "Turn 0")
	p := browser.Open(t).Tab()
	for turn := range 3 { // a style sheet without an address never loads
		odd := fmt.Sprintf(`<link rel="stylesheet" href="" data-turn="%d"></head>`, turn)
		w.write("templates/base.html", strings.NewReplacer("</head>", twice+twice+odd, "</body>", `<img id="later" alt="" data-src="/later.png"></body>`).Replace(string(base)))
		w.shows("/claims/moon/", 200, fmt.Sprintf(`data-turn="%d"`, turn))
		if turn == 0 {
			p.Visit(w.address + "/claims/moon/")
			p.Mark()
		}
		p.Until("the turn", fmt.Sprintf(`document.querySelector("link[data-turn='%d']")`, turn))
		w.replace("claims/moon.md", fmt.Sprintf("Turn %d", turn), fmt.Sprintf("Turn %d", turn+1))
		p.Shows(fmt.Sprintf("Turn %d", turn+1))
	}
	p.Must("two twins", `document.querySelectorAll("meta[name=twin]").length === 2`)
	p.Must("one style sheet that never loads", `document.querySelectorAll("link[data-turn]").length === 1`)
	p.Must("a picture without an address", `!document.querySelector("#later").hasAttribute("src")`)
	p.MustBeMarked()
}

func TestAPageIsNeverFetchedFromAnotherSite(t *testing.T) {
	w := serve(t)
	var asked atomic.Int32
	evil := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		rw.Header().Set("Access-Control-Allow-Origin", "*")
		rw.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(evil.Close)
	p := browser.Open(t).Tab()
	p.Expect("404")
	p.Visit(w.address + strings.TrimPrefix(evil.URL, "http:") + "/")
	p.Mark()
	w.replace("claims/moon.md", "verdict:", "verdikt:")
	p.Shows("Not built")
	p.MustBeMarked()
	if n := asked.Load(); n > 0 {
		t.Errorf("the other site was asked %d times", n)
	}
}
