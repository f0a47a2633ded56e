// Package cli is the command line of Assay: one file a command.
//
//	assay new          begin a site, a claim, an article, or somebody's page
//	assay build        make the site
//	assay serve        preview the site, and what changes in it
//	assay check        find what an editor and an engineer would look at twice
//	assay import       make claim files of fact-checks as others publish them
//	assay links        look whether the pages that the site rests on are still there
//	assay archive      keep copies of these pages
//	assay publish      bring a bucket, a server or a folder to the built site
//	assay list         list its claims
//	assay schema       print the JSON Schema of a kind of file
//	assay version      tell which version this is
//	assay completion   make a completion script for a shell
//
// A command works on the site whose root is the nearest folder, from the current one upwards, with a site.yaml;
// --root names another. Diagnostics go to standard error as text; --format json, sarif and github write them to standard
// output for machines. The exit code is 0 when all is well, 1 when there are diagnostics that stop the build, and
// 2 when the command was used wrongly.
package cli

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/build"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/templates"
)

// Streams are what a command reads from and writes to.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Exit codes.
const (
	exitOK          = 0
	exitDiagnostics = 1
	exitUsage       = 2
)

// errReported ends a command whose diagnostics have been printed.
var errReported = errors.New("diagnostics were reported")

// Main runs a command and gives the exit code.
func Main(args []string, streams Streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	collectAt(build.GCPercent)
	return run(ctx, args, streams)
}

// run is Main with a context whose end is an interruption.
func run(ctx context.Context, args []string, streams Streams) int {
	root := newRoot(streams)
	root.SetArgs(args)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	var command *cobra.Command
	err := guard.Try("", func() (err error) { command, err = root.ExecuteContextC(ctx); return err })
	var internal diag.Diagnostic
	switch {
	case errors.As(err, &internal) && internal.Code == diag.Internal:
		_ = diag.List{internal}.Text(streams.Err)
		return exitDiagnostics
	case err == nil:
		return exitOK
	case errors.Is(err, errReported):
		return exitDiagnostics
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(streams.Err, "assay: interrupted; nothing was changed")
		return exitDiagnostics
	default:
		fmt.Fprintf(streams.Err, "assay: %s\nSee '%s --help'.\n", visibleLines(err.Error()), command.CommandPath())
		return exitUsage
	}
}

// Command gives the commands for whoever documents them. They read and write nothing.
func Command() *cobra.Command {
	return newRoot(Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
}

func newRoot(streams Streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "assay",
		Short:         "A static site generator for fact-checks",
		Long:          "Assay turns claims, their sources and verdicts, written as markdown, into a static site.",
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(newNew(streams), newBuild(streams), newServe(streams), newCheck(streams), newImport(streams), newLinks(streams), newArchive(streams), newPublish(streams), newList(streams), newSchema(streams), newVersion(streams))
	return root
}

// siteFlags are the flags of every command that reads a site.
type siteFlags struct {
	root    string
	baseURL string
	clock   string
	drafts  bool
	cache   string
	noCache bool
	format  string
}

func (f *siteFlags) add(c *cobra.Command, formats ...string) {
	flags := c.Flags()
	flags.StringVar(&f.root, "root", "", "the site's `folder` (default: the nearest one above with a site.yaml)")
	flags.StringVar(&f.clock, "clock", "", "build as if it were this `day` or moment, such as 2026-11-22")
	if len(formats) > 0 {
		flags.StringVar(&f.format, "format", formats[0], "how to report: "+fmt.Sprint(formats))
		_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(toCompletions(formats), cobra.ShellCompDirectiveNoFileComp))
	}
	flags.BoolVar(&f.drafts, "drafts", false, "take drafts and scheduled claims too")
	flags.BoolVar(&f.noCache, "no-cache", false, "neither use nor leave what a later run need not read again")
	flags.StringVar(&f.cache, "cache", "", "keep what a later run need not read again in this `folder`, outside the site (default: in your own cache)")
	_ = c.MarkFlagDirname("cache")
	_ = c.MarkFlagDirname("root")
}

func toCompletions(values []string) []cobra.Completion {
	all := make([]cobra.Completion, len(values))
	copy(all, values)
	return all
}

// check looks at the values of flags that only certain ones make sense for.
func (f *siteFlags) check(formats ...string) error {
	for _, known := range formats {
		if f.format == known {
			return nil
		}
	}
	return fmt.Errorf("unknown format %q; known: %v", f.format, formats)
}

// opened is a site that is ready to be built.
type opened struct {
	root      string // absolute
	folder    *os.Root
	cacheRoot *os.Root // in the user\'s cache; nil for none
	builder   *build.Builder
	stop      context.CancelFunc
}

