package card

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/vector"
)

// painter draws one card after the other. It is for one goroutine at a time.
type painter struct {
	segmenter shaping.Segmenter
	shaper    shaping.HarfbuzzShaper
	wrapper   shaping.LineWrapper
	lang      string
	direction di.Direction

	serif               *font.Face
	display, bold, text faces // display has the serif, bold has none

	picture    *image.Paletted
	rasterizer vector.Rasterizer
	mask       image.Alpha
	encoder    png.Encoder
}

func newPainter(f *Fonts) *painter {
	p := &painter{picture: image.NewPaletted(image.Rect(0, 0, Width, Height), nil)}
	p.encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoderBuffer{}}
	var own faces
	for _, data := range f.own {
		own = append(own, font.NewFace(data))
	}
	heavy := slices.Clone(own)
	slices.SortStableFunc(heavy, func(a, b *font.Face) int { return lightness(a) - lightness(b) })
	light := slices.Clone(own)
	slices.SortStableFunc(light, func(a, b *font.Face) int { return lightness(b) - lightness(a) })
	bold, text := font.NewFace(f.bold), font.NewFace(f.text)
	p.serif = font.NewFace(f.serif)
	p.display = append(slices.Clone(heavy), p.serif, bold, text)
	p.bold = append(heavy, bold, text)
	p.text = append(light, text, bold)
	return p
}

// lightness is 0 for a bold face, else 1.
func lightness(f *font.Face) int {
	if f.Describe().Aspect.Weight >= font.WeightSemibold {
		return 0
	}
	return 1
}

// encoderBuffer keeps what the encoder works with.
type encoderBuffer struct{ buffer *png.EncoderBuffer }

func (b *encoderBuffer) Get() *png.EncoderBuffer  { return b.buffer }
func (b *encoderBuffer) Put(e *png.EncoderBuffer) { b.buffer = e }

func (p *painter) encode(w io.Writer) error { return p.encoder.Encode(w, p.picture) }

// ink is a row of colours in the palette, from a background to what is drawn on it.
type ink uint8

// The inks. Each has as many shades; few colours make small files.
const (
	shades       = 32
	onPaper  ink = 0 * shades // the claim
	muted    ink = 1 * shades // what stands around it, on paper
	onColour ink = 2 * shades // the verdict, on its colour
)

func paletteOf(c *Card) color.Palette {
	paper := color.RGBA{0xfc, 0xfb, 0xf8, 0xff}
	var all color.Palette
	for _, ends := range [][2]color.RGBA{
		{paper, {0x1c, 0x1b, 0x19, 0xff}}, {paper, {0x5a, 0x58, 0x53, 0xff}}, {c.Colour, c.OnColour},
	} {
		for i := range shades {
			mix := func(from, to uint8) uint8 {
				return uint8((int(from)*(shades-1-i) + int(to)*i + (shades-1)/2) / (shades - 1))
			}
			all = append(all, color.RGBA{mix(ends[0].R, ends[1].R), mix(ends[0].G, ends[1].G), mix(ends[0].B, ends[1].B), 0xff})
		}
	}
	return all
}

// fill fills a rectangle with one shade of an ink.
func (p *painter) fill(area image.Rectangle, with ink, shade uint8) {
	area = area.Intersect(p.picture.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := p.picture.Pix[y*Width+area.Min.X : y*Width+area.Max.X]
		for x := range row {
			row[x] = uint8(with) + shade
		}
	}
}

// write draws the lines of a block, the first of them below y, at the side where the text begins.
func (p *painter) write(b block, x, y, width int, with ink) {
	for i, line := range b.lines {
		left := x
		if p.direction == di.DirectionRTL {
			left = x + width - lineWidth(line)
		}
		baseline := y + int((float32(i)+0.5)*b.lineHeight()+0.36*b.size)
		p.line(line, left, baseline, int(b.size), with)
	}
}

// line draws a line of text.
func (p *painter) line(line shaping.Line, left, baseline, size int, with ink) {
	edge := size / 2 // glyphs may reach beyond their line
	above, below := 0, 0
	for i := range line {
		above, below = max(above, line[i].GlyphBounds.Ascent.Ceil()+1), max(below, 1-line[i].GlyphBounds.Descent.Floor())
	}
	area := image.Rect(0, 0, lineWidth(line)+2*edge, above+below)
	p.rasterizer.Reset(area.Dx(), area.Dy())
	x := float32(edge)
	inOrder := slices.Clone(line)
	slices.SortFunc(inOrder, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	for _, run := range inOrder {
		scale := float32(run.Size) / 64 / float32(run.Face.Upem())
		for _, g := range run.Glyphs {
			if outline, ok := run.Face.GlyphDataOutline(g.GlyphID); ok && g.GlyphID != 0 {
				p.glyph(outline, x+float32(g.XOffset)/64, float32(above)-float32(g.YOffset)/64, scale)
			}
			x += float32(g.Advance) / 64
		}
	}
	p.stamp(area, image.Pt(left-edge, baseline-above), with)
}

// glyph adds an outline to the drawing.
func (p *painter) glyph(outline font.GlyphOutline, x, y, scale float32) {
	r := &p.rasterizer
	for _, s := range outline.Segments {
		at := func(i int) (float32, float32) { return x + s.Args[i].X*scale, y - s.Args[i].Y*scale }
		ax, ay := at(0)
		bx, by := at(1)
		cx, cy := at(2)
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			r.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			r.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
}

// icon draws a shape in a square box.
func (p *painter) icon(name string, left, top, size int, with ink) {
	area := image.Rect(0, 0, size, size)
	p.rasterizer.Reset(size, size)
	addShape(&p.rasterizer, name, 0, 0, float32(size)/16)
	p.stamp(area, image.Pt(left, top), with)
}

// stamp puts what was drawn on the picture.
func (p *painter) stamp(area image.Rectangle, at image.Point, with ink) {
	size := area.Dx() * area.Dy()
	if cap(p.mask.Pix) < size {
		p.mask.Pix = make([]uint8, size)
	}
	p.mask.Pix, p.mask.Stride, p.mask.Rect = p.mask.Pix[:size], area.Dx(), area
	clear(p.mask.Pix)
	p.rasterizer.Draw(&p.mask, area, image.Opaque, image.Point{})
	seen := area.Add(at).Intersect(p.picture.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		mask := p.mask.Pix[(y-at.Y)*area.Dx()+seen.Min.X-at.X:]
		for i, x := 0, y*Width+seen.Min.X; x < y*Width+seen.Max.X; i, x = i+1, x+1 {
			if shade := mask[i] / (256 / shades); shade > 0 {
				p.picture.Pix[x] = uint8(with) + shade
			}
		}
	}
}
