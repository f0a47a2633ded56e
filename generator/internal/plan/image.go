package plan

import (
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

func imageView(p *site.Picture) *ImageView {
	if p == nil {
		return nil
	}
	return &ImageView{URL: p.URL, Alt: p.Alt, Credit: p.Credit, Width: p.Width, Height: p.Height}
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
	h.String(p.Credit)
	h.Int(int64(p.Width))
	h.Int(int64(p.Height))
}
