// Package archive finds and makes copies of the pages that a site rests on, before they are gone: in the Wayback Machine (package wayback), and as web archives
// in the site's own folders (package warc).
//
// # Which copy
//
// A source was read on some day, and a copy should show what was read. So, with an account:
//
//  1. Of a page that was read on a day that is known, the copy that was made closest to it counts, if there are no more than 30 days between.
//  2. Else a new one is made, of the page as it is now.
//  3. If none can be made, since the page is gone, say, the closest counts however far it is; the day stands in its address.
//
// Without an account nothing can be made, and the closest counts.
//
// # Manners
//
// Between two requests there is a pause, and there are few at once. Who says to be busy is left alone as long as it wants, or a minute; what fails for
// another reason is tried again, later every time. If pages keep failing one after the other, something is wrong with the service or the
// network, and all ends. A copy that is long in the making is not waited for: its job is remembered and asked for the next time.
package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"assay/generator/internal/date"
	"assay/generator/internal/fetch"
	"assay/generator/internal/wayback"
)

// Page is a page that should have a copy.
type Page struct {
	URL  string
	Read date.Partial // when it was read, zero where nobody says
}

// Result is what came of a page.
type Result struct {
	Page
	Copy  *wayback.Copy // nil where there is none
	New   bool          // it was made just now
	Later bool          // it is worth while to ask again
	Why   error         // there is no copy, or no new one
}

// Keeper asks for copies. Where a duration is zero, the default counts.
type Keeper struct {
	Wayback *wayback.Client
	Jobs    map[string]string // by address, those that were under way; afterwards those that are

	AtOnce   int           // pages: 3
	Pause    time.Duration // between two requests: 1 s
	Poll     time.Duration // between two questions for a job: 5 s
	Patience time.Duration // with a job: 5 min
	Busy     time.Duration // how long to leave the service alone, where it does not say: 1 min
	MaxBusy  time.Duration // for longer it is not waited: 5 min

	mu     sync.Mutex
	next   time.Time // of a request
	failed int       // pages in a row
}

// tries is how often a request is made that fails, and a page handed in while the service is busy.
const tries = 3

// hopeless is how many pages fail one after the other until all ends.
const hopeless = 5

// near is how far a copy may be from the day that a page was read.
const near = 30 * 24 * time.Hour

// Keep finds or makes a copy of every page, and tells of each as soon as it is known, of one after the other. The error is that of the context, or that there is no sense in going on.
func (k *Keeper) Keep(ctx context.Context, pages []Page, tell func(Result)) error {
	if k.Jobs == nil {
		k.Jobs = map[string]string{}
	}
	group, all := errgroup.WithContext(ctx)
	group.SetLimit(cmp.Or(k.AtOnce, 3))
	var told sync.Mutex
	for _, p := range pages {
		group.Go(func() error {
			if all.Err() != nil {
				return all.Err()
			}
			r := k.page(all, p)
			if all.Err() != nil {
				return all.Err()
			}
			told.Lock()
			defer told.Unlock()
			if errors.Is(r.Why, wayback.ErrKeys) {
				return r.Why
			}
			tell(r)
			return k.goOn(r)
		})
	}
	return group.Wait()
}

// goOn tells that there is no sense in going on.
func (k *Keeper) goOn(r Result) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if r.Copy != nil || !r.Later {
		k.failed = 0
		return nil
	}
	if k.failed++; k.failed < hopeless {
		return nil
	}
	return fmt.Errorf("%d pages one after the other could not be asked for, the last since %w", k.failed, r.Why)
}

// page finds or makes a copy of a page.
func (k *Keeper) page(ctx context.Context, p Page) Result {
	r := Result{Page: p}
	if k.Wayback.Keys == nil {
		r.Copy, r.Why = k.closest(ctx, p)
		r.Later = mayPass(r.Why)
		if r.Copy == nil && r.Why == nil {
			r.Why = errors.New("the Wayback Machine has no copy, and makes one only for those who have an account")
		}
		return r
	}
	if !p.Read.IsZero() && k.job(p.URL) == "" {
		if c, err := k.closest(ctx, p); err == nil && c != nil && distance(c.Made, p.Read) <= near {
			r.Copy = c
			return r
		}
	}
	r.Copy, r.Why = k.save(ctx, p)
	var refusal *wayback.Refusal
	switch {
	case r.Copy != nil:
		r.New = true
	case errors.As(r.Why, &refusal):
		r.Copy, _ = k.closest(ctx, p) // the refusal says more than what else may go wrong
	default:
		r.Later = mayPass(r.Why)
	}
	return r
}

