package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// disk is a file system, of this machine or another, below a folder. Names have slashes.
type disk interface {
	readDir(name string) ([]fs.FileInfo, error)
	stat(name string) (fs.FileInfo, error)
	open(name string) (io.ReadCloser, error)
	create(name string, exclusive bool) (io.WriteCloser, error)
	replace(from, to string) error // a file that is there, too
	remove(name string) error      // a file, or a folder that is empty
	mkdir(name string) error
	explained(err error) error // Fatal where it will be the same the next time
	close() error
}

// diskStore publishes to a disk. Files are written to a folder beside and then moved to their places.
type diskStore struct {
	disk
	atOnce int
	count  atomic.Int64
}

// uploads is the folder in which files are until they are whole.
const uploads = ".assay-upload"

// maxDepth bounds how deep folders are looked into: some systems have folders that contain themselves.
const maxDepth = 64

func (d *diskStore) AtOnce() int        { return d.atOnce }
func (d *diskStore) KeepsHeaders() bool { return false }
func (d *diskStore) Close() error       { return d.close() }

// List gives all files but the program's own.
func (d *diskStore) List(ctx context.Context) (map[string]string, error) {
	tags := map[string]string{}
	return tags, d.walk(ctx, "", 0, tags)
}

func (d *diskStore) walk(ctx context.Context, dir string, depth int, tags map[string]string) error {
	if err := ctx.Err(); err != nil || depth > maxDepth {
		return err
	}
	entries, err := d.readDir(cmp.Or(dir, "."))
	if dir == "" && errors.Is(err, fs.ErrNotExist) {
		return nil // there is nothing yet
	}
	if err != nil {
		return d.marked(err)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".assay"), e.Name() == ".git":
		case e.IsDir():
			if err := d.walk(ctx, name, depth+1, tags); err != nil {
				return err
			}
		default:
			if err := checkName(name, len(tags)); err != nil {
				return err
			}
			tags[name] = tagOf(e)
		}
	}
	return nil
}

// RefuseLinks returns an error if a file or folder of the program's own is a symbolic link.
func (d *diskStore) RefuseLinks() error {
	for _, name := range ownNames() {
		if info, err := d.stat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return &Fatal{fmt.Errorf("%s at the destination is a symbolic link, and is not followed: remove it", name)}
		}
	}
	return nil
}

// tagOf names what a file is. What is no file, such as a link, is never what was put there.
func tagOf(info fs.FileInfo) string {
	if !info.Mode().IsRegular() {
		return info.Mode().Type().String()
	}
	return fmt.Sprintf("%d-%d", info.Size(), info.ModTime().UnixNano())
}

func (d *diskStore) Read(_ context.Context, name string) ([]byte, error) {
	in, err := d.open(name)
	if err != nil {
		return nil, d.marked(err)
	}
	defer in.Close()
	data, err := readBounded(in, name)
	return data, d.marked(err)
}

func (d *diskStore) Put(_ context.Context, f File, data []byte) (tag string, err error) {
	draft := fmt.Sprintf("%s/%d", uploads, d.count.Add(1))
	if err := d.writeTo(draft, data, false); err != nil {
		return "", err
	}
	if err = d.replace(draft, f.Path); errors.Is(err, fs.ErrNotExist) {
		if err = d.mkdir(path.Dir(f.Path)); err == nil {
			err = d.replace(draft, f.Path)
		}
	}
	if err != nil {
		_ = d.remove(draft)
		return "", d.marked(err)
	}
	info, err := d.stat(f.Path)
	if err != nil {
		return "", d.marked(err)
	}
	return tagOf(info), nil
}

// writeTo writes a file, and its folder where that is not there.
func (d *diskStore) writeTo(name string, data []byte, exclusive bool) error {
	out, err := d.create(name, exclusive)
	if errors.Is(err, fs.ErrNotExist) {
		if err = d.mkdir(path.Dir(name)); err == nil {
			out, err = d.create(name, exclusive)
		}
	}
	if err != nil {
		return d.marked(err)
	}
	_, err = io.Copy(out, bytes.NewReader(data))
	if err = errors.Join(err, out.Close()); err != nil {
		_ = d.remove(name)
	}
	return d.marked(err)
}

func (d *diskStore) Create(_ context.Context, name string, data []byte) error {
	return d.writeTo(name, data, true)
}

// Delete removes a file, and the folders that this leaves empty.
func (d *diskStore) Delete(_ context.Context, name string) error {
	if err := d.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d.marked(err)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if d.remove(dir) != nil {
			return nil // there is something in it
		}
	}
	return nil
}

func (d *diskStore) Begin(ctx context.Context) error {
	if err := d.mkdir("."); err != nil {
		return d.marked(err)
	}
	return d.End(ctx)
}

func (d *diskStore) End(context.Context) error {
	entries, err := d.readDir(uploads)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return d.marked(err)
	}
	for _, e := range entries {
		if err := d.remove(path.Join(uploads, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return d.marked(err)
		}
	}
	return d.marked(d.remove(uploads))
}

// marked has the disk say what an error means, but for those that are answers.
func (d *diskStore) marked(err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return err
	}
	return d.explained(err)
}

// folder is a disk of this machine.
type folder struct {
	name string
	mu   sync.Mutex
	at   *os.Root
}

// OpenFolder opens a folder of this machine, which need not be there.
func OpenFolder(name string) (Store, error) {
	f := &folder{name: name}
	if _, err := f.root(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return &diskStore{disk: f, atOnce: 4}, nil
}

func (f *folder) root() (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.at != nil {
		return f.at, nil
	}
	root, err := os.OpenRoot(f.name)
	f.at = root
	return root, err
}

func (f *folder) readDir(name string) ([]fs.FileInfo, error) {
	root, err := f.root()
	if err != nil {
		return nil, err
	}
	dir, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdir(-1)
}

func (f *folder) stat(name string) (fs.FileInfo, error) {
	root, err := f.root()
	if err != nil {
		return nil, err
	}
	return root.Lstat(filepath.FromSlash(name))
}

func (f *folder) open(name string) (io.ReadCloser, error) {
	root, err := f.root()
	if err != nil {
		return nil, err
	}
	return root.Open(filepath.FromSlash(name))
}

func (f *folder) create(name string, exclusive bool) (io.WriteCloser, error) {
	root, err := f.root()
	if err != nil {
		return nil, err
	}
	return root.OpenFile(filepath.FromSlash(name), toWrite(exclusive), 0o644)
}

// toWrite opens a file for writing: one that is not there yet, or any, from its beginning.
func toWrite(exclusive bool) int {
	if exclusive {
		return os.O_CREATE | os.O_WRONLY | os.O_EXCL
	}
	return os.O_CREATE | os.O_WRONLY | os.O_TRUNC
}

func (f *folder) replace(from, to string) error {
	root, err := f.root()
	if err != nil {
		return err
	}
	return root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
}

func (f *folder) remove(name string) error {
	root, err := f.root()
	if err != nil {
		return err
	}
	return root.Remove(filepath.FromSlash(name))
}

func (f *folder) mkdir(name string) error {
	root, err := f.root()
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(filepath.Join(f.name, filepath.FromSlash(name)), 0o755)
	}
	if err != nil {
		return err
	}
	return root.MkdirAll(filepath.FromSlash(name), 0o755)
}

func (f *folder) explained(err error) error { return &Fatal{err} }

func (f *folder) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.at == nil {
		return nil
	}
	return f.at.Close()
}
