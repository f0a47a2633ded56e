package publish

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A destination is not trusted: it may be shared, or taken over. What is read from it is bounded, its
// names are looked at before they are used, and links in it are never followed.
const (
	maxOwnFile = 64 << 20  // bytes of the list of what was published
	maxLock    = 4 << 10   // bytes of the lock
	maxFiles   = 2_000_000 // files at a destination
)

// readBounded reads a file of the program's own at a destination.
func readBounded(in io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxOwnFile+1))
	if err == nil && len(data) > maxOwnFile {
		err = &Fatal{fmt.Errorf("%s at the destination is larger than %d MB, and is not a file of this program: move it away", name, maxOwnFile>>20)}
	}
	return data, err
}

// checkName refuses names that no site has, before anything is made of them.
func checkName(name string, count int) error {
	switch {
	case count > maxFiles:
		return &Fatal{fmt.Errorf("the destination has more than %d files: name a folder of its own for the site", maxFiles)}
	case !fs.ValidPath(name) || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return &Fatal{fmt.Errorf("the destination has a file called %q: remove it, or name another place", name)}
	}
	return nil
}

// isLinkTag reports whether a tag of a disk is that of a symbolic link.
func isLinkTag(tag string) bool { return strings.HasPrefix(tag, "L") }

// refuseLinks returns an error if a file that is to be written or deleted is below a symbolic link of the
// destination: it leads somewhere else.
func (p *publisher) refuseLinks(site *Site, tags map[string]string) error {
	links := map[string]bool{}
	for name, tag := range tags {
		if isLinkTag(tag) {
			links[name] = true
		}
	}
	if len(links) == 0 {
		return nil
	}
	names := slices.Collect(maps.Keys(p.list))
	for _, f := range site.Files {
		names = append(names, f.Path)
	}
	slices.Sort(names)
	for _, name := range names {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if links[dir] {
				return &Fatal{fmt.Errorf("%s at the destination is a symbolic link, and is not followed to write %s: put a folder in its place", dir, name)}
			}
		}
	}
	return nil
}

// ownNames are the names of the program's own files and folders at a destination.
func ownNames() []string { return []string{listName, lockName, uploads} }
