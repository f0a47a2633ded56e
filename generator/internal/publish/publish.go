// Package publish brings a place somewhere else to the files of a built site: a bucket, a folder of a server, a folder of this machine.
//
// # What is done
//
// What differs is uploaded, and nothing else; then what was published earlier and is gone is deleted. The order is one in which a visitor who comes at any moment finds what
// a page needs:
//
//  1. style sheets, pictures, scripts and what else pages load;
//  2. pages that have a folder of their own below a list, such as checks;
//  3. pages that lead to these: lists, and last the front page;
//  4. feeds, the sitemap and data, which tell programs what is new;
//  5. deletions, pages before what they need. Only a file that is where a folder must be, or the reverse, is deleted first.
//
// Each step is begun when the one before is whole. A file is replaced whole or not at all.
//
// # What is ours
//
// The place holds a file named .assay-published, the list of what was published there:
//
//	assay-published 1
//	SUM TAG PATH
//	- - PATH
//
// SUM is the SHA-256 of the file, and of the headers it is sent with where the place keeps these; TAG is what the place itself says of it: the ETag of a bucket, size and
// time of a folder. A file counts as unchanged when both are as they should be, so that what somebody else changed there comes back. The second form says that the file
// is ours and that it is not known what it holds: all that is about to be uploaded is listed so, first of all. Therefore nothing that was uploaded is ever lost
// track of, and a publication that was interrupted goes on where it was: what arrived is listed every few seconds.
//
// What is not listed is somebody else's. It is never deleted, and a place that holds files and no list is refused, unless it is to be taken over.
//
// # Two at once
//
// Who publishes holds .assay-lock. The second waits for the first, and begins with what that has left. A lock whose holder has died is known by
// that it does not change any more for two minutes; then it is taken. Should the holder only have slept, it notices that it is its lock no more at its next sign of life, within 20 seconds, and ends.
//
// # What fails
//
// A request that fails is made again, up to five times and later every time, on a new connection where the old one broke. What will fail for ever, such as a key that is
// refused or a bucket that is full, ends it at once. Then and when it is interrupted the place has some new files and all old ones, and nobody else begins before
// what was under way has come to an end.
package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Store is a place that files are published to. It is safe for concurrent use. Paths are those of the site, without a slash at the beginning.
type Store interface {
	// List gives the tags of all files there.
	List(ctx context.Context) (map[string]string, error)
	// Read gives a file; the error is fs.ErrNotExist where there is none.
	Read(ctx context.Context, path string) ([]byte, error)
	// Put writes a file, whole or not at all, and gives its tag.
	Put(ctx context.Context, f File, data []byte) (tag string, err error)
	// Create writes a small file where there is none; the error is fs.ErrExist where there is one.
	Create(ctx context.Context, path string, data []byte) error
	// Delete removes a file; that it is not there is no error.
	Delete(ctx context.Context, path string) error
	// Begin makes the place where it is not there, and removes what an interrupted Put left.
	Begin(ctx context.Context) error
	// End removes what was only needed for Put.
	End(ctx context.Context) error
	// KeepsHeaders tells that files are sent with the headers that they are put with.
	KeepsHeaders() bool
	// AtOnce is how many files may be put at once.
	AtOnce() int
	Close() error
}

// Fatal marks an error that asking again does not help.
type Fatal struct{ Err error }

func (f *Fatal) Error() string { return f.Err.Error() }

// Unwrap gives the error.
func (f *Fatal) Unwrap() error { return f.Err }

// The files of a place that are the program's own.
const (
	listName = ".assay-published"
	lockName = ".assay-lock"
)

// Options are what to publish with. Where a duration is zero, the default counts.
type Options struct {
	TakeOver   bool                 // publish to a place that holds files of others
	MaxDeletes int                  // with more deletions nothing is done at all; negative for any number
	Step       func(done, of int)   // of uploads and deletions
	Tell       func(message string) // what somebody who waits should know

	Pause   time.Duration // before a request is made again the first time: 500 ms
	Save    time.Duration // between two times that the list is kept: 5 s
	Beat    time.Duration // between two signs of life in the lock: 20 s
	Dead    time.Duration // how long a lock does not change whose holder has died: 2 min
	MaxWait time.Duration // for somebody else who publishes: 30 min
}

// Difference is what publishing changes.
type Difference struct {
	Upload []File
	Delete []string
	Same   int
	New    map[string]bool // of the uploads, those that are not there yet
}

// ErrForeign is that a place holds files of others.
var ErrForeign = errors.New("it holds files and was never published to")

