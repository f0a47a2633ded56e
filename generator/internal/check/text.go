package check

import (
	"assay/generator/internal/diag"
	"assay/generator/internal/markdown"
)

// texts looks at all texts but those of claims.
func (f *finder) texts() {
	s := f.site
	for _, a := range s.Articles {
		f.text(a.Path, a.Body, a.Draft)
	}
	for _, who := range s.Claimants {
		f.text(who.Path, who.Body, false)
	}
	for _, who := range s.Team {
		f.text(who.Path, who.Body, false)
	}
	for _, t := range s.Topics {
		if t.Page != nil {
			f.text(t.Page.Path, t.Page.Body, t.Page.Draft)
		}
	}
	for _, page := range s.Pages {
		f.text(page.Path, page.Body, page.Draft)
	}
}

// text looks at how one text is made.
func (f *finder) text(file string, body *markdown.Body, draft bool) {
	f.headings(file, body)
	severity := diag.Warning
	if draft {
		severity = diag.Note
	}
	for i := range body.Links {
		if l := &body.Links[i]; l.Image && l.Alt == "" {
			f.add(file, l.At, severity, diag.Problemf(diag.NoAlt, "the picture has no description").
				Because("write what it shows between the brackets: ![a bar chart](chart.png)"))
		}
	}
}

// headings: those who listen to a page go from heading to heading, and take a missing level for a missed one. Every page
// puts its title above its text, as the only heading of the first level.
func (f *finder) headings(file string, body *markdown.Body) {
	above, told := 1, false
	for i := range body.Headings {
		h := &body.Headings[i]
		switch {
		case h.Level == 1 && !told:
			told = true // one is enough: all are mended in one go
			f.warn(file, h.At, diag.Problemf(diag.HeadingOrder, "%q is a heading of the first level, which the page's title is", h.Text).
				Because("begin with ##, and move the other headings down with it"))
		case h.Level > above+1:
			f.warn(file, h.At, diag.Problemf(diag.HeadingOrder, "the heading %q skips a level: it is of level %d below one of level %d", h.Text, h.Level, above).
				Because("write it with %s", "######"[:above+1]))
		}
		above = h.Level
	}
}
