// Package config reads site.yaml, the one file that makes a folder a site.
//
//	title           name of the site (required)
//	description     one or two sentences about it
//	base_url        absolute URL it is published at; its path is put before every link (default: none, links start at /)
//	lang            language of the site as BCP 47 has it, such as en or pt-BR (default en)
//	languages       [es, {lang: ar, title, description, nav}]: further languages, in which single claims may be translated, and
//	                the site's own texts in them
//	time_zone       IANA name such as Europe/Berlin (default UTC); a published day begins at 00:00 there
//	publisher       {name, url, logo, same_as}: who answers for the site
//	contact         {corrections, submit}: where readers write to, each a URL or an e-mail address
//	policies        {methodology, corrections, funding, ethics, ownership, feedback, masthead}: ids of pages
//	nav             [{label, url}]: the menu (default: the lists the site has, and the page about)
//	licence         URL of the licence the records are given under
//	feed_authority  domain of the ids in feeds, with a day on which it was yours where it came later: facts.example.org,2031;
//	                never changes once published (default: the host of base_url)
//	per_page        entries on a page of an archive, 2 to 500 (default 24)
//	cards           share cards of claims, on or off
//	fonts           files under templates/ that cards are written with, the first that has a character
//	embeds          claims that other sites can show in a frame, on or off
//	search          search in the site, on or off
//	host            netlify or cloudflare: files with headers and redirects for it
//	private         names of x keys of claims that may appear in the data
//	checks          {CODE: off | note | warning | error}: severities of single checks
package config

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones must not depend on the machine
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/language"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/feed"
	"assay/generator/internal/id"
)

// FileName is where a site's configuration stands, relative to its root.
const FileName = "site.yaml"

// Config is what site.yaml says, with defaults filled in.
type Config struct {
	Title         string              `yaml:"title,required" max:"500"`
	Description   string              `yaml:"description" max:"5000"`
	BaseURL       BaseURL             `yaml:"base_url"`
	Lang          Lang                `yaml:"lang"`
	Languages     []Language          `yaml:"languages" max:"40"`
	TimeZone      Zone                `yaml:"time_zone"`
	Publisher     Publisher           `yaml:"publisher"`
	Contact       Contact             `yaml:"contact"`
	Policies      Policies            `yaml:"policies"`
	Nav           []NavItem           `yaml:"nav" max:"50"`
	Licence       doc.URL             `yaml:"licence"`
	FeedAuthority feed.Authority      `yaml:"feed_authority"`
	PerPage       int                 `yaml:"per_page"`
	Cards         bool                `yaml:"cards"`
	Fonts         []string            `yaml:"fonts" max:"50"`
	Embeds        bool                `yaml:"embeds"`
	Search        bool                `yaml:"search"`
	Host          Host                `yaml:"host"`
	Private       []string            `yaml:"private" max:"100"`
	Checks        map[string]Severity `yaml:"checks" max:"500"`

	Positions *doc.Positions
}

// Authority is what the ids in feeds are made of: feed_authority, or the host of the base URL; "" where there is neither.
func (c *Config) Authority() feed.Authority {
	if c.FeedAuthority != "" {
		return c.FeedAuthority
	}
	return c.BaseURL.authority()
}

// AuthorityAt is the authority of a site that is built for an address, which counts only where the site names none of its own.
func (c *Config) AuthorityAt(base BaseURL) feed.Authority {
	if own := c.Authority(); own != "" {
		return own
	}
	return base.authority()
}

func (b BaseURL) authority() feed.Authority {
	u, err := url.Parse(string(b))
	if err != nil {
		return ""
	}
	authority, err := feed.ParseAuthority(u.Hostname())
	if err != nil {
		return "" // an address in numbers, in a preview
	}
	return authority
}

// Publisher answers for the site.
type Publisher struct {
	Name   string    `yaml:"name" max:"500"`
	URL    doc.URL   `yaml:"url"`
	Logo   doc.URL   `yaml:"logo"`
	SameAs []doc.URL `yaml:"same_as" max:"100"`
}

// Contact is where readers write to.
type Contact struct {
	Corrections doc.Contact `yaml:"corrections"`
	Submit      doc.Contact `yaml:"submit"`
}

// Policies are ids of pages.
type Policies struct {
	Methodology id.ID `yaml:"methodology"`
	Corrections id.ID `yaml:"corrections"`
	Funding     id.ID `yaml:"funding"`
	Ethics      id.ID `yaml:"ethics"`
	Ownership   id.ID `yaml:"ownership"`
	Feedback    id.ID `yaml:"feedback"`
	Masthead    id.ID `yaml:"masthead"`
}

// Policy is one of the policies a site names.
type Policy struct {
	Name string // the key in site.yaml
	Page id.ID
}

// All lists the policies that are named, in a fixed order.
func (p Policies) All() []Policy {
	var named []Policy
	for _, policy := range []Policy{
		{"methodology", p.Methodology}, {"corrections", p.Corrections}, {"funding", p.Funding}, {"ethics", p.Ethics},
		{"ownership", p.Ownership}, {"feedback", p.Feedback}, {"masthead", p.Masthead},
	} {
		if policy.Page != "" {
			named = append(named, policy)
		}
	}
	return named
}

// NavItem is an entry of the menu: a label and a URL, site-relative or absolute.
type NavItem struct {
	Label string  `yaml:"label,required" max:"500"`
	URL   doc.URL `yaml:"url,required"`
}

// BaseURL is the absolute URL of the site's root; its path ends in a slash.
type BaseURL string

