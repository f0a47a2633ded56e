package reader

import (
	"bytes"
	"compress/gzip"
	"regexp"
	"strings"
	"testing"
)

// What a check may weigh, compressed.
const (
	pageBudget   = 20 << 10 // the longest check with its style sheets
	scriptBudget = 5 << 10  // all scripts of a page
)

var (
	styleSheet = regexp.MustCompile(`<link rel="stylesheet" href="/([^"]+)"`)
	script     = regexp.MustCompile(`<script[^>]* src="/([^"]+)"`)
)

func TestACheckIsLight(t *testing.T) {
	for _, s := range sites(t) {
		for _, p := range s.pages {
			if p.kind != "claim" {
				continue
			}
			html := s.files[p.path].data
			weight, scripts := compressed(t, html), 0
			for _, m := range styleSheet.FindAllSubmatch(html, -1) {
				weight += compressed(t, s.files[string(m[1])].data)
			}
			for _, m := range script.FindAllSubmatch(html, -1) {
				scripts += compressed(t, s.files[string(m[1])].data)
			}
			t.Logf("%s %s: %d bytes, scripts %d", s.name, p.address(), weight, scripts)
			if weight > pageBudget || scripts > scriptBudget || !strings.Contains(string(html), "stylesheet") {
				t.Errorf("%s %s: %d bytes with its style, %d of scripts; at most %d and %d",
					s.name, p.address(), weight, scripts, pageBudget, scriptBudget)
			}
		}
	}
}

func compressed(t *testing.T, data []byte) int {
	t.Helper()
	if len(data) == 0 {
		t.Fatal("nothing to be compressed")
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
