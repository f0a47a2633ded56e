package site

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

// Size is the width and height of a picture in pixels.
type Size struct{ Width, Height int }

// sizeOf reads the size from the beginning of a picture, whatever its name says of its kind, as browsers do; nil where
// that does not tell. It is the size as browsers show the picture, which turn those of cameras.
func sizeOf(beginning []byte) *Size {
	for _, kind := range []struct {
		magic  string
		decode func(io.Reader) (image.Config, error)
	}{
		{"\x89PNG\r\n\x1a\n", png.DecodeConfig},
		{"\xff\xd8", jpeg.DecodeConfig},
		{"GIF8", gif.DecodeConfig},
		{"RIFF", webp.DecodeConfig},
	} {
		if !bytes.HasPrefix(beginning, []byte(kind.magic)) {
			continue
		}
		if c, err := kind.decode(bytes.NewReader(beginning)); err == nil && c.Width > 0 && c.Height > 0 {
			if turned(beginning) {
				return &Size{c.Height, c.Width}
			}
			return &Size{c.Width, c.Height}
		}
	}
	return nil
}
