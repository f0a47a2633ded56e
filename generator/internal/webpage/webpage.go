// Package webpage reads what a web page says of itself: its title, who published it, and when.
//
// Pages say it in several ways, and what is said best comes first:
//
//   - JSON-LD of an article, a video or another creative work (https://schema.org/CreativeWork), also inside @graph and lists;
//   - Open Graph (https://ogp.me) and its article:published_time;
//   - the names that reference managers know: citation_title, dc.title and the like (https://scholar.google.com/intl/en/scholar/inclusion.html);
//   - the title element, and the first time element that has a moment.
//
// Nothing is guessed: a page that does not name its publisher has none, and a date that cannot be read is left out. Values are one line of text without
// control characters, zero-width ones and marks of direction among them, and are cut where they are longer than anybody's title.
package webpage

import (
	"bytes"
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"assay/generator/internal/date"
)

// Page is what a page says of itself; what it does not say is empty.
type Page struct {
	Title     string
	Publisher string
	Date      date.Partial // the day on which it was published, as it stands there
	Lang      string       // as its html element has it
	Video     bool
	Audio     bool
}

// maxText is how many characters of a value are kept.
const maxText = 300

// Read reads a page in the encoding that its media type or itself names. What is no HTML says nothing.
func Read(body []byte, mediaType string) Page {
	if mediaType != "" && !strings.Contains(strings.ToLower(mediaType), "html") {
		return Page{}
	}
	r, err := charset.NewReader(bytes.NewReader(body), mediaType)
	if err != nil {
		return Page{}
	}
	root, err := html.Parse(r)
	if err != nil {
		return Page{}
	}
	var f found
	f.walk(root)
	return f.page()
}

// found is what was found in a page, by the ways in which it may say it.
type found struct {
	linked work // JSON-LD
	meta   map[string]string
	title  string
	time   string
	lang   string
}

func (f *found) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		f.element(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		f.walk(child)
	}
}

func (f *found) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		f.lang = attribute(n, "lang")
	case atom.Title:
		if f.title == "" && n.Namespace == "" { // pictures have titles, too
			f.title = content(n)
		}
	case atom.Time:
		f.time = cmp.Or(f.time, attribute(n, "datetime"))
	case atom.Meta:
		name := strings.ToLower(cmp.Or(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop")))
		if f.meta == nil {
			f.meta = map[string]string{}
		}
		f.meta[name] = cmp.Or(f.meta[name], attribute(n, "content"))
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") {
			f.linked.read(content(n))
		}
	}
}

func (f *found) page() Page {
	kind := f.meta["og:type"]
	p := Page{
		Title:     clean(cmp.Or(f.linked.title, f.first("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"), f.title)),
		Publisher: clean(cmp.Or(f.linked.publisher, f.first("og:site_name", "citation_publisher", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name"))),
		Lang:      clean(f.lang),
		Video:     f.linked.video || strings.HasPrefix(kind, "video"),
		Audio:     f.linked.audio || strings.HasPrefix(kind, "music"),
	}
	for _, text := range []string{f.linked.date, f.first("article:published_time", "og:article:published_time"), f.first("citation_publication_date", "citation_date", "dcterms.created", "dc.date.issued", "dcterms.issued", "dc.date"),
		f.first("datepublished", "date", "parsely-pub-date", "pubdate"), f.time} {
		if day, ok := dayOf(text); ok {
			p.Date = day
			break
		}
	}
	return p
}

// first gives the first of some names that has a value.
func (f *found) first(names ...string) string {
	for _, name := range names {
		if v := clean(f.meta[name]); v != "" {
			return v
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func content(n *html.Node) string {
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return b.String()
}

// clean makes a line of a text.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxText {
		text = strings.TrimSpace(string(runes[:maxText-1])) + "…"
	}
	return text
}

// dayOf reads the day of a moment or a date as pages write them, as it stands there.
func dayOf(text string) (date.Partial, bool) {
	text = strings.TrimSpace(text)
	if len(text) >= len(time.DateOnly) {
		first := strings.ReplaceAll(text[:len(time.DateOnly)], "/", "-") // reference managers want slashes
		if day, err := date.ParsePartial(first); err == nil && (len(text) == len(first) || !isDigit(text[len(first)])) {
			return day, day.Year > 0
		}
	}
	if day, err := date.ParsePartial(text); err == nil && text != "" {
		return day, true
	}
	for _, form := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return date.Of(t), true
		}
	}
	return date.Partial{}, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
