package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

func sampleSite() tree {
	return tree{
		"index.html":             "home",
		"style.css":              "body{}",
		"claims/index.html":      "claims",
		"claims/one/index.html":  "one",
		"claims/one/claim.json":  "{1}",
		"claims/two/index.html":  "two",
		"claims/two/img/a/b.png": "png",
		"empty.txt":              "",
		".well-known/x":          "x",
		"été/über uns.html":      "ü",
	}
}

// TestChain builds, edits and builds again, and compares with a clean build after every step.
func TestChain(t *testing.T) {
	steps := []struct {
		name string
		edit func(tree)
		want Stats
	}{
		{"first", func(tree) {}, Stats{Written: 10}},
		{"nothing", func(tree) {}, Stats{Unchanged: 10}},
		{"change", func(s tree) { s["index.html"] = "HOME" }, Stats{Written: 1, Unchanged: 9}},
		{"same size", func(s tree) { s["index.html"] = "hOmE" }, Stats{Written: 1, Unchanged: 9}},
		{"add", func(s tree) { s["topics/war/index.html"] = "war" }, Stats{Written: 1, Unchanged: 10}},
		{"remove a file", func(s tree) { delete(s, "claims/one/claim.json") }, Stats{Removed: 1, Unchanged: 10}},
		{"remove a folder", func(s tree) {
			delete(s, "claims/two/index.html")
			delete(s, "claims/two/img/a/b.png")
		}, Stats{Removed: 2, Unchanged: 8}},
		{"file to folder", func(s tree) {
			delete(s, "style.css")
			s["style.css/v2/style.css"] = "body{2}"
		}, Stats{Written: 1, Removed: 1, Unchanged: 7}},
		{"folder to file", func(s tree) {
			delete(s, "style.css/v2/style.css")
			s["style.css"] = "body{3}"
			delete(s, "claims/index.html")
			delete(s, "claims/one/index.html")
			s["claims"] = "none"
		}, Stats{Written: 2, Removed: 3, Unchanged: 5}},
		{"both at once", func(s tree) {
			delete(s, "claims")
			s["claims/new/index.html"] = "new"
			delete(s, "topics/war/index.html")
			s["topics/war"] = "war"
		}, Stats{Written: 2, Removed: 2, Unchanged: 5}},
		{"letter case", func(s tree) {
			s["Index.html"] = s["index.html"]
			delete(s, "index.html")
			s["Claims/new/index.html"] = "new"
			delete(s, "claims/new/index.html")
		}, Stats{Written: 2, Removed: 2, Unchanged: 5}},
		{"nothing left", func(s tree) { clear(s) }, Stats{Removed: 7}},
		{"again", func(s tree) { maps.Copy(s, sampleSite()) }, Stats{Written: 10}},
	}
	others := tree{".git/HEAD": "ref"}
	for _, reuse := range []bool{true, false} {
		for _, workers := range []int{0, 1, 7} {
			t.Run(fmt.Sprintf("reuse=%v,workers=%d", reuse, workers), func(t *testing.T) {
				onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
					others.put(t, fsys)
					site := sampleSite()
					w := &Writer{FS: fsys, Workers: workers}
					for _, step := range steps {
						step.edit(site)
						before := snapshot(t, fsys)
						if !reuse {
							w = &Writer{FS: fsys, Workers: workers}
						}
						if got := mustWrite(t, w, site.outputs()); got != step.want {
							t.Fatalf("%s: got %+v, want %+v", step.name, got, step.want)
						}
						mustHold(t, fsys, site, others)
						mustKeepTimes(t, step.name, before, snapshot(t, fsys))
					}
				})
			})
		}
	}
}

// mustKeepTimes checks that files with the same bytes have the same time too.
func mustKeepTimes(t *testing.T, step string, before, after map[string]string) {
	t.Helper()
	old := contents(before)
	for path, content := range contents(after) {
		if old[path] == content && before[path] != after[path] {
			t.Errorf("%s: %s was written again", step, path)
		}
	}
}

func TestManifestIsLeftAlone(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(t, w, sampleSite().outputs())
		before := snapshot(t, fsys)
		time.Sleep(20 * time.Millisecond)
		mustWrite(t, w, sampleSite().outputs())
		mustWrite(t, &Writer{FS: fsys}, sampleSite().outputs())
		mustEqual(t, snapshot(t, fsys), before)
	})
}

