package check_test

import (
	"testing"

	"assay/generator/internal/check"
)

// Whatever a kept copy holds, it is read without a panic, and what it was read as is in it.
func FuzzCopies(f *testing.F) {
	f.Add("a.html", []byte("<p>x<script>y</script>"))
	f.Add("a.xml", []byte("<a>&amp;<![CDATA[<b>x</b>]]></a>"))
	f.Add("a.json", []byte(`{"a": ["b"]}`))
	f.Add("a.txt.gz", []byte(zipped("x")))
	f.Add("a.warc.gz", []byte(zipped(response("Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", zipped("x")))))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		text, _ := check.TextOf(name, content)
		kept := check.Folded(text)
		if missing := check.MissingIn(kept, text); missing != "" {
			t.Errorf("%q is not in %q", missing, kept)
		}
	})
}
