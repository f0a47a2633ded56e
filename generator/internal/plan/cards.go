package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/card"
	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// CardMaker decides which claims have a share card, build after build. It remembers what it found in a language for as long as the site's
// name, texts and fonts are the same: looking for each letter of a text in the fonts takes longer than planning its page.
type CardMaker struct {
	read   []files.File // the fonts that were read
	fonts  *card.Fonts
	unread diag.List
	known  map[config.Lang]*knownCards
}

// knownCards are those of a language.
type knownCards struct {
	madeOf  digest.Sum // what all cards share
	decided digest.Memo[digest.Sum, decision]
	claims  []*site.Claim // of the last decisions
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
	name    string     // of the site, "" where a letter of it is missing
	decided []decision // of the site's claims, in their order
	further []*Cards   // in its further languages
}

// Further gives the cards in a further language, by its number.
func (c *Cards) Further(i int) *Cards {
	if c == nil {
		return nil
	}
	return c.further[i]
}

// Decide tells which claims of a site have a card, in all its languages, and what cannot be shown on them. read gives the content of a
// file.
func (m *CardMaker) Decide(s *site.Site, read func(files.File) ([]byte, error)) (*Cards, diag.List) {
	if !s.Config.Cards || s.Base == "" {
		return nil, nil // nothing could name their addresses
	}
	found := m.readFonts(s, read)
	if m.fonts == nil {
		return nil, found
	}
	before := m.known
	m.known = map[config.Lang]*knownCards{}
	in := func(s *site.Site) *Cards {
		known := before[s.Config.Lang]
		if known == nil {
			known = &knownCards{}
		}
		m.known[s.Config.Lang] = known
		c := m.decide(s, known)
		found = append(found, c.findings()...)
		return c
	}
	found = slices.Clip(found)
	c := in(s)
	for _, e := range s.Editions {
		c.further = append(c.further, in(e))
	}
	return c, found
}

func (m *CardMaker) decide(s *site.Site, known *knownCards) *Cards {
	c := &Cards{site: s, fonts: m.fonts}
	if missing := m.fonts.Missing(s.Config.Title); len(card.Letters(missing)) == 0 {
		c.name = card.Without(s.Config.Title, missing)
	}
	h := digest.New("cards")
	h.Sum(m.fonts.Digest())
	h.String(c.name)
	h.Sum(s.Messages.Digest())
	if sum := h.Done(); sum != known.madeOf {
		known.madeOf, known.decided = sum, digest.Memo[digest.Sum, decision]{}
	}
	before := known.claims
	known.claims = s.Claims
	c.decided = known.decided.All(len(s.Claims), func(i int) bool { return s.Claims[i] == before[i] }, func(i int) digest.Sum { return s.Claims[i].HeadDigest }, c.decide)
	return c
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

// findings warn of characters that no font has.
func (c *Cards) findings() diag.List {
	var found diag.List
	warn := func(file string, at diag.At, missing []rune, loss string) {
		if len(card.Letters(missing)) == 0 {
			loss = "they are left out of its share card"
		}
		p := diag.Problemf(diag.NoGlyph, "no font has %s: %s", listed(missing), loss).Because("name a font that has them under fonts in site.yaml")
		found = append(found, diag.Finding{At: at, Severity: diag.Warning, Problem: *p}.In(file))
	}
	if missing := c.fonts.Missing(c.site.Config.Title); len(missing) > 0 && c.ownTitle() {
		warn(config.FileName, c.site.Config.Positions.At(c.titleKey()), missing, "share cards go without the site's name")
	}
	for i, d := range c.decided {
		if len(d.missing) == 0 {
			continue
		}
		of := c.site.Claims[i]
		keys := []string{"verdict", "conclusion"}
		switch shows := c.shows(of); {
		case within(d.missing, shows.Claim):
			keys = []string{"claim_short", "claim"}
		case within(d.missing, shows.Claimant):
			keys = []string{"claimant"}
		}
		warn(of.Path, first(of.Positions, keys), d.missing, "the claim has no share card")
	}
	return found
}

// ownTitle tells that the title is not that of the original, of which it was said already.
func (c *Cards) ownTitle() bool {
	return c.site.Original == nil || c.site.Config.Title != c.site.Original.Config.Title
}

// titleKey is where site.yaml has the title.
func (c *Cards) titleKey() string {
	whole := c.site.Original
	if whole == nil {
		return "title"
	}
	return claim.Path("languages", slices.Index(whole.Editions, c.site), "title")
}

func within(missing []rune, text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return slices.Contains(missing, r) })
}

// listed names characters, the first of many.
func listed(all []rune) string {
	const most = 8
	names := make([]string, 0, most)
	for _, r := range all[:min(len(all), most)] {
		names = append(names, fmt.Sprintf("%s (U+%04X)", strconv.Quote(string(r)), r))
	}
	list := strings.Join(names, ", ")
	if more := len(all) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
