package plan

import (
	"net/url"
	"path"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/markdown"
	"assay/generator/internal/site"
)

// CheckLinks finds the links and pictures of texts, and the addresses in site.yaml, that lead to no output.
//
// A relative one leads to a file beside the page or to another page, so that it must be there: an error. One from the
// root of the site, such as /press.pdf, may lead to a file that was put into the output folder by other means: a warning.
// Nothing is said of fragments. A page may be named without its last slash, as servers add it.
func CheckLinks(s *site.Site, outputs []Output) diag.List {
	c := linkChecker{there: map[string]bool{}}
	c.gather(s)
	if len(c.links) == 0 {
		return nil
	}
	for i := range outputs {
		if _, wanted := c.there[outputs[i].Path]; wanted {
			c.there[outputs[i].Path] = true
		}
	}
	for _, l := range c.links {
		if !c.there[l.target] && !c.there[l.page] {
			c.dead(l, s, outputs)
		}
	}
	return c.found
}

// internal is a link within the site.
type internal struct {
	file     string
	at       func() diag.At
	url      string // as it is written
	relative bool
	target   string // the output it names; "" where it can only be a page
	page     string // the page it may mean
}

type linkChecker struct {
	links []internal
	there map[string]bool // outputs that are linked, and whether they are there
	found diag.List
}

// gather lists all links of what is built.
func (c *linkChecker) gather(s *site.Site) {
	for _, k := range s.Claims {
		c.body(k.Path, k.URL, k.Body)
	}
	for _, a := range s.Articles {
		c.body(a.Path, a.URL, a.Body)
	}
	for _, people := range [][]*site.Person{s.Claimants, s.Team} {
		for _, who := range people {
			c.body(who.Path, who.URL, who.Body)
		}
	}
	for _, t := range s.Topics {
		if t.Page != nil {
			c.body(t.Page.Path, t.URL, t.Page.Body)
		}
	}
	for _, page := range s.Pages {
		c.body(page.Path, page.URL, page.Body)
	}
	cfg := s.Config
	c.config(s, "publisher.logo", string(cfg.Publisher.Logo))
	c.config(s, "publisher.url", string(cfg.Publisher.URL))
	c.config(s, "contact.corrections", string(cfg.Contact.Corrections))
	c.config(s, "contact.submit", string(cfg.Contact.Submit))
	c.config(s, "licence", string(cfg.Licence))
	for i := range cfg.Nav {
		c.config(s, claim.Path("nav", i, "url"), string(cfg.Nav[i].URL))
	}
}

func (c *linkChecker) body(file, address string, body *markdown.Body) {
	for i := range body.Internal {
		l := &body.Internal[i]
		c.add(file, address, l.URL, func() diag.At { return l.At })
	}
}

func (c *linkChecker) config(s *site.Site, key, link string) {
	if strings.HasPrefix(link, "/") {
		c.add("site.yaml", "/", link, func() diag.At { return s.Config.Positions.At(key) })
	}
}

func (c *linkChecker) add(file, address, link string, at func() diag.At) {
	l := internal{file: file, at: at, url: link, relative: link[0] != '/'}
	name := link
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		name = link[:i]
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	folder := strings.HasSuffix(name, "/")
	if l.relative {
		name = path.Join(strings.Trim(address, "/"), name) // ../ out of the site stays, and names no output
	} else {
		name = strings.TrimPrefix(path.Clean(name), "/")
	}
	if !folder {
		l.target = name
		c.there[l.target] = false
	}
	l.page = path.Join(name, "index.html")
	c.there[l.page] = false
	c.links = append(c.links, l)
}

// mostHints is for how many dead links the nearest address is looked for, which takes longer than all else here.
const mostHints = 20

func (c *linkChecker) dead(l internal, s *site.Site, outputs []Output) {
	d := diag.Finding{At: l.at(), Severity: diag.Warning, Problem: *diag.Problemf(diag.DeadLink, "the link %q leads to nothing in this site", l.url)}
	if state := unbuilt(s, l.page); state != "" {
		d.Problem = *diag.Problemf(diag.NotBuilt, "the link %q leads to a page that is %s", l.url, state).Because("readers will not find it until it is published")
	} else {
		if l.relative {
			d.Severity = diag.Error
		}
		if len(c.found) < mostHints {
			d.Problem.Hint = nearest(l, outputs)
		}
	}
	c.found = append(c.found, d.In(l.file))
}

// unbuilt gives the state of a claim or an article that would be at a path, "" where there is none.
func unbuilt(s *site.Site, file string) string {
	names := map[site.State]string{site.Draft: "a draft", site.Scheduled: "scheduled"}
	for _, k := range s.Unbuilt {
		if FileOf(k.URL) == file {
			return names[k.State]
		}
	}
	for _, a := range s.UnbuiltArticles {
		if FileOf(a.URL) == file {
			return names[a.State]
		}
	}
	return ""
}

// nearest is the hint for a link: the address most like it.
func nearest(l internal, outputs []Output) string {
	known := make([]string, len(outputs))
	for i := range outputs {
		known[i] = "/" + strings.TrimSuffix(outputs[i].Path, "index.html")
	}
	meant := "/" + l.target
	if l.target == "" {
		meant = "/" + strings.TrimSuffix(l.page, "index.html")
	}
	near := diag.Nearest(meant, known)
	if near == "" && l.target != "" {
		near = diag.Nearest(meant+"/", known)
	}
	switch {
	case near != "":
		return "did you mean \"" + near + "\"?"
	case l.relative:
		return "a relative link begins at the page's own address; put the file beside the page's index.md"
	default:
		return ""
	}
}
