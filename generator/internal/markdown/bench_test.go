package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// article is a body of about 400 words.
var article = []byte("## What was said\n\n" + strings.Repeat(prose, 5) + "## What the figures show\n\n" + strings.Repeat(prose, 2) + `
| Source | Cost | Wars |
|:-------|-----:|-----:|
| Crawford [@crawford-2016] | 4.92 | 5 |
| Bilmes [@bilmes] | 3 | 2 |

The rest is here.[^1]

[^1]: A note with a [link](/methodology/).
`)

func BenchmarkConvert(b *testing.B) {
	c := New()
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		c.Convert(article, 1, "en")
	}
}

// BenchmarkGoldmark is what the same body costs without slots, facts and bounds.
func BenchmarkGoldmark(b *testing.B) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote,
		extension.DefinitionList, extension.Typographer))
	var out bytes.Buffer
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		_ = md.Convert(article, &out)
	}
}
