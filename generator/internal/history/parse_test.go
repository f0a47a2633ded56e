package history

import (
	"strings"
	"testing"
)

const (
	hash  = "d670460b4b4aece5915caf5c68d12f560a9fe3e4"
	zeros = "0000000000000000000000000000000000000000"
)

func TestParseList(t *testing.T) {
	for out, want := range map[string]string{
		"": "",
		"100644 blob " + hash + "\ta\nb.md\x00100755 blob " + hash + "\tc d\x00":   "a\nb.md,c d",
		"120000 blob " + hash + "\tlink\x00160000 commit " + hash + "\tmodule\x00": "",
		"100644 blob " + hash + "\t../out\x00100644 blob " + hash + "\t/abs\x00":   "",
		"100644 blob " + hash: "error",
		"100644 blob\ta\x00":  "error",
		"100644 blob x\ta":    "error",
		"warning\n":           "error",
	} {
		blobs, err := parseTree(out)
		var paths []string
		for _, b := range blobs {
			paths = append(paths, b.path)
		}
		got := strings.Join(paths, ",")
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", out, got, want)
		}
	}
}

func TestParseBatchRefusesWhatIsCut(t *testing.T) {
	whole := hash + " blob 5\nab\ncd\n" + hash + " blob 0\n\n"
	ask := []blob{{"a", hash}, {"b", hash}}
	files, err := parseBatch([]byte(whole), ask)
	if err != nil || string(files["a"]) != "ab\ncd" || string(files["b"]) != "" || len(files) != 2 {
		t.Fatalf("got %q, %v", files, err)
	}
	for n := range len(whole) {
		if files, err := parseBatch([]byte(whole[:n]), ask); err == nil {
			t.Errorf("%q gives %q", whole[:n], files)
		}
	}
	for _, other := range []string{hash + " tree 1\nx\n", zeros + " blob 1\nx\n", hash + " blob -1\nx\n", hash + " blob x\nx\n", hash + " missing\n"} {
		if _, err := parseBatch([]byte(other), ask[:1]); err == nil {
			t.Errorf("%q was taken", other)
		}
	}
}

// FuzzParse: whatever git answers, it is read or refused.
func FuzzParse(f *testing.F) {
	f.Add("100644 blob "+hash+"\ta.md\x00", hash+" blob 1\nx\n")
	f.Add("100644 "+hash+" 0\ta.md\x00", "a missing\n")
	f.Fuzz(func(t *testing.T, raw, batch string) {
		blobs, err := parseTree(raw)
		if err != nil {
			return
		}
		files, err := parseBatch([]byte(batch), blobs)
		total := 0
		for _, content := range files {
			total += len(content)
		}
		if err == nil && total > len(batch) {
			t.Errorf("%d bytes of %d", total, len(batch))
		}
	})
}
