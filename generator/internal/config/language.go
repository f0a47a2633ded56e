package config

import (
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// Language is a further language of the site, with the site's own texts in it. It is written as a tag, or as a mapping.
type Language struct {
	Lang        Lang      `yaml:"lang,required"`
	Title       string    `yaml:"title" max:"500"`
	Description string    `yaml:"description" max:"5000"`
	Nav         []NavItem `yaml:"nav" max:"50"`
}

// languageMapping is a language without the other way of writing it.
type languageMapping Language

// Alternatives are the shapes in which a language is written.
func (Language) Alternatives() []any { return []any{Lang(""), languageMapping{}} }

// UnmarshalNode reads a tag or a mapping.
func (l *Language) UnmarshalNode(c *doc.Context, n *doc.Node) {
	if n.Kind == doc.Scalar {
		c.Value(n, &l.Lang)
		return
	}
	c.Value(n, (*languageMapping)(l))
}

// Root is the address under which a language's pages stand, such as /pt-br/.
func (l Lang) Root() string { return "/" + strings.ToLower(string(l)) + "/" }

// Tags lists the further languages.
func (c *Config) Tags() []string {
	tags := make([]string, len(c.Languages))
	for i := range c.Languages {
		tags[i] = string(c.Languages[i].Lang)
	}
	return tags
}

// In gives the configuration as readers of a further language see the site. A title stands for all languages; a description and
// a menu that were written for others do not.
func (c *Config) In(l Language) *Config {
	n := *c
	n.Lang, n.Description, n.Nav = l.Lang, l.Description, l.Nav
	if l.Title != "" {
		n.Title = l.Title
	}
	return &n
}

// validateLanguages checks that a language stands in the list once, and the site's own not at all.
func (c *Config) validateLanguages(found *diag.Findings) {
	tags := c.Tags()
	for i, tag := range tags {
		switch at := c.Positions.At("languages." + strconv.Itoa(i)); {
		case tag == "": // reported by the decoder
		case tag == string(c.Lang):
			found.Add(at, diag.Problemf(diag.BadValue, "%s is the site's own language", tag).Because("languages are the further ones: remove it"))
		case slices.Index(tags, tag) < i:
			found.Add(at, diag.Problemf(diag.BadValue, "%s stands here a second time", tag))
		}
	}
}