func TestManifestText(t *testing.T) {
	fsys := newRootFS(t, t.TempDir())
	w := &Writer{FS: fsys}
	mustWrite(t, w, tree{"b/c d": "x", "a": ""}.outputs())
	when := time.Unix(1, 5)
	for _, path := range []string{"a", "b/c d"} {
		if err := fsys.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	mustWrite(t, w, tree{"b/c d": "x", "a": ""}.outputs())
	got, err := afero.ReadFile(fsys, manifestName)
	want := "assay-manifest 2\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 1000000005 a\n" +
		"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 1 1000000005 b/c d\n"
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	for _, path := range []string{"a", "b", "b/c d", manifestName} {
		info, err := fsys.Lstat(path)
		if err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o644)
		if info.IsDir() {
			mode = 0o755
		}
		if got := info.Mode().Perm(); got != mode {
			t.Errorf("%s has mode %v", path, got)
		}
	}
}

func TestManifestForms(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	good := []string{
		"", "- - - a\n", sum + " 3 -5 a\n", "- - -  leading space\n", sum + " 0 1 a b\n- - - c\n", "- - - a\n- - - a/b\n",
	}
	for _, body := range good {
		entries, err := parseManifest(manifestHead + "\n" + body)
		if err != nil {
			t.Errorf("%q: %v", body, err)
		}
		if got := string(formatManifest(entries)); got != manifestHead+"\n"+body {
			t.Errorf("%q became %q", body, got)
		}
	}
	bad := []string{
		"- - - a", "- - - \n", "- - a\n", "\n", "- - - a\n\n", sum + " 3 5\n", sum + " 3 5 \n", sum + " -3 5 a\n", sum + " x 5 a\n",
		sum + " 3 x a\n", sum[1:] + " 3 5 a\n", strings.Repeat("x", 64) + " 3 5 a\n", "- - - ../a\n", "- - - /a\n",
		"- - - .assay-manifest\n", "- - - b\n- - - a\n", "- - - a\n- - - a\n", "<<<<<<< HEAD\n", "- - - a\r\n",
	}
	for _, body := range bad {
		if entries, err := parseManifest(manifestHead + "\n" + body); err == nil {
			t.Errorf("%q gave %v", body, entries)
		}
	}
}

// TestNotMadeAgain: what has an unchanged key and lies as it was left is not even made.
func TestNotMadeAgain(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		var calls atomic.Int32
		outputs := func(key string) []plan.Output {
			var all []plan.Output
			for _, o := range sampleSite().outputs() {
				o.Key = digest.Bytes([]byte(key + o.Path))
				inner := o.WriteTo
				o.WriteTo = func(w io.Writer) error {
					calls.Add(1)
					return inner(w)
				}
				all = append(all, o)
			}
			return all
		}
		w := &Writer{FS: fsys}
		expect := func(what string, key string, want int32, stats Stats) {
			t.Helper()
			calls.Store(0)
			if got := mustWrite(t, w, outputs(key)); got != stats {
				t.Errorf("%s: %+v", what, got)
			}
			if got := calls.Load(); got != want {
				t.Errorf("%s: %d outputs were made, want %d", what, got, want)
			}
			mustHold(t, fsys, sampleSite(), nil)
		}
		expect("first", "a", 10, Stats{Written: 10})
		expect("same keys", "a", 0, Stats{Unchanged: 10})
		expect("other keys, same bytes", "b", 10, Stats{Unchanged: 10})
		expect("same keys again", "b", 0, Stats{Unchanged: 10})

		then := time.Now().Add(-time.Hour)
		if err := fsys.Chtimes("index.html", then, then); err != nil {
			t.Fatal(err)
		}
		expect("other time, as from a cache", "b", 1, Stats{Unchanged: 10})
		expect("the manifest has the new time", "b", 0, Stats{Unchanged: 10})
		if s, _ := look(fsys, "index.html"); s.mtime != then.UnixNano() {
			t.Error("the time was not kept")
		}
		if err := fsys.Chtimes("index.html", then, then.Truncate(time.Second)); err != nil {
			t.Fatal(err)
		}
		expect("from an archive of whole seconds", "b", 0, Stats{Unchanged: 10})
		if err := fsys.Chtimes("index.html", then, then.Truncate(time.Second).Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		expect("another second", "b", 1, Stats{Unchanged: 10})

		if err := fsys.Remove("index.html"); err != nil {
			t.Fatal(err)
		}
		expect("deleted", "b", 1, Stats{Written: 1, Unchanged: 9})
		tree{"index.html": "edited by hand"}.put(t, fsys)
		expect("edited", "b", 1, Stats{Written: 1, Unchanged: 9})
		tree{"index.html": "HOME"}.put(t, fsys)
		if err := fsys.Chtimes("index.html", then, then); err != nil {
			t.Fatal(err)
		}
		expect("edited, same size", "b", 1, Stats{Written: 1, Unchanged: 9})
		if err := fsys.RemoveAll("claims"); err != nil {
			t.Fatal(err)
		}
		expect("folder deleted", "b", 5, Stats{Written: 5, Unchanged: 5})

		mustWrite(t, &Writer{FS: fsys}, sampleSite().with(tree{"index.html": "HOME"}).outputs())
		expect("written by another, with other keys", "b", 10, Stats{Written: 1, Unchanged: 9})

		w = &Writer{FS: fsys}
		expect("another process", "b", 0, Stats{Unchanged: 10})

		text, err := afero.ReadFile(fsys, manifestName)
		if err != nil {
			t.Fatal(err)
		}
		tree{manifestName: strings.Replace(string(text), manifestHead, olderHead, 1)}.put(t, fsys)
		if text, err = afero.ReadFile(fsys, manifestName); err != nil || !strings.HasPrefix(string(text), olderHead) {
			t.Fatal(err)
		}
		expect("a manifest of an older version", "c", 10, Stats{Unchanged: 10})
		if text, err = afero.ReadFile(fsys, manifestName); err != nil || !strings.HasPrefix(string(text), manifestHead) {
			t.Error("the manifest is still an older one", err)
		}
	})
}

