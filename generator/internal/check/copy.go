package check

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxUnpacked bounds what is looked at of one copy, packed or not: a few kilobytes can be packed to unfold without end.
const maxUnpacked = 64 << 20

// textOf gives the words of a kept copy, and tells whether they are all of them. They are not where the copy is larger than can be
// looked at, is damaged, or has parts that cannot be read: then nothing can be missed.
func textOf(name string, content []byte) (text string, whole bool) {
	b := &budget{left: maxUnpacked}
	whole = true
	if strings.HasSuffix(strings.ToLower(name), packed) {
		content, whole = b.unpack(gzipped(bytes.NewReader(content)))
	} else if len(content) > maxUnpacked {
		content, whole = content[:maxUnpacked], false
	}
	if formatOf(name) == ".warc" {
		text, read := b.warc(content)
		return text, whole && read
	}
	return words(typeOf(formatOf(name)), content), whole
}

// budget is how much may still be unpacked.
type budget struct{ left int64 }

// unpack reads all there is, as far as the budget goes, and tells whether it was all.
func (b *budget) unpack(r io.Reader, err error) ([]byte, bool) {
	if err != nil {
		return nil, false
	}
	content, err := io.ReadAll(io.LimitReader(r, b.left+1))
	if int64(len(content)) > b.left {
		content, err = content[:b.left], io.ErrShortBuffer
	}
	b.left -= int64(len(content))
	return content, err == nil
}

func gzipped(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }

func deflated(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }

// typeOf gives the media type of a format.
func typeOf(format string) string {
	switch format {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	case ".json":
		return "application/json"
	case ".xml":
		return "application/xml"
	}
	return "text/plain"
}

// words gives the words of a text of a media type.
func words(mediaType string, content []byte) string {
	base, _, _ := strings.Cut(mediaType, ";")
	switch base = strings.TrimSpace(base); {
	case base == "application/json" || strings.HasSuffix(base, "+json"):
		return jsonWords(content)
	case base == "application/xml" || base == "text/xml" || strings.HasSuffix(base, "+xml") && base != "application/xhtml+xml":
		return xmlWords(content)
	case base == "text/html" || base == "application/xhtml+xml":
		return htmlWords(decoded(content, mediaType))
	}
	return decoded(content, mediaType)
}

// decoded brings a text into UTF-8: what it, or who sent it, says of itself tells from which encoding.
func decoded(content []byte, mediaType string) string {
	encoding, _, certain := charset.DetermineEncoding(content, mediaType)
	if !certain && utf8.Valid(content) {
		return string(content)
	}
	text, err := encoding.NewDecoder().Bytes(content)
	if err != nil {
		return string(content)
	}
	return string(text)
}

// htmlWords gives what a page says, without its scripts and style sheets.
func htmlWords(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	skip := false
	for {
		switch token := z.Next(); token {
		case html.ErrorToken:
			return b.String() // the end
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			skip = token == html.StartTagToken && (string(name) == "script" || string(name) == "style")
		case html.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		}
	}
}

// jsonWords gives all texts in JSON; where they are HTML, without their tags. What is no JSON is taken as it stands.
func jsonWords(content []byte) string {
	var b strings.Builder
	d := json.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			return string(content)
		}
		if s, ok := token.(string); ok {
			b.WriteString(unmarked(s))
			b.WriteByte('\n')
		}
	}
}

// xmlWords gives the text of XML; where it is HTML, as in feeds, without its tags. What is no XML is taken for HTML.
func xmlWords(content []byte) string {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(content))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			return htmlWords(decoded(content, "text/html"))
		}
		if text, ok := token.(xml.CharData); ok {
			b.WriteString(unmarked(string(text)))
		}
	}
}

func unmarked(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return htmlWords(s)
}
