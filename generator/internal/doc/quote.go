package doc

import (
	"bytes"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// Quoter gives the text around places of one cleaned file. It goes through the file once, for places in ascending order: a feed
// or a page that was made small for speed is one line of megabytes, with thousands of places in it.
type Quoter struct {
	src    []byte
	at     diag.At // of the character at the offset
	offset int
	begin  int // of the line
}

// NewQuoter begins at the top of a file.
func NewQuoter(src []byte) *Quoter { return &Quoter{src: src, at: diag.At{Line: 1, Col: 1}} }

const (
	longLine = 1000 // bytes; a longer line is quoted in part
	margin   = 200  // bytes of such a line before and behind the place
)

// Quote gives the text of the line of a place, and how many of its characters are left out before. It ends where the line does, or
// where much of it is left.
func (q *Quoter) Quote(at diag.At) (text string, omitted int) {
	q.advance(at)
	end := q.begin + longLine
	if i := bytes.IndexByte(q.src[q.begin:min(end+1, len(q.src))], '\n'); i >= 0 {
		return string(q.src[q.begin : q.begin+i]), 0
	} else if end >= len(q.src) {
		return string(q.src[q.begin:]), 0
	}
	start, end := max(q.begin, q.offset-margin), min(q.offset+margin, len(q.src))
	for start < q.offset && !utf8.RuneStart(q.src[start]) {
		start++
	}
	for end < len(q.src) && !utf8.RuneStart(q.src[end]) {
		end++
	}
	part, _, _ := bytes.Cut(q.src[start:end], []byte("\n"))
	return string(part), q.at.Col - 1 - utf8.RuneCount(q.src[start:q.offset])
}

// advance moves on to a place, at most to the end of its line.
func (q *Quoter) advance(to diag.At) {
	for q.at.Line < to.Line {
		i := bytes.IndexByte(q.src[q.offset:], '\n')
		if i < 0 {
			return
		}
		q.offset += i + 1
		q.begin, q.at = q.offset, diag.At{Line: q.at.Line + 1, Col: 1}
	}
	for q.at.Col < to.Col && q.offset < len(q.src) && q.src[q.offset] != '\n' {
		_, size := utf8.DecodeRune(q.src[q.offset:])
		q.offset += size
		q.at.Col++
	}
}
