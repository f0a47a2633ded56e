// Package search makes the index that a site is searched with in its reader's browser, where there is no server to ask.
//
// # Files
//
// All stand in one folder. A client reads index.json, then what a query needs of the others, and nothing else.
//
//	index.json  {"format": 1, "version": …, "claims": how many, "perFile": claims in a file of claims, "splits": {…}}
//	w….bin      a shard: the words that begin with the same bytes, which stand in its name in hexadecimal digits
//	c….json     what is shown of claims (see [Claim]), perFile in each, by number; null for one that was retracted
//
// Claims are numbered in the order of their publication, so that a new one changes the last numbers and no others.
//
// A shard has at most 16 384 mentions, a mention being a word in a claim; with more it is split by the next byte of its words. A word ends
// in a zero byte, so that the shard of a single frequent word is not split any more. The key of "splits" is the prefix that was split; its
// value has three characters for each shard that it was split into: two digits for the next byte, and one, in base 36, for the number of
// binary digits of the mentions.
//
// A shard is compressed (gzip, https://www.rfc-editor.org/rfc/rfc1952), since not every host compresses what it does not know, and holds words in
// the order of their bytes:
//
//	1 byte    bytes in common with the word before
//	1 byte    further bytes of the word, and these
//	uvarint   how many claims have it (https://pkg.go.dev/encoding/binary)
//	uvarint…  their numbers, each less the one before, less one
//	1 byte…   what the word counts in each of them
//
// These weights are raw: how rare a word is, the client reckons from how many claims have it. So a claim that is added changes one shard
// for each of its words, and an index of 100 000 claims is rewritten in parts only.
//
// # Words
//
// [Words] cuts texts in any script into words without case and accents; scripts without spaces into pairs of characters. Words that begin
// with one of these marks are no words of a text, but what filters ask for:
//
//	!false/truth  the verdict and its scale
//	#economy      a topic
//	@ann          a word of a claimant's name
//	~2026         the year of publication
//
// # Building
//
// An [Index] is made anew in each build, of what a [Memo] remembers: the words of claims, and blocks of 256 claims with their words turned
// round. A shard's key is a sum over the words in it, which adds up from sums that each block has, so that nobody looks at the words of
// what did not change.
package search
