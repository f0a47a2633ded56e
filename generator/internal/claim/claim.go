// Package claim is the domain: what a claim is, who made it, which verdict it got, on which sources.
//
// Each type here is what one file says, decoded strictly and checked as far as that file alone goes;
// what files say about each other is checked by package site. The yaml tags are the formats that
// users write, so the structs of this package are also their specification.
//
// A [Translation] holds the texts of such a file in another language; In puts them over the original, of which the rest is inherited.
//
// Every parsed file carries digests of its content. [Claim.HeadDigest] covers what lists and cards show
// of a claim, [Claim.Digest] all of it; an output that shows only heads need not change with an analysis.
package claim

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// MaxShort is the length of claim_short in characters, as search engines show a reviewed claim.
const MaxShort = 75

// Head is what lists, cards and links show of a claim.
type Head struct {
	Title      string       `yaml:"title" max:"500"`
	Wording    string       `yaml:"claim,required" max:"5000"`
	Short      string       `yaml:"claim_short"`
	Claimants  Speakers     `yaml:"claimant" max:"50"`
	Said       date.Partial `yaml:"said"`
	Verdict    id.ID        `yaml:"verdict"`
	Scale      id.ID        `yaml:"scale"`
	Conclusion string       `yaml:"conclusion,required" max:"5000" text:"paragraphs"`
	Published  date.Stamp   `yaml:"published,required"`
	Updated    date.Stamp   `yaml:"updated"`
	Topics     []id.ID      `yaml:"topics" max:"50"`
	Image      *Image       `yaml:"image"`
}

// Claim is a claim file: the claim, its verdict and everything behind it.
type Claim struct {
	ID   id.ID
	Path string // of the file, relative to the site's root

	Head
	Quote        string        `yaml:"quote" text:"paragraphs"`
	QuoteLang    config.Lang   `yaml:"quote_lang"`
	Where        string        `yaml:"where" max:"1000"`
	Appearances  []Appearance  `yaml:"appearances" max:"500"`
	Statements   []Statement   `yaml:"statements"`
	Authors      []id.ID       `yaml:"authors,required" max:"50"`
	Reviewers    []id.ID       `yaml:"reviewers" max:"50"`
	Sources      []Source      `yaml:"sources"`
	Figures      []Figure      `yaml:"figures" max:"100"`
	Media        []Media       `yaml:"media" max:"100"`
	Contacted    []Contacted   `yaml:"contacted" max:"200"`
	Developments []Development `yaml:"developments"`
	Corrections  []Correction  `yaml:"corrections"`
	Related      []id.ID       `yaml:"related" max:"50"`
	PartOf       id.ID         `yaml:"part_of"`
	Aliases      []Alias       `yaml:"aliases" max:"100"`
	Due          date.Partial  `yaml:"due"`
	ReviewBy     date.Partial  `yaml:"review_by"`
	Accept       Waivers       `yaml:"accept,blank" max:"100"`
	Draft        bool          `yaml:"draft"`
	X            doc.Free      `yaml:"x"`

	Body       *markdown.Body
	Cited      []CitedSource `pack:"-"` // the sources in the order of their numbers
	Positions  *doc.Positions
	Digest     digest.Sum // of the whole file
	HeadDigest digest.Sum // of the id and the Head

	WhereLang config.Lang // of Where in a translation that leaves it as it was, else ""

	Shares bool // some of its sources refer to shared ones
	Keeps  bool // of some of its sources a copy is kept
}

// Appearance is where a claim can be read, heard or seen.
type Appearance struct {
	URL       doc.WebURL   `yaml:"url,required"`
	Archive   doc.WebURL   `yaml:"archive"`
	Title     string       `yaml:"title" max:"500"`
	Publisher string       `yaml:"publisher"`
	Date      date.Partial `yaml:"date"`
	Media     MediaKind    `yaml:"media"`
	Start     Timecode     `yaml:"start"`
	First     bool         `yaml:"first"`
}

// Statement is the same claim made again: at another time, or by somebody else.
type Statement struct {
	Claimants Speakers     `yaml:"claimant" max:"50"` // empty: those who made the claim
	Said      date.Partial `yaml:"said"`
	Where     string       `yaml:"where" max:"1000"`
	URL       doc.WebURL   `yaml:"url"`
	Quote     string       `yaml:"quote" text:"paragraphs"`

	Lang      config.Lang // of Where in a translation that leaves it as it was, else ""
	QuoteLang config.Lang // of Quote in a translation, else ""
}

// Figure sets a number that was claimed against the number that was found.
type Figure struct {
	Label   string   `yaml:"label,required"`
	Unit    string   `yaml:"unit"`
	Claimed *Number  `yaml:"claimed"`
	Found   *Number  `yaml:"found"`
	Low     *Number  `yaml:"low"`
	High    *Number  `yaml:"high"`
	Source  SourceID `yaml:"source"`

	Lang config.Lang // of Label and Unit in a translation that leaves them as they were, else ""
}

// Media is a picture, video or recording whose authenticity is rated.
type Media struct {
	Type     MediaKind     `yaml:"type"`
	URL      doc.WebURL    `yaml:"url"`
	Archive  doc.WebURL    `yaml:"archive"`
	Category MediaCategory `yaml:"category"`
	Original doc.WebURL    `yaml:"original"`
	Context  string        `yaml:"context" text:"paragraphs"`
}

