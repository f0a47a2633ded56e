//go:build !windows

package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// isOwn reports whether a folder belongs to the user, and only the user may write to it.
func isOwn(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && info.Mode().Perm()&0o022 == 0
}
