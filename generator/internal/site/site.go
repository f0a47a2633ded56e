// Package site pairs what the files say of each other: claims with their verdicts, claimants, authors
// and sources, pages with their places.
//
// [Classify] tells what a file is by where it stands, [Parser] reads one file without looking at any other
// (so its result may be kept for as long as the file's bytes are the same), and [Parser.Resolve] runs over the whole
// site. A [Follower] does so again and again: where nothing but texts of claims was edited, the next site is made of the last.
//
// Resolve finds dangling and ambiguous references and facts that contradict each other. It goes on past broken
// files, so that all findings come at once, and never blames one file for another's being broken.
//
// # States
//
// A claim is live, a draft (it says so) or scheduled (its day of publication is after today in the site's zone).
// Only live claims are built unless drafts are asked for. Today is the only thing a build takes from the clock.
//
// # Editions
//
// A translation stands beside its original and says nothing but texts. For each further language of site.yaml there is an edition: a
// site of its own, reached by [Site.In], with copies of what is translated and of the people and topics that this names. In it
// everything refers to what is there in that language, and else to the original. Nothing in the original leads to an edition but
// the addresses in [Edition].
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
	"assay/generator/internal/message"
)

// Site is everything the outputs are made from, resolved. It is immutable.
type Site struct {
	Config *config.Config
	Base   config.BaseURL // the configured one, or the one given for this build
	Zone   *time.Location
	Today  date.Partial
	Next   time.Time // when the first of what is scheduled is to be published; zero if nothing is

	Scales    []*claim.Scale // in the order of the file, the versions that apply today
	Versions  []*claim.Scale // all of them
	Claims    []*Claim       // those that are built, oldest first by (published, id)
	Unbuilt   []*Claim       // drafts and scheduled claims that are not, in the same order
	Claimants []*Person      // those with a page, by name
	Team      []*Person      // by name
	Pages     []*Page        // by id
	Articles  []*Article     // those that are built, oldest first by (published, id)
	Topics    []*Topic       // by title: those that a file describes or a listed claim or article has
	Outlets   []*Outlet      // by name: where the sources of listed claims come from
	Redirects []Redirect     // by path
	Assets    []Asset
	Templates []files.File       // everything under templates/ but catalogues
	Fonts     []files.File       // those among them that share cards are written with, in the order in which they are tried
	Messages  *message.Catalogue // the program's texts in the site's language

	Root     string  // what its addresses begin with: "/", of an edition "/es/"
	Original *Site   // of an edition the site itself, else nil
	Editions []*Site // the site in its further languages, in their order; see [Site.In]

	Line *Line // shared with the sites that this one was made of, and those that are made of it

	UnbuiltArticles []*Article       // drafts and scheduled articles that are not built, in the order of publication
	Libraries       []*claim.Library // the sources that claims share
}

// Line is what sites have in common that a [Follower] has made of each other: nothing in them differs but texts of claims.
type Line struct{ _ byte } // not empty, so that no two have one address

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
	Edition
	State     State
	URL       string // site-relative, such as /claims/us-13-wars/
	Scale     *claim.Scale
	Verdict   *claim.Verdict // nil on a free scale
	Published time.Time      // in the site's zone
	Updated   time.Time      // the newest of updated, corrections and developments; Published where there is none

	Claimants    []*Person
	Statements   []Statement
	Topics       []*Topic
	Authors      []*Person
	Reviewers    []*Person
	Sources      []claim.CitedSource // in the order of their numbers, shared ones filled in
	Developments []Development
	Corrections  []Correction
	Picture      *Picture         // nil where it has none
	Related      []*Claim         // those it names, then older ones that have most in common with it
	Articles     []*Article       // those it appears in
	Mentions     map[id.ID]*Claim // the claims its text links, as far as they are built

	// HeadDigest covers what cards and links show, Digest also what the claim's own page shows.
	// Digest leaves out related and mentioned claims and the articles, whose heads are inputs of their own.
	HeadDigest digest.Sum
	Digest     digest.Sum

	number    int // in Site.Claims, -1 of one that is not built
	retracted bool
	shared    []digest.Sum  // of the shared sources it cites
	findings  diag.Findings // what the parser said of it, to say nothing twice
}

// Statement is the claim made again.
type Statement struct {
	claim.Statement
	Claimants []*Person
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
	Edition
	URL      string   // "" where the person has no page
	Picture  *Picture // nil where the person has none
	Claims   []*Claim // those built and not retracted that the person made, repeated or checked; oldest first
	Mentions map[id.ID]*Claim

	Retracted []*Claim // those that would be among Claims; oldest first

	made []int // the numbers of the listed claims that the person made, in the order of publication
}

// Names are those of some people.
func Names(people []*Person) []string {
	names := make([]string, len(people))
	for i, who := range people {
		names[i] = who.Name
	}
	return names
}

// Article is a piece with the claims it gathers.
type Article struct {
	*claim.Article
	Edition
	State     State
	URL       string
	Published time.Time
	Updated   time.Time // Published where nothing was changed
	Topics    []*Topic
	Authors   []*Person
	Picture   *Picture // nil where it has none
	Claims    []*Claim // those its text mentions, in order, then those that say they are part of it, by id
	Mentions  map[id.ID]*Claim

	HeadDigest digest.Sum // what lists and links show
	Digest     digest.Sum // what its own page shows, but for the heads of its claims
}

// Topic is a subject with the claims and articles that have it.
type Topic struct {
	Edition
	ID       id.ID
	Title    string
	URL      string
	Page     *claim.Topic // nil where no file describes it
	Claims   []*Claim     // listed ones, oldest first
	Articles []*Article   // oldest first
	Mentions map[id.ID]*Claim

	Retracted []*Claim // those that would be among Claims; oldest first

	numbers []int // of the listed claims, in the order of publication
}

// Outlet is a publisher of sources, or a host that sources without a publisher stand on, with the claims that
// cite it.
type Outlet struct {
	ID     id.ID
	Name   string // as the oldest claim types it
	URL    string
	Hosts  []string // its sources stand on, the first that were cited; at most [maxHosts]
	Claims []*Claim // listed ones, oldest first
}

// Redirect leads from an old path to a page.
type Redirect struct {
	From   string // site-relative
	To     string // site-relative
	Source string // the file that asks for it
}

// Page is a plain page.
type Page struct {
	*claim.Page
	Edition
	URL      string
	Mentions map[id.ID]*Claim
}

// Asset is a file that is published as it is.
type Asset struct {
	Output string // path in the output
	File   files.File
}

// Retracted tells that the check was withdrawn.
func (c *Claim) Retracted() bool { return c.retracted }

// Broken tells that the claim's own file has errors: what it seems to lack may well be there.
func (c *Claim) Broken() bool { return c.findings.Failed() }

// Listed tells whether lists and scorecards show the claim.
func (c *Claim) Listed() bool { return !c.retracted }

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

// Passed reports whether something that was scheduled is published at a moment.
func (s *Site) Passed(now time.Time) bool { return !s.Next.IsZero() && !now.Before(s.Next) }
