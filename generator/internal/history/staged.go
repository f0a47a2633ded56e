package history

import (
	"context"
	"path/filepath"
	"strings"
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

// CheckOut writes what is staged of the site in a folder into another, which is empty, and gives the folder in it that the site has become. Files are
// as git checks them out. The error is a [diag.Problem], or that of the context.
func CheckOut(ctx context.Context, root, into string) (string, error) {
	r, err := open(ctx, root)
	if err != nil {
		return "", err
	}
	prefix, err := r.git(ctx, nil, "rev-parse", "--show-prefix")
	if err != nil {
		return "", notRead(err)
	}
	names, err := r.git(ctx, nil, "ls-files", "-z", "--cached", "--", "site.yaml", "claims", "content", "templates")
	if err != nil {
		return "", notRead(err)
	}
	if _, err := r.git(ctx, names, "checkout-index", "-z", "--stdin", "--quiet", "--prefix="+filepath.ToSlash(into)+"/"); err != nil {
		return "", notRead(err)
	}
	return filepath.Join(into, filepath.FromSlash(strings.TrimSuffix(string(prefix), "\n"))), nil
}
