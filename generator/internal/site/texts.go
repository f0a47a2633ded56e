package site

import (
	"strings"

	"assay/generator/internal/markdown"
)

// Text is a text in markdown, with the page it stands on.
type Text struct {
	Path string // of its file
	URL  string // of its page, in an edition of that in the original: where its relative addresses begin
	Body *markdown.Body
}

// Beside gives the address at which the files stand that a page names by their names alone. A page of an edition has none of its
// own: they are those of the original.
func (s *Site) Beside(page string) string {
	if s.Original == nil {
		return page
	}
	return "/" + strings.TrimPrefix(page, s.Root)
}

// At gives an address of the original in the language of the site: /claims/ is /es/claims/ in Spanish.
func (s *Site) At(address string) string {
	if s.Root == "/" && strings.HasPrefix(address, "/") {
		return address
	}
	return s.Root + strings.TrimPrefix(address, "/")
}

// Texts goes through the texts of what is built. Those of an edition are its translations.
func (s *Site) Texts(yield func(Text) bool) {
	for _, c := range s.Claims {
		if !yield(s.TextOf(c)) {
			return
		}
	}
	s.OtherTexts(yield)
}

// TextOf gives the text of a claim.
func (s *Site) TextOf(c *Claim) Text { return Text{c.Path, s.Beside(c.URL), c.Body} }

// OtherTexts goes through the texts that are not of claims.
func (s *Site) OtherTexts(yield func(Text) bool) {
	for _, a := range s.Articles {
		if !yield(Text{a.Path, s.Beside(a.URL), a.Body}) {
			return
		}
	}
	for _, people := range [][]*Person{s.Claimants, s.Team} {
		for _, who := range people {
			if s.has(who.Edition) && !yield(Text{who.Path, s.Beside(who.URL), who.Body}) {
				return
			}
		}
	}
	for _, t := range s.Topics {
		if t.Page != nil && s.has(t.Edition) && !yield(Text{t.Page.Path, s.Beside(t.URL), t.Page.Body}) {
			return
		}
	}
	for _, page := range s.Pages {
		if !yield(Text{page.Path, s.Beside(page.URL), page.Body}) {
			return
		}
	}
}

// has tells that something is not taken from the original.
func (s *Site) has(e Edition) bool { return s.Original == nil || e.Language == s.Config.Lang }
