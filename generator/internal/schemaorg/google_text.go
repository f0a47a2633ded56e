package schemaorg

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// claimReviewed is the claim in at most 75 characters (A376), and leaves the verdict to the rating (A377). It gives the
// verdict away where it
//
//   - begins or ends with the rating's alternateName as a label, whatever its case: "False: ...", "False - ...",
//     "(False) ...", "... - false", "... (false)";
//   - contains an alternateName of several words as whole words: "It is mostly false that ...";
//   - begins with one of the words of labels below, before a colon or a dash with spaces around it, or alone in brackets.
//
// An alternateName of one word inside a sentence ("a true friend") is no label, and not reported.
//
// A text was never filled in (A379) where it
//
//   - is nothing but one of the words of unfilled, or "claim goes here", "Insert name here" and the like;
//   - contains a template's own marks: {{...}}, ${...}, %s, [object Object], or lorem ipsum;
//   - is a claimReviewed that is nothing but a verdict, such as "True";
//   - is an address (url, sameAs, logo) at yourdomain.com and the like, or at example.com while its page is elsewhere;
//   - is empty, where it is required.
//
// Words count only as the whole of a text, and as they are written here: a claim about a null result is none of them.

const longestReviewed = 75

// labels are what a claim begins with that has its verdict before it. Longer ones come first.
var labels = []string{
	"fact check", "fact-check", "factcheck", "mostly false", "mostly true", "half true", "half-true", "partly false", "not true",
	"false", "true", "fake", "hoax", "misleading", "unproven", "debunked", "verdict", "rating",
}

// unfilled are texts that stand for others.
var unfilled = []string{
	"TODO", "TBD", "TBC", "FIXME", "XXX", "undefined", "null", "None", "NaN", "string", "lorem ipsum", "Lorem ipsum", "placeholder", "Placeholder",
}

var (
	templateMarks = regexp.MustCompile(`\{\{.*?\}\}|\$\{.*?\}|\[object Object\]|(?i:\blorem ipsum\b)|(?:^|[\s"'(/=])%s(?:$|[\s"').,:;!?/&])`)
	goesHere      = regexp.MustCompile(`(?i)^\W*(?:(?:insert|enter|your)\s.{1,60}\shere|[\w' ]{1,60}\sgoes\shere)\W*$`)
	madeUpHost    = regexp.MustCompile(`^(?:your|my)-?(?:domain|site|website|company|newsroom)\.`)
)

// claimedText validates claimReviewed.
func (w *walker) claimedText(n *doc.Node) {
	w.each(n, "claimReviewed", func(v *doc.Node) {
		text := strings.TrimSpace(addressOf(v))
		if length := utf8.RuneCountInString(text); length > longestReviewed {
			w.add(diag.Warning, v.At, diag.Problemf(diag.LongReviewed, "claimReviewed has %d characters", length).
				Because("it should have %d at most: give the claim in short", longestReviewed))
		}
		if text == "" {
			return
		}
		if w.isVerdict(n, text) {
			w.add(diag.Error, v.At, diag.Problemf(diag.Placeholder, "claimReviewed is %q, which is a verdict", text).Because("it takes what was claimed"))
			return
		}
		if given := w.verdictIn(n, text); given != "" {
			w.add(diag.Warning, v.At, diag.Problemf(diag.VerdictInClaim, "claimReviewed gives the verdict away: %q", given).
				Because("it takes the claim alone; the verdict is reviewRating's"))
		}
	})
}

// isVerdict tells that a text is nothing but the name of a verdict.
func (w *walker) isVerdict(n *doc.Node, text string) bool {
	is := slices.ContainsFunc(labels, func(l string) bool { return strings.EqualFold(l, text) })
	w.eachVerdict(n, func(verdict string) { is = is || strings.EqualFold(verdict, text) })
	return is
}

// eachVerdict calls f with the names of the ratings.
func (w *walker) eachVerdict(n *doc.Node, f func(string)) {
	w.each(n, "reviewRating", func(rating *doc.Node) {
		if rating = w.follow(rating); rating.Kind == doc.Map {
			w.each(rating, "alternateName", func(v *doc.Node) {
				if name := strings.TrimSpace(addressOf(v)); name != "" {
					f(name)
				}
			})
		}
	})
}

// verdictIn gives the words in a claim that give its verdict away.
func (w *walker) verdictIn(n *doc.Node, text string) (given string) {
	w.eachVerdict(n, func(verdict string) {
		const long = 2000 // more is neither a claim nor a verdict
		switch severalWords := strings.ContainsRune(verdict, ' ') && len(text)+len(verdict) < long; {
		case given != "":
		case labelAt(text, verdict), severalWords && containsWords(text, verdict):
			given = verdict
		}
	})
	for _, label := range labels {
		if given == "" && labelBefore(text, label) {
			given = text[:len(label)]
		}
	}
	return given
}

