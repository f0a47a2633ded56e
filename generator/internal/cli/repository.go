package cli

import (
	"os"
	"path/filepath"
	"slices"

	"assay/generator/internal/diag"
)

// namesOfFiles is how GitHub and SARIF name files; it belongs to the help of the commands that print these.
const namesOfFiles = `Files are named from the site's folder; with --format sarif and github from the top of the git repository it lies in,
where code scanning and annotations look for them.`

// fromTop names the files of diagnostics, which begin in a folder, from the top of the repository that the folder lies in.
// Where it lies in none, and for files that are not below that top, the names stay.
func fromTop(found diag.List, folder string) diag.List {
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	top := topOf(folder)
	if top == "" {
		return found
	}
	prefix, err := filepath.Rel(top, folder)
	if err != nil {
		return found
	}
	found = slices.Clone(found)
	for i := range found {
		d := &found[i]
		if d.File == "" || d.File == stdin {
			continue
		}
		name := filepath.FromSlash(d.File)
		if filepath.IsAbs(name) {
			name, err = filepath.Rel(top, name)
		} else {
			name = filepath.Join(prefix, name)
		}
		if err == nil && filepath.IsLocal(name) {
			d.File = filepath.ToSlash(name)
		}
	}
	return found
}

// topOf gives the folder at the top of the git repository that a folder lies in, "" where it lies in none. Only the name
// is looked for, so that nothing is run, and a repository that git would refuse to open serves as well.
func topOf(folder string) string {
	for {
		if _, err := os.Stat(filepath.Join(folder, ".git")); err == nil { // a file in linked working trees
			return folder
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return ""
		}
		folder = parent
	}
}
