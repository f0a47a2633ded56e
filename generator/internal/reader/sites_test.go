package reader

import (
	"bytes"
	"cmp"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/plan"
	"assay/generator/internal/theme"
	"assay/templates"
)

// policy is the strictest Content-Security-Policy that a site can be published under.
const policy = plan.Policy + "'none'"

// builtSite is a site as it is published.
type builtSite struct {
	name  string
	files map[string]file // by path
	pages []page          // what is looked at, by kind
}

type file struct {
	mediaType string
	data      []byte
}

// page is a page by the kind that its body names.
type page struct {
	kind, path string
}

// sites builds the sample and the sites of testdata.
func sites(t *testing.T) []*builtSite {
	t.Helper()
	return []*builtSite{
		buildSite(t, "sample", "../../.."), buildSite(t, "stress", "testdata/stress"),
		buildSite(t, "arabic", "testdata/arabic"), buildSite(t, "empty", "testdata/empty"),
	}
}

func buildSite(t *testing.T, name, root string) *builtSite {
	t.Helper()
	return buildFrom(t, name, afero.NewReadOnlyFs(afero.NewBasePathFs(afero.NewOsFs(), root)))
}

func buildFrom(t *testing.T, name string, input afero.Fs) *builtSite {
	t.Helper()
	opt := build.Options{
		Input: input,
		Theme: templates.Files,
		Now:   time.Now,
		Today: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), // the day the sample was written
	}
	r, err := build.New(opt).Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Diagnostics.Failed() || len(r.Outputs) == 0 {
		t.Fatalf("%s: %v", name, r.Diagnostics)
	}
	s := &builtSite{name: name, files: map[string]file{}}
	for _, o := range r.Outputs {
		var b bytes.Buffer
		if err := o.WriteTo(&b); err != nil {
			t.Fatalf("%s: %s: %v", name, o.Path, err)
		}
		s.files[o.Path] = file{o.Type, b.Bytes()}
	}
	s.choose(t)
	return s
}

var (
	bodyKind = regexp.MustCompile(`<body class="page-([\w-]+)"`)
	pageLang = regexp.MustCompile(`<html lang="([\w-]+)"`)
	numbered = regexp.MustCompile(`/number-\d+/`)
)

// choose takes the longest page of each kind in each language, and all checks but those that are only there for their number.
func (s *builtSite) choose(t *testing.T) {
	t.Helper()
	type chosen struct{ kind, lang string }
	longest := map[chosen]string{}
	for path, f := range s.files {
		m := bodyKind.FindSubmatch(f.data)
		if m == nil || !strings.HasSuffix(path, ".html") {
			continue
		}
		kind := string(m[1])
		of := chosen{kind, string(pageLang.FindSubmatch(f.data)[1])}
		switch now := longest[of]; {
		case kind == "redirect": // leaves for another page at once
		case kind == "claim" && !numbered.MatchString(path):
			s.pages = append(s.pages, page{kind, path})
		case now == "" || cmp.Or(cmp.Compare(len(f.data), len(s.files[now].data)), cmp.Compare(now, path)) > 0:
			longest[of] = path
		}
	}
	for of, path := range longest {
		if of.kind != "claim" {
			s.pages = append(s.pages, page{of.kind, path})
		}
	}
	slices.SortFunc(s.pages, func(a, b page) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.path, b.path)) })
	if len(s.pages) < 5 {
		t.Fatalf("%s: only the pages %v are found", s.name, s.pages)
	}
}

// address is where a page is asked for, seen from the root of the site.
func (p page) address() string { return "/" + strings.TrimSuffix(p.path, "index.html") }

// serve publishes a site on a server that ends with the test. What is not there is complained of in the browser.
func (s *builtSite) serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(s.handler(t))
	t.Cleanup(server.Close)
	return server.URL
}

func (s *builtSite) handler(t *testing.T) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/")
		if path == "" || strings.HasSuffix(path, "/") {
			path += "index.html"
		}
		f, ok := s.files[path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", f.mediaType)
		w.Header().Set("Cache-Control", "max-age=600")
		if _, err := w.Write(f.data); err != nil && r.Context().Err() == nil {
			t.Error(err)
		}
	})
}

func TestEveryKindOfPageIsLookedAt(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sites(t) {
		for _, p := range s.pages {
			seen[p.kind+".html"] = true
		}
	}
	for _, kind := range theme.Kinds() {
		if !seen[kind] && kind != "redirect.html" {
			t.Errorf("no site has a page of the kind %s", kind)
		}
	}
}
