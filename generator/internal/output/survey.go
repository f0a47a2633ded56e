package output

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

// leftover is a file of ours that is no longer wanted.
type leftover struct {
	entry
	kind            // what stands there now; only a file is still ours
	folded   string // its path where letter case and Unicode form do not count
	inTheWay bool   // must go before the new files come
}

// survey finds out what stands in the folder and refuses to go on where something is not ours. It changes nothing.
func (r *run) survey(ctx context.Context) error {
	if err := r.readFolder(); err != nil {
		return err
	}
	r.was = match(r.outputs, r.old)
	r.findGone()
	if err := r.lookAtFolders(); err != nil {
		return err
	}
	if err := r.lookAtFiles(ctx); err != nil {
		return err
	}
	r.pairCases()
	if err := r.lookInTheWay(); err != nil {
		return err
	}
	if len(r.inTheWay) > 0 {
		return r.inTheWay
	}
	return nil
}

// readFolder finds the manifest, or a folder that may be taken.
func (r *run) readFolder() error {
	entries, err := r.disk.enter(".")
	if err != nil {
		return err
	}
	r.fresh = true
	var strange []string
	for _, e := range entries {
		switch {
		case e.Name() == manifestName:
			r.fresh = false
		case e.Name() == stageName:
			r.staging = true // left by a run that was killed; this one removes it
		case !strings.HasPrefix(e.Name(), "."):
			strange = append(strange, e.Name())
		}
	}
	if !r.fresh {
		return r.readManifest()
	}
	if len(strange) > 0 {
		return diag.List{strangers(strange)}
	}
	return nil
}

func strangers(names []string) diag.Diagnostic {
	slices.Sort(names)
	shown := make([]string, 0, 5)
	for _, name := range names[:min(5, len(names))] {
		shown = append(shown, fmt.Sprintf("%q", name))
	}
	message := "the output folder holds files that Assay did not write: " + strings.Join(shown, ", ")
	if more := len(names) - len(shown); more > 0 {
		message += fmt.Sprintf(" and %d more", more)
	}
	return failure("", diag.ForeignFiles, message, "choose an empty folder with --output; what the site should publish as it is belongs in static/")
}

func (r *run) readManifest() error {
	found, err := look(r.fs, manifestName)
	if err != nil {
		return err
	}
	why := errors.New("it is not a regular file")
	if found.kind == file {
		text, err := afero.ReadFile(r.fs, manifestName)
		if err != nil {
			return cannot("read", manifestName, err)
		}
		r.old, why = parseManifest(string(text))
		if r.seal != nil && !r.seal.Matches(text) {
			r.distrust()
		}
	}
	if why != nil {
		return diag.List{failure("", diag.ForeignFiles,
			fmt.Sprintf("%s, the list of what Assay wrote to the output folder, cannot be used: %v", manifestName, why),
			"move the output folder away and build again, or choose another folder with --output")}
	}
	return nil
}

// distrust forgets what the manifest says of the files' bytes, though not which files are ours: it may
// have come with the folder, from somebody who put other bytes into it.
func (r *run) distrust() {
	for i := range r.old {
		r.old[i] = entry{path: r.old[i].path}
	}
}

func (r *run) findGone() {
	next := 0
	for _, e := range r.old {
		for next < len(r.outputs) && r.outputs[next].Path < e.path {
			next++
		}
		if next == len(r.outputs) || r.outputs[next].Path != e.path {
			r.gone = append(r.gone, leftover{entry: e, folded: r.fold(e.path)})
		}
	}
	r.twins = make(map[string][]*leftover, len(r.gone))
	for i := range r.gone {
		g := &r.gone[i]
		r.twins[g.folded] = append(r.twins[g.folded], g)
	}
}

// goneAt finds the file of ours, no longer wanted, that stands at a path. Where letter case or Unicode form do not
// count, the manifest may have it under another name.
func (r *run) goneAt(path string) *leftover {
	if len(r.gone) == 0 {
		return nil
	}
	for _, g := range r.twins[r.fold(path)] {
		if g.path == path || isSameFile(r.fs, g.path, path) {
			return g
		}
	}
	return nil
}

func (r *run) lookAtFolders() error {
	for i := range r.outputs {
		if err := r.lookAtWay(parent(r.outputs[i].Path), &r.outputs[i]); err != nil {
			return err
		}
	}
	for _, g := range r.gone {
		if _, err := r.disk.at(parent(g.path)); err != nil {
			return err
		}
	}
	return nil
}

