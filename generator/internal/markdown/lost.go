package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
)

// CommonMark and GFM silently omit some of the text: cells beyond the columns of a table, unused link
// definitions, numbers of list items, words after the language of a code block, and the signs of
// ">50 %" and "- 5 %" at the beginning of a line. Each of these is a warning here.

// lost warns of a text that readers will not see as it was typed.
func (d *document) lost(offset int, hint, format string, args ...any) {
	d.report(d.positions.at(offset), diag.Warning, diag.Problemf(diag.LostText, format, args...).Because("%s", hint))
}

// lineAt returns the line that an offset is in, from the offset on, without its line end.
func (d *document) lineAt(offset int) []byte {
	line, _, _ := bytes.Cut(d.src[min(offset, len(d.src)):], []byte("\n"))
	return line
}

// checkRow looks for text behind the last cell of a table's row.
func (d *document) checkRow(row ast.Node) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return
	}
	offset := last.Lines().At(0).Stop
	rest := bytes.Trim(d.lineAt(offset), " \t|")
	if len(rest) == 0 {
		return
	}
	d.lost(offset+bytes.Index(d.src[offset:], rest), `give the table another column, or write \| for a bar that is part of the text`,
		"this row has more cells than the table has columns, so that “%s” is not shown", short(rest))
}

// checkItems looks for numbers of list items that will be shown as others. A list whose items all have
// the number of the first is counted on purpose.
func (d *document) checkItems(list *ast.List) {
	if !list.IsOrdered() {
		return
	}
	first, shown, counted := -1, list.Start, true
	type item struct{ offset, typed, shown int }
	var wrong []item
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		offset := n.Pos()
		line := bytes.TrimLeft(d.lineAt(max(offset, 0)), " \t")
		digits := bytes.IndexFunc(line, func(r rune) bool { return r < '0' || r > '9' })
		if offset < 0 || digits <= 0 {
			return
		}
		typed, err := strconv.Atoi(string(line[:digits]))
		if err != nil {
			return
		}
		if first < 0 {
			first = typed
		}
		counted = counted && typed == first
		if typed != shown {
			wrong = append(wrong, item{offset, typed, shown})
		}
		shown++
	}
	if !counted && len(wrong) > 0 {
		d.lost(wrong[0].offset, `numbers of a list follow each other; write \. behind a number that is part of the text`,
			"item %d of this list is shown as number %d", wrong[0].typed, wrong[0].shown)
	}
}

// checkSign looks for a minus or plus sign in a paragraph that made its line a list of one item.
func (d *document) checkSign(list *ast.List) {
	before, item := list.PreviousSibling(), list.FirstChild()
	if list.IsOrdered() || before == nil || !ast.IsParagraph(before) || list.HasBlankPreviousLines() || list.ChildCount() != 1 || item.Pos() < 0 {
		return
	}
	line := d.lineAt(item.Pos())
	if number := bytes.TrimLeft(line[min(len(line), 1):], " \t"); len(number) > 0 && util.IsNumeric(number[0]) {
		d.lost(item.Pos(), fmt.Sprintf(`write \%c for the sign, or put a blank line before the list`, list.Marker),
			"this line begins a list, so that the sign %c before the number is not shown", list.Marker)
	}
}

// checkInfo looks for words behind the language of a code block.
func (d *document) checkInfo(n *ast.FencedCodeBlock) {
	if n.Info == nil {
		return
	}
	info := n.Info.Segment.Value(d.src)
	language, rest, _ := bytes.Cut(bytes.TrimSpace(info), []byte(" "))
	if rest = bytes.TrimSpace(rest); len(rest) > 0 {
		d.lost(n.Info.Segment.Start+bytes.Index(info, rest), "put them on the next line, or remove them",
			"the words behind the language %q of this code block are not shown", short(language))
	}
}

// checkQuote looks for a sign of "more than" that made its line a quotation.
func (d *document) checkQuote(n *ast.Blockquote) {
	offset := n.Pos()
	if offset < 0 {
		return
	}
	if line := d.lineAt(offset); len(line) > 1 && line[0] == '>' && util.IsNumeric(line[1]) {
		d.lost(offset, `write \> for the sign, or put a space behind it for a quotation`,
			"a line that begins with > is a quotation, so that the sign is not shown")
	}
}

// checkDefinitions looks for link definitions that no link uses, in the order of the file.
func (d *document) checkDefinitions(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		definition, ok := n.(*ast.LinkReferenceDefinition)
		switch {
		case !ok && n.Type() == ast.TypeBlock:
			d.checkDefinitions(n)
		case !ok:
			return
		case !d.used[util.ToLinkReference(definition.Label)]:
			d.lost(definition.Pos(), fmt.Sprintf(`write [words][%[1]s] where the link belongs, or \[%[1]s] if the brackets are text`, short(definition.Label)),
				"no link uses the definition of [%s], so that it is not shown", short(definition.Label))
		case d.defined[util.ToLinkReference(definition.Label)]:
			d.lost(definition.Pos(), "remove it, or give it another name", "[%s] is defined twice, and this definition is not used", short(definition.Label))
		default:
			if d.defined == nil {
				d.defined = map[string]bool{}
			}
			d.defined[util.ToLinkReference(definition.Label)] = true
		}
	}
}

// use remembers that a link uses a definition.
func (d *document) use(reference *ast.ReferenceLink) {
	if reference == nil {
		return
	}
	if d.used == nil {
		d.used = map[string]bool{}
	}
	d.used[util.ToLinkReference(reference.Value)] = true
}
