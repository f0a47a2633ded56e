package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/duty"
	"assay/generator/internal/history"
)

type checkFlags struct {
	siteFlags
	since  string
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

With --jsonld it reads no site but the files that are named, and validates the structured data in them: JSON where the name ends
in .json or .jsonld, else an HTML page; - is standard input, and JSON where it begins as JSON does.
With --code it tells what a code of conduct asks of a website and where this one shows it: google, ifcn or efcsn.

` + namesOfFiles,
		Example: "  assay check\n  assay check --since origin/main --format github\n  assay check --jsonld page.html feed.json\n  assay check --code ifcn",
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
	flags.Var(&f.jsonld, "jsonld", "validate the structured data in the named files instead of a site")
	flags.Lookup("jsonld").NoOptDefVal = "true"
	flags.StringVar(&f.code, "code", "", "report on the duties of a `code` of conduct: "+strings.Join(duty.Codes(), ", "))
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors, and duties that are not met")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	_ = c.RegisterFlagCompletionFunc("code", cobra.FixedCompletions(toCompletions(duty.Codes()), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("since", cobra.NoFileCompletions)
	for _, of := range []string{"root", "drafts", "base-url", "since", "code"} {
		c.MarkFlagsMutuallyExclusive("jsonld", of)
	}
	c.MarkFlagsMutuallyExclusive("code", "since")
	c.MarkFlagsMutuallyExclusive("code", "quiet")
	return c
}

// run checks a site.
func (f *checkFlags) run(ctx context.Context, streams Streams) error {
	start := time.Now()
	opened, err := f.open(ctx, memory)
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
	_ = opened.builder.Keep() // where nothing can be kept, the next run takes longer
	return f.report(streams, opened.root, found, time.Since(start))
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
