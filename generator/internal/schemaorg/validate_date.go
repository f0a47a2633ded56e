package schemaorg

import (
	"errors"
	"strings"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// date validates the value of a property that takes nothing but dates, moments or times of a day.
func (w *walker) date(p *property, n *doc.Node) {
	if _, ok := isoDate(n.Text); ok && p.takes&takesDate != 0 || p.takes&takesTime != 0 && isoTime(n.Text) {
		return
	}
	if p.takes&takesDate == 0 {
		w.add(diag.Error, n.At, diag.Problemf(diag.NotISODate, "%q is no time", n.Text).Because("write 09:30 or 09:30:00+01:00"))
		return
	}
	day, _, _ := strings.Cut(n.Text, "T")
	var why *diag.Problem
	if _, err := date.ParsePartial(day); errors.As(err, &why) { // it knows what is wrong with a day, and other ways of writing one
		w.add(diag.Error, n.At, &diag.Problem{Code: diag.NotISODate, Message: why.Message, Hint: why.Hint})
		return
	}
	w.add(diag.Error, n.At, diag.Problemf(diag.NotISODate, "%q is not a date", n.Text).Because("write 2017-01-18 or 2017-01-18T09:30:00+01:00"))
}

// isoDate reads a year, a month, a day, or the day of a moment.
func isoDate(text string) (date.Partial, bool) {
	day, clock, moment := strings.Cut(text, "T")
	year, rest, ok := digits(strings.TrimPrefix(day, "-"), 4) // before our era
	d := date.Partial{Year: year}
	hyphen := strings.HasPrefix(rest, "-")
	if ok && rest != "" {
		d.Month, rest, ok = digits(strings.TrimPrefix(rest, "-"), 2)
		ok = ok && d.Month >= 1 && d.Month <= 12
	}
	if ok && rest != "" {
		ok = hyphen == strings.HasPrefix(rest, "-") // 20170118 is one, too
		if ok {
			d.Day, rest, ok = digits(strings.TrimPrefix(rest, "-"), 2)
			ok = ok && d.Day >= 1 && d.Day <= date.Partial{Year: d.Year, Month: d.Month}.Last().Day
		}
	} else if d.Month != 0 && !hyphen {
		return d, false // 201701 would be the 17th of January in 1920
	}
	return d, ok && rest == "" && (!moment || d.Day != 0 && isoTime(clock))
}

// isoTime reads a time of day, with or without seconds and offset.
func isoTime(text string) bool {
	hour, rest, ok := digits(text, 2)
	colon := strings.HasPrefix(rest, ":")
	minute, rest, okMinute := digits(strings.TrimPrefix(rest, ":"), 2)
	if !ok || !okMinute || hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return false
	}
	if colon == strings.HasPrefix(rest, ":") && rest != "" && (colon || rest[0] >= '0' && rest[0] <= '9') {
		second, more, ok := digits(strings.TrimPrefix(rest, ":"), 2)
		if !ok || second > 60 { // 60 is a leap second
			return false
		}
		if fraction := strings.TrimLeft(more, ".,"); len(more)-len(fraction) == 1 {
			more = strings.TrimLeft(fraction, "0123456789")
			if len(more) == len(fraction) {
				return false
			}
		}
		rest = more
	}
	return rest == "" || rest == "Z" || isOffset(rest)
}

// isOffset reads +01:00, +0100 or +01.
func isOffset(text string) bool {
	if text[0] != '+' && text[0] != '-' {
		return false
	}
	hour, rest, ok := digits(text[1:], 2)
	if !ok || hour > 23 || rest == "" {
		return ok && hour <= 23
	}
	minute, rest, ok := digits(strings.TrimPrefix(rest, ":"), 2)
	return ok && minute <= 59 && rest == ""
}

// digits reads a number of just so many digits.
func digits(text string, n int) (value int, rest string, ok bool) {
	if len(text) < n {
		return 0, text, false
	}
	for i := range n {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, text, false
		}
		value = value*10 + int(c-'0')
	}
	return value, text[n:], true
}
