// Package warc writes and reads web archives in the format WARC 1.1 (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/).
//
// A [Writer] makes an archive of pages as they were received: a record that tells who made it, and for each answer of a server a record with its status line, its
// head and its body. Every record is a gzip member of its own, as the specification's annex D wants it, so that the archive can be read from
// any of them. Digests are SHA-256 in base 32 (RFC 4648). What a client of HTTP undid on the way is not in it: the body is as it was after decompression and
// without chunks, whatever the version of HTTP the head is that of HTTP/1.1, its fields are in the order of their names, and
// fields that told of the transfer alone are left out.
//
// [Next] reads any archive, record by record.
package warc

import (
	"bufio"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Writer writes an archive.
type Writer struct {
	out  io.Writer
	at   time.Time
	info string // the id of the first record
}

// NewWriter begins an archive that is made by software at a moment.
func NewWriter(out io.Writer, software string, at time.Time) (*Writer, error) {
	w := &Writer{out: out, at: at}
	about := "software: " + software + "\r\nformat: WARC File Format 1.1\r\nconformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
	w.info = newID()
	return w, w.record(w.info, []byte(about), [][2]string{{"WARC-Type", "warcinfo"}, {"Content-Type", "application/warc-fields"}})
}

// Response is what a server answered.
type Response struct {
	URL    string
	Status int
	Header http.Header
	Body   []byte
}

// Add writes what a server answered.
func (w *Writer) Add(r Response) error {
	block := append([]byte(r.head()), r.Body...)
	return w.record(newID(), block, [][2]string{
		{"WARC-Type", "response"}, {"WARC-Warcinfo-ID", w.info}, {"WARC-Target-URI", r.URL},
		{"WARC-Payload-Digest", digest(r.Body)}, {"Content-Type", "application/http; msgtype=response"},
	})
}

// head writes the status line and the fields of a response whose body is as it is.
func (r *Response) head() string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", r.Status, http.StatusText(r.Status))
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		if !ofTransfer(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	clean := strings.NewReplacer("\r", " ", "\n", " ")
	for _, name := range names {
		for _, value := range r.Header[name] {
			fmt.Fprintf(&b, "%s: %s\r\n", name, clean.Replace(value))
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(r.Body))
	return b.String()
}

// ofTransfer tells of fields that are about how the body came, or of a connection.
func ofTransfer(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Connection", "Content-Encoding", "Content-Length", "Keep-Alive", "Trailer", "Transfer-Encoding", "Upgrade":
		return true
	}
	return false
}

// record writes a record with its fields.
func (w *Writer) record(id string, block []byte, fields [][2]string) error {
	z := gzip.NewWriter(w.out)
	var b strings.Builder
	b.WriteString("WARC/1.1\r\n")
	for _, f := range append([][2]string{
		{"WARC-Record-ID", id}, {"WARC-Date", w.at.UTC().Format("2006-01-02T15:04:05Z")},
	}, append(fields, [2]string{"WARC-Block-Digest", digest(block)}, [2]string{"Content-Length", strconv.Itoa(len(block))})...) {
		fmt.Fprintf(&b, "%s: %s\r\n", f[0], f[1])
	}
	b.WriteString("\r\n")
	_, err := io.WriteString(z, b.String())
	if err == nil {
		_, err = z.Write(block)
	}
	if err == nil {
		_, err = io.WriteString(z, "\r\n\r\n")
	}
	return errors.Join(err, z.Close())
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + base32.StdEncoding.EncodeToString(sum[:])
}

// newID makes a name for a record (RFC 9562, version 4).
func newID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // which does not fail
	u[6], u[8] = u[6]&0x0f|0x40, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// Next reads the next record of an archive that was unpacked. At its end the head is nil and the error io.EOF.
func Next(r *bufio.Reader) (head textproto.MIMEHeader, block []byte, err error) {
	lines := textproto.NewReader(r)
	version := ""
	for version == "" { // records end in empty lines
		line, err := lines.ReadLine()
		if err != nil {
			return nil, nil, err
		}
		version = line
	}
	if !strings.HasPrefix(version, "WARC/") {
		return textproto.MIMEHeader{}, nil, errors.New("no record of a web archive")
	}
	head, err = lines.ReadMIMEHeader()
	if err != nil {
		return textproto.MIMEHeader{}, nil, err
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return head, nil, errors.New("a record without a length")
	}
	block, err = io.ReadAll(io.LimitReader(r, length))
	if err == nil && int64(len(block)) < length {
		err = io.ErrUnexpectedEOF
	}
	return head, block, err
}
