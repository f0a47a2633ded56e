package output

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/digest"
)

const (
	manifestHead = "assay-manifest 2"
	olderHead    = "assay-manifest 1" // had sums of the bytes for keys: no key is ever equal to one
)

// entry is a line of the manifest: a file of ours as we left it.
type entry struct {
	path        string
	known       bool // else the rest is zero
	key         digest.Sum
	size, mtime int64
}

// isAsLeft tells that a file has the size and time that it was left with. Some archives keep whole seconds only.
func (e *entry) isAsLeft(found spot) bool {
	if !e.known || found.kind != file || found.size != e.size {
		return false
	}
	return found.mtime == e.mtime || found.mtime%int64(time.Second) == 0 && found.mtime == e.mtime-e.mtime%int64(time.Second)
}

func comparePath(e entry, path string) int { return strings.Compare(e.path, path) }

// isOurs tells whether the manifest found names the path.
func (r *run) isOurs(path string) bool {
	_, found := slices.BinarySearchFunc(r.old, path, comparePath)
	return found
}

// isOurFolder tells whether a file named by the manifest found is, or was, somewhere in the folder.
func (r *run) isOurFolder(dir string) bool {
	i, _ := slices.BinarySearchFunc(r.old, dir+"/", comparePath)
	return i < len(r.old) && strings.HasPrefix(r.old[i].path, dir+"/")
}

// union is the manifest for the time of the switch: whatever is on the way in or out is ours.
func (r *run) union() []entry {
	all := make([]entry, 0, len(r.next)+len(r.gone))
	for i, e := range r.next {
		if r.changed[i] {
			e = entry{path: e.path}
		}
		all = append(all, e)
	}
	for _, g := range r.gone {
		all = append(all, g.entry)
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	return all
}

// putManifest replaces the manifest whole.
func (r *run) putManifest(entries []entry) error {
	if err := r.openStage(); err != nil {
		return err
	}
	staged, text := stageName+"/manifest", formatManifest(entries)
	if _, err := create(r.fs, staged, text); err != nil {
		return cannot("write", manifestName, err)
	}
	if r.seal != nil {
		_ = r.seal.Set(text) // without it, the next build compares all files
	}
	if err := r.fs.Rename(staged, manifestName); err != nil {
		return cannot("write", manifestName, err)
	}
	return nil
}

func formatManifest(entries []entry) []byte {
	b := make([]byte, 0, 128*(len(entries)+1))
	b = append(b, manifestHead...)
	b = append(b, '\n')
	for _, e := range entries {
		if e.known {
			b = hex.AppendEncode(b, e.key[:])
			b = append(b, ' ')
			b = strconv.AppendInt(b, e.size, 10)
			b = append(b, ' ')
			b = strconv.AppendInt(b, e.mtime, 10)
		} else {
			b = append(b, "- - -"...)
		}
		b = append(b, ' ')
		b = append(b, e.path...)
		b = append(b, '\n')
	}
	return b
}

// parseManifest accepts exactly what formatManifest makes of sorted entries. The manifest decides what may be
// deleted, so anything odd about it makes all of it unusable.
func parseManifest(text string) ([]entry, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if head != manifestHead && head != olderHead {
		return nil, fmt.Errorf("it begins with %.40q instead of %q", head, manifestHead)
	}
	if rest != "" && !strings.HasSuffix(rest, "\n") {
		return nil, errors.New("its end is missing")
	}
	fold := newFold()
	entries := make([]entry, 0, strings.Count(rest, "\n"))
	for line := range strings.Lines(rest) {
		number := len(entries) + 2
		e, ok := parseEntry(strings.TrimSuffix(line, "\n"))
		if !ok || flaw(e.path, fold) != "" {
			return nil, fmt.Errorf("line %d is damaged", number)
		}
		if len(entries) > 0 && entries[len(entries)-1].path >= e.path {
			return nil, fmt.Errorf("line %d is out of order", number)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func parseEntry(line string) (e entry, ok bool) {
	if path, unknown := strings.CutPrefix(line, "- - - "); unknown {
		return entry{path: path}, true
	}
	key, rest, _ := strings.Cut(line, " ")
	size, rest, _ := strings.Cut(rest, " ")
	mtime, path, _ := strings.Cut(rest, " ")
	e = entry{path: path, known: true}
	if len(key) != hex.EncodedLen(len(e.key)) {
		return e, false
	}
	_, errKey := hex.Decode(e.key[:], []byte(key))
	var errSize, errTime error
	e.size, errSize = strconv.ParseInt(size, 10, 64)
	e.mtime, errTime = strconv.ParseInt(mtime, 10, 64)
	return e, errKey == nil && errSize == nil && errTime == nil && e.size >= 0
}
