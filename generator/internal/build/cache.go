package build

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/markdown"
	"assay/generator/internal/pack"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// cache is what a process leaves for the next one in a folder of its own. There is what each file says, by its path and content, and how the files were found. Three files
// hold it: "inputs" and, for their texts, "texts", which are large and written now and then, and "changes", which is written whenever something changed and has the
// files that are not in "inputs" as they are now. And there is "markup", the claims whose structured data are known to be good.
//
// All are for one program only, "changes" for one "inputs", and this for one "texts". Whatever is wrong with them they are as good as none: a cache never fails a build.
//
// Texts are not read before a page is made of them. Those of files that this process has taken apart are put into a file, too.
type cache struct {
	store  store
	codec  *pack.Codec[site.Parsed]
	parts  *pack.Codec[[]markdown.Part]
	input  afero.Fs
	parser *site.Parser

	unsorted func() *shelf // for what was taken apart by this process; nil where there can be none
	buffers  sync.Pool     // of *[]byte, for texts on their way there

	base     []kept // what "inputs" holds, by path
	named    uint32 // its checksum
	snapshot *files.Snapshot
}

const (
	baseName    = "inputs"
	textsName   = "texts"
	changesName = "changes"
	markupName  = "markup"
)

// kept is a file at one content in the cache.
type kept struct {
	path   string
	sum    digest.Sum
	packed string // what it says, but for its text; "" of a file that is no text

	place         place  // in "texts", of a file in "inputs"
	markup, words string // of one in "changes"
}

// newCache makes the cache in a folder, nil for none.
func newCache(opt Options, parser *site.Parser) *cache {
	if opt.Cache == nil {
		return nil
	}
	c := &cache{store: store{opt.Cache, opt.Program, opt.Now}, codec: pack.New[site.Parsed](), parts: pack.New[[]markdown.Part](), input: opt.Input, parser: parser,
		snapshot: &files.Snapshot{}}
	c.buffers.New = func() any { return new([]byte) }
	c.unsorted = sync.OnceValue(func() *shelf {
		s, err := newShelf(c.store)
		if err != nil {
			return nil // texts stay in memory
		}
		return s
	})
	return c
}

// shelve puts the text of a file that was taken apart just now out of memory, if it can.
func (c *cache) shelve(f files.File, p *site.Parsed) {
	body := bodyOf(p)
	if body == nil {
		return
	}
	on := c.unsorted()
	if on == nil {
		return
	}
	buf := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(buf)
	text, words, err := c.text((*buf)[:0], body)
	if err != nil {
		return
	}
	*buf = text
	if at, err := on.add(text, words); err == nil {
		body.Content = &shelved{on, at, c, f}
	}
}

// text appends the text of a body as it is kept, and tells where in b its words begin.
func (c *cache) text(b []byte, body *markdown.Body) (all []byte, words int, err error) {
	if t, ok := body.Content.(*shelved); ok {
		if all, err := t.on.copyOf(b, t.at); err == nil {
			return all, len(b) + int(t.at.markup), nil
		}
	}
	parts, err := body.Parts()
	if err != nil {
		return nil, 0, err
	}
	text, err := body.Text()
	b = c.parts.Append(b, &parts)
	return append(b, text...), len(b), err
}

// load gives the snapshot that was kept and what its files say, in its order; nothing where nothing can be used.
func (c *cache) load() (*files.Snapshot, []version) {
	texts, textsSum, err := c.store.openShelf(textsName)
	if err != nil {
		return nil, nil
	}
	defer func() {
		if c.base == nil { // nothing came of it
			texts.file.Close()
		}
	}()
	changes, _, errChanges := c.store.read(changesName)
	inputs, sum, errInputs := c.store.read(baseName)
	if errChanges != nil || errInputs != nil {
		return nil, nil
	}
	base := pack.NewReader(inputs)
	namedTexts := base.Uint()
	c.base, c.named = readKept(base, readPlace), sum
	r := pack.NewReader(changes)
	named := r.Uint()
	fresh := readKept(r, readInline)
	snapshot := files.UnpackSnapshot(r)
	known, whole := c.unpack(snapshot, fresh, texts)
	if base.Err() != nil || r.Err() != nil || named != uint64(sum) || namedTexts != uint64(textsSum) || !whole {
		c.base = nil
		return nil, nil
	}
	c.snapshot = snapshot
	for i := range c.base {
		c.base[i].packed = ""
	}
	return snapshot, known
}

func readKept(r *pack.Reader, readText func(*pack.Reader, *kept)) []kept {
	all := make([]kept, r.Len())
	for i := range all {
		all[i].path = r.String()
		r.Bytes(all[i].sum[:])
		all[i].packed = r.String()
		readText(r, &all[i])
	}
	return all
}

func readInline(r *pack.Reader, k *kept) { k.markup, k.words = r.String(), r.String() }

func appendInline(b, markup, words []byte) []byte {
	b = append(pack.AppendUint(b, uint64(len(markup))), markup...)
	return append(pack.AppendUint(b, uint64(len(words))), words...)
}

