package cli_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assay/generator/internal/browser"
)

// searched is a claim for the search to find.
func searched(text, claimant, verdict, topic, day string) string {
	return fmt.Sprintf("---\nclaim: %s\nclaimant: {name: %s}\nverdict: %s\ntopics: [%s]\nconclusion: We looked.\npublished: %s\nauthors: [desk]\n"+
		"sources: [{id: s, title: Source}]\n---\nThe analysis [@s].\n", text, claimant, verdict, topic, day)
}

// serveSearch starts a preview of a site that is searched, and waits until it is.
func serveSearch(t *testing.T, args ...string) *watching {
	t.Helper()
	w := serve(t, args...)
	w.write("claims/tax.md", searched("Taxes on imports doubled.", "Zoë Müller", `"true"`, "taxes", "2025-02-01"))
	w.write("claims/rail.md", searched("Railways carry half of all imports.", "Ann Lee", `"false"`, "trains", "2025-03-01"))
	w.write("claims/economy.md", searched("The economy grew by 3.2 percent.", "Ann Lee", `"true"`, "taxes", "2026-03-01"))
	w.write("claims/water.md", searched("المِياه في المدينة نظيفة", "سعاد", `"false"`, "taxes", "2026-03-02"))
	w.write("claims/climate.md", searched("气候变化使海平面上升", "王明", `"true"`, "taxes", "2026-03-03"))
	w.replace("site.yaml", "title:", "search: true\ntitle:")
	w.shows("/search/", 200, "<form")
	return w
}

// found waits until just these claims are found, in this order.
func found(p *browser.Tab, claims ...string) {
	list := "|"
	for _, c := range claims {
		list += c + "|"
	}
	p.Until(list, fmt.Sprintf(`"|" + [...document.querySelectorAll("#search-found a")].map((a) => new URL(a.href).pathname.split("/").at(-2) + "|").join("") === %q`, list))
}

// ask puts a text into the search field as if it was typed.
func ask(p *browser.Tab, text string) {
	p.Run(`document.querySelector("#search-words").select()`)
	p.Do(chromedp.KeyEvent(text))
}

func TestWhatIsTypedIsFoundAtOnce(t *testing.T) {
	w := serveSearch(t)
	p := browser.Open(t).Open(w.address + "/search/")
	p.Mark()
	p.Run(`document.querySelector("#search-words").focus()`)
	for _, typed := range []struct {
		text   string
		claims []string
	}{
		{"imports", []string{"rail", "tax"}}, // the newer first
		{"impo", []string{"rail", "tax"}},
		{"ecnomy", []string{"economy"}},
		{"econmoy", []string{"economy"}},
		{"economi", []string{"economy"}},
		{"rialways", []string{"rail"}},
		{"zoe muller", []string{"tax"}},
		{"imports doubled", []string{"tax"}},
		{"3.2", []string{"economy"}},
		{"مياه", []string{"water"}},
		{"المياه", []string{"water"}},
		{"المدينه", []string{"water"}},
		{"气候", []string{"climate"}},
		{"海平面", []string{"climate"}},
		{"升", []string{"climate"}},
		{"imports xylophone", []string{"rail", "tax"}}, // most of the words
		{"xylophone", nil},
	} {
		ask(p, typed.text)
		found(p, typed.claims...)
	}
	p.Shows("No check found")
	p.MustBeMarked()
}

func TestAResultTellsVerdictClaimantAndHowMany(t *testing.T) {
	w := serveSearch(t)
	p := browser.Open(t).Open(w.address + "/search/?q=doubled")
	p.Shows("Checks found: 1")
	p.Must("the verdict's badge", `document.querySelector("#search-found .badge").textContent.trim() === "True"`)
	p.Must("its shape", `document.querySelector("#search-found .badge svg")`)
	p.Must("the claimant", `document.querySelector("#search-found .by").textContent === "Zoë Müller"`)
	p.Must("the status for screen readers", `document.querySelector("#search-status[role=status]").textContent === "Checks found: 1"`)
}

func TestFiltersStandInTheAddressAndTheBackButtonTakesThemOff(t *testing.T) {
	w := serveSearch(t)
	p := browser.Open(t).Open(w.address + "/search/")
	p.Mark()
	choose := func(name, label string) {
		p.Run(fmt.Sprintf(`{
			const select = document.querySelector("[name=%s]");
			select.value = [...select.options].find((o) => o.label === %q).value;
			select.dispatchEvent(new Event("input", { bubbles: true }));
		}`, name, label))
	}
	p.Run(`document.querySelector("#search-words").focus()`)
	ask(p, "imports")
	found(p, "rail", "tax")
	choose("verdict", "True")
	found(p, "tax")
	p.Until("both in the address", `location.search === "?q=imports&verdict=true%2Fdefault"`)
	choose("year", "2026")
	found(p)
	p.Run("history.back()")
	found(p, "tax")
	p.Run("history.back()")
	found(p, "rail", "tax")
	p.Must("no verdict chosen", `document.querySelector("[name=verdict]").value === "" && document.querySelector("#search-words").value === "imports"`)
	ask(p, kb.Delete)
	choose("topic", "Trains")
	found(p, "rail")
	choose("topic", "Any")
	p.Run(`document.querySelector("[name=claimant]").focus()`)
	p.Do(chromedp.KeyEvent("lee"))
	found(p, "economy", "rail") // newest first
	p.MustBeMarked()
}

func TestResultsAreChosenWithTheKeyboardAlone(t *testing.T) {
	w := serveSearch(t)
	p := browser.Open(t).Open(w.address + "/search/")
	p.Run(`document.querySelector("#search-words").focus()`)
	ask(p, "imports")
	found(p, "rail", "tax")
	p.Do(chromedp.KeyEvent(kb.Escape))
	found(p)
	p.Must("an empty field", `document.querySelector("#search-words").value === "" && location.search === ""`)
	ask(p, "imports")
	found(p, "rail", "tax")
	p.Do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowUp))
	p.Must("the first result, with the focus in the field", `document.activeElement.id === "search-words" &&
		document.getElementById(document.activeElement.getAttribute("aria-activedescendant")).closest(".card").matches(".active") &&
		document.activeElement.getAttribute("aria-activedescendant") === "found-0"`)
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Until("its page", `location.pathname === "/claims/rail/"`)
	p.Run("history.back()")
	p.Until("the search as it was", `location.search === "?q=imports"`)
	found(p, "rail", "tax")
}
