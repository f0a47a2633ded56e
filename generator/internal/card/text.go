package card

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"github.com/rivo/uniseg"
	"golang.org/x/image/math/fixed"
)

// style is how a text is set.
type style struct {
	faces faces
	sizes []size // the largest first
}

// size is a size of letters in pixels, and how many lines of them there may be.
type size struct {
	letters float32
	lines   int
}

// leading is the distance of lines in sizes of letters.
const leading = 1.22

// block is a text that was set.
type block struct {
	size  float32
	lines []shaping.Line
	width int // of the widest line
}

func (b *block) height() int { return int(float32(len(b.lines)) * b.lineHeight()) }

func (b *block) lineHeight() float32 { return b.size * leading }

// faces are fonts in the order in which they are tried.
type faces []*font.Face

// chooser chooses the font of each character of a text. A font that has all letters of a script comes before others, so that words and
// the figures beside them match.
type chooser struct {
	faces
	text  []rune
	first *font.Face // has all letters of the script; nil where none has
}

// SetScript says which script the next characters belong to. Figures alone belong to none and go with those before them.
func (c *chooser) SetScript(s language.Script) {
	if s == language.Common && c.first != nil {
		return
	}
	c.first = nil
	for _, face := range c.faces {
		lacks := func(r rune) bool { return language.LookupScript(r) == s && !hasGlyph(face, r) && !invisible(r) }
		if !slices.ContainsFunc(c.text, lacks) {
			c.first = face
			return
		}
	}
}

// ResolveFace gives the font of a character.
func (c *chooser) ResolveFace(r rune) *font.Face {
	if c.first != nil && hasGlyph(c.first, r) {
		return c.first
	}
	for _, face := range c.faces {
		if hasGlyph(face, r) {
			return face
		}
	}
	return c.faces[len(c.faces)-1]
}

// displayFor gives the fonts of a claim: with the serif only where that has all its letters, since two looks in one text distract.
func (p *painter) displayFor(text string) faces {
	for _, r := range text {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !hasGlyph(p.serif, r) {
			return p.bold
		}
	}
	return p.display
}

func hasGlyph(face *font.Face, r rune) bool {
	_, ok := face.NominalGlyph(r)
	return ok
}

// set sets a text as large as it fits into a width; what does not fit even in the smallest size is cut. An empty text has no lines.
func (p *painter) set(text string, s style, width int) block {
	text = strings.Join(strings.Fields(text), " ")
	var b block
	if text == "" {
		return b
	}
	for _, try := range s.sizes {
		var fits bool
		if b, fits = p.try(text, s.faces, try, width); fits {
			return b
		}
	}
	last := s.sizes[len(s.sizes)-1]
	return p.cut(text, s.faces, last, width)
}

// cut gives as much of a text as fits, with "…" at its end.
func (p *painter) cut(text string, all faces, to size, width int) block {
	var ends []int // of the characters, as readers count them
	for rest, state, at := text, -1, 0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(cluster)
		ends = append(ends, at)
	}
	shortened := func(n int) string {
		if n == 0 {
			return "…"
		}
		return strings.TrimRight(text[:ends[n-1]], " ,;:.–—-") + "…"
	}
	fit, tooMany := 0, len(ends)
	for fit+1 < tooMany {
		middle := (fit + tooMany) / 2
		if _, ok := p.try(shortened(middle), all, to, width); ok {
			fit = middle
		} else {
			tooMany = middle
		}
	}
	b, _ := p.try(shortened(fit), all, to, width)
	return b
}

// try sets a text in one size, in lines of about the same length, and tells whether it fits.
func (p *painter) try(text string, all faces, to size, width int) (block, bool) {
	runes := []rune(text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Direction: p.direction, Size: fixed.Int26_6(to.letters * 64), Language: language.NewLanguage(p.lang)}
	var shaped []shaping.Output
	for _, run := range p.segmenter.Split(in, &chooser{faces: all, text: runes}) {
		shaped = append(shaped, p.shaper.Shape(run))
	}
	wrap := func(width int) []shaping.Line {
		runs := slices.Clone(shaped)
		for i := range runs {
			runs[i].Glyphs = slices.Clone(runs[i].Glyphs) // the space at the end of a line is taken from them
		}
		lines, _ := p.wrapper.WrapParagraph(shaping.WrapConfig{Direction: p.direction}, width, runes, shaping.NewSliceIterator(runs))
		return lines
	}
	lines := wrap(width)
	fits := len(lines) <= to.lines && widest(lines) <= width
	if fits && len(lines) > 1 {
		narrow, wide := width/2, width // wide enough
		for wide-narrow > 16 {
			middle := (narrow + wide) / 2
			if tried := wrap(middle); len(tried) == len(lines) && widest(tried) <= middle {
				wide = middle
			} else {
				narrow = middle
			}
		}
		lines = wrap(wide)
	}
	b := block{size: to.letters, width: widest(lines)}
	for _, l := range lines { // they are valid until the next are wrapped
		b.lines = append(b.lines, slices.Clone(l))
	}
	return b, fits
}

func widest(lines []shaping.Line) int {
	widest := 0
	for _, l := range lines {
		widest = max(widest, lineWidth(l))
	}
	return widest
}

func lineWidth(l shaping.Line) int {
	var advance fixed.Int26_6
	for i := range l {
		advance += l[i].Advance
	}
	return advance.Ceil()
}

func directionOf(rtl bool) di.Direction {
	if rtl {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}
