package plan

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/css"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// The style sheets of the theme. The rules of the scales are added to the first and the last of them, and to all that a site has of its own,
// so that it stands behind every rule of the theme on every page.
const (
	stylesheet      = "style.css"
	listsStylesheet = "lists.css" // comes after style.css, on pages other than checks
	embedStylesheet = "embed.css"

	customStylesheet = "custom.css" // the site's own, which is not published by itself
)

// Asset is a file of the theme with its address, which changes with its content.
type Asset struct {
	theme.Asset
	URL string // site-relative
}

// Assets names the theme's files by their content, and finishes its style sheets: with the verdicts' colours and what the site adds, with
// the names that the files have that they refer to, and small.
func Assets(s *site.Site, source *theme.Source) []Asset {
	var all []Asset
	var sheets []theme.Asset
	var custom []byte
	names := map[string]string{} // as published, by those in the theme
	for _, a := range source.Assets() {
		switch {
		case a.Name == customStylesheet:
			custom = a.Content
		case isForEmbeds(a.Name) && !embeds(s):
		case path.Ext(a.Name) == ".css":
			sheets = append(sheets, a)
		default:
			all = append(all, published(a))
			names[a.Name] = path.Base(all[len(all)-1].URL)
		}
	}
	rules := scaleRules(s)
	for _, a := range sheets {
		a.Content = finished(a, rules, custom, names)
		a.Sum = digest.Bytes(a.Content)
		all = append(all, published(a))
	}
	slices.SortFunc(all, func(a, b Asset) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// published gives a file its address.
func published(a theme.Asset) Asset {
	if a.Name == loader { // other sites name it
		return Asset{a, loaderAddress}
	}
	ext := path.Ext(a.Name)
	return Asset{a, "/assets/" + strings.TrimSuffix(a.Name, ext) + "." + a.Sum.Short() + ext}
}

// finished is a style sheet as it is published.
func finished(sheet theme.Asset, rules string, custom []byte, names map[string]string) []byte {
	content := sheet.Content
	switch sheet.Name {
	case stylesheet, embedStylesheet:
		content = slices.Concat(content, []byte(rules), custom)
	case listsStylesheet:
		content = slices.Concat(content, []byte("\n"), custom)
	}
	return css.Compact(css.Refer(content, func(address string) string {
		name := address
		if i := strings.IndexAny(address, "?#"); i >= 0 {
			name = address[:i]
		}
		hashed, ok := names[path.Join(path.Dir(sheet.Name), name)]
		if !ok || strings.HasPrefix(name, "/") {
			return address
		}
		return path.Join(path.Dir(name), hashed) + address[len(name):]
	}))
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
