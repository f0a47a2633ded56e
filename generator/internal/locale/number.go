package locale

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// decimal is the text of a number in its parts.
type decimal struct {
	negative        bool
	whole, fraction string
}

// parse reads a plain decimal such as -14.20.
func parse(s string) (d decimal, ok bool) {
	s, d.negative = strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	d.whole, d.fraction = whole, fraction
	return d, digits(whole) && (!point || digits(fraction))
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Number writes a decimal that was typed as 1234.50 is. It is not ok where the text is something else.
func (l Locale) Number(typed string) (s string, ok bool) {
	d, ok := parse(typed)
	if !ok || !l.known {
		return l.signed(d.negative, strings.TrimPrefix(typed, "-")), ok
	}
	s = l.grouped(d.whole)
	if d.fraction != "" {
		s += l.form.decimal + d.fraction
	}
	return l.signed(d.negative, l.native(s)), true
}

func (l Locale) signed(negative bool, s string) string {
	if negative {
		return l.isolated("−" + s)
	}
	return s
}

// grouped puts the group sign between digits.
func (l Locale) grouped(whole string) string {
	f, least := l.form, l.form.first
	if f.sparse {
		least++
	}
	if f.group == "" || len(whole) <= least {
		return whole
	}
	last := len(whole) - f.first
	var b strings.Builder
	from := 0
	for to := (last-1)%f.further + 1; to <= last; to += f.further {
		b.WriteString(whole[from:to])
		b.WriteString(f.group)
		from = to
	}
	b.WriteString(whole[last:])
	return b.String()
}

// Plural names the form that a decimal asks for: zero, one, two, few, many or other
// (https://cldr.unicode.org/index/cldr-spec/plural-rules). It is not ok where the text is no decimal.
func (l Locale) Plural(typed string) (category string, ok bool) {
	d, ok := parse(typed)
	if !ok {
		return "", false
	}
	trimmed := strings.TrimRight(d.fraction, "0")
	form := plural.Cardinal.MatchPlural(l.tag, operand(d.whole), len(d.fraction), len(trimmed), operand(d.fraction), operand(trimmed))
	return Categories()[form], true
}

// Categories are the names of plural forms, the one that every language has first.
func Categories() []string {
	return []string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
}

// Categories lists the forms that the language has for whole numbers, "other" among them: one and other in English, all six in
// Arabic.
func (l Locale) Categories() []string {
	const enough = 200 // no rule for whole numbers up to a million looks at more
	var has []string
	for n := range enough {
		if category, _ := l.Plural(strconv.Itoa(n)); !slices.Contains(has, category) {
			has = append(has, category)
		}
	}
	if !slices.Contains(has, "other") {
		has = append(has, "other")
	}
	slices.SortFunc(has, func(a, b string) int { return slices.Index(Categories(), a) - slices.Index(Categories(), b) })
	return has
}

// operand is the value of digits, or of the last of them where they are many: no rule looks at more.
func operand(digits string) int {
	const enough = 9
	if len(digits) > enough {
		digits = "1" + digits[len(digits)-enough+1:]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0 // no digits
	}
	return n
}
