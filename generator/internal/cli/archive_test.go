package cli_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assay/generator/internal/waybacktest"
)

// The words of a claim that is checked in the tests of archive; BASE is where its pages are.
const archivedClaim = "---\r\n" +
	"# Keep this comment.\r\n" +
	"claim: The moon is made of cheese.\r\n" +
	"claimant: {name: Ann}\r\n" +
	"appearances: [{url: BASE/speech}]\r\n" +
	"verdict: \"false\"\r\n" +
	"conclusion: It is rock.\r\n" +
	"published: 2026-01-10\r\n" +
	"authors: [desk]\r\n" +
	"sources:\r\n" +
	"  - id: a\r\n" +
	"    url: 'BASE/report'  # the long one\r\n" +
	"    title: A\r\n" +
	"    quote: the rock is “old”, and … grey\r\n" +
	"  - {id: b, title: B, url: BASE/gone, accessed: 2020-05-02}\r\n" +
	"  - {id: c}\r\n" +
	"---\r\n" +
	"Rock [@a] [@b] [@c].\r\n"

// beginArchive makes a site with pages that have no copy, and the service that has or makes some.
func beginArchive(t *testing.T) (site, pages string, service *waybacktest.Service) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/report":
			http.Redirect(w, r, "/report/2", http.StatusFound)
		case "/report/2", "/speech":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<title>Report</title><p>We say: the rock\nis \"old\", and on the whole <i>grey</i>.")
		case "/shared":
			w.Header().Set("Content-Type", "application/pdf")
			fmt.Fprint(w, "%PDF-1.7")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	service, wayback := waybacktest.New()
	t.Cleanup(wayback.Close)
	site = beginSite(t, "--no-git")
	if err := os.Remove(filepath.Join(site, "claims", "example.md")); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"claims/moon.md":      archivedClaim,
		"claims/sources.json": `[{"id":"c","type":"report","title":"C","URL":"BASE/shared"}]`,
	} {
		if err := os.WriteFile(filepath.Join(site, name), []byte(strings.ReplaceAll(text, "BASE", server.URL)), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return site, server.URL, service
}

func TestArchive(t *testing.T) {
	site, pages, service := beginArchive(t)
	service.Copies[pages+"/gone"] = []string{"20200501101112"}
	service.Troubles[pages+"/speech"] = "refuse"
	service.Troubles[pages+"/report"] = "half"
	run := func(args ...string) (string, string, int) {
		return assayIn(t, site, append([]string{"archive", "--allow-private", "--pause", "1ms", "--poll", "1ms", "--service", service.URL}, args...)...)
	}
	t.Setenv("IA_ACCESS_KEY_ID", "access")
	if _, errs, code := run(); code != 2 || !strings.Contains(errs, "one is set and the other is not") {
		t.Errorf("with half of the keys it ends with %d and says %s", code, errs)
	}
	t.Setenv("IA_SECRET_ACCESS_KEY", "secret")
	out, _, code := run("--dry-run")
	if asked, _ := service.Asked(); code != 0 || len(asked) > 0 || !strings.HasSuffix(out, "4 pages without a copy\n") || !strings.Contains(out, "claims/moon.md:12:10: no copy yet: "+pages+"/report\n") {
		t.Errorf("it ends with %d, asked %v and says\n%s", code, asked, out)
	}
	out, errs, code := run()
	want := strings.NewReplacer("BASE", pages, "ARCHIVE", service.URL+"/web").Replace(`claims/moon.md:5:21: no copy: BASE/speech
    the Wayback Machine refuses it: Couldn't resolve host for BASE/speech
claims/moon.md:12:10: saved: BASE/report
    ARCHIVE/20260601120000/BASE/report
claims/moon.md:15:28: copied: BASE/gone
    ARCHIVE/20200501101112/BASE/gone
claims/sources.json:1:46: saved: BASE/shared
    ARCHIVE/20260601120000/BASE/shared
4 pages: 3 with a copy in the Wayback Machine now, 0 kept in the site, 1 without
`)
	if out != want || code != 0 {
		t.Errorf("it ends with %d and says\n%s%swant\n%s", code, out, errs, want)
	}
	text := strings.NewReplacer(
		"# the long one\r\n", "# the long one\r\n    archive: ARCHIVE/20260601120000/BASE/report\r\n",
		"accessed: 2020-05-02}", "accessed: 2020-05-02, archive: ARCHIVE/20200501101112/BASE/gone}",
	).Replace(archivedClaim)
	text = strings.NewReplacer("BASE", pages, "ARCHIVE", service.URL+"/web").Replace(text)
	if got := read(t, filepath.Join(site, "claims/moon.md")); got != text {
		t.Errorf("the claim is\n%s\nwant\n%s", got, text)
	}
	wantShared := fmt.Sprintf(`[{"id":"c","type":"report","title":"C","URL":"%s/shared","archive":"%s/web/20260601120000/%[1]s/shared"}]`, pages, service.URL)
	if got := read(t, filepath.Join(site, "claims/sources.json")); got != wantShared {
		t.Errorf("the shared source is\n%s\nwant\n%s", got, wantShared)
	}
	if info, err := os.Stat(filepath.Join(site, "claims/moon.md")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("its mode is %v", info.Mode())
	}
	if out, errs, code := assayIn(t, site, "build"); code != 0 {
		t.Errorf("build says\n%s%s", out, errs)
	}
	service.Troubles[pages+"/speech"] = "refuse"
	out, _, code = run("--strict")
	if code != 1 || !strings.HasSuffix(out, "1 page: 0 with a copy in the Wayback Machine now, 0 kept in the site, 1 without\n") {
		t.Errorf("again it ends with %d and says\n%s", code, out)
	}
}

func TestArchiveInAFolder(t *testing.T) {
	site, pages, service := beginArchive(t)
	run := func(args ...string) (string, string, int) {
		return assayIn(t, site, append([]string{"archive", "--allow-private", "--pause", "1ms", "--in", "folder", "--service", service.URL}, args...)...)
	}
	out, errs, code := run()
	want := strings.ReplaceAll(`claims/moon.md:12:10: kept: BASE/report
    claims/snapshots/moon-a.warc.gz
claims/moon.md:15:28: no copy: BASE/gone
    gone: it answers with status 404
claims/sources.json:1:46: no copy: BASE/shared
    CSL-JSON has no place for a kept copy: name it in sources.yaml
3 pages: 0 with a copy in the Wayback Machine now, 1 kept in the site, 2 without
`, "BASE", pages)
	if out != want || code != 0 {
		t.Errorf("it ends with %d and says\n%s%swant\n%s", code, out, errs, want)
	}
	copied := read(t, filepath.Join(site, "claims/snapshots/moon-a.warc.gz"))
	sum := sha256.Sum256([]byte(copied))
	line := regexp.MustCompile(`    snapshot: \{file: snapshots/moon-a\.warc\.gz, sha256: "?` + hex.EncodeToString(sum[:]) + `"?, captured: "20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}\r\n`)
	if got := read(t, filepath.Join(site, "claims/moon.md")); line.ReplaceAllString(got, "") != strings.ReplaceAll(archivedClaim, "BASE", pages) || !line.MatchString(got) {
		t.Errorf("the claim is\n%s", got)
	}
	if out, errs, code := assayIn(t, site, "check"); code != 0 && strings.Contains(out+errs, "snapshot") {
		t.Errorf("check says\n%s%s", out, errs)
	}
	if _, errs, code := assayIn(t, site, "build"); code != 0 {
		t.Errorf("build says\n%s", errs)
	}
	if found, _ := filepath.Glob(filepath.Join(site, "public", "*", "*", "*.warc.gz")); found != nil {
		t.Errorf("it is published: %v", found)
	}
	text := strings.Replace(strings.ReplaceAll(archivedClaim, "BASE", pages), "the rock is “old”, and … grey", "the rock is red", 1)
	if err := os.WriteFile(filepath.Join(site, "claims/moon.md"), []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	out, _, code = run("--format", "json", "--strict", "claims/moon.md")
	var rows []struct{ URL, File, Missing, Why string }
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != 1 || len(rows) != 2 || rows[0].File != "claims/snapshots/moon-a-2.warc.gz" || rows[0].Missing != "the rock is red" {
		t.Errorf("it ends with %d and says\n%s", code, out)
	}
	if _, errs, code := run("../elsewhere.md"); code != 2 || errs == "" {
		t.Errorf("a file elsewhere: %d, %s", code, errs)
	}
}

// A file that is edited while the service is asked keeps what was edited.
func TestArchiveWhileFilesAreEdited(t *testing.T) {
	site, pages, service := beginArchive(t)
	name := filepath.Join(site, "claims/moon.md")
	service.Copies[pages+"/report"] = []string{"20200501101112"}
	edited := strings.Replace(strings.ReplaceAll(archivedClaim, "BASE", pages), "sources:\r\n", "topics: [moon]\r\nsources:\r\n", 1)
	service.Before = func(r *http.Request) {
		if err := os.WriteFile(name, []byte(edited), 0o644); err != nil {
			t.Error(err)
		}
		service.Before = nil
	}
	if _, errs, code := assayIn(t, site, "archive", "--allow-private", "--pause", "1ms", "--service", service.URL, "claims/moon.md"); code != 0 {
		t.Fatal(errs)
	}
	want := strings.Replace(edited, "# the long one\r\n", "# the long one\r\n    archive: "+service.URL+"/web/20200501101112/"+pages+"/report\r\n", 1)
	if got := read(t, filepath.Join(site, "claims/moon.md")); got != want {
		t.Errorf("the claim is\n%s", got)
	}
}
