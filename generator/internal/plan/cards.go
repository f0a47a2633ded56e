package plan

import (
	"cmp"
	"fmt"
	"image/color"
	"io"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/card"
	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/locale"
	"assay/generator/internal/site"
)

// What a card shows in the place of a verdict: of a retracted check, and where a scale has no verdicts.
const (
	retractedWord   = "Fact-check retracted"
	retractedShape  = "slash"
	retractedColour = claim.Colour("#475467")
	freeColour      = claim.Colour("#3b3a36")
)

// CardMaker decides which claims have a share card, build after build. It remembers what it found for as long as the site's name, language and
// fonts are the same: looking for each letter of a text in the fonts takes longer than planning its page.
type CardMaker struct {
	read    []files.File // the fonts that were read
	fonts   *card.Fonts
	unread  diag.List
	madeOf  digest.Sum // what all cards share
	decided digest.Memo[digest.Sum, decision]
}

// decision is what is known of a claim's card.
type decision struct {
	sum     digest.Sum // of all that is on it
	missing []rune     // the characters that no font has
	drawn   bool       // no letter is among them
}

// Cards are the share cards of a site's claims. Of a site that has none they are nil.
type Cards struct {
	site    *site.Site
	fonts   *card.Fonts
	decided []decision // of the site's claims, in their order
}

// Decide tells which claims of a site have a card, and what cannot be shown on them. read gives the content of a file.
func (m *CardMaker) Decide(s *site.Site, read func(files.File) ([]byte, error)) (*Cards, diag.List) {
	if !s.Config.Cards || s.Base == "" {
		return nil, nil // nothing could name their addresses
	}
	found := m.readFonts(s, read)
	if m.fonts == nil {
		return nil, found
	}
	c := &Cards{site: s, fonts: m.fonts}
	h := digest.New("cards")
	h.Sum(m.fonts.Digest())
	h.String(c.siteName())
	h.String(string(s.Config.Lang))
	if sum := h.Done(); sum != m.madeOf {
		m.madeOf, m.decided = sum, digest.Memo[digest.Sum, decision]{}
	}
	c.decided = m.decided.All(len(s.Claims), func(i int) digest.Sum { return s.Claims[i].HeadDigest }, c.decide)
	return c, slices.Concat(found, c.findings())
}

// readFonts reads the fonts that the site names, where they are others than before.
func (m *CardMaker) readFonts(s *site.Site, read func(files.File) ([]byte, error)) diag.List {
	if m.fonts != nil && slices.EqualFunc(m.read, s.Fonts, func(a, b files.File) bool { return a.Path == b.Path && a.Sum == b.Sum }) {
		return m.unread
	}
	m.read, m.fonts, m.unread = s.Fonts, nil, nil
	var own []card.Font
	for _, f := range s.Fonts {
		content, err := read(f)
		if err != nil {
			m.read = nil // the next build tries again
			m.unread = append(m.unread, diag.FromError(err)...)
			continue
		}
		font, err := card.ReadFont(content)
		if err != nil {
			m.unread = append(m.unread, diag.Diagnostic{File: f.Path, Severity: diag.Error,
				Problem: *diag.Problemf(diag.BadFont, "this font cannot be used: %s", err).Because("name a TrueType or OpenType font: .ttf, .otf or .ttc")})
			continue
		}
		own = append(own, font)
	}
	fonts, err := card.NewFonts(own)
	m.fonts = fonts
	m.unread = append(m.unread, diag.FromError(err)...)
	return m.unread
}

// siteName is the name of the site, "" where a letter of it is missing.
func (c *Cards) siteName() string {
	missing := c.fonts.Missing(c.site.Config.Title)
	if len(card.Letters(missing)) > 0 {
		return ""
	}
	return c.fonts.Without(c.site.Config.Title, missing)
}

func (c *Cards) decide(i int) decision {
	shows := c.shows(c.site.Claims[i])
	d := decision{missing: c.fonts.Missing(shows.Claim + shows.Claimant + shows.Verdict)}
	d.drawn = len(card.Letters(d.missing)) == 0
	h := digest.New("card")
	h.Sum(c.fonts.Digest())
	shows.Add(h)
	d.sum = h.Done()
	return d
}

