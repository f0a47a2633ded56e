// Package history tells what a site's files were at a revision of its git repository.
//
// It runs the git program, which must be installed, in the site's folder; that may be a sub-folder of the
// repository. The repository is not trusted, since it may come from a stranger: git only reads trees, the
// index and objects, never the working tree, and with a configuration that lets nothing in the
// repository name a program to run. Nothing is fetched, asked or written.
//
// [At] compares the files as they are now, committed or not, with those of the revision, and reads what
// differs: files that were changed, deleted or moved since. Files come as they are in the repository:
// where git changes line ends on checkout, they differ from those on disk in that. Symbolic links,
// submodules and files of more than 64 MiB are left out.
//
// # Missing history
//
// A history that is not there is never taken for one without changes. Where git is missing, where there is no
// repository or no commit, where the revision is unknown, cut off in a shallow clone, or had no site in this folder,
// the error is a [diag.Problem] with the code [diag.NoHistory], which says what to do.
//
// # The last commit
//
// Without a revision the last commit is meant. A working tree that has nothing but what is in it would then be compared
// with itself, as in every check that runs after a push: there the commit before it is taken, on the first parent's side.
// So the check of a merge compares with the branch that was merged into.
//
// # What is staged
//
// Before a commit, [Staged] compares what is staged with the last one, and [CheckOut] writes what is staged
// into a folder of its own, so that what is checked is what will be committed.
//
// # The environment
//
// Variables such as GIT_DIR, which git sets for its hooks, mean what they mean to git in the folder in which the program runs.
package history

import (
	"context"
	"time"
)

// Revision is what differed at a revision.
type Revision struct {
	Name   string // as it was asked for
	Commit string // its hash
	Time   time.Time
	Files  map[string][]byte // by path, relative to the site's root, slash-separated
}

// head names the last commit, and before the one before it.
const (
	head   = "HEAD"
	before = "HEAD^"
)

// At reads the files of the site in a folder as they were at a revision: those that are there no longer, or otherwise
// now, and whose paths want takes. Without rev it is the last commit, see above. The error is a [diag.Problem], or that
// of the context.
func At(ctx context.Context, root, rev string, want func(path string) bool) (*Revision, error) {
	r, err := open(ctx, root)
	if err != nil {
		return nil, err
	}
	if rev != "" {
		return r.at(ctx, rev, want)
	}
	last, err := r.at(ctx, head, want)
	if err != nil || len(last.Files) > 0 {
		return last, err
	}
	if first, err := r.isFirst(ctx); err != nil || first {
		return last, err
	}
	return r.at(ctx, before, want)
}

// isFirst tells that nothing of the site can have been published before the last commit: it has no parent, or its parent
// has no site. In a shallow clone that is not known.
func (r *repository) isFirst(ctx context.Context) (bool, error) {
	commit, err := r.resolve(ctx, before+"^{commit}")
	if err != nil || commit == "" {
		return !r.shallow, err
	}
	file, err := r.resolve(ctx, commit+siteFile)
	return file == "", err
}

// at reads what differs at a revision that was named.
func (r *repository) at(ctx context.Context, rev string, want func(path string) bool) (*Revision, error) {
	commit, err := r.commit(ctx, rev)
	if err != nil {
		return nil, err
	}
	when, err := r.time(ctx, commit)
	if err != nil {
		return nil, err
	}
	changed, err := r.changed(ctx, commit, want)
	if err != nil {
		return nil, err
	}
	files, err := r.contents(ctx, changed)
	if err != nil {
		return nil, err
	}
	return &Revision{Name: rev, Commit: commit, Time: when, Files: files}, nil
}
