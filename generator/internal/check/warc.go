package check

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http/httputil"
	"net/textproto"
	"strings"

	"assay/generator/internal/warc"
)

// warc gives the words in a web archive (ISO 28500, https://iipc.github.io/warc-specifications/), and tells whether all of its
// texts could be read. Pages are in records of the types response, with the head that the server sent, and resource.
func (b *budget) warc(archive []byte) (text string, whole bool) {
	var all strings.Builder
	r := bufio.NewReader(bytes.NewReader(archive))
	whole = true
	for {
		head, payload, err := warc.Next(r)
		if errors.Is(err, io.EOF) && head == nil {
			return all.String(), whole
		}
		if err != nil {
			return all.String(), false
		}
		mediaType, content, read := head.Get("Content-Type"), payload, true
		switch head.Get("WARC-Type") {
		case "response":
			mediaType, content, read = b.response(payload)
		case "resource", "conversion":
		default:
			continue
		}
		switch {
		case !isText(mediaType):
		case !read:
			whole = false
		default:
			all.WriteString(words(strings.ToLower(mediaType), content))
			all.WriteByte('\n')
		}
	}
}

// response reads what a server sent, and tells whether its content could be unpacked. Some who make archives undo chunks and
// packing and leave the head as it was, so that content which is not what the head says is taken as it is.
func (b *budget) response(payload []byte) (mediaType string, content []byte, read bool) {
	r := bufio.NewReader(bytes.NewReader(payload))
	lines := textproto.NewReader(r)
	if _, err := lines.ReadLine(); err != nil { // HTTP/1.1 200 OK
		return "", nil, false
	}
	head, err := lines.ReadMIMEHeader()
	if err != nil {
		return "", nil, false
	}
	content, err = io.ReadAll(r) // of bytes in memory, which does not fail
	if err != nil {
		return "", nil, false
	}
	if strings.EqualFold(head.Get("Transfer-Encoding"), "chunked") {
		if joined, whole := b.unpack(httputil.NewChunkedReader(bytes.NewReader(content)), nil); whole {
			content = joined
		}
	}
	content, read = b.undo(strings.ToLower(head.Get("Content-Encoding")), content)
	return head.Get("Content-Type"), content, read
}

// undo unpacks content, and tells whether it could.
func (b *budget) undo(packing string, content []byte) ([]byte, bool) {
	var unpacked []byte
	whole := false
	switch packing {
	case "", "identity":
		return content, true
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(content, []byte{0x1f, 0x8b}) {
			return content, true
		}
		unpacked, whole = b.unpack(gzipped(bytes.NewReader(content)))
	case "deflate":
		unpacked, whole = b.unpack(deflated(bytes.NewReader(content)))
	}
	return unpacked, whole
}

// isText tells that words can be read from content of a media type.
func isText(mediaType string) bool {
	base, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	base = strings.TrimSpace(base)
	return base == "" || strings.HasPrefix(base, "text/") || strings.HasSuffix(base, "json") || strings.HasSuffix(base, "xml")
}
