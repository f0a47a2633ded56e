package history

import (
	"bytes"
	"context"
	"strconv"
	"strings"
)

// blob is a file in the repository.
type blob struct{ path, hash string }

// changed lists the files under the site's folder that a commit has otherwise than the working tree.
func (r *repository) changed(ctx context.Context, commit string) ([]blob, error) {
	args := []string{"diff", "--raw", "-z", "--no-abbrev", "--relative", "--no-renames", "--no-ext-diff", "--ignore-submodules=all"}
	if r.staged {
		args = append(args, "--cached")
	}
	out, err := r.git(ctx, nil, append(args, commit, "--", ".")...)
	if err != nil {
		return nil, notRead(err)
	}
	return parseRaw(string(out))
}

// parseRaw reads what git diff --raw -z prints: for each path ":mode mode hash hash letter", a zero, the path, a zero. The
// first mode and hash are the commit's, and zeros where it has no such path (https://git-scm.com/docs/diff-format).
func parseRaw(out string) ([]blob, error) {
	var blobs []blob
	for out != "" {
		info, rest, ok := strings.Cut(out, "\x00")
		path, rest, also := strings.Cut(rest, "\x00")
		fields := strings.Fields(strings.TrimPrefix(info, ":"))
		if !ok || !also || len(fields) != 5 {
			return nil, notUnderstood("diff")
		}
		if strings.HasPrefix(fields[0], "100") { // neither a link, 120000, nor a submodule, 160000
			blobs = append(blobs, blob{path, fields[2]})
		}
		out = rest
	}
	return blobs, nil
}

// contents reads files, all with one process.
func (r *repository) contents(ctx context.Context, blobs []blob) (map[string][]byte, error) {
	if len(blobs) == 0 {
		return map[string][]byte{}, nil
	}
	var ask bytes.Buffer
	for _, b := range blobs {
		ask.WriteString(b.hash + "\n")
	}
	out, err := r.git(ctx, ask.Bytes(), "cat-file", "--batch")
	if err != nil {
		return nil, notRead(err)
	}
	return parseBatch(out, blobs)
}

// parseBatch reads the answers of git cat-file --batch, in the order of the questions: "hash type size", a line end, the
// content, a line end; or "hash missing" (https://git-scm.com/docs/git-cat-file). The contents share out's memory.
func parseBatch(out []byte, blobs []blob) (map[string][]byte, error) {
	files := make(map[string][]byte, len(blobs))
	for _, b := range blobs {
		info, rest, ok := bytes.Cut(out, []byte("\n"))
		fields := strings.Fields(string(info))
		if len(fields) == 2 && fields[1] == "missing" {
			return nil, missing(b.path)
		}
		if !ok || len(fields) != 3 || fields[0] != b.hash || fields[1] != "blob" {
			return nil, notUnderstood("cat-file")
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size < 0 || size >= len(rest) {
			return nil, notUnderstood("cat-file")
		}
		files[b.path] = rest[:size:size]
		out = rest[size+1:]
	}
	return files, nil
}
