package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// Staged reads the files of the site in a folder as they are in the last commit: those that the next one, of what is staged, will not have or will have
// otherwise, and whose paths want takes. It is nil where there is no commit yet, or none of this site: then nothing was published before. The
// error is a [diag.Problem], or that of the context.
func Staged(ctx context.Context, root string, want func(path string) bool) (*Revision, error) {
	r, err := open(ctx, root)
	if err != nil {
		return nil, err
	}
	commit, err := r.resolve(ctx, head+"^{commit}")
	if err != nil || commit == "" {
		return nil, err
	}
	if file, err := r.resolve(ctx, commit+siteFile); err != nil || file == "" {
		return nil, err
	}
	r.staged = true
	return r.at(ctx, head, want)
}

// CheckOut writes what is staged of the site in a folder into another, which is empty. Files are as they
// are in the repository: no filter of git's runs. The error is a [diag.Problem], or that of the context.
func CheckOut(ctx context.Context, root, into string) error {
	r, err := open(ctx, root)
	if err != nil {
		return err
	}
	index, err := r.index(ctx, "site.yaml", "claims", "content", "templates", "static")
	if err != nil {
		return err
	}
	folder, err := os.OpenRoot(into)
	if err != nil {
		return notRead(err)
	}
	defer folder.Close()
	const atOnce = 1000 // files, whose contents are in memory
	for some := range slices.Chunk(index, atOnce) {
		contents, err := r.contents(ctx, some)
		if err != nil {
			return err
		}
		for name, content := range contents {
			if err := writeNew(folder, filepath.FromSlash(name), content); err != nil {
				return notRead(err)
			}
		}
	}
	return nil
}

// writeNew writes a file that is not there, and the folders above it.
func writeNew(folder *os.Root, name string, content []byte) error {
	if err := folder.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
