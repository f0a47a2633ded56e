package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// progress shows how far long work has come: a bar at a terminal, elsewhere a line now and then. It is safe for concurrent use.
type progress struct {
	out  io.Writer
	what string
	bar  bool

	mu    sync.Mutex
	last  time.Time // of a line or a bar
	drawn bool
}

func newProgress(out io.Writer, what string) *progress {
	f, ok := out.(*os.File)
	return &progress{out: out, what: what, bar: ok && isTerminal(f), last: time.Now()}
}

// How often a bar is drawn, and a line written.
const (
	barInterval  = 100 * time.Millisecond
	lineInterval = 10 * time.Second
)

// step tells how much is done.
func (p *progress) step(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	interval := lineInterval
	if p.bar {
		interval = barInterval
	}
	if now := time.Now(); now.Sub(p.last) < interval {
		return
	} else {
		p.last = now
	}
	if !p.bar {
		fmt.Fprintf(p.out, "%s: %d of %d\n", p.what, done, of)
		return
	}
	const width = 30
	full := width * done / max(of, 1)
	fmt.Fprintf(p.out, "\r%s [%s%s] %d of %d ", p.what, strings.Repeat("#", full), strings.Repeat(" ", width-full), done, of)
	p.drawn = true
}

// end takes the bar away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
