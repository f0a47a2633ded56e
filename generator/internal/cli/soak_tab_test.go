package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// tab is a page that is open in a browser.
type tab struct {
	soak *soak
	url  string

	mu    sync.Mutex
	shows answer
}

func (s *soak) newTab(url string) *tab { return &tab{soak: s, url: url} }

var version = regexp.MustCompile(`data-version="([^"]*)"`)

// load fetches the page and gives its version.
func (t *tab) load() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	got, err := t.soak.get(t.url)
	if err == nil && got.status == http.StatusFound { // the site has moved
		t.url = got.location
		got, err = t.soak.get(t.url)
	}
	if err != nil {
		t.soak.t.Error(err)
	}
	t.shows = got
	found := version.FindStringSubmatch(got.added)
	if found == nil {
		t.soak.t.Errorf("%s has no version: %d %s", t.url, got.status, got.body)
		return ""
	}
	return found[1]
}

// stay listens, and loads the page again whenever it is told to.
func (t *tab) stay(ctx context.Context) {
	for ctx.Err() == nil {
		version := t.load()
		query := url.Values{"url": {t.url}, "version": {version}}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, t.soak.base+"/.assay/events?"+query.Encode(), nil)
		if err != nil {
			t.soak.t.Error(err)
			return
		}
		answer, err := t.soak.client.Do(r)
		if err != nil {
			return // the context has ended
		}
		t.listen(answer.Body)
		_ = answer.Body.Close()
	}
}

func (t *tab) listen(stream io.Reader) {
	for lines := bufio.NewScanner(stream); lines.Scan(); {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		if !is {
			continue
		}
		var event struct{ Changed []string }
		if err := json.Unmarshal([]byte(data), &event); err != nil || !slices.Contains(event.Changed, t.url) {
			t.soak.t.Errorf("%s was told %s: %v", t.url, data, err)
		}
		was := t.url
		if t.load(); t.url != was {
			return // and listen at the new address
		}
	}
}

// check compares what the tab shows with the newest state.
func (t *tab) check() {
	t.mu.Lock()
	got, url := t.shows, t.url
	t.mu.Unlock()
	now := time.Now()
	if trouble := t.soak.history.explain(url, got, now, now); trouble != "" {
		t.soak.t.Errorf("the tab %s is stale: %s", url, trouble)
	}
	broken := !t.soak.history.builds()
	if said := strings.Contains(got.added, "last good version"); said != broken {
		t.soak.t.Errorf("the tab %s says that the site is broken: %v, and it is %v", url, said, broken)
	}
}
