package reader

import (
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// good is what Lighthouse must say of a page in each category, from 0 to 1.
const good = 0.98

// TestLighthouse asks Lighthouse three times about some pages of the sample and takes the median. It takes minutes, so it is run by
// .ci/lighthouse only.
func TestLighthouse(t *testing.T) {
	program := os.Getenv("ASSAY_LIGHTHOUSE")
	if program == "" {
		t.Skip("run .ci/lighthouse")
	}
	s := buildSite(t, "sample", "../../..")
	server := httptest.NewServer(zipped(s.handler(t)))
	t.Cleanup(server.Close)
	for _, p := range s.pages {
		asked := slices.Contains([]string{"home", "claim", "article", "claimant", "search"}, p.kind)
		if !asked || p.kind == "claim" && p.path != longestCheck(s) {
			continue
		}
		runs := map[string][]float64{}
		for range 3 {
			for category, score := range askLighthouse(t, program, server.URL+p.address()) {
				runs[category] = append(runs[category], score)
			}
		}
		for category, scores := range runs {
			slices.Sort(scores)
			t.Logf("%s %s: %v", p.address(), category, scores)
			if scores[1] < good {
				t.Errorf("%s: %s is %v, at least %v is wanted", p.address(), category, scores[1], good)
			}
		}
	}
}

func longestCheck(s *builtSite) (path string) {
	for _, p := range s.pages {
		if p.kind == "claim" && (path == "" || len(s.files[p.path].data) > len(s.files[path].data)) {
			path = p.path
		}
	}
	return path
}

// askLighthouse gives the score of each category.
func askLighthouse(t *testing.T, program, address string) map[string]float64 {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	ask(t, program, address, "--quiet", "--output=json", "--output-path="+report,
		"--only-categories=performance,accessibility,best-practices,seo",
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update")
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Categories map[string]struct{ Score *float64 }
	}
	if err := json.Unmarshal(data, &said); err != nil {
		t.Fatal(err)
	}
	scores := map[string]float64{}
	for name, category := range said.Categories {
		if category.Score == nil {
			t.Fatalf("%s: Lighthouse could not look at %s", address, name)
		}
		scores[name] = *category.Score
	}
	if len(scores) != 4 {
		t.Fatalf("%s: Lighthouse speaks of %v", address, scores)
	}
	return scores
}

// zipped compresses texts, as every host does.
func zipped(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || strings.HasSuffix(r.URL.Path, ".png") {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		h.ServeHTTP(zippedWriter{w, z}, r)
		_ = z.Close() // the browser may have left
	})
}

type zippedWriter struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w zippedWriter) Write(data []byte) (int, error) { return w.z.Write(data) }