// TooMany is that more files would be deleted than may be.
type TooMany struct{ Deletes, Most int }

func (e *TooMany) Error() string {
	return fmt.Sprintf("%d files would be deleted and at most %d may be: nothing was done; if that is right, say --max-deletes %d", e.Deletes, e.Most, e.Deletes)
}

// publisher publishes once.
type publisher struct {
	opt   Options
	store Store

	saving sync.Mutex
	mu     sync.Mutex
	list   list
	saved  time.Time
	done   int
}

// Compare tells what publishing would change, and changes nothing.
func Compare(ctx context.Context, store Store, site *Site, opt Options) (*Difference, error) {
	p := &publisher{opt: opt, store: store}
	return p.compare(ctx, site)
}

// Publish brings the place to the site. The difference is what was to be done; it is nil where that is not known.
func Publish(ctx context.Context, store Store, site *Site, opt Options) (*Difference, error) {
	p := &publisher{opt: opt, store: store}
	if s, ok := store.(interface{ RefuseLinks() error }); ok {
		if err := s.RefuseLinks(); err != nil {
			return nil, err
		}
	}
	held, err := p.lock(ctx)
	if err != nil {
		return nil, err
	}
	whole := ctx
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	beating := make(chan struct{})
	go func() { defer close(beating); held.beat(ctx, stop) }()
	var diff *Difference
	err = p.again(ctx, func() error { return store.Begin(ctx) })
	if err == nil {
		diff, err = p.compare(ctx, site)
	}
	if err == nil {
		err = p.apply(ctx, site, diff)
	}
	if cause := context.Cause(ctx); cause != nil && err != nil {
		err = cause
	}
	stop(nil)
	<-beating
	if err == nil {
		err = store.End(whole)
	}
	held.release()
	return diff, err
}

