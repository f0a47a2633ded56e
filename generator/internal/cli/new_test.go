package cli_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/generator/internal/cli"
)

// assayIn runs a command in a folder and gives what it prints, and its exit code.
func assayIn(t *testing.T, dir string, args ...string) (out, errs string, code int) {
	t.Helper()
	t.Chdir(dir)
	var o, e bytes.Buffer
	code = cli.Run(t.Context(), args, cli.Streams{In: strings.NewReader(""), Out: &o, Err: &e})
	return o.String(), e.String(), code
}

// A new site in a folder of the test's.
func beginSite(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "facts")
	if _, errs, code := assayIn(t, filepath.Dir(dir), append([]string{"new", "site", dir, "--author", "Desk", "--clock", "2026-06-01"}, args...)...); code != 0 {
		t.Fatal(errs)
	}
	return dir
}

// Nobody sits at the other end of what only looks like a terminal.
func TestNobodyIsAskedWhoIsNotThere(t *testing.T) {
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer nothing.Close()
	dir := filepath.Join(t.TempDir(), "facts")
	var out, errs bytes.Buffer
	if code := cli.Run(t.Context(), []string{"new", "site", dir, "--no-git"}, cli.Streams{In: nothing, Out: &out, Err: &errs}); code != 0 || strings.Contains(errs.String(), "?") {
		t.Errorf("it ends with %d and says %s", code, errs.String())
	}
}

func TestNewClaimAsksThePage(t *testing.T) {
	site := beginSite(t, "--no-git")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/talk":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<title>x</title><script type="application/ld+json">{"@type": "VideoObject", "name": "Talk: a \"dialogue\", {live}", "uploadDate": "2017-01-18T10:00:00Z"}</script>
				<meta property="og:site_name" content="The Stage&#x200b;">`)
		case "/moved":
			http.Redirect(w, r, "/talk", http.StatusFound)
		case "/pdf":
			w.Header().Set("Content-Type", "application/pdf")
		default:
			http.Error(w, "gone", http.StatusGone)
		}
	}))
	defer server.Close()
	full := `{url: URL, title: "Talk: a \"dialogue\", {live}", publisher: The Stage, media: video, date: "2017-01-18"}`
	for path, want := range map[string]string{"/talk": full, "/moved": full, "/pdf": "{url: URL}", "/nothing": "{url: URL}"} {
		out, errs, code := assayIn(t, site, "new", "claim", "Said at "+path, "--allow-private", "--url", server.URL+path)
		if code != 0 {
			t.Fatal(errs)
		}
		text, err := os.ReadFile(strings.TrimSpace(out))
		if err != nil {
			t.Fatal(err)
		}
		if want := "appearances:\n  - " + strings.Replace(want, "URL", server.URL+path, 1) + "\n"; !strings.Contains(string(text), want) {
			t.Errorf("of %s it writes\n%swant\n%s", path, text, want)
		}
		if says := strings.Contains(errs, "answers with status 410"); says != (path == "/nothing") {
			t.Errorf("of %s it says %q", path, errs)
		}
	}
	if _, errs, code := assayIn(t, site, "build", "--drafts"); code != 0 {
		t.Errorf("what was written does not build:\n%s", errs)
	}
}
