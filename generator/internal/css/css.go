// Package css makes style sheets small for publishing: without comments, and with white space only where it means something.
//
// [Addresses] are the files that a sheet names, and [Refer] gives them the names under which they are published. [Faults] is what a browser would
// take otherwise than its author.
//
// [Compact] drops what browsers drop when they read a sheet, and nothing else. Values, selectors and their order stay as they were
// written, so a sheet may use syntax that nobody here has heard of. Strings, addresses and escapes stay byte by byte, and so
// do comments that begin with an exclamation mark, where licences stand. A space stays wherever it may carry meaning: between the parts of
// a selector, around the operators in calc(), and before a colon, since "a :hover" is not "a:hover".
package css

import (
	"bytes"

	lexer "github.com/tdewolff/parse/v2/css"
)

// Compact gives a style sheet without comments and needless white space.
func Compact(sheet []byte) []byte {
	var small []byte
	var last lexer.TokenType // of what was written
	var space, comment bool  // since then
	for t := range tokens(sheet) {
		kind, text := t.kind, t.text
		switch {
		case kind == lexer.WhitespaceToken:
			space = true
			continue
		case kind == lexer.CommentToken && !bytes.HasPrefix(text, []byte("/*!")):
			comment = true
			continue
		}
		switch {
		case len(small) == 0 || parted(last, kind):
		case space:
			small = append(small, ' ')
		case comment: // it holds two words apart
			small = append(small, "/**/"...)
		}
		if kind == lexer.RightBraceToken && last == lexer.SemicolonToken {
			small = small[:len(small)-1]
		}
		small = append(small, text...)
		last, space, comment = kind, false, false
	}
	return small
}

// parted tells that a space between two tokens means nothing. The value of "--a: ;" is that space.
func parted(a, b lexer.TokenType) bool {
	if a == lexer.ColonToken {
		return b != lexer.SemicolonToken && b != lexer.RightBraceToken
	}
	return separates(a) || separates(b)
}

func separates(kind lexer.TokenType) bool {
	switch kind {
	case lexer.SemicolonToken, lexer.CommaToken, lexer.LeftBraceToken, lexer.RightBraceToken:
		return true
	}
	return false
}
