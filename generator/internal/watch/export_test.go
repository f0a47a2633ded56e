package watch

import "time"

// Listener and Hints are for tests that stand between the system and the loop.
type (
	Listener = listener
	Hints    = hints
)

// What is told, asked and made inside.
var (
	ListenTo   = listenTo
	NewHints   = newHints
	MayBeInput = mayBeInput
	Explain    = explain
)

// WithListener has Run listen in another way.
func (o Options) WithListener(listen func(root string, h *Hints) (Listener, error)) Options {
	o.listen = listen
	return o
}

// WithSafety sets the interval of looks although nothing was heard.
func (o Options) WithSafety(interval time.Duration) Options {
	o.pace.safety = interval
	return o
}

// WithQuiet sets how long nothing must be heard before publishing, and when it is published all the same.
func (o Options) WithQuiet(quiet, longest time.Duration) Options {
	o.pace.quiet, o.pace.longest = quiet, longest
	return o
}

// Add gives a hint as an event does.
func (h *hints) Add(path string) { h.add(path) }

// Hold keeps hints from being taken up, as though the program were busy, until release.
func (h *hints) Hold() (release func()) {
	h.mu.Lock()
	return h.mu.Unlock
}
