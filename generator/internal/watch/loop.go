package watch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// loop is one Run. All of it happens in one goroutine but for the hints, which come from another.
type loop struct {
	site     Site
	tell     func(string)
	pace     pace
	poll     time.Duration // between looks, while nobody listens
	hints    *hints
	listener listener // nil: nobody listens

	built  bool      // something was built that is not published yet
	failed bool      // publishing it failed since the last look
	unsure bool      // no event told of it: only another look can tell that it is complete
	silent bool      // and an event should have
	late   bool      // it waited so long that it is published whatever is heard
	since  time.Time // the first sign of what is not published yet; zero: none
	last   time.Time // the last hint before the last look

	unwatched bool          // the last scan looked into folders that were not watched yet
	ended     time.Time     // of the last scan
	whole     time.Time     // the end of the last scan of all files
	stirred   time.Time     // the end of the last scan that found a change
	took      time.Duration // by a scan of all files when all is calm
	suspected time.Time     // when a change was found that no event told of, with no event since
}

// run looks and publishes for the first time without waiting for anything, then goes on as the hints come.
func (l *loop) run(ctx context.Context) error {
	if _, err := l.scan(ctx, nil); err != nil {
		return err
	}
	l.site.Build()
	l.built = true
	if err := l.publish(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		at, do := l.next()
		if wait := time.Until(at); wait > 0 {
			l.wait(ctx, wait)
			continue // there may be other things to do by now
		}
		if err := do(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// wait returns after a while, when a first hint has come, or when the context ends.
func (l *loop) wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-l.hints.wake:
	case <-timer.C:
	}
}

// next tells what is to be done, and when, unless something is heard before.
func (l *loop) next() (at time.Time, do func(context.Context) error) {
	heard := l.hints.peek()
	due := earlier(l.since, heard.first).Add(l.pace.longest)
	ready := l.built && !l.failed
	switch {
	case ready && l.late:
		return due, l.publish
	case heard.any():
		return earlier(heard.last.Add(l.pace.settle), due), l.look
	case l.unwatched:
		return l.ended, l.look
	case ready && l.unsure:
		return earlier(l.ended.Add(l.pace.quiet), due), l.look
	case ready:
		return earlier(l.last.Add(l.pace.quiet), due), l.publish
	case l.listener == nil:
		return l.ended.Add(max(l.poll, 20*l.took)), l.look
	}
	return l.safetyDue(), l.look
}

// safetyDue is when all files are looked at, whatever is heard: after a while, or when the clock changes
// what is to be shown.
func (l *loop) safetyDue() time.Time {
	due := l.whole.Add(max(l.pace.safety, 100*l.took))
	if next := l.site.Next(); l.built && next.After(l.whole) {
		return earlier(due, next.Round(0)) // by the wall clock, which goes on while the machine sleeps
	}
	return due
}

// earlier gives the earlier of two times, where zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// look scans, and builds if something changed.
func (l *loop) look(ctx context.Context) error {
	hinted, paths := l.takeHints()
	silent := !hinted && !l.unwatched && l.listener != nil
	began := time.Now()
	if l.listener == nil || l.unwatched || began.After(l.safetyDue()) {
		paths = nil
	}
	changed, err := l.scanWatched(ctx, paths)
	if err != nil {
		return err
	}
	if heard := l.hints.peek(); heard.any() {
		hinted = true
		if changed && time.Now().Before(earlier(l.since, heard.first).Add(l.pace.longest)) {
			return nil // there is more to come, and what is built now would be built in vain
		}
	}
	l.late = !l.since.IsZero() && began.Sub(l.since) >= l.pace.longest
	switch {
	case changed:
		l.since = earlier(l.since, began)
		l.site.Build()
		l.built, l.unsure, l.silent = true, !hinted, silent && !hinted
	case hinted:
		l.unsure = false
	case l.unsure:
		l.unsure = false
		l.suspect()
	}
	if !l.built {
		l.since = time.Time{}
	}
	return nil
}

// takeHints takes in what was heard until now, and tells whether it was anything, and of which paths: none where it may have been any.
func (l *loop) takeHints() (hinted bool, paths []string) {
	heard := l.hints.take()
	if !heard.any() {
		return false, nil
	}
	l.since, l.last = earlier(l.since, heard.first), heard.last
	l.suspected = time.Time{}
	if heard.lost && l.listener != nil {
		l.listener.Forget()
	}
	return true, slices.Collect(maps.Keys(heard.at))
}

// scanWatched scans until the folders that the last scan looked into had been watched before, or something is heard.
func (l *loop) scanWatched(ctx context.Context, paths []string) (changed bool, err error) {
	for range maxScans {
		changed, err = l.scan(ctx, paths)
		paths = nil
		if err != nil || !l.unwatched || l.hints.peek().any() {
			return changed, err
		}
	}
	l.pollInstead("the watches of folders do not hold here")
	return changed, nil
}

// maxScans is how often new folders may be found in a row although nothing is heard of them. Where there seem to be more, inodes
// are not what they should be, or folders must not be watched.
const maxScans = 8

// calm is how long after a change a scan takes no longer than usual: files that were just written are read again each time.
const calm = 3 * time.Second

// scan scans once, all files or those with some paths, and watches the folders it looked into.
func (l *loop) scan(ctx context.Context, paths []string) (changed bool, err error) {
	l.failed = false
	began := time.Now()
	changed, err = l.site.Scan(ctx, paths)
	l.ended = time.Now()
	if len(paths) == 0 {
		l.whole = l.ended
	}
	switch {
	case changed:
		l.stirred = l.ended
	case len(paths) == 0 && began.Sub(l.stirred) > calm:
		l.took = l.ended.Sub(began)
	}
	if err != nil || l.listener == nil {
		return changed, err
	}
	var trouble error
	if l.unwatched, trouble = l.listener.Watch(l.site.Folders()); trouble != nil {
		l.pollInstead(explain(trouble))
	}
	return changed, nil
}

func (l *loop) publish(ctx context.Context) error {
	l.failed = !l.site.Publish(ctx)
	l.built = l.failed
	l.unsure, l.late, l.since = false, false, time.Time{}
	return ctx.Err()
}

// suspect notes that a change was found which an event should have told of.
func (l *loop) suspect() {
	if !l.silent {
		return
	}
	if now := time.Now(); l.suspected.IsZero() || now.Sub(l.suspected) > time.Hour {
		l.suspected = now
		return
	}
	l.pollInstead("this file system reports no changes")
}

// pollInterval is for those who wanted to listen, and cannot.
const pollInterval = 500 * time.Millisecond

// pollInstead stops listening, for a reason.
func (l *loop) pollInstead(why string) {
	l.close()
	l.poll = pollInterval
	l.tell(fmt.Sprintf("%s; looking at all files every %v instead", why, l.poll))
}

func (l *loop) open(root string, listen func(string, *hints) (listener, error)) {
	var err error
	if l.listener, err = listen(root, l.hints); err != nil {
		l.pollInstead(explain(err))
	}
}

func (l *loop) close() {
	if l.listener != nil {
		l.listener.Close()
	}
	l.listener, l.unwatched = nil, false
}
