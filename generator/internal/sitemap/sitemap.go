// Package sitemap lists a site's pages for search engines (https://www.sitemaps.org/protocol.html), and writes robots.txt.
//
// # Files
//
// Up to 40 000 addresses stand in one file, sitemap.xml. With more of them sitemap.xml is an index, and the addresses
// stand in parts: sitemap-claims-1.xml, sitemap-claims-2.xml, sitemap-pages-1.xml and so on. Each group is cut by itself,
// from its first address on. Where a cut falls depends on the addresses before it and on nothing else, so that one more
// address at the end of a group changes the group's last part and the index, however large the site is.
//
// The protocol allows 50 000 addresses and 50 MiB a file. The number is kept well below; the size is met only by
// very long addresses, and those are cut by it.
//
// # Languages
//
// A page that there is in several languages names all of them, itself too, as search engines ask for
// (https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap).
//
// # What is left out
//
// An address that is not absolute, or longer than the protocol allows, is in no file: search engines would refuse the
// file for it, and they find the page by its links as well.
package sitemap

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"assay/generator/internal/digest"
)

// maxLength is how long an address may be; the protocol wants less than 2 048 characters.
const maxLength = 2_047

// limits are those of a file.
type limits struct{ urls, bytes int }

func usual() limits { return limits{urls: 40_000, bytes: 50 << 20} }

// URL is a page's address and when it last changed.
type URL struct {
	Loc     string
	LastMod time.Time // zero where that is not known

	Alternates []Alternate // of a page in several languages, in all of them
}

// Alternate is where a page is in a language, by its tag, or for readers of any other language, by "x-default".
type Alternate struct{ Lang, Loc string }

// Group is a part of the site that grows at its end.
type Group struct {
	Name string // as file names have it
	URLs []URL  // oldest first
}

// File is a sitemap, or the index of several.
type File struct {
	Name  string // relative to the site's root
	index bool
	urls  []URL
}

// Files decides which file holds which address, the index first. A site's files are all under base, its absolute
// address with a slash at its end. Without any address there is no file.
func Files(base string, groups []Group) []File {
	return usual().files(base, groups)
}

func (l limits) files(base string, groups []Group) []File {
	var all []URL
	for _, g := range groups {
		all = append(all, listable(g.URLs)...)
	}
	switch len(l.cut(all)) {
	case 0:
		return nil
	case 1:
		return []File{{Name: "sitemap.xml", urls: all}}
	}
	files := []File{{Name: "sitemap.xml", index: true}}
	for _, g := range groups {
		for i, urls := range l.cut(listable(g.URLs)) {
			part := File{Name: fmt.Sprintf("sitemap-%s-%d.xml", g.Name, i+1), urls: urls}
			files = append(files, part)
			files[0].urls = append(files[0].urls, URL{Loc: base + part.Name, LastMod: part.newest()})
		}
	}
	return files
}

func listable(urls []URL) []URL {
	return slices.DeleteFunc(slices.Clone(urls), func(u URL) bool {
		absolute := strings.HasPrefix(u.Loc, "https://") || strings.HasPrefix(u.Loc, "http://")
		return !absolute || len(u.Loc) > maxLength
	})
}

// cut makes parts that keep both limits, each as long as it can be.
func (l limits) cut(urls []URL) (parts [][]URL) {
	start, size := 0, frameSize
	for i, u := range urls {
		more := sizeOf(u)
		if i-start == l.urls || size+more > l.bytes {
			parts = append(parts, urls[start:i:i])
			start, size = i, frameSize
		}
		size += more
	}
	if start < len(urls) {
		parts = append(parts, urls[start:])
	}
	return parts
}

// newest is when the latest of the file's pages changed.
func (f File) newest() time.Time {
	var newest time.Time
	for _, u := range f.urls {
		if u.LastMod.After(newest) {
			newest = u.LastMod
		}
	}
	return newest
}

// Digest names what the file holds.
func (f File) Digest() digest.Sum {
	h, some := digest.New("sitemap"), &digest.Hasher{}
	h.String(f.element().list)
	h.String(f.Name)
	for urls := range slices.Chunk(f.urls, 1_000) { // a hasher keeps what it is given, and tens of thousands are much
		some.Reset("addresses")
		for _, u := range urls {
			_, offset := u.LastMod.Zone()
			some.String(u.Loc)
			some.Int(u.LastMod.Unix())
			some.Int(int64(u.LastMod.Nanosecond()))
			some.Int(int64(offset))
			for _, a := range u.Alternates {
				some.String(a.Lang)
				some.String(a.Loc)
			}
			some.Int(int64(len(u.Alternates)))
		}
		h.Sum(some.Done())
	}
	return h.Done()
}

// Robots writes a robots.txt that shuts nobody out (https://www.rfc-editor.org/rfc/rfc9309) and names the sitemap, if there
// is one. Only that at the root of a host is read.
func Robots(w io.Writer, sitemap string) error {
	text := "User-agent: *\nDisallow:\n"
	if sitemap != "" {
		text += "\nSitemap: " + sitemap + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
