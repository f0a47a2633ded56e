// Package doc reads the text files of a site: it cleans them, takes front matter and body apart,
// and decodes YAML strictly into structs, keeping the place of every value. It reads JSON as well.
//
// # Text
//
// Files are UTF-8, with or without a byte order mark, with any line ends. Control characters
// other than tab and line end are refused, as are bytes that are not UTF-8.
//
// # Front matter
//
// A markdown file begins with a line of three hyphens, YAML, and another line of three hyphens.
// What follows is its body.
//
// # YAML means what was typed
//
// Scalars are read as text and interpreted by the field they are for, never by YAML's own rules:
// no, true, null, 2017-01, 1e3 and 12:31 stay what they are where a text is wanted. A key with nothing
// behind it is as good as absent. Tags, merge keys, several documents in a file and keys that are not
// plain text are refused; anchors and aliases work, within a budget that stops alias bombs. What YAML would
// drop in silence is refused, too: an anchor without an alias (&Co), a lone exclamation mark, a comment that
// reads on from the value before it (We're #1). So are control characters written as escapes, and the line
// separators of Unicode, which YAML counts as line ends and editors do not.
//
// # JSON
//
// [ParseJSON] makes the same nodes of JSON (RFC 8259) as [ParseYAML] does of YAML, within the same bounds;
// [ParseJSONWithin] has another for the number of values. A key that stands twice in a mapping, half of a surrogate pair
// and control characters written as escapes are refused.
//
// # Decoding
//
// A [Decoder] is made once for a struct type. Fields are named by the tag `yaml:"name"`, or
// `yaml:"name,required"`; embedded structs are part of the struct they stand in. An unknown key, a
// wrong type, a duplicate key, a missing required value and a value its type refuses (through
// [encoding.TextUnmarshaler] or [NodeUnmarshaler]) are findings, all of them at once. A struct that is a [KeyRefuser] says
// in its own words why it does not take a key.
// Lists and mappings have at most 1,000 entries unless a tag `max:"50"` of the field says otherwise. On
// a text, the tag limits the number of characters.
// [Positions] tells afterwards where each value stands, by its path such as "sources.2.url".
package doc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// Clean checks a file's bytes and brings them to UTF-8 without byte order mark, with lines ended by "\n".
// With findings the file is not fit to be read further. The result may share src's memory.
func Clean(src []byte) ([]byte, diag.Findings) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	var found diag.Findings
	for i := 0; i < len(src); {
		c := src[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			found.Add(Place(src, i), diag.Problemf(diag.NotUTF8, "byte 0x%02x is not UTF-8", c).
				Because("save the file as UTF-8"))
			return src, found // the rest is most likely in another encoding, too
		case forbidden(r):
			found.Add(Place(src, i), diag.Problemf(diag.HasControl, "control character U+%04X", r).
				Because("remove it; editors can show invisible characters"))
			if len(found) >= 20 {
				return src, found // a binary file by mistake
			}
		}
		i += size
	}
	return src, found
}

// forbidden are the characters that neither YAML nor HTML can carry.
func forbidden(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 && r != 0x85 || r == 0xfffe || r == 0xffff
}

// Place turns a byte offset into line and column.
func Place(src []byte, offset int) diag.At {
	offset = min(offset, len(src))
	line := bytes.Count(src[:offset], []byte("\n")) + 1
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	return diag.At{Line: line, Col: utf8.RuneCount(src[start:offset]) + 1}
}

// Split takes a cleaned markdown file apart: the YAML between its fences, whose first line is line 2
// of the file, and the body, whose first line is line bodyLine. A closed fence is needed for both.
func Split(src []byte) (header, body []byte, bodyLine int, found diag.Findings) {
	first, rest, _ := bytes.Cut(src, []byte("\n"))
	if !isFence(first) {
		found.Add(diag.At{Line: 1, Col: 1}, noFrontMatter(src))
		return nil, nil, 1, found
	}
	for offset, line := 0, 2; offset < len(rest); line++ {
		end := bytes.IndexByte(rest[offset:], '\n')
		next := offset + end + 1
		if end < 0 {
			end, next = len(rest)-offset, len(rest)
		}
		if isFence(rest[offset : offset+end]) {
			return rest[:offset], rest[next:], line + 1, nil
		}
		offset = next
	}
	found.Add(diag.At{Line: 1, Col: 1}, diag.Problemf(diag.OpenHeader, "the front matter is not closed").
		Because("end it with a line of three hyphens: ---"))
	return nil, nil, 1, found
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "---" }

func noFrontMatter(src []byte) *diag.Problem {
	text := strings.TrimSpace(string(src[:min(len(src), 64)]))
	switch {
	case len(bytes.TrimSpace(src)) == 0:
		return diag.Problemf(diag.NoFrontMatter, "the file is empty").
			Because("it needs front matter: YAML between two lines of three hyphens")
	case strings.HasPrefix(text, "+++"):
		return diag.Problemf(diag.NoFrontMatter, "the front matter is TOML").
			Because("write it as YAML between two lines of three hyphens")
	case bytes.HasPrefix(src, []byte("---")):
		return diag.Problemf(diag.NoFrontMatter, "the first line is not three hyphens alone").
			Because("front matter is YAML between two lines of three hyphens: ---")
	case strings.HasPrefix(text, "---"):
		return diag.Problemf(diag.NoFrontMatter, "the front matter must begin in the first line").
			Because("remove what stands before the three hyphens")
	default:
		return diag.Problemf(diag.NoFrontMatter, "the file has no front matter").
			Because("begin it with YAML between two lines of three hyphens")
	}
}

// Line gives the text of a line of a cleaned file, counted from 1.
func Line(src []byte, line int) string {
	for ; line > 1; line-- {
		i := bytes.IndexByte(src, '\n')
		if i < 0 {
			return ""
		}
		src = src[i+1:]
	}
	text, _, _ := bytes.Cut(src, []byte("\n"))
	return string(text)
}
