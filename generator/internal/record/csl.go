package record

import (
	"cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/site"
)

// CSLItem is a source as reference managers know it: an item of CSL-JSON
// (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html). What package claim reads of such an item is written
// where it is read, so that an item becomes the same source again; what CSL has no place for stands under custom.
//
// A source's author is a text of which nobody knows whether it names people or organizations, so it is one literal name.
type CSLItem struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Title    string    `json:"title,omitempty"`
	Author   []CSLName `json:"author,omitempty"`
	In       string    `json:"container-title,omitempty"`
	By       string    `json:"publisher,omitempty"`
	Issued   *CSLDate  `json:"issued,omitempty"`
	Accessed *CSLDate  `json:"accessed,omitempty"`
	URL      string    `json:"URL,omitempty"`
	Archive  string    `json:"archive_location,omitempty"` // of an archived copy
	Lang     string    `json:"language,omitempty"`
	Custom   CSLCustom `json:"custom"`
}

// CSLName is a name that is not taken apart.
type CSLName struct {
	Literal string `json:"literal"`
}

// CSLDate is a date of which as much is given as is known: [[2016]], [[2016, 9]] or [[2016, 9, 1]].
type CSLDate struct {
	Parts [1][]int `json:"date-parts"`
}

// CSLCustom is what a claim says of a source that CSL has no place for.
type CSLCustom struct {
	Number   int    `json:"number"` // in the claim's list
	Kind     string `json:"kind,omitempty"`
	Supports string `json:"supports,omitempty"`
	Quote    string `json:"quote,omitempty"`
	Interest string `json:"interest,omitempty"`
	Withheld string `json:"withheld,omitempty"`
}

// Sources gives the sources of a claim in the order of their numbers, shared ones filled in.
func Sources(c *site.Claim) []CSLItem {
	return each(c.Sources, item)
}

func item(s claim.CitedSource) CSLItem {
	if s.Withheld != "" {
		return CSLItem{ID: string(s.ID), Type: "document", Title: s.Title, Custom: CSLCustom{Number: s.Number, Withheld: s.Withheld}}
	}
	i := CSLItem{
		ID: string(s.ID), Type: cslType(s.Source), Title: s.Title, Issued: cslDate(s.Date), Accessed: cslDate(s.Accessed),
		URL: string(s.URL), Archive: string(s.Archive), Lang: string(s.Lang),
		Custom: CSLCustom{Number: s.Number, Kind: string(s.Kind), Supports: string(s.Supports), Quote: s.Quote, Interest: s.Interest},
	}
	if s.Author != "" {
		i.Author = []CSLName{{s.Author}}
	}
	if claim.CSLPeriodical(i.Type) {
		i.In = s.Publisher
	} else {
		i.By = s.Publisher
	}
	return i
}

// cslType is the type that tells a source's kind. Where none does, all that is known of its form is whether it stands on the web.
func cslType(s *claim.Source) string {
	if s.URL != "" {
		return cmp.Or(claim.CSLType(s.Kind), "webpage")
	}
	return cmp.Or(claim.CSLType(s.Kind), "document")
}

func cslDate(d date.Partial) *CSLDate {
	switch {
	case d.IsZero():
		return nil
	case d.Month == 0:
		return &CSLDate{[1][]int{{d.Year}}}
	case d.Day == 0:
		return &CSLDate{[1][]int{{d.Year, d.Month}}}
	default:
		return &CSLDate{[1][]int{{d.Year, d.Month, d.Day}}}
	}
}
