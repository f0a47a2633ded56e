package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
)

func isComment(n *ast.RawHTML, src []byte) bool {
	first := n.Segments.At(0)
	return bytes.HasPrefix(first.Value(src), []byte("<!--"))
}

func (d *document) visitRawHTML(n *ast.RawHTML) {
	if isComment(n, d.src) {
		if d.inside == freely {
			d.dropSpace()
		}
		return
	}
	first := n.Segments.At(0)
	d.find(first.Start, rawHTML(first.Value(d.src)))
}

// visitHTMLBlock lets a comment pass, if it is nothing but that: goldmark takes it to the end of the line
// in which it closes, or to the end of the text, and all of that would be missing.
func (d *document) visitHTMLBlock(n *ast.HTMLBlock) {
	content := n.Lines().Value(d.src)
	stop := n.Lines().At(n.Lines().Len() - 1).Stop
	if n.HasClosure() {
		content = append(content, n.ClosureLine.Value(d.src)...)
		stop = n.ClosureLine.Stop
	}
	content = bytes.TrimLeft(content, " \t")
	start := n.Lines().At(0).Start
	for start < stop && (d.src[start] == ' ' || d.src[start] == '\t') {
		start++
	}
	if n.HTMLBlockType != ast.HTMLBlockType2 {
		d.find(start, rawHTML(content))
		return
	}
	rest, closed := afterComments(content)
	if !closed {
		d.find(start, diag.Problemf(diag.BadMarkup, "this comment is not closed, so that nothing after it is shown").
			Because("end it with -->"))
	} else if len(rest) > 0 {
		d.find(stop-len(rest), diag.Problemf(diag.BadMarkup, "text behind a comment that begins a line is not shown").
			Because("put the comment on lines of its own"))
	}
}

// afterComments gives what follows the comments that s begins with, if they are all closed.
func afterComments(s []byte) (rest []byte, closed bool) {
	for {
		s = bytes.TrimLeft(s, " \t\r\n")
		if !bytes.HasPrefix(s, []byte("<!--")) {
			return s, true
		}
		// <!--> and <!---> are whole comments.
		_, after, found := bytes.Cut(s[len("<!"):], []byte("-->"))
		if !found {
			return nil, false
		}
		s = after
	}
}

func rawHTML(markup []byte) *diag.Problem {
	tag := tagName(markup)
	if tag == "" {
		return diag.Problemf(diag.RawHTML, "HTML declarations and processing instructions cannot be used").
			Because("%s", htmlHint(tag))
	}
	return diag.Problemf(diag.RawHTML, "the HTML tag <%s> cannot be used", tag).Because("%s", htmlHint(tag))
}

// tagName is that of the tag that markup begins with, with the slash of an end tag, or "".
func tagName(markup []byte) string {
	i := 1
	if i < len(markup) && markup[i] == '/' {
		i++
	}
	start := i
	for i < len(markup) && (util.IsAlphaNumeric(markup[i]) || markup[i] == '-') {
		i++
	}
	if i == start {
		return ""
	}
	return strings.ToLower(short(markup[1:i]))
}

// htmlHint tells how to write what a tag is for.
func htmlHint(tag string) string {
	switch strings.TrimPrefix(tag, "/") {
	case "b", "strong":
		return "write **words**"
	case "i", "em", "cite":
		return "write *words*"
	case "s", "del", "strike":
		return "write ~~words~~"
	case "code", "tt", "kbd", "samp":
		return "write `words`"
	case "pre":
		return "put the lines between two lines of ```"
	case "a":
		return "write [words](address)"
	case "img", "picture", "figure":
		return "write ![description](address)"
	case "br":
		return "end the line with a backslash"
	case "hr":
		return "write a line of ---"
	case "p", "div", "section":
		return "put a blank line between paragraphs"
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return "begin the line with #, ## and so on"
	case "blockquote", "q":
		return "begin the lines with >"
	case "ul", "ol", "li":
		return "begin the items with - or 1."
	case "table", "thead", "tbody", "tr", "td", "th":
		return "write a table with | between the cells"
	case "sup":
		return "write a footnote as [^1], or a character such as ²"
	case "script", "style", "iframe", "object", "embed", "video", "audio", "form", "input", "button":
		return "nothing can be embedded; link to it with [words](address)"
	default:
		return "write \\< for the character, or put the text between backticks"
	}
}
