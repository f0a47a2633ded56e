package schemaorg

import (
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// A rating says in words what the verdict is (A372). Its numbers are all there or none, and worstRating, at least 1, is below
// bestRating, with ratingValue between them (A374): a rating without its scale says nothing, and one outside of it is
// wrong. A verdict that is not on the scale, such as "unproven", has no numbers. One check has one rating.

func (w *walker) ratingRules(n *doc.Node) {
	ratings := 0
	w.each(n, "reviewRating", func(v *doc.Node) {
		ratings++
		rating := w.follow(v)
		switch {
		case ratings == 2:
			w.add(diag.Error, v.At, diag.Problemf(diag.BadRating, "ClaimReview has more than one reviewRating").Because("a check gives one verdict"))
		case ratings == 1 && rating.Kind == doc.Map && !w.isReference(rating):
			w.need(rating, "the rating", "alternateName")
			w.filled(rating, "alternateName")
			w.scale(rating)
		}
	})
}

// scale validates the numbers of a rating.
func (w *walker) scale(rating *doc.Node) {
	names := [...]string{"worstRating", "ratingValue", "bestRating"}
	var numbers [len(names)]float64
	var missing []string
	wrong := false
	for i, name := range names {
		v := w.get(rating, name)
		if isAbsent(v) {
			missing = append(missing, name)
			continue
		}
		var ok bool
		if numbers[i], ok = number(strings.TrimSpace(addressOf(v))); !ok {
			w.add(diag.Error, v.At, diag.Problemf(diag.BadRating, "%s is no number", name).Because("the verdict in words is alternateName"), name)
			wrong = true
		}
	}
	bad := func(message, hint string) {
		w.add(diag.Error, rating.At, diag.Problemf(diag.BadRating, "%s", message).Because("%s", hint))
	}
	switch worst, value, best := numbers[0], numbers[1], numbers[2]; {
	case wrong || len(missing) == len(names):
	case len(missing) > 0:
		bad("the rating has numbers, but no "+strings.Join(missing, " and no "), "a number means something on its scale only: give all three, or none")
	case worst < 1:
		bad("worstRating is below 1", "the lowest number of a scale is 1 at least")
	case worst >= best:
		bad("worstRating is not below bestRating", "the higher number is the truer")
	case value < worst || value > best:
		bad("ratingValue is not between worstRating and bestRating", "give the number that the scale has for the verdict, or no numbers")
	}
}
