// Package waybacktest answers as the Wayback Machine does, for tests: its look-up of availability and Save Page Now 2, with queues, refusals, limits and answers that break off.
package waybacktest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Service is such a service. What a page's entry in Troubles says happens to it once for each of the words, in their order:
//
//	busy     429, to be asked again in a second
//	limit    the account saves too many pages at once
//	half     an answer breaks off
//	broken   an answer is no JSON
//	down     500
//	slow     nothing is answered
//	celery   its job fails by the service's own fault
//	refuse   its job fails since the page cannot be had
//	block    it is refused when it is handed in
//	long     its job is under way for ten questions more
type Service struct {
	URL      string
	Now      time.Time // of every copy that is made
	Access   string    // the keys that are known
	Secret   string
	Copies   map[string][]string // of pages: the moments, as 20060102150405
	Troubles map[string]string   // of pages
	Pending  int                 // how often a job is under way when it is asked for
	Before   func(*http.Request) // is called first, of one request at a time

	mu      sync.Mutex
	jobs    map[string]*job
	asked   []string
	at      []time.Time
	pending int
	most    int // jobs at once
}

type job struct {
	page  string
	left  int
	fails string // the code
}

// New starts a service; the caller closes it.
func New() (*Service, *httptest.Server) {
	s := &Service{
		Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), Access: "access", Secret: "secret",
		Copies: map[string][]string{}, Troubles: map[string]string{}, Pending: 2, jobs: map[string]*job{},
	}
	server := httptest.NewServer(s)
	s.URL = server.URL
	return s, server
}

// Asked lists what was asked, and when.
func (s *Service) Asked() ([]string, []time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...), append([]time.Time(nil), s.at...)
}

// ServeHTTP answers.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked, s.at = append(s.asked, r.Method+" "+r.URL.Path), append(s.at, time.Now())
	if s.Before != nil {
		s.Before(r)
	}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch {
	case r.URL.Path == "/wayback/available":
		s.available(w, r)
	case !s.knows(r):
		answer(w, http.StatusUnauthorized, map[string]any{"message": "You need to be logged in to use Save Page Now."})
	case r.Method == http.MethodPost && r.URL.Path == "/save":
		s.save(w, r)
	case strings.HasPrefix(r.URL.Path, "/save/status/"):
		s.status(w, r, strings.TrimPrefix(r.URL.Path, "/save/status/"))
	default:
		http.NotFound(w, r)
	}
}

func (s *Service) knows(r *http.Request) bool {
	return r.Header.Get("Authorization") == "LOW "+s.Access+":"+s.Secret && r.Header.Get("Accept") == "application/json"
}

func answer(w http.ResponseWriter, code int, v any) {
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v)
}

// trouble takes the next of the page's troubles that is one of some.
func (s *Service) trouble(page string, some ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	first, rest, _ := strings.Cut(s.Troubles[page], " ")
	for _, one := range some {
		if one == first {
			s.Troubles[page] = rest
			return first
		}
	}
	return ""
}

// disturb answers with what can happen to any request, and tells that it did.
func (s *Service) disturb(w http.ResponseWriter, r *http.Request, page string) bool {
	switch s.trouble(page, "busy", "half", "broken", "down", "slow") {
	case "busy":
		w.Header().Set("Retry-After", "1")
		answer(w, http.StatusTooManyRequests, "too many")
	case "half":
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, `{"status": "succ`)
	case "broken":
		fmt.Fprint(w, `<html>502 Bad Gateway</html>`)
	case "down":
		http.Error(w, "down", http.StatusInternalServerError)
	case "slow":
		<-r.Context().Done()
	default:
		return false
	}
	return true
}

// available answers the look-up with the copy that was made closest to a moment.
func (s *Service) available(w http.ResponseWriter, r *http.Request) {
	page := r.URL.Query().Get("url")
	if s.disturb(w, r, page) {
		return
	}
	to, err := time.Parse("20060102150405", r.URL.Query().Get("timestamp"))
	if err != nil {
		answer(w, http.StatusBadRequest, err.Error())
		return
	}
	closest, distance := "", time.Duration(0)
	for _, moment := range s.Copies[page] {
		made, _ := time.Parse("20060102150405", moment)
		if d := made.Sub(to).Abs(); closest == "" || d < distance {
			closest, distance = moment, d
		}
	}
	snapshots := map[string]any{}
	if closest != "" {
		snapshots["closest"] = map[string]any{
			"status": "200", "available": true, "timestamp": closest, "url": "http://web.archive.org/web/" + closest + "/" + page,
		}
	}
	answer(w, http.StatusOK, map[string]any{"url": page, "archived_snapshots": snapshots})
}

// save takes a page.
func (s *Service) save(w http.ResponseWriter, r *http.Request) {
	page := r.FormValue("url")
	if s.disturb(w, r, page) {
		return
	}
	failed := func(code, message string) {
		answer(w, http.StatusOK, map[string]any{"status": "error", "status_ext": code, "message": message})
	}
	switch s.trouble(page, "limit", "block") {
	case "limit":
		failed("error:user-session-limit", "You have already reached the limit of active Save Page Now sessions. Please wait for a minute and then try again.")
		return
	case "block":
		failed("error:blocked-url", "This URL is in the\nSave Page Now service block list and cannot be captured.")
		return
	}
	j := &job{page: page, left: s.Pending}
	switch s.trouble(page, "celery", "refuse", "long") {
	case "celery":
		j.fails = "error:celery"
	case "refuse":
		j.fails = "error:invalid-host-resolution"
	case "long":
		j.left += 10
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := fmt.Sprintf("spn2-%040d", len(s.jobs)+1)
	s.jobs[name] = j
	s.pending++
	s.most = max(s.most, s.pending)
	answer(w, http.StatusOK, map[string]any{"url": page, "job_id": name})
}

// status tells of a job.
func (s *Service) status(w http.ResponseWriter, r *http.Request, name string) {
	s.mu.Lock()
	j := s.jobs[name]
	s.mu.Unlock()
	if j == nil {
		answer(w, http.StatusOK, map[string]any{"status": "error", "status_ext": "error:not-found", "job_id": name, "message": "no such job"})
		return
	}
	if s.disturb(w, r, j.page) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	j.left--
	switch {
	case j.left >= 0:
		answer(w, http.StatusOK, map[string]any{"status": "pending", "job_id": name, "resources": []string{j.page}})
		return
	case j.fails != "":
		answer(w, http.StatusOK, map[string]any{"status": "error", "status_ext": j.fails, "exception": "it failed", "job_id": name, "message": "Couldn't resolve host for " + j.page})
	default:
		moment := s.Now.Format("20060102150405")
		s.Copies[j.page] = append(s.Copies[j.page], moment)
		answer(w, http.StatusOK, map[string]any{"status": "success", "job_id": name, "original_url": j.page, "timestamp": moment, "duration_sec": 6.2})
	}
	s.pending--
}

// Most tells how many pages were being saved at once at most.
func (s *Service) Most() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}
