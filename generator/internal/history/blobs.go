package history

import (
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // it is how git names content
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// blob is a file in the repository: its path from the site's folder and the hash of its content.
type blob struct{ path, hash string }

// changed returns the files of a commit, among those that want takes, that are different or missing in
// the index or in the working tree.
func (r *repository) changed(ctx context.Context, commit string, want func(path string) bool) ([]blob, error) {
	out, err := r.git(ctx, nil, "ls-tree", "-r", "-z", commit)
	if err != nil {
		return nil, notRead(err)
	}
	before, err := parseTree(string(out))
	if err != nil {
		return nil, err
	}
	before = slices.DeleteFunc(before, func(b blob) bool { return !want(b.path) })
	if !r.staged {
		return r.notInFolder(ctx, before)
	}
	index, err := r.index(ctx, ".")
	if err != nil {
		return nil, err
	}
	now := map[blob]bool{}
	for _, b := range index {
		now[b] = true
	}
	return slices.DeleteFunc(before, func(b blob) bool { return now[b] }), nil
}

// notInFolder returns the files that the working tree does not have with the same bytes. It reads them
// itself: git would run filters and monitors that a repository's configuration names.
func (r *repository) notInFolder(ctx context.Context, blobs []blob) ([]blob, error) {
	root, err := os.OpenRoot(r.root)
	if err != nil {
		return nil, notRead(err)
	}
	defer root.Close()
	var different []blob
	for _, b := range blobs {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !isIn(root, b) {
			different = append(different, b)
		}
	}
	return different, nil
}

// isIn reports whether a folder has a regular file with the content of a blob.
func isIn(root *os.Root, b blob) bool {
	name := filepath.FromSlash(b.path)
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxBlob {
		return false
	}
	content, err := root.ReadFile(name)
	if err != nil {
		return false
	}
	if hashOf(content, len(b.hash)) == b.hash {
		return true
	}
	unix := bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")) // as git stores what it checks out otherwise
	return len(unix) < len(content) && hashOf(unix, len(b.hash)) == b.hash
}

// hashOf returns the hash that git gives a blob, in as many hexadecimal digits as the repository's
// object format has: 40 for SHA-1, 64 for SHA-256.
func hashOf(content []byte, digits int) string {
	h := sha1.New() //nolint:gosec // it is how git names content
	if digits == 2*sha256.Size {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// maxBlob is the size in bytes up to which files are compared and read.
const maxBlob = 64 << 20

// parseTree reads what git ls-tree -z prints: "mode type hash", a tab, the path and a zero for each file
// (https://git-scm.com/docs/git-ls-tree). Links and submodules are left out.
func parseTree(out string) ([]blob, error) { return parseList(out, "ls-tree", 2) }

// index returns the files under some paths that are staged.
func (r *repository) index(ctx context.Context, paths ...string) ([]blob, error) {
	out, err := r.git(ctx, nil, append([]string{"ls-files", "-z", "--stage", "--"}, paths...)...)
	if err != nil {
		return nil, notRead(err)
	}
	return parseList(string(out), "ls-files", 1)
}

// parseList reads lists of files that end in a zero each: fields, of which one is the hash, a tab, the
// path.
func parseList(out, command string, hash int) ([]blob, error) {
	var blobs []blob
	for entry := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		if entry == "" {
			continue
		}
		info, path, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(info)
		if !ok || len(fields) < 3 || !isHash(fields[hash]) {
			return nil, notUnderstood(command)
		}
		if strings.HasPrefix(fields[0], "100") && filepath.IsLocal(filepath.FromSlash(path)) { // neither a link, 120000, nor a submodule, 160000
			blobs = append(blobs, blob{path, fields[hash]})
		}
	}
	return blobs, nil
}

func isHash(text string) bool {
	return (len(text) == 2*sha1.Size || len(text) == 2*sha256.Size) && strings.Trim(text, "0123456789abcdef") == ""
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
