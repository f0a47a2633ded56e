package claim

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// Translation is a file's text in another language: ID.es.md beside ID.md, ID/index.es.md beside ID/index.md, verdicts.es.yaml
// beside verdicts.yaml. It holds texts alone. Everything else is inherited from the original, so that no fact can differ from
// one language to the next.
type Translation struct {
	Path     string
	Original string // the path of the file it translates
	ID       id.ID  // of that file; "" of verdicts.yaml
	Lang     config.Lang

	// One of these is set, by the kind of the original.
	Claim   *ClaimText
	Article *ArticleText
	Person  *PersonText
	Page    *PageText // of a plain page or a topic
	Scales  *ScalesText

	Body      *markdown.Body
	Positions *doc.Positions
	Digest    digest.Sum // of the whole file
}

// ClaimText is what a translation says of a claim.
type ClaimText struct {
	Title        string            `yaml:"title" max:"500"`
	Wording      string            `yaml:"claim,required" max:"5000"`
	Short        string            `yaml:"claim_short"`
	Where        string            `yaml:"where"`
	Conclusion   string            `yaml:"conclusion,required" max:"5000" text:"paragraphs"`
	Image        *ImageText        `yaml:"image"`
	Statements   []StatementText   `yaml:"statements"`
	Figures      []FigureText      `yaml:"figures" max:"100"`
	Contacted    []ContactedText   `yaml:"contacted" max:"200"`
	Developments []DevelopmentText `yaml:"developments"`
	Corrections  []CorrectionText  `yaml:"corrections"`
}

// ArticleText is what a translation says of an article.
type ArticleText struct {
	Title   string     `yaml:"title,required" max:"500"`
	Summary string     `yaml:"summary" max:"5000"`
	Image   *ImageText `yaml:"image"`
}

// PersonText is what a translation says of a person. The name may be one that readers of the language can read.
type PersonText struct {
	Name  string     `yaml:"name" max:"500"`
	Role  string     `yaml:"role" max:"500"`
	Image *ImageText `yaml:"image"`
}

// PageText is what a translation says of a plain page or a topic.
type PageText struct {
	Title       string `yaml:"title,required" max:"500"`
	Description string `yaml:"description" max:"5000"`
}

// ImageText is what a translation says of a picture.
type ImageText struct {
	Alt    *string `yaml:"alt,blank"`
	Credit string  `yaml:"credit"`
}

// StatementText translates the statement with the place Of.
type StatementText struct {
	Of    string `yaml:"of,required"`
	Where string `yaml:"where,required"`
}

// FigureText translates the figure with the label Of.
type FigureText struct {
	Of    string `yaml:"of,required"`
	Label string `yaml:"label,required" max:"500"`
	Unit  string `yaml:"unit"`
}

// ContactedText translates what was answered by who is called Of.
type ContactedText struct {
	Of     string `yaml:"of,required"`
	Who    string `yaml:"who"`
	Answer string `yaml:"answer" text:"paragraphs"`
}

// DevelopmentText translates the development of a date.
type DevelopmentText struct {
	Date date.Partial `yaml:"date,required"`
	Text string       `yaml:"text,required"`
}

// CorrectionText translates the correction of a date.
type CorrectionText struct {
	Date date.Stamp `yaml:"date,required"`
	Text string     `yaml:"text,required"`
	Was  *WasText   `yaml:"was"`
}

// WasText is the wording before a correction.
type WasText struct {
	Wording string `yaml:"claim,required" max:"5000"`
}

// ScalesText is what verdicts.es.yaml says of verdicts.yaml.
type ScalesText struct {
	Scales []ScaleText `yaml:"scales,required" max:"100"`
}

// ScaleText translates the scale with an id, in all its versions.
type ScaleText struct {
	ID       id.ID         `yaml:"id,required"`
	Label    string        `yaml:"label" max:"500"`
	Verdicts []VerdictText `yaml:"verdicts"`
}

// VerdictText translates the verdict with an id.
type VerdictText struct {
	ID         id.ID  `yaml:"id,required"`
	Label      string `yaml:"label,required" max:"500"`
	Definition string `yaml:"definition" max:"5000" text:"paragraphs"`
}

// inherited says that a key of the original is one that its translations take from there.
func inherited[Original any](key string) *diag.Problem {
	if !slices.Contains(doc.Keys[Original](), key) {
		return nil
	}
	return diag.Problemf(diag.Inherited, "a translation cannot have %s", key).Because("it is inherited from the original")
}

// RefuseKey tells why a translation does not take a key of a claim.
func (*ClaimText) RefuseKey(key string) *diag.Problem { return inherited[Claim](key) }

// RefuseKey tells why a translation does not take a key of an article.
func (*ArticleText) RefuseKey(key string) *diag.Problem { return inherited[Article](key) }

// RefuseKey tells why a translation does not take a key of a person.
func (*PersonText) RefuseKey(key string) *diag.Problem { return inherited[Person](key) }

// RefuseKey tells why a translation does not take a key of a page.
func (*PageText) RefuseKey(key string) *diag.Problem { return inherited[Page](key) }

// RefuseKey tells why a translation does not take a key of a picture.
func (*ImageText) RefuseKey(key string) *diag.Problem { return inherited[Image](key) }

// RefuseKey tells why a translation does not take a key of a statement.
func (*StatementText) RefuseKey(key string) *diag.Problem { return inherited[Statement](key) }

// RefuseKey tells why a translation does not take a key of a figure.
func (*FigureText) RefuseKey(key string) *diag.Problem { return inherited[Figure](key) }

// RefuseKey tells why a translation does not take a key of somebody who was asked.
func (*ContactedText) RefuseKey(key string) *diag.Problem { return inherited[Contacted](key) }

// RefuseKey tells why a translation does not take a key of a development.
func (*DevelopmentText) RefuseKey(key string) *diag.Problem { return inherited[Development](key) }

// RefuseKey tells why a translation does not take a key of a correction.
func (*CorrectionText) RefuseKey(key string) *diag.Problem { return inherited[Correction](key) }

// RefuseKey tells why a translation does not take a key of what was there before.
func (*WasText) RefuseKey(key string) *diag.Problem { return inherited[Was](key) }

// RefuseKey tells why a translation does not take a key of a scale.
func (*ScaleText) RefuseKey(key string) *diag.Problem { return inherited[Scale](key) }

// RefuseKey tells why a translation does not take a key of a verdict.
func (*VerdictText) RefuseKey(key string) *diag.Problem { return inherited[Verdict](key) }

// OriginalOf tells by its name alone whether a file is a translation: of which file, and into which language. In names of files the
// letter case of a language does not count.
func OriginalOf(file string) (original string, lang config.Lang, ok bool) {
	ext := path.Ext(file)
	stem := strings.TrimSuffix(file, ext)
	tag := path.Ext(stem)
	name := strings.TrimSuffix(path.Base(stem), tag)
	if len(tag) < 2 || name == "" {
		return "", "", false
	}
	parsed, err := language.Parse(tag[1:])
	if err != nil {
		return "", "", false
	}
	return path.Join(path.Dir(file), name) + ext, config.Lang(parsed.String()), true
}
