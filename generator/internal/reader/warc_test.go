package reader

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/archive"
	"assay/generator/internal/fetch"
)

// What is kept of a page is read by others who read web archives.
func TestWebArchives(t *testing.T) {
	modules := judges(t)
	if modules == "" {
		t.Skip()
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, "<title>Page</title>"+strings.Repeat("Wörter. ", 10_000))
	}))
	defer server.Close()
	client := fetch.New(fetch.Options{UserAgent: "test", AllowPrivate: true})
	defer client.Close()
	content, _, err := archive.Snapshot(t.Context(), client, server.URL+"/old", "Assay", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "page.warc.gz")
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "node", "testdata/warc.cjs", modules, name).CombinedOutput()
	want := strings.ReplaceAll("warcinfo - - true\nresponse BASE/old HTTP/1.1 301 Moved Permanently true\nresponse BASE/new HTTP/1.1 200 OK true\n", "BASE", server.URL)
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}
