package plan

import (
	"html/template"
	"time"

	"assay/generator/internal/date"
)

// The types of this file are what templates see; docs/templates.md is made from their comments. They hold values only: whatever a page shows is in its view,
// and a view leads nowhere else.

// SiteView is what every page shows of the site. Nav is the menu.
type SiteView struct {
	Title       string
	Description string
	Lang        string // BCP 47
	Dir         string // ltr or rtl
	Locale      string // the language with a territory, as og:locale has it: en_GB; may be empty
	Publisher   PublisherView
	Contact     ContactView
	Licence     string         // URL, may be empty
	Root        string         // site-relative address of its home page: /, in a further language such as /es/
	Languages   []LanguageLink // to the home page in all languages of the site; empty where it has one
	Nav         []Link
	Policies    []Link // the pages that site.yaml names as policies
	Reuse       []Link // the feed and the data; empty where the site has no base URL
	Search      string // site-relative address of the search; empty where the site has none
}

// PublisherView is who answers for the site. URL is absolute and, like Name, may be empty.
type PublisherView struct{ Name, URL string }

// ContactView is where readers write to, with Corrections or to Submit a claim; URLs, may be empty.
type ContactView struct{ Corrections, Submit string }

// Link is a label and a URL, site-relative or absolute. Lang is a language tag, where the label is not in the page's language.
type Link struct{ Label, URL, Lang string }

// Alternate is the address of a page in a language. Lang is its tag, or x-default for readers of all others; URL is site-relative.
type Alternate struct{ Lang, URL string }

// LanguageLink leads to a page in another language: to the same page where it is there, else to the home page. Name is the language's
// own: Español. Current marks the language of the page itself. Lang is a language tag, Dir ltr or rtl.
type LanguageLink struct {
	Lang    string
	Dir     string
	Name    string
	URL     string // site-relative
	Current bool
}

// Page is part of every page's view.
type Page struct {
	Site        *SiteView
	Kind        string // of the template, without .html: home, claim, claims, article …
	Title       string // of the page, without the site's
	Description string
	URL         string // site-relative
	State       string // draft or scheduled where the page is not to be published yet, else empty

	Crumbs     []Link         // the way from the home page to this one, which is the last; empty on the home page
	Markup     []template.JS  // structured data: JSON-LD documents, each for a script element of its own
	Meta       []Meta         // further metadata, for reference managers; on claims' pages only
	Card       *ImageView     // the picture that links to the page show in other sites; nil where there is none
	Embed      *EmbedView     // how other sites show the claim; nil where they cannot, and on other pages
	Alternates []Alternate    // the page in all its languages, with its own; empty where there is one
	Languages  []LanguageLink // to the page in all languages of the site, or to the home page there; empty where the site has one
	Feeds      []FeedLink     // of the page's own news, then of the site's; empty where the site has no base URL
}

// EmbedView is how other sites show a claim in a frame: the address of what they show, HTML for their pages, and the address of the
// same as oEmbed.
type EmbedView struct {
	URL    string // site-relative
	HTML   string
	OEmbed string // site-relative
}

// Meta is a Name and its Content for a meta element.
type Meta struct{ Name, Content string }

// FeedLink is the address of a feed. Type is its media type.
type FeedLink struct {
	Title string
	URL   string // site-relative
	Type  string
}

// HomePage is the view of home.html: the newest claims and articles, and the scales.
// Topics and Claimants are those of the newest claims. Scales are those of the site, in the order of its file.
type HomePage struct {
	Page
	Latest    []ClaimCard   // newest first
	Articles  []ArticleCard // newest first
	Topics    []Topic
	Claimants []PersonView // those that have a page
	Scales    []ScaleView
}

// ClaimPage is the view of claim.html: a claim with everything known of it.
// Claim is all that is known of it; Related are other checks that share its topics or claimants.
type ClaimPage struct {
	Page
	Claim    ClaimView
	Articles []ArticleCard // it appears in, oldest first
	Related  []ClaimCard
	Record   string // address of the same as data, site-relative; empty where the site has no base URL
	COinS    string // what reference managers read of the page; empty where Record is
}

