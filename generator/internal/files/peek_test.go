package files_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/files"
)

func TestPeek_HandsOverTheBeginning(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		long := strings.Repeat("0123456789", 100_000)
		for _, name := range []string{"content/a/a.PNG", "claims/b.jpeg", "claims/c.svg", "claims/d.avif", "claims/e.gz", "templates/assets/f.png"} {
			s.write(name, long)
		}
		peek := func(prev *files.Snapshot) (*files.Snapshot, map[string]string) {
			var mu sync.Mutex
			peeked := map[string]string{}
			scanner := files.Scanner{FS: s.fs, Now: func() time.Time { return s.now }, Peek: func(f files.File, b []byte) {
				mu.Lock()
				defer mu.Unlock()
				peeked[f.Path] = string(b)
				if f.Sum != digest.Bytes([]byte(long)) || f.Size != int64(len(long)) {
					t.Errorf("%s is not the whole file", f.Path)
				}
			}}
			snapshot, _, err := scanner.Scan(context.Background(), prev, nil)
			s.ok(err)
			return snapshot, peeked
		}
		snapshot, got := peek(nil)
		if len(got) != 4 {
			t.Errorf("%d files are handed over, want 4", len(got))
		}
		for _, name := range []string{"content/a/a.PNG", "claims/b.jpeg"} {
			if n := len(got[name]); n != 256<<10 || !strings.HasPrefix(long, got[name]) {
				t.Errorf("%s: %d bytes, or others than it begins with", name, n)
			}
		}
		if _, got := peek(snapshot); len(got) != 0 {
			t.Errorf("%d files are handed over again", len(got))
		}
	})
}
