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
	words  []string // in the order of their bytes
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
	ids, counts, sequence := map[string]uint32{}, []uint32{}, []uint32{}
	b := &block{}
	for _, c := range claims {
		for word := range c.all {
			id, known := ids[word]
			if !known {
				id = uint32(len(b.words))
				ids[word] = id
				b.words, counts = append(b.words, word), append(counts, 0)
			}
			counts[id]++
			sequence = append(sequence, id)
		}
	}
	slices.Sort(b.words)
	b.gather()
	b.starts = make([]uint32, len(b.words)+1)
	next := make([]uint32, len(b.words)) // by id: where the next mention goes
	for i, word := range b.words {
		next[ids[word]] = b.starts[i]
		b.starts[i+1] = b.starts[i] + counts[ids[word]]
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

// gather puts the words into one piece of memory, in their order: looking for a word goes through them again and again.
func (b *block) gather() {
	all := strings.Join(b.words, "")
	for i, word := range b.words {
		b.words[i], all = all[:len(word)], all[len(word):]
	}
}

// add adds up the sums.
func (b *block) add() {
	b.sums = make([]sum, len(b.words)+1)
	var content []byte
	for i, word := range b.words {
		content = append(append(content[:0], word...), 0)
		for _, m := range b.mentions(i) {
			content = append(content, m.claim, m.weight)
		}
		named := sha256.Sum256(content)
		b.sums[i+1] = b.sums[i].plus(sum{binary.LittleEndian.Uint64(named[:]), binary.LittleEndian.Uint64(named[8:])})
	}
}

// mentions are the claims that have a word.
func (b *block) mentions(word int) []mention { return b.all[b.starts[word]:b.starts[word+1]] }

// span is words of a block that follow each other.
type span struct{ first, end int32 }

func (b *block) size(s span) int { return int(b.starts[s.end] - b.starts[s.first]) }

func (b *block) sum(s span) sum { return b.sums[s.end].minus(b.sums[s.first]) }

// byteAt is a byte of a word, 0 behind its end.
func byteAt(word string, at int) byte {
	if at < len(word) {
		return word[at]
	}
	return 0
}

// split cuts words that have the first bytes in common by the byte behind these.
func (b *block) split(s span, depth int, yield func(next byte, part span)) {
	for s.first < s.end {
		next := byteAt(b.words[s.first], depth)
		n := sort.Search(int(s.end-s.first), func(i int) bool { return byteAt(b.words[int(s.first)+i], depth) > next })
		part := span{s.first, s.first + int32(n)}
		yield(next, part)
		s.first = part.end
	}
}
