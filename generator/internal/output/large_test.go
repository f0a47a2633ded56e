package output

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

// large is an output of some megabytes, in pieces, that may fail at its end.
func large(path, letter string, key string, err error) plan.Output {
	return plan.Output{Path: path, Key: digest.Bytes([]byte(key)), Source: "src/" + path, WriteTo: func(w io.Writer) error {
		for range 300 {
			if _, err := io.WriteString(w, strings.Repeat(letter, 10_007)); err != nil {
				return err
			}
		}
		return err
	}}
}

func TestLargeOutputsAreWrittenWhileTheyAreMade(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		content := func(letter string) string { return strings.Repeat(letter, 300*10_007) }
		w := &Writer{FS: fsys}
		write := func(what string, want Stats, outputs ...plan.Output) {
			t.Helper()
			if got := mustWrite(t, w, outputs); got != want {
				t.Errorf("%s: %+v", what, got)
			}
		}
		write("first", Stats{Written: 2}, large("data/a", "a", "1", nil), output("b", "b"))
		write("same key", Stats{Unchanged: 2}, large("data/a", "a", "1", errors.New("made")), output("b", "b"))
		write("other key, same bytes", Stats{Unchanged: 2}, large("data/a", "a", "2", nil), output("b", "b"))
		mustHold(t, fsys, tree{"data/a": content("a"), "b": "b"}, nil)
		write("other bytes, same size", Stats{Written: 1, Unchanged: 1}, large("data/a", "c", "3", nil), output("b", "b"))
		mustHold(t, fsys, tree{"data/a": content("c"), "b": "b"}, nil)

		before := snapshot(t, fsys)
		for _, failing := range [][]plan.Output{
			{large("data/a", "d", "4", errors.New("boom")), output("b", "b")},
			{large("data/a", "d", "4", nil), failing("b", errors.New("boom"))},
		} {
			if _, err := w.Write(t.Context(), failing); err == nil || !strings.Contains(err.Error(), "boom") {
				t.Error(err)
			}
			mustEqual(t, snapshot(t, fsys), before)
		}
		if err := fsys.RemoveAll("data"); err != nil {
			t.Fatal(err)
		}
		write("removed", Stats{Written: 1, Unchanged: 1}, large("data/a", "c", "3", nil), output("b", "b"))
	})
}

func TestALargeOutputThatFailsLeavesNothingInAnEmptyFolder(t *testing.T) {
	onEveryFS(t, func(t *testing.T, fsys afero.Fs) {
		if _, err := (&Writer{FS: fsys}).Write(t.Context(), []plan.Output{large("data/a", "a", "1", errors.New("boom"))}); err == nil {
			t.Error("it did not fail")
		}
		if left := snapshot(t, fsys); len(left) > 0 {
			t.Errorf("it left %v", left)
		}
	})
}
