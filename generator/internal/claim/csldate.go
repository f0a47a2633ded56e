package claim

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// date gives a date of an item as sources.yaml would have it, nil where there is none. Of a range it is what both ends share.
// Seasons are too vague for a month; a text that is no date, such as "forthcoming", says nothing of the day.
func (r *cslReader) date(item *doc.Node, key string) *doc.Node {
	v := cslField(item, key)
	if v != nil && v.Kind == doc.List && len(v.Items) == 1 { // citeproc takes a list of one date, too
		v = v.Items[0]
	}
	switch {
	case v == nil || v.Kind == doc.Null:
		return nil
	case v.Kind == doc.Scalar && !v.Plain:
		return r.written(v, true)
	case v.Kind != doc.Map:
		r.wrongType(v, key, "a date such as {\"date-parts\": [[2016, 9, 1]]}")
		return broken(v.At)
	}
	if parts := cslField(v, "date-parts"); parts != nil {
		return r.dateParts(parts)
	}
	for _, name := range []string{"raw", "edtf"} {
		if text := r.raw(v, name); text != nil {
			return r.written(text, true)
		}
	}
	if text := r.raw(v, "literal"); text != nil {
		return r.written(text, false)
	}
	return nil
}

// dateParts reads [[year, month, day]], with numbers or texts for numbers, and a second date where it is a range.
func (r *cslReader) dateParts(n *doc.Node) *doc.Node {
	if n.Kind != doc.List {
		r.wrongType(n, "date-parts", "a list such as [[2016, 9, 1]]")
		return broken(n.At)
	}
	ends := n.Items
	if len(ends) > 0 && ends[0].Kind == doc.Scalar { // [2016, 9, 1], as some programs write it
		ends = []*doc.Node{n}
	}
	var dates []cslDate
	for _, end := range ends {
		d, ok := r.numbers(end)
		d.at = end.At
		if !ok {
			return broken(n.At)
		}
		if d.Year != 0 { // 0 is an open end
			dates = append(dates, d)
		}
	}
	return r.shared(dates)
}

// cslDate is a date before it is checked. A month or day of 0 is not known.
type cslDate struct {
	date.Partial
	at diag.At
}

// numbers reads [year, month, day].
func (r *cslReader) numbers(n *doc.Node) (d cslDate, ok bool) {
	if n.Kind != doc.List || len(n.Items) > 3 {
		r.wrongType(n, "a date", "a list of year, month and day")
		return d, false
	}
	for i, part := range n.Items {
		text := strings.TrimSpace(part.Text)
		if part.Kind == doc.Null || part.Kind == doc.Scalar && text == "" {
			break
		}
		number, err := strconv.Atoi(text)
		if part.Kind != doc.Scalar || err != nil {
			r.fail(part.At, diag.Problemf(diag.BadDate, "the %s of a date must be a whole number", []string{"year", "month", "day"}[i]))
			return d, false
		}
		*[]*int{&d.Year, &d.Month, &d.Day}[i] = number
	}
	return d, true
}

// shared gives a date, or what the ends of a range share.
func (r *cslReader) shared(dates []cslDate) *doc.Node {
	if len(dates) == 0 {
		return nil
	}
	first, last := dates[0].withoutSeason(), dates[len(dates)-1].withoutSeason()
	for _, d := range []cslDate{first, last} {
		if d.Year < 0 {
			r.found.Warn(d.at, diag.Problemf(diag.BadDate, "the year %d is left out", d.Year).Because("a date begins with the year 1"))
			return nil
		}
		if _, err := date.ParsePartial(d.String()); err != nil {
			return scalar(d.at, d.String()) // decoding it says what is wrong
		}
	}
	switch {
	case first.Year != last.Year:
		r.found.Warn(first.at, diag.Problemf(diag.BadDate, "the range from %s to %s is left out", first, last).Because("a source has one date"))
		return nil
	case first.Month != last.Month:
		first.Month, first.Day = 0, 0
	case first.Day != last.Day:
		first.Day = 0
	}
	return scalar(first.at, first.String())
}

// withoutSeason drops a season that stands in the month's place: 13 to 16 with some programs, 21 to 24 in EDTF.
func (d cslDate) withoutSeason() cslDate {
	if d.Day == 0 && (d.Month >= 13 && d.Month <= 16 || d.Month >= 21 && d.Month <= 24) {
		d.Month = 0
	}
	return d
}

// isoDate is 2016-9-1 with less behind, as far as it is known; EDTF marks what is doubtful with ? ~ and %.
var isoDate = regexp.MustCompile(`^(-\d{1,5}|\d{4,5})(?:-(\d{1,2}|XX)(?:-(\d{1,2}|XX))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?[?~%]?$`)

// written reads a date or a range that is written out. Where it should be one, a text that is none gets a warning.
func (r *cslReader) written(n *doc.Node, should bool) *doc.Node {
	if n.Kind == doc.Broken {
		return n
	}
	texts := strings.Split(n.Text, "/")
	if _, ok := writtenDate(n.Text); ok {
		texts = []string{n.Text} // 2016/09/01 is no range
	}
	var dates []cslDate
	for _, text := range texts {
		d, ok := writtenDate(strings.TrimSpace(text))
		if !ok {
			if should {
				r.found.Warn(n.At, diag.Problemf(diag.BadDate, "%q is not a date and is left out", n.Text).Because("write 2017, 2017-01 or 2017-01-18"))
			}
			return nil
		}
		if d.at = n.At; d.Year != 0 {
			dates = append(dates, d)
		}
	}
	return r.shared(dates)
}

func writtenDate(s string) (cslDate, bool) {
	if s == "" || s == ".." { // nothing, or an open end
		return cslDate{}, true
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		var d cslDate
		for i, number := range []*int{&d.Year, &d.Month, &d.Day} {
			*number, _ = strconv.Atoi(m[i+1]) // XX is not known
		}
		return d, true
	}
	for _, layout := range []string{"2006/1/2", "2006.1.2", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return cslDate{Partial: date.Of(t)}, true
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return cslDate{Partial: date.Partial{Year: t.Year(), Month: int(t.Month())}}, true
		}
	}
	return cslDate{}, false
}
