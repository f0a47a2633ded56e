package proof

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// use is what a page wants of an address.
type use uint8

const (
	link    use = iota // to be followed
	frame              // to be shown in it
	picture            // the others are to be fetched
	styleSheet
	script
	icon
	file
)

// String is its name in messages.
func (u use) String() string {
	return [...]string{"link", "frame", "picture", "style sheet", "script", "icon", "file"}[u]
}

// needsFile tells that no page will do.
func (u use) needsFile() bool { return u > frame }

// reference is an address in a page.
type reference struct {
	use use
	url string // as the page has it
}

// reader reads one page after another.
type reader struct {
	content    bytes.Buffer
	references []reference
	ids        []string // of elements, and names of <a>
	base       string   // the first <base href>
}

func (r *reader) reset() {
	r.content.Reset()
	r.references, r.ids, r.base = r.references[:0], r.ids[:0], ""
}

func (r *reader) add(u use, url string) { r.references = append(r.references, reference{u, url}) }

// html reads a page.
func (r *reader) html() {
	z := html.NewTokenizer(&r.content)
	inStyle := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return // reading from memory, it can only be the end
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			inStyle = string(tag) == "style"
			if string(tag) == "noscript" {
				z.NextIsNotRawText() // it is read by those who read without scripts
			}
			if more {
				r.attributes(z, tag)
			}
		case html.TextToken:
			if inStyle {
				r.css(string(z.Text()))
			}
		case html.EndTagToken:
			inStyle = false
		}
	}
}

// attributes reads the attributes of a tag.
func (r *reader) attributes(z *html.Tokenizer, tag []byte) {
	if string(tag) == "link" || string(tag) == "meta" {
		r.metadata(z, string(tag) == "link")
		return
	}
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "id":
			r.ids = append(r.ids, string(value))
		case "name":
			if string(tag) == "a" {
				r.ids = append(r.ids, string(value))
			}
		case "href", "xlink:href":
			r.href(tag, string(value))
		case "src":
			r.add(fetched(tag), string(value))
		case "srcset":
			r.srcset(string(value))
		case "poster":
			r.add(picture, string(value))
		case "data":
			if string(tag) == "object" {
				r.add(frame, string(value))
			}
		case "action", "formaction":
			r.add(link, string(value))
		case "cite":
			r.add(link, string(value))
		case "style":
			r.css(string(value))
		}
	}
}

func (r *reader) href(tag []byte, url string) {
	switch string(tag) {
	case "a", "area":
		r.add(link, url)
	case "base":
		if r.base == "" {
			r.base = url
		}
	default: // of svg: use, image, pattern, …
		r.add(picture, url)
	}
}

// fetched is what an element with a src shows.
func fetched(tag []byte) use {
	switch string(tag) {
	case "img", "input":
		return picture
	case "script":
		return script
	case "iframe", "frame", "embed":
		return frame
	default: // audio, video, source, track
		return file
	}
}

// metadata reads the attributes of <link> and <meta>, whose meaning depends on each other.
func (r *reader) metadata(z *html.Tokenizer, isLink bool) {
	var rel, href, property, content, event string
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "id":
			r.ids = append(r.ids, string(value))
		case "rel":
			rel = string(value)
		case "href":
			href = string(value)
		case "imagesrcset":
			r.srcset(string(value))
		case "name", "property":
			property = string(value)
		case "content":
			content = string(value)
		case "http-equiv":
			event = string(value)
		}
	}
	switch {
	case isLink:
		r.related(strings.ToLower(rel), href)
	case strings.EqualFold(event, "refresh"):
		if url, ok := refresh(content); ok {
			r.add(link, url)
		}
	default:
		r.property(property, content)
	}
}

// related reads what a <link> names.
func (r *reader) related(rel, href string) {
	if href == "" {
		return // HTML tells browsers to ignore it, and it may only have an imagesrcset
	}
	use := link
	for kind := range strings.FieldsSeq(rel) {
		switch kind {
		case "preconnect", "dns-prefetch":
			return // a host, no file of it
		case "stylesheet":
			use = styleSheet
		case "icon", "apple-touch-icon", "mask-icon":
			use = icon
		case "modulepreload":
			use = script
		case "preload", "manifest":
			use = file
		}
	}
	r.add(use, href)
}

// property reads what a <meta> says for cards in other sites.
func (r *reader) property(name, content string) {
	switch strings.ToLower(name) {
	case "og:url":
		r.add(link, content)
	case "og:image", "og:image:url", "og:image:secure_url", "twitter:image":
		r.add(picture, content)
	case "og:video", "og:video:url", "og:audio", "og:audio:url":
		r.add(file, content)
	}
}
