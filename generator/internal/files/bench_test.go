package files_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/files"
)

// BenchmarkScan looks at 10 000 claims of 4 KB, in one folder or in many, for the first time and again.
func BenchmarkScan(b *testing.B) {
	for _, folders := range []int{1, 100} {
		dir := b.TempDir()
		content := strings.Repeat("All work and no play. ", 190)
		for i := range 10_000 {
			name := filepath.Join(dir, "claims", fmt.Sprintf("%03d/claim-%05d.md", i%folders, i))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
				b.Fatal(err)
			}
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = root.Close() })
		tomorrow := func() time.Time { return time.Now().Add(24 * time.Hour) } // all is settled
		scanner := files.Scanner{FS: files.NewRoot(root), Now: tomorrow}
		scan := func(b *testing.B, prev *files.Snapshot) *files.Snapshot {
			snap, diags, err := scanner.Scan(context.Background(), prev, func(files.File, []byte) {})
			if err != nil || len(diags) > 0 || snap.Len() != 10_000 {
				b.Fatal(snap.Len(), diags, err)
			}
			return snap
		}
		b.Run(fmt.Sprintf("%d/cold", folders), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				scan(b, nil)
			}
		})
		b.Run(fmt.Sprintf("%d/again", folders), func(b *testing.B) {
			b.ReportAllocs()
			prev := scan(b, nil)
			for b.Loop() {
				prev = scan(b, prev)
			}
		})
		b.Run(fmt.Sprintf("%d/lstat", folders), func(b *testing.B) { // the least it can cost
			for b.Loop() {
				for i := range folders {
					f, err := os.Open(filepath.Join(dir, "claims", fmt.Sprintf("%03d", i)))
					if err != nil {
						b.Fatal(err)
					}
					if _, err := f.Readdir(-1); err != nil {
						b.Fatal(err)
					}
					_ = f.Close()
				}
			}
		})
	}
}