// compare reads what is there.
func (p *publisher) compare(ctx context.Context, site *Site) (*Difference, error) {
	var tags map[string]string
	err := p.again(ctx, func() (err error) {
		tags, err = p.store.List(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	known := false
	err = p.again(ctx, func() (err error) {
		p.list, known, err = readList(ctx, p.store)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := p.refuseLinks(site, tags); err != nil {
		return nil, err
	}
	if !known && !p.opt.TakeOver {
		for path := range tags {
			if !isHidden(path) {
				return nil, fmt.Errorf("%w, %s for one: name another place, or take it over with --take-over; then what the site has too is replaced", ErrForeign, path)
			}
		}
	}
	diff := p.difference(site, tags)
	if n := len(diff.Delete); p.opt.MaxDeletes >= 0 && n > p.opt.MaxDeletes {
		return diff, &TooMany{n, p.opt.MaxDeletes}
	}
	return diff, nil
}

func (p *publisher) difference(site *Site, tags map[string]string) *Difference {
	diff := &Difference{New: map[string]bool{}}
	wanted := map[string]bool{}
	for _, f := range site.Files {
		wanted[f.Path] = true
		entry, ours := p.list[f.Path]
		tag, there := tags[f.Path]
		switch {
		case there && ours && entry == (state{f.sum(p.store), tag}), there && ours && entry.sum == "" && tag == f.MD5:
			p.list[f.Path] = state{f.sum(p.store), tag}
			diff.Same++
		default:
			diff.Upload = append(diff.Upload, f)
			diff.New[f.Path] = !there
		}
	}
	for path := range p.list {
		if _, there := tags[path]; there && !wanted[path] {
			diff.Delete = append(diff.Delete, path)
		} else if !wanted[path] {
			delete(p.list, path)
		}
	}
	slices.SortFunc(diff.Upload, func(a, b File) int { return cmp.Or(step(a.Path)-step(b.Path), strings.Compare(a.Path, b.Path)) })
	slices.SortFunc(diff.Delete, func(a, b string) int { return cmp.Or(step(b)-step(a), strings.Compare(a, b)) })
	return diff
}

// The steps of uploads; see the package's comment.
const (
	stepParts = iota
	stepPages
	stepLists
	stepFront
	stepPrograms
)

func step(path string) int {
	html := strings.HasSuffix(path, ".html")
	switch {
	case path == "index.html":
		return stepFront
	case html && strings.Count(path, "/") > 1:
		return stepPages
	case html:
		return stepLists
	case strings.HasPrefix(path, "search/"), strings.Contains(path, "/search/"), !strings.HasSuffix(path, ".xml") && !strings.HasSuffix(path, ".json") && !strings.HasPrefix(path, "data/") && strings.Contains(path, "/"):
		return stepParts
	}
	return stepPrograms
}

// apply uploads and deletes.
func (p *publisher) apply(ctx context.Context, site *Site, diff *Difference) error {
	if len(diff.Upload)+len(diff.Delete) == 0 {
		return p.save(ctx)
	}
	for _, f := range diff.Upload {
		p.list[f.Path] = state{}
	}
	if err := p.save(ctx); err != nil {
		return err
	}
	inTheWay, rest := diff.inTheWay()
	err := p.deletes(ctx, diff, inTheWay)
	if err == nil {
		err = p.uploads(ctx, site, diff)
	}
	if err == nil {
		err = p.deletes(ctx, diff, rest)
	}
	if err == nil {
		return p.save(ctx)
	}
	if !errors.Is(context.Cause(ctx), errTaken) {
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer stop()
		_ = p.save(last) // the first error counts; without it some files are uploaded again
	}
	return err
}

func isFatal(err error) bool {
	f := (*Fatal)(nil)
	return errors.As(err, &f)
}

func (p *publisher) uploads(ctx context.Context, site *Site, diff *Difference) error {
	of := len(diff.Upload) + len(diff.Delete)
	for rest := diff.Upload; len(rest) > 0; {
		n := 1
		for n < len(rest) && step(rest[n].Path) == step(rest[0].Path) {
			n++
		}
		group, all := errgroup.WithContext(ctx)
		group.SetLimit(p.store.AtOnce())
		for _, f := range rest[:n] {
			group.Go(func() error { return p.upload(all, site, f, of) })
		}
		if err := group.Wait(); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

func (p *publisher) upload(ctx context.Context, site *Site, f File, of int) error {
	data, err := site.read(f)
	if err != nil {
		return err
	}
	var tag string
	err = p.write(ctx, func(ctx context.Context) (err error) {
		tag, err = p.store.Put(ctx, f, data)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	p.mu.Lock()
	p.list[f.Path] = state{f.sum(p.store), tag}
	p.stepped(of)
	due := time.Since(p.saved) > cmp.Or(p.opt.Save, 5*time.Second)
	p.mu.Unlock()
	if due {
		return p.save(ctx)
	}
	return nil
}

// inTheWay parts what is to be deleted: files where a folder must be, or in a folder where a file must be, and the rest.
func (d *Difference) inTheWay() (first, rest []string) {
	files, folders := map[string]bool{}, map[string]bool{}
	for _, f := range d.Upload {
		files[f.Path] = true
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, name := range d.Delete {
		blocks := folders[name]
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			blocks = blocks || files[dir]
		}
		if blocks {
			first = append(first, name)
		} else {
			rest = append(rest, name)
		}
	}
	return first, rest
}

func (p *publisher) deletes(ctx context.Context, diff *Difference, paths []string) error {
	for _, path := range paths {
		if err := p.write(ctx, func(ctx context.Context) error { return p.store.Delete(ctx, path) }); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		p.mu.Lock()
		delete(p.list, path)
		p.stepped(len(diff.Upload) + len(diff.Delete))
		p.mu.Unlock()
	}
	return nil
}

// stepped counts what is done.
func (p *publisher) stepped(of int) {
	p.done++
	if p.opt.Step != nil {
		p.opt.Step(p.done, of)
	}
}

// save keeps the list at the place.
func (p *publisher) save(ctx context.Context) error {
	p.saving.Lock() // or an older list could come last
	defer p.saving.Unlock()
	p.mu.Lock()
	text := p.list.text()
	p.saved = time.Now()
	p.mu.Unlock()
	return p.write(ctx, func(ctx context.Context) error {
		_, err := p.store.Put(ctx, File{Path: listName, Type: "text/plain; charset=utf-8", Cache: revalidate}, text)
		return err
	})
}

// write makes a request that changes something, as [publisher.again] does. It is not broken off in the middle: it might take effect all the same, after
// somebody else has looked at what is there.
func (p *publisher) write(ctx context.Context, request func(context.Context) error) error {
	return p.again(ctx, func() error {
		whole, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Minute)
		defer stop()
		return request(whole)
	})
}

// tries is how often a request is made.
const tries = 5

// again makes a request again where it fails for a reason that may pass.
func (p *publisher) again(ctx context.Context, request func() error) error {
	pause := cmp.Or(p.opt.Pause, 500*time.Millisecond)
	for try := 1; ; try++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := request()
		if err == nil || try == tries || isFatal(err) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) || ctx.Err() != nil {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
		pause *= 3
	}
}
