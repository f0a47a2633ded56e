package build

import (
	"slices"
	"strings"
	"sync"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// parseMemo is what the files of the last snapshot say, each at one content (law 1), and those read since.
type parseMemo struct {
	known []version       // by path
	in    *files.Snapshot // that they are of; nil before the first
	said  []*site.Parsed  // by them

	mu     sync.Mutex // of the next two; the rest changes between scans only
	fresh  []version
	faults map[version]diag.List // why files could not be read, whose reading panicked
}

// version is a file at one content.
type version struct {
	path   string
	sum    digest.Sum
	parsed *site.Parsed // nil for what is no text
}

func (v version) is(f files.File) bool { return v.path == f.Path && v.sum == f.Sum }

// get gives what the file said when the last snapshot was taken, nil where it was not there or had another content.
func (m *parseMemo) get(f files.File) *site.Parsed {
	i, found := slices.BinarySearchFunc(m.known, f.Path, func(v version, path string) int { return strings.Compare(v.path, path) })
	if !found || !m.known[i].is(f) {
		return nil
	}
	return m.known[i].parsed
}

// add remembers a file that was read just now.
func (m *parseMemo) add(f files.File, p *site.Parsed) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fresh = append(m.fresh, version{f.Path, f.Sum, p})
}

// addFault remembers why a file could not be read.
func (m *parseMemo) addFault(f files.File, found diag.List) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.faults == nil {
		m.faults = map[version]diag.List{}
	}
	m.faults[version{path: f.Path, sum: f.Sum}] = found
}

// faultsOf returns what was remembered of the files of a snapshot.
func (m *parseMemo) faultsOf(snapshot *files.Snapshot) diag.List {
	var found diag.List
	for v, faults := range m.faults {
		if f, ok := snapshot.Get(v.path); ok && v.is(f) {
			found = append(found, faults...)
		}
	}
	return found.Sort()
}

// of gives what the files of a snapshot say, in its order, and forgets all others. Snapshot, known and fresh are all
// in the order of their paths and walked side by side: looking each file up costs more than resolving it.
func (m *parseMemo) of(snapshot *files.Snapshot) []*site.Parsed {
	if m.in != nil {
		if edited, same := snapshot.Edits(m.in); same && len(edited) <= len(m.fresh) {
			return m.edited(snapshot, edited)
		}
	}
	known, fresh := m.known, m.fresh
	slices.SortStableFunc(fresh, func(a, b version) int { return strings.Compare(a.path, b.path) })
	m.known, m.fresh, m.in = make([]version, 0, snapshot.Len()), nil, snapshot
	parsed := make([]*site.Parsed, 0, snapshot.Len())
	for f := range snapshot.All() {
		v := version{path: f.Path, sum: f.Sum}
		for len(known) > 0 && known[0].path < f.Path {
			known = known[1:]
		}
		if len(known) > 0 && known[0].is(f) {
			v = known[0]
		}
		for len(fresh) > 0 && fresh[0].path <= f.Path { // read more than once where it changed meanwhile
			if fresh[0].is(f) {
				v = fresh[0]
			}
			fresh = fresh[1:]
		}
		m.known, parsed = append(m.known, v), append(parsed, v.parsed)
	}
	m.said = parsed
	return parsed
}

// edited does the same for a snapshot of the same files, some of which were edited.
func (m *parseMemo) edited(snapshot *files.Snapshot, numbers []int) []*site.Parsed {
	m.said = slices.Clone(m.said)
	for _, i := range numbers {
		f := snapshot.At(i)
		v := version{path: f.Path, sum: f.Sum}
		for _, read := range m.fresh {
			if read.is(f) {
				v = read
			}
		}
		m.known[i], m.said[i] = v, v.parsed
	}
	m.fresh, m.in = nil, snapshot
	return m.said
}

// lineMemo holds the lines that were quoted in the last build and those quoted since. Without it,
// every build of a site with many warnings would read hundreds of files again.
type lineMemo struct{ known, fresh map[quoted]quotation }

// quoted is a place in a file at one content.
type quoted struct {
	path string
	sum  digest.Sum
	at   diag.At
}

// quotation is the text of a line, or the part of a long line around a place.
type quotation struct {
	text    string
	omitted int // characters before the text
}

// get returns the line of a place, which is read if it is not known.
func (m *lineMemo) get(at quoted, read func() (text string, omitted int)) (string, int) {
	q, known := m.known[at]
	if !known {
		q, known = m.fresh[at]
	}
	if !known {
		q.text, q.omitted = read()
	}
	if m.fresh == nil {
		m.fresh = map[quoted]quotation{}
	}
	m.fresh[at] = q
	return q.text, q.omitted
}

// turn forgets what the build that ends now did not quote.
func (m *lineMemo) turn() { m.known, m.fresh = m.fresh, nil }
