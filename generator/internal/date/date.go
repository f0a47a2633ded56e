// Package date holds the dates people write about evidence.
//
// A [Partial] is what is known of a day: 2017, 2017-01 or 2017-01-18 (ISO 8601, the Gregorian
// calendar). It is never completed and never converted between zones.
//
// A [Stamp] is when something was published: a day, which means 00:00 in the site's zone,
// or a moment as RFC 3339 has it (https://www.rfc-editor.org/rfc/rfc3339).
package date

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/pack"
)

// Partial is a year, a month or a day. The zero Partial is no date.
type Partial struct{ Year, Month, Day int }

// ParsePartial reads 2017, 2017-01 or 2017-01-18; the error is a [diag.Problem].
func ParsePartial(s string) (Partial, error) {
	var p Partial
	parts := strings.Split(s, "-")
	sizes := []int{4, 2, 2}
	if len(parts) > 3 {
		return p, shape(s)
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || len(part) != sizes[i] {
			return Partial{}, shape(s)
		}
		*[]*int{&p.Year, &p.Month, &p.Day}[i] = int(n)
	}
	if err := p.check(len(parts), s); err != nil {
		return Partial{}, err
	}
	return p, nil
}

func shape(s string) error {
	p := diag.Problemf(diag.BadDate, "%q is not a date", s)
	if r := reorder(s); r != "" {
		return p.Because("write %s", r)
	}
	return p.Because("write 2017, 2017-01 or 2017-01-18")
}

