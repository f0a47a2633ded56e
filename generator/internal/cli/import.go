package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"assay/generator/internal/id"
	"assay/generator/internal/importer"
)

type importFlags struct {
	siteFlags
	columns []string
	author  string
	dryRun  bool
}

func newImport(streams Streams) *cobra.Command {
	var f importFlags
	formats := []string{formatText, formatJSON}
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Make claim files of fact-checks as others publish them",
		Long: `Import reads ClaimReview from HTML pages (JSON-LD and microdata), JSON-LD, data feeds, answers of claims:search, NDJSON and CSV, and
makes claim files of it, pages of those who made several claims, and, in a site without verdicts of its own, a scale of the labels. Records
and tables that Assay itself made become what they were made of. A file is - for standard input.

What cannot be taken over as it is, is told record by record. What lacks something that a claim must have becomes a draft. Running it
again updates files that nobody has worked on, and leaves all others alone.

A table's columns are found by their names; --column says which has what: claim, url, title, verdict, conclusion, claimant, said,
appearance, published, updated, publisher, lang. Other columns are kept under x.`,
		Example: "  assay import page.html feed.json\n  assay import archive.csv --column claim=Statement --column verdict=Ruling --dry-run",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			return f.run(c.Context(), streams, args)
		},
	}
	f.add(c, formats...)
	_ = c.Flags().MarkHidden("drafts") // they count anyway
	flags := c.Flags()
	flags.StringArrayVar(&f.columns, "column", nil, "a table's column: `WHAT=NAME` (may be repeated)")
	flags.StringVar(&f.author, "author", "", "the `id` of who answers for what is imported (default: the only one there is)")
	flags.BoolVar(&f.dryRun, "dry-run", false, "write nothing, and tell what would be written")
	return c
}

func (f *importFlags) run(ctx context.Context, streams Streams, names []string) error {
	columns := importer.Columns{}
	for _, column := range f.columns {
		what, name, ok := strings.Cut(column, "=")
		if !ok {
			return fmt.Errorf("--column %q: write it like claim=Statement", column)
		}
		columns[what] = name
	}
	f.siteFlags.drafts = true
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	if result.Diagnostics.Failed() {
		_ = result.Diagnostics.Text(streams.Err)
		return fmt.Errorf("the site has errors; mend them first, so that what is imported finds its place")
	}
	into := importer.Into{Site: result.Site, Read: func(path string) ([]byte, error) { return opened.folder.ReadFile(filepath.FromSlash(path)) }}
	if into.Author, err = f.authorOf(ctx, &place{opened: opened, Site: result.Site}); err != nil {
		return err
	}
	_, into.HasScales = result.Files.Get("claims/verdicts.yaml")
	records, problems, err := readRecords(streams.In, names, columns)
	if err != nil {
		return err
	}
	plan := into.Make(records)
	plan.Problems = append(problems, plan.Problems...)
	if !f.dryRun {
		if err := writeImport(ctx, opened.folder, plan, newProgress(streams.Err, "import")); err != nil {
			return err
		}
	}
	return f.tell(streams, len(records), plan)
}

// authorOf gives who answers for what is imported, "" where there are several.
func (f *importFlags) authorOf(ctx context.Context, p *place) (id.ID, error) {
	if f.author != "" {
		names, err := p.authors(ctx, []string{f.author})
		if err != nil {
			return "", err
		}
		return names[0], nil
	}
	if len(p.Team) == 1 {
		return p.Team[0].ID, nil
	}
	return "", nil
}

// readRecords reads all files. One that cannot be read at all is an error, since nobody wants half an archive by mistake.
func readRecords(stdin io.Reader, names []string, columns importer.Columns) ([]importer.Record, []importer.Problem, error) {
	var records []importer.Record
	var problems []importer.Problem
	for _, name := range names {
		var data []byte
		var err error
		if name == stdinName {
			data, err = io.ReadAll(stdin)
		} else {
			data, err = os.ReadFile(name)
		}
		if err != nil {
			return nil, nil, err
		}
		found, said, err := importer.Read(name, data, columns)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(found)+len(said) == 0 {
			said = []importer.Problem{{From: name, Message: "there is no check in it"}}
		}
		records, problems = append(records, found...), append(problems, said...)
	}
	return records, problems, nil
}

// stdinName stands for standard input.
const stdinName = "-"

// writeImport writes new files where there are none, and those that have changed over what was imported before.
func writeImport(ctx context.Context, root *os.Root, plan importer.Plan, bar *progress) error {
	defer bar.end()
	of := len(plan.New) + len(plan.Changed)
	for i, file := range plan.New {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := writeFile(root, file); err != nil {
			return err
		}
		bar.step(i+1, of)
	}
	for i, file := range plan.Changed {
		if err := replaceFile(root, file); err != nil {
			return err
		}
		bar.step(len(plan.New)+i+1, of)
	}
	return nil
}

// tell prints what became of the records.
func (f *importFlags) tell(streams Streams, records int, plan importer.Plan) error {
	var written []string
	for _, file := range append(plan.New, plan.Changed...) {
		written = append(written, file.Path)
	}
	if f.format == formatJSON {
		return writeJSON(streams.Out, struct {
			Checks   int                `json:"checks"`
			New      int                `json:"new"`
			Changed  int                `json:"changed"`
			Repeated int                `json:"repeated"`
			Same     int                `json:"same"`
			Kept     int                `json:"kept"`
			Drafts   int                `json:"drafts"`
			Files    []string           `json:"files"`
			Problems []importer.Problem `json:"problems"`
		}{records, len(plan.New), len(plan.Changed), plan.Repeated, plan.Same, plan.Kept, plan.Drafts, orEmpty(written), orEmpty(plan.Problems)})
	}
	for _, p := range plan.Problems {
		from := p.From
		if from != "" {
			from += ": "
		}
		sayf(streams.Err, "%s%s\n", from, p.Message)
	}
	what := "written"
	if f.dryRun {
		what = "would be written"
		for _, name := range written {
			sayf(streams.Out, "%s\n", name)
		}
	}
	repeated := ""
	if plan.Repeated > 0 {
		repeated = fmt.Sprintf(", %d repeated", plan.Repeated)
	}
	_, err := fmt.Fprintf(streams.Out, "%s: %s %s, %d of them new, %d drafts; %d as they were, %d left alone%s\n",
		count(records, "check"), count(len(written), "file"), what, len(plan.New), plan.Drafts, plan.Same, plan.Kept, repeated)
	return err
}

func orEmpty[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
