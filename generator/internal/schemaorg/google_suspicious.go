package schemaorg

import (
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// suspiciousDate reports a claim that was made when it was checked, or later. Where it was made, it may have been the next day
// already.
func (w *walker) suspiciousDate(review, claim *doc.Node) {
	checked, ok := isoDate(w.firstText(review, "datePublished"))
	if !ok || checked.Day == 0 {
		return
	}
	w.each(claim, "datePublished", func(v *doc.Node) {
		said, ok := isoDate(addressOf(v))
		switch {
		case !ok || said.Compare(checked) < 0 || said.Day == 0 && !checked.Before(said):
		case !site.CertainlyAfter(said, checked) && said.Day != 0 && w.appearedOn(claim, said.String()):
		case said == checked:
			w.add(diag.Warning, v.At, diag.Problemf(diag.SuspiciousValue, "the claim is dated %s, the day of its check", said).
				Because("datePublished of itemReviewed is when the claim was made; where it was that day, give an appearance with that datePublished"))
		default:
			w.add(diag.Warning, v.At, diag.Problemf(diag.SuspiciousValue, "the claim is dated %s, after its check", said).
				Because("datePublished of itemReviewed is when the claim was made, not when the check was published or updated"))
		}
	})
}

// firstText gives the first text of a property.
func (w *walker) firstText(n *doc.Node, name string) string {
	first := ""
	w.each(n, name, func(v *doc.Node) {
		if first == "" {
			first = addressOf(v)
		}
	})
	return first
}

// appearedOn tells whether an appearance of the claim is dated that day.
func (w *walker) appearedOn(claim *doc.Node, day string) bool {
	there := false
	for _, name := range [...]string{"appearance", "firstAppearance"} {
		w.each(claim, name, func(v *doc.Node) {
			if v = w.follow(v); v.Kind == doc.Map {
				there = there || strings.HasPrefix(w.firstText(v, "datePublished"), day)
			}
		})
	}
	return there
}

// suspiciousAuthor reports a claim whose author is that of its check: a newsroom does not check what it says itself.
func (w *walker) suspiciousAuthor(review, claim *doc.Node) {
	var checkers []*doc.Node
	w.each(review, "author", func(v *doc.Node) {
		if v = w.follow(v); v.Kind == doc.Map {
			checkers = append(checkers, v)
		}
	})
	w.each(claim, "author", func(v *doc.Node) {
		at := v.At
		if v = w.follow(v); v.Kind != doc.Map {
			return
		}
		for _, checker := range checkers {
			if w.same(v, checker) {
				w.add(diag.Warning, at, diag.Problemf(diag.SuspiciousValue, "the author of the claim is that of its check").
					Because("author of itemReviewed is who made the claim"))
				return
			}
		}
	})
}

// same tells whether two nodes are one, or share a name, an address or an @id.
func (w *walker) same(a, b *doc.Node) bool {
	if a == b {
		return true
	}
	for _, name := range [...]string{"@id", "name", "url"} {
		if one, other := w.get(a, name), w.get(b, name); one != nil && other != nil {
			if text := strings.TrimSpace(addressOf(one)); text != "" && strings.EqualFold(text, strings.TrimSpace(addressOf(other))) {
				return true
			}
		}
	}
	return false
}
