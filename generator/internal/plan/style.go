package plan

import (
	"fmt"
	"maps"
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
	a := assets{rules: scaleRules(s), sheets: map[string]theme.Asset{}, names: map[string]string{}}
	for _, file := range source.Assets() {
		switch {
		case file.Name == customStylesheet:
			a.custom = file.Content
		case isForEmbeds(file.Name) && !embeds(s):
		case path.Ext(file.Name) == ".css":
			a.sheets[file.Name] = file
		default:
			a.publish(file)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.sheets)) {
		a.finish(name)
	}
	slices.SortFunc(a.done, func(a, b Asset) int { return strings.Compare(a.Name, b.Name) })
	return a.done
}

// assets is what [Assets] is about.
type assets struct {
	rules  string // of the scales
	custom []byte
	sheets map[string]theme.Asset // not finished yet, by name

	done  []Asset
	names map[string]string // as published, by those in the theme
}

// publish gives a file its address.
func (a *assets) publish(file theme.Asset) {
	ext := path.Ext(file.Name)
	address := "/assets/" + strings.TrimSuffix(file.Name, ext) + "." + file.Sum.Short() + ext
	if file.Name == loader { // other sites name it
		address = loaderAddress
	}
	a.done = append(a.done, Asset{file, address})
	a.names[file.Name] = path.Base(address)
}

// finish publishes a style sheet, unless that is done, after those that it imports. Of sheets that import each other, one keeps a name under which
// there is no file.
func (a *assets) finish(name string) {
	sheet, ok := a.sheets[name]
	if !ok {
		return
	}
	delete(a.sheets, name)
	switch name {
	case stylesheet, embedStylesheet:
		sheet.Content = slices.Concat(sheet.Content, []byte(a.rules), a.custom)
	case listsStylesheet:
		sheet.Content = slices.Concat(sheet.Content, []byte("\n"), a.custom)
	}
	sheet.Content = css.Compact(css.Refer(sheet.Content, func(address string) string { return a.published(name, address) }))
	sheet.Sum = digest.Bytes(sheet.Content)
	a.publish(sheet)
}

// published is the address under which a sheet finds the file that it names.
func (a *assets) published(sheet, address string) string {
	u, file := theme.AssetBeside(sheet, address)
	if file == "" {
		return address
	}
	a.finish(file)
	name, ok := a.names[file]
	if !ok {
		return address
	}
	u.Path, u.RawPath = path.Join(path.Dir(u.Path), name), ""
	return u.String()
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
	for _, r := range newRatings(s, nil).all {
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
