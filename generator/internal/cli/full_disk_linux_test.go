package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestBuildWatchTriesAgainWhenTheDiskWasFull(t *testing.T) {
	small := t.TempDir()
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("no small file system can be mounted: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, 0) })
	ballast := filepath.Join(small, ".ballast") // dotfiles may be in an output folder
	w := watch(t, "build", "--watch", "--output", small)
	w.until("a site", func() bool { return strings.Contains(w.printed(), " written") })
	fill(t, ballast)

	w.replace("claims/moon.md", "It is rock", "It is basalt")
	w.until("a complaint", func() bool { return strings.Contains(w.complained(), "no space left on device") })
	old, err := os.ReadFile(filepath.Join(small, "claims/moon/index.html"))
	if err != nil || !strings.Contains(string(old), "It is rock") {
		t.Errorf("the old page is damaged: %v, %q", err, old)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	w.until("the new page without another edit", func() bool {
		data, err := os.ReadFile(filepath.Join(small, "claims/moon/index.html"))
		return err == nil && strings.Contains(string(data), "It is basalt")
	})
	if n := strings.Count(w.complained(), "no space left"); n != 1 {
		t.Errorf("it complained %d times:\n%s", n, w.complained())
	}
	w.end()
}

// fill writes a file until its file system is full.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
}
