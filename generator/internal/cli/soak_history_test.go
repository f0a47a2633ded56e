package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
	"assay/templates"
)

// history is what the folder held, and since when.
type history struct {
	mu      sync.Mutex
	moments []*moment
}

type moment struct {
	from  time.Time
	files map[string]string

	once    sync.Once
	failed  bool
	base    string // the path it is served under
	outputs map[string]plan.Output
}

func (h *history) add(all map[string]string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.moments = append(h.moments, &moment{from: time.Now(), files: all})
}

// forget drops what no answer can be made of any more.
func (h *history) forget() {
	h.mu.Lock()
	moments := h.moments
	h.mu.Unlock()
	for i := len(moments) - 2; i > 0; i-- {
		ended := moments[i+1].from
		if time.Since(ended) > 10*time.Second && ended.Sub(moments[i].from) > stale && !moments[i].build().failed {
			h.mu.Lock()
			h.moments = slices.Clone(h.moments[i:])
			h.mu.Unlock()
			return
		}
	}
}

func (h *history) last() *moment {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.moments[len(h.moments)-1]
}

// builds tells whether the newest state is without errors.
func (h *history) builds() bool { return !h.last().build().failed }

// build makes the site afresh.
func (m *moment) build() *moment {
	m.once.Do(func() {
		in := afero.NewMemMapFs()
		for name, text := range m.files {
			_ = afero.WriteFile(in, name, []byte(text), 0o644)
		}
		b := build.New(build.Options{
			Input: in, Theme: templates.Files, Now: time.Now, Drafts: true, Today: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC),
		})
		r, err := b.Build(context.Background())
		if err != nil {
			panic(err)
		}
		m.failed = r.Diagnostics.Count(diag.Error) > 0
		m.base = r.Site.Base.Path()
		m.outputs = map[string]plan.Output{}
		for _, o := range r.Outputs {
			m.outputs[o.Path] = o
		}
	})
	return m
}

// addresses gives the paths of outputs of the newest states without errors, so that some may be gone.
func (h *history) addresses() []string {
	h.mu.Lock()
	moments := h.moments
	h.mu.Unlock()
	all := map[string]bool{"/claims/nothing/": true}
	for i, found := len(moments)-1, 0; i >= 0 && found < 2; i-- {
		m := moments[i].build()
		for path := range m.outputs {
			all[m.base+strings.TrimSuffix(path, "index.html")] = true
		}
		if !m.failed {
			found++
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// explain says why an answer is right for none of the states of the last second, or nothing.
func (h *history) explain(path string, got answer, began, ended time.Time) string {
	var trouble string
	moments, broken := h.allowed(began.Add(-stale), ended)
	if broken && got.status == http.StatusServiceUnavailable && strings.HasSuffix(path, ".png") {
		return "" // the last good site had another picture, and nobody keeps its bytes
	}
	for _, m := range moments {
		why := m.differs(path, got)
		if why == "" {
			return ""
		}
		if trouble == "" {
			trouble = why
		}
	}
	return trouble + h.age(path, got, began)
}

// age tells when the state was replaced that an answer is right for.
func (h *history) age(path string, got answer, asked time.Time) string {
	h.mu.Lock()
	moments := slices.Clone(h.moments)
	h.mu.Unlock()
	for i := len(moments) - 2; i >= 0; i-- {
		if !moments[i].build().failed && moments[i].differs(path, got) == "" {
			return fmt.Sprintf("; this is how it was %v earlier", asked.Sub(moments[i+1].from).Round(time.Millisecond))
		}
	}
	return ""
}

// allowed gives the states that may be shown at a time, newest first. Where one of them has errors, the last good one is shown; that
// need not be the newest before it, since one that did not last may never have been built. It tells whether one of them has errors.
func (h *history) allowed(from, to time.Time) (all []*moment, broken bool) {
	h.mu.Lock()
	moments := slices.Clone(h.moments)
	h.mu.Unlock()
	end := time.Now()
	for _, m := range slices.Backward(moments) {
		lasted := end.Sub(m.from)
		began, ended := m.from, end
		end = m.from
		if began.After(to) {
			continue
		}
		if ended.Before(from) && !broken {
			break
		}
		if m.build().failed {
			broken = true
			continue
		}
		all = append(all, m)
		if ended.Before(from) && lasted > stale {
			break
		}
	}
	return all, broken
}

// differs says how an answer is not what a state asks for.
func (m *moment) differs(path string, got answer) string {
	m.build()
	file, inside := strings.CutPrefix(path, m.base)
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	o, exists := m.outputs[file]
	status := http.StatusOK
	switch {
	case path == "/" && !inside:
		if got.status != http.StatusFound || got.location != m.base {
			return fmt.Sprintf("the status is %d and leads to %q, not to %s", got.status, got.location, m.base)
		}
		return ""
	case !exists || !inside:
		o, status = m.outputs["404.html"], http.StatusNotFound
	}
	var want bytes.Buffer
	if err := o.WriteTo(&want); err != nil {
		return err.Error()
	}
	switch {
	case got.status != status:
		return fmt.Sprintf("the status is %d, not %d: %.300s", got.status, status, got.body)
	case got.kind != o.Type:
		return fmt.Sprintf("the type is %q, not %q", got.kind, o.Type)
	case got.body != want.String():
		at := 0
		for at < min(len(got.body), want.Len()) && got.body[at] == want.Bytes()[at] {
			at++
		}
		return fmt.Sprintf("the bytes differ at %d: %.80q instead of %.80q", at, got.body[at:], want.Bytes()[at:])
	}
	return ""
}
