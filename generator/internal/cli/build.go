package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
)

type buildFlags struct {
	siteFlags
	output  string
	strict  bool
	quiet   bool
	verbose bool
	watch   watchFlags
}

func newBuild(streams Streams) *cobra.Command {
	var f buildFlags
	formats := reportFormats()
	c := &cobra.Command{
		Use:   "build",
		Short: "Make the site",
		Long: `Build reads the site's files and writes the site into its output folder.

With an error nothing is written: the folder stays as it was. Otherwise exactly what changed is written, what is gone
is removed, and files that Assay did not make are left alone.

With --watch it goes on, and builds again whenever a file of the site changes, until it is stopped with Ctrl+C.

` + namesOfFiles,
		Example: "  assay build\n  assay build --base-url https://example.org/facts/ --strict",
		Args:    f.watch.check,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			if f.watch.on || f.watch.poll > 0 {
				return f.runLive(c.Context(), streams)
			}
			return f.run(c.Context(), streams)
		},
	}
	f.add(c, formats...)
	c.Flags().BoolVarP(&f.watch.on, "watch", "w", false, "build again whenever a file changes")
	f.watch.add(c)
	c.MarkFlagsMutuallyExclusive("watch", "format")
	c.MarkFlagsMutuallyExclusive("poll", "format")
	return c
}

// add makes the flags of everything that builds.
func (f *buildFlags) add(c *cobra.Command, formats ...string) {
	f.siteFlags.add(c, formats...)
	flags := c.Flags()
	flags.StringVar(&f.output, "output", "", "write to this `folder` (default: public under the root)")
	flags.StringVar(&f.baseURL, "base-url", "", "build for this `URL` instead of the one in site.yaml")
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print notes too, and tell what takes how long")
	c.MarkFlagsMutuallyExclusive("quiet", "verbose")
	_ = c.MarkFlagDirname("output")
}

func (f *buildFlags) run(ctx context.Context, streams Streams) error {
	_, _, err := f.make(ctx, streams)
	return err
}

// make builds the site into its output folder.
func (f *buildFlags) make(ctx context.Context, streams Streams) (folder string, result *build.Result, err error) {
	start := time.Now()
	site, err := f.open(ctx)
	if err != nil {
		return "", nil, err
	}
	defer site.close()
	if folder, err = f.outputFolder(site.root); err != nil {
		return "", nil, err
	}
	if result, err = site.builder.Build(ctx); err != nil {
		return "", nil, err
	}
	planned := time.Now()
	found := result.Diagnostics
	if f.verbose {
		found = result.QuoteNotes()
	}
	kept := make(chan error, 1)
	go func() { kept <- site.builder.Keep() }()
	s := summary{kept: true}
	if !f.fails(found) {
		var problems diag.List
		s.Stats, problems, err = f.target(site, folder, streams).write(ctx, result)
		if err != nil {
			<-kept
			return "", nil, err
		}
		found = append(found, problems...).Sort()
		s.kept = problems.Failed() && !s.Partial
	}
	notKept := <-kept
	s.elapsed = time.Since(start)
	if f.verbose {
		sayf(streams.Err, "%s: %s\n%s: %s\nread and planned in %s: %s, %s\nwritten in %s\n",
			"site", site.root, "output", folder, seconds(planned.Sub(start)),
			count(result.Files.Len(), "file"), count(len(result.Outputs), "output"), seconds(time.Since(planned)))
		if notKept != nil {
			sayf(streams.Err, "nothing is left for the next run: %v\n", notKept)
		}
		if result.Theme != nil {
			for _, slow := range result.Theme.Uncompiled() {
				sayf(streams.Err, "rendered slowly: %s\n", slow)
			}
		}
	}
	s.errors, s.warnings = found.Count(diag.Error), found.Count(diag.Warning)
	if err := (report{f.format, f.least(), site.root}).print(streams, found, s); err != nil {
		return "", nil, err
	}
	if f.fails(found) {
		return "", nil, errReported
	}
	return folder, result, nil
}

// target returns the output folder of a site.
func (f *buildFlags) target(site *opened, folder string, streams Streams) *target {
	return &target{path: folder, named: f.output != "", seal: site.sealOf(folder), wait: maxWait, tell: streams.Err}
}

// fails tells whether diagnostics stop the build.
func (f *buildFlags) fails(found diag.List) bool {
	return found.Failed() || f.strict && found.Count(diag.Warning) > 0
}

// least is the severity from which on diagnostics are printed. Notes, such as what a draft still lacks, are for those who ask.
func (f *buildFlags) least() diag.Severity {
	switch {
	case f.quiet:
		return diag.Error
	case f.verbose:
		return diag.Note
	default:
		return diag.Warning
	}
}

// outputFolder settles where to write. It must not be where the inputs are, or the next build would read its own output.
func (f *buildFlags) outputFolder(root string) (string, error) {
	if f.output == "" {
		return filepath.Join(root, "public"), nil
	}
	folder, err := filepath.Abs(f.output)
	if err != nil {
		return "", err
	}
	inside, err := filepath.Rel(root, folder)
	if err != nil {
		return folder, nil // another drive
	}
	first, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	switch first {
	case ".", "claims", "content", "templates", "static":
		return "", fmt.Errorf("--output %s: the site's own files are there", f.output)
	}
	return folder, nil
}

// runLive builds, and again whenever files change. What does not fail is written.
func (f *buildFlags) runLive(ctx context.Context, streams Streams) error {
	site, err := f.openLive(ctx)
	if err != nil {
		return err
	}
	defer site.close()
	folder, err := f.outputFolder(site.root)
	if err != nil {
		return err
	}
	to := f.target(site, folder, streams)
	show := func(ctx context.Context, r *build.Result) shown {
		if f.fails(r.Diagnostics) {
			return shown{instead: "nothing was written"}
		}
		stats, problems, err := to.write(ctx, r)
		switch problems = append(problems, diag.FromError(err)...); {
		case stats.Partial:
			return shown{instead: partly(stats), problems: problems}
		case len(problems) > 0:
			return shown{instead: "nothing was written", problems: problems}
		}
		return shown{what: summary{Stats: stats}.files()}
	}
	return f.watch.run(ctx, site, show, newLog(streams, f.least()))
}
