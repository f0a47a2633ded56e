package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"assay/generator/internal/schema"
)

func newSchema(streams Streams) *cobra.Command {
	var dir string
	var names []string
	for _, k := range schema.Kinds() {
		names = append(names, k.Name)
	}
	c := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of file, for editors",
		Long: `Schema prints the JSON Schema (draft 7) of a kind of file: of the whole where it is YAML, else of the front matter. Without a kind it lists
them with their files. With --dir it writes all of them into a folder, as KIND.json, over those of an earlier version.`,
		Example:           "  assay schema claim\n  assay schema --dir .vscode/assay",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(toCompletions(names), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case dir != "" && len(args) > 0:
				return fmt.Errorf("--dir writes the schemas of all kinds; leave %s out", args[0])
			case dir != "":
				return writeSchemas(streams, dir)
			case len(args) == 0:
				return listSchemas(streams)
			}
			k, known := schema.Find(args[0])
			if !known {
				return fmt.Errorf("unknown kind %q; known: %s", args[0], strings.Join(names, ", "))
			}
			text, err := k.JSON()
			if err == nil {
				_, err = streams.Out.Write(text)
			}
			return err
		},
	}
	c.Flags().StringVar(&dir, "dir", "", "write all schemas into this `folder`")
	_ = c.MarkFlagDirname("dir")
	return c
}

func listSchemas(streams Streams) error {
	w := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
	for _, k := range schema.Kinds() {
		sayf(w, "%s\t%s\t%s\n", k.Name, k.Files, k.Title)
	}
	return w.Flush()
}

func writeSchemas(streams Streams, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, k := range schema.Kinds() {
		text, err := k.JSON()
		if err != nil {
			return err
		}
		name := filepath.Join(dir, k.Name+".json")
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
		sayf(streams.Out, "%s\n", filepath.ToSlash(name))
	}
	return nil
}