// reorder recognises the commonest other ways of writing a day, where they cannot mean two things.
func reorder(s string) string {
	for _, layout := range []string{"2006/01/02", "2006.01.02", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", "2006-1-2", "January 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			if layout == "January 2006" {
				return t.Format("2006-01")
			}
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

func (p Partial) check(parts int, s string) error {
	switch {
	case p.Year == 0:
		return diag.Problemf(diag.BadDate, "there is no year 0000")
	case parts > 1 && (p.Month < 1 || p.Month > 12):
		return diag.Problemf(diag.BadDate, "there is no month %q: a year has 12", s)
	case parts > 2 && (p.Day < 1 || p.Day > daysIn(p.Year, p.Month)):
		return diag.Problemf(diag.BadDate, "there is no day %q: that month has %d days", s, daysIn(p.Year, p.Month))
	}
	return nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero tells that no date was given.
func (p Partial) IsZero() bool { return p == Partial{} }

// String gives the date as it was written.
func (p Partial) String() string {
	if p.IsZero() {
		return ""
	}
	text := appendPadded(make([]byte, 0, len("2017-01-18")), p.Year, 4)
	if p.Month != 0 {
		text = appendPadded(append(text, '-'), p.Month, 2)
		if p.Day != 0 {
			text = appendPadded(append(text, '-'), p.Day, 2)
		}
	}
	return string(text)
}

// appendPadded writes a number with zeros before it. Pages have many dates, and fmt takes ten times as long.
func appendPadded(text []byte, n, width int) []byte {
	for bound := 10; width > 1; width-- {
		if 0 <= n && n < bound { // an impossible date is written too, in messages
			text = append(text, '0')
		}
		bound *= 10
	}
	return strconv.AppendInt(text, int64(n), 10)
}

// First is the first day the date may mean.
func (p Partial) First() Partial {
	return Partial{p.Year, max(p.Month, 1), max(p.Day, 1)}
}

// Last is the last day the date may mean.
func (p Partial) Last() Partial {
	month := p.Month
	if month == 0 {
		month = 12
	}
	if p.Day != 0 {
		return p
	}
	return Partial{p.Year, month, daysIn(p.Year, month)}
}

// Compare orders by first possible day.
func (p Partial) Compare(q Partial) int {
	p, q = p.First(), q.First()
	return cmp.Or(cmp.Compare(p.Year, q.Year), cmp.Compare(p.Month, q.Month), cmp.Compare(p.Day, q.Day))
}

// Before tells that one date comes before another, whatever days the two may mean. No date is before or after none.
func (p Partial) Before(q Partial) bool {
	return !p.IsZero() && !q.IsZero() && p.Compare(q) < 0 && p.Last().Compare(q) < 0
}

// In is the first moment of the first possible day in a zone: 00:00, or later where the clocks skip that hour.
func (p Partial) In(zone *time.Location) time.Time {
	f := p.First()
	t := time.Date(f.Year, time.Month(f.Month), f.Day, 0, 0, 0, 0, zone)
	if Of(t).Compare(f) < 0 { // 00:00 was taken for 23:00 of the day before
		_, t = t.ZoneBounds()
	}
	return t
}

// Of is the day of a moment in the moment's own zone.
func Of(t time.Time) Partial {
	return Partial{t.Year(), int(t.Month()), t.Day()}
}

// MarshalText gives the date as it was written.
func (p Partial) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a date that was typed.
func (p *Partial) UnmarshalText(text []byte) error {
	v, err := ParsePartial(string(text))
	if err == nil {
		*p = v
	}
	return err
}

// Stamp is a day, or a moment. The zero Stamp is no date.
type Stamp struct {
	Day    Partial   // a whole day; zero where Moment is set
	Moment time.Time // with the offset it was written with
	Text   string    // of the moment, as it was written
}

// ParseStamp reads 2026-11-22 or 2026-11-22T09:30:00+01:00; the error is a [diag.Problem].
func ParseStamp(s string) (Stamp, error) {
	if len(s) > len(time.DateOnly) && strings.ContainsAny(s, "Tt ") && s[0] >= '0' && s[0] <= '9' && reorder(s) == "" {
		return parseMoment(s)
	}
	day, err := ParsePartial(s)
	if err != nil {
		return Stamp{}, err
	}
	if day.Day == 0 {
		return Stamp{}, diag.Problemf(diag.BadDate, "%q is not a day", s).Because("here the day is needed, such as %s", day.First())
	}
	return Stamp{Day: day}, nil
}

// momentForm is stricter than time.Parse, which takes 9:30, a decimal comma and offsets of 24 hours.
var momentForm = regexp.MustCompile(`^[\d-]{10}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

func parseMoment(s string) (Stamp, error) {
	t, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil || !momentForm.MatchString(s):
		return Stamp{}, diag.Problemf(diag.BadDate, "%q is not a moment", s).Because("write 2026-11-22 or 2026-11-22T09:30:00+01:00")
	case t.Year() == 0 || t.IsZero():
		return Stamp{}, diag.Problemf(diag.BadDate, "%q is before all records", s)
	}
	_, offset := t.Zone()
	return Stamp{Moment: t.In(time.FixedZone("", offset)), Text: s}, nil // not Local, which depends on the machine
}

// IsZero tells that no date was given.
func (s Stamp) IsZero() bool { return s.Day.IsZero() && s.Moment.IsZero() }

// In is the moment itself, or 00:00 of the day in the zone; always expressed in that zone.
func (s Stamp) In(zone *time.Location) time.Time {
	switch {
	case !s.Moment.IsZero():
		return s.Moment.In(zone)
	case !s.Day.IsZero():
		return s.Day.In(zone)
	default:
		return time.Time{}
	}
}

// String gives the stamp as it was written.
func (s Stamp) String() string {
	switch {
	case s.Moment.IsZero():
		return s.Day.String()
	case s.Text != "":
		return s.Text
	default:
		return s.Moment.Format(time.RFC3339)
	}
}

// AppendPacked writes the stamp for the cache.
func (s *Stamp) AppendPacked(b []byte) []byte {
	return pack.AppendString(b, s.String())
}

// UnpackFrom reads what AppendPacked wrote.
func (s *Stamp) UnpackFrom(r *pack.Reader) {
	text := r.String()
	if text == "" {
		return
	}
	var err error
	if *s, err = ParseStamp(text); err != nil {
		r.Fail()
	}
}

// MarshalText gives the stamp as it was written.
func (s Stamp) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a stamp that was typed.
func (s *Stamp) UnmarshalText(text []byte) error {
	v, err := ParseStamp(string(text))
	if err == nil {
		*s = v
	}
	return err
}
