package check

import (
	"cmp"
	"slices"
	"unicode"

	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// Two wordings are near if they share at least near of nearOf pairs that either has.
const near, nearOf = 11, 20

// wording is what a claim says, as the set of its pairs of words.
type wording struct {
	claim *site.Claim // the oldest that says this
	pairs []pair      // each once, those that fewest wordings have first
}

// pair is two neighbouring words, hashed.
type pair uint64

// nearClaims finds claims that say almost what an older one does.
//
// Two near sets have one of their rarest members in common: of those of either, one more than it may have for itself alone.
// So only wordings that share such a pair are compared, which are few in a site of any size.
func nearClaims(s *site.Site) diag.List {
	f := &finder{site: s}
	sharing := map[pair][]*wording{} // those so far, by their rarest pairs
	seen := map[*wording]*wording{}  // with which each was compared last
	for _, w := range f.wordings() {
		var best *site.Claim
		var most float64
		rarest := len(w.pairs) - (len(w.pairs)*near+nearOf-1)/nearOf + 1
		for _, p := range w.pairs[:rarest] {
			for _, older := range sharing[p] {
				if seen[older] == w || know(w.claim, older.claim) {
					continue
				}
				seen[older] = w
				if likeness := w.likeness(older); likeness > most {
					best, most = older.claim, likeness
				}
			}
			sharing[p] = append(sharing[p], w)
		}
		if most*nearOf >= near {
			f.near(w.claim, best, "says almost the same")
		}
	}
	return f.found
}

func (f *finder) near(c, older *site.Claim, what string) {
	f.note(c.Path, c.Positions.At("claim"), diag.Problemf(diag.NearClaim, "the claim %q %s", older.ID, what).
		Because("if both are one claim, add this as one of its statements; if not, name the other under related"))
}

// wordings gives the wordings of all claims, oldest first, and reports claims that have the very same.
func (f *finder) wordings() []*wording {
	var all []*wording
	first := map[string][]*site.Claim{} // those that say the same, by what it is
	count := map[pair]int{}
	for _, c := range f.site.Claims {
		words := wordsOf(c.Wording)
		if c.Retracted() || c.State == site.Draft || len(words) == 0 {
			continue
		}
		same := key(words)
		if i := slices.IndexFunc(first[same], func(older *site.Claim) bool { return !know(c, older) }); i >= 0 {
			f.near(c, first[same][i], "has the same wording")
			continue
		}
		if first[same] = append(first[same], c); len(first[same]) > 1 {
			continue
		}
		w := &wording{claim: c, pairs: pairsOf(words)}
		for _, p := range w.pairs {
			count[p]++
		}
		all = append(all, w)
	}
	for _, w := range all {
		slices.SortFunc(w.pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	}
	return all
}

// know tells that one of two claims names the other, so that the desk has seen both.
func know(a, b *site.Claim) bool {
	return slices.Contains(a.Claim.Related, b.ID) || slices.Contains(b.Claim.Related, a.ID) ||
		a.Mentions[b.ID] != nil || b.Mentions[a.ID] != nil
}

// likeness is the share of the pairs of either wording that both have.
func (w *wording) likeness(other *wording) float64 {
	short, long := len(w.pairs), len(other.pairs)
	if short > long {
		short, long = long, short
	}
	if short*nearOf < near*long {
		return 0
	}
	both := 0
	for _, p := range w.pairs {
		if slices.Contains(other.pairs, p) {
			both++
		}
	}
	return float64(both) / float64(short+long-both)
}

// wordsOf splits a text into its words in lower case, hashed. In scripts that put no space between words each letter is one.
func wordsOf(text string) []uint64 {
	var words []uint64
	word := uint64(fnvOffset)
	end := func() {
		if word != fnvOffset {
			words = append(words, word)
			word = fnvOffset
		}
	}
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			end()
			words = append(words, fnv(fnvOffset, uint64(r)))
		case isWord(r):
			word = fnv(word, uint64(unicode.ToLower(r)))
		default:
			end()
		}
	}
	end()
	return words
}

const fnvOffset = 14695981039346656037

func fnv(h, value uint64) uint64 { return (h ^ value) * 1099511628211 }

// key tells texts of different words apart.
func key(words []uint64) string {
	text := make([]byte, 0, 8*len(words))
	for _, w := range words {
		for shift := 0; shift < 64; shift += 8 {
			text = append(text, byte(w>>shift))
		}
	}
	return string(text)
}

// pairsOf gives the pairs of neighbours, the beginning and the end of the text among them.
func pairsOf(words []uint64) []pair {
	pairs := make([]pair, 0, len(words)+1)
	before := uint64(0)
	for _, w := range append(words, 0) {
		pairs = append(pairs, pair(fnv(fnv(fnvOffset, before), w)))
		before = w
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}
