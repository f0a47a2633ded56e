package history_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/history"
)

func TestWhatDiffersIsReadAsItWas(t *testing.T) {
	const site = "title: T\n"
	for what, tt := range map[string]struct {
		folder    string
		then, now map[string]string
		want      string
	}{
		"nothing": {"", map[string]string{"claims/a.md": "1"}, nil, ""},
		"changed": {"", map[string]string{"claims/a.md": "1", "claims/b.md": "1"}, map[string]string{"claims/a.md": "2"}, "claims/a.md=1\n"},
		"deleted": {"", map[string]string{"claims/a.md": "1"}, map[string]string{"claims/a.md": ""}, "claims/a.md=1\n"},
		"moved":   {"", map[string]string{"claims/a.md": "1"}, map[string]string{"claims/a.md": "", "claims/2026/a.md": "1"}, "claims/a.md=1\n"},
		"new":     {"", map[string]string{"claims/a.md": "1"}, map[string]string{"claims/b.md": "2"}, ""},
		"in a sub-folder": {"news/facts", map[string]string{"news/facts/site.yaml": site, "news/facts/claims/a.md": "1", "claims/a.md": "other"},
			map[string]string{"news/facts/claims/a.md": "2", "claims/a.md": "another"}, "claims/a.md=1\n"},
		"of unusual names": {"", map[string]string{"claims/a\nb\"c\td.md": "1", "claims/cafe\u0301 \u4e2d.md": "2", "claims/\\x:(y) z.md": "3", "-rf": "4", "\xff.md": "5"},
			map[string]string{"claims/a\nb\"c\td.md": "9", "claims/cafe\u0301 \u4e2d.md": "9", "claims/\\x:(y) z.md": "9", "-rf": "9", "\xff.md": "9"},
			"-rf=4\nclaims/\\x:(y) z.md=3\nclaims/a\nb\"c\td.md=1\nclaims/cafe\u0301 \u4e2d.md=2\n\xff.md=5\n"},
		"of the same content": {"", map[string]string{"claims/a.md": "1", "claims/b.md": "1"}, map[string]string{"claims/a.md": "", "claims/b.md": ""},
			"claims/a.md=1\nclaims/b.md=1\n"},
		"without line ends, or nothing but": {"", map[string]string{"claims/a.md": "\n", "claims/b.md": "x\n\n", "claims/c.md": "\x00"},
			map[string]string{"claims/a.md": "", "claims/b.md": "", "claims/c.md": ""}, "claims/a.md=\n\nclaims/b.md=x\n\n\nclaims/c.md=\x00\n"},
		"no longer a folder": {"", map[string]string{"claims/a/index.md": "1"}, map[string]string{"claims/a/index.md": "", "claims/a.md": "1"}, "claims/a/index.md=1\n"},
	} {
		t.Run(what, func(t *testing.T) {
			r := newRepo(t)
			r.put(map[string]string{"site.yaml": site})
			r.commit(tt.then)
			r.put(tt.now)
			if got := r.at(tt.folder, "HEAD"); listed(got.Files) != tt.want {
				t.Errorf("uncommitted: got\n%s", listed(got.Files))
			}
			r.commit(nil)
			if got := r.at(tt.folder, "HEAD~1"); listed(got.Files) != tt.want {
				t.Errorf("committed: got\n%s", listed(got.Files))
			}
		})
	}
}

func TestARevisionHasItsNameHashAndTime(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n"})
	r.git("tag", "-a", "-m", "m", "v1")
	got := r.at("", "v1")
	when := time.Date(2026, 1, 12, 11, 0, 0, 0, time.UTC)
	if got.Name != "v1" || got.Commit != r.git("rev-parse", "HEAD") || !got.Time.Equal(when) || got.Time.Location() != time.UTC {
		t.Errorf("got %+v", got)
	}
}

