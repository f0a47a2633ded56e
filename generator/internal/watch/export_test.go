package watch

import (
	"time"
)

// Listener and Hints are for tests that stand between the system and the loop.
type (
	Listener = listener
	Hints    = hints
)

// ListenTo is how the package listens when no test stands in between.
var ListenTo = listenTo

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
func (h *hints) Add() { h.add(false) }

// Hold keeps hints from being taken up until it is released, as though the program were busy.
func (h *hints) Hold() (release func()) {
	h.mu.Lock()
	return h.mu.Unlock
}

// MayBeInput is the filter of events.
var MayBeInput = mayBeInput

// Explain is what is told of the system's errors.
var Explain = explain
