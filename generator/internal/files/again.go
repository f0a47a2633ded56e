package files

import (
	"context"
	"path"
	"slices"
	"strings"
)

// maxAgain is from how many paths on looking at all files is as well.
const maxAgain = 256

// Again takes a snapshot by looking only at the files of prev with the given paths, and at those that were too young then to be
// trusted; of all others it believes prev. The paths, relative to the site's root and separated by slashes, may name anything
// that something may have happened to.
//
// It works where files of prev were edited or removed, or what happened does not matter: the answer is false, and [Scanner.Scan] has to tell
// what there is, where something is new, is a folder or was in one that is another now, or cannot be an input. Then nothing is lost but
// what read was called with. The error is that of a cancelled ctx.
func (s *Scanner) Again(ctx context.Context, prev *Snapshot, paths []string, read func(File, []byte)) (*Snapshot, bool, error) {
	paths = slices.Concat(paths, prev.young)
	slices.Sort(paths)
	paths = slices.Compact(paths)
	if len(paths) > maxAgain {
		return nil, false, ctx.Err()
	}
	run := s.begin(prev, read)
	for i := range run.same {
		run.same[i] = true
	}
	for _, name := range paths {
		if !run.lookAgain(ctx, name) {
			_ = run.group.Wait() // no task fails: they report
			return nil, false, ctx.Err()
		}
	}
	_ = run.group.Wait()
	if err := ctx.Err(); err != nil || len(run.problems)+len(run.folders) > 0 {
		return nil, false, err
	}
	return newSnapshot(run.taken, run.merged(), prev.folders), true, nil
}

// lookAgain looks at a path of the previous snapshot. It tells whether that is all there is to do.
func (r *scan) lookAgain(ctx context.Context, name string) bool {
	i, known := r.prev.search(name)
	if !r.standsIn(path.Dir(name)) {
		return false
	}
	info, err := lstat(r.fs, name)
	switch {
	case !known:
		return gone(err) || err == nil && info.Mode().IsRegular() && Ignored(name)
	case gone(err):
		r.same[i] = false
		return true
	case err != nil || !info.Mode().IsRegular():
		return false
	}
	r.same[i] = false // file says otherwise where it is
	r.file(ctx, name, stampOf(info), 0)
	return true
}

// standsIn tells that a folder and those above it are the ones that the previous snapshot looked into.
func (r *scan) standsIn(folder string) bool {
	for ; folder != "."; folder = path.Dir(folder) {
		at, known := slices.BinarySearchFunc(r.prev.folders, folder, func(f Folder, name string) int { return strings.Compare(f.Path, name) })
		if !known {
			return false
		}
		info, err := lstat(r.fs, folder)
		if err != nil || !info.IsDir() || inodeOf(info).number != r.prev.folders[at].number {
			return false
		}
	}
	return true
}
