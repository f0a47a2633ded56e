package watch

import (
	"sync"
	"time"
)

// hints keeps where and when something happened to the files, as far as the system tells.
type hints struct {
	wake chan struct{} // has something when the first hint has come

	mu    sync.Mutex
	heard heard
}

// heard is what came since the last look began.
type heard struct {
	first, last time.Time       // zero: nothing came
	at          map[string]bool // where, relative to the site's root; nil with a first time: anywhere
	lost        bool            // events were lost, or something else went wrong: it is not known what is watched
}

// maxPlaces is how many paths are kept; where there are more, anything may have happened.
const maxPlaces = 1000

func (h heard) any() bool { return !h.first.IsZero() }

func newHints() *hints { return &hints{wake: make(chan struct{}, 1)} }

// add notes that something happened at a path. Only the first wakes whoever waits: later ones only make the wait longer.
func (h *hints) add(path string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch heard := &h.heard; {
	case !heard.any():
		heard.at = map[string]bool{path: true}
	case len(heard.at) == maxPlaces:
		heard.at = nil
	case heard.at != nil:
		heard.at[path] = true
	}
	h.note()
}

// lose notes that something happened, and nobody knows where.
func (h *hints) lose() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard.at, h.heard.lost = nil, true
	h.note()
}

func (h *hints) note() {
	h.heard.last = time.Now()
	if h.heard.any() {
		return
	}
	h.heard.first = h.heard.last
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// peek gives what came since the last take.
func (h *hints) peek() heard {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.heard
}

// take does the same, and forgets it.
func (h *hints) take() heard {
	h.mu.Lock()
	defer h.mu.Unlock()
	taken := h.heard
	h.heard = heard{}
	return taken
}
