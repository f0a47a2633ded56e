package plan

import (
	"html/template"
	"time"

	"assay/generator/internal/date"
)

// The types of this file are what templates see. They hold values only: whatever a page shows is in its view,
// and a view leads nowhere else.

// SiteView is what every page shows of the site.
type SiteView struct {
	Title       string
	Description string
	Lang        string // BCP 47
	Dir         string // ltr or rtl
	Publisher   PublisherView
	Contact     ContactView
	Licence     string // URL, may be empty
	Nav         []Link
	Policies    []Link // the pages that site.yaml names as policies
}

// PublisherView is who answers for the site.
type PublisherView struct{ Name, URL string }

// ContactView is where readers write to; URLs, may be empty.
type ContactView struct{ Corrections, Submit string }

// Link is a label and a URL, site-relative or absolute.
type Link struct{ Label, URL string }

// Page is part of every page's view.
type Page struct {
	Site        *SiteView
	Kind        string // of the template, without .html: home, claim, claims, article …
	Title       string // of the page, without the site's
	Description string
	URL         string // site-relative
	State       string // draft or scheduled where the page is not to be published yet, else empty
}

// HomePage is the view of home.html.
type HomePage struct {
	Page
	Latest   []ClaimCard   // newest first
	Articles []ArticleCard // newest first
	Scales   []ScaleView
}

// ClaimPage is the view of claim.html.
type ClaimPage struct {
	Page
	Claim    ClaimView
	Articles []ArticleCard // it appears in, oldest first
	Related  []ClaimCard
}

// ClaimsPage is the view of claims.html: a page of the archive of all claims.
type ClaimsPage struct {
	Page
	Claims []ClaimCard // newest first
	Pager  Pager
}

// Pager leads through an archive. There are no totals: old pages never change.
type Pager struct {
	Number int    // of an old page, 0 on the newest
	Older  string // site-relative URL, "" on the oldest
	Newest string // site-relative URL, "" on the newest
}

// ArticlePage is the view of article.html.
type ArticlePage struct {
	Page
	Article ArticleCard
	Image   *ImageView // nil where there is none
	Body    []BodyPart
	Claims  []ClaimCard // in the order of the text
	X       map[string]any
}

// ArticlesPage is the view of articles.html: a page of the archive of all articles.
type ArticlesPage struct {
	Page
	Articles []ArticleCard // newest first
	Pager    Pager
}

// TopicsPage is the view of topics.html.
type TopicsPage struct {
	Page
	Topics []Topic // by title
}

// TopicPage is the view of topic.html: a topic with its newest claims, or an older page of them.
type TopicPage struct {
	Page
	Topic    Topic
	Body     []BodyPart    // on the newest page only
	Articles []ArticleCard // newest first; on the newest page only
	Claims   []ClaimCard   // newest first
	Pager    Pager
}

// VerdictsPage is the view of verdicts.html: the scales with their definitions.
type VerdictsPage struct {
	Page
	Scales []ScaleView
}

// VerdictPage is the view of verdict.html: the claims with one verdict.
type VerdictPage struct {
	Page
	Verdict VerdictView
	Scale   string      // its label
	Claims  []ClaimCard // newest first
	Pager   Pager
}

// CorrectionsPage is the view of corrections.html: a page of the log of all corrections.
type CorrectionsPage struct {
	Page
	Entries []CorrectionEntry // newest first
	Pager   Pager
}

// CorrectionEntry is a correction and the claim it was made to.
type CorrectionEntry struct {
	Claim      ClaimCard
	Correction CorrectionView
}

// RedirectPage is the view of redirect.html: what stands at an old address.
type RedirectPage struct {
	Page
	To string // site-relative
}

// ClaimantsPage is the view of claimants.html: all claimants, or those of one letter.
type ClaimantsPage struct {
	Page
	People  []PersonView
	Letters []Link // all of them where the list is cut by letter; empty on a short list
	Letter  string // the one shown, "" where all are
}

// PersonPage is the view of claimant.html and member.html.
type PersonPage struct {
	Page
	Person PersonView
	Image  *ImageView // nil where there is none, and on older pages
	Body   []BodyPart
	Claims []ClaimCard // newest first
	Pager  Pager
}

// TeamPage is the view of team.html.
type TeamPage struct {
	Page
	People []PersonView
}

// PlainPage is the view of page.html and 404.html.
type PlainPage struct {
	Page
	Body []BodyPart
}

// PersonView is a person or an organization.
type PersonView struct {
	Name   string
	Type   string // person, organization or empty
	Role   string
	URL    string // site-relative, "" where the person has no page
	SameAs []string
}

