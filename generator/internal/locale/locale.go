// Package locale writes dates, times and numbers as a language does, and counts as it does.
//
// A [Locale] is a language, named by its BCP 47 tag, and made once. A regional form that is not known is written as
// its parents in CLDR are: es-MX as Latin American Spanish, de-LU as German. Plain English is not that of
// the United States: 18 January 2017, which is en-GB; en-US gives January 18, 2017.
//
// # Dates
//
// A date is never completed: what is known to the month is written as month and year, in the form the language has for
// that (январь 2017 г. beside 18 января 2017 г.). A month is always a word, or a number that a sign marks
// as one (2017年1月): a row of numbers could be misread for another day. The calendar is the Gregorian.
//
// # Numbers
//
// A number is a decimal as it was typed. It is grouped and gets the language's decimal sign; no digit is added, dropped or
// rounded, so 14.20 is 14,20 in German. Negative ones get a minus sign, not a hyphen.
//
// # Digits
//
// Digits are those CLDR names as the language's default: Persian, Bengali, Marathi, Nepali and Burmese have their own,
// and so has Arabic with most regions of the east (ar-EG, ar-SA, ar-IQ), while plain ar, the Maghreb's and all other
// languages have 0 to 9. It holds for dates, times and numbers alike.
//
// # Languages not known
//
// A language that is not known gets dates as 2017-01-18, times as 14:05 and numbers as typed, which nobody misreads. Plural
// forms are known of all languages that CLDR knows.
//
// # Direction
//
// In a text from right to left, what has no letters of that language (2017-01-18, −5, UTC+1) would fall apart into
// numbers in the wrong order. It is put into an isolate (https://unicode.org/reports/tr9/#Explicit_Directional_Isolates).
package locale

import (
	"slices"
	"strings"

	"github.com/go-playground/locales"
	"golang.org/x/text/language"
)

// Locale is a language with its forms. It is immutable and safe for concurrent use; the zero Locale knows no language.
type Locale struct {
	tag        language.Tag
	known      bool
	form       *form // set where known
	translator locales.Translator
	rtl        bool
}

// New finds the forms of a language.
func New(tag string) Locale {
	l := Locale{tag: language.Make(tag), rtl: Direction(tag) == "rtl"}
	all := languages()
	for t := l.tag; t != language.Und; t = t.Parent() {
		name := t.String()
		if i := slices.IndexFunc(all, func(known knownLanguage) bool { return known.tag == name }); i >= 0 {
			l.translator = all[i].open()
			l.form, l.known = newForm(all[i], l.translator), true
			break
		}
	}
	return l
}

// Direction tells which way a language is written: ltr or rtl.
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	if slices.Contains([]string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// WithTerritory gives a language with the country it is written for, as in en_GB; where a tag names none, that where most of its readers
// live. It is empty for a language of no country.
func WithTerritory(tag string) string {
	t := language.Make(tag)
	base, _ := t.Base()
	region, confidence := t.Region()
	if t.IsRoot() || confidence == language.No || !region.IsCountry() {
		return ""
	}
	return base.String() + "_" + region.String()
}

// isolated keeps the order of a text that is written from left to right.
func (l Locale) isolated(s string) string {
	const start, end = "\u2066", "\u2069"
	if !l.rtl {
		return s
	}
	return start + s + end
}

// native writes the digits of a text as the language does.
func (l Locale) native(s string) string {
	zero := l.form.digits
	if zero == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}
