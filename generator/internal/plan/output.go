package plan

import (
	"io"

	"assay/generator/internal/digest"
)

// Output is one file of the site: where it goes, what it is and how to make it.
type Output struct {
	// Path is slash-separated and relative to the output folder, such as "claims/us-13-wars/index.html".
	Path string
	// Type is the media type, such as "text/html; charset=utf-8".
	Type string
	// Key names everything the bytes depend on: equal keys, equal bytes.
	Key digest.Sum
	// Source is the input file behind it, for messages; "" where there is no single one.
	Source string
	// WriteTo makes the bytes. It may be called any number of times, from any goroutine.
	WriteTo func(io.Writer) error
}
