//go:build !windows

package cli

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks an open folder for this process, until it is closed. The system ends the lock with the
// process. It reports whether another process holds it. A file system without locks has none.
func tryLock(folder *os.File, _ string) (unlock func(), busy bool) {
	err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, true
	}
	return func() { _ = syscall.Flock(int(folder.Fd()), syscall.LOCK_UN) }, false
}
