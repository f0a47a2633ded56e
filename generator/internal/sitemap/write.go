package sitemap

import (
	"bufio"
	"encoding/xml"
	"io"
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

const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// frameSize and sizeOf bound what WriteXML writes. An entry has room for the longest date, so that a cut
// does not move when a page changes.
const (
	frameSize = len(xml.Header + `<sitemapindex xmlns="` + namespace + `">` + "\n</sitemapindex>\n")
	entrySize = len("<url><loc></loc><lastmod>" + time.RFC3339Nano + "</lastmod></url>\n")
)

func sizeOf(u URL) int {
	const longest = len("&#34;")
	return entrySize + len(u.Loc) + special(u.Loc)*(longest-1)
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
	b.WriteString(xml.Header + "<" + e.list + ` xmlns="` + namespace + "\">\n")
	begin, end := "<"+e.entry+"><loc>", "</"+e.entry+">\n"
	var stamp []byte
	for _, u := range f.urls {
		b.WriteString(begin)
		if special(u.Loc) == 0 {
			b.WriteString(u.Loc)
		} else if err := xml.EscapeText(b, []byte(u.Loc)); err != nil {
			return err
		}
		b.WriteString("</loc>")
		if stamp = appendStamp(stamp[:0], u.LastMod); len(stamp) > 0 {
			b.WriteString("<lastmod>")
			b.Write(stamp)
			b.WriteString("</lastmod>")
		}
		b.WriteString(end)
	}
	b.WriteString("</" + e.list + ">\n")
	return b.Flush() // which gives the first error of all
}

// appendStamp writes a moment as W3C has it (https://www.w3.org/TR/NOTE-datetime), and nothing where there is none.
func appendStamp(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	return t.AppendFormat(b, time.RFC3339Nano)
}
