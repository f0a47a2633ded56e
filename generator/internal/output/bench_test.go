package output

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

// manyPages are 10 000 outputs of 8 KB, each in its own folder, as claims are.
func manyPages(key string) []plan.Output {
	page := []byte(strings.Repeat("All work and no play makes Jack a dull boy. ", 190))
	outputs := make([]plan.Output, 10_000)
	for i := range outputs {
		outputs[i] = plan.Output{
			Path: fmt.Sprintf("claims/claim-%05d/index.html", i), Key: digest.Of(key, i),
			WriteTo: func(w io.Writer) error {
				_, err := w.Write(page)
				return err
			},
		}
	}
	return outputs
}

func onBenchFS(b *testing.B, bench func(b *testing.B, fsys afero.Fs)) {
	b.Run("root", func(b *testing.B) { bench(b, newRootFS(b, fastDir(b))) })
	b.Run("base path", func(b *testing.B) { bench(b, afero.NewBasePathFs(afero.NewOsFs(), fastDir(b))) })
}

func BenchmarkFirstWrite(b *testing.B) {
	outputs := manyPages("a")
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		for b.Loop() {
			mustWrite(b, &Writer{FS: fsys}, outputs)
			b.StopTimer()
			for _, path := range []string{"claims", manifestName} {
				if err := fsys.RemoveAll(path); err != nil {
					b.Fatal(err)
				}
			}
			b.StartTimer()
		}
	})
}

func BenchmarkSameKeys(b *testing.B) {
	outputs := manyPages("a")
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(b, w, outputs)
		for b.Loop() {
			mustWrite(b, w, outputs)
		}
	})
}

// BenchmarkLstat is the least SameKeys can cost with one goroutine.
func BenchmarkLstat(b *testing.B) {
	outputs := manyPages("a")
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		mustWrite(b, &Writer{FS: fsys}, outputs)
		for b.Loop() {
			for _, o := range outputs {
				if _, err := lstat(fsys, o.Path); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkOtherKeysSameBytes(b *testing.B) {
	plans := [][]plan.Output{manyPages("b"), manyPages("a")}
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(b, w, plans[1])
		for i := 0; b.Loop(); i++ {
			mustWrite(b, w, plans[i%2])
		}
	})
}

func BenchmarkOnePageChanged(b *testing.B) {
	outputs := manyPages("a")
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(b, w, outputs)
		for i := 0; b.Loop(); i++ {
			outputs[5000] = output(outputs[5000].Path, fmt.Sprint(i))
			mustWrite(b, w, outputs)
		}
	})
}

func BenchmarkAllPagesChanged(b *testing.B) {
	outputs := manyPages("a")
	onBenchFS(b, func(b *testing.B, fsys afero.Fs) {
		w := &Writer{FS: fsys}
		mustWrite(b, w, outputs)
		for i := 0; b.Loop(); i++ {
			for j := range outputs {
				outputs[j] = output(outputs[j].Path, strings.Repeat(fmt.Sprint(i%10), 8000))
			}
			mustWrite(b, w, outputs)
		}
	})
}
