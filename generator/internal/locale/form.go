package locale

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-playground/locales"
)

// form is how a language writes what the library does not do, or not well.
type form struct {
	month, year    string     // layouts
	months         [12]string // names without a day
	clock          bool       // the library's time of day is right
	decimal, group string
	first, further int // sizes of the group next to the decimal sign and of those before it
	sparse         bool
	digits         rune // zero; 0 for '0'
}

func newForm(known knownLanguage, t locales.Translator) *form {
	f := &form{
		month: cmp.Or(known.month, "{month} {year}"), year: cmp.Or(known.year, "{year}"),
		clock:  clock.MatchString(t.FmtTimeShort(time.Date(2017, 1, 18, 14, 5, 0, 0, time.UTC))),
		sparse: known.sparse, digits: known.digits,
	}
	nominative := strings.Fields(known.nominative)
	for i := range f.months {
		if f.months[i] = t.MonthWide(time.Month(i + 1)); len(nominative) > 0 {
			f.months[i] = nominative[i]
		}
	}
	f.learn(cmp.Or(known.number, t.FmtNumber(1234567.5, 1)))
	return f
}

// learn reads the signs and the sizes of groups off 1234567.5 as it is written: 1.234.567,5 or 12,34,567.5.
// The library writes them nowhere else.
func (f *form) learn(sample string) {
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	signs := strings.FieldsFunc(sample, digit)
	groups := strings.FieldsFunc(sample, func(r rune) bool { return !digit(r) })
	last := len(signs) - 1
	f.decimal = signs[last]
	if last > 0 {
		f.group = signs[0]
		f.first = utf8.RuneCountInString(groups[last])
		f.further = utf8.RuneCountInString(groups[last-1])
	}
}
