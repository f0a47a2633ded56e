package claim

import (
	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
)

// Person is somebody who made claims, or who checked them: a person or an organization.
type Person struct {
	ID   id.ID
	Path string

	Name    string       `yaml:"name,required" max:"500"`
	Type    PersonType   `yaml:"type"`
	Role    string       `yaml:"role" max:"500"`
	SameAs  []doc.WebURL `yaml:"same_as" max:"100"`
	Image   *Image       `yaml:"image"`
	Aliases []Alias      `yaml:"aliases" max:"100"`

	RoleLang config.Lang // of Role in a translation that leaves it as it was, else ""

	Body       *markdown.Body
	Positions  *doc.Positions
	Digest     digest.Sum // of the whole file
	NameDigest digest.Sum // of what others' pages show: id, name, type, role, same_as
}

// Page is a plain page: about, methodology, contact.
type Page struct {
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
