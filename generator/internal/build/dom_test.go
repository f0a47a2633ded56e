package build_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// element is an element of a page; nil where there is none.
type element struct{ *html.Node }

func parsePage(t *testing.T, page string) element {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return element{n}
}

// all gives the elements below that match a selector of tags and classes, such as "ol.sources li", in the order of the page.
func (e element) all(selector string) (found []element) {
	if e.Node == nil {
		return nil
	}
	step, rest, further := strings.Cut(selector, " ")
	tag, class, _ := strings.Cut(step, ".")
	for n := range e.Descendants() {
		is := element{n}
		if n.Type != html.ElementNode || tag != "" && n.Data != tag || class != "" && !slices.Contains(strings.Fields(is.attr("class")), class) {
			continue
		}
		if !further {
			found = append(found, is)
			continue
		}
		for _, inner := range is.all(rest) {
			if !slices.Contains(found, inner) {
				found = append(found, inner)
			}
		}
	}
	return found
}

func (e element) first(selector string) element {
	if found := e.all(selector); len(found) > 0 {
		return found[0]
	}
	return element{}
}

func (e element) attr(name string) string {
	if e.Node != nil {
		for _, a := range e.Attr {
			if a.Key == name {
				return a.Val
			}
		}
	}
	return ""
}

// property is what a page tells networks of itself.
func (e element) property(name string) string {
	for _, meta := range e.all("meta") {
		if meta.attr("property") == name {
			return meta.attr("content")
		}
	}
	return ""
}

// text is what a reader sees, with single spaces.
func (e element) text() string {
	if e.Node == nil {
		return ""
	}
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return spaced(b.String())
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

func texts(all []element) (list []string) {
	for _, e := range all {
		list = append(list, e.text())
	}
	return list
}

// scripts gives what stands in the scripts of a page that hold structured data.
func (e element) scripts() (list []string) {
	for _, s := range e.all("script") {
		if s.attr("type") == "application/ld+json" && s.FirstChild != nil {
			list = append(list, s.FirstChild.Data)
		}
	}
	return list
}
