package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"assay/generator/internal/starter"
)

// replaceFile puts a file into the place of another, whole or not at all. It may be run by others as the old one may.
func replaceFile(root *os.Root, f starter.File) error {
	name := filepath.FromSlash(f.Path)
	mode := fs.FileMode(0o644)
	if old, err := root.Stat(name); err == nil {
		mode = old.Mode().Perm()
	}
	draft := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".new")
	err := root.WriteFile(draft, []byte(f.Text), mode)
	if err == nil {
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft) // the first error counts
	}
	return err
}

// keepJSON leaves a value for the next run, in a file of the cache's folder.
func keepJSON(root *os.Root, file string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		err = root.MkdirAll(cacheFolder, 0o755)
	}
	if err == nil {
		err = replaceFile(root, starter.File{Path: file, Text: string(text)})
	}
	return err
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
