package site

import "assay/generator/internal/markdown"

// Text is a text in markdown, with the page it stands on.
type Text struct {
	Path string // of its file
	URL  string // of its page
	Body *markdown.Body
}

// Texts goes through the texts of what is built.
func (s *Site) Texts(yield func(Text) bool) {
	for _, c := range s.Claims {
		if !yield(Text{c.Path, c.URL, c.Body}) {
			return
		}
	}
	for _, a := range s.Articles {
		if !yield(Text{a.Path, a.URL, a.Body}) {
			return
		}
	}
	for _, people := range [][]*Person{s.Claimants, s.Team} {
		for _, who := range people {
			if !yield(Text{who.Path, who.URL, who.Body}) {
				return
			}
		}
	}
	for _, t := range s.Topics {
		if t.Page != nil && !yield(Text{t.Page.Path, t.URL, t.Page.Body}) {
			return
		}
	}
	for _, page := range s.Pages {
		if !yield(Text{page.Path, page.URL, page.Body}) {
			return
		}
	}
}
