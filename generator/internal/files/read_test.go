package files_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/files"
)

func wantChanged(t *testing.T, err error) {
	t.Helper()
	var d diag.Diagnostic
	if !errors.As(err, &d) || d.Code != diag.ChangedInBuild || d.Severity != diag.Error || d.File == "" {
		t.Errorf("error is %v", err)
	}
}

func TestReadAndCopy(t *testing.T) {
	long := strings.Repeat("long ", 100_000)
	everywhere(t, func(t *testing.T, s *site) {
		for name, content := range map[string]string{"claims/a.md": "a", "claims/empty.png": "", "claims/long.mp4": long} {
			s.write(name, content)
		}
		for f := range s.scan(nil).snap.All() {
			later := noon.Add(time.Hour)
			s.ok(s.fs.Chtimes(f.Path, later, later)) // no change
			got, err := files.Read(s.fs, f)
			s.ok(err)
			var b bytes.Buffer
			s.ok(files.CopyTo(&b, s.fs, f))
			if int64(len(got)) != f.Size || !bytes.Equal(b.Bytes(), got) {
				t.Errorf("%s: %d and %d bytes", f.Path, len(got), b.Len())
			}
		}
	})
}

func TestReadOfAnotherVersion(t *testing.T) {
	const name = "claims/a.md"
	tests := map[string]func(*site){
		"longer":    func(s *site) { s.write(name, "one more") },
		"shorter":   func(s *site) { s.write(name, "o") },
		"same size": func(s *site) { s.write(name, "two") },
		"removed":   func(s *site) { s.ok(s.fs.Remove(name)) },
		"no folder": func(s *site) { s.ok(s.fs.RemoveAll("claims")) },
		"a folder":  func(s *site) { s.ok(s.fs.Remove(name)); s.ok(s.fs.Mkdir(name, 0o755)) },
		"in a file": func(s *site) { s.ok(s.fs.RemoveAll("claims")); s.write("claims", "") },
		"a link": func(s *site) {
			if s.dir == "" || os.Symlink("b.md", s.real("claims/link")) != nil {
				s.t.Skip("no links here")
			}
			s.write("claims/b.md", "one")
			s.ok(s.fs.Rename("claims/link", name))
		},
	}
	for what, change := range tests {
		t.Run(what, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				s.write(name, "one")
				f, _ := s.scan(nil).snap.Get(name)
				change(s)
				b, err := files.Read(s.fs, f)
				wantChanged(t, err)
				if b != nil {
					t.Errorf("got %q", b)
				}
				wantChanged(t, files.CopyTo(io.Discard, s.fs, f))
			})
		})
	}
}

func TestChangesWhileCopied(t *testing.T) {
	old := strings.Repeat("old ", 100_000)
	for what, edit := range map[string]string{"longer": old + "x", "shorter": "x", "same": strings.Repeat("new ", 100_000)} {
		t.Run(what, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				const name = "content/film.mp4"
				s.write(name, old)
				f, _ := s.scan(nil).snap.Get(name)
				fsys := hooked{Fs: s.fs, read: once(name, func() { s.write(name, edit) })}
				var b bytes.Buffer
				wantChanged(t, files.CopyTo(&b, fsys, f))
				if int64(b.Len()) > f.Size+1 {
					t.Errorf("%d bytes of %d", b.Len(), f.Size)
				}
			})
		})
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestCopyErrors(t *testing.T) {
	s := inMemory(t)
	s.write("content/a.png", "a")
	f, _ := s.scan(nil).snap.Get("content/a.png")

	if err := files.CopyTo(full{}, s.fs, f); err != errFull {
		t.Errorf("error of the writer came as %v", err)
	}
	fsys := hooked{Fs: s.fs, opened: func(string) error { return fs.ErrPermission }}
	var d diag.Diagnostic
	if err := files.CopyTo(io.Discard, fsys, f); !errors.As(err, &d) || d.Code != diag.CannotRead || d.File != f.Path {
		t.Errorf("error of reading came as %v", err)
	}
}