// lookAtWay notes what stands at a folder that an output needs, and at those around it.
func (r *run) lookAtWay(dir string, o *plan.Output) error {
	if dir == "." || r.ways[dir] {
		return nil
	}
	if err := r.lookAtWay(parent(dir), o); err != nil {
		return err
	}
	r.ways[dir] = true
	k, err := r.disk.at(dir)
	if err != nil {
		return err
	}
	switch k {
	case folder:
	case nothing:
		r.toMake = append(r.toMake, dir)
	case link:
		r.inTheWay = append(r.inTheWay, linkInTheWay(o, dir))
	default:
		g := r.goneAt(dir)
		if k != file || g == nil {
			r.inTheWay = append(r.inTheWay, failure(o.Source, diag.ForeignFiles,
				fmt.Sprintf("Assay did not write %q in the output folder, and %q needs a folder there", dir, o.Path),
				"move or remove it"))
			return nil
		}
		g.inTheWay = true
		r.toMake = append(r.toMake, dir)
	}
	return nil
}

func linkInTheWay(o *plan.Output, path string) diag.Diagnostic {
	return failure(o.Source, diag.ForeignFiles,
		fmt.Sprintf("%q in the output folder is a symbolic link, and Assay does not follow links to write %q", path, o.Path),
		"remove the link")
}

// lookAtFiles looks at the place of every output and of every file that is no longer wanted.
func (r *run) lookAtFiles(ctx context.Context) error {
	err := r.each(ctx, len(r.outputs), func(w *way, i int) (err error) {
		if path := r.outputs[i].Path; r.disk.folders[parent(path)] == folder {
			r.found[i], err = w.look(path)
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.each(ctx, len(r.gone), func(w *way, i int) error {
		g := &r.gone[i]
		if r.disk.folders[parent(g.path)] != folder {
			return nil
		}
		found, err := w.look(g.path)
		g.kind = found.kind
		return err
	})
}

// pairCases is for renames in letter case or Unicode form only. Where the file system does not tell the
// two names apart, the new output finds the old file in its place, and deleting that last would delete
// the new one. So the old file goes first and its place counts as free.
func (r *run) pairCases() {
	if len(r.gone) == 0 {
		return
	}
	for i, o := range r.outputs {
		for _, g := range r.twins[r.fold(o.Path)] {
			g.inTheWay = true
			if r.found[i].kind == file && isSameFile(r.fs, g.path, o.Path) {
				r.found[i] = spot{}
			}
		}
	}
}

// lookInTheWay looks for what is not ours in the places of outputs.
func (r *run) lookInTheWay() error {
	for i := range r.outputs {
		o := &r.outputs[i]
		switch r.found[i].kind {
		case nothing:
		case link:
			r.inTheWay = append(r.inTheWay, linkInTheWay(o, o.Path))
		case folder:
			if err := r.lookInFolder(o.Path, o); err != nil {
				return err
			}
			r.clear(o.Path)
		default:
			if r.found[i].kind != file || !r.isOurs(o.Path) {
				r.refuse(o.Path, o)
			}
		}
	}
	return nil
}

// clear notes a folder that has to make room for a file.
func (r *run) clear(dir string) {
	inside := r.fold(dir) + "/"
	var blocked []leftover
	for i := range r.gone {
		if g := &r.gone[i]; strings.HasPrefix(g.folded, inside) {
			g.inTheWay = true
			blocked = append(blocked, *g)
		}
	}
	r.blocked = append(r.blocked, blocked)
}

// lookInFolder looks for what is not ours in a folder that stands where an output must go.
func (r *run) lookInFolder(dir string, o *plan.Output) error {
	entries, err := list(r.fs, dir)
	if err != nil {
		return err
	}
	if len(entries) == 0 && !r.isOurFolder(dir) {
		r.refuse(dir, o)
	}
	for _, e := range entries {
		path := within(dir, e.Name())
		switch kindOf(e.Type()) {
		case folder:
			if err := r.lookInFolder(path, o); err != nil {
				return err
			}
		case file:
			if r.goneAt(path) == nil {
				r.refuse(path, o)
			}
		default:
			r.refuse(path, o)
		}
	}
	return nil
}

func (r *run) refuse(path string, o *plan.Output) {
	message := fmt.Sprintf("Assay did not write %q in the output folder, and an output must go there", path)
	if path != o.Path {
		message = fmt.Sprintf("Assay did not write %q in the output folder, and %q must go in the place of its folder", path, o.Path)
	}
	r.inTheWay = append(r.inTheWay, failure(o.Source, diag.ForeignFiles, message, "move or remove it"))
}