// ClaimsPage is the view of claims.html: a page of the archive of all claims.
// Pager leads to the other pages.
type ClaimsPage struct {
	Page
	Claims   []ClaimCard // newest first
	Pager    Pager
	OverTime *OverTime // on the newest page only; nil where there is nothing to be seen
}

// Pager leads through an archive. There are no totals: old pages never change.
type Pager struct {
	Number int    // of an old page, 0 on the newest
	Older  string // site-relative URL, "" on the oldest
	Newest string // site-relative URL, "" on the newest
}

// ArticlePage is the view of article.html: an article and the claims in it.
// Article is what cards show of it, Body its text, and X what its file says under x.
type ArticlePage struct {
	Page
	Article ArticleCard
	Image   *ImageView // nil where there is none
	Body    []BodyPart
	Claims  []ClaimCard // in the order of the text
	X       map[string]any
}

// ArticlesPage is the view of articles.html: a page of the archive of all articles.
// Pager leads to the other pages.
type ArticlesPage struct {
	Page
	Articles []ArticleCard // newest first
	Pager    Pager
}

// TopicsPage is the view of topics.html: all topics.
type TopicsPage struct {
	Page
	Topics []Topic // by title
}

// TopicPage is the view of topic.html: a topic with its newest claims, or an older page of them.
// Pager leads to the other pages.
type TopicPage struct {
	Page
	Topic    Topic
	Body     []BodyPart    // on the newest page only
	Articles []ArticleCard // newest first; on the newest page only
	Claims   []ClaimCard   // newest first
	Pager    Pager

	Scorecards []Scorecard // on the newest page only, as is the next
	OverTime   *OverTime   // nil where there is nothing to be seen
}

// VerdictsPage is the view of verdicts.html: the Scales with their definitions.
type VerdictsPage struct {
	Page
	Scales []ScaleView
}

// VerdictPage is the view of verdict.html: the claims with one Verdict.
// Pager leads to the other pages.
type VerdictPage struct {
	Page
	Verdict   VerdictView
	Scale     string      // its label
	ScaleLang string      // where it is not the page's
	Claims    []ClaimCard // newest first
	Pager     Pager
}

// CorrectionsPage is the view of corrections.html: a page of the log of all corrections.
// Pager leads to the other pages.
type CorrectionsPage struct {
	Page
	Entries []CorrectionEntry // newest first
	Pager   Pager
}

// CorrectionEntry is a Correction and the Claim it was made to.
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
// People are in order of their names.
type ClaimantsPage struct {
	Page
	People  []PersonView
	Letters []Link // all of them where the list is cut by letter; empty on a short list
	Letter  string // the one shown, "" where all are
}

// SourcesPage is the view of sources.html: all publishers of sources, or those of one letter.
type SourcesPage struct {
	Page
	Outlets []OutletView // by name
	Letters []Link       // all of them where the list is cut by letter; empty on a short list
	Letter  string       // the one shown, "" where all are
}

// OutletPage is the view of outlet.html: the claims that cite sources of one publisher. Pager leads to the other pages.
type OutletPage struct {
	Page
	Outlet OutletView  // the publisher
	Claims []ClaimCard // newest first
	Pager  Pager
}

// OutletView is where sources come from: a publisher, or the host of sources that name none.
type OutletView struct {
	Name   string      // of the publisher, or the host
	Lang   string      // of the name, where it is not the page's
	URL    string      // of its own page, site-relative; "" where the list shows all its claims
	Hosts  []string    // its sources stand on; on lists and the newest page only
	Claims []ClaimCard // those that cite it, newest first, at most five; in lists only
}

// PersonPage is the view of claimant.html and member.html: a Person with the claims they made, or checked.
// Body is the text of the person's file, on the newest page only, and BodyLang its language where it is not the page's; Pager leads to the other pages.
type PersonPage struct {
	Page
	Person   PersonView
	Image    *ImageView // nil where there is none, and on older pages
	Body     []BodyPart
	BodyLang string
	Claims   []ClaimCard // newest first
	Pager    Pager

	Scorecards []Scorecard // on the newest page of a claimant only, as is the next
	OverTime   *OverTime   // nil where there is nothing to be seen
}