func TestOnlyWantedFilesAreRead(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1", "public/a.html": "1"})
	r.put(map[string]string{"claims/a.md": "2", "public/a.html": "2"})
	got, err := history.At(t.Context(), r.dir, "HEAD", func(path string) bool { return strings.HasPrefix(path, "claims/") })
	if err != nil || listed(got.Files) != "claims/a.md=1\n" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestLinksAndSubmodulesAreLeftOut(t *testing.T) {
	r := newRepo(t)
	if err := os.Symlink("site.yaml", filepath.Join(r.dir, "link.md")); err != nil {
		t.Skip(err)
	}
	other := newRepo(t)
	other.commit(map[string]string{"claims/a.md": "1"})
	r.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.dir, "claims/other")
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/real.md": "1"})
	r.put(map[string]string{"link.md": "", "claims/real.md": ""})
	r.git("rm", "-q", "-f", "claims/other")
	r.put(map[string]string{"link.md": "now a file"})
	if got := listed(r.at("", "HEAD").Files); got != ".gitmodules="+r.git("show", "HEAD:.gitmodules")+"\n\nclaims/real.md=1\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestTouchedFilesDoNotDiffer(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(r.dir, "claims/a.md"), later, later); err != nil {
		t.Fatal(err)
	}
	if got := listed(r.at("", "HEAD").Files); got != "" {
		t.Errorf("got\n%s", got)
	}
}

func TestLineEndsAreTheRepositorys(t *testing.T) {
	r := newRepo(t)
	r.git("config", "core.autocrlf", "true")
	r.commit(map[string]string{"site.yaml": "title: T\r\n", "claims/a.md": "one\r\ntwo\r\n"})
	if got := listed(r.at("", "HEAD").Files); got != "" {
		t.Errorf("unchanged: got\n%s", got)
	}
	r.put(map[string]string{"claims/a.md": "three\r\n"})
	if got := listed(r.at("", "HEAD").Files); got != "claims/a.md=one\ntwo\n\n" {
		t.Errorf("got %q", got)
	}
}

func TestConfiguredToolsPlayNoPart(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", ".gitattributes": "*.md diff=odd\n", "claims/a.md": "1"})
	for key, value := range map[string]string{
		"diff.external": "false", "diff.odd.textconv": "false", "core.pager": "false", "color.ui": "always",
		"diff.noprefix": "true", "diff.renames": "copies", "log.showSignature": "true", "diff.relative": "false",
	} {
		r.git("config", key, value)
	}
	r.put(map[string]string{"claims/a.md": "", "claims/b.md": "1"})
	if got := listed(r.at("", "HEAD").Files); got != "claims/a.md=1\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestFilesInConflictAreRead(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1", "claims/b.md": "1"})
	r.git("checkout", "-q", "-b", "side")
	r.commit(map[string]string{"claims/a.md": "2", "claims/b.md": ""})
	r.git("checkout", "-q", "main")
	r.commit(map[string]string{"claims/a.md": "3", "claims/b.md": "3"})
	c := exec.Command("git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "merge", "side")
	c.Dir = r.dir
	if out, err := c.CombinedOutput(); err == nil {
		t.Fatalf("there is no conflict: %s", out)
	}
	if got := listed(r.at("", "HEAD").Files); got != "claims/a.md=3\n" && got != "claims/a.md=3\nclaims/b.md=3\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestWithoutARevisionTheLastCommitIsMeant(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	if got := r.at("", ""); got.Name != "HEAD" || listed(got.Files) != "" {
		t.Errorf("of the first commit: %+v", got)
	}
	r.put(map[string]string{"claims/a.md": "2"})
	if got := r.at("", ""); got.Name != "HEAD" || listed(got.Files) != "claims/a.md=1\n" {
		t.Errorf("before the commit: %+v", got)
	}
	r.commit(nil)
	if got := r.at("", ""); got.Name != "HEAD^" || listed(got.Files) != "claims/a.md=1\n" {
		t.Errorf("after the commit: %+v", got)
	}
	r.git("checkout", "-q", "-b", "side", "HEAD~1")
	r.commit(map[string]string{"claims/b.md": "side"})
	r.git("checkout", "-q", "main")
	r.git("merge", "-q", "--no-ff", "-m", "m", "side")
	r.put(map[string]string{"claims/b.md": "main"})
	r.git("commit", "-q", "-a", "--amend", "-m", "m")
	if got := r.at("", ""); got.Name != "HEAD^" || listed(got.Files) != "" {
		t.Errorf("of a merge: %+v", got)
	}
}

