package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/record"
)

// own reads a record of this program's own, as claim.json and claims.ndjson have it; nil of anything else.
func (f *finder) own(data []byte) *record.Record {
	if !bytes.Contains(data, []byte(`"format_version"`)) {
		return nil
	}
	var r record.Record
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&r); err != nil || r.FormatVersion < 1 || r.ID == "" || r.Claim == "" {
		return nil
	}
	if r.FormatVersion > record.FormatVersion {
		f.found = append(f.found, Problem{From: f.from, Claim: r.Claim, Message: fmt.Sprintf("its form is version %d, of which this program knows %d; what is new in it is not read", r.FormatVersion, record.FormatVersion)})
	}
	return &r
}

// take adds a record of this program's own.
func (f *finder) take(r *record.Record) {
	f.records = append(f.records, Record{From: fmt.Sprintf("%s#%d", f.from, len(f.records)+1), URL: r.URL, Claim: r.Claim, Own: r})
}

// isOwnTable tells the header of a table that this program wrote.
func isOwnTable(header []string) bool {
	names := record.ColumnNames()
	return len(header) >= len(names) && slices.Equal(header[:len(names)], names)
}

// ownRow reads a row of such a table. What a table has no place for is not in the record.
func ownRow(row []string) *record.Record {
	cells := map[string]string{}
	for i, name := range record.ColumnNames() {
		if i < len(row) {
			cells[name] = strings.TrimPrefix(row[i], "'") // exactly the one that guards it
		}
	}
	r := &record.Record{
		FormatVersion: record.FormatVersion, ID: cells["id"], URL: cells["url"], Title: cells["title"], Claim: cells["claim"], ClaimShort: cells["claim_short"], Quote: cells["quote"],
		Said: cells["said"], Where: cells["where"], Rating: cells["rating"], Conclusion: cells["conclusion"], Published: cells["published"], Updated: cells["updated"],
		Publisher: record.Publisher{Name: cells["publisher"]}, Licence: cells["licence"], Lang: cells["lang"],
	}
	if cells["verdict"] != "" {
		number := func(name string) int { n, _ := strconv.Atoi(cells[name]); return n } // 0 where there is none
		r.Verdict = &record.Verdict{
			ID: cells["verdict"], Label: cells["rating"], Group: cells["verdict_group"], Scale: cells["scale"],
			Value: number("verdict_value"), Worst: number("verdict_worst"), Best: number("verdict_best"),
		}
	}
	named := func(name string) (people []record.Person) {
		for _, one := range listed(cells[name]) {
			people = append(people, record.Person{Name: one})
		}
		return people
	}
	r.Claimants, r.Authors = named("claimants"), named("authors")
	for _, title := range listed(cells["topics"]) {
		r.Topics = append(r.Topics, record.Topic{Title: title})
	}
	for _, address := range listed(cells["appearances"]) {
		r.Appearances = append(r.Appearances, record.Appearance{URL: address})
	}
	for i, address := range listed(cells["sources"]) {
		r.Sources = append(r.Sources, record.CSLItem{ID: fmt.Sprintf("s%d", i+1), Title: address, URL: address})
	}
	return r
}

// listed takes a list of a table apart: its entries have " | " between them, and a | in an entry is doubled.
func listed(cell string) []string {
	if cell == "" {
		return nil
	}
	var all []string
	var entry strings.Builder
	for i := 0; i < len(cell); i++ {
		switch {
		case strings.HasPrefix(cell[i:], "||"):
			entry.WriteByte('|')
			i++
		case strings.HasPrefix(cell[i:], " | "):
			all = append(all, entry.String())
			entry.Reset()
			i += 2
		default:
			entry.WriteByte(cell[i])
		}
	}
	return append(all, entry.String())
}
