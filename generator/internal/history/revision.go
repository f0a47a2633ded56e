package history

import (
	"context"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/config"
)

// siteFile, behind the hash of a commit, names the file that every site has; the dot is the folder that git runs in.
const siteFile = ":./" + config.FileName

// commit gives the hash of a revision at which there was a site.
func (r *repository) commit(ctx context.Context, rev string) (string, error) {
	if strings.HasPrefix(rev, "-") { // git would take it for an option
		return "", noRevision(rev)
	}
	commit, err := r.resolve(ctx, rev+"^{commit}")
	if err != nil {
		return "", err
	}
	if commit == "" {
		return "", r.unresolved(ctx, rev)
	}
	file, err := r.resolve(ctx, commit+siteFile)
	if err == nil && file == "" {
		err = noSite(rev)
	}
	return commit, err
}

// unresolved finds out why there is no such revision.
func (r *repository) unresolved(ctx context.Context, rev string) error {
	last, err := r.resolve(ctx, head+"^{commit}")
	switch {
	case err != nil:
		return err
	case last == "":
		return noCommit()
	case r.shallow:
		return cutOff(rev)
	}
	return noRevision(rev)
}

// resolve gives the hash of the one object that an expression names, "" where it names none.
func (r *repository) resolve(ctx context.Context, expression string) (string, error) {
	out, err := r.git(ctx, nil, "rev-parse", "--verify", "--quiet", expression)
	hash := strings.TrimSpace(string(out))
	switch {
	case err != nil && !refused(err):
		return "", notRead(err)
	case err != nil, strings.Trim(hash, "0123456789abcdef") != "": // ^HEAD means all that is not in it
		return "", nil
	}
	return hash, nil
}

// time is when a commit was made.
func (r *repository) time(ctx context.Context, commit string) (time.Time, error) {
	out, err := r.git(ctx, nil, "rev-list", "--max-count=1", "--timestamp", commit, "--")
	if err != nil {
		return time.Time{}, notRead(err)
	}
	seconds, _, _ := strings.Cut(string(out), " ")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}, notUnderstood("rev-list")
	}
	return time.Unix(unix, 0).UTC(), nil
}
