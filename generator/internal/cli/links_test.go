package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

func TestLinks(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/fine":
			fmt.Fprint(w, "<title>Report</title>")
		case "/moved":
			http.Redirect(w, r, "/fine", http.StatusPermanentRedirect)
		case "/soft":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>Page not found</title>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	site := beginSite(t, "--no-git")
	if err := os.Remove(filepath.Join(site, "claims", "example.md")); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(`---
claim: The moon is made of cheese.
claimant: {name: Ann}
verdict: "false"
conclusion: It is rock.
published: 2026-01-10
authors: [desk]
appearances: [{url: BASE/fine}]
statements: [{claimant: {name: Ben}, said: 2026-01-01, url: BASE/moved}]
sources:
  - {id: a, title: A, url: BASE/gone, archive: "https://archive.example.org/a"}
  - {id: b, title: B, url: BASE/soft}
---
Rock [@a] [@b].
`, "BASE", server.URL)
	if err := os.WriteFile(filepath.Join(site, "claims", "moon.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (string, string, int) {
		return assayIn(t, site, append([]string{"links", "--allow-private", "--pause", "1ms"}, args...)...)
	}
	out, errs, code := run()
	want := strings.ReplaceAll(`claims/moon.md:9:61: moved: BASE/moved
    it stands at BASE/fine
claims/moon.md:11:28: gone: BASE/gone
    it answers with status 404
    there is a copy at https://archive.example.org/a
claims/moon.md:12:28: soft-404: BASE/soft
    its title is “Page not found”
4 pages: 1 ok, 1 moved, 1 gone, 1 soft-404; of those that are lost 1 has a copy
`, "BASE", server.URL)
	if out != want || code != 0 {
		t.Errorf("it ends with %d and says\n%s%swant\n%s", code, out, errs, want)
	}
	before := asked.Load()
	if _, _, code := run("--strict"); code != 1 {
		t.Errorf("a page is lost that has no copy, and it ends with %d", code)
	}
	if n := asked.Load() - before; n != 2 {
		t.Errorf("the next time %d pages are asked for, want those that are lost", n)
	}
	out, _, _ = run("--format", "json", "--max-age", "0")
	var rows []struct {
		State, To string
		Places    []struct {
			File         string
			Line, Column int
			What         string
		}
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || len(rows) != 4 || rows[0].State != "ok" || rows[1].To != server.URL+"/fine" || rows[1].Places[0].What != "statement" {
		t.Errorf("%v: %s", err, out)
	}
	if out, _, _ := run("--all"); !strings.Contains(out, "claims/moon.md:8:21: ok: "+server.URL+"/fine\n") {
		t.Errorf("with --all it says\n%s", out)
	}
	if err := os.WriteFile(filepath.Join(site, ".assay", "links.json"), []byte(`[{"url": 1`), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := run(); out != want || code != 0 {
		t.Errorf("with a damaged cache it ends with %d and says\n%s%s", code, out, errs)
	}
}
