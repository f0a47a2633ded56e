//go:build unix

package files_test

import (
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"assay/generator/internal/files"
)

func TestPipesAndSockets(t *testing.T) {
	s := onDisk(t)
	s.write("content/a.md", "a")
	if err := syscall.Mkfifo(s.real("content/pipe.md"), 0o644); err != nil {
		t.Skip(err)
	}
	s.ok(syscall.Mkfifo(s.real("content/.pipe"), 0o644))
	s.ok(syscall.Mkfifo(s.real("site.yaml"), 0o644))
	problems := []string{"content/pipe.md: A001", "site.yaml: A001"}
	t.Chdir(s.dir) // a socket's path must be short
	if l, err := net.Listen("unix", "content/socket"); err == nil {
		t.Cleanup(func() { _ = l.Close() })
		problems = append(problems[:1:1], "content/socket: A001", "site.yaml: A001")
	}
	got := s.scan(nil)
	want(t, "files", got.paths(), "content/a.md")
	want(t, "problems", got.problems(), problems...)
}

func TestPipeInPlaceOfAFile(t *testing.T) {
	s := onDisk(t)
	s.write("content/empty.png", "")
	f, ok := s.scan(nil).snap.Get("content/empty.png")
	if !ok {
		t.Fatal("not found")
	}
	s.ok(s.fs.Remove(f.Path))
	if err := syscall.Mkfifo(s.real(f.Path), 0o644); err != nil {
		t.Skip(err)
	}
	wantChanged(t, files.CopyTo(io.Discard, s.fs, f))
}

// It may have taken a file's place after that was looked at.
func TestOpeningAPipeDoesNotWaitForAWriter(t *testing.T) {
	s := onDisk(t)
	if err := syscall.Mkfifo(s.real("pipe.md"), 0o644); err != nil {
		t.Skip(err)
	}
	opened := make(chan error, 1)
	go func() {
		f, err := s.fs.Open("pipe.md")
		if err == nil {
			err = f.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		s.ok(err)
	case <-time.After(10 * time.Second):
		t.Fatal("it waits")
	}
}
