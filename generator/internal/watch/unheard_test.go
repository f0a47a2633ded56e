package watch_test

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"assay/generator/internal/watch"
)

func TestWhenItLooksAlthoughNothingIsHeard(t *testing.T) {
	for name, test := range map[string]struct {
		opt   watch.Options
		scan  time.Duration
		scans int // an hour
	}{
		"events":                  {watch.Options{}, time.Millisecond, 1200},
		"events, a large site":    {watch.Options{}, 100 * time.Millisecond, 356},
		"polling":                 {watch.Options{Poll: time.Second}, time.Millisecond, 3596},
		"polling in a large site": {watch.Options{Poll: time.Second}, 100 * time.Millisecond, 1714},
	} {
		t.Run(name, func(t *testing.T) {
			p := &paper{scan: test.scan}
			inItsOwnTime(t, p, test.opt, func() {
				p.pass(time.Hour)
				if d := p.scans - test.scans; d < -2 || d > 2 {
					t.Errorf("%d scans an hour, want about %d", p.scans, test.scans)
				}
				p.expect()
			})
		})
	}
}

func TestAPolledChangeIsPublishedWhenAnotherScanFindsNothingMore(t *testing.T) {
	p := &paper{scan: time.Millisecond}
	inItsOwnTime(t, p, watch.Options{Poll: 500 * time.Millisecond}, func() {
		scans := p.scans
		p.text = "part"
		for p.scans == scans {
			p.pass(time.Millisecond)
		}
		p.began = time.Now()
		p.pass(10 * time.Millisecond)
		p.text = "whole"
		p.pass(400 * time.Millisecond)
		if len(p.published) != 1 || !strings.HasPrefix(p.published[0], "whole 8") {
			t.Errorf("published %v", p.published)
		}
	})
}

// A new day is a change, and no event tells of it.
func TestANewDayIsPublished(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		for day := range 3 {
			p.text = fmt.Sprint(day)
			p.pass(24 * time.Hour)
		}
		if len(p.published) != 3 || len(p.told) > 0 {
			t.Errorf("published %v, told %q", p.published, p.told)
		}
	})
}

func TestAFileSystemThatReportsNothingIsPolled(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.text = "once"
		p.pass(4 * time.Second)
		if len(p.told) > 0 || len(p.published) != 1 {
			t.Fatalf("told %q, published %v", p.told, p.published)
		}
		p.text = "twice"
		p.pass(4 * time.Second)
		if len(p.told) != 1 || !strings.HasPrefix(p.told[0], "this file system reports no changes") || p.open {
			t.Errorf("told %q; still listens: %v", p.told, p.open)
		}
		p.text = "and again"
		p.pass(600 * time.Millisecond)
		if len(p.told) != 1 || len(p.published) != 3 {
			t.Errorf("told %q, published %v", p.told, p.published)
		}
	})
}

// On a network it may report the changes that are made here, and not others.
func TestAFileSystemThatReportsSomeChangesIsListenedTo(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		for i := range 5 {
			p.text = fmt.Sprint("elsewhere ", i)
			p.pass(5 * time.Second)
			p.edit(fmt.Sprint("here ", i))
			p.pass(5 * time.Second)
		}
		if len(p.told) > 0 || len(p.published) != 10 {
			t.Errorf("told %q, published %v", p.told, p.published)
		}
	})
}

func TestFoldersWhoseWatchesDoNotHoldArePolled(t *testing.T) {
	p := &paper{strangers: true}
	inItsOwnTime(t, p, watch.Options{}, func() {
		if len(p.told) != 1 || p.open {
			t.Errorf("told %q; still listens: %v", p.told, p.open)
		}
		p.text = "new"
		p.pass(time.Second)
		if len(p.published) != 1 {
			t.Errorf("published %v", p.published)
		}
	})
}

func TestItEndsWithTheContextInEveryPhase(t *testing.T) {
	for after := time.Duration(0); after < 300*time.Millisecond; after += 7 * time.Millisecond {
		synctest.Test(t, func(t *testing.T) {
			p := &paper{scan: 20 * time.Millisecond, build: 30 * time.Millisecond, text: "old"}
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, func() {
				p.mu.Lock()
				defer p.mu.Unlock()
				p.edit("new")
			})
			time.AfterFunc(after, cancel)
			began := time.Now()
			err := watch.Run(ctx, p, p.options(watch.Options{}))
			if late := time.Since(began) - after; err != nil || p.open || late > p.build {
				t.Errorf("after %v it ended %v later with %v; still listens: %v", after, late, err, p.open)
			}
		})
	}
}

func TestWhatIsToldWhenTheSystemCannotWatch(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC: "sysctl fs.inotify.max_user_watches=",
		fmt.Errorf("as fsnotify: %w", syscall.EMFILE): "raise the limit with: ",
		syscall.ENFILE: "raise the limit with: ",
		syscall.ENOSYS: "cannot be watched: " + syscall.ENOSYS.Error(),
	} {
		if got := watch.Explain(err); !strings.Contains(got, want) {
			t.Errorf("%v is told as %q", err, got)
		}
	}
}
