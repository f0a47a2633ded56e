// Package links looks what became of the web pages that a site rests on: its sources, and where claims can be read, heard or seen.
//
// Every address is asked for once, whatever comes behind its "#". Hosts are asked one request after the other with a pause between them, so that nobody
// takes this for an attack; a host that asks to be left alone for a while (Retry-After, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after) is. What was found
// fine is believed for some days.
//
// # What is found
//
//	ok            the page is there
//	moved         it is there, and its server says that it stands elsewhere for good
//	gone          the server says that it is not there: 404, 410
//	soft-404      the server says that all is well, and shows something else: a page whose title says that nothing was found, or, for an address of some depth, its home page
//	parked        the name is for sale: where it leads, or what the page says, is of those who deal in names
//	no-host       nobody has the name any more
//	unreachable   nobody answers
//	timeout       nobody answers in time
//	certificate   its certificate cannot be trusted
//	refused       the server does not say: programs are not let in (401, 403, 429, 451 and the like)
//	server-error  the server has a fault of its own (5xx)
//	private       the address leads into a network that is not public, and was not asked
//
// The first three after moved, and a name that nobody has, are [Lost]: a reader will not find the page there. The others say nothing for certain.
package links

import (
	"net/url"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// Link is an address and the places where it stands.
type Link struct {
	URL    string // without a fragment
	Places []Place
}

// Place is where an address stands in a file.
type Place struct {
	File    string
	At      diag.At
	What    string        // source, appearance, statement or media
	Archive string        // where a copy of the page stands, "" where the file names none
	Source  *claim.Source // the entry, where it is a source
}

// Of lists what a site links, in the order of the first places: by file, then by line.
func Of(s *site.Site) []Link {
	c := collector{known: map[string]int{}}
	for _, all := range [][]*site.Claim{s.Claims, s.Unbuilt} {
		for _, k := range all {
			c.claim(k)
		}
	}
	for _, l := range s.Libraries {
		for i := range l.Sources {
			c.add(string(l.Sources[i].URL), Place{l.Path, l.Positions.At(claim.Path("sources", i, "url")), "source", string(l.Sources[i].Archive), &l.Sources[i]})
		}
	}
	for i := range c.links {
		slices.SortStableFunc(c.links[i].Places, comparePlaces)
	}
	slices.SortStableFunc(c.links, func(a, b Link) int { return comparePlaces(a.Places[0], b.Places[0]) })
	return c.links
}

func comparePlaces(a, b Place) int {
	if a.File != b.File {
		return strings.Compare(a.File, b.File)
	}
	if a.At.Line != b.At.Line {
		return a.At.Line - b.At.Line
	}
	return a.At.Col - b.At.Col
}

type collector struct {
	links []Link
	known map[string]int
}

func (c *collector) claim(k *site.Claim) {
	at := func(parts ...any) diag.At { return k.Positions.At(claim.Path(parts...)) }
	for i := range k.Claim.Sources {
		src := &k.Claim.Sources[i]
		c.add(string(src.URL), Place{k.Path, at("sources", i, "url"), "source", string(src.Archive), src})
	}
	for i, a := range k.Appearances {
		c.add(string(a.URL), Place{k.Path, at("appearances", i, "url"), "appearance", string(a.Archive), nil})
	}
	for i, s := range k.Claim.Statements {
		c.add(string(s.URL), Place{k.Path, at("statements", i, "url"), "statement", "", nil})
	}
	for i, m := range k.Media {
		c.add(string(m.URL), Place{k.Path, at("media", i, "url"), "media", string(m.Archive), nil})
	}
}

func (c *collector) add(address string, p Place) {
	if address = Address(address); address == "" {
		return // reported by the build
	}
	i, known := c.known[address]
	if !known {
		i = len(c.links)
		c.known[address], c.links = i, append(c.links, Link{URL: address})
	}
	c.links[i].Places = append(c.links[i].Places, p)
}

// Address is an address as it is asked for, without a fragment; "" where it is none.
func Address(written string) string {
	u, err := url.Parse(written)
	if err != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}
