package plan

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// LinkChecker finds dead links, build after build. It remembers those of each claim that is the very same.
type LinkChecker struct {
	claims []*site.Claim // of the last check
	links  [][]InternalLink
}

// Check finds the links and pictures of texts, and the addresses in site.yaml, that lead to no output.
//
// A relative one leads to a file beside the page or to another page, so that it must be there: an error. One from the
// root of the site, such as /press.pdf, may lead to a file that was put into the output folder by other means: a warning.
// Nothing is said of fragments. A page may be named without its last slash, as servers add it.
func (k *LinkChecker) Check(s *site.Site, outputs []Output) diag.List {
	c := linkCheck{there: map[string]bool{}, unbuilt: unbuilt(s)}
	links := k.internal(s)
	if len(links) == 0 {
		return nil
	}
	for _, l := range links {
		c.there[l.Page] = false
		if l.Target != "" {
			c.there[l.Target] = false
		}
	}
	for i := range outputs {
		if _, wanted := c.there[outputs[i].Path]; wanted {
			c.there[outputs[i].Path] = true
		}
	}
	for _, l := range links {
		if !c.there[l.Target] && !c.there[l.Page] {
			c.dead(l, outputs)
		}
	}
	return c.found
}

// InternalLink is a link within the site, in a text or in site.yaml.
type InternalLink struct {
	File   string // that has it
	URL    string // as it is written
	Target string // the output it names; "" where it can only be a page
	Page   string // the page it may mean

	at func() diag.At
}

// linkCheck is a check under way.
type linkCheck struct {
	there   map[string]bool   // outputs that are linked, and whether they are there
	unbuilt map[string]string // the states of claims and articles that are not built, by path
	found   diag.List
}

// InternalLinks lists the links to pages and files of the site that the files of what is built hold, in all languages.
func InternalLinks(s *site.Site) []InternalLink { return new(LinkChecker).internal(s) }

func (k *LinkChecker) internal(s *site.Site) []InternalLink {
	links := append(k.ofClaims(s), textLinks(s)...)
	setting := func(key, url string) {
		if strings.HasPrefix(url, "/") {
			links = append(links, linkTo(url, "/", config.FileName, func() diag.At { return s.Config.Positions.At(key) }))
		}
	}
	cfg := s.Config
	setting("publisher.logo", string(cfg.Publisher.Logo))
	setting("publisher.url", string(cfg.Publisher.URL))
	setting("contact.corrections", string(cfg.Contact.Corrections))
	setting("contact.submit", string(cfg.Contact.Submit))
	setting("licence", string(cfg.Licence))
	for i := range cfg.Nav {
		setting(claim.Path("nav", i, "url"), string(cfg.Nav[i].URL))
	}
	for n, e := range s.Editions {
		links = append(links, new(LinkChecker).ofClaims(e)...)
		links = append(links, textLinks(e)...)
		for i := range e.Config.Nav {
			setting(claim.Path("languages", n, "nav", i, "url"), string(e.Config.Nav[i].URL))
		}
	}
	return links
}

// ofClaims are those of the texts of claims in a language.
func (k *LinkChecker) ofClaims(s *site.Site) []InternalLink {
	before, known := k.claims, k.links
	k.claims, k.links = s.Claims, make([][]InternalLink, len(s.Claims))
	for i, c := range s.Claims {
		if i < len(before) && before[i] == c {
			k.links[i] = known[i]
		} else {
			k.links[i] = linksOf(s.TextOf(c))
		}
	}
	return slices.Concat(k.links...)
}

// textLinks are those of all other texts of a language.
func textLinks(s *site.Site) []InternalLink {
	var links []InternalLink
	for text := range s.OtherTexts {
		links = append(links, linksOf(text)...)
	}
	return links
}

func linksOf(text site.Text) []InternalLink {
	var links []InternalLink
	for i := range text.Body.Internal {
		l := &text.Body.Internal[i]
		links = append(links, linkTo(l.URL, text.URL, text.Path, func() diag.At { return l.At }))
	}
	return links
}

// linkTo tells what a link on the page with an address may name.
func linkTo(link, address, file string, at func() diag.At) InternalLink {
	name := link
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		name = link[:i]
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = norm.NFC.String(plain)
	}
	folder := strings.HasSuffix(name, "/")
	l := InternalLink{File: file, URL: link, at: at}
	if l.relative() {
		name = path.Join(strings.Trim(address, "/"), name) // ../ out of the site stays, and names no output
	} else {
		name = strings.TrimPrefix(path.Clean(name), "/")
	}
	if !folder {
		l.Target = name
	}
	l.Page = path.Join(name, "index.html")
	return l
}

// relative tells that a link begins at its page's own address.
func (l *InternalLink) relative() bool { return l.URL[0] != '/' }

// mostHints is for how many dead links the nearest address is looked for, which takes longer than all else here.
const mostHints = 20

func (c *linkCheck) dead(l InternalLink, outputs []Output) {
	d := diag.Finding{At: l.at(), Severity: diag.Warning, Problem: *diag.Problemf(diag.DeadLink, "the link %q leads to nothing in this site", l.URL)}
	if state := c.unbuilt[l.Page]; state != "" {
		d.Problem = *diag.Problemf(diag.NotBuilt, "the link %q leads to a page that is %s", l.URL, state).Because("readers will not find it until it is published")
	} else {
		if l.relative() {
			d.Severity = diag.Error
		}
		if len(c.found) < mostHints {
			d.Problem.Hint = nearest(l, outputs)
		}
	}
	c.found = append(c.found, d.In(l.File))
}

// unbuilt returns the states of claims and articles that are not built, by the path their pages
// would have.
func unbuilt(s *site.Site) map[string]string {
	names := map[site.State]string{site.Draft: "a draft", site.Scheduled: "scheduled"}
	states := map[string]string{}
	for _, a := range s.UnbuiltArticles {
		states[FileOf(a.URL)] = names[a.State]
	}
	for _, k := range s.Unbuilt {
		states[FileOf(k.URL)] = names[k.State]
	}
	return states
}

// nearest is the hint for a link: the address most like it.
func nearest(l InternalLink, outputs []Output) string {
	known := make([]string, len(outputs))
	for i := range outputs {
		known[i] = "/" + strings.TrimSuffix(outputs[i].Path, "index.html")
	}
	meant := "/" + l.Target
	if l.Target == "" {
		meant = "/" + strings.TrimSuffix(l.Page, "index.html")
	}
	near := diag.Nearest(meant, known)
	if near == "" && l.Target != "" {
		near = diag.Nearest(meant+"/", known)
	}
	switch {
	case near != "":
		return "did you mean \"" + near + "\"?"
	case l.relative():
		return "a relative link begins at the page's own address; put the file beside the page's index.md"
	default:
		return ""
	}
}
