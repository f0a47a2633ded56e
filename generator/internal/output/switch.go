package output

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"assay/generator/internal/diag"
)

// write brings the folder from what the survey found to the outputs, and leaves no stage behind.
func (r *run) write(ctx context.Context) error {
	if err := r.removeStage(); err != nil { // left by a run that was killed
		return err
	}
	var err error
	if r.fresh {
		err = r.fill(ctx)
	} else {
		err = r.replace(ctx)
	}
	return combine(err, r.removeStage())
}

// combine joins the diagnostics of two errors; other errors come before any diagnostic.
func combine(err, more error) error {
	var list diag.List
	switch {
	case err == nil:
		return more
	case more != nil && errors.As(err, &list):
		return slices.Concat(list, diag.FromError(more))
	default:
		return err
	}
}

// fill writes a folder that has nothing of ours, or leaves it as it was.
func (r *run) fill(ctx context.Context) error {
	err := r.tryFill(ctx)
	if err != nil {
		// Where this fails too, the manifest remains and the next call mends the folder.
		_ = r.empty()
	}
	return err
}

func (r *run) tryFill(ctx context.Context) error {
	claimed := make([]entry, len(r.outputs))
	for i, o := range r.outputs {
		claimed[i].path = o.Path
	}
	if err := r.putManifest(claimed); err != nil {
		return err
	}
	if err := r.makeFolders(); err != nil {
		return err
	}
	if err := r.makeAll(ctx); err != nil {
		return err
	}
	return r.putManifest(r.next)
}

// empty takes back a fill, the manifest last.
func (r *run) empty() error {
	for i, o := range r.outputs {
		if r.changed[i] {
			if err := r.fs.Remove(o.Path); err != nil {
				return err
			}
		}
	}
	for _, dir := range slices.Backward(r.made) {
		if _, err := removeIfEmpty(r.fs, dir); err != nil {
			return err
		}
	}
	return r.fs.Remove(manifestName)
}

// replace makes what changed on the stage, and switches when all of it is there.
func (r *run) replace(ctx context.Context) error {
	if err := r.makeAll(ctx); err != nil {
		return err
	}
	if err := r.probe(); err != nil {
		return err
	}
	union := r.union()
	if !slices.Equal(union, r.old) {
		if err := r.putManifest(union); err != nil {
			return err
		}
	}
	if err := r.switchOver(); err != nil {
		return err
	}
	if slices.Equal(r.next, union) {
		return nil
	}
	return r.putManifest(r.next)
}

// probe looks whether files may be put into all folders that the switch will change. It also counts what
// the switch has to do.
func (r *run) probe() error {
	folders := map[string]bool{}
	note := func(path string) {
		if dir := parent(path); r.disk.folders[dir] == folder {
			folders[dir] = true
		}
	}
	for i, o := range r.outputs {
		if r.changed[i] {
			note(o.Path)
			r.planned++
		}
	}
	for _, g := range r.gone {
		if g.kind == file {
			note(g.path)
			r.planned++
		}
	}
	for _, dir := range r.toMake {
		note(dir)
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		info, err := lstat(r.fs, dir)
		if err == nil && !isWritable(info) {
			err = fs.ErrPermission
		}
		if err != nil {
			return cannot("write to", dir, err)
		}
	}
	return nil
}

func (r *run) switchOver() error {
	if err := r.removeGone(true); err != nil {
		return err
	}
	for _, gone := range r.blocked {
		if err := r.prune(gone); err != nil {
			return err
		}
	}
	if err := r.makeFolders(); err != nil {
		return err
	}
	for i, o := range r.outputs {
		if !r.changed[i] {
			continue
		}
		if err := r.fs.Rename(staged(i), o.Path); err != nil {
			return cannot("write", o.Path, err)
		}
		r.replaced++
	}
	if err := r.removeGone(false); err != nil {
		return err
	}
	return r.prune(r.gone)
}

// makeFolders makes the missing folders on the way of outputs, from the outside in: all of one depth at once.
func (r *run) makeFolders() error {
	byDepth := map[int][]string{}
	for _, dir := range r.toMake {
		depth := strings.Count(dir, "/")
		byDepth[depth] = append(byDepth[depth], dir)
	}
	for _, depth := range slices.Sorted(maps.Keys(byDepth)) {
		dirs := byDepth[depth]
		made := make([]bool, len(dirs))
		// What was begun is brought to its end: the context is not asked.
		err := r.each(context.Background(), len(dirs), func(w *way, i int) (err error) {
			made[i], err = r.makeFolder(w, dirs[i])
			return err
		})
		for i, dir := range dirs {
			if made[i] {
				r.made = append(r.made, dir)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// makeFolder makes a folder, and tells whether it had to.
func (r *run) makeFolder(w *way, dir string) (made bool, err error) {
	fsys, name := w.to(dir)
	if err = fsys.Mkdir(name, 0o755); err == nil {
		return true, nil
	}
	// "Old" after "old" is there already on some file systems.
	if s, errLook := look(r.fs, dir); errLook != nil || s.kind != folder {
		return false, cannot("make", dir, err)
	}
	return false, nil
}

// removeGone deletes files of ours that are no longer wanted: those in the way of others, or the rest.
func (r *run) removeGone(inTheWay bool) error {
	for _, g := range r.gone {
		if g.kind != file || g.inTheWay != inTheWay {
			continue
		}
		if err := r.fs.Remove(g.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return cannot("remove", g.path, err)
		}
		r.removed++
	}
	return nil
}

// prune removes the folders that are empty now that these files are gone, inner ones first. A file
// may be missing because a run was killed after deleting it, so its folders count all the same.
func (r *run) prune(gone []leftover) error {
	seen := map[string]bool{}
	var dirs []string
	for _, g := range gone {
		for dir := parent(g.path); dir != "." && !r.ways[dir] && !seen[dir]; dir = parent(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	for _, dir := range slices.Backward(dirs) {
		if r.disk.folders[dir] != folder {
			continue
		}
		removed, err := removeIfEmpty(r.fs, dir)
		if err != nil {
			return err
		}
		if removed {
			r.disk.folders[dir] = nothing // a file may come to stand there
		}
	}
	return nil
}

// removeStage clears away the stage if there is one.
func (r *run) removeStage() error {
	if !r.staging {
		return nil
	}
	if err := r.fs.RemoveAll(stageName); err != nil {
		return cannot("remove", stageName, err)
	}
	r.staging = false
	return nil
}
