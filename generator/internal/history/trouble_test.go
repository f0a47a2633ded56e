package history_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/generator/internal/history"
)

func TestMissingHistoryIsAnError(t *testing.T) {
	sound := newRepo(t)
	sound.commit(map[string]string{"README.md": "x"})
	sound.git("tag", "early")
	sound.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	sound.commit(map[string]string{"claims/a.md": "2"})
	sound.commit(map[string]string{"claims/a.md": "3"})
	empty := newRepo(t)
	empty.put(map[string]string{"site.yaml": "title: T\n"})
	shallow := repo{t, filepath.Join(t.TempDir(), "shallow")}
	sound.git("clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(sound.dir), shallow.dir)
	bare := repo{t, filepath.Join(t.TempDir(), "bare")}
	sound.git("clone", "-q", "--bare", sound.dir, bare.dir)
	none := t.TempDir()

	for what, tt := range map[string]struct{ root, rev, want string }{
		"no repository":              {none, "HEAD", "the site is in no git repository, so nothing tells what was published before; check it in a clone of its repository, or make it one: git init, then commit"},
		"no folder":                  {filepath.Join(none, "x"), "HEAD", "git does not open the site's repository: "},
		"no commit":                  {empty.dir, "HEAD", "the repository has no commit yet, so nothing tells what was published before; commit the site first"},
		"no commit, none named":      {empty.dir, "", "the repository has no commit yet"},
		"no commit, a branch":        {empty.dir, "main", "the repository has no commit yet"},
		"unknown":                    {sound.dir, "v9", `the repository has no revision "v9"; give a commit, a tag or a branch`},
		"further back than there is": {sound.dir, "HEAD~9", `the repository has no revision "HEAD~9"; `},
		"an option":                  {sound.dir, "--output=x", `the repository has no revision "--output=x"; `},
		"a range":                    {sound.dir, "HEAD~1..HEAD", `the repository has no revision "HEAD~1..HEAD"; `},
		"all that is not in one":     {sound.dir, "^HEAD", `the repository has no revision "^HEAD"; `},
		"a file":                     {sound.dir, "HEAD:site.yaml", `the repository has no revision "HEAD:site.yaml"; `},
		"a hash of nothing":          {sound.dir, strings.Repeat("0123456789", 4), `the repository has no revision "0123456789`},
		"of two lines":               {sound.dir, "HEAD\nHEAD", `the repository has no revision "HEAD\nHEAD"; `},
		"with a zero":                {sound.dir, "HEAD\x00", "git does not read the site's history: "},
		"before the site":            {sound.dir, "early", `there was no site in this folder at "early"; `},
		"cut off":                    {shallow.dir, "HEAD~1", `the clone is shallow and does not have the revision "HEAD~1"; fetch the whole history: git fetch --unshallow, or actions/checkout with fetch-depth: 0`},
		"cut off, none named":        {shallow.dir, "", `the clone is shallow and does not have the revision "HEAD^"; `},
		"bare":                       {bare.dir, "HEAD", "the site's folder is not in a working tree of git's, "},
		"in the repository itself":   {filepath.Join(sound.dir, ".git"), "HEAD", "the site's folder is not in a working tree of git's, "},
	} {
		t.Run(what, func(t *testing.T) {
			got, err := history.At(t.Context(), tt.root, tt.rev, all)
			if got != nil {
				t.Fatalf("got %+v", got)
			}
			if says := said(t, err); !strings.HasPrefix(says, tt.want) {
				t.Errorf("got  %s\nwant %s", says, tt.want)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(sound.dir, "x")); err == nil {
		t.Error("a revision was taken for an option")
	}
}

func TestAShallowCloneHasItsLastCommit(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "1"})
	r.commit(map[string]string{"claims/a.md": "2"})
	shallow := repo{t, filepath.Join(t.TempDir(), "shallow")}
	r.git("clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(r.dir), shallow.dir)
	shallow.put(map[string]string{"claims/a.md": "3"})
	for _, rev := range []string{"", "HEAD"} {
		if got := listed(shallow.at("", rev).Files); got != "claims/a.md=2\n" {
			t.Errorf("%q: got\n%s", rev, got)
		}
	}
}

func TestWithoutGit(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n"})
	t.Setenv("PATH", t.TempDir())
	_, err := history.At(t.Context(), r.dir, "HEAD", all)
	if got := said(t, err); !strings.HasPrefix(got, "git is not installed, and without it nothing tells what was published before; install git") {
		t.Errorf("got %s", got)
	}
}

func TestARepositoryOfSomebodyElseIsNotOpened(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n"})
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1") // as in git's own tests
	_, err := history.At(t.Context(), r.dir, "HEAD", all)
	if got := said(t, err); !strings.HasPrefix(got, "git does not open the site's repository: detected dubious ownership in repository at ") {
		t.Errorf("got %s", got)
	}
}

func TestContentThatTheRepositoryLacks(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n", "claims/a.md": "lost"})
	hash := r.git("rev-parse", "HEAD:claims/a.md")
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", hash[:2], hash[2:])); err != nil {
		t.Fatal(err)
	}
	r.put(map[string]string{"claims/a.md": ""})
	_, err := history.At(t.Context(), r.dir, "HEAD", all)
	if got := said(t, err); !strings.HasPrefix(got, "the repository lacks the content that claims/a.md had; ") {
		t.Errorf("got %s", got)
	}
}

// A program that is called git, but is another, must not be believed.
func TestAnotherProgramCalledGit(t *testing.T) {
	r := newRepo(t)
	r.commit(map[string]string{"site.yaml": "title: T\n"})
	r.put(map[string]string{"site.yaml": "title: U\n"})
	for what, script := range map[string]string{
		"says yes to all":     "echo true; echo false",
		"says nothing":        "",
		"fails":               "exit 1",
		"fails with a signal": "kill -9 $$",
	} {
		t.Run(what, func(t *testing.T) {
			bin := t.TempDir()
			if err := os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", bin)
			got, err := history.At(t.Context(), r.dir, "HEAD", all)
			if got != nil {
				t.Errorf("got %+v", got)
			}
			said(t, err)
		})
	}
}
