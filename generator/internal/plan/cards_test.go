package plan_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"assay/generator/internal/corpus"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// cardSite has a claim with a card; lines are added to its site.yaml, and it is changed by pairs of texts.
func cardSite(settings string, pairs ...string) map[string]string {
	input := map[string]string{
		"site.yaml":                "title: Facts\nbase_url: https://facts.example.org/\ncards: true\n" + settings,
		"claims/verdicts.yaml":     "scales:\n  - {id: truth, preset: default}\n  - {id: loose, kind: free}\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\n---\n",
		"claims/wars.md": "---\nclaim: There were wars.\nclaimant: ann\nscale: truth\nverdict: half-true\nconclusion: Some. Many.\npublished: 2026-01-12\nauthors: [desk]\n" +
			"sources: [{id: s, title: T}]\n---\nText [@s].\n",
	}
	for i := 0; i < len(pairs); i += 2 {
		for name := range input {
			input[name] = strings.Replace(input[name], pairs[i], pairs[i+1], 1)
		}
	}
	return input
}

func nothingToRead(f files.File) ([]byte, error) { return nil, errors.New("nobody reads " + f.Path) }

// cardOf gives the key of the claim's card, and of its page.
func cardOf(s *site.Site, cards *plan.Cards) (card, page digest.Sum, drawn bool) {
	maker := plan.Maker{Env: plan.Environment(s, nil), Cards: cards, Closure: func(string) digest.Sum { return digest.Sum{} }}
	for _, o := range maker.Make(s, nil) {
		switch o.Path {
		case "cards/wars.png":
			card, drawn = o.Key, true
		case "claims/wars/index.html":
			page = o.Key
		}
	}
	return card, page, drawn
}

