package claim

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"assay/generator/internal/doc"
)

var (
	cslTag     = regexp.MustCompile(`(?i)</?(?:i|b|em|strong|sc|sub|sup|span|p|br)\s*/?>|<span\s+(?:class|style)=[^<>]*>`)
	cslPower   = regexp.MustCompile(`(?i)<sup>\s*([0-9+−-]+)\s*</sup>`)
	superDigit = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻")
)

// plainText gives a text of CSL-JSON without its markup: the few tags of HTML that reference managers write in titles
// and its entities. A raised number stays raised, since 10<sup>6</sup> is not 106. Other angle brackets are meant.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = cslPower.ReplaceAllStringFunc(s, func(m string) string { return superDigit.Replace(cslPower.FindStringSubmatch(m)[1]) })
		s = cslTag.ReplaceAllString(s, "")
		s = html.UnescapeString(s)
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }), " ")
}

// names gives the people a source is by, as one text.
func (r *cslReader) names(item *doc.Node, key string) *doc.Node {
	list := cslField(item, key)
	if list == nil {
		return nil
	}
	if list.Kind != doc.List {
		r.wrongType(list, key, "a list of names")
		return broken(list.At)
	}
	var names []string
	for _, n := range list.Items {
		switch {
		case n.Kind == doc.Null:
		case n.Kind != doc.Map:
			r.wrongType(n, "a name in "+key, "a mapping")
		default:
			if name := r.name(n); name != "" {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return scalar(list.At, strings.Join(names, ", "))
}

// name writes a name as it is spoken.
func (r *cslReader) name(n *doc.Node) string {
	part := func(key string) string {
		if v := r.text(n, key); v != nil {
			return v.Text
		}
		return ""
	}
	if literal := part("literal"); literal != "" {
		return literal
	}
	given, family := part("given"), part("family")
	dropping, fixed, suffix := part("dropping-particle"), part("non-dropping-particle"), part("suffix")
	if eastAsian(family) && eastAsian(given) {
		return family + given
	}
	name := given
	for _, next := range []string{dropping, fixed, family, suffix} {
		name = joined(name, next)
	}
	return name
}

// joined puts a space between two parts of a name, but not behind particles such as d’ and al-.
func joined(a, b string) string {
	if a == "" || b == "" || strings.HasSuffix(a, "’") || strings.HasSuffix(a, "'") || strings.HasSuffix(a, "-") {
		return a + b
	}
	return a + " " + b
}

// eastAsian tells a name in a script whose names have the family first and no spaces.
func eastAsian(s string) bool {
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return false
		}
	}
	return s != ""
}
