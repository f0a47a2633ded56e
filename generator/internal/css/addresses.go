package css

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// Address is where a style sheet names a file: in url(), or in a string behind @import. What image-set() names by a string alone is
// not seen.
type Address struct {
	Text       string // as meant: without quotes and escapes
	Import     bool   // it is a style sheet
	start, end int    // between quotes or parentheses
}

// Offset is the byte at which the address begins.
func (a Address) Offset() int { return a.start }

// Addresses gives the addresses in a style sheet, or in a style attribute, in order. What @namespace names is no address.
func Addresses(sheet []byte) iter.Seq[Address] {
	return func(yield func(Address) bool) {
		rule := "" // the @rule whose beginning is read
		for t := range tokens(sheet) {
			switch t.kind {
			case lexer.AtKeywordToken:
				rule = strings.ToLower(string(t.text))
			case lexer.SemicolonToken, lexer.LeftBraceToken:
				rule = ""
			case lexer.URLToken, lexer.StringToken:
				imported := rule == "@import"
				if rule == "@namespace" || t.kind == lexer.StringToken && !imported {
					continue
				}
				if a, ok := addressIn(t); ok {
					a.Import = imported
					if !yield(a) {
						return
					}
				}
				rule = ""
			}
		}
	}
}

// Refer gives a style sheet in which every address is what of gives for it.
func Refer(sheet []byte, of func(address string) string) []byte {
	var referred []byte
	done := 0
	for a := range Addresses(sheet) {
		if other := of(a.Text); other != a.Text {
			referred = append(append(referred, sheet[done:a.start]...), escape(other)...)
			done = a.end
		}
	}
	return append(referred, sheet[done:]...)
}

// token is a piece of a style sheet.
type token struct {
	kind   lexer.TokenType
	text   []byte
	offset int
}

// tokens takes a style sheet apart (https://www.w3.org/TR/css-syntax-3/#tokenization). The tokens together are the sheet.
func tokens(sheet []byte) iter.Seq[token] {
	return func(yield func(token) bool) {
		l := lexer.NewLexer(parse.NewInputBytes(slices.Clone(sheet)))
		for offset := 0; ; {
			kind, text := l.Next()
			if kind == lexer.ErrorToken || !yield(token{kind, text, offset}) {
				return
			}
			offset += len(text)
		}
	}
}

// addressIn finds the address in a token such as url( "a.png" ) or "a.css".
func addressIn(t token) (Address, bool) {
	text := t.text
	if t.kind == lexer.URLToken {
		text = text[bytes.IndexByte(text, '(')+1:]
	}
	text = bytes.TrimLeft(text, space+`"'`)
	a := Address{start: t.offset + len(t.text) - len(text)}
	if t.kind == lexer.URLToken {
		text = bytes.TrimRight(bytes.TrimSuffix(text, []byte(")")), space)
	}
	text = bytes.TrimRight(text, `"'`)
	a.end = a.start + len(text)
	a.Text = escaped.ReplaceAllStringFunc(string(text), meant)
	return a, a.Text != ""
}

const space = " \t\n\r\f"

// escaped is a character behind a backslash: itself, or by its number (https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point).
var escaped = regexp.MustCompile(`(?s)\\(?:[0-9A-Fa-f]{1,6}(?:\r\n|[ \t\n\r\f])?|\r\n|.)`)

// meant is the character that an escape stands for; none where it only breaks a line.
func meant(escape string) string {
	if strings.ContainsAny(escape[1:2], "\n\r\f") {
		return ""
	}
	if n, err := strconv.ParseUint(strings.TrimRight(escape[1:], space), 16, 32); err == nil {
		return string(rune(n))
	}
	return escape[1:]
}

// special are the characters that an address cannot have without quotes, or within.
var special = regexp.MustCompile(`["'()\\\s]`)

// escape writes an address so that it may stand in quotes and without.
func escape(address string) string {
	return special.ReplaceAllStringFunc(address, func(c string) string { return fmt.Sprintf(`\%x `, c[0]) })
}
