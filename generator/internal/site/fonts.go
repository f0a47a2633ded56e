package site

import (
	"path"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
)

// fonts finds the fonts that site.yaml names.
func (r *resolver) fonts() {
	for i, name := range r.cfg.Fonts {
		at := slices.IndexFunc(r.site.Templates, func(f files.File) bool { return f.Path == name })
		if at < 0 {
			r.fail(config.FileName, r.cfg.Positions.At(claim.Path("fonts", i)),
				diag.Problemf(diag.UnknownFile, "there is no font %q", name).Because("%s", fontHint(name, r.site.Templates)))
			continue
		}
		r.site.Fonts = append(r.site.Fonts, r.site.Templates[at])
	}
}

// fontHint says where a font could be.
func fontHint(name string, templates []files.File) string {
	var known []string
	for _, f := range templates {
		if slices.Contains([]string{".ttf", ".otf", ".ttc"}, strings.ToLower(path.Ext(f.Path))) {
			known = append(known, f.Path)
		}
	}
	if len(known) == 0 {
		return "put it at templates/fonts/" + path.Base(name) + " and name it so"
	}
	return diag.DidYouMean(name, known)
}