// shows gives what the card of a claim shows, with all characters.
func (c *Cards) shows(of *site.Claim) card.Card {
	names := make([]string, len(of.Claimants))
	for i, who := range of.Claimants {
		names[i] = who.Name
	}
	lang := string(c.site.Config.Lang)
	shows := card.Card{Site: c.siteName(), Claimant: strings.Join(names, ", "), Claim: of.InShort(), Verdict: of.Rating(),
		Lang: lang, RTL: locale.Direction(lang) == "rtl"}
	colour := freeColour
	switch {
	case of.Retracted():
		shows.Verdict, shows.Shape, colour = retractedWord, retractedShape, retractedColour
	case of.Verdict != nil:
		shows.Shape, colour = string(of.Verdict.Icon), of.Verdict.Colour
	}
	shows.Colour, shows.OnColour = rgb(colour), rgb(claim.Colour(textOn(colour)))
	return shows
}

// write draws the card of a claim, without the symbols that no font has.
func (c *Cards) write(w io.Writer, of *site.Claim, missing []rune) error {
	shows := c.shows(of)
	for _, text := range []*string{&shows.Claimant, &shows.Claim, &shows.Verdict} {
		*text = c.fonts.Without(*text, missing)
	}
	return c.fonts.Write(w, shows)
}

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
	p := &site.Picture{URL: cardAddress(of) + "?v=" + c.decided[i].sum.Short()}
	shows := c.shows(of)
	p.Alt = strings.TrimPrefix(shows.Claimant+": ", ": ") + shows.Claim + " – " + shows.Verdict
	p.Width, p.Height = card.Width, card.Height
	return p
}

func cardAddress(c *site.Claim) string { return "/cards/" + string(c.ID) + ".png" }

// drawn adds the share card of the claim with a number.
func (p *planner) drawn(i int) {
	if !p.Cards.has(i) {
		return
	}
	c, d := p.site.Claims[i], &p.Cards.decided[i]
	h := &p.hasher
	h.Reset("card")
	h.Sum(p.Program)
	h.Sum(d.sum)
	p.outputs = append(p.outputs, Output{Path: cardAddress(c)[1:], Type: TypeOf(cardAddress(c)), Key: h.Done(), Source: c.Path,
		WriteTo: func(w io.Writer) error { return p.Cards.write(w, c, d.missing) }})
}

// findings warn of characters that no font has.
func (c *Cards) findings() diag.List {
	var found diag.List
	warn := func(file string, at diag.At, p *diag.Problem) {
		found = append(found, diag.Finding{At: at, Severity: diag.Warning, Problem: *p}.In(file))
	}
	if missing := c.fonts.Missing(c.site.Config.Title); len(missing) > 0 {
		warn(config.FileName, c.site.Config.Positions.At("title"), lacking(missing, "share cards go without the site's name"))
	}
	for i, d := range c.decided {
		if len(d.missing) == 0 {
			continue
		}
		of := c.site.Claims[i]
		keys := []string{"verdict", "conclusion"}
		switch {
		case within(d.missing, of.InShort()):
			keys = []string{"claim_short", "claim"}
		case within(d.missing, c.shows(of).Claimant):
			keys = []string{"claimant"}
		}
		warn(of.Path, first(of.Positions, keys), lacking(d.missing, "the claim has no share card"))
	}
	return found
}

func within(missing []rune, text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return slices.Contains(missing, r) })
}

// lacking says which characters no font has. Symbols are left out; without letters there is the given loss.
func lacking(missing []rune, loss string) *diag.Problem {
	const most = 8
	list := make([]string, 0, most)
	for _, r := range missing[:min(len(missing), most)] {
		list = append(list, fmt.Sprintf("%s (U+%04X)", strconv.Quote(string(r)), r))
	}
	shown := strings.Join(list, ", ")
	if more := len(missing) - most; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	if len(card.Letters(missing)) == 0 {
		loss = "they are left out of its share card"
	}
	return diag.Problemf(diag.NoGlyph, "no font has %s: %s", shown, loss).Because("name a font that has them under fonts in site.yaml")
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
	return imageView(picture)
}
