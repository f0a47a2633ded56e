package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/plan"
	"assay/generator/internal/publish"
)

type publishFlags struct {
	buildFlags
	dryRun, takeOver     bool
	maxDeletes, maxAge   int
	endpoint, region     string
	identity, knownHosts string
}

func newPublish(streams Streams) *cobra.Command {
	var f publishFlags
	formats := reportFormats()
	c := &cobra.Command{
		Use:   "publish s3://BUCKET/FOLDER | sftp://USER@HOST/FOLDER | FOLDER",
		Short: "Build the site, and bring a bucket, a server or a folder to it",
		Long: `Publish builds the site as build does, and then uploads what differs: what pages load first, then the pages, then the lists that lead to
them, and feeds and data last. In the end what was published earlier and is gone is deleted, a hundred files at most unless you say so. Files
that were not published by it are never deleted, and a place that holds such files and was never published to is refused.

It may be interrupted at any time: the next run goes on. Two at once wait for each other. What fails for a while is tried again.

  s3://       keys from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, ~/.aws/credentials, or the machine's role;
              other services than Amazon's: --endpoint, or AWS_ENDPOINT_URL
  sftp://     keys from an agent, ~/.ssh, --identity, or ASSAY_SSH_KEY, with ASSAY_SSH_PASSPHRASE; a password from ASSAY_SSH_PASSWORD.
              The server's own key must be known. sftp://host/~/site is a folder in the user's home

Every file of a bucket has its Content-Type and how long it may be kept: assets for a year, since their names change with their content, and
everything else until it is asked for again, or --max-age.`,
		Example: "  assay publish --dry-run s3://facts.example.org\n  assay publish sftp://www@facts.example.org/srv/facts\n  assay publish /var/www/facts",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			return f.run(c.Context(), streams, args[0])
		},
	}
	f.add(c, formats...)
	flags := c.Flags()
	flags.BoolVar(&f.dryRun, "dry-run", false, "list what would be uploaded and deleted")
	flags.BoolVar(&f.takeOver, "take-over", false, "publish to a place that holds files of something else; what the site has too is replaced")
	flags.IntVar(&f.maxDeletes, "max-deletes", 100, "do nothing if more `files` would be deleted; -1 for any number")
	flags.IntVar(&f.maxAge, "max-age", 0, "how many `seconds` browsers may keep pages, in a bucket")
	flags.StringVar(&f.endpoint, "endpoint", "", "the `address` of a service that speaks S3 and is not Amazon's")
	flags.StringVar(&f.region, "region", "", "the bucket's `region` (default: AWS_REGION)")
	flags.StringVar(&f.identity, "identity", "", "a `file` with the private key to log in with")
	flags.StringVar(&f.knownHosts, "known-hosts", "", "a `file` with the keys of known servers (default: ~/.ssh/known_hosts)")
	return c
}

func (f *publishFlags) run(ctx context.Context, streams Streams, to string) error {
	open, err := f.target(to)
	if err != nil {
		return err
	}
	folder, result, err := f.make(ctx, streams)
	if err != nil {
		return err
	}
	if err := f.apart(to, folder); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	site, err := publish.Read(ctx, root.FS(), typesOf(result.Outputs), f.maxAge)
	if err != nil {
		return err
	}
	warnForeign(streams.Err, site.Foreign)
	out := streams.Out
	if f.format != formatText {
		out = streams.Err // the diagnostics are read by a program
	}
	err = f.publish(ctx, open, site, out, streams.Err)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	sayf(streams.Err, "assay: %s: %v\n", to, err) // nothing is wrong with how the command was called
	return errReported
}

