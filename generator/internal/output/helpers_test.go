package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

// rootFS is a real folder that cannot be left, as the program uses it.
type rootFS struct{ *os.Root }

func (r rootFS) Create(name string) (afero.File, error) { return asFile(r.Root.Create(name)) }
func (r rootFS) Open(name string) (afero.File, error)   { return asFile(r.Root.Open(name)) }
func (r rootFS) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	return asFile(r.Root.OpenFile(name, flag, mode))
}

func (r rootFS) Folder(name string) (afero.Fs, io.Closer, error) {
	folder, err := r.OpenRoot(name)
	if err != nil {
		return nil, nil, err
	}
	return rootFS{folder}, folder, nil
}

func (r rootFS) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	info, err := r.Lstat(name)
	return info, true, err
}

func asFile(f *os.File, err error) (afero.File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

func newRootFS(t testing.TB, dir string) rootFS {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return rootFS{root}
}

// fastDir is a temporary folder on a real file system, in memory where there is one.
func fastDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "assay")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// onEveryFS runs a test on the file systems the Writer meets.
func onEveryFS(t *testing.T, test func(t *testing.T, fsys afero.Fs)) {
	t.Run("memory", func(t *testing.T) { test(t, afero.NewMemMapFs()) })
	t.Run("memory, folder missing", func(t *testing.T) { test(t, afero.NewBasePathFs(afero.NewMemMapFs(), "/public")) })
	t.Run("root", func(t *testing.T) { test(t, newRootFS(t, t.TempDir())) })
	t.Run("base path", func(t *testing.T) { test(t, afero.NewBasePathFs(afero.NewOsFs(), t.TempDir())) })
}

// tree is what a test wants in a folder: content by path.
type tree map[string]string

// outputs makes a plan of it, in an order that is not sorted.
func (s tree) outputs() []plan.Output {
	var all []plan.Output
	for _, path := range slices.Backward(slices.Sorted(maps.Keys(s))) {
		all = append(all, output(path, s[path]))
	}
	return all
}

func output(path, content string) plan.Output {
	return plan.Output{
		Path: path, Key: digest.Bytes([]byte(content)), Source: "src/" + path,
		WriteTo: func(w io.Writer) error {
			_, err := io.WriteString(w, content)
			return err
		},
	}
}

func (s tree) with(more tree) tree {
	all := maps.Clone(s)
	maps.Copy(all, more)
	return all
}

// put writes the files of somebody else.
func (s tree) put(t testing.TB, fsys afero.Fs) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if dir := parent(path); dir != "." {
			if err := fsys.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := afero.WriteFile(fsys, path, []byte(s[path]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// snapshot lists a folder: "dir", or a file's time and content, by path.
func snapshot(t testing.TB, fsys afero.Fs) map[string]string {
	t.Helper()
	all := map[string]string{}
	var walk func(dir string)
	walk = func(dir string) {
		entries, err := list(fsys, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			path := within(dir, e.Name())
			s, err := look(fsys, path)
			if err != nil {
				t.Fatal(err)
			}
			switch s.kind {
			case folder:
				all[path] = "dir"
				walk(path)
			case file:
				content, err := afero.ReadFile(fsys, path)
				if err != nil {
					t.Fatal(err)
				}
				all[path] = fmt.Sprintf("%d %s", s.mtime, content)
			default:
				all[path] = fmt.Sprintf("kind %d", s.kind)
			}
		}
	}
	walk(".")
	return all
}

// contents is a snapshot without times and manifest.
func contents(snapshot map[string]string) map[string]string {
	all := map[string]string{}
	for path, s := range snapshot {
		if path == manifestName {
			continue
		}
		if _, content, isFile := strings.Cut(s, " "); isFile {
			s = "file " + content
		}
		all[path] = s
	}
	return all
}

func mustWrite(t testing.TB, w *Writer, outputs []plan.Output) Stats {
	t.Helper()
	stats, err := w.Write(context.Background(), outputs)
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	return stats
}

// mustHold checks that a folder holds a clean build of the site beside what else was put there, and a manifest that fits.
func mustHold(t testing.TB, fsys afero.Fs, site, others tree) {
	t.Helper()
	clean := afero.NewMemMapFs()
	mustWrite(t, &Writer{FS: clean}, site.outputs())
	others.put(t, clean)
	mustEqual(t, contents(snapshot(t, fsys)), contents(snapshot(t, clean)))

	text, err := afero.ReadFile(fsys, manifestName)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := parseManifest(string(text))
	if err != nil {
		t.Fatalf("manifest: %v\n%s", err, text)
	}
	if len(entries) != len(site) {
		t.Errorf("manifest has %d entries, want %d:\n%s", len(entries), len(site), text)
	}
	for _, e := range entries {
		s, err := look(fsys, e.path)
		if err != nil {
			t.Fatal(err)
		}
		want := entry{e.path, true, e.key, s.size, s.mtime}
		if e != want || e.key == (digest.Sum{}) {
			t.Errorf("manifest says %+v, the disk %+v", e, want)
		}
	}
}

func mustEqual(t testing.TB, got, want map[string]string) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if g, found := got[path]; !found {
			t.Errorf("%s is missing", path)
		} else if g != want[path] {
			t.Errorf("%s: got %.80q, want %.80q", path, g, want[path])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, wanted := want[path]; !wanted {
			t.Errorf("%s should not be there: %.80q", path, got[path])
		}
	}
	if t.Failed() {
		t.FailNow()
	}
}

// mustRefuse checks that Write fails with diagnostics of one code whose texts hold the given parts, in order,
// and leaves the folder as it was.
func mustRefuse(t testing.TB, w *Writer, outputs []plan.Output, code diag.Code, parts ...string) {
	t.Helper()
	before := snapshot(t, w.FS)
	stats, err := w.Write(context.Background(), outputs)
	var flaws diag.List
	if !errors.As(err, &flaws) {
		t.Fatalf("got error %v, want diagnostics", err)
	}
	if stats != (Stats{}) {
		t.Errorf("got %+v with an error", stats)
	}
	if len(flaws) != len(parts) {
		t.Fatalf("got %d diagnostics, want %d:\n%v", len(flaws), len(parts), flaws)
	}
	for i, f := range flaws {
		if f.Code != code || f.Severity != diag.Error || !strings.Contains(f.Error(), parts[i]) {
			t.Errorf("got %v, want %s … %s", f, code, parts[i])
		}
	}
	mustEqual(t, snapshot(t, w.FS), before)
}
