package starter

import (
	"fmt"
	"strings"

	"assay/generator/internal/id"
)

// maxIDLength is how long an id is made of a text: it stands in addresses that people read.
const maxIDLength = 60

// ID makes the id of a text, cut between words, that none of those taken has; "" where no letter or digit is in it.
func ID(text string, taken func(id.ID) bool) id.ID {
	base := shortened(string(id.Suggest(text)))
	if base == "" {
		return ""
	}
	return Unique(id.ID(base), taken)
}

// Unique gives an id, with a number behind it where it is taken.
func Unique(base id.ID, taken func(id.ID) bool) id.ID {
	name := base
	for n := 2; taken(name); n++ {
		name = id.ID(fmt.Sprintf("%s-%d", base, n))
	}
	return name
}

// shortened cuts an id between words.
func shortened(name string) string {
	if len(name) <= maxIDLength {
		return name
	}
	if i := strings.LastIndexByte(name[:maxIDLength+1], '-'); i > 0 {
		return name[:i]
	}
	return string(id.Suggest(strings.ToValidUTF8(name[:maxIDLength], "")))
}
