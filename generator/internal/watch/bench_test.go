package watch_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"assay/generator/internal/files"
	"assay/generator/internal/watch"
)

// instant is a site that takes no time, so that only the loop's own is measured.
type instant struct {
	file      string
	published chan string
	seen      string
	made      string
}

func (s *instant) Scan(context.Context, []string) (bool, error) {
	data, err := os.ReadFile(s.file)
	if err == nil {
		s.seen = string(data)
	}
	return s.seen != s.made, nil
}

func (s *instant) Folders() []files.Folder { return []files.Folder{{Path: "claims"}} }

func (s *instant) Build() { s.made = s.seen }

func (s *instant) Publish(context.Context) bool {
	s.published <- s.made
	return true
}

// BenchmarkSaveToPublished measures from writing a file to publishing what is in it. 40 ms of it are to see that it stays so.
func BenchmarkSaveToPublished(b *testing.B) {
	root := b.TempDir()
	s := &instant{file: filepath.Join(root, "claims", "a.md"), published: make(chan string, 100)}
	if err := os.Mkdir(filepath.Dir(s.file), 0o755); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error)
	go func() { ended <- watch.Run(ctx, s, watch.Options{Root: root}) }()
	<-s.published
	for b.Loop() {
		content := time.Now().String()
		if err := os.WriteFile(s.file, []byte(content), 0o644); err != nil {
			b.Fatal(err)
		}
		for got := ""; got != content; got = <-s.published {
		}
	}
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}

func (*instant) Next() time.Time { return time.Time{} }