// TeamPage is the view of team.html: the People who check.
type TeamPage struct {
	Page
	People []PersonView
}

// DataPage is the view of data.html: the site's data, its Files and what is in them. There is one only where the site has a base URL.
type DataPage struct {
	Page
	Files   []DataFile
	PerFile int // how many checks a file holds but the newest
}

// DataFile is the newest part of the site's data in one form, and older parts of it, which never change their members.
// Type is its media type.
type DataFile struct {
	Title       string
	Description string
	URL         string // site-relative
	Type        string
	Older       []Link // oldest first
}

// EmbedPage is the view of embed.html: a claim in a frame of another site. Correction is the newest one, nil where there is none.
type EmbedPage struct {
	Page
	Claim      ClaimCard
	Correction *CorrectionView
}

// SearchPage is the view of search.html: the form that the checks are searched with. There is one only where site.yaml asks for search.
// Index is the address of what the script reads first, and Version names all that it will read. Topics are by title. Years are those of
// publication, each with the page of all checks where its newest stands. Claimants tells that some have a page. Scales leave out those
// without verdicts.
type SearchPage struct {
	Page
	Index     string // site-relative
	Version   string
	Scales    []SearchScale
	Topics    []Topic
	Years     []Link // newest first
	Claimants bool
}

// SearchScale is the verdicts of a scale that checks may be chosen by: those it gives, and those out of use that a check has.
type SearchScale struct {
	Label    string
	Lang     string // of the label, where it is not the page's
	Verdicts []SearchVerdict
}

// SearchVerdict is a Verdict, with the Key that names it in the index.
type SearchVerdict struct {
	Key     string
	Verdict VerdictView
}

// PlainPage is the view of page.html and 404.html: a page that is only text. Body is empty on 404.html.
type PlainPage struct {
	Page
	Body []BodyPart
}

// PersonView is a person or an organization.
// Role is what they are called for, such as minister, and RoleLang its language where it is not the page's; SameAs are the addresses of their other pages, on their own page only.
type PersonView struct {
	Name     string
	Type     string // person, organization or empty
	Role     string
	RoleLang string
	URL      string // site-relative, "" where the person has no page
	SameAs   []string
}

// VerdictView is a verdict as it is shown.
// Label is the word for it and Definition says what it means; Lang and DefinitionLang are their languages where they are not the page's. Group is what machines take it for: true, mostly-true, mixed,
// mostly-false, false, unproven, misleading, satire, not-checkable or promise. Retired ones are not given any more.
type VerdictView struct {
	ID             string
	URL            string // site-relative, of the list of its claims
	Label          string
	Lang           string
	Definition     string
	DefinitionLang string
	Group          string
	Icon           string // a shape, see partials/icon.html
	Class          string // of the generated style rules: sets --verdict and --verdict-text
	Value          int    // on the axis, 0 off it
	Best           int    // highest value of the scale, 0 where it has no axis
	Retired        bool
}

// ScaleView is a scale with its Verdicts in the order of its file, without retired ones.
type ScaleView struct {
	ID       string
	Label    string
	Lang     string // of the label, where it is not the page's
	Kind     string // truth, promise, media or free
	Verdicts []VerdictView
	Bars     []VerdictBar // how many checks came to each verdict; empty where none has used the scale
}

// ImageView is a picture that a page shows. Credit is who made it or has the rights; Height goes with Width.
type ImageView struct {
	URL        string // site-relative
	Alt        string // empty for decoration
	AltLang    string // where it is not the page's
	Credit     string
	CreditLang string // where it is not the page's
	Width      int    // in pixels; 0 where it is not known
	Height     int
}

// ClaimCard is what lists and cards show of a claim.
// Title is the headline, Conclusion the answer in one or two sentences, Said when the claim was made.
// A Retracted check is one we no longer stand by.
type ClaimCard struct {
	ID         string
	URL        string // site-relative
	Lang       string // of its texts, where it is not the page's: the check is not translated
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
	Lang        string // of both, where it is not the page's
}

// ArticleCard is what lists and cards show of an article.
// Lang is the language tag of its texts.
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
	Lang      string    // where it is not the page's
}

