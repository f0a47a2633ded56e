package site

import (
	"net/url"
	"path"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/files"
	"assay/generator/internal/id"
)

// Picture is the image of a claim, an article or a person.
type Picture struct {
	URL         string // site-relative, percent-encoded
	Alt, Credit string
	Size        // zero where it is not known

	AltLang, CreditLang config.Lang // in a translation that leaves them as they were, else ""
}

// pictures finds the files of all images: for each a file beside the page that shows it, or one that another page
// publishes. It comes after [resolver.assets], which decides what is published.
func (r *resolver) pictures() {
	var published map[string]Asset // by path of the output; made when the first image asks
	known := sync.OnceValue(func() *diag.Words {
		var pictures []string
		for output := range published {
			if claim.IsPicture(output) {
				pictures = append(pictures, "/"+output)
			}
		}
		return diag.NewWords(pictures)
	})
	find := func(file, page string, at *doc.Positions, built bool, img *claim.Image) *Picture {
		if img == nil || img.Src == "" {
			return nil
		}
		if published == nil {
			published = make(map[string]Asset, len(r.site.Assets))
			for _, a := range r.site.Assets {
				published[a.Output] = a
			}
		}
		output := norm.NFC.String(strings.TrimPrefix(page, "/") + string(img.Src))
		if name, ok := strings.CutPrefix(string(img.Src), "/"); ok {
			output = norm.NFC.String(name)
		} else if problem := r.beside(file, string(img.Src)); problem != nil {
			r.fail(file, at.At("image.src"), problem)
			return nil
		} else if !built {
			return nil // it is there, and is published with the page
		}
		asset, ok := published[output]
		if r.refused[output] {
			return nil // reported at the file
		}
		if !ok {
			r.fail(file, at.At("image.src"), r.unpublished(file, string(img.Src), known))
			return nil
		}
		p := &Picture{URL: (&url.URL{Path: "/" + output}).EscapedPath(), Credit: img.Credit}
		if img.Alt != nil {
			p.Alt = *img.Alt
		}
		switch size, known := r.sizes[asset.File.Path]; {
		case known:
			p.Size = size
		case files.HasSize(asset.File.Path):
			r.warn(file, at.At("image.src"), diag.Problemf(diag.BadImage, "%q does not begin as a picture of its kind does", img.Src).
				Because("open it in a browser to see whether it is shown"))
		}
		return p
	}
	for _, c := range r.all {
		c.Picture = find(c.Path, c.URL, c.Positions, r.builds(c), c.Image)
	}
	for _, a := range r.articles {
		a.Picture = find(a.Path, a.URL, a.Positions, r.buildsState(a.State), a.Image)
	}
	for _, people := range []map[id.ID]*Person{r.claimants, r.team} {
		for _, who := range people {
			who.Picture = find(who.Path, who.URL, who.Positions, !r.hidden[who], who.Image)
		}
	}
}

// beside tells what is wrong with the name of a file that should lie beside a page.
func (r *resolver) beside(file, name string) *diag.Problem {
	if path.Base(file) != "index.md" {
		folder := strings.TrimSuffix(file, path.Ext(file))
		return diag.Problemf(diag.UnknownFile, "%q can only stand beside a page that is a folder", name).
			Because("move this file to %s/index.md and the picture to %s/%s", folder, folder, name)
	}
	dir := path.Dir(file)
	if _, ok := r.get(path.Join(dir, name)); ok {
		return nil
	}
	var there []string
	for f := range r.snapshot.Under(dir + "/") {
		if claim.IsPicture(f.Path) {
			there = append(there, strings.TrimPrefix(f.Path, dir+"/"))
		}
	}
	return diag.Problemf(diag.UnknownFile, "there is no file %q beside this one", name).Because("%s", diag.DidYouMean(name, there))
}

// unpublished says that no picture has an address.
func (r *resolver) unpublished(file, src string, known func() *diag.Words) *diag.Problem {
	if !strings.HasPrefix(src, "/") {
		return diag.Problemf(diag.UnknownFile, "%q is kept with the snapshots and not published", src).
			Because("put a copy beside them that readers may see")
	}
	return diag.Problemf(diag.UnknownFile, "no page publishes a picture at %q", src).Because("%s", r.hint(file, known, src))
}