// TestEverythingRemovedButTheManifest: rm -rf public/* leaves dotfiles.
func TestEverythingRemovedButTheManifest(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		mustWrite(t, &Writer{FS: fsys}, sampleSite().outputs())
		entries, err := list(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") {
				if err := fsys.RemoveAll(e.Name()); err != nil {
					t.Fatal(err)
				}
			}
		}
		mustWrite(t, &Writer{FS: fsys}, sampleSite().outputs())
		mustHold(t, fsys, sampleSite(), nil)
	})
}

func failing(path string, err error) plan.Output {
	return plan.Output{
		Path: path, Key: digest.Bytes([]byte("failing " + path)), Source: "src/" + path,
		WriteTo: func(w io.Writer) error {
			_, _ = io.WriteString(w, "half a pa")
			return err
		},
	}
}

// startingFolders are the two ways of writing: over a site, and into a folder that is empty.
func startingFolders(t *testing.T, test func(t *testing.T, w *Writer, others tree)) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		t.Run("empty", func(t *testing.T) {
			others := tree{".git/HEAD": "ref", ".gitkeep": ""}
			others.put(t, fsys)
			test(t, &Writer{FS: fsys}, others)
		})
	})
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		t.Run("staged", func(t *testing.T) {
			others := tree{".git/HEAD": "ref", "CNAME": "example.org", "claims/two/mine.txt": "mine"}
			w := &Writer{FS: fsys}
			mustWrite(t, w, sampleSite().with(tree{"old/x": "old"}).outputs())
			others.put(t, fsys)
			test(t, w, others)
		})
	})
}

func TestNothingIsWrittenWhenAnOutputFails(t *testing.T) {
	startingFolders(t, func(t *testing.T, w *Writer, others tree) {
		site := sampleSite().with(tree{"new/a/b/c.html": "new", "index.html": "changed"})
		at := diag.Diagnostic{File: "templates/x.html", Line: 3, Severity: diag.Error, Problem: diag.Problem{Code: diag.TemplateFailed, Message: "nil"}}
		outputs := append(site.outputs(),
			failing("zz/1", errors.New("boom")),
			failing("aa/2", fmt.Errorf("wrapped: %w", at)),
			failing("mm/3", diag.List{at, {File: "z", Problem: diag.Problem{Code: diag.BadValue, Message: "other"}}}),
			failing("nn/4", diag.List{}),
		)
		before := snapshot(t, w.FS)
		_, err := w.Write(t.Context(), outputs)
		mustEqual(t, snapshot(t, w.FS), before)
		want := `src/nn/4: error A403: cannot make "nn/4": ` + "\n" +
			`src/zz/1: error A403: cannot make "zz/1": boom` + "\n" +
			"templates/x.html: error A202: nil\nz: note A018: other"
		got := strings.ReplaceAll(err.Error(), "templates/x.html:3:", "templates/x.html:")
		if got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		mustWrite(t, w, site.outputs()) // used again after an error
		mustHold(t, w.FS, site, others)
	})
}

