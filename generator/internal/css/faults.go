package css

import (
	"bytes"

	lexer "github.com/tdewolff/parse/v2/css"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// Faults finds where a browser would read a style sheet otherwise than it looks: what has no end, and ends of nothing. It skips what follows up to
// where it can make sense of it again, often the whole rest, without a word. Names and values are not looked at.
func Faults(sheet []byte) diag.Findings {
	var found diag.Findings
	warn := func(offset int, hint, format string, args ...any) {
		found.Warn(doc.Place(sheet, offset), diag.Problemf(diag.BadStyleSheet, format, args...).Because("%s", hint))
	}
	var open []token
	for t := range tokens(sheet) {
		switch t.kind {
		case lexer.CommentToken:
			if len(t.text) < 4 || !bytes.HasSuffix(t.text, []byte("*/")) {
				warn(t.offset, "end it with */", "this comment has no end: the rest of the file is part of it")
			}
		case lexer.StringToken, lexer.BadStringToken:
			if len(t.text) < 2 || t.text[len(t.text)-1] != t.text[0] {
				warn(t.offset, "end it with "+string(t.text[:1]), "this text has no end in its line")
			}
		case lexer.URLToken, lexer.BadURLToken:
			if t.kind == lexer.BadURLToken || !bytes.HasSuffix(t.text, []byte(")")) {
				warn(t.offset, `write url("…") with the address in quotes`, "this address has no end, or has characters that need quotes")
			}
		case lexer.LeftBraceToken, lexer.LeftBracketToken, lexer.LeftParenthesisToken, lexer.FunctionToken:
			open = append(open, t)
		case lexer.RightBraceToken, lexer.RightBracketToken, lexer.RightParenthesisToken:
			at := lastOpened(open, t.kind)
			if at < 0 {
				warn(t.offset, "take it out, or look for what it was to end", "nothing is open that %q could end", t.text)
				continue
			}
			for _, o := range open[at+1:] {
				warn(o.offset, "end it before", "%q has no end before the %q of line %d", o.text, t.text, doc.Place(sheet, t.offset).Line)
			}
			open = open[:at]
		}
	}
	if len(open) > 0 { // what is in it is open most often for its sake
		warn(open[0].offset, "end it, or look for an end that is missing in it", "%q has no end in the file", open[0].text)
	}
	return found
}

// lastOpened is where what ends was opened last; less than 0 when nowhere. A brace ends what is open in it, a parenthesis does not end a brace.
func lastOpened(open []token, end lexer.TokenType) int {
	for i := len(open) - 1; i >= 0; i-- {
		switch kind := open[i].kind; {
		case kind == lexer.FunctionToken && end == lexer.RightParenthesisToken,
			kind == lexer.LeftParenthesisToken && end == lexer.RightParenthesisToken,
			kind == lexer.LeftBracketToken && end == lexer.RightBracketToken,
			kind == lexer.LeftBraceToken && end == lexer.RightBraceToken:
			return i
		case kind == lexer.LeftBraceToken:
			return -1
		}
	}
	return -1
}
