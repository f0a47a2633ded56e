package history_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"assay/generator/internal/corpus"
	"assay/generator/internal/history"
)

// BenchmarkAt finds one changed claim among 10 000.
func BenchmarkAt(b *testing.B) {
	b.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	dir := b.TempDir()
	for _, f := range corpus.Site(10_000, 1) {
		name := filepath.Join(dir, f.Path)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, f.Content, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "m"}} {
		c := exec.Command("git", args...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, corpus.ClaimPath(5000)), []byte("changed"), 0o644); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		got, err := history.At(b.Context(), dir, "HEAD", all)
		if err != nil || len(got.Files) != 1 {
			b.Fatal(got, err)
		}
	}
}
