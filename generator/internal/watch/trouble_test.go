package watch_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"assay/generator/internal/watch"
)

// TestNothingHalfWrittenIsPublished writes in parts with pauses that are shorter than what counts as quiet.
func TestNothingHalfWrittenIsPublished(t *testing.T) {
	const parts, whole = 15, "claims/whole.md"
	want := strings.Repeat("part ", parts)
	tests := map[string]step{
		"a file grows": func(f *folder) {
			file, err := os.Create(f.path(whole))
			f.ok(err)
			for range parts {
				_, err := file.WriteString("part ")
				f.ok(err)
				time.Sleep(13 * time.Millisecond)
			}
			f.ok(file.Close())
		},
		"a file is moved away before the new one is written": func(f *folder) {
			f.rename("claims/a.md", "claims/a.md~")
			time.Sleep(13 * time.Millisecond)
			f.write("claims/a.md", "")
			time.Sleep(13 * time.Millisecond)
			f.write("claims/a.md", "a")
			f.write(whole, want)
		},
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			for way, opt := range ways {
				t.Run(way, func(t *testing.T) {
					f := newFolder(t)
					f.start(opt.WithQuiet(500*time.Millisecond, time.Hour)) // more than the pauses, on a busy machine too
					write(f)
					f.shown()
					for _, s := range f.states() {
						if s["claims/a.md"] != "a" || s[whole] != "" && s[whole] != want {
							t.Errorf("published %v", s)
						}
					}
				})
			}
		})
	}
}

func TestEndlessWritingIsPublishedMeanwhile(t *testing.T) {
	bothWays(t, func(t *testing.T, f *folder) {
		var stop atomic.Bool
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for i := 0; !stop.Load(); i++ {
				f.write("content/log.md", fmt.Sprint(i))
				time.Sleep(5 * time.Millisecond)
			}
		}()
		f.write("claims/a.md", "new")
		f.wait("the edit is published although somebody writes", func() bool { return f.last()["claims/a.md"] == "new" })
		before := len(f.states())
		f.wait("and what is written, again", func() bool { return len(f.states()) > before+1 })
		stop.Store(true)
		<-ended
		f.shown()
	})
}

func TestTheDiskIsFull(t *testing.T) {
	bothWays(t, func(t *testing.T, f *folder) {
		f.mu.Lock()
		f.fail = 1
		f.mu.Unlock()
		f.write("claims/a.md", "not yet")
		f.wait("publishing has failed", func() bool { return f.count("Publish") > 1 })
		f.write("claims/a.md", "new")
		f.shown()
	})
}

// More happens than the system keeps for a program that is busy. What is lost are not only edits, but also which folders are watched.
func TestLostEventsLoseNothing(t *testing.T) {
	var hints *watch.Hints
	var lost *lossy
	f := newFolder(t)
	f.start(ways["events"].WithListener(func(root string, h *watch.Hints) (watch.Listener, error) {
		l, err := watch.ListenTo(root, h)
		hints, lost = h, &lossy{Listener: l}
		return lost, err
	}))
	f.write("claims/x/y/n.md", "n")
	f.shown()

	release := hints.Hold()
	modes := []os.FileMode{0o644, 0o600}
	for i := range 2 * 16384 { // the kernel drops events that equal the one before
		f.ok(os.Chmod(f.path("claims/a.md"), modes[i%2]))
		f.ok(os.Chmod(f.path("content/c.md"), modes[i%2]))
	}
	f.write("claims/a.md", "lost")
	f.remove("claims/2017")
	f.write("claims/2017/b.md", "lost")
	f.rename("claims/x", "claims/z")
	f.write("claims/new/n.md", "n")
	release()
	f.shown()
	if runtime.GOOS == "linux" { // that some were lost is told behind those that were not, which may be enough to show everything
		f.wait("events are told to be lost", lost.any.Load)
	}
	for _, name := range []string{"claims/a.md", "claims/2017/b.md", "claims/z/y/n.md", "claims/new/n.md"} {
		f.write(name, "later")
		f.shown()
	}
	f.watchesOnlyItsFolders()
}

