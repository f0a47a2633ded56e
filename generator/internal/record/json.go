package record

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
)

// WriteJSON writes a record for readers, too: indented, its keys in the order of the form.
func WriteJSON(w io.Writer, r Record) error {
	lines := encoder(w)
	lines.SetIndent("", "  ")
	return lines.Encode(r)
}

// WriteNDJSON writes one record a line (https://github.com/ndjson/ndjson-spec).
func WriteNDJSON(w io.Writer, records iter.Seq[Record]) error {
	lines := encoder(w)
	for r := range records {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// WriteSearch writes an answer of claims:search, one claim a line.
func WriteSearch(w io.Writer, claims iter.Seq[SearchClaim]) error {
	var part bytes.Buffer
	lines := encoder(&part)
	part.WriteString(`{"claims":[`)
	before := "\n"
	for c := range claims {
		part.WriteString(before)
		before = ",\n"
		if err := lines.Encode(c); err != nil {
			return err
		}
		part.Truncate(part.Len() - 1) // a comma may come before the line's end
		if _, err := part.WriteTo(w); err != nil {
			return err
		}
	}
	part.WriteString("\n]}\n")
	_, err := part.WriteTo(w)
	return err
}

// encoder writes values and a line's end after each. Angle brackets and ampersands stay as they are: this is no HTML.
func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}