// ClaimView is everything a claim's own page shows.
// Quote is the speaker's words in the language QuoteLang, and Where the place or occasion, in WhereLang where that is not the page's. Body is the analysis.
// Appearances are where the claim can be found, Statements when it was made again, Media the pictures and recordings that were rated, Developments what the world did later.
// ScaleLabel names the scale of its verdict, in ScaleLang where that is not the page's, Due is the deadline of a promise, X what the file says under x.
type ClaimView struct {
	ClaimCard
	Quote        string
	QuoteLang    string
	Where        string
	WhereLang    string
	Image        *ImageView // nil where there is none
	Appearances  []AppearanceView
	Statements   []StatementView
	Media        []MediaView
	Authors      []PersonView
	Reviewers    []PersonView
	Body         []BodyPart
	Figures      []FigureView
	Sources      []SourceView
	Contacted    []ContactedView // those not marked private
	Developments []DevelopmentView
	Corrections  []CorrectionView // newest first
	ScaleLabel   string
	ScaleLang    string
	Due          date.Partial
	Timeline     *TimelineView // nil where the claim is not known from different days
	X            map[string]any
}

// AppearanceView is where a claim can be read, heard or seen.
// Archive is the address of a copy. Media is video, audio, image or text; Start the time in it, such as 12:31; First the earliest known.
// Lang is the language of Title and Publisher, where it is not the page's.
type AppearanceView struct {
	URL, Archive, Title, Publisher, Lang string
	Date                                 date.Partial
	Media, Start                         string
	First                                bool
}

// MediaView is a picture, video or recording (Type) whose authenticity was looked at. Archive is the address of a copy. Category is original, missing-context, edited,
// transformed, staged or satire; Original is the address of what it was made from, and Context what it really shows,
// in the language Lang where that is not the page's.
type MediaView struct {
	Type, URL, Archive, Lang    string
	Category, Original, Context string
}

// StatementView is the claim made again: by whom, when (Said), Where, and in which words (Quote). WhereLang and QuoteLang are their
// languages where they are not the page's.
type StatementView struct {
	Claimants            []PersonView
	Said                 date.Partial
	Where, URL, Quote    string
	WhereLang, QuoteLang string
}

// SourceView is an entry of the source list.
// Number is the one that citations have. Archive is the address of a copy, Accessed when the source was read. Kind is primary, dataset,
// document, expert, interview, news or other; Supports is for, against or context. Quote is the passage relied on. Interest is a
// stake the source has in the matter, Withheld why it is not named, both in the language NoteLang where that is not the page's. Lang is the language
// of the source. COinS is for reference managers: the title
// of a span of class Z3988; empty for a withheld source.
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
	NoteLang                 string
	COinS                    string
}

// ContactedView is somebody who was asked.
// Answer is what they said, empty where there is no answer. Lang is the language of both, where it is not the page's.
type ContactedView struct {
	Who    string
	Date   date.Partial
	Answer string
	Lang   string
}

// DevelopmentView is what the world did later. A claim's page has them oldest first: of a promise they are the history.
// Verdict is what a promise is rated since then.
type DevelopmentView struct {
	Date    date.Partial
	Text    string
	Lang    string // of the text, where it is not the page's
	Sources []int  // numbers
	Verdict *VerdictView
}

// CorrectionView is what we changed.
// Kind is correction, clarification, update or retraction; WasVerdict and WasWording are what stood before, where that was changed.
// Lang and WasLang are the languages of Text and WasWording where they are not the page's.
type CorrectionView struct {
	Date       time.Time
	Kind, Text string
	Lang       string
	WasVerdict *VerdictView
	WasWording string
	WasLang    string
}

// BodyPart is a piece of a text: markup, or one of the things that depend on other files. Exactly one field is set: HTML, made from
// markdown; a Citation of one or more sources; a ClaimLink, words with a claim's verdict; or the Card of a claim.
type BodyPart struct {
	HTML      template.HTML
	Citation  []CitationView
	ClaimLink *ClaimLinkView
	Card      *ClaimCard
}

// CitationView is a reference to a source by its Number.
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
