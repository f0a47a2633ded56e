// Package preview serves a site over HTTP while it is edited: always as it was when it last could be built.
//
// # What is served
//
// A [Server] is handed results of builds, one after the other ([Server.Publish]), and answers every request from the newest one
// without errors. No file system stands behind it: a page is made when it is asked for, and its bytes are kept for a while by
// the key of its output. A result replaces the one before at once and whole.
//
//   - A result with errors leaves the last good pages in place and puts what is wrong on top of each of them. Where there are none
//     yet, every address shows what is wrong, with status 503.
//   - A page that its template cannot make is answered with what is wrong with it and status 500; other pages are not touched.
//   - A file that was changed after the build is waited for: the next result is about to come. After [patience] the answer is 503.
//   - Requests before the first result wait for it.
//
// # Addresses
//
// They lead where they will on a static host. Below [Server.Base], /x/ is the output x/index.html, /x leads to /x/ where that is
// a page, anything else is an output's own path. Outside of it / leads there. Everything else is 404.html, with that status.
// Folders are not listed. What is no page and was there until a moment ago ([grace]) is still answered: names of style sheets
// change with their content, and a page that was loaded just before asks for the old one.
//
// Addresses below /.assay/ are the preview's own; no output can have them (output.CheckPaths).
//
// # What is put on pages
//
// Before the end of a page's body, between <!--assay-preview--> and <!--/assay-preview-->, stand a style sheet, a script and a bar
// that names the page's source file, says whether it is published, and lists what is wrong. There is no inline script or style, so a strict
// Content-Security-Policy lets them pass, and all texts of files are escaped. Nothing is put into files other than pages.
//
// # Pages that change
//
// A version names all that an address shows: status, key of the output, and bar. It is the ETag of the answer, and the page's script knows
// it. GET /.assay/events?url=PATH&version=VERSION is a stream of server-sent events that tells when the version of this address
// is another one, at once and after every result:
//
//	event: change
//	data: {"generation":7,"changed":["/claims/x/"],"version":"…"}
//
// So a page that did not change hears nothing, and one that was loaded from an earlier run of the program finds out. The script then
// fetches its page and brings the document to it, keeping scroll position, focus and what was typed; see client/preview.js.
//
// # Who may ask
//
// Any site that a browser shows can send requests here, and a name that its owner points to this machine makes answers
// readable to it. So Host must be a name that only this machine's user gives it, and other sites' scripts and frames are refused.
package preview

import (
	"context"
	"html/template"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"assay/generator/internal/build"
	"assay/generator/internal/plan"
)

// Options are what a server works with.
type Options struct {
	Hosts []string             // further names, without port, that requests may be for; .example.org allows all below it
	Log   func(message string) // takes a line for a person about a page that failed; may be nil; called from any goroutine
}

const (
	patience  = time.Second            // how long a file that was changed is waited for
	grace     = 300 * time.Millisecond // how long outputs that are gone are still answered
	keepAlive = 15 * time.Second       // between comments on a stream that has nothing to tell
	cacheSize = 32 << 20               // bytes of outputs that are kept
)

// Server answers requests from the last good result. Publish must not be called twice at once, all else may be.
type Server struct {
	opt       Options
	client    client
	templates *template.Template
	cache     cache
	state     atomic.Pointer[state]
	retired   sync.Map // of *plan.Output by path: those that are gone since a moment
}

// state is what there is between two results. It is immutable.
type state struct {
	generation int           // counts results; 0 before the first
	good       *build.Result // the last one without errors, nil before it
	outputs    outputs       // of good
	base, root string        // path of the site, as addresses and as URL.Path have it
	found      findings      // of the newest result
	superseded chan struct{} // closed when there is a newer state
}

// Change tells how a result differs from the last good one.
type Change struct {
	Generation              int  // counts results, from 1
	Failed                  bool // the result has errors; pages stay as they are
	Changed, Added, Removed int  // outputs
}

// New makes a server that has nothing to show yet.
func New(opt Options) *Server {
	if opt.Log == nil {
		opt.Log = func(string) {}
	}
	s := &Server{opt: opt, client: newClient(), templates: clientTemplates(), cache: newCache(cacheSize)}
	s.state.Store(&state{base: "/", root: "/", superseded: make(chan struct{})})
	return s
}

// Publish shows a result from now on and wakes all who wait for it.
func (s *Server) Publish(r *build.Result) Change {
	before := s.state.Load()
	next := &state{
		generation: before.generation + 1, good: before.good, outputs: before.outputs, base: before.base, root: before.root,
		found: newFindings(r.Diagnostics), superseded: make(chan struct{}),
	}
	change := Change{Generation: next.generation, Failed: r.Diagnostics.Failed()}
	if !change.Failed {
		var gone []*plan.Output
		next.good = r
		next.outputs, gone = before.outputs.after(r.Outputs, &change)
		s.retire(gone)
	}
	if next.good == r || next.good == nil {
		next.base = r.Site.Base.Path()
		next.root = unescaped(next.base)
	}
	s.state.Store(next)
	close(before.superseded)
	return change
}

// Base is the path that the site is served under, such as "/" or "/repo/".
func (s *Server) Base() string { return s.state.Load().base }

// retire keeps what is gone and no page for a moment.
func (s *Server) retire(gone []*plan.Output) {
	gone = slices.DeleteFunc(gone, isPage)
	for _, o := range gone {
		s.retired.Store(o.Path, o)
	}
	time.AfterFunc(grace, func() {
		for _, o := range gone {
			s.retired.CompareAndDelete(o.Path, o)
		}
	})
}

// wait waits for the state after this one. It gives nil where the context ends before.
func (s *Server) wait(ctx context.Context, st *state) *state {
	select {
	case <-st.superseded:
		return s.state.Load()
	case <-ctx.Done():
		return nil
	}
}

// current gives the newest state that has a result, nil where the context ends before there is one.
func (s *Server) current(ctx context.Context) *state {
	st := s.state.Load()
	if st.generation == 0 {
		st = s.wait(ctx, st)
	}
	return st
}

func unescaped(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}
