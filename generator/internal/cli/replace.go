package cli

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"assay/generator/internal/starter"
)

// replaceFile puts a file into the place of another, whole or not at all, with the permissions of the old
// one. No symbolic link is followed.
func replaceFile(root *os.Root, f starter.File) error {
	name := filepath.FromSlash(f.Path)
	if err := refuseLinks(root, name); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if old, err := root.Lstat(name); err == nil {
		mode = old.Mode().Perm()
	}
	draft := filepath.Join(filepath.Dir(name), "."+rand.Text()+".new")
	err := createFile(root, draft, f.Text, mode)
	if err == nil {
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft) // the first error counts
	}
	return err
}

// createFile writes a file that is not there.
func createFile(root *os.Root, name, text string, mode fs.FileMode) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// refuseLinks returns an error if a file that is to be written, or a folder above it, is a symbolic link:
// it could have come with a checkout, and lead to another file.
func refuseLinks(root *os.Root, name string) error {
	for at := name; at != "."; at = filepath.Dir(at) {
		info, err := root.Lstat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a symbolic link, and is not followed; put a file or folder in its place", filepath.ToSlash(at))
		}
	}
	return nil
}

// stateIgnore keeps the folder out of repositories.
var stateIgnore = filepath.Join(stateFolder, ".gitignore")

// keepJSON leaves a value for the next run, in a file of the site's folder for state.
func keepJSON(root *os.Root, file string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		err = refuseLinks(root, filepath.FromSlash(file))
	}
	if err == nil {
		err = root.MkdirAll(stateFolder, 0o755)
	}
	if _, there := root.Lstat(stateIgnore); err == nil && errors.Is(there, fs.ErrNotExist) {
		err = createFile(root, stateIgnore, "*\n", 0o644)
	}
	if err == nil {
		err = replaceFile(root, starter.File{Path: file, Text: string(text)})
	}
	return err
}

// maxState is the size in bytes of a file of state that is read.
const maxState = 64 << 20

// readState reads a value that keepJSON left, and reports whether there is one that can be read.
func readState(root *os.Root, file string, v any) bool {
	name := filepath.FromSlash(file)
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxState || refuseLinks(root, name) != nil {
		return false
	}
	text, err := root.ReadFile(name)
	return err == nil && json.Unmarshal(text, v) == nil
}

// editFile changes a file that somebody may be at work on: what it is now is changed, not what it was when the site was read, and if it is saved meanwhile,
// then that is changed.
func editFile(root *os.Root, path string, change func([]byte) ([]byte, error)) error {
	name := filepath.FromSlash(path)
	if info, err := root.Lstat(name); err != nil {
		return err
	} else if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link to a file: change that by hand", path)
	}
	for range 5 {
		before, err := root.ReadFile(name)
		if err != nil {
			return err
		}
		after, err := change(before)
		if err != nil || bytes.Equal(before, after) {
			return err
		}
		if now, err := root.ReadFile(name); err == nil && bytes.Equal(now, before) {
			return replaceFile(root, starter.File{Path: path, Text: string(after)})
		}
	}
	return errors.New(path + " changes all the time")
}
