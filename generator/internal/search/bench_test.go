package search_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"assay/generator/internal/digest"
	"assay/generator/internal/search"
)

// count counts what is written.
type count int

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}

// BenchmarkAll makes the index of a site for the first time and writes all files. dear-B is the largest of them, live-B what the memory and
// the index hold.
func BenchmarkAll(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("claims=%d", n), func(b *testing.B) {
			s := newSite(b, newWriter(11).claims(n))
			for b.Loop() {
				before := live()
				memo := &search.Memo{}
				x := memo.Index(s, digest.Sum{})
				dearest, all := written(b, x)
				b.ReportMetric(float64(live()-before), "live-B")
				b.ReportMetric(float64(dearest), "dear-B")
				b.ReportMetric(float64(all), "all-B")
				b.ReportMetric(float64(len(x.Files())), "files")
				runtime.KeepAlive(memo)
				runtime.KeepAlive(x)
			}
		})
	}
}

// written writes all files on all cores and gives the size of the largest and of all.
func written(b *testing.B, x *search.Index) (dearest, all count) {
	b.Helper()
	sizes := make([]count, len(x.Files()))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range x.Files() {
		group.Go(func() error { return f.WriteTo(&sizes[i]) })
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
	for _, size := range sizes {
		dearest, all = max(dearest, size), all+size
	}
	return dearest, all
}

// BenchmarkEdit makes the index again after an edit of one claim, and writes what has changed.
func BenchmarkEdit(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		w := newWriter(11)
		claims := w.claims(n)
		var memo search.Memo
		keys := keysOf(memo.Index(newSite(b, claims), digest.Sum{}))
		edited := claims[n/2]
		again := func(b *testing.B) *search.Index {
			b.StopTimer()
			text := textOf(edited) + " " + w.text(1)
			claims[n/2] = newClaim(content{id: string(edited.ID), title: edited.Title, text: text, claimant: edited.Claimants[0].Name,
				topic: string(edited.Topics[0].ID), verdict: edited.Verdict, published: edited.Published})
			s := newSite(b, claims)
			b.StartTimer()
			return memo.Index(s, digest.Sum{})
		}
		b.Run(fmt.Sprintf("claims=%d/planned", n), func(b *testing.B) {
			for b.Loop() {
				again(b)
			}
		})
		b.Run(fmt.Sprintf("claims=%d/written", n), func(b *testing.B) {
			for b.Loop() {
				for _, f := range again(b).Files() {
					if keys[f.Name] != f.Key {
						keys[f.Name] = f.Key
						if err := f.WriteTo(io.Discard); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		})
	}
}

// live gives the bytes of the heap that are in use.
func live() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkWords cuts texts into words.
func BenchmarkWords(b *testing.B) {
	for name, text := range map[string]string{"english": strings.Repeat("The minister said that taxes rose by 3.2 percent. ", 40),
		"french": strings.Repeat("Le ministre a déclaré que les impôts ont augmenté. ", 40), "chinese": strings.Repeat("部长说税收增加了百分之三。", 40)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				search.Words(text)
			}
		})
	}
}
