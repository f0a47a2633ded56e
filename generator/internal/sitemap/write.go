package sitemap

import (
	"bufio"
	"encoding/xml"
	"io"
	"slices"
	"time"
)

// element is what a file's XML is made of: a list of entries.
type element struct{ list, entry string }

func (f File) element() element {
	if f.index {
		return element{"sitemapindex", "sitemap"}
	}
	return element{"urlset", "url"}
}

const (
	namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	declared  = ` xmlns:xhtml="http://www.w3.org/1999/xhtml"` // for links to other languages
)

// frameSize and sizeOf bound what WriteXML writes. An entry has room for the longest date, so that a cut
// does not move when a page changes.
const (
	frameSize     = len(xml.Header + `<sitemapindex xmlns="` + namespace + `"` + declared + ">\n</sitemapindex>\n")
	entrySize     = len("<url><loc></loc><lastmod>" + time.RFC3339Nano + "</lastmod></url>\n")
	alternateSize = len(`<xhtml:link rel="alternate" hreflang="" href=""/>`)
)

func sizeOf(u URL) int {
	size := entrySize + textSize(u.Loc)
	for _, a := range u.Alternates {
		size += alternateSize + textSize(a.Lang) + textSize(a.Loc)
	}
	return size
}

func textSize(s string) int {
	const longest = len("&#34;")
	return len(s) + special(s)*(longest-1)
}

// special counts the bytes of an address that may be written in another way than as they are.
func special(loc string) int {
	n := 0
	for i := range len(loc) {
		if c := loc[i]; c <= ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' {
			n++
		}
	}
	return n
}

// WriteXML writes the file. Entries are put together by hand: there are tens of thousands, and encoding/xml takes several
// times as long.
func (f File) WriteXML(w io.Writer) error {
	e := f.element()
	b := bufio.NewWriterSize(w, 64<<10)
	b.WriteString(xml.Header + "<" + e.list + ` xmlns="` + namespace + `"`)
	if f.translated() {
		b.WriteString(declared)
	}
	b.WriteString(">\n")
	begin, end := "<"+e.entry+"><loc>", "</"+e.entry+">\n"
	var stamp []byte
	for _, u := range f.urls {
		b.WriteString(begin)
		if err := writeText(b, u.Loc); err != nil {
			return err
		}
		b.WriteString("</loc>")
		if stamp = appendStamp(stamp[:0], u.LastMod); len(stamp) > 0 {
			b.WriteString("<lastmod>")
			b.Write(stamp)
			b.WriteString("</lastmod>")
		}
		for _, a := range u.Alternates {
			b.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.Lang + `" href="`)
			if err := writeText(b, a.Loc); err != nil {
				return err
			}
			b.WriteString(`"/>`)
		}
		b.WriteString(end)
	}
	b.WriteString("</" + e.list + ">\n")
	return b.Flush() // which gives the first error of all
}

// translated tells that some of its pages are there in several languages.
func (f File) translated() bool {
	return slices.ContainsFunc(f.urls, func(u URL) bool { return len(u.Alternates) > 0 })
}

// writeText writes an address, most often as it is.
func writeText(b *bufio.Writer, loc string) error {
	if special(loc) > 0 {
		return xml.EscapeText(b, []byte(loc))
	}
	b.WriteString(loc) // Flush gives its error
	return nil
}

// appendStamp writes a moment as W3C has it (https://www.w3.org/TR/NOTE-datetime), and nothing where there is none.
func appendStamp(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	return t.AppendFormat(b, time.RFC3339Nano)
}
