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
	if text == "" {
		return block{}
	}
	length := 0.0 // of the text in one line, in sizes of its letters
	for _, to := range s.sizes {
		if length*float64(to.letters) > float64(to.lines*width) {
			continue
		}
		t := p.shape(text, s.faces, to.letters)
		length = float64(t.length()) / float64(to.letters)
		if p.fits(t, to, width) {
			return p.block(t, width)
		}
	}
	last := s.sizes[len(s.sizes)-1]
	short := shortened(text, func(short string) bool { return p.fits(p.shape(short, s.faces, last.letters), last, width) })
	return p.block(p.shape(short, s.faces, last.letters), width)
}

// shortened gives as much of a text as fits, with "…" at its end.
func shortened(text string, fits func(string) bool) string {
	var ends []int // of the characters, as readers count them
	for rest, state, at := text, -1, 0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(cluster)
		ends = append(ends, at)
	}
	first := func(n int) string {
		if n == 0 {
			return "…"
		}
		return strings.TrimRight(text[:ends[n-1]], " ,;:.–—-") + "…"
	}
	fit, tooMany := 0, len(ends)
	for fit+1 < tooMany {
		if middle := (fit + tooMany) / 2; fits(first(middle)) {
			fit = middle
		} else {
			tooMany = middle
		}
	}
	return first(fit)
}

// shaped is a text whose glyphs are known, but not its lines.
type shaped struct {
	letters float32 // their size
	text    []rune
	runs    []shaping.Output
}

func (p *painter) shape(text string, all faces, letters float32) shaped {
	runes := []rune(text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Direction: p.direction, Size: fixed.Int26_6(letters * 64), Language: language.NewLanguage(p.lang)}
	t := shaped{letters: letters, text: runes}
	for _, run := range p.segmenter.Split(in, &chooser{faces: all, text: runes}) {
		t.runs = append(t.runs, p.shaper.Shape(run))
	}
	return t
}

// length is that of the text in one line.
func (t *shaped) length() int { return lineWidth(t.runs) }

// wrap breaks a text into lines, which are valid until the next text is wrapped.
func (p *painter) wrap(t shaped, width int) []shaping.Line {
	runs := slices.Clone(t.runs)
	for i := range runs {
		runs[i].Glyphs = slices.Clone(runs[i].Glyphs) // the space at the end of a line is taken from them
	}
	lines, _ := p.wrapper.WrapParagraph(shaping.WrapConfig{Direction: p.direction}, width, t.text, shaping.NewSliceIterator(runs))
	return lines
}

func (p *painter) fits(t shaped, to size, width int) bool {
	lines := p.wrap(t, width)
	return len(lines) <= to.lines && widest(lines) <= width
}

// block sets a text in as few lines as it takes, all of about the same length.
func (p *painter) block(t shaped, width int) block {
	lines := p.wrap(t, width)
	if n := len(lines); n > 1 {
		narrow, wide := width/2, width // wide enough
		for wide-narrow > 16 {
			middle := (narrow + wide) / 2
			if tried := p.wrap(t, middle); len(tried) == n && widest(tried) <= middle {
				wide = middle
			} else {
				narrow = middle
			}
		}
		lines = p.wrap(t, wide)
	}
	b := block{size: t.letters}
	for _, l := range lines {
		b.lines = append(b.lines, slices.Clone(l))
	}
	return b
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
