package plan

import (
	"cmp"
	"image/color"
	"io"
	"strconv"
	"strings"

	"assay/generator/internal/card"
	"assay/generator/internal/claim"
	"assay/generator/internal/digest"
	"assay/generator/internal/locale"
	"assay/generator/internal/site"
)

// What a card shows in the place of a verdict: of a retracted check, and where a scale has no verdicts.
const (
	retractedShape  = "slash"
	retractedColour = claim.Colour("#475467")
	freeColour      = claim.Colour("#3b3a36")
)

// shows gives what the card of a claim shows, with all characters.
func (c *Cards) shows(of *site.Claim) card.Card {
	lang := string(c.site.Config.Lang)
	shows := card.Card{Site: c.name, Claimant: strings.Join(site.Names(of.Claimants), c.site.Messages.Before("join.names", "next")), Claim: of.InShort(), Verdict: of.Rating(),
		Lang: lang, RTL: locale.Direction(lang) == "rtl"}
	colour := freeColour
	switch {
	case of.Retracted():
		shows.Verdict, shows.Shape, colour = c.site.Messages.Text("card.retracted"), retractedShape, retractedColour
	case of.Verdict != nil:
		shows.Shape, colour = string(of.Verdict.Icon), of.Verdict.Colour
	}
	shows.Colour, shows.OnColour = rgb(colour), rgb(claim.Colour(textOn(colour)))
	return shows
}

// shown gives what the card of a claim shows, without the symbols that no font has.
func (c *Cards) shown(of *site.Claim, missing []rune) card.Card {
	shows := c.shows(of)
	for _, text := range []*string{&shows.Claimant, &shows.Claim, &shows.Verdict} {
		*text = card.Without(*text, missing)
	}
	return shows
}

// Draw writes a card as PNG.
func (c *Cards) Draw(w io.Writer, shows card.Card) error { return c.fonts.Write(w, shows) }

// has tells whether the claim with a number has a card.
func (c *Cards) has(i int) bool { return c != nil && c.decided[i].drawn }

// add adds to a sum which card a claim's page names.
func (c *Cards) add(h *digest.Hasher, i int) {
	h.Bool(c.has(i))
	if c.has(i) {
		h.Sum(c.decided[i].sum)
	}
}

// picture is the card of the claim with a number as a picture, nil where it has none. Its address changes with what it shows, since
// networks keep what they once got from one.
func (c *Cards) picture(i int) *site.Picture {
	if !c.has(i) {
		return nil
	}
	of := c.site.Claims[i]
	p := &site.Picture{URL: c.address(of) + "?v=" + c.decided[i].sum.Short()}
	shows := c.shows(of)
	p.Alt = strings.TrimPrefix(shows.Claimant+": ", ": ") + shows.Claim + " – " + shows.Verdict
	p.Width, p.Height = card.Width, card.Height
	return p
}

func (c *Cards) address(of *site.Claim) string { return c.site.At("/cards/" + string(of.ID) + ".png") }

// drawn adds the share card of the claim with a number.
func (p *planner) drawn(i int) {
	if !p.Cards.has(i) {
		return
	}
	c := p.site.Claims[i]
	address := p.Cards.address(c)
	h := &p.hasher
	h.Reset("card")
	h.Sum(p.Program)
	h.Sum(p.Cards.decided[i].sum)
	p.add(Output{Path: address[1:], Type: TypeOf(address), Key: h.Done(), Source: c.Path},
		func(p *planner, w io.Writer) error { return p.Draw(w, p.Cards.shown(c, p.Cards.decided[i].missing)) })
}

// rgb reads a colour that was checked when it was decoded.
func rgb(c claim.Colour) color.RGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(string(c), "#"), 16, 32)
	if err != nil {
		return color.RGBA{A: 0xff}
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// shareCard is the picture that a link to the page of the claim with a number shows: its card, else a picture of its own.
func (p *planner) shareCard(i int) *ImageView {
	return p.shareable(cmp.Or(p.Cards.picture(i), p.site.Claims[i].Picture))
}

// shareable gives a picture that other sites may show, which need its absolute address.
func (p *planner) shareable(picture *site.Picture) *ImageView {
	if p.site.Base == "" {
		return nil
	}
	return p.imageView(picture)
}
