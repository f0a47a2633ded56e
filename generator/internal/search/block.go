package search

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
)

// perBlock is how many claims a block has. It is no part of the format.
const perBlock = 256

// block is the words of claims that follow each other, with the claims that have each of them. An edit makes one block anew.
type block struct {
	text   string   // the words in the order of their bytes, one behind the other
	places []uint32 // where each word begins; one more
	starts []uint32 // where the mentions of each word begin; one more
	all    []mention
	sums   []sum // of the words before each, with their mentions; one more
}

// mention is a word in a claim.
type mention struct {
	claim  uint8 // in the block
	weight uint8
}

// sum names words with their mentions. Sums add up, so that the sum of any words that follow each other is a difference.
type sum [2]uint64

func (s sum) plus(t sum) sum  { return sum{s[0] + t[0], s[1] + t[1]} }
func (s sum) minus(t sum) sum { return sum{s[0] - t[0], s[1] - t[1]} }

// newBlock turns the words of claims round.
func newBlock(claims []claimWords) *block {
	ids, words, counts, sequence := map[string]uint32{}, []string(nil), []uint32(nil), []uint32(nil)
	for _, c := range claims {
		for word := range c.all {
			id, known := ids[word]
			if !known {
				id = uint32(len(words))
				ids[word] = id
				words, counts = append(words, word), append(counts, 0)
			}
			counts[id]++
			sequence = append(sequence, id)
		}
	}
	slices.Sort(words)
	b := &block{text: strings.Join(words, ""), places: make([]uint32, len(words)+1), starts: make([]uint32, len(words)+1)}
	next := make([]uint32, len(words)) // by id: where the next mention goes
	for i, word := range words {
		id := ids[word]
		next[id] = b.starts[i]
		b.places[i+1] = b.places[i] + uint32(len(word))
		b.starts[i+1] = b.starts[i] + counts[id]
	}
	b.all = make([]mention, len(sequence))
	for i, c := range claims {
		for n, weight := range c.weights {
			id := sequence[n]
			b.all[next[id]] = mention{uint8(i), weight}
			next[id]++
		}
		sequence = sequence[len(c.weights):]
	}
	b.add()
	return b
}

// add adds up the sums.
func (b *block) add() {
	b.sums = make([]sum, b.size()+1)
	var content []byte
	for i := range b.size() {
		content = append(append(content[:0], b.word(i)...), 0)
		for _, m := range b.mentions(i) {
			content = append(content, m.claim, m.weight)
		}
		named := sha256.Sum256(content)
		b.sums[i+1] = b.sums[i].plus(sum{binary.LittleEndian.Uint64(named[:]), binary.LittleEndian.Uint64(named[8:])})
	}
}

// size is how many words there are.
func (b *block) size() int { return len(b.places) - 1 }

func (b *block) word(i int) string { return b.text[b.places[i]:b.places[i+1]] }

// mentions are the claims that have a word.
func (b *block) mentions(word int) []mention { return b.all[b.starts[word]:b.starts[word+1]] }

// span is words of a block that follow each other.
type span struct{ first, end int32 }

// count is how many mentions some words have.
func (b *block) count(s span) int { return int(b.starts[s.end] - b.starts[s.first]) }

func (b *block) sum(s span) sum { return b.sums[s.end].minus(b.sums[s.first]) }

// byteAt is a byte of a word, 0 behind its end.
func (b *block) byteAt(word, at int) byte {
	place := int(b.places[word]) + at
	if place >= int(b.places[word+1]) {
		return 0
	}
	return b.text[place]
}

// split cuts words that have the first bytes in common by the byte behind these.
func (b *block) split(s span, depth int, yield func(next byte, part span)) {
	for s.first < s.end {
		next := b.byteAt(int(s.first), depth)
		n := sort.Search(int(s.end-s.first), func(i int) bool { return b.byteAt(int(s.first)+i, depth) > next })
		part := span{s.first, s.first + int32(n)}
		yield(next, part)
		s.first = part.end
	}
}
