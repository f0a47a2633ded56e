// Package importer reads fact-checks as others publish them, and makes files of a site of them.
//
// # What is read
//
// ClaimReview (https://schema.org/ClaimReview) wherever it may be: JSON-LD in HTML or by itself, at the top, in @graph, in lists, in a DataFeed, or behind
// other things such as WebPage.mainEntity.review; microdata (https://html.spec.whatwg.org/multipage/microdata.html); the answer of claims:search
// (https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search); NDJSON of any of these; CSV with a column for each value (see [Columns]).
//
// Data that this program itself published, records (package record) as JSON or NDJSON and its tables, are known by their form and become what they were made of, with the ids
// they had: sources, figures, corrections, who checked, scales. Of an analysis data have the words only: it comes back line by line as paragraphs, and
// all sources are cited at its end. What they do not have, pictures and articles, is told. Records as ClaimReview come back as those of others do.
//
// # What becomes of it
//
// Each check becomes a claim file, its label a verdict. Of ratings only the label is believed: numbers are in half of all published data in the wrong order or
// out of their range. Values are made one line of text: HTML entities and tags are taken away, and characters that nobody sees. Dates lose their time of day, which
// is given in all kinds of zones. What has no place in a claim's file is kept under x.
//
// Nothing is dropped in silence: what could not be taken over is a [Problem] of its record. What lacks what a claim must have becomes a draft.
//
// # Again
//
// A check is known by its address, which is kept under x.imported; where several stand on one page by that and its claim, and where it has none by its claim and its day. Importing it again
// finds its file and leaves it alone unless the data have changed since; then the problem says so, and the file is replaced only if it is what was
// imported (a sum of it is kept), so that nobody's work is lost.
package importer

import (
	"assay/generator/internal/date"
	"assay/generator/internal/record"
)

// Record is a check as somebody published it. What is not known is empty.
type Record struct {
	From       string // the file and the number in it, for messages
	URL        string // of the check
	Claim      string
	Short      string // the claim in few words, where it has others
	Quote      string // the words that were said, where they are others
	Title      string
	Conclusion string
	Claimants  []record.Person // their pages on the site they come from are nothing here
	Said       date.Partial
	Appears    []record.Appearance
	Statements []record.Statement
	Label      string // of the rating
	Published  date.Partial
	Updated    date.Partial
	Publisher  record.Person // who checked
	Lang       string
	Extra      map[string]string // what has no place elsewhere, by the name it had
	Own        *record.Record    `json:",omitempty"` // of data that this program published; then nothing else counts

	shares bool // its address with other checks
}

// Problem is something that could not be taken over as it is.
type Problem struct {
	From    string `json:"from"`
	Claim   string `json:"claim,omitempty"`
	Message string `json:"message"`
}

// problems gathers what is said of a record.
type problems struct {
	of    *Record
	found *[]Problem
}

func (p problems) add(message string) {
	*p.found = append(*p.found, Problem{p.of.From, p.of.Claim, message})
}
