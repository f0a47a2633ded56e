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
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/duty"
	"assay/generator/internal/history"
)

type checkFlags struct {
	siteFlags
	since  string
	staged bool
	jsonld markupFiles
	code   string
	strict bool
	quiet  bool
}

func newCheck(streams Streams) *cobra.Command {
	var f checkFlags
	formats := reportFormats()
	c := &cobra.Command{
		Use:   "check [--jsonld FILE...]",
		Short: "Check facts, integrity, form, links and structured data",
		Long: `Check finds what a careful editor and a careful engineer would look at twice: all that a build reports, notes included,
and what takes a closer look, such as quotes that are not in the kept copies, claims that are almost the same, links and anchors of
every page, and verdicts or wordings that were changed since the last commit without a correction. It writes nothing.

A check that does not apply to a claim is waived in its file, with the reason: accept: {A310: only one party has published figures}.
site.yaml sets how severe checks are: checks: {A311: off}. Each check is explained in docs/checks.

With --staged it checks what is staged in git, as a hook before a commit does, and compares it with the last commit. The first commit is compared
with nothing.

With --jsonld it reads no site but the files that are named, and validates the structured data in them: JSON where the name ends
in .json or .jsonld, else an HTML page; - is standard input, and JSON where it begins as JSON does.
With --code it tells what a code of conduct asks of a website and where this one shows it: google, ifcn or efcsn.

` + namesOfFiles,
		Example: "  assay check\n  assay check --since origin/main --format github\n  assay check --staged\n  assay check --jsonld page.html feed.json\n  assay check --code ifcn",
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			switch {
			case f.jsonld.wanted:
				return f.runMarkup(c.Context(), streams, append(f.jsonld.names, args...))
			case len(args) > 0:
				return fmt.Errorf("files are read with --jsonld only: assay check --jsonld %s; without it the whole site is checked", args[0])
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
	flags.BoolVar(&f.staged, "staged", false, "check what the next commit will have, and not what is in the folder")
	flags.Var(&f.jsonld, "jsonld", "validate the structured data in the named files instead of a site")
	flags.Lookup("jsonld").NoOptDefVal = "true"
	flags.StringVar(&f.code, "code", "", "report on the duties of a `code` of conduct: "+strings.Join(duty.Codes(), ", "))
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors, and duties that are not met")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	_ = c.RegisterFlagCompletionFunc("code", cobra.FixedCompletions(toCompletions(duty.Codes()), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("since", cobra.NoFileCompletions)
	for _, of := range []string{"root", "drafts", "base-url", "since", "code", "staged"} {
		c.MarkFlagsMutuallyExclusive("jsonld", of)
	}
	c.MarkFlagsMutuallyExclusive("staged", "since", "code")
	c.MarkFlagsMutuallyExclusive("code", "since")
	c.MarkFlagsMutuallyExclusive("code", "quiet")
	return c
}

// run checks a site.
func (f *checkFlags) run(ctx context.Context, streams Streams) error {
	start := time.Now()
	root, err := f.findRoot()
	if err != nil {
		return err
	}
	if f.staged {
		return f.runStaged(ctx, streams, root, start)
	}
	before, missing := history.At(ctx, root, f.since, check.ComparedSince)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return f.examine(ctx, streams, root, before, diag.FromError(missing), start)
}

// runStaged checks what is staged of the site in a folder, in a folder of its own.
func (f *checkFlags) runStaged(ctx context.Context, streams Streams, root string, start time.Time) error {
	dir, err := os.MkdirTemp("", "assay-staged-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	err = history.CheckOut(ctx, root, dir)
	var before *history.Revision
	if err == nil {
		before, err = history.Staged(ctx, root, check.ComparedSince)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return f.report(streams, root, diag.FromError(err), time.Since(start))
	}
	if _, err := os.Stat(filepath.Join(dir, config.FileName)); err != nil {
		return fmt.Errorf("there is no %s among what is staged; git add it first", config.FileName)
	}
	f.root, f.noCache = dir, true
	return f.examine(ctx, streams, root, before, nil, start)
}

// examine builds and checks the site, and names its files as they are in a folder.
func (f *checkFlags) examine(ctx context.Context, streams Streams, folder string, before *history.Revision, missing diag.List, start time.Time) error {
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	found, err := opened.builder.Examine(ctx, result, before, missing)
	if err != nil {
		return err
	}
	_ = opened.builder.Keep() // where nothing can be kept, the next run takes longer
	return f.report(streams, folder, found, time.Since(start))
}

// report prints what was found in the files of a folder and what it comes to.
func (f *checkFlags) report(streams Streams, folder string, found diag.List, elapsed time.Duration) error {
	r := report{format: f.format, folder: folder}
	if f.quiet {
		r.least = diag.Error
	}
	if err := r.print(streams, found, tallyOf(found, elapsed)); err != nil {
		return err
	}
	if found.Failed() || f.strict && found.Count(diag.Warning) > 0 {
		return errReported
	}
	return nil
}
