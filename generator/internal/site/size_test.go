package site

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

func TestSizes(t *testing.T) {
	picture := image.NewPaletted(image.Rect(0, 0, 31, 17), color.Palette{color.Black, color.White})
	encoded := map[string][]byte{}
	encode := func(kind string, f func(*bytes.Buffer) error) {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		encoded[kind] = b.Bytes()
	}
	encode("png", func(b *bytes.Buffer) error { return png.Encode(b, picture) })
	encode("jpeg", func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) })
	encode("gif", func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) })
	// The header of a lossless WebP: 14 bits each of width less one and height less one
	// (https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification).
	encoded["webp"] = []byte("RIFF\x12\x00\x00\x00WEBPVP8L\x05\x00\x00\x00\x2f\x1e\x00\x04\x00\x00")
	for kind, data := range encoded {
		if got := sizeOf(data); got == nil || *got != (Size{31, 17}) {
			t.Errorf("%s: got %v", kind, got)
		}
		for n := range data {
			sizeOf(data[:n]) // must not panic
		}
		if got := sizeOf(data[:8]); got != nil {
			t.Errorf("the first bytes of %s: got %v", kind, got)
		}
	}
	for _, data := range []string{"", "<svg width='3' height='4'/>", "\x89PNG\r\n\x1a\n", "GIF89a\x00\x00\x00\x00   ", "\xff\xd8\xff\xd9"} {
		if got := sizeOf([]byte(data)); got != nil {
			t.Errorf("%q: got %v", data, got)
		}
	}
}
