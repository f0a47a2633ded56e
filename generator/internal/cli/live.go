package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/watch"
)

// watchFlags are the flags of commands that watch a site.
type watchFlags struct {
	on   bool
	poll time.Duration
}

func (f *watchFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.DurationVar(&f.poll, "poll", 0, "look for changes this `often` instead of being told of them, as on network folders")
	flags.Lookup("poll").NoOptDefVal = "500ms"
	_ = c.RegisterFlagCompletionFunc("poll", cobra.NoFileCompletions)
}

// check looks at the flags and what is left of the command line.
func (f *watchFlags) check(c *cobra.Command, args []string) error {
	switch {
	case f.poll < 0:
		return fmt.Errorf("--poll %v: there is no such interval; --poll=2s looks every two seconds", f.poll)
	case len(args) > 0 && c.Flags().Changed("poll"):
		return fmt.Errorf("%s is not expected; an interval is written as in --poll=2s", args[0])
	}
	return cobra.NoArgs(c, args)
}

// run builds the site and shows it, and again whenever its files change, until the context ends. Nobody needs to read what it prints:
// in "assay serve | head -1" it goes on.
func (f *watchFlags) run(ctx context.Context, site *opened, show func(context.Context, *build.Result) shown, l *log) error {
	pipe := make(chan os.Signal, 1)
	signal.Notify(pipe, syscall.SIGPIPE)
	defer signal.Stop(pipe)
	err := watch.Run(ctx, &live{Builder: site.builder, site: site, show: show, log: l}, watch.Options{Root: site.root, Poll: f.poll, Tell: l.line})
	_ = site.builder.Keep() // where nothing can be kept, the next run takes longer
	return err
}

// live is a site that is built again whenever its files change, and shown; a watch.Site.
type live struct {
	*build.Builder
	site  *opened
	moved bool // that is said
	show  func(context.Context, *build.Result) shown
	log   *log
	began time.Time // of the last Scan
	took  time.Duration
	made  *build.Result // by the last Build
	seen  *build.Result // what was last shown, or was not for its errors
}

// shown is what showing a result came to.
type shown struct {
	what     string    // such as "3 written, 1 removed"; "" where nothing was shown
	instead  string    // of showing it, such as "nothing was written"
	problems diag.List // why it could not be shown
}

func (l *live) Scan(ctx context.Context, paths []string) (changed bool, err error) {
	l.began = time.Now()
	if moved := !l.site.isThere(); moved != l.moved {
		l.moved = moved
		if moved {
			l.log.line(l.site.root + " was moved, removed or replaced; the site is still looked for in the folder that was there. Start again to see another")
		}
	}
	return l.Builder.Scan(ctx, paths)
}

func (l *live) Build() {
	l.made = l.Make()
	l.took = time.Since(l.began)
}

func (l *live) Publish(ctx context.Context) bool {
	s := l.show(ctx, l.made)
	if ctx.Err() != nil {
		return false
	}
	if l.seen == nil {
		_ = l.Keep() // now, since not everybody stops a preview so that it could do so at its end
	}
	again := l.seen == l.made // it could not be shown before
	if !again || len(s.problems) == 0 {
		l.log.built(l.changes(), l.made, s, l.took)
	}
	l.seen = l.made
	return len(s.problems) == 0
}

// changes says which files are others than they were when the site was last shown.
func (l *live) changes() string {
	if l.seen == nil || l.seen == l.made {
		return ""
	}
	changes := l.made.Files.Since(l.seen.Files)
	switch len(changes) {
	case 0:
		return "no file changed"
	case 1:
		return changes[0].String()
	default:
		return fmt.Sprintf("%s and %s more", changes[0], grouped(len(changes)-1))
	}
}

// log tells on a terminal what happens while a site is watched.
type log struct {
	streams Streams
	least   diag.Severity            // what is milder is not printed, and nothing else where only errors are
	told    map[diag.Diagnostic]bool // what was in the last report, without its place

	mu sync.Mutex // of the streams: pages fail while the site is built
}

func newLog(streams Streams, least diag.Severity) *log { return &log{streams: streams, least: least} }

// line prints a line with the time of day.
func (l *log) line(message string) {
	if l.least == diag.Error {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.streams.Out, "%s %s\n", time.Now().Format(time.TimeOnly), diag.Visible(message))
}

// built reports on a build: the diagnostics that the last one did not have, and a line.
func (l *log) built(changes string, r *build.Result, s shown, took time.Duration) {
	found := append(r.Diagnostics[:len(r.Diagnostics):len(r.Diagnostics)], s.problems...)
	l.diagnostics(found)
	parts := counted(found.Count(diag.Error), found.Count(diag.Warning), 0)
	if s.what != "" {
		parts = append(parts, s.what)
	}
	line := strings.Join(parts, ", ") + " in " + seconds(took)
	if changes != "" {
		line = changes + ": " + line
	}
	if s.instead != "" {
		line += "; " + s.instead
	}
	l.line(line)
}

// diagnostics prints those that are new. A line that was moved does not make one new.
func (l *log) diagnostics(found diag.List) {
	told := make(map[diag.Diagnostic]bool, len(found))
	var fresh diag.List
	for _, d := range atLeast(found, l.least) {
		key := diag.Diagnostic{File: d.File, Severity: d.Severity, Problem: d.Problem}
		if !l.told[key] {
			fresh = append(fresh, d)
		}
		told[key] = true
	}
	l.told = told
	if len(fresh) == 0 {
		return // nor write nothing: some readers take that for an error
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = fresh.Text(l.streams.Err) // a terminal that is gone does not stop the preview
}
