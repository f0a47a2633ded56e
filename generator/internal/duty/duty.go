// Package duty compares a site with what codes of conduct ask of a fact-checker's website: Google's guidelines for
// fact-checks, the Code of Principles of the International Fact-Checking Network and the European Code of Standards.
//
// [Examine] judges a resolved site: its configuration, its pages, its team and its live checks. Nothing is rendered, no text
// is searched for words, and no address is fetched. A duty is one of three:
//
//   - met: the files have what it asks for, and the report names the page or the field that shows it;
//   - unmet: they do not, and the report says what to do;
//   - for people to judge: no file can tell, and the report says what to look at. Such a duty is never met. Where a page is
//     made by templates of the site's own, what the default theme is known to show on it is for people to judge too.
//
// The duties are in words of our own and follow the codes' general commitments. They stand for no wording, no number and no
// decision of those who wrote the codes: a site that meets all of them may still be refused, and the reverse.
package duty

import (
	"io/fs"
	"slices"

	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// State is what a report says of a duty.
type State string

// The states of a duty.
const (
	Met   State = "met"
	Unmet State = "unmet"
	Judge State = "judge" // for people
)

// Report is what a code asks of a website, and what this one shows.
type Report struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	About  string `json:"about"` // where the code can be read
	Duties []Duty `json:"duties"`
}

// Duty is something that a website can show.
type Duty struct {
	Area    string  `json:"area"` // of the code
	Text    string  `json:"text"` // in our own words
	From    string  `json:"from"` // the fields that tell; "" where only people can
	State   State   `json:"state"`
	Shown   []Place `json:"shown,omitempty"`
	Missing string  `json:"missing,omitempty"` // unmet: what to do; judge: what to look at
}

// Place is where a site shows something.
type Place struct {
	Page  string `json:"page,omitempty"` // site-relative address
	File  string `json:"file,omitempty"`
	Field string `json:"field,omitempty"` // in the file
}

// Codes lists the codes that are known.
func Codes() []string {
	var names []string
	for _, c := range codes() {
		names = append(names, c.Code)
	}
	return names
}

// Examine compares a site with a code. The default theme tells which templates are the site's own.
func Examine(s *site.Site, theme fs.FS, name string) (Report, error) {
	all := codes()
	i := slices.IndexFunc(all, func(c code) bool { return c.Code == name })
	if i < 0 {
		return Report{}, diag.Problemf(diag.BadValue, "there is no code of conduct %q", name).Because("%s", diag.DidYouMean(name, Codes()))
	}
	report := all[i].Report
	e := newExaminer(s, theme)
	for _, d := range all[i].duties {
		a := d.judge(e)
		report.Duties = append(report.Duties, Duty{Area: d.area, Text: d.text, From: d.from, State: a.state, Shown: a.shown, Missing: a.missing})
	}
	return report, nil
}

// Unmet counts the duties that are not met.
func (r Report) Unmet() int { return r.count(Unmet) }

func (r Report) count(s State) int {
	n := 0
	for _, d := range r.Duties {
		if d.State == s {
			n++
		}
	}
	return n
}
