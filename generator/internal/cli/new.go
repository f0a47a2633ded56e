package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"assay/generator/internal/id"
	"assay/generator/internal/starter"
)

func newNew(streams Streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "new",
		Short: "Begin a site, a claim, an article, or somebody's page",
		Long: `New writes a file, or the files of a site, for you to go on with. What is known is filled in; at a terminal it asks for the rest,
elsewhere the rest stands in the file as a comment. A file that is there already is never touched.

The name of what was written goes to standard output.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newNewSite(streams), newNewClaim(streams), newNewArticle(streams), newNewPerson(streams, "claimant", "content/claimants"), newNewPerson(streams, "member", "content/team"))
	return c
}

// writeNew writes files that are not there yet, all of them or none that was there before.
func writeNew(root *os.Root, files []starter.File) error {
	for _, f := range files {
		if _, err := root.Lstat(filepath.FromSlash(f.Path)); err == nil {
			return fmt.Errorf("%s is there already; nothing was written", f.Path)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, f := range files {
		if err := writeFile(root, f); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(root *os.Root, f starter.File) error {
	name, mode := filepath.FromSlash(f.Path), fs.FileMode(0o644)
	if f.Runs {
		mode = 0o755
	}
	if err := refuseLinks(root, name); err != nil {
		return err
	}
	if dir := filepath.Dir(name); dir != "." {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	err := createFile(root, name, f.Text, mode)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; nothing was written", f.Path)
	}
	return err
}

// nameFor makes an id of a text that none of those taken has, or takes the one that is asked for.
func nameFor(asked, text string, taken func(id.ID) bool) (id.ID, error) {
	if asked != "" {
		name, err := id.Parse(asked)
		if err != nil {
			return "", fmt.Errorf("--id %q: %w", asked, err)
		}
		if taken(name) {
			return "", fmt.Errorf("--id %q is taken", asked)
		}
		return name, nil
	}
	name := starter.ID(text, taken)
	if name == "" {
		return "", fmt.Errorf("no id can be made of %q; give one with --id", text)
	}
	return id.Parse(string(name))
}

// isThere tells whether a page has a path, as a file or as a folder with an index.md.
func isThere(root *os.Root, dir string, name id.ID) bool {
	for _, file := range []string{string(name) + ".md", string(name)} {
		if _, err := root.Lstat(filepath.FromSlash(path.Join(dir, file))); err == nil {
			return true
		}
	}
	return false
}
