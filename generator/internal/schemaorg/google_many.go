package schemaorg

import (
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// A page has one ClaimReview (A382). Several are let pass where they are of different claims and the url of each has an
// anchor of its own, as Google once asked; it takes none of them for its fact-check result now, but other readers do.
// The ClaimReviews of an HTML page, or of markup whose page is known, are those of one page. In a DataFeed, and in a
// file of JSON, one url stands for one page, so that it is there only once. Nodes with the same @id are one.

// reviews remembers the ClaimReviews of a file.
type reviews struct {
	several      bool // the page has one already
	unanchored   bool // one of the page has no anchor
	urls, claims set  // of the page
	ids, inFeeds set
}

// oneReview reports a ClaimReview that is not the only one of its page.
func (w *walker) oneReview(n *doc.Node) {
	r := &w.reviews
	if id := w.get(n, "@id"); id != nil && !r.ids.add(textOf(id)) {
		return
	}
	address, claim := strings.TrimSpace(w.firstText(n, "url")), strings.TrimSpace(w.firstText(n, "claimReviewed"))
	if w.inFeed > 0 || !w.block.html && w.host == "" {
		if address != "" && !r.inFeeds.add(address) {
			w.add(diag.Error, n.At, diag.Problemf(diag.ManyReviews, "there is another ClaimReview with this url").
				Because("a page has one ClaimReview, and a feed has it once"))
		}
		return
	}
	_, anchor, _ := strings.Cut(address, "#")
	r.unanchored = r.unanchored || anchor == ""
	newURL, newClaim := r.urls.add(address), r.claims.add(claim)
	if r.several && (r.unanchored || !newURL || !newClaim) {
		w.add(diag.Error, n.At, diag.Problemf(diag.ManyReviews, "the page has more than one ClaimReview").
			Because("give each claim a page of its own, or at least the url of each an anchor"))
	}
	r.several = true
}

// set is a set of names; most hold one at most, and need no map.
type set struct {
	first string
	used  bool
	more  map[string]bool
}

// add puts a name into the set, and tells that it is new.
func (s *set) add(name string) bool {
	switch {
	case !s.used:
		s.first, s.used = name, true
		return true
	case name == s.first || s.more[name]:
		return false
	case s.more == nil:
		s.more = map[string]bool{}
	}
	s.more[name] = true
	return true
}