// lossy knows whether events were lost.
type lossy struct {
	watch.Listener
	any atomic.Bool
}

func (l *lossy) Forget() {
	l.any.Store(true)
	l.Listener.Forget()
}

// deaf listens to a real folder and hears nothing, as on many file systems of networks and containers.
func deaf(root string, _ *watch.Hints) (watch.Listener, error) {
	return watch.ListenTo(root, watch.NewHints())
}

func TestAFolderThatReportsNothingIsPolled(t *testing.T) {
	f := newFolder(t)
	f.start(watch.Options{}.WithSafety(20 * time.Millisecond).WithListener(deaf))
	for i := range 3 { // the first may come before its folder is watched
		f.write("claims/a.md", fmt.Sprint(i))
		f.shown()
	}
	if got := f.isTold(); !strings.HasPrefix(got, "this file system reports no changes") {
		t.Errorf("told %q", got)
	}
	f.write("claims/a.md", "polled")
	f.shown()
	f.listens = false
	f.watchesOnlyItsFolders()
}

func (f *folder) isTold() string {
	f.t.Helper()
	select {
	case message := <-f.told:
		return message
	case <-time.After(limit):
		f.t.Fatal("nothing is told")
		return ""
	}
}

func TestASystemWithoutWatchersIsPolled(t *testing.T) {
	f := newFolder(t)
	f.start(watch.Options{}.WithListener(func(string, *watch.Hints) (watch.Listener, error) { return nil, syscall.EMFILE }))
	if got := f.isTold(); !strings.Contains(got, "raise the limit") || !strings.Contains(got, "every 500ms") {
		t.Errorf("told %q", got)
	}
	f.write("claims/a.md", "polled")
	f.shown()
}

func TestGoroutinesAndWatchesEndWhereTheyBegan(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	watches, _ := inotifyWatches()
	bothWays(t, func(t *testing.T, f *folder) {
		for i := range 10 {
			f.write(fmt.Sprintf("claims/x/%d/n.md", i), "n")
			f.shown()
			f.rename("claims/x", fmt.Sprintf("claims/y%d", i))
			f.shown()
			f.remove(fmt.Sprintf("claims/y%d", i))
			f.shown()
		}
		f.watchesOnlyItsFolders()
		f.end()
		f.wait("its goroutines have ended", func() bool { return runtime.NumGoroutine() <= goroutines+2 }) // those of the two tests above
		if n, _ := inotifyWatches(); n != watches {
			t.Errorf("%d watches, before there were %d", n, watches)
		}
	})
}

// Whoever deletes a folder that is about to be watched has not made it one that cannot be.
func TestAFolderThatVanishesBeforeItIsWatchedIsNoTrouble(t *testing.T) {
	bothWays(t, func(t *testing.T, f *folder) {
		f.before("Folders", func() { f.remove("claims/x"); f.write("claims/z", "a file") })
		f.mkdir("claims/x")
		f.write("claims/x/n.md", "n")
		f.write("claims/a.md", "new")
		if f.listens {
			f.wait("it was about to be watched", func() bool { _, err := os.Stat(f.path("claims/z")); return err == nil })
			f.shown()
		}
		f.write("claims/x/n.md", "there again")
		f.shown()
		f.write("claims/x/n.md", "edited")
		f.shown()
		f.watchesOnlyItsFolders()
	})
}

// A busy site ends with its context too, whatever it is doing.
func TestItEndsWhileItIsBusy(t *testing.T) {
	for _, call := range []string{"Scan", "Build", "Publish"} {
		t.Run(call, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				busy, done := make(chan struct{}), make(chan struct{})
				f.before(call, func() { close(busy); <-done })
				f.write("claims/a.md", "new")
				<-busy
				time.AfterFunc(20*time.Millisecond, func() { close(done) }) // after it was told to end
				before := len(f.states())
				f.end()
				if n := len(f.states()) - before; n > 1 || n == 1 && call != "Publish" {
					t.Errorf("published %d times after the end", n)
				}
			})
		})
	}
}
