// Package feed writes what is new on a site as Atom (https://www.rfc-editor.org/rfc/rfc4287) and as JSON Feed 1.1
// (https://www.jsonfeed.org/version/1.1/). Plain values in, bytes out: it knows no site and no file. All addresses are
// absolute, those in an entry's markup too.
//
// # Values
//
//	Feed      Atom                                  JSON Feed
//	ID        id                                    (feed_url is its id)
//	Title     title                                 title
//	Subtitle  subtitle                              description
//	Home      link rel=alternate, text/html         home_page_url
//	Atom      link rel=self                         –
//	JSON      link rel=alternate, feed+json         feed_url
//	Lang      xml:lang                              language
//	Licence   rights, link rel=license (RFC 4946)   _factcheck.licence
//	Icon      icon                                  favicon
//	Logo      logo                                  icon
//	Author    author                                authors
//	About     –                                     _factcheck.about
//	Updated   updated                               –
//
//	Entry       Atom                                JSON Feed
//	ID          id                                  id
//	URL         link rel=alternate                  url
//	Title       title                               title
//	Summary     summary, as text                    summary
//	HTML        content, as html                    content_html
//	Published   published                           date_published
//	Updated     updated                             date_modified
//	Authors     author                              authors
//	Categories  category                            tags
//	Lang        xml:lang                            language
//	Image       link rel=enclosure                  image
//	FactCheck   –                                   _factcheck
//
// An entry that was never updated was updated when it was published, and a feed for which no Updated is given when the
// newest of its entries was. Without HTML, content_text has the summary, or the title. The generator is named without its
// version: a feed whose content is the same must have the same bytes, or every reader would fetch it again.
//
// # The extension _factcheck
//
// JSON Feed lets publishers add objects whose names begin with an underscore. Those of an item are described at
// [FactCheck] and in docs/feeds.md. That of the feed itself has two keys: about, the address of that description, and
// licence, the address of the licence the feed is given under.
//
// # What is promised
//
// Any text gives well-formed XML and JSON. What XML 1.0 cannot hold (control characters, half a surrogate pair) and what is
// no UTF-8 becomes U+FFFD; everything else is read back as it was, characters of direction included. The same
// values give the same bytes.
package feed

import "time"

// Feed is a list of entries, in the order in which readers shall see them.
type Feed struct {
	ID       string // a URI that never changes, such as [Authority.TagURI] makes
	Title    string
	Subtitle string
	Home     string // the page whose news these are
	Atom     string // where the feed stands as Atom
	JSON     string // where it stands as JSON Feed
	Lang     string
	Licence  string
	Icon     string // small and square
	Logo     string
	Author   Person // of entries that name none
	About    string // where the extension is described
	Updated  time.Time
	Entries  []Entry
}

// Entry is one check, article or correction.
type Entry struct {
	ID         string // a URI that never changes
	URL        string
	Title      string
	Summary    string // plain text
	HTML       string
	Published  time.Time
	Updated    time.Time
	Authors    []Person
	Categories []Category
	Lang       string // where it is not the feed's
	Image      string
	FactCheck  *FactCheck // nil for what is none
}

// Person wrote an entry. The name is needed, the URL is not.
type Person struct {
	Name string
	URL  string
}

// Category is what an entry is about: a term of a vocabulary with an address, and the term in words.
type Category struct{ Term, Label, Scheme string }

// updated is when anything in the feed last changed.
func (f Feed) updated() time.Time {
	latest := f.Updated
	if latest.IsZero() {
		for _, e := range f.Entries {
			if u := e.updated(); u.After(latest) {
				latest = u
			}
		}
	}
	return latest
}

func (e Entry) updated() time.Time {
	if e.Updated.IsZero() {
		return e.Published
	}
	return e.Updated
}

// stamp writes a moment with its offset, and no fraction of a second where there is none.
func stamp(t time.Time) string { return t.Format(time.RFC3339Nano) }
