package schemaorg

import (
	"net/url"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// What is asked of fact-checks. Where Google requires or recommends more than schema.org, its page is the measure, with
// two exceptions: the rating's alternateName is asked for even where a ratingValue is given, since it alone is shown, and
// so is the author of the check, which Google only recommends, since a check is nobody's without.
//
//   - ClaimReview requires claimReviewed, reviewRating, reviewRating.alternateName, url, and author with a name or a url
//     (A372); its claim's author, where one is given, requires a name. It wants datePublished, itemReviewed, and of the
//     claim author, datePublished, and appearance or firstAppearance (A373): only a note, since who said a thing, and
//     when, may be unknown.
//   - url is absolute, or is resolved against its page, and leads to the page's host or one below it; www. does not
//     count (A375).
//   - MediaReview requires mediaAuthenticityCategory, author and itemReviewed, and wants datePublished, url and, unless
//     the media is original, originalMediaLink. NewsArticle wants headline, author and datePublished.
//   - A claim dated on the day of its check or later, or by the checker, is most likely a mistake (A381). The same day
//     is none where an appearance of the claim bears it, too, nor is the next, which begins earlier elsewhere.
//
// Of a property's values the first 50 are looked at. A node that is nothing but a reference (@id, and at most type, name and url) is looked up in its file, and not
// found wanting where it is not there.

// rules applies to a node what is asked of its types.
func (w *walker) rules(n *doc.Node, types *nodeTypes) {
	switch {
	case w.isReference(n):
	case types.above.has(w.claimReview):
		w.claimReviewRules(n)
	case types.above.has(w.mediaReview):
		w.mediaReviewRules(n)
	case types.above.has(w.newsArticle):
		w.want(n, "NewsArticle", "headline", "author", "datePublished")
	}
}

// isReference tells a node that only names another.
func (w *walker) isReference(n *doc.Node) bool {
	if w.get(n, "@id") == nil {
		return false
	}
	for _, f := range n.Fields {
		switch name, _ := w.context.resolve(f.Key); name {
		case "@id", "@type", "@context", "name", "url":
		default:
			return false
		}
	}
	return true
}

// follow gives the node that a reference names, or what it was given.
func (w *walker) follow(n *doc.Node) *doc.Node {
	if n.Kind != doc.Map || !w.isReference(n) {
		return n
	}
	if w.nodes == nil {
		w.nodes = map[string]*doc.Node{}
		for _, b := range w.blocks {
			w.index(b.Root)
		}
	}
	if named := w.nodes[textOf(w.get(n, "@id"))]; named != nil {
		return named
	}
	return n
}

// index remembers the nodes that say more than their @id.
func (w *walker) index(n *doc.Node) {
	for _, item := range n.Items {
		w.index(item)
	}
	for _, f := range n.Fields {
		w.index(f.Value)
	}
	if n.Kind != doc.Map || len(n.Fields) > mostFields {
		return
	}
	if id := w.get(n, "@id"); id != nil && !w.isReference(n) {
		if name := textOf(id); w.nodes[name] == nil {
			w.nodes[name] = n
		}
	}
}

// isAbsent tells that a property is not there, or holds nothing.
func isAbsent(n *doc.Node) bool {
	if n == nil || n.Kind == doc.Null {
		return true
	}
	for _, item := range n.Items {
		if !isAbsent(item) {
			return false
		}
	}
	return n.Kind == doc.List
}

// mostValues are looked at of a property, and mostFields of a node that is referred to, so that files in which thousands
// of nodes refer to a large one are read as soon as others.
const (
	mostValues = 50
	mostFields = 1000
)

// each calls f with each value of a property, with the path to it.
func (w *walker) each(n *doc.Node, name string, f func(*doc.Node)) {
	if v := w.get(n, name); v != nil {
		w.enter(name)
		w.eachOf(v, mostValues, f)
		w.leave()
	}
}

func (w *walker) eachOf(v *doc.Node, left int, f func(*doc.Node)) int {
	switch v.Kind {
	case doc.Null:
	case doc.List:
		for i := 0; i < len(v.Items) && left > 0; i++ {
			w.enterItem(i)
			left = w.eachOf(v.Items[i], left, f)
			w.leave()
		}
	default:
		f(v)
		left--
	}
	return left
}

// need reports properties that are required and missing.
func (w *walker) need(n *doc.Node, of string, names ...string) {
	for _, name := range names {
		if isAbsent(w.get(n, name)) {
			w.add(diag.Error, n.At, diag.Problemf(diag.MarkupLacks, "%s has no %s", of, name), name)
		}
	}
}

// want reports properties that are recommended and missing.
func (w *walker) want(n *doc.Node, of string, names ...string) {
	for _, name := range names {
		if isAbsent(w.get(n, name)) {
			w.add(diag.Note, n.At, diag.Problemf(diag.MarkupWants, "%s has no %s", of, name).
				Because("it is recommended, where it is known"), name)
		}
	}
}

func (w *walker) claimReviewRules(n *doc.Node) {
	w.need(n, "ClaimReview", "claimReviewed", "reviewRating", "url", "author")
	w.want(n, "ClaimReview", "datePublished", "itemReviewed")
	w.filled(n, "claimReviewed")
	w.filled(n, "url")
	w.each(n, "author", func(author *doc.Node) { w.named(author, "the author of ClaimReview", "name", "url") })
	w.ratingRules(n)
	w.each(n, "url", w.address)
	w.each(n, "datePublished", w.reviewDate)
	w.claimedText(n)
	w.each(n, "itemReviewed", func(claim *doc.Node) {
		if claim = w.follow(claim); claim.Kind == doc.Map && !w.isReference(claim) {
			w.claimRules(n, claim)
		}
	})
	w.oneReview(n)
}

func (w *walker) claimRules(review, claim *doc.Node) {
	w.want(claim, "the claim", "author", "datePublished")
	if isAbsent(w.get(claim, "appearance")) && isAbsent(w.get(claim, "firstAppearance")) {
		w.add(diag.Note, claim.At, diag.Problemf(diag.MarkupWants, "the claim has neither appearance nor firstAppearance").
			Because("tell where it can be read, heard or seen"), "appearance")
	}
	w.each(claim, "author", func(author *doc.Node) { w.named(author, "the author of the claim", "name") })
	w.suspiciousDate(review, claim)
	w.suspiciousAuthor(review, claim)
}

// named reports a person or organization that has none of these properties, and texts of these that are empty.
func (w *walker) named(n *doc.Node, who string, properties ...string) {
	named := w.follow(n)
	if named.Kind != doc.Map || named == n && w.get(n, "@id") != nil && w.isReference(n) {
		return // a bare text is reported as such
	}
	for _, name := range properties {
		if !isAbsent(w.get(named, name)) {
			if named == n {
				w.filled(n, name)
			}
			return
		}
	}
	w.add(diag.Error, n.At, diag.Problemf(diag.MarkupLacks, "%s has no %s", who, strings.Join(properties, " or ")), properties[0])
}

// filled reports the empty text of a property that is required.
func (w *walker) filled(n *doc.Node, name string) {
	w.each(n, name, func(v *doc.Node) {
		if v.Kind == doc.Scalar && strings.TrimSpace(v.Text) == "" {
			w.add(diag.Error, v.At, diag.Problemf(diag.Placeholder, "%s is empty", name))
		}
	})
}

// address validates the url of a ClaimReview.
func (w *walker) address(n *doc.Node) {
	text := strings.TrimSpace(addressOf(n))
	if text == "" {
		return
	}
	wrong := func(message, hint string) {
		w.add(diag.Error, n.At, diag.Problemf(diag.WrongPage, "%s", message).Because("%s", hint))
	}
	u, err := url.Parse(text)
	switch known := w.host != ""; {
	case err != nil:
		wrong("the url of ClaimReview is no address", "write it whole, such as https://example.org/claims/wars/")
	case u.Host == "" && u.Scheme == "":
		if !known {
			wrong("the url of ClaimReview is not absolute", "write it whole, with https:// and the host")
		}
	case u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && !(known && u.Scheme == ""):
		wrong("the url of ClaimReview is not that of a web page", "write it whole, with https:// and the host")
	case known:
		if host := hostIn(text); host != w.host && !strings.HasSuffix(host, "."+w.host) {
			wrong("the url of ClaimReview leads to "+host+", but its page is at "+w.host, "a fact-check is marked up on the site that publishes it")
		}
	}
}

// hostIn gives the host of an absolute address in lower case and without www., "" where it has none.
func hostIn(address string) string {
	_, rest, ok := strings.Cut(address, "//")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if port := strings.LastIndexByte(rest, ':'); port > strings.LastIndexByte(rest, ']') {
		rest = rest[:port]
	}
	return strings.TrimPrefix(strings.ToLower(rest), "www.")
}

// addressOf gives the text of a value that should be an address, which may be given as a reference.
func addressOf(n *doc.Node) string {
	if n.Kind == doc.Map {
		if id := field(n, "@id"); id != nil {
			return textOf(id)
		}
		if value := field(n, "@value"); value != nil {
			return textOf(value)
		}
	}
	return textOf(n)
}

// reviewDate reports the date of a check that is no day.
func (w *walker) reviewDate(n *doc.Node) {
	if d, ok := isoDate(textOf(n)); ok && !n.Plain && d.Day == 0 {
		w.add(diag.Error, n.At, diag.Problemf(diag.NotISODate, "the date of a check is a day, and %q is none", n.Text).
			Because("write it whole, such as %s", d.First()))
	}
}

func (w *walker) mediaReviewRules(n *doc.Node) {
	w.need(n, "MediaReview", "mediaAuthenticityCategory", "author", "itemReviewed")
	w.want(n, "MediaReview", "datePublished", "url")
	original := false
	w.each(n, "mediaAuthenticityCategory", func(v *doc.Node) {
		original = original || strings.HasSuffix(addressOf(v), "OriginalMediaContent")
	})
	if !original {
		w.want(n, "MediaReview", "originalMediaLink")
	}
	w.each(n, "author", func(author *doc.Node) { w.named(author, "the author of MediaReview", "name", "url") })
	w.each(n, "datePublished", w.reviewDate)
}
