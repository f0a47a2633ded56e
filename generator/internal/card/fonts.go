package card

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/dejavu/dejavuserifcondensedbold"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/digest"
)

// Fonts are what cards are written with. They never change and are safe for concurrent use.
type Fonts struct {
	own               []*font.Font // the site's
	serif, bold, text *font.Font   // the built-in ones
	digest            digest.Sum
	painters          sync.Pool // of *painter
}

// Font is a font of a site.
type Font struct {
	data []*font.Font // more than one in a collection
	sum  digest.Sum
}

// ReadFont reads a TrueType or OpenType font, or a collection of them. Of a variable font, its default instance is used.
func ReadFont(content []byte) (f Font, err error) {
	damage := trust(func() { f, err = readFont(content) })
	return f, cmp.Or(damage, err)
}

func readFont(content []byte) (Font, error) {
	loaders, err := opentype.NewLoaders(bytes.NewReader(content))
	if err != nil {
		return Font{}, err
	}
	f := Font{sum: digest.Bytes(content)}
	for _, loader := range loaders {
		if !slices.ContainsFunc(loader.Tables(), isOutlines) {
			return f, errors.New("it has no outlines, only pictures")
		}
		data, err := font.NewFont(loader)
		if err != nil {
			return f, err
		}
		for r := range rune(0x10000) { // what is damaged shows here, not when a card is drawn
			data.Cmap.Lookup(r)
		}
		f.data = append(f.data, data)
	}
	return f, nil
}

func isOutlines(table opentype.Tag) bool {
	return slices.Contains([]string{"glyf", "CFF ", "CFF2"}, table.String())
}

// NewFonts puts a site's fonts, in their order, before the built-in ones.
func NewFonts(own []Font) (*Fonts, error) {
	f := &Fonts{}
	h := digest.New("fonts")
	for _, o := range own {
		f.own = append(f.own, o.data...)
		h.Sum(o.sum)
	}
	f.digest = h.Done()
	for _, built := range []struct {
		content []byte
		font    **font.Font
	}{{dejavuserifcondensedbold.TTF, &f.serif}, {dejavusansbold.TTF, &f.bold}, {dejavusans.TTF, &f.text}} {
		data, err := ReadFont(built.content)
		if err != nil {
			return nil, err
		}
		*built.font = data.data[0]
	}
	return f, nil
}

// Digest names the site's fonts.
func (f *Fonts) Digest() digest.Sum { return f.digest }

// Missing gives the characters of a text that no font has, each once, in their order.
func (f *Fonts) Missing(text string) []rune {
	var missing []rune
	for _, r := range text {
		if r >= 0x80 && !f.has(r) && !slices.Contains(missing, r) {
			missing = append(missing, r)
		}
	}
	return missing
}

// has tells whether a character can be set. One that is made of others is set by these.
func (f *Fonts) has(r rune) bool {
	if invisible(r) || f.hasGlyph(r) {
		return true
	}
	parts := []rune(norm.NFD.String(string(r)))
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(part rune) bool { return !f.hasGlyph(part) })
}

func (f *Fonts) hasGlyph(r rune) bool {
	for _, data := range f.own {
		if _, ok := data.Cmap.Lookup(r); ok {
			return true
		}
	}
	for _, data := range []*font.Font{f.text, f.bold, f.serif} {
		if _, ok := data.Cmap.Lookup(r); ok {
			return true
		}
	}
	return false
}

// invisible tells the characters that need no glyph: spaces, and those that only say how others are shown.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r == '\u034f'
}

// isSymbol tells the characters that a text can be read without: emoji and other symbols, but for those of arithmetic and money,
// and what belongs to emoji.
func isSymbol(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) || r == '\u20e3'
}

// Letters gives those of some characters that a text cannot be read without.
func Letters(missing []rune) []rune {
	return slices.DeleteFunc(slices.Clone(missing), isSymbol)
}

// Without leaves characters out of a text, and the space that one has before it.
func Without(text string, missing []rune) string {
	if len(missing) == 0 {
		return text
	}
	kept := make([]rune, 0, len(text))
	for _, r := range text {
		if !slices.Contains(missing, r) {
			kept = append(kept, r)
			continue
		}
		for len(kept) > 0 && kept[len(kept)-1] == '\u200d' { // which joined it
			kept = kept[:len(kept)-1]
		}
		if len(kept) > 0 && unicode.IsSpace(kept[len(kept)-1]) {
			kept = kept[:len(kept)-1]
		}
	}
	return string(bytes.TrimSpace([]byte(string(kept))))
}
