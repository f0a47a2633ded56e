package search

import (
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"assay/generator/internal/digest"
)

// maxMentions is how many mentions the words of one shard have at most, unless it is the shard of a single word.
const maxMentions = 16384

// shard is the words that begin with the same bytes. A word ends in a 0.
type shard struct {
	prefix string
	size   int    // mentions
	spans  []span // by block
}

// name is the name of a shard's file.
func (s *shard) name() string { return "w" + hex.EncodeToString([]byte(s.prefix)) + ".bin" }

// whole tells of the shard of a single word.
func (s *shard) whole() bool { return strings.HasSuffix(s.prefix, "\x00") }

// shards cuts all words into shards, in the order of their prefixes.
func (x *Index) cut() {
	all := shard{spans: make([]span, len(x.blocks))}
	for i, b := range x.blocks {
		all.spans[i] = span{0, int32(b.size())}
		all.size += b.count(all.spans[i])
	}
	x.cutShard(&all)
}

func (x *Index) cutShard(s *shard) {
	if s.size <= maxMentions || s.whole() {
		x.shards = append(x.shards, s)
		return
	}
	var parts [256]*shard
	for i, b := range x.blocks {
		b.split(s.spans[i], len(s.prefix), func(next byte, part span) {
			if parts[next] == nil {
				parts[next] = &shard{prefix: s.prefix + string([]byte{next}), spans: make([]span, len(x.blocks))}
			}
			parts[next].spans[i] = part
			parts[next].size += b.count(part)
		})
	}
	present := slices.DeleteFunc(parts[:], func(s *shard) bool { return s == nil })
	x.splits = append(x.splits, split{s.prefix, slices.Clone(present)})
	for _, part := range present {
		x.cutShard(part)
	}
}

// key names what a shard holds.
func (x *Index) key(h *digest.Hasher, s *shard) digest.Sum {
	h.Reset("search-words")
	h.Sum(x.env)
	h.String(s.prefix)
	for i, b := range x.blocks {
		if s.spans[i].first < s.spans[i].end {
			sum := b.sum(s.spans[i])
			h.Int(int64(i))
			h.Int(int64(sum[0]))
			h.Int(int64(sum[1]))
		}
	}
	return h.Done()
}

// occurrence is a word in a block.
type occurrence struct {
	word         string
	block, index int
}

// write writes a shard's words.
func (x *Index) write(w io.Writer, s *shard) error {
	var found []occurrence
	for i, span := range s.spans {
		for word := span.first; word < span.end; word++ {
			found = append(found, occurrence{x.blocks[i].word(int(word)), i, int(word)})
		}
	}
	slices.SortFunc(found, func(a, b occurrence) int { return cmp.Or(strings.Compare(a.word, b.word), a.block-b.block) })
	var content []byte
	before := ""
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].word == found[0].word {
			n++
		}
		content = x.appendWord(content, before, found[:n])
		before, found = found[0].word, found[n:]
	}
	return x.pack(w, content)
}

// pack compresses a shard. What it takes to do so is large and used again.
func (x *Index) pack(w io.Writer, content []byte) error {
	packed, ok := x.packers.Get().(*gzip.Writer)
	if !ok {
		packed = gzip.NewWriter(nil)
	}
	defer x.packers.Put(packed)
	packed.Reset(w)
	if _, err := packed.Write(content); err != nil {
		return err
	}
	return packed.Close()
}

// appendWord writes a word and the claims that have it.
func (x *Index) appendWord(content []byte, before string, found []occurrence) []byte {
	word := found[0].word
	shared := 0
	for shared < min(len(word), len(before)) && word[shared] == before[shared] {
		shared++
	}
	content = append(content, byte(shared), byte(len(word)-shared))
	content = append(content, word[shared:]...)
	count := 0
	for _, f := range found {
		count += len(x.blocks[f.block].mentions(f.index))
	}
	content = binary.AppendUvarint(content, uint64(count))
	last := -1
	for _, f := range found {
		for _, m := range x.blocks[f.block].mentions(f.index) {
			number := f.block*perBlock + int(m.claim)
			content = binary.AppendUvarint(content, uint64(number-last-1))
			last = number
		}
	}
	for _, f := range found {
		for _, m := range x.blocks[f.block].mentions(f.index) {
			content = append(content, m.weight)
		}
	}
	return content
}
