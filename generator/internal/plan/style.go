package plan

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/css"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// The style sheets that the rules of the scales are added to.
const (
	stylesheet      = "style.css"
	embedStylesheet = "embed.css"
)

// Asset is a file of the theme with its address, which changes with its content.
type Asset struct {
	theme.Asset
	URL string // site-relative
}

// Assets names the theme's files by their content, adds the verdicts' colours to the style sheets, and makes these small.
func Assets(s *site.Site, source *theme.Source) []Asset {
	var all []Asset
	for _, a := range source.Assets() {
		if isForEmbeds(a.Name) && !embeds(s) {
			continue
		}
		if a.Name == stylesheet || a.Name == embedStylesheet {
			a.Content = append(a.Content[:len(a.Content):len(a.Content)], scaleRules(s)...)
		}
		if path.Ext(a.Name) == ".css" {
			a.Content = css.Compact(a.Content)
			a.Sum = digest.Bytes(a.Content)
		}
		if a.Name == loader { // other sites name it
			all = append(all, Asset{a, loaderAddress})
			continue
		}
		ext := path.Ext(a.Name)
		all = append(all, Asset{a, "/assets/" + strings.TrimSuffix(a.Name, ext) + "." + a.Sum.Short() + ext})
	}
	return all
}

// Environment is what the functions of templates know of a site.
func Environment(s *site.Site, assets []Asset) theme.Env {
	env := theme.Env{BasePath: s.Base.Path(), BaseURL: string(s.Base), Root: s.Root, Lang: string(s.Config.Lang), Zone: s.Zone, Assets: map[string]string{}, Messages: s.Messages}
	for _, a := range assets {
		env.Assets[a.Name] = a.URL
	}
	return env
}

// scaleRules are the style rules that give each verdict its colour, and the text on it enough contrast.
func scaleRules(s *site.Site) string {
	var b strings.Builder
	b.WriteByte('\n')
	for _, r := range newRatings(s.Scales, s.Versions, nil).all {
		fmt.Fprintf(&b, ".%s{--verdict:%s;--verdict-text:%s}\n", verdictClass(r.scale.ID, r.verdict.ID), r.verdict.Colour, textOn(r.verdict.Colour))
	}
	return b.String()
}

// textOn gives the text colour that reads better on a background: one of the two always has a contrast
// of 4.5 : 1 or more (https://www.w3.org/TR/WCAG22/#contrast-minimum).
func textOn(background claim.Colour) string {
	l := luminance(background)
	if 1.05/(l+0.05) >= (l+0.05)/0.05 {
		return "#ffffff"
	}
	return "#000000"
}

// luminance is the relative luminance of an sRGB colour (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
func luminance(c claim.Colour) float64 {
	l := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(string(c)[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return 0
		}
		x := float64(n) / 255
		if x <= 0.04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+0.055)/1.055, 2.4)
		}
		l += weight * x
	}
	return l
}
