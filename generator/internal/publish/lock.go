package publish

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// lock is a place that nobody else publishes to.
type lock struct {
	p     *publisher
	token string
}

// errTaken is that somebody else holds the lock.
var errTaken = errors.New("somebody else took over, since this here showed no sign of life for too long; publish again")

// lock waits until nobody else publishes to the place.
func (p *publisher) lock(ctx context.Context) (*lock, error) {
	l := &lock{p, rand.Text()}
	var seen string     // in the lock of somebody else
	var since time.Time // when that was first seen
	began := time.Now()
	dead := cmp.Or(p.opt.Dead, 2*time.Minute)
	for told := false; ; {
		held, err := l.try(ctx)
		if held || err != nil {
			return l, err
		}
		now, err := l.content(ctx)
		switch {
		case err != nil:
			return nil, err
		case now != seen:
			seen, since = now, time.Now()
		case now != "" && time.Since(since) > dead:
			if err := p.again(ctx, func() error { return p.store.Delete(ctx, lockName) }); err != nil {
				return nil, err
			}
			seen = ""
			continue
		}
		if time.Since(began) > cmp.Or(p.opt.MaxWait, 30*time.Minute) {
			return nil, errors.New("somebody else has been publishing to it all the time")
		}
		if !told && p.opt.Tell != nil {
			told = true
			p.opt.Tell(fmt.Sprintf("somebody else is publishing to it, or was and died; waiting for the end, or for %s without a sign of life", dead))
		}
		timer := time.NewTimer(min(dead/8, 2*time.Second))
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-timer.C:
		}
	}
}

// try writes the lock where there is none, and looks whether it is still this one: not every place can write a file only where there is none.
func (l *lock) try(ctx context.Context) (bool, error) {
	there, err := l.content(ctx)
	if err != nil || there != "" {
		return false, err
	}
	err = l.p.again(ctx, func() error { return l.p.store.Create(ctx, lockName, l.text()) })
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return false, err
	}
	return l.ours(ctx)
}

// content gives what is in the lock, "" where there is none.
func (l *lock) content(ctx context.Context) (string, error) {
	var text []byte
	err := l.p.again(ctx, func() (err error) {
		text, err = l.p.store.Read(ctx, lockName)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err == nil && len(text) > maxLock {
		return "", &Fatal{fmt.Errorf("%s at the destination is not a lock of this program: move it away", lockName)}
	}
	return string(text), err
}

// ours tells that it is this lock that is there.
func (l *lock) ours(ctx context.Context) (bool, error) {
	there, err := l.content(ctx)
	return err == nil && strings.HasPrefix(there, l.token+"\n"), err
}

// text is what is in the lock: who holds it, and a sign of life.
func (l *lock) text() []byte {
	return []byte(l.token + "\n" + time.Now().UTC().Format(time.RFC3339Nano) + "\n")
}

// beat shows signs of life until the context ends, and ends it when the lock is somebody else's.
func (l *lock) beat(ctx context.Context, stop context.CancelCauseFunc) {
	every := time.NewTicker(cmp.Or(l.p.opt.Beat, 20*time.Second))
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		ours, err := l.ours(ctx)
		if err != nil {
			continue // the uploads tell
		}
		if !ours {
			stop(errTaken)
			return
		}
		_ = l.p.write(ctx, func(ctx context.Context) error {
			_, err := l.p.store.Put(ctx, File{Path: lockName, Type: "text/plain; charset=utf-8", Cache: revalidate}, l.text())
			return err
		})
	}
}

// release lets others publish.
func (l *lock) release() {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	if ours, err := l.ours(ctx); err == nil && ours {
		_ = l.p.store.Delete(ctx, lockName) // if it stays, the next one waits until it seems dead
	}
}