func TestTheFirstCommitOfASiteHasNothingBeforeIt(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"README.md": "x"})
	r.commit(map[string]string{"facts/site.yaml": "title: T\n", "facts/claims/a.md": "1"})
	if got := r.at("facts", ""); got.Name != "HEAD" || len(got.Files) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestVariablesOfHooks(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"facts/site.yaml": "title: T\n", "facts/claims/a.md": "1"})
	r.put(map[string]string{"facts/claims/a.md": "2"})
	other := newRepo(t)
	for what, tt := range map[string]struct {
		in  string
		env map[string]string
	}{
		"of a commit":             {r.dir, map[string]string{"GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": "facts/"}},
		"of a push":               {r.dir, map[string]string{"GIT_DIR": ".git"}},
		"relative to a folder":    {filepath.Join(r.dir, "facts", "claims"), map[string]string{"GIT_DIR": "../../.git", "GIT_WORK_TREE": "../.."}},
		"only the tree":           {r.dir, map[string]string{"GIT_WORK_TREE": "."}},
		"of a repository outside": {other.dir, map[string]string{"GIT_DIR": filepath.Join(r.dir, ".git"), "GIT_WORK_TREE": r.dir}},
	} {
		t.Run(what, func(t *testing.T) {
			t.Chdir(tt.in)
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			got, err := history.At(t.Context(), filepath.Join(r.dir, "facts"), "HEAD", all)
			if err != nil || listed(got.Files) != "claims/a.md=1\n" {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	t.Run("of another repository", func(t *testing.T) {
		t.Chdir(other.dir)
		t.Setenv("GIT_DIR", ".git")
		_, err := history.At(t.Context(), filepath.Join(r.dir, "facts"), "HEAD", all)
		if got := said(t, err); !strings.HasPrefix(got, "the site's folder is not in a working tree") {
			t.Errorf("got %s", got)
		}
	})
}

func TestALinkedWorkTree(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	linked := repo{t, filepath.Join(t.TempDir(), "linked")}
	r.git("worktree", "add", "-q", "-b", "side", linked.dir)
	linked.put(map[string]string{"claims/a.md": "2"})
	if got := listed(linked.at("", "HEAD").Files); got != "claims/a.md=1\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestACallCanBeEnded(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := history.At(ctx, r.dir, "HEAD", all); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsStagedIsCompared(t *testing.T) {
	r := newRepo(t)
	staged := func(folder string) *history.Revision {
		t.Helper()
		got, err := history.Staged(t.Context(), filepath.Join(r.dir, folder), all)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	checkedOut := func(folder string) string {
		t.Helper()
		dir := t.TempDir()
		if err := history.CheckOut(t.Context(), filepath.Join(r.dir, folder), dir); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(filepath.Join(dir, "claims", "a.md")) // there may be none
		return string(text)
	}
	r.put(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1", "other/x": "x"})
	if got := staged(""); got != nil || checkedOut("") != "" {
		t.Errorf("before the first commit there is %v, with nothing staged %q", got, checkedOut(""))
	}
	r.git("add", ".")
	if got := staged(""); got != nil || checkedOut("") != "1" {
		t.Errorf("before the first commit there is %v, staged %q", got, checkedOut(""))
	}
	r.git("commit", "-q", "-m", "m")
	r.put(map[string]string{"claims/a.md": "2"})
	if got := staged(""); len(got.Files) != 0 || checkedOut("") != "1" {
		t.Errorf("what is not staged is compared: %s", listed(got.Files))
	}
	r.git("add", ".")
	r.put(map[string]string{"claims/a.md": "3"})
	if got := staged(""); listed(got.Files) != "claims/a.md=1\n" || checkedOut("") != "2" {
		t.Errorf("of what is staged there is %s, checked out %q", listed(got.Files), checkedOut(""))
	}
	r.put(map[string]string{"news/site.yaml": "title: N\n", "news/claims/a.md": "n"})
	r.git("add", "news")
	if got := staged("news"); got != nil || checkedOut("news") != "n" {
		t.Errorf("of a new site there is %v, checked out %q", got, checkedOut("news"))
	}
}
