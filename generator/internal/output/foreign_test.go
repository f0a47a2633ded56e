package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
)

func TestFolderWithoutManifest(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		tree{".git/HEAD": "ref", ".gitkeep": "", "README.md": "mine", "b/x": "x"}.put(t, fsys)
		mustRefuse(t, w, sampleSite().outputs(), diag.ForeignFiles,
			`did not write: "README.md", "b"; choose an empty folder`)
		tree{"1": "", "2": "", "3": "", "4": "", "5": ""}.put(t, fsys)
		mustRefuse(t, w, sampleSite().outputs(), diag.ForeignFiles,
			`did not write: "1", "2", "3", "4", "5" and 2 more`)
		for _, path := range []string{"1", "2", "3", "4", "5", "README.md", "b/x", "b"} {
			if err := fsys.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		mustWrite(t, w, sampleSite().outputs())
		mustHold(t, fsys, sampleSite(), tree{".git/HEAD": "ref", ".gitkeep": ""})
	})
}

func TestEmptyFolderWithoutManifestIsForeignToo(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		if err := fsys.MkdirAll("claims", 0o755); err != nil {
			t.Fatal(err)
		}
		mustRefuse(t, &Writer{FS: fsys}, sampleSite().outputs(), diag.ForeignFiles, `"claims"`)
	})
}

func TestUnusableManifest(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(t, w, sampleSite().outputs())
		const hint = "; move the output folder away and build again, or choose another folder with --output"
		for text, want := range map[string]string{
			"":                                     `begins with "" instead`,
			"assay-manifest 3\n":                   `begins with "assay-manifest 3" instead`,
			"assay-manifest 2\n- - - a":            "its end is missing",
			"assay-manifest 2\n- - - a\nx\n":       "line 3 is damaged",
			"assay-manifest 2\n- - - ../a\n":       "line 2 is damaged",
			"assay-manifest 2\n- - - b\n- - - a\n": "line 3 is out of order",
		} {
			tree{manifestName: text}.put(t, fsys)
			mustRefuse(t, w, tree{"other": "x"}.outputs(), diag.ForeignFiles, want)
			mustRefuse(t, &Writer{FS: fsys}, tree{"other": "x"}.outputs(), diag.ForeignFiles, hint)
		}
		if err := fsys.Remove(manifestName); err != nil {
			t.Fatal(err)
		}
		if err := fsys.Mkdir(manifestName, 0o755); err != nil {
			t.Fatal(err)
		}
		mustRefuse(t, w, tree{"other": "x"}.outputs(), diag.ForeignFiles, "it is not a regular file")
	})
}

func TestForeignFilesInTheWay(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		old := tree{"a": "a", "b/c/ours": "ours", "d/ours": "ours"}
		mustWrite(t, w, old.outputs())
		others := tree{
			"new.html": "mine", "claims": "mine", "b/c/mine": "mine", "d/e/f/mine": "mine", "d/g": "mine", "h/x": "mine", "deep/i": "mine",
		}
		others.put(t, fsys)
		if err := fsys.MkdirAll("empty", 0o755); err != nil {
			t.Fatal(err)
		}
		site := tree{
			"new.html": "x", "claims/1": "x", "claims/2/y": "x", "b/c": "x", "d": "x", "h": "x", "deep/i/j/k": "x", "empty": "x", "a": "A",
		}
		mustRefuse(t, w, site.outputs(), diag.ForeignFiles,
			`src/b/c: error A402: Assay did not write "b/c/mine" in the output folder, and "b/c" must go in the place of its folder; move or remove it`,
			`src/claims/1: error A402: Assay did not write "claims" in the output folder, and "claims/1" needs a folder there; move or remove it`,
			`"d/e/f/mine"`, `"d/g"`,
			`"deep/i" in the output folder, and "deep/i/j/k" needs`,
			`"empty" in the output folder, and an output must go there`,
			`"h/x"`,
			`src/new.html: error A402: Assay did not write "new.html" in the output folder, and an output must go there`,
		)
		for _, dir := range []string{"new.html", "claims", "b/c/mine", "d/e", "d/g", "h", "deep", "empty"} {
			if err := fsys.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		mustWrite(t, w, site.outputs())
		mustHold(t, fsys, site, nil)
	})
}

func TestForeignDotfilesInTheWayOfAFirstBuild(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		others := tree{".well-known/security.txt": "mine", ".nojekyll": ""}
		others.put(t, fsys)
		site := tree{".well-known/security.txt": "x", ".nojekyll/y": "x", "index.html": "x"}
		mustRefuse(t, w, site.outputs(), diag.ForeignFiles, `".nojekyll"`, `".well-known/security.txt"`)
		site = tree{".well-known/other.txt": "x", "index.html": "x"}
		mustWrite(t, w, site.outputs())
		mustHold(t, fsys, site, others)
		mustWrite(t, w, nil)
		mustHold(t, fsys, nil, others)
	})
}

