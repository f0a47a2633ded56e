package build

import (
	"errors"
	"hash/crc32"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/afero"

	"assay/generator/internal/files"
	"assay/generator/internal/markdown"
	"assay/generator/internal/pack"
	"assay/generator/internal/site"
)

// shelf is a file with the texts of other files: markup and words, which are a half of all that is known of a large site, and needed only while a page
// is made. What is damaged on it is made anew from the files themselves.
type shelf struct {
	mu   sync.Mutex // one at a time: not every file system can read a file at two places at once
	file afero.File
	end  int64
	buf  []byte
}

// place is where a text is: its markup, packed, and behind it its words, each with its CRC-32C.
type place struct {
	at                  int64
	markup, words       uint32 // bytes
	markupSum, wordsSum uint32
}

// placeOf tells where a text is, whose words begin at an offset of it.
func placeOf(at int64, text []byte, words int) place {
	return place{at, uint32(words), uint32(len(text) - words), checksum(text[:words]), checksum(text[words:])}
}

func (p place) end() int64 { return p.at + int64(p.markup) + int64(p.words) }

// newShelf makes an empty shelf in a folder. Its file has no name any more, where the system can do that, and goes with the program.
func newShelf(s store) (*shelf, error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	const pattern = "unsorted-*"
	left, _ := afero.Glob(s.folder, pattern) // where it cannot; those of others cannot be removed there either
	for _, name := range left {
		_ = s.folder.Remove(name)
	}
	f, err := afero.TempFile(s.folder, ".", pattern)
	if err != nil {
		return nil, err
	}
	_ = s.folder.Remove(path.Base(filepath.ToSlash(f.Name())))
	return &shelf{file: f}, nil
}

// add puts a text at the end: markup, packed, and from an offset on the words.
func (s *shelf) add(text []byte, words int) (place, error) {
	p := placeOf(0, text, words)
	s.mu.Lock()
	defer s.mu.Unlock()
	p.at = s.end
	s.end = p.end()
	_, err := s.file.WriteAt(text, p.at)
	return p, err
}

// errDamaged says that a shelf does not hold what was put there.
var errDamaged = errors.New("a text in the cache is damaged")

// markupAt reads the markup of a text, packed.
func (s *shelf) markupAt(p place) (packed string, err error) {
	err = s.with(p.at, p.markup, func(b []byte) error {
		packed = string(b)
		return hasSum(b, p.markupSum)
	})
	return packed, err
}

// wordsAt reads the words of a text.
func (s *shelf) wordsAt(p place) (words string, err error) {
	err = s.with(p.at+int64(p.markup), p.words, func(b []byte) error {
		words = string(b)
		return hasSum(b, p.wordsSum)
	})
	return words, err
}

// copyOf appends a text to b as it is on the shelf.
func (s *shelf) copyOf(b []byte, p place) ([]byte, error) {
	err := s.with(p.at, p.markup+p.words, func(text []byte) error {
		b = append(b, text...)
		return errors.Join(hasSum(text[:p.markup], p.markupSum), hasSum(text[p.markup:], p.wordsSum))
	})
	return b, err
}

// with reads a piece for use, which must not keep it.
func (s *shelf) with(at int64, size uint32, use func([]byte) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = slices.Grow(s.buf[:0], int(size))[:size]
	if n, err := s.file.ReadAt(s.buf, at); n < len(s.buf) {
		return err
	}
	return use(s.buf)
}

func hasSum(b []byte, sum uint32) error {
	if checksum(b) != sum {
		return errDamaged
	}
	return nil
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// shelved is the text of a file on a shelf.
type shelved struct {
	on   *shelf
	at   place
	in   *cache
	file files.File
}

var _ markdown.Content = (*shelved)(nil)

// Parts reads the markup.
func (t *shelved) Parts() ([]markdown.Part, error) {
	if packed, err := t.on.markupAt(t.at); err == nil {
		var parts []markdown.Part
		r := pack.NewReader(packed)
		if t.in.parts.Read(r, &parts); r.Err() == nil {
			return parts, nil
		}
	}
	again, err := t.again()
	if err != nil {
		return nil, err
	}
	return again.Parts()
}

// Text reads the words.
func (t *shelved) Text() (string, error) {
	if words, err := t.on.wordsAt(t.at); err == nil {
		return words, nil
	}
	again, err := t.again()
	if err != nil {
		return "", err
	}
	return again.Text()
}

// again takes the file apart once more.
func (t *shelved) again() (*markdown.Body, error) {
	data, err := files.Read(t.in.input, t.file)
	if err != nil {
		return nil, err
	}
	return t.in.parser.Parse(t.file.Path, data).Body(), nil
}

// bodyOf gives the body of a file whose text can be on a shelf, else nil.
func bodyOf(p *site.Parsed) *markdown.Body {
	if p == nil || p.Body() == nil || p.Body().Content == nil {
		return nil
	}
	return p.Body()
}
