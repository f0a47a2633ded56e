package output

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/plan"
)

// stubborn is a file system that refuses to replace one file, as where somebody holds it open.
type stubborn struct {
	afero.Fs
	name string
}

func (s stubborn) Rename(from, to string) error {
	if to == s.name {
		return errors.New("held open")
	}
	return s.Fs.Rename(from, to)
}

// TestWrite_SaysHowFarItCame when it fails after the switch began, and the next call completes it.
func TestWrite_SaysHowFarItCame(t *testing.T) {
	fsys := afero.NewMemMapFs()
	w := Writer{FS: fsys}
	mustWrite(t, &w, tree{"a": "1", "b": "1", "c": "1", "d": "1"}.outputs())
	w.FS = stubborn{fsys, "c"}
	stats, err := w.Write(t.Context(), tree{"a": "2", "b": "2", "c": "2", "e": "2"}.outputs())
	if err == nil || !stats.Partial || stats.Written != 2 || stats.Planned != 5 || !strings.Contains(err.Error(), "held open") {
		t.Errorf("%+v, %v", stats, err)
	}
	w.FS = fsys
	stats = mustWrite(t, &w, tree{"a": "2", "b": "2", "c": "2", "e": "2"}.outputs())
	if stats.Partial || stats.Removed != 1 {
		t.Errorf("%+v", stats)
	}
	for name, want := range map[string]string{"a": "2", "b": "2", "c": "2", "e": "2"} {
		if got, _ := afero.ReadFile(fsys, name); string(got) != want {
			t.Errorf("%s is %q", name, got)
		}
	}
}

// sealOf is a seal in memory.
type sealInMemory struct{ manifest string }

func (s *sealInMemory) Matches(manifest []byte) bool { return s.manifest == string(manifest) }
func (s *sealInMemory) Set(manifest []byte) error    { s.manifest = string(manifest); return nil }

// TestWrite_TrustsOnlySealedManifests: of any other it only takes which files are its own.
func TestWrite_TrustsOnlySealedManifests(t *testing.T) {
	fsys, seal := afero.NewMemMapFs(), &sealInMemory{}
	w := Writer{FS: fsys, Seal: seal}
	all := tree{"a": "1", "b": "1"}.outputs()
	mustWrite(t, &w, all)
	info, err := fsys.Stat("a")
	if err != nil {
		t.Fatal(err)
	}
	if err := afero.WriteFile(fsys, "a", []byte("X"), 0o644); err != nil { // of the same size
		t.Fatal(err)
	}
	if err := fsys.Chtimes("a", info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	seal.manifest = ""
	if stats := mustWrite(t, &w, all); stats.Written != 1 || stats.Unchanged != 1 {
		t.Errorf("%+v", stats)
	}
	if got, _ := afero.ReadFile(fsys, "a"); string(got) != "1" {
		t.Errorf("a is %q", got)
	}
}

// TestWrite_SurvivesAPanic of an output: it is an error that names its source, and nothing is written.
func TestWrite_SurvivesAPanic(t *testing.T) {
	fsys := afero.NewMemMapFs()
	w := Writer{FS: fsys}
	mustWrite(t, &w, tree{"a": "1"}.outputs())
	broken := plan.Output{Path: "b", Source: "claims/b.md", WriteTo: func(io.Writer) error { panic("out of order") }}
	_, err := w.Write(t.Context(), append(tree{"a": "2"}.outputs(), broken))
	if err == nil || !strings.Contains(err.Error(), "claims/b.md") || !strings.Contains(err.Error(), "out of order") {
		t.Error(err)
	}
	if got, _ := afero.ReadFile(fsys, "a"); string(got) != "1" {
		t.Errorf("a is %q", got)
	}
}
