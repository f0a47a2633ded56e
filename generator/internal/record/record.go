// Package record gives claims as open data, for people and machines that use them elsewhere.
//
// A [Record] is all that is public of a claim, in a form that does not change; docs/data.md describes it key by key. It is
// written by itself ([WriteJSON]), one a line ([WriteNDJSON]) and as a row of a table ([CSV]). A [SearchClaim] is the same claim
// as Google's Fact Check Tools API would give it, and a [CSLItem] one of its sources as reference managers know it. [Env.Citation]
// and [Env.COinS] let Zotero and its like pick up a page with its sources.
//
// # What is never given
//
// Kept copies of sources, waived checks, days of review, contacts that are marked private, and whatever stands under x but for the
// keys that site.yaml names. Of a source that is withheld there is its title and why. Claims and articles that are not
// published are not referred to. The form is a list of what is public, so that a new key of claim files stays inside until
// somebody adds it here.
//
// # Retracted checks
//
// The record of a retracted check says so, and has what was claimed and the corrections: no verdict, no conclusion and nothing they
// rest on. It stands beside the page only; which claims go into lists and parts is up to the caller.
//
// # Dates and addresses
//
// A date that may be partial stays as it was typed: 2017, 2017-01 or 2017-01-18. A moment has the offset of the site's zone. Nothing is
// completed: where a format knows only moments, less than a day is left out. Addresses are absolute where the site has a base URL,
// else relative to its root.
package record

import (
	"cmp"
	"time"

	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// FormatVersion is the version of the form of records. Keys may be added in a version, never removed or given another meaning.
const FormatVersion = 1

// Env is what records have of the site beside its claims.
type Env struct {
	Base      config.BaseURL // "": addresses stay relative to the site's root
	Licence   string         // address of the licence the records are given under, or ""
	Publisher Publisher
	SiteTitle string
	Lang      string
	Private   []string // the keys under x that may be given
	Zone      *time.Location
}

// Environment is what records have of a site.
func Environment(s *site.Site) Env {
	e := Env{Base: s.Base, SiteTitle: s.Config.Title, Lang: string(s.Config.Lang), Private: s.Config.Private, Zone: s.Zone}
	e.Licence = e.address(string(s.Config.Licence))
	if p := s.Config.Publisher; p.Name != "" {
		e.Publisher = Publisher{p.Name, e.address(cmp.Or(string(p.URL), "/"))}
	}
	return e
}

// Digest names the environment by its content.
func (e Env) Digest() digest.Sum {
	zone := e.Zone.String()
	e.Zone = nil // it is named, and what it knows comes with the program
	return digest.Of("record", struct {
		Env  Env
		Zone string
	}{e, zone})
}

// address makes a site-relative address absolute, where the site has a base URL. Other addresses stay as they are.
func (e Env) address(u string) string { return doc.Absolute(string(e.Base), u) }

// moment writes a moment as RFC 3339 has it, in the site's zone.
func (e Env) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Zone).Format(time.RFC3339Nano)
}
