package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/id"
	"assay/generator/internal/starter"
)

type newSiteFlags struct {
	starter.Site
	host  string
	clock string
	noGit bool
}

func newNewSite(streams Streams) *cobra.Command {
	var f newSiteFlags
	hosts := make([]string, len(starter.Hosts()))
	for i, h := range starter.Hosts() {
		hosts[i] = string(h)
	}
	c := &cobra.Command{
		Use:   "site DIR",
		Short: "Begin a site in a new or empty folder",
		Long: `New site makes a small site that needs nothing but this program: settings, somebody who checks, pages that are still to be written,
an example of a claim, and with --ci the files with which a host checks, builds and publishes it. Where the folder lies in no git
repository it becomes one, since checks compare with what was published before.

The folder may be there if it is empty, but for .git and what stands in it.`,
		Example: "  assay new site facts\n  assay new site facts --title \"Springfield Facts\" --lang en-GB --ci github",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.run(c.Context(), streams, args[0], hosts)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.Title, "title", "", "the site's `name` (default: that of the folder)")
	flags.StringVar(&f.Lang, "lang", "en", "its `language`, such as pt-BR")
	flags.StringVar(&f.TimeZone, "time-zone", "UTC", "the `zone` in which its days begin, such as Europe/Berlin")
	flags.StringVar(&f.BaseURL, "base-url", "", "the `address` where it will stand")
	flags.StringVar(&f.Publisher, "publisher", "", "`who` answers for it")
	flags.StringVar(&f.Author, "author", "", "`who` checks (default: the name that git knows)")
	flags.StringVar(&f.host, "ci", "", "publish it from this `host`: "+strings.Join(hosts, ", "))
	flags.BoolVar(&f.noGit, "no-git", false, "do not begin a repository where the folder lies in none")
	flags.StringVar(&f.clock, "clock", "", "the `day` that the example has, instead of today")
	_ = c.RegisterFlagCompletionFunc("ci", cobra.FixedCompletions(toCompletions(hosts), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (f *newSiteFlags) run(ctx context.Context, streams Streams, dir string, hosts []string) error {
	if err := f.check(hosts); err != nil {
		return err
	}
	if err := mustBeEmpty(dir); err != nil {
		return err
	}
	if err := f.ask(ctx, newAsker(streams), dir, hosts); err != nil {
		return err
	}
	files, err := f.Files()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := writeNew(root, files); err != nil {
		return err
	}
	for _, file := range files {
		sayf(streams.Out, "%s\n", filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(file.Path))))
	}
	if !f.noGit {
		if err := beginRepository(ctx, dir); err != nil {
			return err
		}
	}
	sayf(streams.Err, "Go on with: cd %s && assay serve --open\n", dir)
	return nil
}

// beginRepository has git remember what will be published, if there is git and the folder lies in no repository.
func beginRepository(ctx context.Context, dir string) error {
	if topOf(absolute(dir)) != "" {
		return nil
	}
	if _, err := exec.LookPath("git"); err != nil {
		return nil
	}
	for _, args := range [][]string{{"init", "--quiet", "--initial-branch=main", "--", dir}, {"-C", dir, "config", "core.hooksPath", starter.Hooks}} {
		if out, err := exec.CommandContext(ctx, "git", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("git %s: %w: %s", args[0], err, oneLine(string(out)))
		}
	}
	return nil
}

// absolute gives the whole path of a folder, as far as the system tells.
func absolute(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}
	return dir
}

// check looks at values as site.yaml would.
func (f *newSiteFlags) check(hosts []string) error {
	var lang config.Lang
	var zone config.Zone
	var base config.BaseURL
	for flag, err := range map[string]error{
		"lang":      lang.UnmarshalText([]byte(f.Lang)),
		"time-zone": zone.UnmarshalText([]byte(f.TimeZone)),
	} {
		if err != nil {
			return fmt.Errorf("--%s: %w", flag, err)
		}
	}
	if f.BaseURL != "" {
		if err := base.UnmarshalText([]byte(f.BaseURL)); err != nil {
			return fmt.Errorf("--base-url: %w", err)
		}
	}
	if f.host != "" && !slices.Contains(hosts, f.host) {
		return fmt.Errorf("--ci %q: known are %s", f.host, strings.Join(hosts, ", "))
	}
	f.Today = date.Of(time.Now())
	if f.clock != "" {
		day, err := parseClock(f.clock)
		if err != nil {
			return err
		}
		f.Today = date.Of(day)
	}
	return nil
}

// ask fills in what was not said.
func (f *newSiteFlags) ask(ctx context.Context, a *asker, dir string, hosts []string) (err error) {
	ask := func(to *string, question, already string) {
		if err == nil && *to == "" {
			*to, err = a.ask(ctx, question, already)
		}
	}
	ask(&f.Title, "What is the site called?", humanised(filepath.Base(absolute(dir))))
	ask(&f.Publisher, "Who answers for it?", "")
	ask(&f.Author, "Who checks?", cmp.Or(gitName(ctx), "Desk"))
	if err == nil && f.host == "" {
		f.host, err = a.choose(ctx, "Where will it be published from?", hosts, string(starter.NoHost))
	}
	if err != nil {
		return err
	}
	f.Title, f.Publisher, f.Author, f.Host = oneLine(f.Title), oneLine(f.Publisher), oneLine(f.Author), starter.Host(f.host)
	f.AuthorID, err = nameFor("", f.Author, func(id.ID) bool { return false })
	if err != nil {
		f.AuthorID, err = "desk", nil
	}
	return err
}

// humanised makes a title of a folder's name.
func humanised(name string) string {
	words := strings.Fields(strings.NewReplacer("-", " ", "_", " ").Replace(name))
	for i, w := range words {
		runes := []rune(w)
		words[i] = strings.ToUpper(string(runes[:1])) + string(runes[1:])
	}
	return cmp.Or(strings.Join(words, " "), "Facts")
}

// gitName is who git says that works here, "" where it does not know.
func gitName(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "git", "config", "user.name").Output()
	if err != nil {
		return ""
	}
	return oneLine(string(out))
}

// mustBeEmpty tells that a folder is no place for a new site.
func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fmt.Errorf("%s is not empty: there is %s; name a new folder", dir, e.Name())
		}
	}
	return nil
}
