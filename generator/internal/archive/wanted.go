package archive

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"assay/generator/internal/amend"
	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/links"
	"assay/generator/internal/site"
	"assay/generator/internal/wayback"
)

// Wanted lists the pages that have no copy in an archive, of sources, appearances and recordings, each with the places that lack it. A page was read when the
// first of its places says so; of a shared source that is what the claims say that cite it.
func Wanted(s *site.Site) (pages []Page, places [][]links.Place) {
	read := readings(s)
	for _, l := range links.Of(s) {
		p := Page{URL: l.URL}
		var lacking []links.Place
		for _, place := range l.Places {
			if _, ok := lists()[place.What]; !ok || place.Archive != "" {
				continue
			}
			lacking = append(lacking, place)
			if src := place.Source; src != nil && p.Read.IsZero() {
				if p.Read = src.Accessed; p.Read.IsZero() {
					p.Read = read[src.ID]
				}
			}
		}
		if lacking != nil && !isCopy(l.URL) {
			pages, places = append(pages, p), append(places, lacking)
		}
	}
	return pages, places
}

// isCopy tells that an address is that of a copy already.
func isCopy(address string) bool {
	for _, host := range []string{"web.archive.org/", "archive.org/", "archive.ph/", "archive.today/", "archive.is/", "perma.cc/"} {
		if strings.HasPrefix(address, "https://"+host) || strings.HasPrefix(address, "http://"+host) {
			return true
		}
	}
	return false
}

// readings gives when shared sources were read, by what claims say that refer to them.
func readings(s *site.Site) map[claim.SourceID]date.Partial {
	read := map[claim.SourceID]date.Partial{}
	for _, all := range [][]*site.Claim{s.Claims, s.Unbuilt} {
		for _, c := range all {
			for _, src := range c.Claim.Sources {
				if _, known := read[src.ID]; !known && !src.Accessed.IsZero() && src.IsReference() {
					read[src.ID] = src.Accessed
				}
			}
		}
	}
	return read
}

// lists are the keys under which places stand.
func lists() map[string]string {
	return map[string]string{"source": "sources", "appearance": "appearances", "media": "media"}
}

// AddCopy writes a copy into the entries of a file that name the page and have none.
func AddCopy(file string, src []byte, what, page string, c *wayback.Copy) (out []byte, added int, err error) {
	m := amend.Member{Key: "archive", Text: c.URL, Behind: []string{"url"}}
	out, added, err = amend.Add(file, src, lists()[what], names(page), m)
	if err != nil && path.Ext(file) == ".json" { // reference managers put the name of an archive there
		m.Key = "archive_location"
		out, added, err = amend.Add(file, src, lists()[what], names(page), m)
	}
	return out, added, err
}

// AddSnapshot writes a kept copy into the source of a file that has an id.
func AddSnapshot(file string, src []byte, id claim.SourceID, kept claim.Snapshot) (out []byte, added int, err error) {
	m := amend.Member{Key: "snapshot", Behind: []string{"url", "archive"}, Fields: [][2]string{
		{"file", string(kept.File)}, {"sha256", string(kept.SHA256)}, {"captured", kept.Captured.String()},
	}}
	return amend.Add(file, src, "sources", func(entry *doc.Node) bool { return text(entry, "id") == string(id) }, m)
}

// names chooses entries that name a page; items of CSL-JSON may do so by its DOI.
func names(page string) func(*doc.Node) bool {
	return func(entry *doc.Node) bool {
		for _, key := range []string{"url", "URL"} {
			if written := text(entry, key); written != "" {
				return links.Address(strings.TrimSpace(written)) == page
			}
		}
		written := text(entry, "DOI")
		u, err := url.Parse(page)
		begin := strings.Index(written, "10.")
		return begin >= 0 && err == nil && u.Host == "doi.org" && u.Path == "/"+strings.TrimSpace(written[begin:])
	}
}

func text(entry *doc.Node, key string) string {
	for _, f := range entry.Fields {
		if f.Key == key && f.Value.Kind == doc.Scalar {
			return f.Value.Text
		}
	}
	return ""
}

// FileFor gives the name of the kept copy of a source, as the file that names it sees it: beside claims that share a folder under the claim's name, too. Names that are
// taken get a number.
func FileFor(file string, id claim.SourceID, taken func(name string) bool) string {
	name := strings.ReplaceAll(string(id), ":", "-")
	if base := strings.TrimSuffix(path.Base(file), ".md"); base != path.Base(file) && base != "index" {
		name = base + "-" + name
	}
	for n := 1; ; n++ {
		full := "snapshots/" + name + ".warc.gz"
		if n > 1 {
			full = fmt.Sprintf("snapshots/%s-%d.warc.gz", name, n)
		}
		if !taken(full) {
			return full
		}
	}
}