// UnmarshalText reads an absolute http or https URL without query and fragment.
func (b *BaseURL) UnmarshalText(text []byte) error {
	if err := doc.CheckURL(string(text), []string{"http", "https"}); err != nil || strings.HasPrefix(string(text), "/") {
		if u, parseErr := url.Parse(string(text)); parseErr == nil && u.User != nil {
			return err
		}
		return diag.Problemf(diag.BadURL, "%q is no base URL", text).Because("write it like https://facts.example.org/")
	}
	u, err := url.Parse(string(text))
	if err != nil || strings.ContainsAny(string(text), "?#") {
		return diag.Problemf(diag.BadURL, "a base URL has no query or fragment")
	}
	if u.Host, err = inASCII(u); err != nil {
		return diag.Problemf(diag.BadURL, "%q is no host", u.Hostname()).Because("write it like facts.example.org")
	}
	u = u.JoinPath("/") // without empty segments: links that begin with // would lead to other sites
	*b = BaseURL(u.Scheme + "://" + u.Host + u.EscapedPath())
	return nil
}

// inASCII is the host of an address as the domain name system has it, so that all that name a page name it in the same way.
func inASCII(u *url.URL) (string, error) {
	host, port := u.Hostname(), u.Port()
	if strings.IndexFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return u.Host, nil
	}
	host, err := idna.Lookup.ToASCII(host)
	if port != "" {
		host += ":" + port
	}
	return host, err
}

// Path is what stands before every link: "/" or "/repo/".
func (b BaseURL) Path() string {
	u, err := url.Parse(string(b))
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.EscapedPath()
}

// Lang is a language tag as BCP 47 has it (https://www.rfc-editor.org/info/bcp47).
type Lang string

// UnmarshalText reads a tag and brings it into its usual form.
func (l *Lang) UnmarshalText(text []byte) error {
	tag, err := language.Parse(string(text))
	if err != nil {
		return diag.Problemf(diag.BadValue, "%q is no language", text).Because("write a tag such as en, es or pt-BR")
	}
	*l = Lang(tag.String())
	return nil
}

// Zone is a time zone by its IANA name.
type Zone struct{ Name string }

// UnmarshalText reads a zone's name.
func (z *Zone) UnmarshalText(text []byte) error {
	name := string(text)
	if _, err := time.LoadLocation(name); err != nil || name == "Local" || name == "" {
		return diag.Problemf(diag.BadValue, "%q is no time zone", text).Because("write an IANA name such as Europe/Berlin or UTC")
	}
	z.Name = name
	return nil
}

// Location is the zone itself.
func (z Zone) Location() *time.Location {
	loc, err := time.LoadLocation(z.Name) // "" is UTC
	if err != nil {
		return time.UTC
	}
	return loc
}

// Host is where the site is published, if that reads files with headers and redirects.
type Host string

// The hosts that do.
const (
	Netlify    Host = "netlify"
	Cloudflare Host = "cloudflare"
)

// Values lists them.
func (Host) Values() []string { return []string{string(Netlify), string(Cloudflare)} }

// UnmarshalText reads a host's name.
func (h *Host) UnmarshalText(text []byte) error {
	if !slices.Contains(h.Values(), string(text)) {
		return diag.Problemf(diag.BadValue, "no files are written for the host %q", text).Because("%s", diag.DidYouMean(string(text), h.Values()))
	}
	*h = Host(text)
	return nil
}

// Severity is what site.yaml makes of a check.
type Severity string

// Values lists them.
func (Severity) Values() []string { return []string{"off", "note", "warning", "error"} }

// UnmarshalText reads off, note, warning or error.
func (s *Severity) UnmarshalText(text []byte) error {
	if !slices.Contains(s.Values(), string(text)) {
		return diag.Problemf(diag.BadValue, "%q is no severity", text).Because("%s", diag.DidYouMean(string(text), s.Values()))
	}
	*s = Severity(text)
	return nil
}

// Parser reads site.yaml; it is made once.
type Parser struct{ decoder *doc.Decoder[Config] }

// NewParser makes a parser.
func NewParser() *Parser { return &Parser{doc.NewDecoder[Config]()} }

// Parse reads the file's content.
func (p *Parser) Parse(src []byte) (*Config, diag.Findings) {
	cfg := &Config{Lang: "en", PerPage: defaultPerPage, Positions: &doc.Positions{}}
	src, found := doc.Clean(src)
	if found.Failed() {
		return cfg, found
	}
	node, found := doc.ParseYAML(src, 1)
	if found.Failed() {
		return cfg, found
	}
	cfg.Positions, found = p.decoder.Decode(node, cfg)
	cfg.validate(&found)
	return cfg, found
}

var checkCode = regexp.MustCompile(`^A\d{3}$`)

// defaultPerPage is the number of entries on a page of a listing.
const defaultPerPage = 24

func (c *Config) validate(found *diag.Findings) {
	if c.PerPage < 2 || c.PerPage > 500 {
		c.PerPage = defaultPerPage // for whatever else is checked
		found.Add(c.Positions.At("per_page"), diag.Problemf(diag.BadValue, "per_page must be between 2 and 500"))
	}
	for _, code := range slices.Sorted(maps.Keys(c.Checks)) {
		if !checkCode.MatchString(code) {
			found.Add(c.Positions.At("checks."+code), diag.Problemf(diag.BadValue, "%q is no code of a check", code).Because("codes look like A310"))
		}
	}
	c.validateLanguages(found)
}

// Digest names everything the file says, but not where it says it.
func (c *Config) Digest() digest.Sum {
	plain := *c
	plain.Positions = nil
	return digest.Of("config", plain)
}
