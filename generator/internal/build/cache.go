package build

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/pack"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// cache is what a process leaves for the next one in a folder of its own. There is what each file says, by its path and content, and how the files were found. Two files
// hold it: "inputs", which is large and written now and then, and "changes", which is written whenever something changed and has the files that are not
// in "inputs" as they are now. And there is "markup", the claims whose structured data are known to be good.
//
// All are for one program only, and "changes" for one "inputs". Whatever is wrong with them they are as good as none: a cache never fails a build.
type cache struct {
	store store
	codec *pack.Codec[site.Parsed]

	base     []kept // what "inputs" holds, by path
	named    uint32 // its checksum
	snapshot *files.Snapshot
}

const (
	baseName    = "inputs"
	changesName = "changes"
	markupName  = "markup"
)

// kept is a file at one content in the cache.
type kept struct {
	path   string
	sum    digest.Sum
	packed string // what it says; "" of a file that is no text
}

// newCache makes the cache in a folder, nil for none.
func newCache(folder afero.Fs, program digest.Sum, now func() time.Time) *cache {
	if folder == nil {
		return nil
	}
	return &cache{store: store{folder, program, now}, codec: pack.New[site.Parsed](), snapshot: &files.Snapshot{}}
}

// load gives the snapshot that was kept and what its files say, in its order; nothing where nothing can be used.
func (c *cache) load() (*files.Snapshot, []version) {
	changes, _, errChanges := c.store.read(changesName)
	inputs, sum, errInputs := c.store.read(baseName)
	if errChanges != nil || errInputs != nil {
		return nil, nil
	}
	base := pack.NewReader(inputs)
	c.base, c.named = readKept(base), sum
	r := pack.NewReader(changes)
	named := r.Uint()
	fresh := readKept(r)
	snapshot := files.UnpackSnapshot(r)
	known, whole := c.unpack(snapshot, fresh)
	if base.Err() != nil || r.Err() != nil || named != uint64(sum) || !whole {
		c.base = nil
		return nil, nil
	}
	c.snapshot = snapshot
	for i := range c.base {
		c.base[i].packed = ""
	}
	return snapshot, known
}

func readKept(r *pack.Reader) []kept {
	all := make([]kept, r.Len())
	for i := range all {
		all[i].path = r.String()
		r.Bytes(all[i].sum[:])
		all[i].packed = r.String()
	}
	return all
}

// unpack reads what the files of a snapshot say; whole tells that it was there for all of them.
func (c *cache) unpack(snapshot *files.Snapshot, fresh []kept) (known []version, whole bool) {
	known = make([]version, 0, snapshot.Len())
	packed := make([]string, 0, snapshot.Len())
	base := c.base
	for f := range snapshot.All() {
		k, found := next(&fresh, f)
		if !found {
			k, found = next(&base, f)
		}
		if !found {
			return nil, false
		}
		known, packed = append(known, version{path: f.Path, sum: f.Sum}), append(packed, k.packed)
	}
	var broken atomic.Bool
	inParts(len(known), 128, func(i int) {
		if packed[i] == "" {
			return
		}
		r := pack.NewReader(packed[i])
		known[i].parsed = &site.Parsed{}
		if c.codec.Read(r, known[i].parsed); r.Err() != nil {
			broken.Store(true)
		}
	})
	return known, !broken.Load()
}

// next finds a file among those that follow. These are in the order of their paths, and so are the files that are looked for.
func next(all *[]kept, f files.File) (kept, bool) {
	for len(*all) > 0 && (*all)[0].path < f.Path {
		*all = (*all)[1:]
	}
	if len(*all) == 0 || (*all)[0].path != f.Path || (*all)[0].sum != f.Sum {
		return kept{}, false
	}
	return (*all)[0], true
}

// save keeps a snapshot and what its files say, in its order.
func (c *cache) save(snapshot *files.Snapshot, known []version) error {
	i := -1
	snapshot = snapshot.Only(func(files.File) bool { i++; return known[i].keeps() })
	if !snapshot.Replaces(c.snapshot) {
		return nil
	}
	known = slices.DeleteFunc(slices.Clone(known), func(v version) bool { return !v.keeps() })
	fresh := make([]version, 0, len(known))
	base, used := c.base, 0
	i = 0
	for f := range snapshot.All() {
		if _, found := next(&base, f); found {
			used++
		} else {
			fresh = append(fresh, known[i])
		}
		i++
	}
	if stale := len(c.base) - used; len(fresh)+stale > len(c.base)/8 {
		if err := c.saveBase(known); err != nil {
			return err
		}
		fresh = nil
	}
	_, err := c.store.write(changesName, func(write func([]byte)) {
		write(pack.AppendUint(nil, uint64(c.named)))
		c.pack(fresh, write)
		write(snapshot.AppendPacked(nil))
	})
	if err == nil {
		c.snapshot = snapshot
	}
	return err
}

// keeps tells whether the next process should know what a file says: not of one with errors, nor of those of which there are few.
func (v *version) keeps() bool {
	return v.parsed == nil || v.parsed.Kind.Keeps() && !v.parsed.Findings.Failed()
}

func (c *cache) saveBase(all []version) error {
	var err error
	c.named, err = c.store.write(baseName, func(write func([]byte)) { c.pack(all, write) })
	if err != nil {
		c.base = nil
		return err
	}
	c.base = make([]kept, len(all))
	for i, v := range all {
		c.base[i] = kept{path: v.path, sum: v.sum}
	}
	return nil
}

// pack writes what files say.
func (c *cache) pack(all []version, write func([]byte)) {
	write(pack.AppendUint(nil, uint64(len(all))))
	const atOnce, together = 64, 32 // so many files to a core, so many of these before they are written
	packed, scratch := make([][]byte, together), make([][]byte, together)
	for part := range slices.Chunk(all, atOnce*together) {
		parts := slices.Collect(slices.Chunk(part, atOnce))
		inParts(len(parts), 1, func(n int) {
			packed[n] = packed[n][:0]
			for i := range parts[n] {
				v := &parts[n][i]
				scratch[n] = scratch[n][:0]
				if v.parsed != nil {
					scratch[n] = c.codec.Append(scratch[n], v.parsed)
				}
				packed[n] = append(pack.AppendString(packed[n], v.path), v.sum[:]...)
				packed[n] = append(pack.AppendUint(packed[n], uint64(len(scratch[n]))), scratch[n]...)
			}
		})
		for n := range parts {
			write(packed[n])
		}
	}
}

func (c *cache) loadMarkup(m *plan.MarkupChecker) {
	if content, _, err := c.store.read(markupName); err == nil {
		m.UnpackFrom(pack.NewReader(content))
	}
}

func (c *cache) saveMarkup(m *plan.MarkupChecker) error {
	if !m.Learned() {
		return nil
	}
	_, err := c.store.write(markupName, func(write func([]byte)) { write(m.AppendPacked(nil)) })
	return err
}
