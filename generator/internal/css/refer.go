package css

import (
	"bytes"
	"slices"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// Refer gives a style sheet in which every address in url() is what of gives for it. Addresses with escapes, and what @import and image-set()
// name by a string alone, stay as they are.
func Refer(sheet []byte, of func(address string) string) []byte {
	var referred []byte
	l := lexer.NewLexer(parse.NewInputBytes(slices.Clone(sheet)))
	for {
		kind, text := l.Next()
		if kind == lexer.ErrorToken {
			return referred
		}
		if kind == lexer.URLToken {
			text = referTo(text, of)
		}
		referred = append(referred, text...)
	}
}

// referTo changes the address in a token such as url( "a.png" ), and nothing around it.
func referTo(token []byte, of func(string) string) []byte {
	address := bytes.Trim(token[bytes.IndexByte(token, '(')+1:], " \t\n\r\f\"')")
	if len(address) == 0 || bytes.Contains(token, []byte(`\`)) {
		return token
	}
	at := bytes.LastIndex(token, address)
	return slices.Concat(token[:at], []byte(of(string(address))), token[at+len(address):])
}
