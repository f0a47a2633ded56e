package publish

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// list is what was published, by path.
type list map[string]state

// state is what a file of ours holds; zero where that is not known.
type state struct{ sum, tag string }

const listHead = "assay-published 1"

// readList reads the list of a place, and tells that there is one.
func readList(ctx context.Context, store Store) (list, bool, error) {
	text, err := store.Read(ctx, listName)
	if errors.Is(err, fs.ErrNotExist) {
		return list{}, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	l, err := parseList(text)
	if err != nil {
		return nil, false, &Fatal{fmt.Errorf("its list of what was published, %s, cannot be read: %w; delete it and publish with --take-over", listName, err)}
	}
	return l, true, nil
}

func parseList(text []byte) (list, error) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() || lines.Text() != listHead {
		return nil, errors.New("it is of another version")
	}
	l := list{}
	for n := 2; lines.Scan(); n++ {
		sum, rest, _ := strings.Cut(lines.Text(), " ")
		tag, path, ok := strings.Cut(rest, " ")
		if !ok || sum == "" || tag == "" || path == "" || (sum == "-") != (tag == "-") {
			return nil, fmt.Errorf("line %d is none of its lines", n)
		}
		if !fs.ValidPath(path) {
			return nil, fmt.Errorf("line %d names %q", n, path)
		}
		if sum == "-" {
			sum, tag = "", ""
		}
		l[path] = state{sum, tag}
	}
	return l, lines.Err()
}

// text writes the list.
func (l list) text() []byte {
	var b bytes.Buffer
	b.WriteString(listHead + "\n")
	for _, path := range slices.Sorted(maps.Keys(l)) {
		if s := l[path]; s.sum == "" || s.tag == "" {
			fmt.Fprintf(&b, "- - %s\n", path)
		} else {
			fmt.Fprintf(&b, "%s %s %s\n", s.sum, s.tag, path)
		}
	}
	return b.Bytes()
}
