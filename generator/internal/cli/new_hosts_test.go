package cli_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// host is a machine that builds a site for a host, as far as it can be played here: with a shell, git and curl, and without the program.
type host struct {
	t    *testing.T
	site string
	home string
	env  []string
}

// newHost begins a site with a claim that is published, and puts the program where a release would be.
func newHost(t *testing.T, name string) *host {
	t.Helper()
	for _, tool := range []string{"git", "curl", "sha256sum", "tar"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	h := &host{t: t, home: t.TempDir(), site: beginSite(t, "--ci", name, "--base-url", "https://facts.example.org/")}
	archive := h.archive()
	release := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/assay_linux_amd64.tar.gz" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(archive)
	}))
	t.Cleanup(release.Close)
	h.env = []string{"PATH=" + filepath.Dir(h.tool("git")) + ":/usr/bin:/bin", "HOME=" + h.home, "GIT_AUTHOR_NAME=T", "GIT_AUTHOR_EMAIL=t@example.org",
		"GIT_COMMITTER_NAME=T", "GIT_COMMITTER_EMAIL=t@example.org", "ASSAY_URL=" + release.URL + "/assay_linux_amd64.tar.gz", fmt.Sprintf("ASSAY_SHA256=%x", sha256.Sum256(archive))}
	h.write("claims/moon.md", `"false"`)
	h.must("git add . && git commit --quiet -m Start")
	return h
}

func (h *host) tool(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		h.t.Fatal(err)
	}
	return path
}

// archive is a release whose program runs the one that is tested.
func (h *host) archive() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	script := "#!/bin/sh\nexec " + h.tool("assay") + " \"$@\"\n"
	for name, text := range map[string]string{"assay": script, "LICENSE": "x"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
			h.t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	if err := w.Close(); err != nil {
		h.t.Fatal(err)
	}
	_ = z.Close()
	return b.Bytes()
}

func (h *host) write(name, verdict string) {
	h.t.Helper()
	text := "---\nclaim: The moon is made of cheese.\nclaimant: {name: Ann}\nverdict: " + verdict + "\nconclusion: It is rock.\npublished: 2026-01-10\nauthors: [desk]\n" +
		"sources: [{id: a, title: Samples, publisher: An agency, kind: primary}]\n---\nRock [@a].\n"
	if err := os.WriteFile(filepath.Join(h.site, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// run runs a command as the machine does.
func (h *host) run(command string, env ...string) (string, error) {
	c := exec.CommandContext(h.t.Context(), "sh", "-c", command)
	c.Dir, c.Env = h.site, append(h.env, env...)
	out, err := c.CombinedOutput()
	return string(out), err
}

func (h *host) must(command string, env ...string) string {
	h.t.Helper()
	out, err := h.run(command, env...)
	if err != nil {
		h.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return out
}

func (h *host) read(name string) string {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.site, filepath.FromSlash(name)))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text)
}

// commands are what a host runs, as its own file says.
func (h *host) commands(name string) []string {
	h.t.Helper()
	switch name {
	case "github":
		var file struct {
			Jobs map[string]struct{ Steps []struct{ Run string } }
		}
		if err := yaml.Unmarshal([]byte(h.read(".github/workflows/publish.yml")), &file); err != nil {
			h.t.Fatal(err)
		}
		var all []string
		for _, step := range file.Jobs["site"].Steps {
			if step.Run != "" {
				all = append(all, step.Run)
			}
		}
		return all
	case "gitlab":
		var file map[string]struct{ Script []string }
		text := regexp.MustCompile(`(?s)variables:.*?\n\n`).ReplaceAllString(h.read(".gitlab-ci.yml"), "")
		if err := yaml.Unmarshal([]byte(text), &file); err != nil {
			h.t.Fatal(err)
		}
		return append(file["check"].Script, file["pages"].Script...)
	case "netlify":
		var all []string
		for _, m := range regexp.MustCompile(`command = "(.*)"`).FindAllStringSubmatch(h.read("netlify.toml"), -1) {
			all = append(all, m[1])
		}
		return all
	default:
		return []string{"sh ci/build"}
	}
}

// TestFilesOfHosts runs what the files of new sites have hosts run. What hosts do by themselves, such as restoring caches and publishing, is
// not played.
func TestFilesOfHosts(t *testing.T) {
	for _, name := range []string{"github", "gitlab", "netlify", "cloudflare"} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t, name)
			first := strings.TrimSpace(h.must("git rev-parse HEAD"))
			env := []string{"FORMAT=github", "SINCE=" + first, "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + first, "CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000",
				"CACHED_COMMIT_REF=" + first, "DEPLOY_PRIME_URL=https://preview.example.org/"}
			commands := h.commands(name)
			if len(commands) == 0 {
				t.Fatal("nothing is run")
			}
			for _, command := range commands {
				h.must(command, env...)
			}
			home := h.read("public/index.html")
			if want := map[bool]string{true: "https://preview.example.org/", false: "https://facts.example.org/"}[name == "netlify"]; !strings.Contains(home, want) {
				t.Errorf("the home page does not stand at %s", want)
			}
			if name == "netlify" || name == "cloudflare" {
				if headers := h.read("public/_headers"); !strings.Contains(headers, "/claims/*\n  Content-Security-Policy: default-src 'none'; ") {
					t.Errorf("the headers are\n%s", headers)
				}
			}
			if out := h.must(commands[len(commands)-1], env...); !strings.Contains(out, " 0 removed") || !strings.Contains(out, "0 written") {
				t.Errorf("the next build says %s", out)
			}

			h.write("claims/moon.md", `"true"`)
			h.must("git commit --quiet -am Changed")
			out, err := h.run(commands[0], env...)
			if err == nil || !strings.Contains(out, "A331") {
				t.Errorf("a verdict was changed in silence, and it says %v\n%s", err, out)
			}
			if name == "github" && !strings.Contains(out, "::error file=claims/moon.md,line=") {
				t.Errorf("there is no annotation:\n%s", out)
			}
		})
	}
}

