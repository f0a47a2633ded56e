package watch

import (
	"cmp"
	"context"
	"time"

	"assay/generator/internal/files"
)

// Site is what is watched. Its methods are called one at a time, from one goroutine.
type Site interface {
	// Scan looks at the files, or only at those with the given paths, relative to the root: nothing is heard of the others since the
	// last Scan. Without paths it looks at all. It tells whether Build would come to something else than it did the last time. The
	// error is that of the context.
	Scan(ctx context.Context, paths []string) (changed bool, err error)
	// Folders are those that the last Scan looked into. They differ where another folder is in one's place.
	Folders() []files.Folder
	// Next is when Build will come to something else though no file changes; zero if that is not known.
	Next() time.Time
	// Build makes what the last Scan saw. Nobody sees it yet.
	Build()
	// Publish shows what was built last. It tells whether that worked; if not, it is called again later.
	Publish(ctx context.Context) bool
}

// Options tell how to watch.
type Options struct {
	Root string               // the site's folder, absolute
	Poll time.Duration        // look this often instead of listening to events; 0: listen
	Tell func(message string) // gets a line for a person, such as that watches ran out; may be nil

	pace   pace
	listen func(root string, h *hints) (listener, error) // instead of listenTo, in tests
}

// pace is how long to wait for what; where it is 0, as the package says.
type pace struct {
	settle  time.Duration // after a hint, before a scan
	quiet   time.Duration // without a hint, before publishing
	longest time.Duration // from the first hint to publishing
	safety  time.Duration // between scans although nothing was heard
}

func (p pace) orDefault() pace {
	return pace{
		settle:  cmp.Or(p.settle, 10*time.Millisecond),
		quiet:   cmp.Or(p.quiet, 40*time.Millisecond),
		longest: cmp.Or(p.longest, 400*time.Millisecond),
		safety:  cmp.Or(p.safety, 3*time.Second),
	}
}

// Run scans, builds and publishes once, and then whenever something changed, until the context ends. Then it returns nil, and all
// it started has ended. Any other error is one that Scan should not have returned.
func Run(ctx context.Context, site Site, opt Options) error {
	if opt.Tell == nil {
		opt.Tell = func(string) {}
	}
	if opt.listen == nil {
		opt.listen = listenTo
	}
	l := &loop{site: site, tell: opt.Tell, pace: opt.pace.orDefault(), poll: opt.Poll, hints: newHints()}
	if opt.Poll == 0 {
		l.open(opt.Root, opt.listen)
	}
	defer l.close()
	if err := l.run(ctx); ctx.Err() == nil {
		return err
	}
	return nil
}
