package files

import (
	"io/fs"
	"syscall"
)

func inodeOf(info fs.FileInfo) inode {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return inode{number: st.Ino, changed: st.Ctim.Nano()}
	}
	return inode{}
}
