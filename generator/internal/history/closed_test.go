package history_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"assay/generator/internal/history"
)

// TestNothingInARepositoryIsRun tries every way known to have git run a program that a repository names.
// A marker program leaves a file; both commands must do without it.
func TestNothingInARepositoryIsRun(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the marker is a shell script")
	}
	ways := map[string]func(r repo, marker string){
		"file system monitor": func(r repo, marker string) { r.git("config", "core.fsmonitor", marker) },
		"clean filter":        func(r repo, marker string) { r.attributes("filter=x"); r.git("config", "filter.x.clean", marker) },
		"smudge filter":       func(r repo, marker string) { r.attributes("filter=x"); r.git("config", "filter.x.smudge", marker) },
		"filter process":      func(r repo, marker string) { r.attributes("filter=x"); r.git("config", "filter.x.process", marker) },
		"external diff":       func(r repo, marker string) { r.git("config", "diff.external", marker) },
		"text conversion":     func(r repo, marker string) { r.attributes("diff=x"); r.git("config", "diff.x.textconv", marker) },
		"command of a diff":   func(r repo, marker string) { r.attributes("diff=x"); r.git("config", "diff.x.command", marker) },
		"pager":               func(r repo, marker string) { r.git("config", "core.pager", marker) },
		"ssh command": func(r repo, marker string) {
			r.partial("ssh://e.test.invalid/x")
			r.git("config", "core.sshCommand", marker)
		},
		"remote helper":     func(r repo, marker string) { r.partial("ext::" + marker) },
		"local upload pack": func(r repo, marker string) { r.partial(r.dir); r.git("config", "remote.origin.uploadpack", marker) },
		"proxy": func(r repo, marker string) {
			r.partial("git://e.test.invalid/x")
			r.git("config", "core.gitProxy", marker)
		},
		"credential helper": func(r repo, marker string) {
			r.partial("https://127.0.0.1:1/x")
			r.git("config", "credential.helper", "!"+marker)
		},
		"password prompt": func(r repo, marker string) {
			r.partial("https://127.0.0.1:1/x")
			r.git("config", "core.askPass", marker)
		},
		"signatures": func(r repo, marker string) {
			r.git("config", "log.showSignature", "true")
			r.git("config", "gpg.program", marker)
		},
		"alias": func(r repo, marker string) {
			r.git("config", "alias.ls-tree", "!"+marker)
			r.git("config", "alias.cat-file", "!"+marker)
		},
		"alternate references": func(r repo, marker string) { r.git("config", "core.alternateRefsCommand", marker) },
		"included settings": func(r repo, marker string) {
			r.put(map[string]string{"evil": "[core]\n\tfsmonitor = " + marker + "\n"})
			r.git("config", "include.path", "../evil")
		},
		"hooks": func(r repo, marker string) {
			script, err := os.ReadFile(marker)
			if err != nil {
				r.t.Fatal(err)
			}
			for _, name := range []string{"post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"} {
				if err := os.WriteFile(filepath.Join(r.dir, ".git", "hooks", name), script, 0o700); err != nil {
					r.t.Fatal(err)
				}
			}
		},
	}
	for name, prepare := range ways {
		t.Run(name, func(t *testing.T) {
			r := newRepo(t)
			r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
			ran := filepath.Join(t.TempDir(), "ran")
			marker := filepath.Join(t.TempDir(), "marker.sh")
			if err := os.WriteFile(marker, []byte("#!/bin/sh\necho run > "+ran+"\ncat\n"), 0o700); err != nil {
				t.Fatal(err)
			}
			r.put(map[string]string{"claims/a.md": "2"})
			r.git("add", "claims/a.md")
			prepare(r, marker)
			_ = os.Remove(ran) // of what prepared it
			if _, err := history.At(t.Context(), r.dir, "HEAD", all); err != nil && !strings.Contains(err.Error(), "git") && !strings.Contains(err.Error(), "lacks") {
				t.Error(err)
			}
			if _, err := history.Staged(t.Context(), r.dir, all); err != nil && !strings.Contains(err.Error(), "git") && !strings.Contains(err.Error(), "lacks") {
				t.Error(err)
			}
			_ = history.CheckOut(t.Context(), r.dir, t.TempDir())
			if _, err := os.Stat(ran); err == nil {
				t.Error("the repository's program ran")
			}
		})
	}
}

// attributes gives all files an attribute.
func (r repo) attributes(attribute string) {
	r.put(map[string]string{".git/info/attributes": "* " + attribute + "\n"})
}

// partial makes the repository the partial clone of another, and loses the object of a file, which git
// would fetch when it is needed.
func (r repo) partial(url string) {
	hash := r.git("rev-parse", "HEAD:claims/a.md")
	for _, setting := range [][2]string{{"core.repositoryformatversion", "1"}, {"extensions.partialClone", "origin"}, {"remote.origin.promisor", "true"}, {"remote.origin.partialclonefilter", "blob:none"}, {"remote.origin.url", url}} {
		r.git("config", setting[0], setting[1])
	}
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", hash[:2], hash[2:])); err != nil {
		r.t.Fatal(err)
	}
}

// TestABareRepositoryInACheckout is not taken for the site's.
func TestABareRepositoryInACheckout(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	bare := filepath.Join(t.TempDir(), "site")
	r.git("clone", "-q", "--bare", r.dir, bare)
	if err := os.WriteFile(filepath.Join(bare, "site.yaml"), []byte("title: T\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := history.At(t.Context(), bare, "HEAD", all); err == nil {
		t.Error("it was opened")
	}
}
