package build

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/guard"
)

// store is a folder of files for one program. Each begins with a line that names the form, the program, and the second in which it was written; it ends with the
// CRC-32C of all before (https://www.rfc-editor.org/rfc/rfc3720#section-12.1), which finds what crashes, disks and careless copies do to files.
//
// What is in it is believed, HTML and all. So the folder must be one that only the user can write to, or that the user named; it is never in the site.
// The time that the file system has of a file must be the one in it, which archives and the caches of CI keep.
type store struct {
	folder  afero.Fs
	program digest.Sum
	now     func() time.Time
}

const storeForm = "assay-cache 1\n"

var errUseless = errors.New("the file is damaged, or of another program, or was not written here")

func (s store) head(written time.Time) string {
	return string(binary.LittleEndian.AppendUint64(append([]byte(storeForm), s.program[:]...), uint64(written.Unix())))
}

// open opens a file that was written here, as far as its head tells. Its end is where the checksum begins.
func (s store) open(name string) (f afero.File, head string, end int64, err error) {
	if f, err = s.folder.Open(name); err != nil {
		return nil, "", 0, err
	}
	info, err := f.Stat()
	if err == nil {
		head, end = s.head(info.ModTime()), info.Size()-crc32.Size
		found := make([]byte, len(head))
		if !info.Mode().IsRegular() || end < int64(len(head)) {
			err = errUseless
		} else if _, err = f.ReadAt(found, 0); err == nil && string(found) != head {
			err = errUseless
		}
	}
	if err != nil {
		f.Close()
		return nil, "", 0, err
	}
	return f, head, end, nil
}

// openShelf opens a file to read pieces of it, and gives the checksum that it has; whether that is right nobody looks.
func (s store) openShelf(name string) (*shelf, uint32, error) {
	f, _, end, err := s.open(name)
	if err != nil {
		return nil, 0, err
	}
	var sum [crc32.Size]byte
	if _, err := f.ReadAt(sum[:], end); err != nil && err != io.EOF {
		f.Close()
		return nil, 0, err
	}
	return &shelf{file: f, end: end}, binary.LittleEndian.Uint32(sum[:]), nil
}

// read gives what was written, and its checksum.
func (s store) read(name string) (content string, sum uint32, err error) {
	f, head, end, err := s.open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	if _, err := f.Seek(int64(len(head)), io.SeekStart); err != nil {
		return "", 0, err
	}
	size := end - int64(len(head))
	var b strings.Builder
	b.Grow(int(size))
	check := newChecksum()
	_, _ = io.WriteString(check, head) // never fails
	in := bufio.NewReaderSize(f, 1<<18)
	if _, err := io.CopyN(io.MultiWriter(&b, check), in, size); err != nil {
		return "", 0, err
	}
	var written uint32
	if err := binary.Read(in, binary.LittleEndian, &written); err != nil {
		return "", 0, err
	}
	if written != check.Sum32() {
		return "", 0, errUseless
	}
	return b.String(), written, nil
}

// write replaces a file whole with what content writes from an offset on.
func (s store) write(name string, content func(write func([]byte), at int64) error) (sum uint32, err error) {
	if err := s.prepare(); err != nil {
		return 0, err
	}
	f, err := afero.TempFile(s.folder, ".", name+"-*.new")
	if err != nil {
		return 0, err
	}
	temporary := path.Base(filepath.ToSlash(f.Name()))
	out, check := bufio.NewWriterSize(f, 1<<18), newChecksum()
	both := io.MultiWriter(out, check)
	written := s.now()
	head := s.head(written)
	_, _ = io.WriteString(both, head) // an error stays with the buffer
	err = content(func(b []byte) { _, _ = both.Write(b) }, int64(len(head)))
	if err == nil {
		err = binary.Write(out, binary.LittleEndian, check.Sum32())
	}
	if err == nil {
		err = out.Flush()
	}
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	if err == nil {
		err = s.folder.Chtimes(temporary, written, written.Truncate(time.Second))
	}
	if err == nil {
		err = s.folder.Rename(temporary, name)
	}
	if err != nil {
		_ = s.folder.Remove(temporary)
	}
	return check.Sum32(), err
}

// prepare makes the folder.
func (s store) prepare() error { return s.folder.MkdirAll(".", 0o700) }

func newChecksum() hash.Hash32 { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

// inParts calls do for 0 … n-1, on all cores, so many at once.
func inParts(n, atOnce int, do func(i int)) {
	var group guard.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for first := 0; first < n; first += atOnce {
		group.Go(func() error {
			for i := first; i < min(first+atOnce, n); i++ {
				do(i)
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
}