// distance is how much time is between a copy and the days on which a page may have been read.
func distance(made time.Time, read date.Partial) time.Duration {
	first, last := read.First().In(time.UTC), read.Last().In(time.UTC).AddDate(0, 0, 1)
	switch {
	case made.Before(first):
		return first.Sub(made)
	case made.After(last):
		return made.Sub(last)
	}
	return 0
}

func (k *Keeper) closest(ctx context.Context, p Page) (c *wayback.Copy, err error) {
	to := time.Time{}
	if !p.Read.IsZero() {
		to = p.Read.First().In(time.UTC).Add(12 * time.Hour)
	}
	err = k.again(ctx, func() (err error) {
		c, err = k.Wayback.Closest(ctx, p.URL, to)
		return err
	})
	return c, err
}

// save makes a copy.
func (k *Keeper) save(ctx context.Context, p Page) (c *wayback.Copy, err error) {
	if k.job(p.URL) != "" {
		if c, err = k.saved(ctx, p); c != nil || !isRefusal(err) {
			return c, err
		}
	} // a job of another day that failed: begin a new one
	for try := 1; ; try++ {
		err = k.again(ctx, func() error {
			job, err := k.Wayback.Save(ctx, p.URL)
			if err == nil {
				k.setJob(p.URL, job)
			}
			return err
		})
		if err == nil {
			c, err = k.saved(ctx, p)
		}
		busy := (*wayback.Busy)(nil)
		if !errors.As(err, &busy) || try == tries || !k.wait(ctx, cmp.Or(busy.After, k.Busy, time.Minute)) {
			return c, err
		}
	}
}

func isRefusal(err error) bool {
	r := (*wayback.Refusal)(nil)
	return errors.As(err, &r)
}

// saved waits for a job. One that ended is forgotten, whatever came of it.
func (k *Keeper) saved(ctx context.Context, p Page) (c *wayback.Copy, err error) {
	deadline := time.Now().Add(cmp.Or(k.Patience, 5*time.Minute))
	for {
		k.wait(ctx, cmp.Or(k.Poll, 5*time.Second))
		asked := k.again(ctx, func() (asked error) {
			c, asked = k.Wayback.Saved(ctx, p.URL, k.job(p.URL))
			err = asked
			if isBusy(asked) { // it is the job that failed
				return nil
			}
			return asked
		})
		switch {
		case c != nil, isRefusal(err), isBusy(err):
			k.setJob(p.URL, "")
			return c, err
		case asked != nil:
			return nil, asked
		case time.Now().After(deadline):
			return nil, errors.New("the Wayback Machine is still at work on it; ask again later")
		}
	}
}

func isBusy(err error) bool {
	b := (*wayback.Busy)(nil)
	return errors.As(err, &b)
}

func (k *Keeper) job(address string) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.Jobs[address]
}

// setJob remembers a job, "" forgets it.
func (k *Keeper) setJob(address, job string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if job == "" {
		delete(k.Jobs, address)
	} else {
		k.Jobs[address] = job
	}
}

// again makes a request when its time has come, and again where it fails for a reason that may pass.
func (k *Keeper) again(ctx context.Context, request func() error) error {
	for try := 1; ; try++ {
		k.turn(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := request()
		busy := (*wayback.Busy)(nil)
		pause := cmp.Or(k.Pause, time.Second) << try
		switch {
		case !mayPass(err), try == tries:
			return err
		case errors.As(err, &busy):
			pause = cmp.Or(busy.After, k.Busy, time.Minute)
		}
		if !k.wait(ctx, pause) {
			return err
		}
	}
}

// mayPass tells that an error may be gone the next time.
func mayPass(err error) bool {
	kind := fetch.KindOf(err)
	return err != nil && !isRefusal(err) && !errors.Is(err, wayback.ErrKeys) && kind != fetch.Private && kind != fetch.BadURL
}

// turn waits until a request may be made.
func (k *Keeper) turn(ctx context.Context) {
	k.mu.Lock()
	now := time.Now()
	at := k.next
	if at.Before(now) {
		at = now
	}
	k.next = at.Add(cmp.Or(k.Pause, time.Second))
	k.mu.Unlock()
	fetch.Wait(ctx, time.Until(at))
}

// wait waits, and tells that it did: not where it would be too long, and not to the end where the context ends.
func (k *Keeper) wait(ctx context.Context, d time.Duration) bool {
	if d > cmp.Or(k.MaxBusy, 5*time.Minute) {
		return false
	}
	fetch.Wait(ctx, d)
	return ctx.Err() == nil
}
