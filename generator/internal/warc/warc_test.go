package warc_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/warc"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	at := time.Date(2026, 6, 1, 14, 0, 0, 0, time.FixedZone("", 7200))
	var archive bytes.Buffer
	w, err := warc.NewWriter(&archive, "Assay 1", at)
	if err != nil {
		t.Fatal(err)
	}
	moved := warc.Response{URL: "https://example.org/old", Status: 301, Header: http.Header{"Location": {"/new"}}}
	page := warc.Response{URL: "https://example.org/new", Status: 200, Body: []byte("<p>Words.\r\n\r\nMore."), Header: http.Header{
		"Content-Type": {"text/html"}, "Content-Encoding": {"gzip"}, "Content-Length": {"7"}, "X": {"a", "b\r\nc"},
	}}
	for _, r := range []warc.Response{moved, page} {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if members := bytes.Count(archive.Bytes(), []byte{0x1f, 0x8b, 8}); members != 3 {
		t.Errorf("%d members of gzip", members)
	}
	z, err := gzip.NewReader(&archive)
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(z)
	want := []string{
		"warcinfo  ", "response https://example.org/old HTTP/1.1 301 Moved Permanently\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n",
		"response https://example.org/new HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: a\r\nX: b  c\r\nContent-Length: 18\r\n\r\n<p>Words.\r\n\r\nMore.",
	}
	ids := map[string]bool{}
	for i, text := range want {
		head, block, err := warc.Next(r)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%s %s %s", head.Get("WARC-Type"), head.Get("WARC-Target-URI"), block)
		if i == 0 && !strings.Contains(string(block), "software: Assay 1\r\n") || i > 0 && got != text {
			t.Errorf("%q, want %q", got, text)
		}
		if head.Get("WARC-Date") != "2026-06-01T12:00:00Z" || ids[head.Get("WARC-Record-ID")] {
			t.Errorf("%v", head)
		}
		ids[head.Get("WARC-Record-ID")] = true
	}
	if head, _, err := warc.Next(r); head != nil || !errors.Is(err, io.EOF) {
		t.Errorf("behind the end: %v, %v", head, err)
	}
}

func FuzzNext(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nWARC/1.1\r\nContent-Length: -1\r\n\r\n"))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 9999999999999\r\n\r\nabc"))
	f.Fuzz(func(t *testing.T, archive []byte) {
		r := bufio.NewReader(bytes.NewReader(archive))
		for range len(archive) + 1 {
			if _, block, err := warc.Next(r); err != nil {
				return
			} else if len(block) > len(archive) {
				t.Fatalf("%d bytes of %d", len(block), len(archive))
			}
		}
		t.Fatal("it does not end")
	})
}