func (s *opened) close() error {
	s.stop()
	if s.cacheRoot != nil {
		s.cacheRoot.Close()
	}
	return s.folder.Close()
}

// isThere tells whether the site's folder is still where it was when it was opened.
func (s *opened) isThere() bool {
	was, err := s.folder.Stat(".")
	if err != nil {
		return false
	}
	is, err := os.Stat(s.root)
	return err == nil && os.SameFile(was, is)
}

// open finds the site and makes its builder, for one build.
func (f *siteFlags) open(ctx context.Context) (*opened, error) {
	return f.opens(ctx, memory, build.Options{Once: true})
}

// build opens the site and builds it, for commands that look at what there is.
func (f *siteFlags) build(ctx context.Context) (*opened, *build.Result, error) {
	opened, err := f.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	result, err := opened.builder.Build(ctx)
	if err != nil {
		_ = opened.close() // nothing was written
		return nil, nil, err
	}
	return opened, result, nil
}

// openLive opens a site that is built again and again.
func (f *siteFlags) openLive(ctx context.Context) (*opened, error) {
	return f.opens(ctx, liveMemory, build.Options{})
}

// opens finds the site and makes its builder. Until it is closed, the program takes so many bytes of memory at most, as far as it can.
func (f *siteFlags) opens(ctx context.Context, most int64, opt build.Options) (*opened, error) {
	root, err := f.findRoot()
	if err != nil {
		return nil, err
	}
	opt.Theme, opt.Now, opt.Drafts = templates.Files, time.Now, f.drafts
	if f.baseURL != "" {
		if err := opt.BaseURL.UnmarshalText([]byte(f.baseURL)); err != nil {
			return nil, fmt.Errorf("--base-url: %w", err)
		}
	}
	if f.clock != "" {
		if opt.Today, err = parseClock(f.clock); err != nil {
			return nil, err
		}
	}
	if opt.Program, err = program(); err != nil {
		return nil, err
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	opt.Input = files.NewRoot(dir)
	var cache *os.Root
	if !f.noCache {
		if cache, err = f.cacheRoot(root); err == nil {
			opt.Cache = files.NewRoot(cache)
		} else if f.cache != "" {
			return nil, err
		} // without a cache of the user's, only time is lost
	}
	ctx, stop := context.WithCancel(ctx)
	go holdMemory(ctx, most)
	return &opened{root: root, folder: dir, cacheRoot: cache, builder: build.New(opt), stop: stop}, nil
}

// stateFolder is where a site keeps what became of the pages it cites. Nothing in it reaches a page.
const stateFolder = ".assay"

// findRoot gives the folder of the site.
func (f *siteFlags) findRoot() (string, error) {
	if f.root != "" {
		root, err := filepath.Abs(f.root)
		if err != nil {
			return "", err
		}
		if _, err := os.Stat(filepath.Join(root, config.FileName)); err != nil {
			return "", fmt.Errorf("--root %s: there is no %s", f.root, config.FileName)
		}
		return root, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, config.FileName)); err == nil && info.Mode().IsRegular() {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("there is no %s here or in any folder above; name the site's folder with --root", config.FileName)
		}
		dir = parent
	}
}

// parseClock reads a day, taken as noon in UTC so that it is that day in most zones, or a moment.
func parseClock(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.Add(12 * time.Hour), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fmt.Errorf("--clock %q: write a day such as 2026-11-22 or a moment such as 2026-11-22T09:30:00+01:00", s)
	}
	return t, nil
}

// program names the running program, so that outputs of another version are made anew: by all that the toolchain recorded of it where that is known to be
// the whole code, else by its executable.
func program() (digest.Sum, error) {
	if info, ok := debug.ReadBuildInfo(); ok && isWhole(info) {
		return digest.Bytes([]byte(info.String())), nil
	}
	name, err := os.Executable()
	if err != nil {
		return digest.Sum{}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return digest.Sum{}, err
	}
	defer f.Close()
	// Nobody makes a program that has both checksums of another. SHA-256 would take a tenth of a second.
	one, other := crc32.New(crc32.MakeTable(crc32.Castagnoli)), crc32.NewIEEE()
	size, err := io.Copy(io.MultiWriter(one, other), f)
	if err != nil {
		return digest.Sum{}, err
	}
	h := digest.New("program")
	h.Int(size)
	h.Int(int64(one.Sum32()))
	h.Int(int64(other.Sum32()))
	return h.Done(), nil
}

// isWhole tells that a program is made of nothing but what its build information names: modules by their sums, or a commit without any change.
func isWhole(info *debug.BuildInfo) bool {
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		if m.Sum == "" {
			return false
		}
	}
	committed, changed := false, true
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			committed = true
		case "vcs.modified":
			changed = s.Value != "false"
		}
	}
	return info.Main.Sum != "" || committed && !changed
}
