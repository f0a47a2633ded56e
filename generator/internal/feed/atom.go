package feed

import (
	"encoding/xml"
	"io"
	"net/url"
	"path"
	"strings"
)

type atomFeed struct {
	XMLName   struct{}    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr,omitempty"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Author    *atomPerson `xml:"author"`
	Rights    string      `xml:"rights,omitempty"`
	Icon      string      `xml:"icon,omitempty"`
	Logo      string      `xml:"logo,omitempty"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
	Content    *atomText      `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",innerxml"` // escaped
}

// WriteAtom writes the feed as Atom.
func (f Feed) WriteAtom(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ") // between elements only; no text is touched
	if err := e.Encode(f.asAtom()); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (f Feed) asAtom() atomFeed {
	a := atomFeed{
		Lang: f.Lang, ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Updated: stamp(f.updated()),
		Rights: f.Licence, Icon: f.Icon, Logo: f.Logo, Generator: "Assay",
		Links: links(
			atomLink{"self", "application/atom+xml", f.Atom},
			atomLink{"alternate", "text/html", f.Home},
			atomLink{"alternate", "application/feed+json", f.JSON},
			atomLink{"license", "", f.Licence},
		),
		Entries: make([]atomEntry, len(f.Entries)),
	}
	if f.Author != (Person{}) {
		a.Author = &atomPerson{f.Author.Name, f.Author.URL}
	}
	for i, e := range f.Entries {
		a.Entries[i] = e.asAtom()
	}
	return a
}

func (e Entry) asAtom() atomEntry {
	a := atomEntry{
		Lang: e.Lang, ID: e.ID, Title: e.Title, Published: stamp(e.Published), Updated: stamp(e.updated()),
		Links: links(
			atomLink{"alternate", "text/html", e.URL},
			atomLink{"enclosure", imageType(e.Image), e.Image},
		),
		Summary: text("text", e.Summary), Content: text("html", e.HTML),
	}
	for _, p := range e.Authors {
		a.Authors = append(a.Authors, atomPerson{p.Name, p.URL})
	}
	for _, c := range e.Categories {
		a.Categories = append(a.Categories, atomCategory{c.Term, c.Scheme, c.Label})
	}
	return a
}

// links leaves out those that lead nowhere.
func links(all ...atomLink) (links []atomLink) {
	for _, l := range all {
		if l.Href != "" {
			links = append(links, l)
		}
	}
	return links
}

func text(kind, s string) *atomText {
	if s == "" {
		return nil
	}
	return &atomText{kind, escape(s)}
}

// imageType tells a picture's type by its name, the same on every machine. Readers take it as a hint and do without.
func imageType(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch ext := strings.ToLower(path.Ext(u.Path)); ext {
	case ".png", ".jpeg", ".gif", ".webp", ".avif":
		return "image/" + ext[1:]
	case ".jpg":
		return "image/jpeg"
	case ".svg":
		return "image/svg+xml"
	default:
		return ""
	}
}
