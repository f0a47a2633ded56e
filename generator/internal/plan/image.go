package plan

import (
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

func (p *planner) imageView(of *site.Picture) *ImageView {
	if of == nil {
		return nil
	}
	return &ImageView{URL: of.URL, Alt: of.Alt, AltLang: p.foreign(of.AltLang), Credit: of.Credit, CreditLang: p.foreign(of.CreditLang),
		Width: of.Width, Height: of.Height}
}

// picture adds what a page shows of a picture, which other files tell: where it is published and how large it is.
func picture(h *digest.Hasher, p *site.Picture) {
	if p == nil {
		h.Int(0)
		return
	}
	h.Int(1)
	h.String(p.URL)
	h.String(p.Alt)
	h.String(string(p.AltLang))
	h.String(p.Credit)
	h.String(string(p.CreditLang))
	h.Int(int64(p.Width))
	h.Int(int64(p.Height))
}
