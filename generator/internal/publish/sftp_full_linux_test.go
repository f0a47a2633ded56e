package publish_test

import (
	"strings"
	"syscall"
	"testing"

	"assay/generator/internal/publish"
)

// A disk that is full is said, and what is there stays as it is.
func TestSFTPWithAFullDisk(t *testing.T) {
	s := startSSHD(t)
	small := t.TempDir()
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("no small file system can be mounted: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, 0) })
	p := diskPlace(small, func(t *testing.T, dir string) publish.Store {
		store, err := publish.OpenSFTP(t.Context(), s.to(s.address, dir))
		if err != nil {
			t.Fatal(err)
		}
		return store
	})
	if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
		t.Fatal(err)
	}
	files := first()
	files["assets/large.bin"], files["index.html"] = strings.Repeat("x", 2<<20), "front 2"
	_, err := publish.Publish(t.Context(), p.open(t), site(t, files), quick())
	if err == nil || !strings.Contains(err.Error(), "assets/large.bin") || !strings.Contains(err.Error(), "its disk may be full") {
		t.Errorf("%v", err)
	}
	if got := p.read(t)["index.html"]; got != "front 1" {
		t.Errorf("the front page is %q", got)
	}
	if _, err := publish.Publish(t.Context(), p.open(t), site(t, second()), quick()); err != nil {
		t.Error(err)
	}
}
