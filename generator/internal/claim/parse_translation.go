package claim

import (
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/markdown"
)

// translations decode the texts of the kinds of files.
type translations struct {
	claims   *doc.Decoder[ClaimText]
	articles *doc.Decoder[ArticleText]
	people   *doc.Decoder[PersonText]
	pages    *doc.Decoder[PageText]
	scales   *doc.Decoder[ScalesText]
}

func newTranslations() translations {
	return translations{
		claims:   doc.NewDecoder[ClaimText](),
		articles: doc.NewDecoder[ArticleText](),
		people:   doc.NewDecoder[PersonText](),
		pages:    doc.NewDecoder[PageText](),
		scales:   doc.NewDecoder[ScalesText](),
	}
}

// translated reads what all translations in markdown have.
func translated[T any](p *Parser, d *doc.Decoder[T], name string, src []byte) (*Translation, *T, diag.Findings) {
	t, text := newTranslation(name, src), new(T)
	var found diag.Findings
	t.ID, t.Body, t.Positions, found = file(p.In(t.Lang), d, t.Original, src, text)
	t.nameOriginal(found)
	return t, text, found
}

func newTranslation(name string, src []byte) *Translation {
	t := &Translation{Path: name, Digest: digest.Bytes(src)}
	t.Original, t.Lang, _ = OriginalOf(name)
	return t
}

// nameOriginal makes the hints name the file to look at.
func (t *Translation) nameOriginal(found diag.Findings) {
	for i := range found {
		if found[i].Code == diag.Inherited {
			found[i].Hint = "it is inherited from " + t.Original
		}
	}
}

// ClaimText reads the translation of a claim.
func (p *Parser) ClaimText(name string, src []byte) (*Translation, diag.Findings) {
	t, text, found := translated(p, p.texts.claims, name, src)
	t.Claim = text
	if n := utf8.RuneCountInString(text.Short); n > MaxShort {
		found.Add(t.Positions.At("claim_short"), tooLongShort(n))
	}
	return t, found
}

// ArticleText reads the translation of an article.
func (p *Parser) ArticleText(name string, src []byte) (*Translation, diag.Findings) {
	t, text, found := translated(p, p.texts.articles, name, src)
	t.Article = text
	noCitations(t.Body, "an article", &found)
	return t, found
}

// PersonText reads the translation of a person's file.
func (p *Parser) PersonText(name string, src []byte) (*Translation, diag.Findings) {
	t, text, found := translated(p, p.texts.people, name, src)
	t.Person = text
	noCitations(t.Body, "a person's page", &found)
	return t, found
}

// PageText reads the translation of a plain page or of a topic.
func (p *Parser) PageText(name string, src []byte) (*Translation, diag.Findings) {
	t, text, found := translated(p, p.texts.pages, name, src)
	t.Page = text
	noCitations(t.Body, "a plain page", &found)
	return t, found
}

// ScalesText reads verdicts.es.yaml.
func (p *Parser) ScalesText(name string, src []byte) (*Translation, diag.Findings) {
	t, text := newTranslation(name, src), new(ScalesText)
	var found diag.Findings
	t.Body = &markdown.Body{}
	t.Positions, found = header(p.texts.scales, src, text)
	t.Scales = text
	t.nameOriginal(found)
	for i, s := range text.Scales {
		for j, v := range s.Verdicts {
			if n := utf8.RuneCountInString(v.Label); n > MaxLabel {
				found.Add(t.Positions.At(Path("scales", i, "verdicts", j, "label")), tooLongLabel(n))
			}
		}
	}
	return t, found
}