// VerdictView is a verdict as it is shown.
type VerdictView struct {
	ID         string
	URL        string // site-relative, of the list of its claims
	Label      string
	Definition string
	Group      string
	Icon       string // a shape, see partials/icon.html
	Class      string // of the generated style rules: sets --verdict and --verdict-text
	Value      int    // on the axis, 0 off it
	Best       int    // highest value of the scale, 0 where it has no axis
	Retired    bool
}

// ScaleView is a scale with its verdicts.
type ScaleView struct {
	ID       string
	Label    string
	Kind     string // truth, promise, media or free
	Verdicts []VerdictView
}

// ImageView is a picture that a page shows.
type ImageView struct {
	URL    string // site-relative
	Alt    string // empty for decoration
	Credit string
	Width  int // in pixels; 0 where it is not known
	Height int
}

// ClaimCard is what lists and cards show of a claim.
type ClaimCard struct {
	ID         string
	URL        string // site-relative
	Title      string
	Wording    string // the full wording that is rated
	Short      string // at most 75 characters; the wording where that is short
	Claimants  []PersonView
	Said       date.Partial
	Verdict    *VerdictView // nil on a free scale
	Rating     string       // the verdict's label; on a free scale the conclusion's first sentence
	Conclusion string
	Published  time.Time
	Updated    time.Time // Published where nothing was changed
	Topics     []Topic
	State      string // draft or scheduled, else empty
	Retracted  bool
}

// Topic is a subject that claims share.
type Topic struct {
	ID          string
	URL         string // site-relative
	Title       string
	Description string // in lists of topics and on the topic's own page only
}

// ArticleCard is what lists and cards show of an article.
type ArticleCard struct {
	ID        string
	URL       string // site-relative
	Title     string
	Summary   string
	Authors   []PersonView
	Topics    []Topic
	Published time.Time
	Updated   time.Time // Published where nothing was changed
	State     string    // draft or scheduled, else empty
	Lang      string    // where it is not the site's
}

// ClaimView is everything a claim's own page shows.
type ClaimView struct {
	ClaimCard
	Quote        string
	QuoteLang    string
	Where        string
	Image        *ImageView // nil where there is none
	Appearances  []AppearanceView
	Statements   []StatementView
	Authors      []PersonView
	Reviewers    []PersonView
	Body         []BodyPart
	Figures      []FigureView
	Sources      []SourceView
	Contacted    []ContactedView // those not marked private
	Developments []DevelopmentView
	Corrections  []CorrectionView // newest first
	ScaleLabel   string
	Due          date.Partial
	X            map[string]any
}

// AppearanceView is where a claim can be read, heard or seen.
type AppearanceView struct {
	URL, Archive, Title, Publisher string
	Date                           date.Partial
	Media, Start                   string
	First                          bool
}

// StatementView is the claim made again.
type StatementView struct {
	Claimants         []PersonView
	Said              date.Partial
	Where, URL, Quote string
}

// FigureView sets a claimed number against the found one; numbers are texts as typed, empty where there is none.
type FigureView struct {
	Label, Unit, Claimed, Found, Low, High string
	Source                                 int // number of the source, 0 for none
}

// SourceView is an entry of the source list.
type SourceView struct {
	ID                       string
	Number                   int
	Backlinks                []string // anchors of the citations, without #
	Title, Author, Publisher string
	Date                     date.Partial
	URL, Archive             string
	QuoteURL                 string // URL that jumps to the quoted passage
	Lang                     string
	Accessed                 date.Partial
	Kind, Supports, Quote    string
	Interest, Withheld       string
}

// ContactedView is somebody who was asked.
type ContactedView struct {
	Who    string
	Date   date.Partial
	Answer string
}

// DevelopmentView is what the world did later. A claim's page has them oldest first: of a promise they are the history.
type DevelopmentView struct {
	Date    date.Partial
	Text    string
	Sources []int // numbers
	Verdict *VerdictView
}

// CorrectionView is what we changed.
type CorrectionView struct {
	Date       time.Time
	Kind, Text string
	WasVerdict *VerdictView
	WasWording string
}

// BodyPart is a piece of a text: markup, or one of the things that depend on other files. Exactly one field is set.
type BodyPart struct {
	HTML      template.HTML
	Citation  []CitationView
	ClaimLink *ClaimLinkView
	Card      *ClaimCard
}

// CitationView is a numbered reference to a source.
type CitationView struct {
	Number  int
	Anchor  string // id of this place, for the link back
	Target  string // id of the source's entry
	Locator string // such as p. 7
}

// ClaimLinkView is words that link to a claim and carry its verdict.
type ClaimLinkView struct {
	HTML  template.HTML // the words
	Claim *ClaimCard    // nil where the claim is not part of the site yet
}
