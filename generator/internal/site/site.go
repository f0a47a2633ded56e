// Package site pairs what the files say of each other: claims with their verdicts, claimants, authors
// and sources, pages with their places.
//
// [Classify] tells what a file is by where it stands, [Parser] reads one file without looking at any other
// (so its result may be kept for as long as the file's bytes are the same), and [Resolve] runs over the whole
// site every time, in a few milliseconds for thousands of claims. Nothing found here is kept between builds.
//
// Resolve finds dangling and ambiguous references and facts that contradict each other. It goes on past broken
// files, so that all findings come at once, and never blames one file for another's being broken.
//
// # States
//
// A claim is live, a draft (it says so) or scheduled (its day of publication is after today in the site's zone).
// Only live claims are built unless drafts are asked for. Today is the only thing a build takes from the clock.
package site

import (
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/id"
)

// Site is everything the outputs are made from, resolved. It is immutable.
type Site struct {
	Config *config.Config
	Base   config.BaseURL // the configured one, or the one given for this build
	Zone   *time.Location
	Today  date.Partial

	Scales    []*claim.Scale // in the order of the file, the versions that apply today
	Claims    []*Claim       // those that are built, oldest first by (published, id)
	Unbuilt   []*Claim       // drafts and scheduled claims that are not, in the same order
	Claimants []*Person      // those with a page, by name
	Team      []*Person      // by name
	Pages     []*Page        // by id
	Assets    []Asset
	Templates []files.File // everything under templates/
}

// State says whether a claim is published.
type State string

// The states of a claim.
const (
	Live      State = "live"
	Draft     State = "draft"
	Scheduled State = "scheduled"
)

// Claim is a claim with what it refers to.
type Claim struct {
	*claim.Claim
	State     State
	URL       string // site-relative, such as /claims/us-13-wars/
	Scale     *claim.Scale
	Verdict   *claim.Verdict // nil on a free scale
	Published time.Time      // in the site's zone
	Updated   time.Time      // the newest of updated and corrections; Published where there is none

	Claimants    []*Person
	Statements   []Statement
	Authors      []*Person
	Reviewers    []*Person
	Sources      []Source // in the order of their numbers
	Developments []Development
	Corrections  []Correction
	Related      []*Claim
	Mentions     map[id.ID]*Claim // the claims its text links, as far as they are built

	// HeadDigest covers what cards and links show, Digest also what the claim's own page shows.
	// Digest leaves out related and mentioned claims, whose heads are inputs of their own.
	HeadDigest digest.Sum
	Digest     digest.Sum

	shared   []digest.Sum  // of the shared sources it cites
	findings diag.Findings // what the parser said of it, to say nothing twice
}

// Statement is the claim made again.
type Statement struct {
	claim.Statement
	Claimants []*Person
}

// Source is a source with its number in the claim's list.
type Source struct {
	*claim.Source
	Number    int
	Citations int // in the text
}

// Development is what the world did later.
type Development struct {
	claim.Development
	Verdict *claim.Verdict // nil where the status did not change
}

// Correction is what we changed.
type Correction struct {
	claim.Correction
	Was *claim.Verdict // nil where the verdict did not change
}

// Person is a claimant or a member of the team.
type Person struct {
	*claim.Person
	URL      string   // "" where the person has no page
	Claims   []*Claim // those built and not retracted that the person made, repeated or checked; oldest first
	Mentions map[id.ID]*Claim
}

// Page is a plain page.
type Page struct {
	*claim.Page
	URL      string
	Mentions map[id.ID]*Claim
}

// Asset is a file that is published as it is.
type Asset struct {
	Output string // path in the output
	File   files.File
}

// Listed tells whether lists and scorecards show the claim.
func (c *Claim) Listed() bool { return !c.Retracted() }

// Listed leaves out what lists do not show.
func Listed(claims []*Claim) []*Claim {
	var listed []*Claim
	for _, c := range claims {
		if c.Listed() {
			listed = append(listed, c)
		}
	}
	return listed
}