func TestCharactersThatNoFontHas(t *testing.T) {
	for what, c := range map[string]struct {
		input map[string]string
		want  []string
		drawn bool
	}{
		"none":                  {cardSite(""), nil, true},
		"a letter of the claim": {cardSite("", "wars.", "十三 wars."), []string{`claims/wars.md:2:8: warning A146: no font has "十" (U+5341), "三" (U+4E09): the claim has no share card`}, false},
		"a letter of the short form": {cardSite("", "claimant: ann", "claim_short: 十 wars\nclaimant: ann"),
			[]string{`claims/wars.md:3:14: warning A146: no font has "十" (U+5341): the claim has no share card`}, false},
		"a letter that the short form does not have": {cardSite("", "wars.", "十 wars.", "claimant: ann", "claim_short: Wars\nclaimant: ann"), nil, true},
		"a letter of the claimant":                   {cardSite("", "name: Ann", "name: 安"), []string{`claims/wars.md:3:11: warning A146: no font has "安" (U+5B89): the claim has no share card`}, false},
		"a letter of the rating on a free scale": {cardSite("", "scale: truth\nverdict: half-true\nconclusion: Some.", "scale: loose\nconclusion: 十 some."),
			[]string{`claims/wars.md:5:13: warning A146: no font has "十" (U+5341): the claim has no share card`}, false},
		"a letter of the conclusion, which is not shown": {cardSite("", "conclusion: Some.", "conclusion: 十 some."), nil, true},
		"a symbol": {cardSite("", "wars.", "wars 🗼."), []string{`claims/wars.md:2:8: warning A146: no font has "🗼" (U+1F5FC): they are left out of its share card`}, true},
		"a letter of the site's name": {cardSite("", "title: Facts", "title: 事 Facts"),
			[]string{`site.yaml:1:8: warning A146: no font has "事" (U+4E8B): share cards go without the site's name`}, true},
		"many": {cardSite("", "wars.", "一二三四五六七八九十 wars."),
			[]string{`claims/wars.md:2:8: warning A146: no font has "一" (U+4E00), "二" (U+4E8C), "三" (U+4E09), "四" (U+56DB), "五" (U+4E94), "六" (U+516D), "七" (U+4E03), "八" (U+516B) and 2 more: the claim has no share card`}, false},
		"all of it without a base URL": {cardSite("", "wars.", "十三 wars.", "base_url: https://facts.example.org/\n", ""), nil, false},
		"all of it without cards":      {cardSite("", "wars.", "十三 wars.", "cards: true", "cards: false"), nil, false},
	} {
		s := resolved(t, c.input, site.Options{Now: today()})
		cards, found := (&plan.CardMaker{}).Decide(s, nothingToRead)
		var got []string
		for _, d := range found.Sort() {
			message, _, _ := strings.Cut(d.Error(), "; name a font")
			got = append(got, message)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if _, _, drawn := cardOf(s, cards); drawn != c.drawn {
			t.Errorf("%s: there is a card: %v", what, drawn)
		}
	}
}

// TestFontsAreReadAgainWhenTheyChange: reading a font takes longer than a build.
func TestFontsAreReadAgainWhenTheyChange(t *testing.T) {
	const settings = "fonts: [templates/fonts/a.ttf]\n"
	input := cardSite(settings)
	input["templates/fonts/a.ttf"] = string(dejavusansmono.TTF)
	reads := 0
	read := func(content string, err error) func(files.File) ([]byte, error) {
		return func(files.File) ([]byte, error) { reads++; return []byte(content), err }
	}
	var maker plan.CardMaker
	decide := func(what string, read func(files.File) ([]byte, error), want int, failed bool) digest.Sum {
		s := resolved(t, input, site.Options{Now: today()})
		cards, found := maker.Decide(s, read)
		if found.Failed() != failed {
			t.Errorf("%s: %v", what, found)
		}
		if reads != want {
			t.Errorf("%s: the font was read %d times, want %d", what, reads, want)
		}
		card, page, _ := cardOf(s, cards)
		if page == (digest.Sum{}) {
			t.Errorf("%s: there is no page", what)
		}
		return card
	}
	unread := diag.Diagnostic{File: "templates/fonts/a.ttf", Severity: diag.Error, Problem: *diag.Problemf(diag.ChangedInBuild, "it changed")}
	decide("a font that cannot be read", read("", unread), 1, true)
	first := decide("the same again", read(string(dejavusansmono.TTF), nil), 2, false)
	if again := decide("nothing new", read("", unread), 2, false); again != first {
		t.Error("the card is another, and nothing has changed")
	}
	input["templates/fonts/a.ttf"] = "no font"
	decide("no font any more", read("no font", nil), 3, true)
	decide("still none", read("", unread), 3, true)
	input["site.yaml"] = strings.Replace(input["site.yaml"], settings, "", 1)
	if without := decide("no font asked for", read("", unread), 3, false); without == first {
		t.Error("the font is not in the card's key")
	}
}

func TestAFontThatIsNotThere(t *testing.T) {
	for settings, want := range map[string]string{
		"fonts: [templates/fonts/nato.ttf]\n": `did you mean "templates/fonts/noto.ttf"?`,
		"fonts: [other/noto.ttf]\n":           "known: templates/fonts/noto.ttf",
	} {
		input := cardSite(settings)
		input["templates/fonts/noto.ttf"] = "a font"
		_, found := resolve(t, input)
		if len(found) != 1 || found[0].Code != diag.UnknownFile || found[0].Line != 4 || found[0].Hint != want {
			t.Errorf("%s: %v", settings, found)
		}
	}
}

// TestAnotherCardIsAnotherAddress: networks keep what they once got from one.
func TestAnotherCardIsAnotherAddress(t *testing.T) {
	p := newPlanner()
	address := func(pairs ...string) string {
		outputs, found := p.plan(t, cardSite("", pairs...))
		if found.Failed() {
			t.Fatal(found)
		}
		page := outputs["claims/wars/index.html"].dump
		_, rest, there := strings.Cut(page, `"/cards/wars.png?v=`)
		if !there {
			t.Fatal(page)
		}
		version, _, _ := strings.Cut(rest, `"`)
		return version
	}
	before := address()
	if address("Some. Many.", "Few.") != before {
		t.Error("another conclusion changes the address")
	}
	if address("half-true", "mostly-false") == before {
		t.Error("another verdict does not change the address")
	}
}

// TestRetractedCardHasNoVerdict: neither the word nor the colour.
func TestRetractedCardHasNoVerdict(t *testing.T) {
	outputs, found := newPlanner().plan(t, cardSite("embeds: true\n", "authors: [desk]\n", "authors: [desk]\ncorrections: [{date: 2026-02-01, kind: retraction, text: All wrong.}]\n"))
	if found.Failed() {
		t.Fatal(found)
	}
	card := outputs["cards/wars.png"].dump
	if !strings.Contains(card, "retracted") || strings.Contains(card, "Half true") {
		t.Error(card)
	}
	if embed := outputs["embed/wars/index.html"].dump; !strings.Contains(embed, "All wrong.") {
		t.Error(embed)
	}
}

// BenchmarkDecide decides on the cards of a site whose claims are known.
func BenchmarkDecide(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("claims=%d", n), func(b *testing.B) {
			input := map[string]string{}
			for _, f := range corpus.Site(n, 1) {
				input[f.Path] = string(bytes.Replace(f.Content, []byte("title: Generated Facts\n"), []byte("title: Generated Facts\ncards: true\n"), 1))
			}
			s := resolved(b, input, site.Options{Now: today()})
			var maker plan.CardMaker
			maker.Decide(s, nothingToRead)
			b.ReportAllocs()
			for b.Loop() {
				maker.Decide(s, nothingToRead)
			}
		})
	}
}
