package output

import (
	"io"
	"strings"

	"github.com/spf13/afero"
)

// way leads to the folders of outputs one after the other. Most outputs lie beside, or near, the one before; to begin at the top for each of them takes twice as
// many calls of the system.
type way struct {
	fs    afero.Fs
	steps []step // folders that are open, each in the one before
}

type step struct {
	path string
	fs   afero.Fs
	io.Closer
}

// nested is a file system that can show one of its folders as another.
type nested interface {
	Folder(name string) (afero.Fs, io.Closer, error)
}

// to gives a file system and the name that a path has there.
func (w *way) to(path string) (afero.Fs, string) {
	for len(w.steps) > 0 && !strings.HasPrefix(path, w.steps[len(w.steps)-1].path) {
		w.back()
	}
	at, from := w.fs, 0
	if n := len(w.steps); n > 0 {
		at, from = w.steps[n-1].fs, len(w.steps[n-1].path)
	}
	for {
		deeper, ok := at.(nested)
		name, _, more := strings.Cut(path[from:], "/")
		if !ok || !more {
			return at, path[from:]
		}
		fs, closer, err := deeper.Folder(name)
		if err != nil {
			return at, path[from:] // which fails for the same reason
		}
		from += len(name) + 1
		w.steps = append(w.steps, step{path[:from], fs, closer})
		at = fs
	}
}

func (w *way) back() {
	last := len(w.steps) - 1
	_ = w.steps[last].Close() // nothing was written to it
	w.steps = w.steps[:last]
}

func (w *way) close() {
	for len(w.steps) > 0 {
		w.back()
	}
}
