package output

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/afero"
)

// kind is what stands at a path.
type kind uint8

const (
	nothing kind = iota
	file         // a regular one
	folder
	link
	other // a device, a socket …
)

func kindOf(mode fs.FileMode) kind {
	switch {
	case mode.IsRegular():
		return file
	case mode.IsDir():
		return folder
	case mode&fs.ModeSymlink != 0:
		return link
	default:
		return other
	}
}

// spot is what stands at a path, with the facts the manifest records of files.
type spot struct {
	kind
	size, mtime int64
}

func look(fsys afero.Fs, path string) (spot, error) { return lookAs(fsys, path, path) }

// look tells what stands at a path.
func (w *way) look(path string) (spot, error) {
	fsys, name := w.to(path)
	return lookAs(fsys, name, path)
}

// lookAs looks at a name and calls it path in errors.
func lookAs(fsys afero.Fs, name, path string) (spot, error) {
	info, err := lstat(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return spot{}, nil
	}
	if err != nil {
		return spot{}, cannot("look at", path, err)
	}
	return spot{kindOf(info.Mode()), info.Size(), info.ModTime().UnixNano()}, nil
}

func lstat(fsys afero.Fs, path string) (fs.FileInfo, error) {
	if l, ok := fsys.(afero.Lstater); ok {
		info, _, err := l.LstatIfPossible(path)
		return info, err
	}
	return fsys.Stat(path)
}

// isSameFile tells whether two paths lead to one file, as "About" and "about" do on some systems.
func isSameFile(fsys afero.Fs, a, b string) bool {
	infoA, errA := lstat(fsys, a)
	infoB, errB := lstat(fsys, b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// list reads a folder; one that does not exist is empty.
func list(fsys afero.Fs, dir string) ([]fs.DirEntry, error) {
	f, err := fsys.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cannot("read", dir, err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	if l, ok := f.(fs.ReadDirFile); ok {
		entries, err := l.ReadDir(-1)
		if err != nil {
			return nil, cannot("read", dir, err)
		}
		return entries, nil
	}
	infos, err := f.Readdir(-1)
	if err != nil {
		return nil, cannot("read", dir, err)
	}
	entries := make([]fs.DirEntry, len(infos))
	for i, info := range infos {
		entries[i] = fs.FileInfoToDirEntry(info)
	}
	return entries, nil
}

// disk remembers, for one run, what stands where folders are wanted. A site has about as many folders as
// pages; looking into their few parents is much cheaper than looking at each of them.
type disk struct {
	fs      afero.Fs
	folders map[string]kind
	sizes   map[string]int // how many entries there are in folders that were listed
}

func newDisk(fsys afero.Fs) *disk {
	return &disk{fsys, map[string]kind{".": folder}, map[string]int{}}
}

// enter lists a folder and remembers the folders in it.
func (d *disk) enter(dir string) ([]fs.DirEntry, error) {
	entries, err := list(d.fs, dir)
	if err != nil {
		return nil, err
	}
	d.sizes[dir] = len(entries)
	for _, e := range entries {
		if e.IsDir() {
			d.folders[within(dir, e.Name())] = folder
		}
	}
	return entries, nil
}

// at tells what stands at a path where a folder is wanted; what is behind a link counts as nothing.
func (d *disk) at(dir string) (kind, error) {
	if k, known := d.folders[dir]; known {
		return k, nil
	}
	k, err := d.find(dir)
	if err == nil {
		d.folders[dir] = k
	}
	return k, err
}

func (d *disk) find(dir string) (kind, error) {
	up := parent(dir)
	if k, err := d.at(up); k != folder || err != nil {
		return nothing, err
	}
	if _, listed := d.sizes[up]; !listed {
		if _, err := d.enter(up); err != nil {
			return nothing, err
		}
	}
	if k, known := d.folders[dir]; known {
		return k, nil
	}
	if d.sizes[up] == 0 {
		return nothing, nil
	}
	// Not listed as a folder under this name, but the file system may know it by another letter case.
	s, err := look(d.fs, dir)
	return s.kind, err
}

// removeIfEmpty removes a folder unless it holds anything, and tells whether it did. It looks first,
// because the file systems of afero that live in memory would remove a full one.
func removeIfEmpty(fsys afero.Fs, dir string) (bool, error) {
	f, err := fsys.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, cannot("read", dir, err)
	}
	names, err := f.Readdirnames(1)
	_ = f.Close() // nothing was written
	if err != nil && !errors.Is(err, io.EOF) {
		return false, cannot("read", dir, err)
	}
	if len(names) > 0 {
		return false, nil
	}
	if err := fsys.Remove(dir); err != nil {
		return false, cannot("remove", dir, err)
	}
	return true, nil
}
