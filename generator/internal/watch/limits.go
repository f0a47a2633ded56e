package watch

import (
	"errors"
	"runtime"
	"syscall"
)

// explain says why the system cannot watch, and what can be done about it.
func explain(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the system allows no more watches (raise the limit with: sysctl fs.inotify.max_user_watches=524288)"
	case !errors.Is(err, syscall.EMFILE) && !errors.Is(err, syscall.ENFILE):
		return "the folders cannot be watched: " + err.Error()
	case runtime.GOOS == "linux":
		return "the system allows no more watchers (raise the limit with: sysctl fs.inotify.max_user_instances=512)"
	}
	return "the system allows no more open files (raise the limit with: ulimit -n 65536)"
}
