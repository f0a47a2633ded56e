package site

import (
	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/markdown"
	"assay/generator/internal/message"
)

// Parsed is what one file says: facts of that file alone.
type Parsed struct {
	Kind     Kind
	Findings diag.Findings

	// One of these is set, by kind.
	Config      *config.Config `pack:"-"`
	Scales      *claim.Scales  `pack:"-"`
	Library     *claim.Library
	Claim       *claim.Claim
	Person      *claim.Person
	Page        *claim.Page
	Article     *claim.Article
	Topic       *claim.Topic
	Translation *claim.Translation
	Texts       *message.File `pack:"-"`
	Text        []byte        `pack:"-"` // of a template or a style sheet
	Size        *Size         // of a picture; nil for another file, and where its beginning does not tell
	Active      string        // what a file next to a page would run in a browser or on a server; "" for nothing
}

// Body gives the text of a file, nil of one that has none.
func (p *Parsed) Body() *markdown.Body {
	switch {
	case p.Claim != nil:
		return p.Claim.Body
	case p.Person != nil:
		return p.Person.Body
	case p.Page != nil:
		return p.Page.Body
	case p.Article != nil:
		return p.Article.Body
	case p.Topic != nil:
		return p.Topic.Body
	case p.Translation != nil:
		return p.Translation.Body
	default:
		return nil
	}
}

// Keeps tells that what a file of this kind says is worth keeping for the next process, as [pack] can: there are many of them, or they are large.
func (k Kind) Keeps() bool {
	switch k {
	case ConfigFile, ScalesFile, TemplateFile, MessagesFile:
		return false
	}
	return true
}

// Parser reads files. It is made once and safe for concurrent use.
type Parser struct {
	config *config.Parser
	claims *claim.Parser
	scales *claim.Scales // of a site that has none of its own
}

// NewParser returns a parser of the files of a site in English.
func NewParser() *Parser {
	claims := claim.NewParser()
	return &Parser{config.NewParser(), claims, claims.DefaultScales()}
}

// In returns the parser of the files of a site in another language.
func (p *Parser) In(lang config.Lang) *Parser {
	return &Parser{p.config, p.claims.In(lang), p.scales}
}

// Parse reads one file. It never fails: what is wrong is among the findings.
func (p *Parser) Parse(file string, src []byte) *Parsed {
	r := &Parsed{Kind: Classify(file)}
	switch r.Kind {
	case ConfigFile:
		r.Config, r.Findings = p.config.Parse(src)
	case ScalesFile:
		r.Scales, r.Findings = p.claims.Scales(file, src)
	case LibraryFile:
		r.Library, r.Findings = p.claims.Library(file, src)
	case ClaimFile:
		r.Claim, r.Findings = p.claims.Claim(file, src)
	case ClaimantFile, TeamFile:
		r.Person, r.Findings = p.claims.Person(file, src)
	case PageFile:
		r.Page, r.Findings = p.claims.Page(file, src)
	case ArticleFile:
		r.Article, r.Findings = p.claims.Article(file, src)
	case TopicFile:
		r.Topic, r.Findings = p.claims.Topic(file, src)
	case MessagesFile:
		r.Texts, r.Findings = message.Parse(file, src)
	case TranslationFile:
		r.Translation, r.Findings = p.translation(file, src)
	case TemplateFile:
		r.Text = src
	case Other:
		r.Size, r.Active = sizeOf(src), activeContent(file, src)
	case StaticFile:
		r.Size = sizeOf(src)
	}
	return r
}

// translation reads a translation as the kind of its original asks for.
func (p *Parser) translation(file string, src []byte) (*claim.Translation, diag.Findings) {
	original, _, _ := claim.OriginalOf(file)
	switch Classify(original) {
	case ScalesFile:
		return p.claims.ScalesText(file, src)
	case ClaimFile:
		return p.claims.ClaimText(file, src)
	case ArticleFile:
		return p.claims.ArticleText(file, src)
	case ClaimantFile, TeamFile:
		return p.claims.PersonText(file, src)
	default:
		return p.claims.PageText(file, src)
	}
}