// A clone without history, and a program that is not the one that was meant.
func TestHostsWithoutWhatTheyNeed(t *testing.T) {
	h := newHost(t, "github")
	h.write("claims/moon.md", `"true"`)
	h.must("git commit --quiet -am Changed")
	whole := h.site
	h.site = filepath.Join(t.TempDir(), "shallow")
	h.site, whole = whole, h.site
	h.must("git clone --quiet --depth 1 file://" + h.site + " " + whole)
	h.site = whole
	if out, err := h.run("sh ci/build", "SINCE=HEAD~1"); err == nil || !strings.Contains(out, "A331") {
		t.Errorf("of a clone without history it says %v\n%s", err, out)
	}
	h.must("rm -r $HOME/.cache/assay/bin")
	if out, err := h.run("sh ci/build", "ASSAY_SHA256="+strings.Repeat("0", 64)); err == nil || !strings.Contains(out, "FAILED") {
		t.Errorf("another program is run: %v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(h.home, ".cache", "assay", "bin", "assay")); err == nil {
		t.Error("another program is unpacked")
	}
	for i, e := range h.env {
		if strings.HasPrefix(e, "ASSAY_URL=") {
			h.env[i] = "X=y"
		}
	}
	if out, err := h.run("sh ci/build"); err == nil || !strings.Contains(out, "set it to the address of the archive") {
		t.Errorf("without an address it says %v\n%s", err, out)
	}
}

func TestPublishingToAServer(t *testing.T) {
	if _, err := exec.LookPath("rsync"); err != nil {
		t.Skip(err)
	}
	h := newHost(t, "server")
	to := t.TempDir()
	h.must("sh ci/publish " + to)
	for _, name := range []string{"index.html", "claims/moon/index.html"} {
		if _, err := os.Stat(filepath.Join(to, filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(to, ".assay-manifest")); err == nil {
		t.Error("the list of files is published")
	}
	if err := os.WriteFile(filepath.Join(to, "stray.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	h.must("sh ci/publish " + to)
	if _, err := os.Stat(filepath.Join(to, "stray.html")); err == nil {
		t.Error("what is gone stays")
	}
}
