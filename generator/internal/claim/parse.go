package claim

import (
	"cmp"
	_ "embed"
	"path"
	"strings"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// Parser reads the files of the domain. It is made once and safe for concurrent use.
type Parser struct {
	markdown *markdown.Converter
	claims   *doc.Decoder[Claim]
	people   *doc.Decoder[Person]
	pages    *doc.Decoder[Page]
	articles *doc.Decoder[Article]
	topics   *doc.Decoder[Topic]
	scales   *doc.Decoder[Scales]
	sources  *doc.Decoder[Library]
	texts    translations
	lang     config.Lang
}

// NewParser returns a parser of files in English.
func NewParser() *Parser {
	return &Parser{
		lang:     "en",
		markdown: markdown.New(),
		claims:   doc.NewDecoder[Claim](),
		people:   doc.NewDecoder[Person](),
		pages:    doc.NewDecoder[Page](),
		articles: doc.NewDecoder[Article](),
		topics:   doc.NewDecoder[Topic](),
		scales:   doc.NewDecoder[Scales](),
		sources:  doc.NewDecoder[Library](),
		texts:    newTranslations(),
	}
}

// In returns the parser of files in another language, as far as they do not name one themselves.
func (p *Parser) In(lang config.Lang) *Parser {
	other := *p
	other.lang = lang
	return &other
}

// IDOf gives the id that a file's path carries: of ID.md or of ID/index.md.
func IDOf(file string) (id.ID, error) {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if path.Base(file) == "index.md" {
		name = path.Base(path.Dir(file))
	}
	return id.Parse(name)
}

// ownLanguage is implemented by what may name the language of its text.
type ownLanguage interface{ language() config.Lang }

// file reads what all markdown files have: id, front matter and body.
func file[T any](p *Parser, d *doc.Decoder[T], name string, src []byte, dst *T) (ident id.ID, body *markdown.Body, at *doc.Positions, found diag.Findings) {
	body, at = &markdown.Body{}, &doc.Positions{}
	ident, err := IDOf(name)
	if problem, ok := err.(*diag.Problem); ok {
		found.Add(diag.At{}, problem)
	}
	src, unclean := doc.Clean(src)
	if unclean.Failed() {
		return ident, body, at, append(found, unclean...)
	}
	header, text, line, unsplit := doc.Split(src)
	if unsplit.Failed() {
		return ident, body, at, append(found, unsplit...)
	}
	node, unread := doc.ParseYAML(header, 2)
	found = append(found, unread...)
	if node != nil {
		var undecoded diag.Findings
		at, undecoded = d.Decode(node, dst)
		found = append(found, undecoded...)
	}
	lang := p.lang
	if own, ok := any(dst).(ownLanguage); ok {
		lang = cmp.Or(own.language(), lang)
	}
	body, unrendered := p.markdown.Convert(text, line, string(lang))
	remoteImages(body, &found)
	return ident, body, at, append(found, unrendered...)
}

// Claim reads a claim file. The claim is never nil; with errors among the findings it is incomplete.
func (p *Parser) Claim(name string, src []byte) (*Claim, diag.Findings) {
	c := &Claim{Path: name}
	var found diag.Findings
	c.ID, c.Body, c.Positions, found = file(p, p.claims, name, src, c)
	if !found.Unreadable() {
		c.complete()
		c.number()
		c.validate(&found)
	}
	c.Digest = ofFile("claim", c.ID, src)
	c.HeadDigest = digest.Of("head", struct {
		ID   id.ID
		Head Head
	}{c.ID, c.Head})
	if c.Draft {
		found = ForDraft(found)
	}
	return c, found
}

// ofFile names a file by its id and content.
func ofFile(kind string, name id.ID, src []byte) digest.Sum {
	h := digest.New(kind)
	h.String(string(name))
	h.Sum(digest.Bytes(src))
	return h.Done()
}

// Person reads a claimant or a member of the team.
func (p *Parser) Person(name string, src []byte) (*Person, diag.Findings) {
	who := &Person{Path: name}
	var found diag.Findings
	who.ID, who.Body, who.Positions, found = file(p, p.people, name, src, who)
	noCitations(who.Body, "a person's page", &found)
	who.Image.validate(who.Positions, &found)
	who.Digest = ofFile("person", who.ID, src)
	who.NameDigest = digest.Of("name", append([]string{string(who.ID), who.Name, string(who.Type), who.Role}, id.Strings(who.SameAs)...))
	return who, found
}

// Page reads a plain page.
func (p *Parser) Page(name string, src []byte) (*Page, diag.Findings) {
	page := &Page{Path: name}
	var found diag.Findings
	page.ID, page.Body, page.Positions, found = file(p, p.pages, name, src, page)
	noCitations(page.Body, "a plain page", &found)
	page.Digest = ofFile("page", page.ID, src)
	if page.Draft {
		found = ForDraft(found)
	}
	return page, found
}

func noCitations(body *markdown.Body, what string, found *diag.Findings) {
	for _, r := range body.Citations {
		found.Add(r.At, diag.Problemf(diag.UnknownSource, "%s has no sources to cite", what).
			Because("write \\[@%s] if the brackets are meant", r.ID))
	}
}

// header reads a YAML file into a struct.
func header[T any](d *doc.Decoder[T], src []byte, dst *T) (*doc.Positions, diag.Findings) {
	src, found := doc.Clean(src)
	if found.Failed() {
		return &doc.Positions{}, found
	}
	node, found := doc.ParseYAML(src, 1)
	if node == nil {
		return &doc.Positions{}, found
	}
	at, undecoded := d.Decode(node, dst)
	return at, append(found, undecoded...)
}

// Library reads sources.yaml, or sources.json in CSL-JSON.
func (p *Parser) Library(name string, src []byte) (*Library, diag.Findings) {
	l := &Library{Path: name}
	var found diag.Findings
	if path.Ext(name) == ".json" {
		found = p.csl(l, src)
		l.unique(&found)
	} else {
		l.Positions, found = header(p.sources, src, l)
		l.validate(&found)
	}
	for _, s := range l.Sources {
		l.Digests = append(l.Digests, digest.Of("source", s))
		l.Outlets = append(l.Outlets, s.outlet())
	}
	return l, found
}

// Scales reads verdicts.yaml. A scale may be a preset, with an id of its own.
func (p *Parser) Scales(name string, src []byte) (*Scales, diag.Findings) {
	s := &Scales{Path: name}
	var found diag.Findings
	s.Positions, found = header(p.scales, src, s)
	if found.Unreadable() {
		return s, found
	}
	for i, scale := range s.Scales {
		if scale == nil { // an empty entry; a scale without an id is reported
			s.Scales[i] = &Scale{}
			continue
		}
		p.expand(s, i, scale, &found)
	}
	s.dropEmpty()
	s.complete()
	if !found.Failed() {
		s.validate(&found)
	}
	return s, found
}

// dropEmpty removes verdicts that were left blank; the decoder has reported them.
func (s *Scales) dropEmpty() {
	for _, scale := range s.Scales {
		kept := scale.Verdicts[:0]
		for _, v := range scale.Verdicts {
			if v != nil {
				kept = append(kept, v)
			}
		}
		scale.Verdicts = kept
	}
}

//go:embed presets.yaml
var presetsYAML []byte

// Presets are the scales that come with the program, by id.
func (p *Parser) Presets() []*Scale {
	s := &Scales{}
	header(p.scales, presetsYAML, s) // its soundness is a test
	s.complete()
	return s.Scales
}

// DefaultScales stand in where a site has no verdicts.yaml.
func (p *Parser) DefaultScales() *Scales {
	s := &Scales{Scales: p.Presets()[:1], Positions: &doc.Positions{}}
	s.Scales[0].Preset, s.Scales[0].unnamed = string(s.Scales[0].ID), true
	s.complete()
	return s
}

// expand puts a preset's verdicts into a scale that names one.
func (p *Parser) expand(s *Scales, i int, scale *Scale, found *diag.Findings) {
	labels := map[ScaleKind]string{Truth: "Verdicts", FreeOf: "Verdicts", Promise: "Promises", MediaOf: "Pictures and recordings"}
	at := func(key string) diag.At { return s.Positions.At(Path("scales", i, key)) }
	if scale.Kind == "" && scale.Preset == "" {
		scale.Kind = Truth
	}
	scale.unnamed = scale.Label == ""
	if scale.Preset == "" {
		if scale.unnamed {
			scale.Label = labels[scale.Kind]
		}
		return
	}
	if len(scale.Verdicts) > 0 || scale.Kind != "" {
		found.Add(at("preset"), diag.Problemf(diag.BadScale, "a preset has its own kind and verdicts").
			Because("remove kind and verdicts, or preset"))
	}
	var names []string
	for _, preset := range p.Presets() {
		if string(preset.ID) == scale.Preset {
			scale.Kind, scale.Verdicts = preset.Kind, preset.Verdicts
			if scale.ID == "" {
				scale.ID = preset.ID
			}
			if scale.unnamed {
				scale.Label = preset.Label
			}
			return
		}
		names = append(names, string(preset.ID))
	}
	found.Add(at("preset"), diag.Problemf(diag.UnknownScale, "unknown preset %q", scale.Preset).
		Because("%s", diag.DidYouMean(scale.Preset, names)))
}
