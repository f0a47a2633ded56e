package claim

import (
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// Article is a piece that quotes or gathers claims.
type Article struct {
	ID   id.ID
	Path string

	Title     string      `yaml:"title,required" max:"500"`
	Summary   string      `yaml:"summary" max:"5000"`
	Published date.Stamp  `yaml:"published,required"`
	Updated   date.Stamp  `yaml:"updated"`
	Authors   []id.ID     `yaml:"authors,required" max:"50"`
	Topics    []id.ID     `yaml:"topics" max:"50"`
	Image     *Image      `yaml:"image"`
	Lang      config.Lang `yaml:"lang"`
	Draft     bool        `yaml:"draft"`
	Aliases   []Alias     `yaml:"aliases" max:"100"`
	X         doc.Free    `yaml:"x"`

	Body       *markdown.Body
	Positions  *doc.Positions
	Digest     digest.Sum // of the whole file
	HeadDigest digest.Sum // of what lists and links show: all but the body
}

func (a *Article) language() config.Lang { return a.Lang }

// Topic describes a subject that claims share. A topic that no file describes has its id for a title.
type Topic struct {
	ID   id.ID
	Path string

	Title       string  `yaml:"title,required" max:"500"`
	Description string  `yaml:"description" max:"5000"`
	Draft       bool    `yaml:"draft"`
	Aliases     []Alias `yaml:"aliases" max:"100"`

	Body      *markdown.Body
	Positions *doc.Positions
	Digest    digest.Sum
}

// Article reads an article.
func (p *Parser) Article(name string, src []byte) (*Article, diag.Findings) {
	a := &Article{Path: name}
	var found diag.Findings
	a.ID, a.Body, a.Positions, found = file(p, p.articles, name, src, a)
	noCitations(a.Body, "an article", &found)
	a.Image.validate(a.Positions, &found)
	a.Digest = ofFile("article", a.ID, src)
	head := *a
	head.Path, head.Body, head.Positions, head.Digest = "", nil, nil, digest.Sum{}
	a.HeadDigest = digest.Of("article-head", head)
	if a.Draft {
		found = ForDraft(found)
	}
	return a, found
}

// Topic reads a topic's description.
func (p *Parser) Topic(name string, src []byte) (*Topic, diag.Findings) {
	t := &Topic{Path: name}
	var found diag.Findings
	t.ID, t.Body, t.Positions, found = file(p, p.topics, name, src, t)
	noCitations(t.Body, "a topic's page", &found)
	t.Digest = ofFile("topic", t.ID, src)
	if t.Draft {
		found = ForDraft(found)
	}
	return t, found
}
