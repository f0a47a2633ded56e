package build

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"

	"assay/generator/internal/digest"
)

// store is a folder of files for one program. Each begins with a line that names the form, the program, and the second in which it was written; it ends with the
// CRC-32C of all before (https://www.rfc-editor.org/rfc/rfc3720#section-12.1), which finds what crashes, disks and careless copies do to files.
//
// What is in it is believed, HTML and all, and a file of a repository must not be: somebody's pull request could bring one. So the time that the file system has
// of a file must be the one in it. Archives, and the caches of CI, keep it; a checkout gives files the time at which it was made, which nobody knows beforehand.
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

// read gives what was written, and its checksum.
func (s store) read(name string) (content string, sum uint32, err error) {
	f, err := s.folder.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	head := s.head(info.ModTime())
	size := info.Size() - crc32.Size
	if !info.Mode().IsRegular() || size < int64(len(head)) {
		return "", 0, errUseless
	}
	var b strings.Builder
	b.Grow(int(size))
	check := newChecksum()
	in := bufio.NewReaderSize(f, 1<<18)
	if _, err := io.CopyN(io.MultiWriter(&b, check), in, size); err != nil {
		return "", 0, err
	}
	var written uint32
	if err := binary.Read(in, binary.LittleEndian, &written); err != nil {
		return "", 0, err
	}
	content, ok := strings.CutPrefix(b.String(), head)
	if !ok || written != check.Sum32() {
		return "", 0, errUseless
	}
	return content, written, nil
}

// write replaces a file whole with what content writes.
func (s store) write(name string, content func(write func([]byte))) (sum uint32, err error) {
	if err := s.prepare(); err != nil {
		return 0, err
	}
	temporary := name + ".new"
	f, err := s.folder.Create(temporary)
	if err != nil {
		return 0, err
	}
	out, check := bufio.NewWriterSize(f, 1<<18), newChecksum()
	both := io.MultiWriter(out, check)
	written := s.now()
	_, _ = io.WriteString(both, s.head(written)) // an error stays with the buffer
	content(func(b []byte) { _, _ = both.Write(b) })
	err = binary.Write(out, binary.LittleEndian, check.Sum32())
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
		_ = s.folder.Remove(temporary) // what is left of it is overwritten the next time
	}
	return check.Sum32(), err
}

// prepare makes the folder. It keeps itself out of repositories.
func (s store) prepare() error {
	const ignore = ".gitignore"
	if _, err := s.folder.Stat(ignore); err == nil {
		return nil
	}
	if err := s.folder.MkdirAll(".", 0o755); err != nil {
		return err
	}
	return afero.WriteFile(s.folder, ignore, []byte("*\n"), 0o644)
}

func newChecksum() hash.Hash32 { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

// inParts calls do for 0 … n-1, on all cores, so many at once.
func inParts(n, atOnce int, do func(i int)) {
	var group errgroup.Group
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