// labelAt tells whether a text begins or ends with a label.
func labelAt(text, label string) bool { return labelBefore(text, label) || labelBehind(text, label) }

func labelBefore(text, label string) bool {
	if rest, ok := cutFold(text, "("); ok {
		rest, ok = cutFold(rest, label)
		return ok && strings.HasPrefix(rest, ")")
	}
	if rest, ok := cutFold(text, "["); ok {
		rest, ok = cutFold(rest, label)
		return ok && strings.HasPrefix(rest, "]")
	}
	rest, ok := cutFold(text, label)
	return ok && (strings.HasPrefix(rest, ":") || startsWithDash(rest))
}

func startsWithDash(text string) bool {
	for _, dash := range []string{" - ", " – ", " — ", " | "} {
		if strings.HasPrefix(text, dash) {
			return true
		}
	}
	return false
}

func labelBehind(text, label string) bool {
	text = strings.TrimRight(text, ".!")
	if len(text) <= len(label) {
		return false
	}
	for _, form := range [][2]string{{"(", ")"}, {"[", "]"}, {" - ", ""}, {" – ", ""}, {" — ", ""}, {" | ", ""}, {": ", ""}} {
		size := len(form[0]) + len(label) + len(form[1])
		if len(text) > size && strings.HasPrefix(text[len(text)-size:], form[0]) && strings.HasSuffix(text, form[1]) &&
			strings.EqualFold(text[len(text)-size+len(form[0]):len(text)-len(form[1])], label) {
			return true
		}
	}
	return false
}

// cutFold is strings.CutPrefix whatever the case.
func cutFold(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return "", false
	}
	return text[len(prefix):], true
}

// containsWords tells whether words stand in a text, with no letter or digit directly before or behind.
func containsWords(text, words string) bool {
	text, words = strings.ToLower(text), strings.ToLower(words)
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+i])
		behind, _ := utf8.DecodeRuneInString(text[from+i+len(words):])
		if !isWord(before) && !isWord(behind) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[from+i:])
		from += i + size
	}
}

// placeholder reports a text that was never filled in.
func (w *walker) placeholder(p *property, n *doc.Node) {
	switch text := strings.TrimSpace(n.Text); {
	case text == "" || len(text) > 100_000:
	case slices.Contains(unfilled, text) && (p == nil || p.takes&takesMember == 0):
		w.add(diag.Error, n.At, diag.Problemf(diag.Placeholder, "%q was never filled in", text))
	case mayHaveMarks(text) && templateMarks.MatchString(text):
		w.add(diag.Error, n.At, diag.Problemf(diag.Placeholder, "%q was never filled in", templateMarks.FindString(text)))
	case len(text) < 200 && endsWithHere(text) && goesHere.MatchString(text):
		w.add(diag.Error, n.At, diag.Problemf(diag.Placeholder, "%q was never filled in", text))
	case p != nil && (p.name == "url" || p.name == "sameAs" || p.name == "logo"):
		w.madeUp(n, text)
	}
}

// mayHaveMarks keeps the regular expression from nearly all texts.
func mayHaveMarks(text string) bool {
	return strings.ContainsAny(text, "{%[") || strings.Contains(text, "psum") || strings.Contains(text, "PSUM")
}

// endsWithHere keeps the other from them.
func endsWithHere(text string) bool {
	text = strings.TrimRight(text, ".!…)]}>\"' ")
	return len(text) > 4 && strings.EqualFold(text[len(text)-4:], "here")
}

// madeUp reports an address of nobody.
func (w *walker) madeUp(n *doc.Node, text string) {
	host := hostIn(text)
	if madeUpHost.MatchString(host) || isReserved(host) && w.host != "" && !isReserved(w.host) {
		w.add(diag.Error, n.At, diag.Problemf(diag.Placeholder, "%s is nobody's address", host))
	}
}

// isReserved tells the domains that are kept for examples (RFC 2606). Sites at one of them try something out.
func isReserved(host string) bool {
	for _, suffix := range []string{"example.com", "example.org", "example.net", "example", "test", "localhost", "invalid"} {
		if rest, ok := strings.CutSuffix(host, suffix); ok && (rest == "" || strings.HasSuffix(rest, ".")) {
			return true
		}
	}
	return strings.HasPrefix(host, "127.") || host == "[::1]"
}
