package record

import (
	"io"
	"iter"

	"assay/generator/internal/jsonout"
)

// The forms, compiled.
var (
	recordForm = jsonout.New[Record]()
	searchForm = jsonout.New[SearchClaim]()
)

// WriteJSON writes a record for readers, too: indented, its keys in the order of the form.
func WriteJSON(w io.Writer, r Record) error {
	b, err := recordForm.AppendIndented(make([]byte, 0, 2*len(r.Analysis)+4<<10), &r)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// WriteNDJSON writes one record a line (https://github.com/ndjson/ndjson-spec).
func WriteNDJSON(w io.Writer, records iter.Seq2[Record, error]) error {
	var line []byte
	for r, err := range records {
		if err != nil {
			return err
		}
		if line, err = recordForm.Append(line[:0], &r); err != nil {
			return err
		}
		line = append(line, '\n')
		if _, err = w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// WriteSearch writes an answer of claims:search, one claim a line.
func WriteSearch(w io.Writer, claims iter.Seq[SearchClaim]) error {
	line := []byte(`{"claims":[`)
	before := "\n"
	var err error
	for c := range claims {
		if line, err = searchForm.Append(append(line, before...), &c); err != nil {
			return err
		}
		before = ",\n"
		if _, err = w.Write(line); err != nil {
			return err
		}
		line = line[:0]
	}
	_, err = w.Write(append(line, "\n]}\n"...))
	return err
}