func (f *publishFlags) publish(ctx context.Context, open func(context.Context) (publish.Store, error), site *publish.Site, out, errs io.Writer) error {
	began := time.Now()
	store, err := open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	bar := newProgress(errs, "publish")
	opt := publish.Options{TakeOver: f.takeOver, MaxDeletes: f.maxDeletes, Step: bar.step, Tell: func(message string) { sayf(errs, "%s\n", message) }}
	if f.dryRun {
		diff, err := publish.Compare(ctx, store, site, opt)
		if diff != nil {
			_, _ = io.WriteString(out, differences(diff))
		}
		return err
	}
	diff, err := publish.Publish(ctx, store, site, opt)
	bar.end()
	if err != nil {
		return err
	}
	if !f.quiet {
		sayf(out, "%s uploaded, %s deleted, %s as they were in %s\n", grouped(len(diff.Upload)), grouped(len(diff.Delete)), grouped(diff.Same), seconds(time.Since(began)))
	}
	return nil
}

// warnForeign names files in the output folder that the build did not make.
func warnForeign(w io.Writer, names []string) {
	if len(names) == 0 {
		return
	}
	shown := strings.Join(names[:min(len(names), 5)], ", ")
	if len(names) > 5 {
		shown += ", …"
	}
	sayf(w, "warning: %s in the output folder not made by Assay, and not published: %s; what the site should publish as it is belongs in static/\n", count(len(names), "file"), shown)
}

// target reads where to publish.
func (f *publishFlags) target(to string) (func(context.Context) (publish.Store, error), error) {
	if !strings.Contains(to, "://") {
		return func(context.Context) (publish.Store, error) { return publish.OpenFolder(to) }, nil
	}
	u, err := url.Parse(to)
	switch {
	case err != nil || u.Host == "":
		return nil, fmt.Errorf("%s is no place to publish to; write s3://BUCKET/FOLDER, sftp://USER@HOST/FOLDER or the name of a folder", to)
	case u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%s: only a host and a folder are expected", u.Redacted())
	case u.Scheme == "s3":
		return func(ctx context.Context) (publish.Store, error) {
			return publish.OpenS3(ctx, publish.S3{Address: u, Endpoint: f.endpoint, Region: f.region})
		}, nil
	case u.Scheme == "sftp":
		if _, secret := u.User.Password(); secret {
			return nil, errors.New("a password has no place in an address, where others see it; put it into ASSAY_SSH_PASSWORD")
		}
		return func(ctx context.Context) (publish.Store, error) {
			return publish.OpenSFTP(ctx, publish.SFTP{
				Address: u, Identity: f.identity, KnownHosts: f.knownHosts,
				Key: os.Getenv("ASSAY_SSH_KEY"), Passphrase: os.Getenv("ASSAY_SSH_PASSPHRASE"), Password: os.Getenv("ASSAY_SSH_PASSWORD"),
			})
		}, nil
	}
	return nil, fmt.Errorf("%s: s3, sftp and folders are known", u.Redacted())
}

// apart refuses a folder that is part of the output or holds it.
func (f *publishFlags) apart(to, output string) error {
	if strings.Contains(to, "://") {
		return nil
	}
	full, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	for _, pair := range [][2]string{{full, output}, {output, full}} {
		if inside, err := filepath.Rel(pair[0], pair[1]); err == nil && filepath.IsLocal(inside) {
			return fmt.Errorf("%s: the site is built into %s; publish somewhere else", to, output)
		}
	}
	return nil
}

// typesOf gives the types of the files that the program makes.
func typesOf(outputs []plan.Output) map[string]string {
	types := map[string]string{}
	for _, o := range outputs {
		types[o.Path] = o.Type
	}
	return types
}

// differences writes what would be done.
func differences(diff *publish.Difference) string {
	var b strings.Builder
	var size int64
	for _, file := range diff.Upload {
		sign := "~"
		if diff.New[file.Path] {
			sign = "+"
		}
		size += file.Size
		sayf(&b, "%s %s\n", sign, file.Path)
	}
	for _, name := range diff.Delete {
		sayf(&b, "- %s\n", name)
	}
	sayf(&b, "%s to upload (%s kB), %s to delete, %s as they are\n", grouped(len(diff.Upload)), grouped(int(size+999)/1000), grouped(len(diff.Delete)), grouped(diff.Same))
	return b.String()
}
