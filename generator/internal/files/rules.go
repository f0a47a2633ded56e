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
	return isLeftover(name)
}

// ignoredStatic reports whether a file or folder in static/ is not published.
func ignoredStatic(name string) bool {
	lower := strings.ToLower(name)
	return ofVersions(lower) || lower == ".ds_store" || strings.HasPrefix(lower, "._") || lower == ".gitkeep" || lower == ".gitignore" || lower == ".gitattributes" ||
		strings.HasPrefix(lower, ".assay") || strings.HasPrefix(lower, ".#") || isLeftover(name)
}

// Ignored tells that a file is no input because of its name or that of a folder above it. It is for paths that are not on
// disk, such as those of another time; a [Scanner] sees to this by itself.
func Ignored(file string) bool {
	isTemplate := strings.HasPrefix(file, "templates/")
	folders, name := path.Split(file)
	if strings.HasPrefix(file, StaticDir) {
		return slices.ContainsFunc(strings.Split(file, "/"), ignoredStatic)
	}
	for folder := range strings.SplitSeq(strings.TrimSuffix(folders, "/"), "/") {
		if ignored(folder, true, isTemplate) {
			return true
		}
	}
	return ignored(name, false, isTemplate)
}

// isText tells whether a file is read whole and handed over. Those in static/ are published unread.
func isText(name string) bool {
	if strings.HasPrefix(name, StaticDir) {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".yaml", ".yml", ".json", ".html", ".css", ".js", ".svg", ".txt", ".xml", ".csv":
		return true
	}
	return false
}

// StaticDir is the folder of files that are published as they are.
const StaticDir = "static/"

// isPeeked reports whether the beginning of a file is handed over: that of pictures, and of whatever is
// next to a page and is not a text.
func isPeeked(name string) bool {
	return HasSize(name) || strings.HasPrefix(name, "claims/") || strings.HasPrefix(name, "content/")
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
