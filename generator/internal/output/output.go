// Package output keeps a folder equal to the outputs of a build.
//
// A [Writer] is handed the outputs a site shall consist of, all of them, every time. It makes those
// that may have changed, writes those that did, deletes the files it wrote earlier that are no longer
// wanted, and touches nothing else. This comment says what it promises and how it keeps it.
//
// # What is ours
//
// The folder holds a file named .assay-manifest, the list of the files written by the Writer. What is
// on it is ours: it may be replaced or deleted, also when somebody edited it. What is not on it is
// somebody else's and is never changed, moved or deleted. Therefore a build is refused, with
// [diag.ForeignFiles] and before anything has changed, when
//
//   - the folder has no manifest and holds more than dotfiles (.git and .gitkeep are welcome);
//   - the manifest cannot be read, so that nobody knows what is ours;
//   - a file or folder that is not ours stands where an output must go, or a file that is not ours
//     stands where an output needs a folder;
//   - a symbolic link stands anywhere on the way of an output. Links are never followed.
//
// Everything in the way is listed at once. Names beginning with .assay belong to this package.
//
// # The manifest
//
// A text file: a line with the format's version, then a line for every file, sorted by path:
//
//	assay-manifest 2
//	KEY SIZE MTIME PATH
//	- - - PATH
//
// KEY names all that the file was made of ([plan.Output]), in hexadecimal; MTIME is in nanoseconds since 1970. The second form says that the
// file is ours but its bytes are not known, as it is while a build is replacing it. The manifest itself is only ever replaced whole.
//
// # When an output is unchanged
//
// The file of an unchanged output is not written, so it keeps its time of modification, which tools
// that copy the site elsewhere go by. An output is unchanged when
//
//   - its key, and the file's size and time, are those in the manifest, and the [Seal] vouches for that. It is not even made then. The time of a file
//     that was restored from an archive may have lost what is less than a second. Or when
//   - the file holds the bytes made.
//
// So an output that was deleted or edited by hand comes back. An edit that keeps both size and time
// is not noticed. If nothing at all differs, the manifest is left alone too.
//
// # Nothing on error
//
// An output can fail while it is made, because templates can. Changed outputs are therefore first
// written to .assay-stage, a folder inside the folder and so on the same file system. If one fails, or
// the context is cancelled, the stage is removed and the site is as it was. Once all are made
// comes the switch, which the context no longer stops:
//
//  1. the manifest becomes old ∪ new, with unknown bytes for all that is about to be replaced;
//  2. files of ours that stand in the way are deleted: "a" is no longer wanted and "a/index.html" is, or the reverse;
//  3. folders are made and the staged files renamed to their places;
//  4. files of ours that are no longer wanted are deleted, then the folders this left empty;
//  5. the manifest becomes that of the new outputs, and the stage is removed.
//
// A folder without a manifest has nothing to protect and is its own stage: a manifest of all paths with
// unknown bytes comes first, then the files are written straight to their places. If one fails, or the
// context is cancelled, all of it is removed again.
//
// Whenever the process is killed, the manifest names every file of ours that may be there, so the next call
// mends the folder, whatever its outputs are; it also removes the stage left behind. In between, a
// file in its place holds its old bytes or its new ones, never a part (other than in a folder that is its own stage).
// Nothing is synced to the disk: after a power failure the files may be damaged, and a manifest that is
// damaged is refused.
//
// # Paths
//
// [CheckPaths] says which paths are allowed: those that mean the same file on every system. Two
// outputs may not share a path, also not by letter case or Unicode form, and none may be a folder of another.
//
// # Order
//
// A large output, of more than a megabyte, is written while it is made.
//
// Before the switch, the owners and modes of the folders whose files will change are looked at, so that a
// folder of another user stops the build before anything has changed. If the switch fails all the same,
// [Stats] says how far it came, and the next build completes it.
//
// Outputs are made by several goroutines at once; files, manifest, counts and messages do not depend
// on how many. Two Writers must not work on one folder at the same time. Should somebody else put a link into
// the folder while it is being written, it is for the file system to see that no path leads out: os.Root does.
package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

const (
	manifestName = ".assay-manifest"
	stageName    = ".assay-stage"
	maxReported  = 50 // diagnostics; one broken template can fail every page
)

// Stats counts what a call of [Writer.Write] did to files.
type Stats struct {
	Written, Removed, Unchanged int

	Planned int  // files to be replaced and removed, when the switch began
	Partial bool // the switch began and failed: Written and Removed are those done before that
}

// Seal knows the manifest that this program last wrote to a folder. It is kept where nobody but the user
// can write.
type Seal interface {
	Matches(manifest []byte) bool
	Set(manifest []byte) error
}

