package watch_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestWatchesRunOut runs in a user namespace of its own, where the system allows fewer watches or watchers.
func TestWatchesRunOut(t *testing.T) {
	for limit, told := range map[string]string{
		"max_inotify_watches":   "sysctl fs.inotify.max_user_watches=",
		"max_inotify_instances": "sysctl fs.inotify.max_user_instances=",
	} {
		t.Run(limit, func(t *testing.T) {
			if os.Getenv(limitedVariable) == "" {
				inNamespace(t)
				return
			}
			allowed := map[string]string{"max_inotify_watches": "3", "max_inotify_instances": "0"}
			if err := os.WriteFile("/proc/sys/user/"+limit, []byte(allowed[limit]), 0); err != nil {
				t.Skip("cannot limit: ", err)
			}
			f := newFolder(t) // with three folders and its root
			f.start(ways["events"])
			if got := f.isTold(); !strings.Contains(got, told) {
				t.Errorf("told %q", got)
			}
			f.listens = false
			f.watchesOnlyItsFolders()
			f.write("claims/x/y.md", "polled")
			f.shown()
			f.end()
			if len(f.told) > 0 {
				t.Errorf("told %q, too", <-f.told)
			}
		})
	}
}

const limitedVariable = "ASSAY_TEST_LIMITED"

// inNamespace runs the test that calls it again, as the root of a new user namespace.
func inNamespace(t *testing.T) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+strings.ReplaceAll(t.Name(), "/", "$/^")+"$", "-test.v")
	cmd.Env = append(os.Environ(), limitedVariable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed):
		t.Errorf("%v\n%s", err, out)
	case err != nil:
		t.Skip("there are no user namespaces here: ", err)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	}
}
