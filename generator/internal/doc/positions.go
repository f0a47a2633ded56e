package doc

import (
	"cmp"
	"slices"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/pack"
)

// Positions tells where the values of a decoded file stand.
//
// Paths are kept as 64-bit hashes, not as text: a claim has about sixty of them, and an archive
// of 100 000 claims would otherwise hold hundreds of megabytes of the same few words.
type Positions struct {
	entries []position // sorted by path
}

type position struct {
	path      pathHash
	line, col uint32
}

// pathHash is the FNV-1a hash of a path, extended name by name.
type pathHash uint64

const rootPath pathHash = 14695981039346656037

func (h pathHash) child(name string) pathHash {
	for i := range len(name) {
		h = (h ^ pathHash(name[i])) * 1099511628211
	}
	return (h ^ '.') * 1099511628211
}

func (p *Positions) add(path pathHash, at diag.At) {
	p.entries = append(p.entries, position{path, uint32(at.Line), uint32(at.Col)})
}

// seal brings the entries into the order At needs.
func (p *Positions) seal() {
	slices.SortFunc(p.entries, func(a, b position) int { return cmp.Compare(a.path, b.path) })
	p.entries = slices.Clone(p.entries) // without the room for more, a third of it
}

// At gives the place of the value with this path, such as "sources.2.url" (entries count from 0).
// Where there is no such value it gives the place of the nearest value around it.
func (p *Positions) At(path string) diag.At {
	known := diag.At{Line: 1, Col: 1}
	hash := rootPath
	if i, ok := p.find(hash); ok {
		known = p.entries[i].at()
	}
	if path == "" {
		return known
	}
	for name := range strings.SplitSeq(path, ".") {
		hash = hash.child(name)
		i, ok := p.find(hash)
		if !ok {
			break
		}
		known = p.entries[i].at()
	}
	return known
}

func (p *Positions) find(hash pathHash) (int, bool) {
	return slices.BinarySearchFunc(p.entries, hash, func(e position, h pathHash) int { return cmp.Compare(e.path, h) })
}

func (e position) at() diag.At { return diag.At{Line: int(e.line), Col: int(e.col)} }

// AppendPacked writes the positions for the cache.
func (p *Positions) AppendPacked(b []byte) []byte {
	b = pack.AppendUint(b, uint64(len(p.entries)))
	last := pathHash(0)
	for _, e := range p.entries {
		b = pack.AppendUint(b, uint64(e.path-last))
		b = pack.AppendUint(pack.AppendUint(b, uint64(e.line)), uint64(e.col))
		last = e.path
	}
	return b
}

// UnpackFrom reads what AppendPacked wrote.
func (p *Positions) UnpackFrom(r *pack.Reader) {
	p.entries = make([]position, r.Len())
	last := pathHash(0)
	for i := range p.entries {
		last += pathHash(r.Uint())
		p.entries[i] = position{last, uint32(r.Uint()), uint32(r.Uint())}
	}
}
