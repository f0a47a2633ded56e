package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// ByHost does something for n addresses, for those of a host one after the other with a pause between them, and for so many hosts at once. The error is that
// of the context; then the rest is not done.
func ByHost(ctx context.Context, n int, address func(i int) string, hosts int, pause time.Duration, do func(i int)) error {
	of, order := map[string][]int{}, []string(nil)
	for i := range n {
		name := hostOf(address(i))
		if of[name] == nil {
			order = append(order, name)
		}
		of[name] = append(of[name], i)
	}
	var group errgroup.Group
	group.SetLimit(hosts)
	for _, name := range order {
		group.Go(func() error {
			for k, i := range of[name] {
				if k > 0 {
					Wait(ctx, pause)
				}
				if ctx.Err() != nil {
					return ctx.Err()
				}
				do(i)
			}
			return nil
		})
	}
	return group.Wait()
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// Wait waits, or until the context ends.
func Wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// RetryAfter tells when the server wants to be asked again (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
func (a *Answer) RetryAfter(now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(a.Header.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 && seconds < 1<<31 {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
