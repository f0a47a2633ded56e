package cli

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// tryLock locks a file for this process that stands for a folder, since Windows locks no folders. The
// system ends the lock with the process. It reports whether another process holds it.
func tryLock(_ *os.File, path string) (unlock func(), busy bool) {
	base, err := userCache()
	if err != nil || os.MkdirAll(base, 0o700) != nil {
		return func() {}, false
	}
	f, err := os.OpenFile(filepath.Join(base, "lock-"+nameOf(path)), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return func() {}, false
	}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		f.Close()
		return nil, true
	}
	return func() { f.Close() }, false
}
