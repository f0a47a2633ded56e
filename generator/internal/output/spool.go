package output

import (
	"bufio"
	"bytes"
	"io"

	"github.com/spf13/afero"
)

// maxInMemory is how much of an output is held while it is made. Few outputs are larger: data of the whole site, pictures, recordings. They are written while they
// are made.
const maxInMemory = 1 << 20

// spool takes an output: into memory, and from there to where the run puts it once it is too large.
type spool struct {
	run  *run
	way  *way
	i    int // the output's number
	held bytes.Buffer
	file afero.File // nil as long as all of it is held
	size int64
	err  error // why it could not be spilled
}

func (s *spool) reset(r *run, w *way, i int) {
	s.run, s.way, s.i, s.file, s.size, s.err = r, w, i, nil, 0, nil
	s.held.Reset()
}

func (s *spool) Write(p []byte) (int, error) {
	s.size += int64(len(p))
	if s.held.Len()+len(p) > maxInMemory {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	return s.held.Write(p)
}

// spill writes what is held, and makes the file for it the first time.
func (s *spool) spill() error {
	if s.err == nil {
		s.err = s.trySpill()
	}
	return s.err
}

func (s *spool) trySpill() error {
	path := s.run.outputs[s.i].Path
	if s.file == nil {
		fsys, name, err := s.run.placeFor(s.way, s.i)
		if err != nil {
			return err
		}
		if s.file, err = fsys.OpenFile(name, newFile, 0o644); err != nil {
			s.file = nil // a nil file in it would not be nil
			return cannot("write", path, err)
		}
	}
	if _, err := s.held.WriteTo(s.file); err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// put brings the output to its place, or to the stage.
func (s *spool) put() (mtime int64, err error) {
	path := s.run.outputs[s.i].Path
	fsys, name, err := s.run.placeFor(s.way, s.i)
	if err != nil {
		return 0, err
	}
	if s.file == nil {
		mtime, err = create(fsys, name, s.held.Bytes())
	} else {
		mtime, err = written(fsys, name) // it is there
	}
	if err != nil {
		return 0, cannot("write", path, err)
	}
	return mtime, nil
}

// close ends a large output. What is small is not in a file yet.
func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	err := s.spill()
	if errClose := s.file.Close(); err == nil && errClose != nil {
		err = cannot("write", s.run.outputs[s.i].Path, errClose)
	}
	return err
}

// discard takes a large output back.
func (s *spool) discard() {
	if s.file == nil {
		return
	}
	_ = s.file.Close() // it is mostly closed already
	if fsys, name, err := s.run.placeFor(s.way, s.i); err == nil {
		_ = fsys.Remove(name) // should it fail, the manifest or the stage still has it
	}
}

// isAt tells whether a file has exactly the bytes of the output. One that cannot be read is to be replaced.
func (s *spool) isAt(path string) bool {
	if s.file == nil {
		there, err := afero.ReadFile(s.way.to(path))
		return err == nil && bytes.Equal(there, s.held.Bytes())
	}
	return equalFiles(s.run.fs, staged(s.i), path)
}

// equalFiles tells whether two files hold the same bytes. What cannot be read is not the same.
func equalFiles(fsys afero.Fs, a, b string) bool {
	fa, err := fsys.Open(a)
	if err != nil {
		return false
	}
	defer func() { _ = fa.Close() }() // nothing was written
	fb, err := fsys.Open(b)
	if err != nil {
		return false
	}
	defer func() { _ = fb.Close() }()
	ra, rb := bufio.NewReaderSize(fa, 1<<16), bufio.NewReaderSize(fb, 1<<16)
	for {
		pa, errA := ra.Peek(1 << 15)
		pb, errB := rb.Peek(1 << 15)
		if !bytes.Equal(pa, pb) || errA != nil && errA != io.EOF || errB != nil && errB != io.EOF {
			return false
		}
		if len(pa) == 0 {
			return true
		}
		_, _ = ra.Discard(len(pa))
		_, _ = rb.Discard(len(pb))
	}
}
