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
	first          *doc.Node // of the page
	anchored       bool      // all of the page have an anchor
	ids            map[string]bool
	urls, claims   map[string]bool // of the page
	urlsOfTheFeeds map[string]bool
}

// oneReview reports a ClaimReview that is not the only one of its page.
func (w *walker) oneReview(n *doc.Node) {
	r := &w.reviews
	if id := w.get(n, "@id"); id != nil && !claimed(&r.ids, textOf(id)) {
		return
	}
	address, claim := strings.TrimSpace(w.firstText(n, "url")), strings.TrimSpace(w.firstText(n, "claimReviewed"))
	if w.inFeed > 0 || !w.block.html && w.block.Page.URL == "" {
		if address != "" && !claimed(&r.urlsOfTheFeeds, address) {
			w.add(diag.Error, n.At, diag.Problemf(diag.ManyReviews, "there is another ClaimReview with this url").
				Because("a page has one ClaimReview, and a feed has it once"))
		}
		return
	}
	_, anchor, _ := strings.Cut(address, "#")
	before := r.first
	if before == nil {
		r.first, r.anchored = n, anchor != ""
	}
	r.anchored = r.anchored && anchor != ""
	isNew := claimed(&r.urls, address)
	isNew = claimed(&r.claims, claim) && isNew
	if before != nil && !(isNew && r.anchored) {
		w.add(diag.Error, n.At, diag.Problemf(diag.ManyReviews, "the page has more than one ClaimReview").
			Because("give each claim a page of its own, or at least the url of each an anchor"))
	}
}

// claimed adds a name to a set, and tells that it is new.
func claimed(set *map[string]bool, name string) bool {
	if (*set)[name] {
		return false
	}
	if *set == nil {
		*set = map[string]bool{}
	}
	(*set)[name] = true
	return true
}
