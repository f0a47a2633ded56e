package starter

import (
	"fmt"
	"regexp"
	"strings"

	"assay/generator/internal/files"
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

// Unique returns an id with a number behind it if it is taken, or cannot be the name of a file on every
// system or of a page.
func Unique(base id.ID, taken func(id.ID) bool) id.ID {
	if len(base) > id.MaxBytes-maxNumber {
		base = id.Suggest(strings.ToValidUTF8(string(base[:id.MaxBytes-maxNumber]), ""))
	}
	name := base
	for n := 2; taken(name) || unfit(name); n++ {
		name = id.ID(fmt.Sprintf("%s-%d", base, n))
	}
	return name
}

// maxNumber is the length of a hyphen and the largest number behind an id.
const maxNumber = len("-1000000000")

// devices are names that Windows keeps for itself, whatever their extension.
var devices = regexp.MustCompile(`^(con|prn|aux|nul|com\d|lpt\d)$`)

// unfit reports whether a build refuses or ignores the file of an id, or a system cannot have it.
func unfit(name id.ID) bool {
	_, err := id.Parse(string(name))
	return err != nil || devices.MatchString(string(name)) ||
		files.Ignored("claims/"+string(name)+".md") || files.Ignored("claims/"+string(name)+"/index.md")
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
