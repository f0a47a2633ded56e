package files_test

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
)

func TestSymlinks(t *testing.T) {
	s := onDisk(t)
	outside := t.TempDir()
	s.write("content/real.md", "real")
	s.write("public/x.md", "x")
	if err := os.Symlink("real.md", s.real("content/file.md")); err != nil {
		t.Skip(err)
	}
	s.ok(os.Symlink(".", s.real("content/loop")))
	s.ok(os.Symlink("../public", s.real("content/dir")))
	s.ok(os.Symlink(outside, s.real("content/out")))
	s.ok(os.Symlink("nowhere", s.real("content/dangling.png")))
	s.ok(os.Symlink("self", s.real("content/self")))
	s.ok(os.Symlink("user@host.123", s.real("content/.#real.md"))) // as Emacs locks files
	s.ok(os.Symlink(outside, s.real("claims")))
	s.ok(os.Symlink("content/real.md", s.real("site.yaml")))

	got := s.scan(nil)
	want(t, "files", got.paths(), "content/real.md")
	want(t, "problems", got.problems(), "claims: A004", "content/dangling.png: A004", "content/dir: A004",
		"content/file.md: A004", "content/loop: A004", "content/out: A004", "content/self: A004", "site.yaml: A004")
	equal(t, s.scan(got.snap), got)

	s.ok(os.Remove(s.real("content/file.md")))
	s.write("content/file.md", "mended")
	got = s.scan(got.snap)
	if got.read["content/file.md"] != "mended" || len(got.diags) != 7 {
		t.Errorf("%v, %v", got.read, got.diags)
	}
}

func TestWrongKindAtTheTop(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("site.yaml/a.md", "")
		s.write("claims", "")
		s.write("content/a.md", "")
		got := s.scan(nil)
		want(t, "files", got.paths(), "content/a.md")
		want(t, "problems", got.problems(), "claims: A001", "site.yaml: A001")
	})
}

func TestBadNames(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for _, name := range []string{"a\xffb.md", "bell\x07.md", "c1\u0085.png", "del\x7f", "new\nline/index.md", "fine ü ñ 字.md"} {
			s.write("claims/"+name, "x")
		}
		s.write("claims/.\x01", "ignored first")
		got := s.scan(nil)
		want(t, "files", got.paths(), "claims/fine ü ñ 字.md")
		want(t, "problems", got.problems(), "claims/a\xffb.md: A404", "claims/bell\x07.md: A404",
			"claims/c1\u0085.png: A404", "claims/del\x7f: A404", "claims/new\nline: A404")
	})
}

func TestTooLarge(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		const limit = 16 << 20
		for name, size := range map[string]int64{"big.md": limit + 1, "just.txt": limit, "film.mp4": limit + 1} {
			s.write("content/"+name, "")
			f, err := s.fs.OpenFile("content/"+name, os.O_RDWR, 0)
			s.ok(err)
			s.ok(f.Truncate(size))
			s.ok(f.Close())
		}
		got := s.scan(nil)
		want(t, "files", got.paths(), "content/film.mp4", "content/just.txt")
		want(t, "read", got.readPaths(), "content/just.txt")
		want(t, "problems", got.problems(), "content/big.md: A005")
		want(t, "problems again", s.scan(got.snap).problems(), "content/big.md: A005")
	})
}

func TestUnreadable(t *testing.T) {
	s := onDisk(t)
	if os.Getuid() <= 0 {
		t.Skip("root reads everything; Windows knows no such modes")
	}
	s.write("content/a.md", "a")
	s.write("content/no.md", "no")
	s.write("content/shut/b.md", "b")
	s.ok(os.Chmod(s.real("content/no.md"), 0))
	s.ok(os.Chmod(s.real("content/shut"), 0))
	t.Cleanup(func() { _ = os.Chmod(s.real("content/shut"), 0o755) })
	got := s.scan(nil)
	want(t, "files", got.paths(), "content/a.md")
	want(t, "problems", got.problems(), "content/no.md: A001", "content/shut: A001")

	s.ok(os.Chmod(s.real("content/no.md"), 0o644))
	s.ok(os.Chmod(s.real("content/shut"), 0o755))
	got = s.scan(got.snap)
	want(t, "read when mended", got.readPaths(), "content/no.md", "content/shut/b.md")
	want(t, "problems", got.problems())
}

func TestFailingFileSystem(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("content/a.md", "a")
		s.write("content/bad.md", "bad")
		s.write("content/shut/b.md", "b")
		s.write("content/image.png", "b")
		broken := errors.New("input/output error")
		fsys := hooked{Fs: s.fs, opened: func(name string) error {
			switch name {
			case "content/bad.md", "content/image.png":
				return broken
			case "content/shut":
				return fs.ErrPermission
			}
			return nil
		}}
		got := s.scanWith(fsys, nil)
		want(t, "files", got.paths(), "content/a.md")
		want(t, "problems", got.problems(), "content/bad.md: A001", "content/image.png: A001", "content/shut: A001")
		if m := got.diags[0].Message; m != "cannot be read: input/output error" {
			t.Errorf("message is %q", m)
		}
		want(t, "problems later", s.scan(got.snap).problems())
	})
}

