package check_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"assay/generator/internal/check"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// zipped packs a text as gzip does; several such members are one file.
func zipped(parts ...string) string {
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		_, _ = w.Write([]byte(part))
		_ = w.Close()
	}
	return b.String()
}

func deflated(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// record makes a record of a web archive.
func record(kind, mediaType, payload string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, mediaType, len(payload), payload)
}

// response makes a record of what a server sent.
func response(head, content string) string {
	return record("response", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\n"+head+"\r\n\r\n"+content)
}

func TestQuotesInKeptCopies(t *testing.T) {
	const quote = "the total reaches 4.79 trillion dollars"
	const page = "<html><body><p>In 2016, the <b>to</b>tal reaches\n4.79&nbsp;trillion dollars.</p></body></html>"
	for name, c := range map[string]struct {
		file, content, quote string
		missing              string
	}{
		"there":                   {"a.txt", "So the total reaches 4.79 trillion dollars.", quote, ""},
		"not there":               {"a.txt", "So the total reaches 4.97 trillion dollars.", quote, quote},
		"in another case":         {"a.md", "THE TOTAL REACHES 4.79 TRILLION DOLLARS", quote, ""},
		"over lines":              {"a.txt", "the total\r\n  reaches 4.79\u00a0trill\u00adion\u200b dollars", quote, ""},
		"otherwise typeset":       {"a.txt", "“It’s the 2010–2016 ﬁgure,” he said", `"It's the 2010-2016 figure," he said`, ""},
		"with something left out": {"a.txt", "the total of all wars reaches 4.79 trillion dollars", "the total … reaches 4.79 […] dollars", ""},
		"in another order":        {"a.txt", "dollars, of which the total reaches 4.79", "the total ... dollars", "dollars"},
		"in the quoter's words":   {"a.txt", "it reaches 4.79 trillion dollars", "[the total] reaches 4.79 trillion dollars", ""},
		"nothing but a gap":       {"a.txt", "x", "[…]", ""},
		"HTML":                    {"a.html", page, quote, ""},
		"only in a script":        {"a.htm", "<p>x<script>var a = '" + quote + "'</script><style>" + quote + "</style>", quote, quote},
		"behind a script":         {"a.htm", "<script>x</script>" + quote, quote, ""},
		"only in a comment":       {"a.xhtml", "<p>x</p><!-- " + quote + " -->", quote, quote},
		"in another encoding":     {"a.html", "<meta charset=windows-1252><p>caf\xe9 \x93au lait\x94", "café “au lait”", ""},
		"without an encoding":     {"a.txt", "caf\xe9 au lait", "café au lait", ""},
		"JSON":                    {"a.json", `{"a": [{"text": "the <em>total</em> reaches 4.79 tr\u0069llion dollars"}]}`, quote, ""},
		"JSON's keys and texts":   {"a.json", `{"a": "the total reaches"}`, quote, quote},
		"no JSON":                 {"a.json", "{the total reaches 4.79 trillion dollars", quote, ""},
		"XML":                     {"a.xml", `<?xml version="1.0"?><a><b>the total &#114;eaches</b> <c><![CDATA[4.79 <b>trillion</b>]]> dollars</c></a>`, quote, ""},
		"no XML":                  {"a.xml", "<a>the total reaches</b> 4.79 trillion dollars <", quote, ""},
		"packed":                  {"a.html.gz", zipped(page), quote, ""},
		"packed, not there":       {"a.html.gz", zipped("<p>x"), quote, quote},
		"packed and damaged":      {"a.html.gz", zipped("<p>x")[:20], quote, ""},
		"packed, too large":       {"a.txt.gz", zipped(strings.Repeat(" ", 64<<20), quote), "x", ""},
		"PDF":                     {"a.pdf", "%PDF-1.7", quote, ""},
		"WARC": {"a.warc", record("warcinfo", "application/warc-fields", "software: x") +
			record("request", "application/http;msgtype=request", "GET /"+quote) + response("Content-Type: text/html; charset=utf-8", page), quote, ""},
		"WARC, only in a request": {"a.warc", record("request", "text/plain", quote), quote, quote},
		"WARC, a resource":        {"a.warc", record("resource", "text/html", page), quote, ""},
		"WARC, a picture":         {"a.warc", response("Content-Type: image/png", quote), quote, quote},
		"WARC, packed":            {"a.warc.gz", zipped(record("warcinfo", "x", ""), response("Content-Type: text/html", page)), quote, ""},
		"WARC, chunked":           {"a.warc", response("Content-Type: text/html\r\nTransfer-Encoding: chunked", "b\r\nthe total r\r\n1c\r\neaches 4.79 trillion dollars\r\n0\r\n\r\n"), quote, ""},
		"WARC, no longer chunked": {"a.warc", response("Content-Type: text/html\r\nTransfer-Encoding: chunked", page), quote, ""},
		"WARC, gzip":              {"a.warc", response("Content-Type: text/html\r\nContent-Encoding: gzip", zipped(page)), quote, ""},
		"WARC, no longer gzip":    {"a.warc", response("Content-Type: text/html\r\nContent-Encoding: gzip", page), quote, ""},
		"WARC, deflate":           {"a.warc", response("Content-Type: text/html\r\nContent-Encoding: deflate", deflated(page)), quote, ""},
		"WARC, gzip, not there":   {"a.warc", response("Content-Type: text/html\r\nContent-Encoding: gzip", zipped("<p>x")), quote, quote},
		"WARC, unknown packing":   {"a.warc", response("Content-Type: text/html\r\nContent-Encoding: br", "\x1b"), quote, ""},
		"WARC, cut":               {"a.warc", response("Content-Type: text/html", "<p>x")[:90], quote, ""},
		"no WARC":                 {"a.warc", "x\r\n", quote, ""},
	} {
		t.Run(name, func(t *testing.T) {
			header := fmt.Sprintf("sources: [{id: b, title: B}, {id: a, title: A, quote: %q, snapshot: {file: %s}}]", c.quote, c.file)
			w := siteOf(t, map[string]string{"claims/one/index.md": claimOf(header), "claims/one/" + c.file: c.content}, site.Options{})
			want := []string{}
			if c.missing != "" {
				want = append(want, fmt.Sprintf("claims/one/index.md:2:55 warning A314: the quoted passage is not in the kept copy %s: “%s”", c.file, c.missing))
			}
			says(t, w.thorough(t), want...)
		})
	}
}

func TestQuotesOfSharedSources(t *testing.T) {
	w := siteOf(t, map[string]string{
		"claims/sources.yaml":  "sources:\n  - {id: s, title: S, quote: not there, snapshot: {file: kept/s.txt}}\n",
		"claims/kept/s.txt":    "This is what it says.",
		"claims/2017/one.md":   claimOf("claim: The first of them.\nsources: [{id: s, quote: this is}]", "[@s]"),
		"claims/2017/two.md":   claimOf("claim: What another says.\nsources: [{id: s, quote: nor is this}]", "[@s]"),
		"claims/2017/three.md": claimOf("claim: He denies it all.\nsources: [{id: s}]", "[@s]"),
		"claims/2017/four.md":  claimOf("claim: Once it was so.\nsources: [{id: s, quote: nor is this}]\ncorrections: [{date: 2026-02-01, kind: retraction, text: Withdrawn.}]", "[@s]"),
	}, site.Options{})
	says(t, w.thorough(t),
		"claims/2017/two.md:3:26 warning A314: the quoted passage is not in the kept copy s.txt: “nor is this”",
		"claims/sources.yaml:2:30 warning A314: the quoted passage is not in the kept copy s.txt: “not there”")
}

func TestACopyThatCannotBeReadIsReported(t *testing.T) {
	w := siteOf(t, map[string]string{
		"claims/one/index.md": claimOf("sources: [{id: a, title: A, quote: q, snapshot: {file: a.txt}}]", "[@a]"), "claims/one/a.txt": "q",
	}, site.Options{})
	found, err := check.Thorough(t.Context(), w.site, w.snapshot, func(files.File) ([]byte, error) { return nil, errors.New("gone") })
	if err != nil || len(found) != 1 || found[0].Message != "gone" {
		t.Errorf("%v, %v", found, err)
	}
}