// Writer keeps one output folder equal to the outputs of the last build. What it remembers stands in the folder.
type Writer struct {
	FS      afero.Fs // the output folder; it is asked for relative paths only, the folder itself being "."
	Workers int      // how many outputs are made at once; 0 means GOMAXPROCS
	Seal    Seal     // vouches for the manifest; nil trusts it
}

// Write makes the folder hold exactly the outputs, beside what is not ours.
//
// The error is a [diag.List], sorted, for everything a person can mend; diagnostics that an output's
// WriteTo returns are passed on as they are. More than 50 are cut short with a count of the rest.
// A cancelled context gives the context's error.
func (w *Writer) Write(ctx context.Context, outputs []plan.Output) (Stats, error) {
	if flaws := CheckPaths(outputs); len(flaws) > 0 {
		return Stats{}, report(flaws)
	}
	r := w.newRun(outputs)
	if err := r.survey(ctx); err != nil {
		return Stats{}, report(err)
	}
	if err := r.write(ctx); err != nil {
		return r.partial(), report(err)
	}
	return r.stats(), nil
}

// run is one call of Write.
type run struct {
	fs      afero.Fs
	seal    Seal
	workers int
	disk    *disk
	fold    func(string) string

	outputs []plan.Output // sorted by path; the next four are parallel to it
	was     []entry       // what the manifest says of it
	found   []spot        // what stands in its place
	next    []entry       // what the manifest shall say
	changed []bool        // written, to its place or to the stage

	old      []entry                // the manifest found, sorted by path
	fresh    bool                   // there was none: the folder is its own stage
	ways     map[string]bool        // every folder on the way of an output
	toMake   []string               // those that are missing, outer ones first
	gone     []leftover             // ours and no longer wanted, sorted by path
	twins    map[string][]*leftover // gone, by folded path
	blocked  [][]leftover           // those in folders that stand where a file must go, folder by folder
	inTheWay diag.List              // what is not ours and stands where an output must go

	staging  bool     // the stage exists
	made     []string // the folders this run made
	removed  int      // how many files it deleted
	replaced int      // how many files it put into their places in the switch
	planned  int      // how many it was to delete and replace; 0 before the switch
	spools   sync.Pool
	mu       sync.Mutex
	failures diag.List // of outputs that could not be made
}

func (w *Writer) newRun(outputs []plan.Output) *run {
	outputs = slices.Clone(outputs)
	slices.SortFunc(outputs, func(a, b plan.Output) int { return strings.Compare(a.Path, b.Path) })
	workers := w.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	n := len(outputs)
	return &run{
		fs: w.FS, seal: w.Seal, workers: workers, disk: newDisk(w.FS), fold: newFold(), outputs: outputs,
		found: make([]spot, n), next: make([]entry, n), changed: make([]bool, n),
		ways: map[string]bool{},
	}
}

func (r *run) stats() Stats {
	s := Stats{Removed: r.removed}
	for _, c := range r.changed {
		if c {
			s.Written++
		} else {
			s.Unchanged++
		}
	}
	return s
}

// partial returns what a run did that failed.
func (r *run) partial() Stats {
	if r.replaced+r.removed == 0 {
		return Stats{}
	}
	return Stats{Written: r.replaced, Removed: r.removed, Planned: r.planned, Partial: true}
}

// match gives for every output the entry of its path, or the zero entry; both are sorted by path.
func match(outputs []plan.Output, sorted []entry) []entry {
	found := make([]entry, len(outputs))
	for i, o := range outputs {
		for len(sorted) > 0 && sorted[0].path < o.Path {
			sorted = sorted[1:]
		}
		if len(sorted) > 0 && sorted[0].path == o.Path {
			found[i] = sorted[0]
		}
	}
	return found
}

// report brings an error into the form Write promises.
func report(err error) error {
	var list diag.List
	if !errors.As(err, &list) {
		return err
	}
	list = list.Sort()
	if more := len(list) - maxReported; more > 0 {
		code := list[maxReported-1].Code
		list = append(list[:maxReported:maxReported], failure("", code, fmt.Sprintf("and %d more such errors", more), ""))
	}
	return list
}

func failure(source string, code diag.Code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{
		File: source, Severity: diag.Error,
		Problem: diag.Problem{Code: code, Message: message, Hint: hint},
	}
}

// cannot is the error for a refusal of the file system: verb says what was tried with the path.
func cannot(verb, path string, err error) error {
	what := fmt.Sprintf("%q in the output folder", path)
	if path == "." {
		what = "the output folder"
	}
	return diag.List{failure("", diag.CannotWrite, fmt.Sprintf("cannot %s %s: %v", verb, what, reason(err)), "")}
}

// reason drops the names that package os puts around an error: they may be of the stage, or absolute.
func reason(err error) error {
	var atPath *fs.PathError
	var atLink *os.LinkError
	switch {
	case errors.As(err, &atPath):
		return atPath.Err
	case errors.As(err, &atLink):
		return atLink.Err
	default:
		return err
	}
}