func TestVanishing(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("claims/a.md", "a")
		s.write("claims/gone.md", "gone")
		s.write("claims/folder/b.md", "b")
		s.write("content/c/d.md", "d")
		fsys := hooked{Fs: s.fs,
			listed: once("claims", func() {
				s.ok(s.fs.Remove("claims/gone.md"))
				s.ok(s.fs.RemoveAll("claims/folder"))
			}),
			opened: func(name string) error {
				if name == "content/c" {
					return s.fs.RemoveAll("content") // just before it is opened
				}
				return nil
			},
		}
		got := s.scanWith(fsys, nil)
		want(t, "files", got.paths(), "claims/a.md")
		want(t, "problems", got.problems())
	})
}

// What was a file when the folder was listed may be anything when it is opened.
func TestReplacedWhileScanning(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links takes a privilege")
	}
	s := onDisk(t)
	s.write("claims/dir.md", "was a file")
	s.write("claims/file/x.md", "in a folder")
	s.write("claims/link.md", "was a file")
	s.write("claims/renamed.md", "old")
	fsys := hooked{Fs: s.fs, listed: once("claims", func() {
		s.ok(s.fs.Remove("claims/dir.md"))
		s.write("claims/dir.md/index.md", "in a folder now")
		s.ok(s.fs.RemoveAll("claims/file"))
		s.write("claims/file", "now a file")
		s.ok(s.fs.Remove("claims/link.md"))
		s.ok(os.Symlink("renamed.md", s.real("claims/link.md")))
		s.write("claims/.new", "the new one")
		s.ok(s.fs.Rename("claims/.new", "claims/renamed.md"))
	})}
	got := s.scanWith(fsys, nil)
	want(t, "files", got.paths(), "claims/dir.md/index.md", "claims/renamed.md")
	want(t, "problems", got.problems(), "claims/link.md: A004")
	if got.read["claims/renamed.md"] != "the new one" {
		t.Errorf("%q", got.read)
	}
	// The file in a folder's place is seen the next time.
	want(t, "files", s.scan(got.snap).paths(), "claims/dir.md/index.md", "claims/file", "claims/renamed.md")
}

func TestTornRead(t *testing.T) {
	long := strings.Repeat("old ", 20_000)
	edits := map[string]string{
		"longer": long + "and more", "shorter": "new", "same size": strings.Repeat("new ", 20_000), "empty": "",
	}
	for _, name := range []string{"content/a.md", "content/a.mp4"} {
		for what, edit := range edits {
			t.Run(name+" "+what, func(t *testing.T) {
				everywhere(t, func(t *testing.T, s *site) {
					s.write(name, long)
					later := noon.Add(time.Second)
					fsys := hooked{Fs: s.fs, read: once(name, func() { s.writeAt(later, name, edit) })}
					got := s.scanWith(fsys, nil)
					want(t, "problems", got.problems())
					equal(t, got, s.scan(nil))
					if read, text := got.read[name]; text && read != edit {
						t.Error("torn content was handed over")
					}
				})
			})
		}
	}
}

func TestChangesAllTheTime(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.write("content/log.txt", "x")
		s.write("content/a.md", "a")
		fsys := hooked{Fs: s.fs, read: func(name string) {
			if name == "content/log.txt" {
				old, err := afero.ReadFile(s.fs, name)
				s.ok(err)
				s.ok(afero.WriteFile(s.fs, name, append(old, 'x'), 0o644))
			}
		}}
		got := s.scanWith(fsys, nil)
		want(t, "files", got.paths(), "content/a.md")
		want(t, "read", got.readPaths(), "content/a.md")
		want(t, "problems", got.problems(), "content/log.txt: "+string(diag.CannotRead))
	})
}

// Some file systems list a file twice that is renamed meanwhile.
func TestListedTwice(t *testing.T) {
	s := inMemory(t)
	s.write("claims/a.md", "a")
	s.write("claims/b/c.md", "c")
	got := s.scanWith(doubled{s.fs}, nil)
	want(t, "files", got.paths(), "claims/a.md", "claims/b/c.md")
	want(t, "problems", got.problems())
}

type doubled struct{ afero.Fs }

func (d doubled) Open(name string) (afero.File, error) {
	f, err := d.Fs.Open(name)
	return doubledFile{f}, err
}

type doubledFile struct{ afero.File }

func (d doubledFile) Readdir(n int) ([]os.FileInfo, error) {
	infos, err := d.File.Readdir(n)
	return append(infos, infos...), err
}

func TestScan_LimitsTheDepthOfFolders(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		deepest := "claims" + strings.Repeat("/a", 31)
		s.write(deepest+"/b.md", "read")
		s.write(deepest+"/c/d.md", "not read")
		s.write(deepest+"/c"+strings.Repeat("/e", 40)+"/f.md", "not read")
		got := s.scan(nil)
		want(t, "files", got.paths(), deepest+"/b.md")
		want(t, "problems", got.problems(),
			deepest+"/c: A026")
	})
}
