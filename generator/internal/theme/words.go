package theme

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/rivo/uniseg"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/locale"
)

// partial brings the kinds of dates to one. A moment is its day in the site's zone.
func (f functions) partial(function string, d any) (date.Partial, error) {
	if p, ok := d.(date.Partial); ok {
		return p, nil
	}
	moment, err := f.moment(function, d)
	if err != nil || moment.IsZero() {
		return date.Partial{}, err
	}
	return date.Of(moment), nil
}

// moment gives a moment in the site's zone.
func (f functions) moment(function string, d any) (time.Time, error) {
	switch d := d.(type) {
	case date.Stamp:
		return d.In(f.Zone), nil
	case time.Time:
		if d.IsZero() {
			return d, nil
		}
		return d.In(f.Zone), nil
	case nil:
		return time.Time{}, nil
	default:
		return time.Time{}, wrong(function, 1, d, "a date")
	}
}

func (f functions) date(d any) (string, error) {
	p, err := f.partial("date", d)
	if err != nil {
		return "", err
	}
	return f.locale.Date(p), nil
}

func (f functions) isodate(d any) (string, error) {
	p, err := f.partial("isodate", d)
	return p.String(), err
}

func (f functions) time(d any) (string, error) {
	if _, ok := d.(date.Partial); ok {
		return "", nil
	}
	t, err := f.moment("time", d)
	if hour, minute, second := t.Clock(); err != nil || hour+minute+second == 0 {
		return "", err
	}
	return f.locale.Time(t), nil
}

func (f functions) number(n any) (string, error) {
	s, ok := typed(n)
	if ok && s == "" {
		return "", nil
	}
	written, isNumber := f.locale.Number(s)
	if !ok || !isNumber {
		return "", wrong("number", 1, n, "a decimal number")
	}
	return written, nil
}

// plural takes the forms for one and for the rest, or each after its name.
func (f functions) plural(n any, forms ...any) (string, error) {
	s, _ := typed(n)
	category, ok := f.locale.Plural(s)
	if !ok {
		return "", wrong("plural", 1, n, "a number")
	}
	texts := make([]string, len(forms))
	for i, form := range forms {
		if texts[i], ok = text(form); !ok {
			return "", wrong("plural", i+2, form, "a text")
		}
	}
	switch {
	case len(texts) == 2 && (category == "one" || s == "1"):
		return texts[0], nil
	case len(texts) == 2:
		return texts[1], nil
	default:
		return named(texts, category)
	}
}

// named finds the form for a category, or that for all others.
func named(forms []string, category string) (string, error) {
	chosen, found, other := "", false, false
	for i := 0; i+1 < len(forms); i += 2 {
		name, form := forms[i], forms[i+1]
		if !slices.Contains(locale.Categories(), name) {
			return "", diag.Problemf(diag.TemplateFailed, "plural: argument %d is %q, which names no form", i+2, name).
				Because("%s", diag.DidYouMean(name, locale.Categories()))
		}
		other = other || name == "other"
		if name == category || name == "other" && !found {
			chosen, found = form, name == category
		}
	}
	if len(forms)%2 != 0 || !other {
		return "", diag.Problemf(diag.TemplateFailed, "plural: the forms are incomplete").
			Because(`write plural N "claim" "claims", or names with forms, "other" among them: plural N "one" "claim" "other" "claims"`)
	}
	return chosen, nil
}

func dir(lang any) (string, error) {
	s, ok := text(lang)
	if !ok {
		return "", wrong("dir", 1, lang, "a language")
	}
	return locale.Direction(s), nil
}

func hasPrefix(whole, start any) (bool, error) {
	w, ok := text(whole)
	if !ok {
		return false, wrong("hasPrefix", 1, whole, "a text")
	}
	s, ok := text(start)
	if !ok {
		return false, wrong("hasPrefix", 2, start, "a text")
	}
	return strings.HasPrefix(w, s), nil
}

// truncate counts what readers take for a character (https://unicode.org/reports/tr29/) and cuts none in two.
func truncate(n, whole any) (string, error) {
	most, err := count("truncate", 1, n)
	if err != nil {
		return "", err
	}
	s, ok := text(whole)
	switch {
	case !ok:
		return "", wrong("truncate", 2, whole, "a text")
	case len(s) <= most || uniseg.GraphemeClusterCount(s) <= most:
		return s, nil
	case most == 0:
		return "", nil
	}
	end, state := 0, -1
	for range most - 1 {
		var cluster string
		cluster, _, _, state = uniseg.FirstGraphemeClusterInString(s[end:], state)
		end += len(cluster)
	}
	cut := s[:end]
	// Scripts without spaces are cut anywhere; so is a word that would leave less than half.
	if space := strings.LastIndexFunc(s[:end+1], unicode.IsSpace); space > end/2 {
		cut = s[:space]
	}
	return strings.TrimRightFunc(cut, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—", r) }) + "…", nil
}
