package card_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"assay/generator/internal/card"
	"assay/generator/internal/claim"
)

var (
	red   = color.RGBA{0xb4, 0x23, 0x18, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

func plainCard() card.Card {
	return card.Card{Site: "Davos Facts", Claimant: "Jack Ma", Claim: "13 US wars in 30 years cost $14.2 trillion", Verdict: "Mostly false",
		Shape: "cross-half", Colour: red, OnColour: white, Lang: "en-GB"}
}

// with gives the card with something changed.
func with(change func(*card.Card)) card.Card {
	c := plainCard()
	change(&c)
	return c
}

func fonts(t testing.TB, own ...[]byte) *card.Fonts {
	t.Helper()
	var read []card.Font
	for _, content := range own {
		f, err := card.ReadFont(content)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, f)
	}
	f, err := card.NewFonts(read)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func drawn(t testing.TB, f *card.Fonts, c card.Card) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(t *testing.T, content []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// inked gives the smallest rectangle that has all of an area that does not look like its first pixel.
func inked(picture image.Image, area image.Rectangle) image.Rectangle {
	background, found := picture.At(area.Min.X, area.Min.Y), image.Rectangle{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if picture.At(x, y) != background {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

// Areas of a card with a verdict in one line.
var (
	claimArea   = image.Rect(0, 120, card.Width, 460)
	verdictArea = image.Rect(0, 490, card.Width, card.Height)
)

func TestACardHasItsSizeAndItsColours(t *testing.T) {
	picture := decoded(t, drawn(t, fonts(t), plainCard()))
	if picture.Bounds() != image.Rect(0, 0, 1200, 630) {
		t.Error(picture.Bounds())
	}
	if got := color.RGBAModel.Convert(picture.At(5, 625)); got != red {
		t.Errorf("the verdict stands on %v", got)
	}
	for name, area := range map[string]image.Rectangle{"the site's name": image.Rect(0, 0, card.Width, 110), "the claim": claimArea, "the verdict": verdictArea} {
		if ink := inked(picture, area); ink.Min.X < 60 || ink.Min.X > 80 {
			t.Errorf("%s begins at %d", name, ink.Min.X)
		}
	}
}

func TestRightToLeftIsMirrored(t *testing.T) {
	arabic := with(func(c *card.Card) {
		c.Site, c.Claimant, c.Claim, c.Verdict = "حقائق", "جاك ما", "13 حربًا أمريكية", "خطأ"
		c.Lang, c.RTL = "ar", true
	})
	picture := decoded(t, drawn(t, fonts(t), arabic))
	for name, area := range map[string]image.Rectangle{"the site's name": image.Rect(0, 0, card.Width, 110), "the claim": claimArea, "the verdict": verdictArea} {
		ink := inked(picture, area)
		if end := card.Width - ink.Max.X; end < 56 || end > 80 || ink.Min.X < 300 {
			t.Errorf("%s stands from %d to %d", name, ink.Min.X, ink.Max.X)
		}
	}
}

// TestShapedTextIsNotLettersInARow: letters of a word that join are not the letters of words of one letter each.
func TestShapedTextIsNotLettersInARow(t *testing.T) {
	f := fonts(t)
	width := func(text string) int {
		c := with(func(c *card.Card) { c.Claimant, c.Claim, c.Lang, c.RTL = "", text, "ar", true })
		return inked(decoded(t, drawn(t, f, c)), claimArea).Dx()
	}
	if joined, apart := width("سسسس"), width("س\u200cس\u200cس\u200cس"); joined >= apart {
		t.Errorf("joined they are %d wide, apart %d", joined, apart)
	}
}

func TestEverythingStaysOnTheCard(t *testing.T) {
	long := strings.Repeat("Imports will rise to eight trillion dollars in five years. ", 9)
	for name, c := range map[string]card.Card{
		"a long claim":    with(func(c *card.Card) { c.Claim = long }),
		"a long word":     with(func(c *card.Card) { c.Claim = strings.Repeat("Donaudampfschifffahrt", 12) }),
		"a long claimant": with(func(c *card.Card) { c.Claimant = long }),
		"a long name":     with(func(c *card.Card) { c.Site = long }),
		"a long label":    with(func(c *card.Card) { c.Verdict = strings.Repeat("Mostly wrong ", 3) + "!" }),
		"a long rating":   with(func(c *card.Card) { c.Verdict, c.Shape = long, "" }),
		"all of it long":  with(func(c *card.Card) { c.Site, c.Claimant, c.Claim, c.Verdict = long, long, long, long }),
		"from the right": with(func(c *card.Card) {
			c.Claim, c.RTL, c.Lang = strings.Repeat("ثلاث عشرة حربًا أمريكية ", 20), true, "ar"
		}),
	} {
		picture := decoded(t, drawn(t, fonts(t), c))
		for _, edge := range []image.Rectangle{image.Rect(0, 0, 50, card.Height), image.Rect(card.Width-50, 0, card.Width, card.Height)} {
			for y := edge.Min.Y; y < edge.Max.Y; y++ {
				for x := edge.Min.X; x < edge.Max.X; x++ {
					if picture.At(x, y) != picture.At(edge.Min.X, y) {
						t.Fatalf("%s: there is ink at %d, %d", name, x, y)
					}
				}
			}
		}
	}
}

func TestWhatDoesNotFitIsCut(t *testing.T) {
	f, start := fonts(t), strings.Repeat("Imports will rise to eight trillion dollars in five years. ", 30)
	one := drawn(t, f, with(func(c *card.Card) { c.Claim = start + "One." }))
	two := drawn(t, f, with(func(c *card.Card) { c.Claim = start + "Two." }))
	if !bytes.Equal(one, two) {
		t.Error("the end of a very long claim shows")
	}
}

func TestEqualCardsHaveEqualBytes(t *testing.T) {
	cards := []card.Card{
		plainCard(), with(func(c *card.Card) { c.Claim = strings.Repeat("A long claim. ", 40) }), with(func(c *card.Card) { c.Shape = "mask" }),
		with(func(c *card.Card) { c.Claim, c.RTL, c.Lang = "قبل 30 عامًا", true, "ar" }),
	}
	want := make([][]byte, len(cards))
	for i, c := range cards {
		want[i] = drawn(t, fonts(t), c)
	}
	f := fonts(t)
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := range 3 * len(cards) {
				at := (i + n) % len(cards)
				var b bytes.Buffer
				if err := f.Write(&b, cards[at]); err != nil || !bytes.Equal(b.Bytes(), want[at]) {
					t.Errorf("card %d differs (%v)", at, err)
				}
			}
		})
	}
	group.Wait()
}

// TestEveryPartIsSeen changes one part after the other.
func TestEveryPartIsSeen(t *testing.T) {
	f := fonts(t)
	before := drawn(t, f, plainCard())
	for name, change := range map[string]func(*card.Card){
		"site":     func(c *card.Card) { c.Site = "Other Facts" },
		"claimant": func(c *card.Card) { c.Claimant = "Xi Jinping" },
		"nobody":   func(c *card.Card) { c.Claimant = "" },
		"claim":    func(c *card.Card) { c.Claim = "Thirteen wars" },
		"verdict":  func(c *card.Card) { c.Verdict = "False" },
		"shape":    func(c *card.Card) { c.Shape = "" },
		"colour":   func(c *card.Card) { c.Colour = color.RGBA{0, 0x80, 0, 0xff} },
		"text":     func(c *card.Card) { c.OnColour = color.RGBA{0, 0, 0, 0xff} },
		"way":      func(c *card.Card) { c.RTL = true },
	} {
		if bytes.Equal(before, drawn(t, f, with(change))) {
			t.Errorf("another %s is not seen", name)
		}
	}
	if bytes.Equal(before, drawn(t, fonts(t, dejavusansmono.TTF), plainCard())) {
		t.Error("a font of the site is not seen")
	}
}

func TestEveryVerdictHasAShape(t *testing.T) {
	icons := claim.Icons()
	slices.Sort(icons)
	if !slices.Equal(icons, card.Shapes()) {
		t.Errorf("shapes %q, icons %q", card.Shapes(), icons)
	}
	f, seen := fonts(t), map[string]string{}
	for _, shape := range card.Shapes() {
		bytes := string(drawn(t, f, with(func(c *card.Card) { c.Shape = shape })))
		if other := seen[bytes]; other != "" {
			t.Errorf("%s looks like %s", shape, other)
		}
		seen[bytes] = shape
	}
}

// TestShapesAreThoseOfTheTheme compares their names with those that the default theme draws.
func TestShapesAreThoseOfTheTheme(t *testing.T) {
	partial, err := os.ReadFile("../../../templates/partials/icon.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, shape := range card.Shapes() {
		if !strings.Contains(string(partial), fmt.Sprintf("if eq . %q", shape)) {
			t.Errorf("the theme does not draw %s", shape)
		}
	}
}

func TestDamagedFontsAreErrors(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 40 {
		content := bytes.Clone(dejavusansmono.TTF)
		for range 40 {
			content[random.IntN(20_000)] = byte(random.Uint32())
		}
		own, err := card.ReadFont(content[:random.IntN(len(content))])
		if err != nil {
			refused++
			continue
		}
		f, err := card.NewFonts([]card.Font{own})
		if err != nil {
			t.Fatal(err)
		}
		f.Missing("Überall 十三")
		_ = f.Write(&bytes.Buffer{}, plainCard()) // an error at most
	}
	if refused == 0 {
		t.Error("no damaged font was refused")
	}
	if _, err := card.ReadFont([]byte("no font")); err == nil {
		t.Error("a text is taken for a font")
	}
}

// BenchmarkCard draws cards on one core.
func BenchmarkCard(b *testing.B) {
	f := fonts(b)
	for name, c := range map[string]card.Card{
		"usual": plainCard(),
		"long":  with(func(c *card.Card) { c.Claim = strings.Repeat("Imports will rise to eight trillion dollars. ", 9) }),
		"cut":   with(func(c *card.Card) { c.Claim = strings.Repeat("Imports will rise to eight trillion dollars. ", 30) }),
		"arabic": with(func(c *card.Card) {
			c.Claim, c.RTL, c.Lang = "خاضت الولايات المتحدة 13 حربًا خلال 30 عامًا", true, "ar"
		}),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				drawn(b, f, c)
			}
		})
	}
}