// Contacted is somebody who was asked, and the answer.
type Contacted struct {
	Who     string       `yaml:"who,required"`
	Date    date.Partial `yaml:"date"`
	Answer  string       `yaml:"answer" text:"paragraphs"`
	Private bool         `yaml:"private"`

	Lang config.Lang // of Who and Answer in a translation that leaves them as they were, else ""
}

// Development is what the world did later, such as a step of a promise.
type Development struct {
	Date    date.Partial `yaml:"date,required"`
	Text    string       `yaml:"text,required"`
	Sources []SourceID   `yaml:"sources"`
	Verdict id.ID        `yaml:"verdict"`

	Lang config.Lang // of Text in a translation that leaves it as it was, else ""
}

// Correction is what we changed after publication.
type Correction struct {
	Date date.Stamp     `yaml:"date,required"`
	Kind CorrectionKind `yaml:"kind,required"`
	Text string         `yaml:"text,required"`
	Was  *Was           `yaml:"was"`

	Lang config.Lang // of Text in a translation that leaves it as it was, else ""
}

// Was is what stood there before a correction.
type Was struct {
	Verdict id.ID  `yaml:"verdict"`
	Wording string `yaml:"claim" max:"5000"`

	Lang config.Lang // of Wording in a translation that leaves it as it was, else ""
}

// Unpacked completes a claim that was read from the cache.
func (c *Claim) Unpacked() { c.number() }

// Retracted tells that the check was withdrawn.
func (c *Claim) Retracted() bool {
	for _, k := range c.Corrections {
		if k.Kind == "retraction" {
			return true
		}
	}
	return false
}

// InShort is the claim as lists and search engines show it: its short form, or the whole where it has none.
func (c *Claim) InShort() string { return cmp.Or(c.Short, c.Wording) }

// complete fills in the defaults that follow from the file itself.
func (c *Claim) complete() {
	if c.Short == "" && utf8.RuneCountInString(c.Wording) <= MaxShort {
		c.Short = c.Wording
	}
	if c.Title == "" {
		c.Title = c.Short
	}
	if c.Title == "" {
		c.Title = c.Wording
	}
}

// validate checks what one claim file can be wrong about by itself.
func (c *Claim) validate(found *diag.Findings) {
	c.validateLengths(found)
	c.validateSources(found)
	c.validateCitations(found)
	c.Image.validate(c.Positions, found)
	for i, a := range c.Appearances {
		if a.Start != "" && a.Media != "video" && a.Media != "audio" {
			found.Add(c.at("appearances", i, "start"), diag.Problemf(diag.BadValue, "only a video or a recording has a start").
				Because("add media: video or media: audio"))
		}
	}
	for i, f := range c.Figures {
		f.validate(func(key string) diag.At { return c.at("figures", i, key) }, found)
	}
}

// validate checks that a figure says something, and that its range is one.
func (f *Figure) validate(at func(key string) diag.At, found *diag.Findings) {
	above := func(a, b *Number) bool { return a != nil && b != nil && a.Value > b.Value }
	switch {
	case f.Claimed == nil && f.Found == nil:
		found.Add(at(""), diag.Problemf(diag.Missing, "a figure needs claimed, found or both"))
	case above(f.Low, f.High):
		found.Add(at("low"), diag.Problemf(diag.Contradiction, "low %s is above high %s", f.Low.Text, f.High.Text))
	case above(f.Low, f.Found):
		found.Warn(at("low"), diag.Problemf(diag.Contradiction, "low %s is above what was found, %s", f.Low.Text, f.Found.Text))
	case above(f.Found, f.High):
		found.Warn(at("high"), diag.Problemf(diag.Contradiction, "high %s is below what was found, %s", f.High.Text, f.Found.Text))
	}
}

func (c *Claim) validateLengths(found *diag.Findings) {
	switch n := utf8.RuneCountInString(c.Short); {
	case n > MaxShort:
		found.Add(c.Positions.At("claim_short"), tooLongShort(n))
	case c.Short == "" && c.Wording != "":
		found.Warn(c.Positions.At("claim"), diag.Problemf(diag.WantsShort, "the claim has %d characters and no short form", utf8.RuneCountInString(c.Wording)).
			Because("add claim_short with at most %d", MaxShort))
	}
}

func tooLongShort(n int) *diag.Problem {
	return diag.Problemf(diag.TooLong, "claim_short has %d characters; at most %d are shown elsewhere", n, MaxShort)
}

// incompleteInDraft are the codes that a draft may still raise: it may be unfinished, but not wrong.
func incompleteInDraft(code diag.Code) bool {
	switch code {
	case diag.Missing, diag.NeverCited, diag.WantsShort, diag.NoSource, diag.NoAlt, diag.Untranslated:
		return true
	}
	return false
}

// ForDraft makes notes of the findings that only say a draft is unfinished.
func ForDraft(found diag.Findings) diag.Findings {
	for i := range found {
		if incompleteInDraft(found[i].Code) {
			found[i].Severity = diag.Note
		}
	}
	return found
}

// at gives the place of a value inside a list: at("sources", 2, "url").
func (c *Claim) at(parts ...any) diag.At { return c.Positions.At(Path(parts...)) }

// Path joins names and indexes to a path that [doc.Positions] knows.
func Path(parts ...any) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('.')
		}
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case int:
			b.WriteString(itoa(p))
		}
	}
	return b.String()
}
