// Package guard turns panics into diagnostics, so that a mistake in this program ends a build with an
// error that names the file being processed, and leaves a preview running.
//
// A panic in a goroutine would end the process, whatever its caller does. A [Group] carries it to the
// goroutine that waits. [In] adds what was being processed, and [Try], at the outermost level, makes an
// error of it.
package guard

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"assay/generator/internal/diag"
)

// fault is a panic on its way to [Try].
type fault struct {
	where string // the file that was being processed; "" if that is not known
	value any
	from  string // function, file and line of the program
}

// faultOf returns what a recovered value says.
func faultOf(recovered any) *fault {
	if f, ok := recovered.(*fault); ok {
		return f
	}
	return &fault{value: recovered, from: origin()}
}

// origin returns where the current panic began.
func origin() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	began := false
	for {
		f, more := frames.Next()
		switch {
		case strings.HasPrefix(f.Function, "runtime."):
			began = true
		case began:
			return fmt.Sprintf("%s, %s:%d", path.Base(f.Function), path.Base(f.File), f.Line)
		}
		if !more {
			return "unknown place"
		}
	}
}

// In runs something that is done for a file, which a panic in it then names.
func In(where string, do func()) {
	defer func() {
		if recovered := recover(); recovered != nil {
			f := faultOf(recovered)
			if f.where == "" {
				f.where = where
			}
			panic(f)
		}
	}()
	do()
}

// Try runs something, and returns a [diag.Diagnostic] if it panics.
func Try(where string, do func() error) (err error) {
	defer func() {
		if recovered := recover(); recovered != nil {
			f := faultOf(recovered)
			if f.where == "" {
				f.where = where
			}
			err = diag.Diagnostic{File: f.where, Severity: diag.Error, Problem: *diag.Problemf(diag.Internal, "internal error: %v (%s)", f.value, f.from).
				Because("this is a mistake in Assay: please report it with this message and, if you can, the file; nothing was written")}
		}
	}()
	return do()
}

// Group is an [errgroup.Group] whose Wait panics as one of its goroutines did.
type Group struct {
	group *errgroup.Group
	mu    sync.Mutex
	fault *fault
}

// WithContext returns a group whose context ends when one of its functions fails or panics.
func WithContext(ctx context.Context) (*Group, context.Context) {
	group, ctx := errgroup.WithContext(ctx)
	return &Group{group: group}, ctx
}

func (g *Group) inner() *errgroup.Group {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.group == nil {
		g.group = &errgroup.Group{}
	}
	return g.group
}

// SetLimit limits how many goroutines there are at once.
func (g *Group) SetLimit(n int) { g.inner().SetLimit(n) }

// Go runs a function in a goroutine of its own.
func (g *Group) Go(do func() error) { g.inner().Go(func() error { return g.guarded(do) }) }

// TryGo is Go if the limit allows it; it reports whether it did.
func (g *Group) TryGo(do func() error) bool {
	return g.inner().TryGo(func() error { return g.guarded(do) })
}

// guarded runs a function and keeps its panic.
func (g *Group) guarded(do func() error) (err error) {
	defer func() {
		if recovered := recover(); recovered != nil {
			f := faultOf(recovered)
			g.mu.Lock()
			defer g.mu.Unlock()
			if g.fault == nil {
				g.fault = f
			}
			err = context.Canceled
		}
	}()
	return do()
}

// Wait waits for all functions and returns the first error.
func (g *Group) Wait() error {
	err := g.inner().Wait()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.fault != nil {
		panic(g.fault)
	}
	return err
}
