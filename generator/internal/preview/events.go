package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// writePatience is how long a stream waits for a reader who takes nothing.
const writePatience = 10 * time.Second

// told is what a stream says of a change.
type told struct {
	Generation int      `json:"generation"`
	Changed    []string `json:"changed"`
	Version    string   `json:"version"`
}

// stream writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// write sends an event, at once. The time that the server as a whole gives answers does not count.
func (s stream) write(event string) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(writePatience)) // what has no deadline needs none
	if _, err := s.w.Write([]byte(event)); err != nil {
		return err
	}
	return s.control.Flush()
}

// events tells a page when it has changed, for as long as it listens.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page, err := url.ParseRequestURI(r.URL.Query().Get("url"))
	if err != nil || !strings.HasPrefix(page.Path, "/") {
		http.Error(w, "url must be the path of a page.", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := stream{w, http.NewResponseController(w)}
	if out.write("retry: 1000\n\n") != nil || r.Method == http.MethodHead {
		return
	}
	quiet := time.NewTicker(keepAlive)
	defer quiet.Stop()
	version := r.URL.Query().Get("version")
	for st := s.current(r.Context()); st != nil; {
		if now := s.decorate(st, s.route(st, page)).version; now != version {
			version = now
			data, err := json.Marshal(told{st.generation, []string{page.EscapedPath()}, version})
			if err != nil || out.write(fmt.Sprintf("event: change\ndata: %s\n\n", data)) != nil {
				return
			}
		}
		select {
		case <-st.superseded:
			st = s.state.Load()
		case <-quiet.C:
			if out.write(":\n\n") != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}
