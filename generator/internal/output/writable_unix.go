//go:build !windows

package output

import (
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// isWritable reports whether this process may put files into a folder, as far as its owner and mode say.
func isWritable(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || os.Geteuid() == 0 {
		return true
	}
	const write, enter = 0o2, 0o1
	allowed := info.Mode().Perm()
	switch groups, _ := os.Getgroups(); {
	case int(stat.Uid) == os.Geteuid():
		allowed >>= 6
	case int(stat.Gid) == os.Getegid(), slices.Contains(groups, int(stat.Gid)):
		allowed >>= 3
	}
	return allowed&(write|enter) == write|enter
}
