package files_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/files"
)

func TestRootMethods(t *testing.T) {
	s := onDisk(t)

	s.ok(s.fs.Mkdir("a", 0o755))
	s.ok(s.fs.MkdirAll("b/c/d", 0o755))
	s.ok(s.fs.MkdirAll("", 0o755)) // there already

	f, err := s.fs.Create("a/new.txt")
	s.ok(err)
	_, err = f.WriteString("one")
	s.ok(err)
	s.ok(f.Close())

	f, err = s.fs.OpenFile("/a/new.txt", os.O_WRONLY|os.O_APPEND, 0)
	s.ok(err)
	_, err = f.WriteString(" two")
	s.ok(err)
	s.ok(f.Close())

	got, err := os.ReadFile(s.real("a/new.txt"))
	s.ok(err)
	if string(got) != "one two" {
		t.Errorf("content is %q", got)
	}

	s.ok(s.fs.Rename("a/new.txt", "/b/c/moved.txt"))
	s.ok(s.fs.Chtimes("b/c/moved.txt", noon, noon))
	s.ok(s.fs.Chmod("b/c/moved.txt", 0o600))
	if err := s.fs.Chown("b/c/moved.txt", os.Getuid(), os.Getgid()); err != nil && runtime.GOOS != "windows" {
		t.Error(err)
	}
	info, err := s.fs.Stat("b/c/moved.txt")
	s.ok(err)
	if !info.ModTime().Equal(noon) || info.Size() != 7 || info.Name() != "moved.txt" {
		t.Errorf("stat gives %v %v %v", info.Name(), info.Size(), info.ModTime())
	}
	if runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode is %v", info.Mode())
	}

	s.ok(s.fs.Remove("b/c/moved.txt"))
	s.ok(s.fs.RemoveAll("b"))
	s.ok(s.fs.RemoveAll("never/there"))
	if _, err := s.fs.Stat("b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed folder: %v", err)
	}
	if f, err := s.fs.Open("b"); err == nil || f != nil {
		t.Errorf("a missing file opens as %v, %v", f, err)
	}
	if s.fs.Name() == "" {
		t.Error("no name")
	}
}

func TestRootNames(t *testing.T) {
	s := onDisk(t)
	s.write("claims/a.md", "a")
	for _, root := range []string{"", ".", "/", "//"} {
		infos, err := afero.ReadDir(s.fs, root)
		if err != nil || len(infos) != 1 || infos[0].Name() != "claims" {
			t.Errorf("%q: %v, %v", root, infos, err)
		}
	}
	for _, name := range []string{"claims/a.md", "/claims/a.md", "./claims/a.md", "claims/../claims/a.md", "claims//a.md"} {
		if got, err := afero.ReadFile(s.fs, name); err != nil || string(got) != "a" {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}

func TestRootStopsEscapes(t *testing.T) {
	s := onDisk(t)
	outside := t.TempDir()
	s.ok(os.WriteFile(filepath.Join(outside, "secret"), []byte("s"), 0o644))
	s.write("in", "")
	names := []string{"../x", "/../x", "a/../../x", ".."}
	if err := os.Symlink(outside, s.real("link")); err == nil {
		s.ok(os.Symlink(filepath.Join(outside, "secret"), s.real("file")))
		names = append(names, "link/secret", "link/new", "file")
	}
	methods := map[string]func(string) error{
		"Open":     func(n string) error { _, err := s.fs.Open(n); return err },
		"Create":   func(n string) error { _, err := s.fs.Create(n); return err },
		"OpenFile": func(n string) error { _, err := s.fs.OpenFile(n, os.O_RDWR|os.O_CREATE, 0o644); return err },
		"MkdirAll": func(n string) error { return s.fs.MkdirAll(n+"/y", 0o755) },
		"Stat":     func(n string) error { _, err := s.fs.Stat(n); return err },
		"Lstat":    func(n string) error { _, _, err := s.fs.(afero.Lstater).LstatIfPossible(n + "/."); return err },
		"Chmod":    func(n string) error { return s.fs.Chmod(n, 0o600) },
		"Chtimes":  func(n string) error { return s.fs.Chtimes(n, time.Now(), time.Now()) },
		"Rename":   func(n string) error { return s.fs.Rename("in", n+"/y") },
	}
	for _, name := range names {
		for method, call := range methods {
			if call(name) == nil {
				t.Errorf("%s(%q) worked", method, name)
			}
		}
	}
	if err := s.fs.Remove("../" + filepath.Base(outside)); err == nil {
		t.Error("Remove worked outside")
	}
	if got, err := os.ReadFile(filepath.Join(outside, "secret")); err != nil || string(got) != "s" {
		t.Errorf("the file outside is now %q, %v", got, err)
	}
}

func TestRootLstat(t *testing.T) {
	s := onDisk(t)
	s.write("real", "x")
	if err := os.Symlink("real", s.real("link")); err != nil {
		t.Skip(err)
	}
	info, did, err := s.fs.(afero.Lstater).LstatIfPossible("link")
	s.ok(err)
	if !did || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("lstat of a link: %v, %v", did, info.Mode())
	}
	info, err = s.fs.Stat("link")
	s.ok(err)
	if !info.Mode().IsRegular() {
		t.Errorf("stat of a link: %v", info.Mode())
	}
}

// The output is written through afero's own helpers too.
func TestRootWithAfero(t *testing.T) {
	s := onDisk(t)
	f, err := afero.TempFile(s.fs, ".", "stage")
	s.ok(err)
	s.ok(f.Close())
	s.write("a/b/c.txt", "c")
	var walked []string
	s.ok(afero.Walk(s.fs, "a", func(p string, _ os.FileInfo, err error) error {
		walked = append(walked, filepath.ToSlash(p))
		return err
	}))
	want(t, "walked", walked, "a", "a/b", "a/b/c.txt")
}

func TestRootClosed(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fsys := files.NewRoot(root)
	if err := root.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := fsys.Open("."); err == nil {
		t.Error("a closed root opens")
	}
}
