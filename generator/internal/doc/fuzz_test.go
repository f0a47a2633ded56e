package doc_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// samples adds the files of the sample site and some that were once trouble.
func samples(f *testing.F) {
	for _, pattern := range []string{"../../../claims/*.yaml", "../../../claims/*/*.md", "../../../site.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	for _, s := range []string{
		"", "\ufeff---\r\na: b\r\n---\r\n", "a: &x {b: *x}\n", "a: [", "{a: {", "a: \"", "? [a]\n: b", "a: !!str b", "%YAML 1.2\n---\n", "a: b\u2028c",
		"---\n---", "--- |\n a", "a: \"\\0\"", "- - - a", "a:\tb", "\ta", "<<: *x", "&a &b", "a: *x", "# c", "a: >1\n b", "!", "a\x00", "\xff",
	} {
		f.Add([]byte(s))
	}
}

// wantInside checks that a place is in the text, at most one behind the end of its line.
func wantInside(t *testing.T, at diag.At, src []byte, firstLine int) {
	t.Helper()
	lines := bytes.Count(src, []byte("\n")) + 1
	line := at.Line - firstLine + 1
	if line < 1 || line > lines {
		t.Fatalf("line %d of %d", line, lines)
	}
	if n := utf8.RuneCountInString(doc.Line(src, line)); at.Col < 1 || at.Col > n+1 {
		t.Fatalf("%d:%d, but the line has %d characters: %q", at.Line, at.Col, n, doc.Line(src, line))
	}
}

func wantNodesInside(t *testing.T, n *doc.Node, src []byte, firstLine int) {
	t.Helper()
	wantInside(t, n.At, src, firstLine)
	for _, item := range n.Items {
		wantNodesInside(t, item, src, firstLine)
	}
	for _, field := range n.Fields {
		wantInside(t, field.KeyAt, src, firstLine)
		wantNodesInside(t, field.Value, src, firstLine)
	}
}

func FuzzParseYAML(f *testing.F) {
	samples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		src, found := doc.Clean(src)
		if found.Failed() {
			for _, x := range found {
				wantInside(t, x.At, src, 1)
			}
			return
		}
		n, found := doc.ParseYAML(src, 7)
		for _, x := range found {
			wantInside(t, x.At, src, 7)
			if x.Message == "" || !utf8.ValidString(x.Message+x.Hint) {
				t.Errorf("the message is %q, the hint %q", x.Message, x.Hint)
			}
		}
		if n == nil {
			if !found.Failed() {
				t.Fatal("no node and no reason")
			}
			return
		}
		wantNodesInside(t, n, src, 7)
		var v thing
		at, found := things.Decode(n, &v)
		for _, x := range found {
			wantInside(t, x.At, src, 7)
		}
		wantInside(t, at.At("links.0.url"), src, 7)
	})
}

func FuzzSplit(f *testing.F) {
	samples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		src, found := doc.Clean(src)
		if found.Failed() {
			return
		}
		header, body, line, found := doc.Split(src)
		if found.Failed() {
			wantInside(t, found[0].At, src, 1)
			return
		}
		if !bytes.HasSuffix(src, body) || !bytes.Contains(src, header) {
			t.Error("header and body are not of the file")
		}
		if len(body) > 0 && doc.Line(src, line) != doc.Line(body, 1) {
			t.Errorf("line %d is not where the body begins", line)
		}
	})
}
