// Man writes the manual pages of all commands, and the completions for four shells, for packages of the program:
//
//	go run ./generator/internal/cli/man DIR
//
// DIR gets the folders man and completions. The pages have the month of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), if that is set.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"assay/generator/internal/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(dir string) error {
	root := cli.Command()
	man, completions := filepath.Join(dir, "man"), filepath.Join(dir, "completions")
	for _, folder := range []string{man, completions} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
	}
	prepare(root)
	if err := doc.GenManTree(root, &doc.GenManHeader{Title: "ASSAY", Section: "1", Source: "Assay", Manual: "Assay"}, man); err != nil {
		return err
	}
	for shell, generate := range map[string]func(*bytes.Buffer) error{
		"assay.bash": func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) },
		"_assay":     func(b *bytes.Buffer) error { return root.GenZshCompletion(b) },
		"assay.fish": func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) },
		"assay.ps1":  func(b *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(b) },
	} {
		var b bytes.Buffer
		if err := generate(&b); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(completions, shell), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes the help of a command, and of those below it, markdown that keeps its lists in lines, without a line that says by what the page was made.
func prepare(c *cobra.Command) {
	c.DisableAutoGenTag = true
	c.Long = strings.ReplaceAll(c.Long, "\n  ", "\n      ")
	for _, sub := range c.Commands() {
		prepare(sub)
	}
}
