package publish

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"
)

// Site is what is published: the files of a folder.
type Site struct {
	Foreign []string // files in the folder that are not published
	Files   []File   // by path
	fsys    fs.FS
}

// File is one of them.
type File struct {
	Path  string
	Type  string // Content-Type
	Cache string // Cache-Control
	Size  int64
	SHA   string // SHA-256 in hexadecimal
	MD5   string // as buckets name what they hold
}

// What is said of how long files may be kept. The names of assets change with their content.
const (
	immutable  = "public, max-age=31536000, immutable"
	revalidate = "public, max-age=0, must-revalidate"
)

// Read looks at the files of a folder that a build made, whose Content-Types are given by path. Any others
// are not published: they may have come with a checkout. Pages may be kept for some seconds before they
// are asked for again.
func Read(ctx context.Context, fsys fs.FS, types map[string]string, pages int) (*Site, error) {
	s := &Site{fsys: fsys}
	cache := revalidate
	if pages > 0 {
		cache = fmt.Sprintf("public, max-age=%d", pages)
	}
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".assay"), e.Name() == ".git", e.Name() == ".gitkeep", e.Name() == ".gitignore":
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case strings.ContainsFunc(name, unicode.IsControl):
			return fmt.Errorf("%q: a file with such a name cannot be published", name)
		case e.Type().IsRegular():
			f := File{Path: name, Type: types[name], Cache: cache}
			if f.Type == "" {
				s.Foreign = append(s.Foreign, name)
				return nil
			}
			if strings.HasPrefix(name, "assets/") {
				f.Cache = immutable
			}
			s.Files = append(s.Files, f)
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(s.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range s.Files {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return s.Files[i].look(fsys)
		})
	}
	return s, group.Wait()
}

// look reads a file for its digests.
func (f *File) look(fsys fs.FS) error {
	in, err := fsys.Open(f.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	a, b := sha256.New(), md5.New()
	if f.Size, err = io.Copy(io.MultiWriter(a, b), in); err != nil {
		return err
	}
	f.SHA, f.MD5 = hex.EncodeToString(a.Sum(nil)), hex.EncodeToString(b.Sum(nil))
	return nil
}

// sum names what a file should be at a place.
func (f *File) sum(store Store) string {
	if !store.KeepsHeaders() {
		return f.SHA
	}
	all := sha256.Sum256([]byte(f.SHA + "\n" + f.Type + "\n" + f.Cache))
	return hex.EncodeToString(all[:])
}

// read gives a file's content, which must be what it was.
func (s *Site) read(f File) ([]byte, error) {
	data, err := fs.ReadFile(s.fsys, f.Path)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA {
		return nil, &Fatal{fmt.Errorf("%s changed while it was published: publish again", f.Path)}
	}
	return data, nil
}

// isHidden tells of files that say nothing about whose the place is.
func isHidden(name string) bool { return strings.HasPrefix(name, ".") }
