package record

import (
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSV writes records as a table (RFC 4180, in UTF-8): a row with the names of the columns, then one row a record.
//
// # Formulas
//
// Spreadsheets run a cell as a formula that begins with = + - or @, some of them also where blanks or quotation marks stand before, and
// where these are of full width. Such a text gets an apostrophe in front, and so does a text that begins with one: whoever reads the
// file gets every text back by taking one apostrophe from the front of each cell that has one. There are no exceptions,
// and none are needed: no number or date of a record begins with any of these.
//
// # Lists
//
// The entries of a list have " | " between them. A | in an entry is doubled, so that a list can always be taken apart again.
type CSV struct {
	w   io.Writer
	row []byte
}

// NewCSV begins a table with the names of the columns.
func NewCSV(w io.Writer) (*CSV, error) {
	t := &CSV{w: w}
	return t, t.write(func(c column) string { return c.name })
}

// Write adds a row.
func (t *CSV) Write(r *Record) error {
	return t.write(func(c column) string { return guarded(c.cell(r)) })
}

func (t *CSV) write(cell func(column) string) error {
	t.row = t.row[:0]
	for i, c := range columns() {
		if i > 0 {
			t.row = append(t.row, ',')
		}
		t.row = appendCell(t.row, cell(c))
	}
	t.row = append(t.row, "\r\n"...)
	_, err := t.w.Write(t.row)
	return err
}

// column is a column of the table.
type column struct {
	name string
	cell func(*Record) string
}

// ColumnNames lists the names of the columns.
func ColumnNames() []string {
	var names []string
	for _, c := range columns() {
		names = append(names, c.name)
	}
	return names
}

// columns are the columns in their order. New ones are added behind the last.
func columns() []column {
	verdict := func(f func(*Verdict) string) func(*Record) string {
		return func(r *Record) string {
			if r.Verdict == nil {
				return ""
			}
			return f(r.Verdict)
		}
	}
	name := func(p Person) string { return p.Name }
	return []column{
		{"id", func(r *Record) string { return r.ID }},
		{"url", func(r *Record) string { return r.URL }},
		{"title", func(r *Record) string { return r.Title }},
		{"claim", func(r *Record) string { return r.Claim }},
		{"claim_short", func(r *Record) string { return r.ClaimShort }},
		{"quote", func(r *Record) string { return r.Quote }},
		{"claimants", func(r *Record) string { return list(r.Claimants, name) }},
		{"said", func(r *Record) string { return r.Said }},
		{"where", func(r *Record) string { return r.Where }},
		{"rating", func(r *Record) string { return r.Rating }},
		{"verdict", verdict(func(v *Verdict) string { return v.ID })},
		{"verdict_group", verdict(func(v *Verdict) string { return v.Group })},
		{"verdict_value", verdict(func(v *Verdict) string { return positive(v.Value) })},
		{"verdict_worst", verdict(func(v *Verdict) string { return positive(v.Worst) })},
		{"verdict_best", verdict(func(v *Verdict) string { return positive(v.Best) })},
		{"scale", verdict(func(v *Verdict) string { return v.Scale })},
		{"conclusion", func(r *Record) string { return r.Conclusion }},
		{"published", func(r *Record) string { return r.Published }},
		{"updated", func(r *Record) string { return r.Updated }},
		{"authors", func(r *Record) string { return list(r.Authors, name) }},
		{"topics", func(r *Record) string { return list(r.Topics, func(t Topic) string { return t.Title }) }},
		{"appearances", func(r *Record) string { return list(r.Appearances, func(a Appearance) string { return a.URL }) }},
		{"sources", func(r *Record) string { return list(r.Sources, func(s CSLItem) string { return s.URL }) }},
		{"publisher", func(r *Record) string { return r.Publisher.Name }},
		{"licence", func(r *Record) string { return r.Licence }},
		{"lang", func(r *Record) string { return r.Lang }},
	}
}

// positive writes a number, nothing where there is none.
func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// list joins what f gives of the entries, without those of which it gives nothing.
func list[T any](all []T, f func(T) string) string {
	var texts []string
	for _, entry := range all {
		if text := f(entry); text != "" {
			texts = append(texts, strings.ReplaceAll(text, "|", "||"))
		}
	}
	return strings.Join(texts, " | ")
}

// guarded puts an apostrophe before a text that a spreadsheet might take for a formula, and before one that begins with an apostrophe.
func guarded(text string) string {
	if text == "" || text[0] >= '0' && text[0] <= '9' || text[0] >= 'A' && text[0] <= 'Z' || text[0] >= 'a' && text[0] <= 'z' {
		return text
	}
	unseen := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Quotation_Mark, r) || r == '`'
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, unseen))
	if strings.ContainsRune("'\t\r\n", rune(text[0])) || strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", first) {
		return "'" + text
	}
	return text
}

// appendCell quotes a text where it must be. Line ends in it stay what they are, which encoding/csv would change.
func appendCell(row []byte, text string) []byte {
	if !strings.ContainsAny(text, ",\"\r\n") && strings.TrimSpace(text) == text {
		return append(row, text...)
	}
	row = append(row, '"')
	row = append(row, strings.ReplaceAll(text, `"`, `""`)...)
	return append(row, '"')
}
