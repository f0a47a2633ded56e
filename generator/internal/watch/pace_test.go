package watch_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assay/generator/internal/files"
	"assay/generator/internal/watch"
)

// paper is a site without files: what it holds is a text, and all of it happens in a time of its own.
type paper struct {
	t           *testing.T
	hints       *watch.Hints  // nil when polling
	scan, build time.Duration // how long these take
	strangers   bool          // there are always folders that were not watched

	mu             sync.Mutex // held by the test but while time passes
	text           string
	scanned, built string
	scans, builds  int
	whole          int      // scans of all files
	refuse         int      // to publish, this often
	published      []string // with the time since it began
	began          time.Time
	told           []string
	open           bool // something listens
}

func (p *paper) Scan(ctx context.Context, paths []string) (bool, error) {
	p.mu.Lock()
	p.scans++
	if len(paths) == 0 {
		p.whole++
	}
	p.scanned = p.text
	changed := p.scanned != p.built
	p.mu.Unlock()
	return changed, sleep(ctx, p.scan)
}

func (p *paper) Folders() []files.Folder { return nil }

func (p *paper) Build() {
	p.mu.Lock()
	p.builds++
	p.built = p.scanned
	p.mu.Unlock()
	time.Sleep(p.build)
}

func (p *paper) Publish(context.Context) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refuse > 0 {
		p.refuse--
		return false
	}
	p.published = append(p.published, fmt.Sprintf("%s %v", p.built, time.Since(p.began)))
	return true
}

func (p *paper) Watch([]files.Folder) (bool, error) { return p.strangers, nil }

func (p *paper) Forget() {}

func (p *paper) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = false
}

// sleep is time.Sleep that a context ends.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
	return ctx.Err()
}

// inItsOwnTime runs a site until the edits are done, and then until nothing more comes of them, which must be soon.
func inItsOwnTime(t *testing.T, p *paper, opt watch.Options, edits func()) {
	synctest.Test(t, func(t *testing.T) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.t, p.text, p.began = t, "old", time.Now()
		first := p.scan + p.build + time.Duration(p.refuse)*3*time.Second
		opt = p.options(opt)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- watch.Run(ctx, p, opt) }()
		p.pass(10 * time.Second) // so that nothing of the beginning is left
		p.expect(fmt.Sprint("old ", first))
		p.published, p.began, p.scans, p.whole, p.builds = nil, time.Now(), 0, 0, 0
		edits()
		p.mu.Unlock()
		defer p.mu.Lock()
		cancel()
		if err := <-ended; err != nil || p.open {
			t.Errorf("ended with %v; still listens: %v", err, p.open)
		}
	})
}

// options make Run listen to the site, and tell it.
func (p *paper) options(opt watch.Options) watch.Options {
	opt.Tell = func(message string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.told = append(p.told, message)
	}
	return opt.WithListener(func(_ string, h *watch.Hints) (watch.Listener, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.hints, p.open = h, true
		return p, nil
	})
}

// pass lets time pass, and whatever happens meanwhile.
func (p *paper) pass(d time.Duration) {
	p.mu.Unlock()
	defer p.mu.Lock()
	time.Sleep(d)
	synctest.Wait()
}

// edit changes the text and says so.
func (p *paper) edit(text string) {
	p.text = text
	if p.hints != nil {
		p.hints.Add("claims/a.md")
	}
}

func (p *paper) expect(published ...string) {
	p.t.Helper()
	if !slices.Equal(p.published, published) {
		p.t.Errorf("published %s, want %s", strings.Join(p.published, ", "), strings.Join(published, ", "))
	}
}

func TestAnEditIsPublishedOnceItIsQuiet(t *testing.T) {
	for name, test := range map[string]struct {
		scan, build time.Duration
		published   string
	}{
		"a small site":                  {0, 0, "40ms"},
		"built while waiting":           {5 * time.Millisecond, 20 * time.Millisecond, "40ms"},
		"building takes longer":         {20 * time.Millisecond, 100 * time.Millisecond, "130ms"},
		"longer than anything may take": {500 * time.Millisecond, time.Second, "1.51s"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &paper{scan: test.scan, build: test.build}
			inItsOwnTime(t, p, watch.Options{}, func() {
				p.edit("new")
				p.pass(2 * time.Second)
				p.expect("new " + test.published)
				if p.builds != 1 {
					t.Errorf("built %d times", p.builds)
				}
			})
		})
	}
}

func TestAFileWrittenInPartsIsPublishedOnce(t *testing.T) {
	for _, pause := range []time.Duration{time.Millisecond, 15 * time.Millisecond, 39 * time.Millisecond} {
		p := &paper{scan: 3 * time.Millisecond, build: 7 * time.Millisecond}
		inItsOwnTime(t, p, watch.Options{}, func() {
			for range 5 {
				p.edit("part")
				p.pass(pause)
			}
			p.edit("whole")
			p.pass(time.Second)
			p.expect(fmt.Sprint("whole ", 5*pause+40*time.Millisecond))
		})
	}
}

func TestEndlessWritingIsPublishedNowAndThen(t *testing.T) {
	for _, pause := range []time.Duration{time.Millisecond, 15 * time.Millisecond, 39 * time.Millisecond} {
		p := &paper{scan: 3 * time.Millisecond, build: 7 * time.Millisecond}
		inItsOwnTime(t, p, watch.Options{}, func() {
			for i := range int(4 * time.Second / pause) {
				p.edit(fmt.Sprint(i))
				p.pass(pause)
			}
			if n := len(p.published); n < 8 || n > 10 {
				t.Errorf("with pauses of %v: published %v", pause, p.published)
			}
		})
	}
}

