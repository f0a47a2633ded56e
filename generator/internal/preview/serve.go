package preview

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/guard"
)

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	if why := s.refusal(r); why != "" {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "The preview can only be read.", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == eventsPath {
		s.events(w, r)
		return
	}
	if f, ok := s.client[r.URL.Path]; ok {
		send(w, r, http.StatusOK, f.mediaType, f.version, f.content)
		return
	}
	s.serveSite(w, r)
}

// serveSite answers from the outputs.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request) {
	st := s.current(r.Context())
	ctx, done := context.WithTimeout(r.Context(), patience)
	defer done()
	for st != nil { // else nobody listens any more
		a := s.route(st, r.URL)
		data, err := s.content(a)
		if err == nil {
			s.answer(w, r, st, a, data)
			return
		}
		if !isStale(err) {
			s.fail(w, r, st, a, err)
			return
		}
		next := s.wait(ctx, st)
		if next == nil {
			s.giveUp(w, r, st, a, err)
			return
		}
		st = next
	}
}

// isStale tells that an input file is not what it was when the result was built.
func isStale(err error) bool {
	return slices.ContainsFunc(diag.FromError(err), func(d diag.Diagnostic) bool { return d.Code == diag.ChangedInBuild })
}

// content gives the bytes of an answer's output, if it has one.
func (s *Server) content(a answer) ([]byte, error) {
	if a.output == nil {
		return nil, nil
	}
	if data, ok := s.cache.get(a.output.Key); ok {
		return data, nil
	}
	var b bytes.Buffer
	if err := guard.Try(cmp.Or(a.output.Source, a.output.Path), func() error { return a.output.WriteTo(&b) }); err != nil {
		return nil, err
	}
	s.cache.add(a.output.Key, b.Bytes())
	return b.Bytes(), nil
}

// answer sends what an address leads to.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, st *state, a answer, data []byte) {
	d := s.decorate(st, a)
	switch {
	case a.status == http.StatusFound:
		http.Redirect(w, r, a.location, a.status)
	case a.status == http.StatusServiceUnavailable:
		s.sendNotice(w, r, a.status, d, notice{Title: "The site cannot be built yet", Found: st.found.excerpts()})
	case a.output == nil:
		http.Error(w, "There is nothing at this address, and the site has no 404.html.", a.status)
	case a.isPage():
		send(w, r, a.status, a.output.Type, d.version, d.on(data, a.status))
	default:
		send(w, r, a.status, a.output.Type, d.version, data)
	}
}

// fail sends what is wrong with a page whose template failed.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, st *state, a answer, err error) {
	found := newFindings(st.good.Quote(err))
	s.log(a, err)
	s.sendNotice(w, r, http.StatusInternalServerError, s.decorateNotice(st, a), notice{Title: "This page cannot be made", Found: found.excerpts()})
}

// giveUp sends that the result to come did not come. The page has no version, so that the next result is told, whatever it is.
func (s *Server) giveUp(w http.ResponseWriter, r *http.Request, st *state, a answer, err error) {
	d := s.decorateNotice(st, a)
	d.version = ""
	s.log(a, err)
	w.Header().Set("Retry-After", "1")
	s.sendNotice(w, r, http.StatusServiceUnavailable, d, notice{Title: "A file has just been changed", Found: newFindings(diag.FromError(err)).excerpts()})
}

func (s *Server) log(a answer, err error) {
	s.opt.Log(fmt.Sprintf("%s: %s", a.output.Path, diag.FromError(err)[0].Error()))
}

// decorateNotice decorates a page of the preview's own that stands for an output, which need not be a page.
func (s *Server) decorateNotice(st *state, a answer) decoration {
	d := s.dress(st, a)
	d.version = s.decorate(st, a).version
	return d
}

// sendNotice sends a page of the preview's own.
func (s *Server) sendNotice(w http.ResponseWriter, r *http.Request, status int, d decoration, n notice) {
	send(w, r, status, "text/html; charset=utf-8", "", d.on(s.execute("notice.html", n), status))
}

// send sends bytes; with status 200 also a part of them where that was asked for, or nothing where the client has this version.
func send(w http.ResponseWriter, r *http.Request, status int, mediaType, version string, data []byte) {
	w.Header().Set("Content-Type", mediaType)
	if status == http.StatusOK {
		w.Header().Set("ETag", strconv.Quote(version))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // whom it does not reach is gone
}
