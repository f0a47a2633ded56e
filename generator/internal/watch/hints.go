package watch

import (
	"sync"
	"time"
)

// hints keeps when something happened to the files, as far as the system tells.
type hints struct {
	wake chan struct{} // has something when the first hint has come

	mu    sync.Mutex
	heard heard
}

// heard is what came since the last look began.
type heard struct {
	first, last time.Time // zero: nothing came
	lost        bool      // events were lost, or something else went wrong: it is not known what is watched
}

func (h heard) any() bool { return !h.first.IsZero() }

func newHints() *hints { return &hints{wake: make(chan struct{}, 1)} }

// add notes a hint. Only the first wakes whoever waits: later ones only make the wait longer.
func (h *hints) add(lost bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard.last = time.Now()
	h.heard.lost = h.heard.lost || lost
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
