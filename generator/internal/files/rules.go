package files

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the largest text file that is read, in bytes.
const maxText = 16 << 20

// maxDepth is how deep folders may be nested: claims/2017 is two deep. The time to open a file grows
// with its depth, because every folder above it is checked for links.
const maxDepth = 32

// ignored tells whether a file or folder called name is no input. Templates have rules of their own.
func ignored(name string, isDir, isTemplate bool) bool {
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "."), lower == "readme.md":
		return true
	case isTemplate && strings.HasSuffix(lower, ".go"), !isTemplate && strings.HasPrefix(name, "_"):
		return true
	case name == "4913" && !isDir: // a claim's folder may well be called that
		return true
	}
	return leftByEditor(lower)
}

// Ignored tells that a file is no input because of its name or that of a folder above it. It is for paths that are not on
// disk, such as those of another time; a [Scanner] sees to this by itself.
func Ignored(file string) bool {
	isTemplate := strings.HasPrefix(file, "templates/")
	folders, name := path.Split(file)
	for folder := range strings.SplitSeq(strings.TrimSuffix(folders, "/"), "/") {
		if ignored(folder, true, isTemplate) {
			return true
		}
	}
	return ignored(name, false, isTemplate)
}

func leftByEditor(lower string) bool {
	if len(lower) > 1 && strings.HasPrefix(lower, "#") && strings.HasSuffix(lower, "#") {
		return true
	}
	return slices.ContainsFunc([]string{"~", ".swp", ".swx", ".tmp", ".bak"}, func(end string) bool {
		return strings.HasSuffix(lower, end)
	})
}

// isText tells whether a file is read whole and handed over.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".yaml", ".yml", ".json", ".html", ".css", ".js", ".svg", ".txt", ".xml", ".csv":
		return true
	}
	return false
}

// HasSize tells whether a file is a picture of a page whose size its beginning tells; [Scanner.Peek] gets that.
func HasSize(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp":
		return !strings.HasPrefix(name, "templates/")
	}
	return false
}

// printable tells whether a name can stand in a URL and on a terminal.
func printable(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl)
}
