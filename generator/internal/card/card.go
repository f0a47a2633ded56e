// Package card draws share cards: the picture that social networks and messengers show beside a link to a claim.
//
// A [Card] says what is on it: who said what, the verdict as shape, word and colour, and the name of the site. [Fonts.Write] draws it
// as a PNG of 1200 × 630 pixels, which every network shows whole. Cards are light, since nobody knows what they will stand on.
//
// # Layout
//
//	site's name
//	───────────────────────
//	claimant
//	The claim, as large as it fits
//	█ ✗ Verdict ███████████
//
// In a language that is written from right to left all of it is mirrored but the shapes. A long text is set smaller in steps; what does
// not fit in the smallest size is cut between characters, as readers count them, and ends in "…".
//
// # Texts
//
// Texts are shaped (ligatures, marks, reordering), their directions are resolved (https://www.unicode.org/reports/tr9/), and lines break
// where Unicode allows it (https://www.unicode.org/reports/tr14/).
//
// Fonts are the site's own, in their order, then DejaVu; nothing is read from the machine. A text is never set with a box for a
// missing character: [Fonts.Missing] tells which ones no font has. Symbols among them, such as emoji in colour, are left out
// ([Without]); where letters are missing, whoever asks should draw no card. Glyphs are drawn as outlines; fonts of pictures only
// are refused.
//
// # Bytes
//
// Equal cards with equal fonts have equal bytes on any number of cores. On another kind of processor, which rounds in another way,
// single pixels may differ by a shade.
package card

import (
	"fmt"
	"image/color"
	"io"

	"assay/generator/internal/digest"
)

// The size of every card in pixels.
const (
	Width  = 1200
	Height = 630
)

// Card is what a card shows.
type Card struct {
	Site     string // its name
	Claimant string // may be empty
	Claim    string
	Verdict  string     // the word
	Shape    string     // of the verdict, see [Shapes]; may be empty
	Colour   color.RGBA // of the verdict
	OnColour color.RGBA // of text on it
	Lang     string     // of the texts, as BCP 47 has it
	RTL      bool       // it is written from right to left
}

// Add adds all that a card shows to a sum.
func (c *Card) Add(h *digest.Hasher) {
	for _, text := range []string{c.Site, c.Claimant, c.Claim, c.Verdict, c.Shape, c.Lang} {
		h.String(text)
	}
	for _, n := range []color.RGBA{c.Colour, c.OnColour} {
		h.Int(int64(n.R)<<24 | int64(n.G)<<16 | int64(n.B)<<8 | int64(n.A))
	}
	h.Bool(c.RTL)
}

// Write draws a card. It may be called from any goroutine.
func (f *Fonts) Write(w io.Writer, c Card) error {
	p, ok := f.painters.Get().(*painter)
	if !ok {
		p = newPainter(f)
	}
	if err := trust(func() { p.draw(&c) }); err != nil {
		return err
	}
	defer f.painters.Put(p)
	return p.encode(w)
}

// trust does something with fonts. The library that reads them takes them to be sound, and panics where one is damaged.
func trust(do func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("a font is damaged: %v", cause)
		}
	}()
	do()
	return nil
}
