package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/duty"
	"assay/generator/internal/history"
	"assay/generator/internal/schemaorg"
	"assay/templates"
)

type checkFlags struct {
	siteFlags
	since  string
	jsonld bool
	code   string
	strict bool
	quiet  bool
}

func newCheck(streams Streams) *cobra.Command {
	var f checkFlags
	formats := []string{formatText, formatJSON, formatSARIF, formatGitHub}
	c := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Check facts, integrity, form, links and structured data",
		Long: `Check finds what a careful editor and a careful engineer would look at twice: all that a build reports, notes included,
and what takes a closer look, such as quotes that are not in the kept copies, claims that are almost the same, links and anchors of
every page, and verdicts or wordings that were changed since the last commit without a correction. It writes nothing.

A check that does not apply to a claim is waived in its file, with the reason: accept: {A310: only one party has published figures}.
site.yaml sets how severe checks are: checks: {A311: off}. Each check is explained in docs/checks.

With --jsonld it reads no site but the files that are named, HTML pages or JSON, and validates the structured data in them.
With --code it tells what a code of conduct asks of a website and where this one shows it: google, ifcn or efcsn.`,
		Example: "  assay check\n  assay check --since origin/main --format github\n  assay check --jsonld page.html feed.json\n  assay check --code ifcn",
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			switch {
			case f.jsonld && len(args) == 0:
				return fmt.Errorf("--jsonld needs files to read")
			case f.jsonld:
				return f.runMarkup(streams, args)
			case len(args) > 0:
				return fmt.Errorf("files are named with --jsonld only; without it the whole site is checked")
			case f.code != "":
				return f.runCode(c.Context(), streams)
			default:
				return f.run(c.Context(), streams)
			}
		},
	}
	f.add(c, formats...)
	flags := c.Flags()
	flags.StringVar(&f.baseURL, "base-url", "", "check for this `URL` instead of the one in site.yaml")
	flags.StringVar(&f.since, "since", "", "compare with this git `revision`: what changed must be said in corrections (default: the last commit, or the one before where nothing changed since)")
	flags.BoolVar(&f.jsonld, "jsonld", false, "validate the structured data in files instead of a site")
	flags.StringVar(&f.code, "code", "", "report on the duties of a `code` of conduct: "+strings.Join(duty.Codes(), ", "))
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors, and duties that are not met")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	_ = c.RegisterFlagCompletionFunc("code", cobra.FixedCompletions(toCompletions(duty.Codes()), cobra.ShellCompDirectiveNoFileComp))
	c.MarkFlagsMutuallyExclusive("jsonld", "code")
	c.MarkFlagsMutuallyExclusive("jsonld", "root")
	return c
}

// run checks a site.
func (f *checkFlags) run(ctx context.Context, streams Streams) error {
	start := time.Now()
	opened, err := f.open()
	if err != nil {
		return err
	}
	defer opened.close()
	result, err := opened.builder.Build(ctx)
	if err != nil {
		return err
	}
	before, missing := history.At(ctx, opened.root, f.since, check.ComparedSince)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	found, err := opened.builder.Examine(ctx, result, before, diag.FromError(missing))
	if err != nil {
		return err
	}
	return f.report(streams, found, time.Since(start))
}

// runMarkup validates the structured data of files.
func (f *checkFlags) runMarkup(streams Streams, names []string) error {
	start := time.Now()
	validator := schemaorg.NewValidator()
	var found diag.List
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		blocks, of := schemaorg.Read(name, src)
		for _, issue := range validator.ValidateFile(blocks) {
			of = append(of, issue.Finding)
		}
		found = append(found, quoted(of.In(name), src)...)
	}
	return f.report(streams, found.Sort(), time.Since(start))
}

// quoted gives the findings in a file the text of their lines.
func quoted(found diag.List, src []byte) diag.List {
	src, _ = doc.Clean(src)
	for i := range found {
		if found[i].Line > 0 {
			found[i].Source = doc.Line(src, found[i].Line)
		}
	}
	return found
}

// runCode reports on a code of conduct.
func (f *checkFlags) runCode(ctx context.Context, streams Streams) error {
	opened, err := f.open()
	if err != nil {
		return err
	}
	defer opened.close()
	result, err := opened.builder.Build(ctx)
	if err != nil {
		return err
	}
	if result.Diagnostics.Failed() {
		return f.report(streams, result.Diagnostics, 0)
	}
	r, err := duty.Examine(result.Site, templates.Files, f.code)
	if err != nil {
		return err
	}
	if f.format == formatJSON {
		err = writeJSON(streams.Out, r)
	} else {
		err = r.Text(streams.Out)
	}
	if err == nil && f.strict && r.Unmet() > 0 {
		return errReported
	}
	return err
}

// report prints what was found and what it comes to.
func (f *checkFlags) report(streams Streams, found diag.List, elapsed time.Duration) error {
	least := diag.Note
	if f.quiet {
		least = diag.Error
	}
	if err := printFound(streams, f.format, atLeast(found, least)); err != nil {
		return err
	}
	if f.format == formatText && !f.quiet {
		fmt.Fprintf(streams.Out, "%s in %s\n", tally(found), seconds(elapsed))
	}
	if found.Failed() || f.strict && found.Count(diag.Warning) > 0 {
		return errReported
	}
	return nil
}

// tally gives one line such as "1 error, 3 notes".
func tally(found diag.List) string {
	var parts []string
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		if n := found.Count(severity); n > 0 {
			parts = append(parts, count(n, severity.String()))
		}
	}
	if len(parts) == 0 {
		return "nothing found"
	}
	return strings.Join(parts, ", ")
}

// printFound prints diagnostics in a format: text to standard error, those for machines to standard output.
func printFound(streams Streams, format string, found diag.List) error {
	switch format {
	case formatJSON:
		return writeJSON(streams.Out, map[string]any{"diagnostics": found.JSON()})
	case formatSARIF:
		return found.SARIF(streams.Out, version())
	case formatGitHub:
		return found.GitHub(streams.Out)
	default:
		return found.Text(streams.Err)
	}
}
