package links

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"assay/generator/internal/fetch"
)

// State is what became of a page.
type State string

// The states.
const (
	Fine        State = "ok"
	Moved       State = "moved"
	Gone        State = "gone"
	Soft404     State = "soft-404"
	Parked      State = "parked"
	NoHost      State = "no-host"
	Unreachable State = "unreachable"
	Slow        State = "timeout"
	Untrusted   State = "certificate"
	Refused     State = "refused"
	ServerError State = "server-error"
	Private     State = "private"
)

// Lost tells that a reader will not find the page.
func (s State) Lost() bool { return s == Gone || s == Soft404 || s == Parked || s == NoHost }

// Result is what was found at an address.
type Result struct {
	URL     string    `json:"url"`
	State   State     `json:"state"`
	Status  int       `json:"status,omitempty"` // of HTTP
	To      string    `json:"to,omitempty"`     // where it stands now
	Why     string    `json:"why,omitempty"`
	Checked time.Time `json:"checked"`
}

// Checker asks for pages.
type Checker struct {
	Client  *fetch.Client
	Now     func() time.Time
	Pause   time.Duration // between two requests to a host: 1 s
	Hosts   int           // asked at once: 16
	MaxAge  time.Duration // how old a result may be that is believed, of a page that is fine
	MaxWait time.Duration // how long a host is waited for that asks for it: 2 min
	Step    func(done, of int)
}

// tries is how often a page is asked for whose host asks to wait.
const tries = 3

// Check looks at all addresses, in their order. What is known and not too old is believed where it is fine. The error is that of the context; then the results are those
// that there are.
func (c *Checker) Check(ctx context.Context, addresses []string, known map[string]Result) ([]Result, error) {
	results := make([]Result, len(addresses))
	var asked []int
	for i, address := range addresses {
		if r, ok := known[address]; ok && (r.State == Fine || r.State == Moved) && c.Now().Sub(r.Checked) < c.MaxAge {
			results[i] = r
			continue
		}
		asked = append(asked, i)
	}
	var mu sync.Mutex
	done := len(addresses) - len(asked)
	err := fetch.ByHost(ctx, len(asked), func(n int) string { return addresses[asked[n]] }, cmp.Or(c.Hosts, 16), cmp.Or(c.Pause, time.Second), func(n int) {
		results[asked[n]] = c.ask(ctx, addresses[asked[n]])
		mu.Lock()
		defer mu.Unlock()
		done++
		if c.Step != nil {
			c.Step(done, len(addresses))
		}
	})
	if err != nil {
		results = slices.DeleteFunc(results, func(r Result) bool { return r.State == "" })
	}
	return results, err
}

// ask asks for a page, and again where its host wants to be asked later. Interrupted, the result has no state.
func (c *Checker) ask(ctx context.Context, address string) Result {
	r := Result{URL: address}
	for try := 1; ; try++ {
		r.Checked = c.Now().UTC().Truncate(time.Second)
		answer, err := c.Client.Get(ctx, address)
		if ctx.Err() != nil {
			return Result{}
		}
		if err != nil {
			r.State, r.Why = failure(err)
			return r
		}
		r.Status = answer.Status
		if later := c.later(answer); later > 0 && try < tries {
			fetch.Wait(ctx, later)
			continue
		}
		r.State, r.Why = WhatIsThere(address, answer)
		if to := movedFor(answer); r.State == Fine && to != "" {
			r.State, r.To = Moved, to
		}
		return r
	}
}

// later is how long a host asks to be left alone; 0 where it does not, or for too long.
func (c *Checker) later(a *fetch.Answer) time.Duration {
	if a.Status != http.StatusTooManyRequests && a.Status != http.StatusServiceUnavailable {
		return 0
	}
	d, _ := a.RetryAfter(c.Now())
	if d > cmp.Or(c.MaxWait, 2*time.Minute) {
		return 0
	}
	return d
}

func failure(err error) (State, string) {
	why := err.Error()
	var e *fetch.Error
	if errors.As(err, &e) {
		why = e.Why()
	}
	switch fetch.KindOf(err) {
	case fetch.Private:
		return Private, why
	case fetch.NoHost:
		return NoHost, why
	case fetch.Slow:
		return Slow, why
	case fetch.Untrusted:
		return Untrusted, why
	default:
		return Unreachable, why
	}
}
