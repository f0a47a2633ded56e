package history_test

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/history"
)

// repo is a repository made for a test.
type repo struct {
	t   *testing.T
	dir string
}

// newRepo makes an empty repository. What the tester's own configuration says of git plays no part.
func newRepo(t *testing.T) repo {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	r := repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repo) git(args ...string) string {
	r.t.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=Test", "-c", "user.email=test@example.org"}, args...)...)
	c.Dir = r.dir
	c.Env = append(c.Environ(), "GIT_AUTHOR_DATE=2026-01-12T12:00:00+01:00", "GIT_COMMITTER_DATE=2026-01-12T12:00:00+01:00")
	out, err := c.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// put writes files; one without content is removed.
func (r repo) put(files map[string]string) {
	r.t.Helper()
	for name, content := range files {
		name = filepath.Join(r.dir, name)
		err := os.Remove(name)
		if content != "" {
			err = errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(content), 0o644))
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
}

// commit writes files and commits all there is.
func (r repo) commit(files map[string]string) {
	r.t.Helper()
	r.put(files)
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "m")
}

func all(string) bool { return true }

// at reads a revision of the site in a folder of the repository.
func (r repo) at(folder, rev string) *history.Revision {
	r.t.Helper()
	got, err := history.At(r.t.Context(), filepath.Join(r.dir, folder), rev, all)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

// listed writes files one a line, in order.
func listed(files map[string][]byte) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b.WriteString(name + "=" + string(files[name]) + "\n")
	}
	return b.String()
}

// said gives what an error says to whoever runs the program; it must be of the one code.
func said(t *testing.T, err error) string {
	t.Helper()
	var p *diag.Problem
	if !errors.As(err, &p) || p.Code != diag.NoHistory || p.Hint == "" {
		t.Fatalf("the error is %#v", err)
	}
	return p.Message + "; " + p.Hint
}