func readPlace(r *pack.Reader, k *kept) {
	k.place = place{at: r.Int(), markup: uint32(r.Uint()), words: uint32(r.Uint()), markupSum: uint32(r.Uint()), wordsSum: uint32(r.Uint())}
}

func (p place) append(b []byte) []byte {
	b = pack.AppendInt(b, p.at)
	for _, n := range []uint32{p.markup, p.words, p.markupSum, p.wordsSum} {
		b = pack.AppendUint(b, uint64(n))
	}
	return b
}

// unpack reads what the files of a snapshot say; whole tells that it was there for all of them.
func (c *cache) unpack(snapshot *files.Snapshot, fresh []kept, texts *shelf) (known []version, whole bool) {
	known = make([]version, 0, snapshot.Len())
	all := make([]kept, 0, snapshot.Len())
	read := make([]files.File, 0, snapshot.Len())
	base := c.base
	for f := range snapshot.All() {
		k, found := next(&fresh, f)
		if !found {
			k, found = next(&base, f)
		}
		if !found {
			return nil, false
		}
		known, all, read = append(known, version{path: f.Path, sum: f.Sum}), append(all, k), append(read, f)
	}
	var broken atomic.Bool
	inParts(len(known), 128, func(i int) {
		if all[i].packed == "" {
			return
		}
		r := pack.NewReader(all[i].packed)
		known[i].parsed = &site.Parsed{}
		c.codec.Read(r, known[i].parsed)
		if r.Err() == nil {
			c.restore(known[i].parsed.Body(), &all[i], read[i], texts, r)
		}
		if r.Err() != nil {
			broken.Store(true)
		}
	})
	return known, !broken.Load()
}

// restore gives a body its text.
func (c *cache) restore(body *markdown.Body, k *kept, f files.File, texts *shelf, r *pack.Reader) {
	switch {
	case body == nil:
	case k.place.at > 0:
		body.Content = &shelved{texts, k.place, c, f}
	case k.markup != "":
		var parts []markdown.Part
		inline := pack.NewReader(k.markup)
		c.parts.Read(inline, &parts)
		body.Content = markdown.Held(parts, k.words)
		if inline.Err() != nil {
			r.Fail()
		}
	}
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
	_, err := c.store.write(changesName, func(write func([]byte), _ int64) error {
		write(pack.AppendUint(nil, uint64(c.named)))
		err := c.packInline(fresh, write)
		write(snapshot.AppendPacked(nil))
		return err
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
	c.base = nil
	places := make([]place, len(all))
	texts, err := c.store.write(textsName, func(write func([]byte), at int64) error { return c.packTexts(all, places, write, at) })
	if err != nil {
		return err
	}
	c.named, err = c.store.write(baseName, func(write func([]byte), _ int64) error {
		write(pack.AppendUint(nil, uint64(texts)))
		c.pack(all, write, func(i int, b []byte) []byte { return places[i].append(b) })
		return nil
	})
	if err != nil {
		return err
	}
	c.base = make([]kept, len(all))
	for i, v := range all {
		c.base[i] = kept{path: v.path, sum: v.sum}
	}
	return nil
}

// packTexts writes the texts of files, from an offset of a file on, and tells where they are.
func (c *cache) packTexts(all []version, places []place, write func([]byte), at int64) error {
	var text []byte
	for i := range all {
		body := bodyOf(all[i].parsed)
		if body == nil {
			continue
		}
		var words int
		var err error
		if text, words, err = c.text(text[:0], body); err != nil {
			return err
		}
		places[i] = placeOf(at, text, words)
		at = places[i].end()
		write(text)
	}
	return nil
}

// packInline writes what files say, each with its text.
func (c *cache) packInline(all []version, write func([]byte)) error {
	texts := make([][]byte, len(all))
	for i := range all {
		var text []byte
		words := 0
		if body := bodyOf(all[i].parsed); body != nil {
			var err error
			if text, words, err = c.text(nil, body); err != nil {
				return err
			}
		}
		texts[i] = appendInline(nil, text[:words], text[words:])
	}
	c.pack(all, write, func(i int, b []byte) []byte { return append(b, texts[i]...) })
	return nil
}

// pack writes what files say, but for their texts; addText adds what leads to that of the file with a number.
func (c *cache) pack(all []version, write func([]byte), addText func(i int, b []byte) []byte) {
	write(pack.AppendUint(nil, uint64(len(all))))
	const atOnce, together = 64, 32 // so many files to a core, so many of these before they are written
	packed, scratch := make([][]byte, together), make([][]byte, together)
	for first := 0; first < len(all); first += atOnce * together {
		parts := slices.Collect(slices.Chunk(all[first:min(first+atOnce*together, len(all))], atOnce))
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
				packed[n] = addText(first+n*atOnce+i, packed[n])
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
	_, err := c.store.write(markupName, func(write func([]byte), _ int64) error {
		write(m.AppendPacked(nil))
		return nil
	})
	return err
}