// A large site takes long to build, so that little is left of the time in which somebody may write.
func TestABurstIsPublishedWholeInALargeSite(t *testing.T) {
	for _, parts := range []int{5, 10, 15, 20, 22, 25} {
		for name, opt := range map[string]watch.Options{"events": {}, "polling": {Poll: 50 * time.Millisecond}} {
			p := &paper{scan: 30 * time.Millisecond, build: 150 * time.Millisecond}
			inItsOwnTime(t, p, opt, func() {
				for range parts {
					p.edit(fmt.Sprint("part ", p.scans, time.Now()))
					p.pass(15 * time.Millisecond)
				}
				p.edit("whole")
				p.pass(2 * time.Second)
				if len(p.published) != 1 || !strings.HasPrefix(p.published[0], "whole ") {
					t.Errorf("%s, %d parts: published %v", name, parts, p.published)
				}
			})
		}
	}
}

func TestFrequentEditsArePublishedInALargeSite(t *testing.T) {
	p := &paper{scan: 30 * time.Millisecond, build: 500 * time.Millisecond}
	inItsOwnTime(t, p, watch.Options{}, func() {
		for i := range 100 {
			p.edit(fmt.Sprint(i))
			p.pass(100 * time.Millisecond)
		}
		if n := len(p.published); n < 8 {
			t.Errorf("published %v", p.published)
		}
	})
}

func TestEndlessWritingIsPublishedWhenPolling(t *testing.T) {
	p := &paper{scan: time.Millisecond}
	inItsOwnTime(t, p, watch.Options{Poll: 100 * time.Millisecond}, func() {
		for i := range 400 {
			p.text = fmt.Sprint(i)
			p.pass(10 * time.Millisecond)
		}
		if n := len(p.published); n < 7 || n > 10 {
			t.Errorf("published %v", p.published)
		}
	})
}

func TestWhatIsUndoneBeforeItIsPublishedIsNever(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("mistake")
		p.pass(30 * time.Millisecond) // built by now
		p.edit("old")
		p.pass(time.Second)
		p.expect("old 70ms")
		if p.builds != 2 {
			t.Errorf("built %d times", p.builds)
		}
	})
}

func TestWhatIsUndoneBeforeItIsBuiltIsNotBuilt(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("mistake")
		p.pass(5 * time.Millisecond)
		p.edit("old")
		p.pass(time.Second)
		p.expect()
		if p.builds != 0 {
			t.Errorf("built %d times", p.builds)
		}
	})
}

func TestHintsDuringAScanMakeAnother(t *testing.T) {
	p := &paper{scan: 30 * time.Millisecond, build: 30 * time.Millisecond}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("new")
		p.pass(20 * time.Millisecond) // the scan began 10 ms ago
		p.edit("newer")
		p.pass(time.Second)
		p.expect("newer 100ms") // scans from 10 and 40, built from 70
		if p.scans != 2 || p.builds != 1 {
			t.Errorf("%d scans, built %d times", p.scans, p.builds)
		}
	})
}

// What is built when a hint comes is looked at again before it is published.
func TestHintsWhileBuildingHoldBackPublishing(t *testing.T) {
	p := &paper{build: 100 * time.Millisecond}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("new")
		p.pass(50 * time.Millisecond)
		p.edit("newer")
		p.pass(time.Second)
		p.expect("newer 210ms") // built from 10 and 110
	})
}

func TestAHintWithoutAChangeLosesNothing(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("new")
		p.pass(20 * time.Millisecond)
		p.hints.Add("claims/a.md")
		p.pass(time.Second)
		p.expect("new 60ms")
	})
}

func TestWhatCannotBePublishedIsTriedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		opt    watch.Options
		within time.Duration
	}{
		"events":  {watch.Options{}, 7 * time.Second},
		"polling": {watch.Options{Poll: time.Second}, 4 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			p := &paper{}
			inItsOwnTime(t, p, test.opt, func() {
				p.edit("new")
				p.refuse = 2
				p.pass(test.within)
				if len(p.published) != 1 || !strings.HasPrefix(p.published[0], "new ") || p.builds != 1 {
					t.Errorf("published %v, built %d times", p.published, p.builds)
				}
				p.pass(time.Minute)
				if len(p.published) != 1 {
					t.Errorf("published %v", p.published)
				}
			})
		})
	}
}

func TestAFirstBuildThatCannotBePublishedIsTriedAgain(t *testing.T) {
	inItsOwnTime(t, &paper{refuse: 3}, watch.Options{}, func() {})
}

// Only what was heard of is looked at, and all files from time to time, however much is heard.
func TestAllFilesAreLookedAtWhateverIsHeard(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		p.edit("new")
		p.pass(time.Second)
		if p.scans != 1 || p.whole != 0 {
			t.Errorf("%d scans, %d of all files", p.scans, p.whole)
		}
		for i := range 100 {
			p.edit(fmt.Sprint(i))
			p.pass(100 * time.Millisecond)
		}
		if p.scans < 100 || p.whole < 3 || p.whole > 4 {
			t.Errorf("%d scans, %d of all files in 11 s", p.scans, p.whole)
		}
	})
}

// Where too much is heard of to remember it all, all files are looked at.
func TestManyPlacesAreAllPlaces(t *testing.T) {
	p := &paper{}
	inItsOwnTime(t, p, watch.Options{}, func() {
		for i := range 5000 {
			p.hints.Add(fmt.Sprintf("claims/%d.md", i))
		}
		p.pass(time.Second)
		if p.scans != 1 || p.whole != 1 {
			t.Errorf("%d scans, %d of all files", p.scans, p.whole)
		}
	})
}

func (*paper) Next() time.Time { return time.Time{} }