func TestManyFailuresAreCutShort(t *testing.T) {
	var first string
	for _, workers := range []int{1, 3, 16} {
		var outputs []plan.Output
		for i := range 120 {
			outputs = append(outputs, failing(fmt.Sprintf("%03d", i), errors.New("boom")))
		}
		_, err := (&Writer{FS: afero.NewMemMapFs(), Workers: workers}).Write(t.Context(), outputs)
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 51 || lines[0] != `src/000: error A403: cannot make "000": boom` || lines[50] != "error A403: and 70 more such errors" {
			t.Errorf("got %d lines: %v", len(lines), err)
		}
		if first == "" {
			first = err.Error()
		}
		if err.Error() != first {
			t.Errorf("%d workers say\n%v\nnot\n%s", workers, err, first)
		}
	}
}

func TestCancel(t *testing.T) {
	startingFolders(t, func(t *testing.T, w *Writer, others tree) {
		site := sampleSite().with(tree{"index.html": "changed", "new/x": "x", "new/y": "y"})
		before := snapshot(t, w.FS)
		for _, victim := range []string{"claims/index.html", "new/y", "index.html"} {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			outputs := site.outputs()
			for i, o := range outputs {
				if o.Path == victim {
					outputs[i].Key = digest.Sum{1}
					outputs[i].WriteTo = func(w io.Writer) error {
						cancel()
						return o.WriteTo(w)
					}
				}
			}
			if _, err := w.Write(ctx, outputs); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", victim, err)
			}
			mustEqual(t, snapshot(t, w.FS), before)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 0)
		defer cancel()
		if _, err := w.Write(ctx, site.outputs()); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		mustEqual(t, snapshot(t, w.FS), before)
		mustWrite(t, w, site.outputs())
		mustHold(t, w.FS, site, others)
	})
}

func TestLeftOverStageIsRemoved(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		stage := tree{".assay-stage/0": "half", ".assay-stage/manifest": "assay-", ".assay-stage/deep/x": "x"}
		for range 3 { // into an empty folder, over a site, and with nothing to do
			stage.put(t, fsys)
			mustWrite(t, &Writer{FS: fsys}, sampleSite().outputs())
			mustHold(t, fsys, sampleSite(), nil)
		}
	})
}

// TestForeignFoldersStay: a folder is removed with our last file in it, unless it holds anything else.
func TestForeignFoldersStay(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(t, w, sampleSite().outputs())
		others := tree{"claims/two/notes.txt": "mine", "CNAME": "example.org", "mine/deep/x": "x", ".git/HEAD": "ref"}
		others.put(t, fsys)
		if err := fsys.MkdirAll("claims/one/empty", 0o755); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, w, tree{"a": "a"}.outputs())
		if k, _ := look(fsys, "claims/one/empty"); k.kind != folder {
			t.Error("an empty folder of somebody else is gone")
		}
		if err := fsys.RemoveAll("claims/one"); err != nil {
			t.Fatal(err)
		}
		mustHold(t, fsys, tree{"a": "a"}, others)
	})
}

func TestBadPathsAreRefused(t *testing.T) {
	w := &Writer{FS: afero.NewMemMapFs()}
	mustRefuse(t, w, tree{"../x": "x", "a": "a"}.outputs(), diag.BadPath, `"../x"`)
	mustRefuse(t, w, tree{"a/b": "x", "a": "a"}.outputs(), diag.Collision, `"a/b"`)
}

func TestLargeOutputs(t *testing.T) {
	fsys := afero.NewMemMapFs()
	site := tree{}
	for i := range 500 {
		site[path.Join("p", fmt.Sprint(i%7), fmt.Sprint(i), "index.html")] = string(bytes.Repeat([]byte{byte(i)}, i*97))
	}
	w := &Writer{FS: fsys, Workers: 8}
	mustWrite(t, w, site.outputs())
	mustHold(t, fsys, site, nil)
	for path := range site {
		site[path] += "!"
	}
	mustWrite(t, w, site.outputs())
	mustHold(t, fsys, site, nil)
}
