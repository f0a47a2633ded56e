package search

import (
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/site"
)

// What a word counts in each part of a claim.
const (
	inClaim      = 12 // the title and the claim, in full and in short
	inConclusion = 5
	inNames      = 5 // claimants, topics, the verdict
	inText       = 2 // the analysis and quotations
	inSources    = 1
)

// usualText is the length of an analysis in words: in a longer one a word counts less, in a shorter one more.
const usualText = 400

// maxWeight bounds the weight of a word in a claim.
const maxWeight = 60

// Marks of the words that filters look for. They stand before the word, and no other word has them.
const (
	verdictMark  = "!" // verdict/scale, ids
	topicMark    = "#" // id
	claimantMark = "@" // a word of the name
	yearMark     = "~" // of publication
)

// claimWords are the distinct words of a claim in the order of their bytes, with their weights.
type claimWords struct {
	text    string // the words, a 0 behind each
	weights []byte
}

// all goes through the words with their weights.
func (w claimWords) all(yield func(word string, weight byte) bool) {
	rest := w.text
	for _, weight := range w.weights {
		end := strings.IndexByte(rest, 0)
		if !yield(rest[:end], weight) {
			return
		}
		rest = rest[end+1:]
	}
}

// weigher collects the words of a claim.
type weigher map[string]float64

func (w weigher) add(text string, weight float64) { w.addWords(words(text, true), weight) }

func (w weigher) addWords(words []string, weight float64) {
	for _, word := range words {
		w[word] += weight
	}
}

// wordsOf gives the words of a claim that is listed. The error is that of reading its text.
func wordsOf(c *site.Claim) (claimWords, error) {
	w := weigher{}
	for i, text := range []string{c.Title, c.Wording, c.Short} {
		if !slices.Contains([]string{c.Title, c.Wording, c.Short}[:i], text) {
			w.add(text, inClaim)
		}
	}
	w.add(c.Conclusion, inConclusion)
	w.add(c.Rating(), inNames)
	for _, t := range c.Topics {
		w.add(t.Title, inNames)
	}
	w.add(c.Quote, inText)
	text, err := c.Body.Text()
	if err != nil {
		return claimWords{}, err
	}
	analysis := words(text, true)
	w.addWords(analysis, inText*2/(1+float64(len(analysis))/usualText))
	for _, s := range c.Sources {
		w.add(s.Title, inSources)
		w.add(s.Publisher, inSources)
	}
	for _, who := range speakers(c) {
		w.add(who.Name, inNames)
		for _, word := range Words(who.Name) {
			w[claimantMark+word] = 1
		}
	}
	return w.marked(c).sorted(), nil
}

// speakers are all who made the claim or repeated it.
func speakers(c *site.Claim) []*site.Person {
	all := slices.Clone(c.Claimants)
	for _, s := range c.Statements {
		for _, who := range s.Claimants {
			if !slices.Contains(all, who) {
				all = append(all, who)
			}
		}
	}
	return all
}

// marked adds what filters look for.
func (w weigher) marked(c *site.Claim) weigher {
	if c.Verdict != nil {
		w[verdictMark+VerdictKey(c.Scale, c.Verdict)] = 1
	}
	for _, t := range c.Topics {
		w[topicMark+string(t.ID)] = 1
	}
	w[yearMark+strconv.Itoa(c.Published.Year())] = 1
	return w
}

// VerdictKey names a verdict: false/truth. The verdict's own id stands first, so that keys differ early.
func VerdictKey(s *claim.Scale, v *claim.Verdict) string { return string(v.ID) + "/" + string(s.ID) }

func (w weigher) sorted() claimWords {
	words := make([]string, 0, len(w))
	size := 0
	for word := range w {
		words = append(words, word)
		size += len(word) + 1
	}
	slices.Sort(words)
	var text strings.Builder
	text.Grow(size)
	weights := make([]byte, len(words))
	for i, word := range words {
		text.WriteString(word)
		text.WriteByte(0)
		weights[i] = byte(min(max(w[word]+0.5, 1), maxWeight))
	}
	return claimWords{text.String(), weights}
}
