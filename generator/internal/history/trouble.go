package history

import (
	"context"
	"errors"
	"os/exec"
	"strings"

	"assay/generator/internal/diag"
)

const fetchAll = "fetch the whole history: git fetch --unshallow, or actions/checkout with fetch-depth: 0"

// notOpened says why there is no repository to ask.
func notOpened(err error) error {
	switch {
	case ended(err):
		return err
	case errors.Is(err, exec.ErrNotFound):
		return diag.Problemf(diag.NoHistory, "git is not installed, and without it nothing tells what was published before").
			Because("install git, and see that its folder is in PATH")
	case strings.HasPrefix(err.Error(), "cannot use bare repository"):
		return noWorkTree()
	case strings.HasPrefix(err.Error(), "not a git repository"): // git has the same exit code for all its troubles
		return diag.Problemf(diag.NoHistory, "the site is in no git repository, so nothing tells what was published before").
			Because("check it in a clone of its repository, or make it one: git init, then commit")
	}
	return diag.Problemf(diag.NoHistory, "git does not open the site's repository: %v", err).
		Because("git status in the site's folder says more")
}

func noWorkTree() error {
	return diag.Problemf(diag.NoHistory, "the site's folder is not in a working tree of git's, so nothing tells what was published before").
		Because("check a clone that is not bare; unset GIT_DIR where it names another repository")
}

func noCommit() error {
	return diag.Problemf(diag.NoHistory, "the repository has no commit yet, so nothing tells what was published before").
		Because("commit the site first")
}

func noRevision(rev string) error {
	return diag.Problemf(diag.NoHistory, "the repository has no revision %q", rev).
		Because("give a commit, a tag or a branch that is here; git fetch brings others")
}

func cutOff(rev string) error {
	return diag.Problemf(diag.NoHistory, "the clone is shallow and does not have the revision %q", rev).Because(fetchAll)
}

func noSite(rev string) error {
	return diag.Problemf(diag.NoHistory, "there was no site in this folder at %q", rev).
		Because("commit it first; of a site that was moved here, only what was published since can be compared")
}

func missing(path string) error {
	return diag.Problemf(diag.NoHistory, "the repository lacks the content that %s had", path).
		Because("git fsck says what else it lacks; a new clone has all")
}

// notRead is for what should not happen in a sound repository.
func notRead(err error) error {
	if ended(err) {
		return err
	}
	return diag.Problemf(diag.NoHistory, "git does not read the site's history: %v", err).
		Because("git fsck says whether the repository is sound")
}

func notUnderstood(command string) error {
	return diag.Problemf(diag.NoHistory, "git %s does not answer as it should", command).
		Because("is the program called git in PATH git itself?")
}

// ended tells that the caller called it off.
func ended(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
