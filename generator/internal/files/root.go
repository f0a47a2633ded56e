package files

import (
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/afero"
)

// NewRoot shows the folder r as a file system. Names are separated by slashes and relative to r; "", "." and "/" are
// r itself, and a leading slash is r's. A name that leads out of r, by ".." or through a symbolic link, is an error.
// The file system is an [afero.Lstater]. It works as long as r is open.
func NewRoot(r *os.Root) afero.Fs { return rootFs{r} }

type rootFs struct{ root *os.Root }

var _ afero.Lstater = rootFs{}

// inside gives the name as os.Root wants it. It is not cleaned: os.Root resolves ".." after links, as the system does.
func inside(name string) string {
	name = strings.TrimLeft(name, "/")
	if name == "" {
		return "."
	}
	return name
}

// opened keeps a nil *os.File from becoming an afero.File that is not nil.
func opened(f *os.File, err error) (afero.File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Folder shows a folder in it as a file system of its own, which works until it is closed.
func (f rootFs) Folder(name string) (afero.Fs, io.Closer, error) {
	r, err := f.root.OpenRoot(inside(name))
	if err != nil {
		return nil, nil, err
	}
	return rootFs{r}, r, nil
}

func (f rootFs) Name() string { return "os.Root" }

func (f rootFs) Create(name string) (afero.File, error) { return opened(f.root.Create(inside(name))) }

// Open does not wait for somebody to write into a pipe, which may have taken a file's place just now.
func (f rootFs) Open(name string) (afero.File, error) {
	return opened(f.root.OpenFile(inside(name), os.O_RDONLY|syscall.O_NONBLOCK, 0))
}

func (f rootFs) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	return opened(f.root.OpenFile(inside(name), flag, perm))
}

func (f rootFs) Mkdir(name string, perm os.FileMode) error {
	return f.root.Mkdir(inside(name), perm)
}

func (f rootFs) MkdirAll(name string, perm os.FileMode) error {
	return f.root.MkdirAll(inside(name), perm)
}

func (f rootFs) Remove(name string) error { return f.root.Remove(inside(name)) }

func (f rootFs) RemoveAll(name string) error { return f.root.RemoveAll(inside(name)) }

func (f rootFs) Rename(from, to string) error { return f.root.Rename(inside(from), inside(to)) }

func (f rootFs) Stat(name string) (os.FileInfo, error) { return f.root.Stat(inside(name)) }

// LstatIfPossible tells about a symbolic link itself; it is always possible.
func (f rootFs) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	info, err := f.root.Lstat(inside(name))
	return info, true, err
}

func (f rootFs) Chmod(name string, mode os.FileMode) error { return f.root.Chmod(inside(name), mode) }

func (f rootFs) Chown(name string, uid, gid int) error { return f.root.Chown(inside(name), uid, gid) }

func (f rootFs) Chtimes(name string, accessed, modified time.Time) error {
	return f.root.Chtimes(inside(name), accessed, modified)
}

// lstat does not follow a link where the file system has links.
func lstat(fsys afero.Fs, name string) (os.FileInfo, error) {
	if l, ok := fsys.(afero.Lstater); ok {
		info, _, err := l.LstatIfPossible(name)
		return info, err
	}
	return fsys.Stat(name)
}
