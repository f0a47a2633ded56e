package claim

import (
	"path"
	"regexp"
	"strings"
	"unicode"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/markdown"
)

// Image is a picture of a claim, a person or an article.
type Image struct {
	Src    ImageSrc `yaml:"src,required"`
	Alt    *string  `yaml:"alt,blank"` // nil where it is missing; empty says that the picture is decoration
	Credit string   `yaml:"credit"`

	AltLang    config.Lang // of Alt in a translation that leaves it as it was, else ""
	CreditLang config.Lang // the same of Credit
}

// ImageSrc names a picture that is part of the site: a file beside the page's index.md, such as chart.png, or by its
// address the file beside another page, such as /articles/tour/chart.png. It is a name, not a URL: nothing is
// percent-encoded. Pictures of other sites are refused, since every reader's browser would call there.
//
// SVG is allowed: shown as a picture, its scripts do not run.
type ImageSrc string

var schemeForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*:|//)`)

// UnmarshalText reads the name of a picture.
func (i *ImageSrc) UnmarshalText(text []byte) error {
	s := string(text)
	if schemeForm.MatchString(s) {
		return diag.Problemf(diag.RemoteImage, "a page shows only pictures of its own site, not %q", s).
			Because("put the file beside the page's index.md and write its name")
	}
	if !staysInside(strings.TrimPrefix(s, "/")) {
		return diag.Problemf(diag.BadValue, "%q is not the name of a file", s).
			Because("write the name of a file beside the page's index.md, or an address such as /articles/tour/chart.png")
	}
	if !IsPicture(s) {
		return diag.Problemf(diag.BadImage, "%q is no picture that browsers show", s).
			Because("they show png, jpg, jpeg, gif, webp, avif and svg")
	}
	*i = ImageSrc(path.Clean(s))
	return nil
}

// IsPicture tells by its name whether a file is a picture that browsers show.
func IsPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg":
		return true
	}
	return false
}

// staysInside tells that a text is a relative path that does not leave its folder.
func staysInside(s string) bool {
	unfit := func(r rune) bool { return unicode.IsControl(r) || r == '\\' }
	ok := s != "" && !strings.HasPrefix(s, "/") && !strings.ContainsFunc(s, unfit)
	for part := range strings.SplitSeq(s, "/") {
		ok = ok && part != ".."
	}
	return ok
}

// validate asks for a description; without one, readers who cannot see the picture do not know what it shows.
func (i *Image) validate(at *doc.Positions, found *diag.Findings) {
	if i != nil && i.Src != "" && i.Alt == nil {
		found.Warn(at.At("image"), diag.Problemf(diag.NoAlt, "the picture has no description").
			Because(`add alt: what it shows, or alt: "" if it is decoration`))
	}
}

// remoteImages warns of pictures in a text that readers' browsers would get from other sites.
func remoteImages(body *markdown.Body, found *diag.Findings) {
	for i := range body.Links {
		if l := &body.Links[i]; l.Image && schemeForm.MatchString(l.URL) {
			found.Warn(l.At, diag.Problemf(diag.RemoteImage, "every reader's browser gets this picture from another site").
				Because("put the file beside the page's index.md and write its name"))
		}
	}
}
