package card

import "image"

// The places of a card in pixels.
const (
	margin   = 64
	inner    = Width - 2*margin
	ruleY    = 112 // the line below the site's name
	gap      = 36  // around claimant and claim
	between  = 10  // these two
	pad      = 34  // above and below the verdict
	iconSize = 84
	iconGap  = 30
)

// draw draws a card.
func (p *painter) draw(c *Card) {
	p.lang, p.direction = c.Lang, directionOf(c.RTL)
	p.picture.Palette = paletteOf(c)
	p.fill(p.picture.Rect, onPaper, 0)

	site := p.set(c.Site, style{p.text, []size{{32, 1}, {28, 1}}}, inner)
	p.write(site, margin, (ruleY+18-site.height())/2, inner, muted)
	p.fill(image.Rect(margin, ruleY, Width-margin, ruleY+2), muted, shades/4)

	p.claim(c, p.verdict(c))
}

// verdict draws the band with the verdict at the foot and tells where it begins.
func (p *painter) verdict(c *Card) int {
	left, width := margin, inner
	if c.Shape != "" {
		width -= iconSize + iconGap
		if !c.RTL {
			left += iconSize + iconGap
		}
	}
	label := p.set(c.Verdict, style{p.bold, []size{{72, 1}, {64, 1}, {56, 1}, {48, 1}, {44, 2}, {38, 3}, {32, 4}}}, width)
	height := max(label.height(), iconSize) + 2*pad
	top := Height - height
	p.fill(image.Rect(0, top, Width, Height), onColour, 0)
	p.write(label, left, top+(height-label.height())/2, width, onColour)
	if c.Shape != "" {
		x := margin
		if c.RTL {
			x = Width - margin - iconSize
		}
		p.icon(c.Shape, x, top+(height-iconSize)/2, iconSize, onColour)
	}
	return top
}

// claim draws the claim and who made it in the middle of what is left above the verdict.
func (p *painter) claim(c *Card, bottom int) {
	top, bottom := ruleY+gap/2, bottom-gap/2
	claimant := p.set(c.Claimant, style{p.bold, []size{{36, 1}, {32, 1}, {28, 1}}}, inner)
	above := claimant.height()
	if c.Claimant != "" {
		above += between
	}
	room := bottom - top - above
	var sizes []size
	for _, letters := range []float32{76, 68, 60, 54, 48, 43, 38, 34, 30} {
		if lines := int(float32(room) / (letters * leading)); lines > 0 {
			sizes = append(sizes, size{letters, lines})
		}
	}
	claim := p.set(c.Claim, style{p.displayFor(c.Claim), sizes}, inner)
	y := top + max(0, room-claim.height())/2
	p.write(claimant, margin, y, inner, muted)
	p.write(claim, margin, y+above, inner, onPaper)
}