func TestSymlinksAreNotFollowed(t *testing.T) {
	for _, name := range []string{"root", "base path"} {
		t.Run(name, func(t *testing.T) {
			dir, elsewhere := t.TempDir(), t.TempDir()
			fsys := afero.NewBasePathFs(afero.NewOsFs(), dir)
			if name == "root" {
				fsys = newRootFS(t, dir)
			}
			w := &Writer{FS: fsys}
			site := tree{"claims/one/index.html": "one", "inside/x": "x", "gone/x": "x", "page.html": "page", "gone.html": "gone"}
			mustWrite(t, w, site.outputs())
			move := func(path, to string) {
				t.Helper()
				if err := os.Rename(filepath.Join(dir, path), to); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(to, filepath.Join(dir, path)); err != nil {
					t.Fatal(err)
				}
			}
			for path, to := range map[string]string{
				"claims": "claims", "gone": "gone", "page.html": "page.html", "gone.html": "gone.html",
			} {
				move(path, filepath.Join(elsewhere, to))
			}
			if err := os.Rename(filepath.Join(dir, "inside"), filepath.Join(dir, ".other")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(".other", filepath.Join(dir, "inside")); err != nil { // os.Root would follow this one
				t.Fatal(err)
			}
			before := snapshot(t, afero.NewBasePathFs(afero.NewOsFs(), elsewhere))
			for _, w := range []*Writer{w, {FS: fsys}} {
				for _, claim := range []string{"one", "changed"} {
					site := tree{"claims/one/index.html": claim, "claims/new/index.html": "new", "inside/x": "x", "page.html": "page"}
					mustRefuse(t, w, site.outputs(), diag.ForeignFiles,
						`"claims" in the output folder is a symbolic link`, `"inside" in`, `"page.html" in`)
				}
			}
			for _, path := range []string{"claims", "inside", "page.html"} {
				if err := os.Remove(filepath.Join(dir, path)); err != nil {
					t.Fatal(err)
				}
			}
			next := tree{"claims/one/index.html": "two", "page.html": "page"}
			if got, want := mustWrite(t, w, next.outputs()), (Stats{Written: 2}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			mustEqual(t, snapshot(t, afero.NewBasePathFs(afero.NewOsFs(), elsewhere)), before)
			for _, path := range []string{"gone", "gone.html"} { // no longer ours, nor in the way
				if err := os.Remove(filepath.Join(dir, path)); err != nil {
					t.Fatal(err)
				}
			}
			mustHold(t, fsys, next, tree{".other/x": "x"})
		})
	}
}

func TestSymlinkedStageIsOnlyUnlinked(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	precious := filepath.Join(elsewhere, "0")
	if err := os.WriteFile(precious, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, stageName)); err != nil {
		t.Fatal(err)
	}
	fsys := newRootFS(t, dir)
	mustWrite(t, &Writer{FS: fsys}, sampleSite().outputs())
	mustHold(t, fsys, sampleSite(), nil)
	if got, err := os.ReadFile(precious); err != nil || string(got) != "mine" {
		t.Errorf("got %q, %v", got, err)
	}
}

// caselessFS takes names as Windows and macOS do, but for their keeping the letter case.
type caselessFS struct{ rootFS }

func (c caselessFS) Open(name string) (afero.File, error) {
	return c.rootFS.Open(strings.ToLower(name))
}
func (c caselessFS) Folder(name string) (afero.Fs, io.Closer, error) {
	folder, closer, err := c.rootFS.Folder(strings.ToLower(name))
	if err != nil {
		return nil, nil, err
	}
	return caselessFS{folder.(rootFS)}, closer, nil
}
func (c caselessFS) OpenFile(name string, flag int, mode os.FileMode) (afero.File, error) {
	return c.rootFS.OpenFile(strings.ToLower(name), flag, mode)
}
func (c caselessFS) Mkdir(name string, mode os.FileMode) error {
	return c.rootFS.Mkdir(strings.ToLower(name), mode)
}
func (c caselessFS) Remove(name string) error { return c.rootFS.Remove(strings.ToLower(name)) }
func (c caselessFS) Rename(from, to string) error {
	return c.rootFS.Rename(strings.ToLower(from), strings.ToLower(to))
}
func (c caselessFS) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	return c.rootFS.LstatIfPossible(strings.ToLower(name))
}

func TestLetterCaseWhereItDoesNotCount(t *testing.T) {
	for _, reuse := range []bool{true, false} {
		t.Run(fmt.Sprint("reuse=", reuse), func(t *testing.T) {
			dir := t.TempDir()
			fsys := caselessFS{newRootFS(t, dir)}
			w := &Writer{FS: fsys}
			for _, site := range []tree{
				{"claims/Photo.JPG": "photo", "Old/a/x": "x", "Topics/a": "a", "topics/b": "b"},
				{"claims/photo.jpg": "photo", "old/a/x": "x", "topics/a": "a", "Topics/b": "b"},
				{"claims/Photo.jpg": "other", "OLD/A/Y": "y", "topics/a": "a", "Topics/b": "b"},
				{"CLAIMS": "file"},
				{"claims/PHOTO.jpg": "photo"},
			} {
				if !reuse {
					w = &Writer{FS: fsys}
				}
				mustWrite(t, w, site.outputs())
				folded := tree{}
				for path, content := range site {
					folded[strings.ToLower(path)] = content
				}
				clean := afero.NewMemMapFs()
				folded.put(t, clean)
				mustEqual(t, contents(snapshot(t, fsys)), contents(snapshot(t, clean)))
				before := snapshot(t, fsys)
				mustWrite(t, w, site.outputs())
				mustEqual(t, snapshot(t, fsys), before)
			}
			// A file that differs in letter case and is not ours is still not ours.
			tree{"mine.txt": "mine"}.put(t, fsys)
			mustRefuse(t, w, tree{"MINE.txt": "x"}.outputs(), diag.ForeignFiles, `"MINE.txt"`)
		})
	}
}
