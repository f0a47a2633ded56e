package locale

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/date"
)

// Date writes what is known of a day: 18 January 2017, January 2017 or 2017; nothing where there is no date.
func (l Locale) Date(p date.Partial) string {
	switch {
	case p.IsZero():
		return ""
	case !l.known:
		return l.isolated(p.String())
	case p.Month == 0:
		return l.fill(l.form.year, p)
	case p.Day == 0:
		return l.fill(l.form.month, p)
	default:
		return l.native(l.translator.FmtDateLong(p.In(time.UTC)))
	}
}

// fill puts the parts of a date into a layout.
func (l Locale) fill(layout string, p date.Partial) string {
	s := strings.Replace(layout, "{year}", strconv.Itoa(p.Year), 1)
	if p.Month > 0 {
		s = strings.Replace(s, "{month}", l.form.months[p.Month-1], 1)
		s = strings.Replace(s, "{number}", strconv.Itoa(p.Month), 1)
	}
	return l.native(s)
}

// clock matches the times that the library writes reliably. Of some languages it forgets which half of the day it is.
var clock = regexp.MustCompile(`(?i)^(14(:|\.| h )05|2:05 [ap]\.?m\.?)$`)

// Time writes a moment's time of day in its own zone, and how far that is from UTC: 14:05 UTC+1.
func (l Locale) Time(t time.Time) string {
	s := t.Format("15:04")
	if l.known && l.form.clock {
		s = l.native(l.translator.FmtTimeShort(t))
	}
	_, offset := t.Zone()
	return s + "\u00a0" + l.isolated(zone(offset))
}

// zone names a zone by its offset, in seconds: names such as IST mean several.
func zone(offset int) string {
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	minutes := offset / 60
	switch {
	case minutes == 0:
		return "UTC"
	case minutes%60 == 0:
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	default:
		return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
	}
}
