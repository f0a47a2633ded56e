package build_test

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/files"
	"assay/generator/internal/output"
	"assay/templates"
)

// memoryFolder gives a folder in memory where the system has one, so that disks do not blur the figures.
func memoryFolder(b *testing.B) string {
	b.Helper()
	if info, err := os.Stat("/dev/shm"); err != nil || !info.IsDir() {
		return b.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "assay-bench")
	if err != nil {
		return b.TempDir()
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func rootFs(b testing.TB, dir string) afero.Fs {
	b.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = root.Close() })
	return files.NewRoot(root)
}

func generated(b *testing.B, claims int) afero.Fs {
	b.Helper()
	fsys := rootFs(b, memoryFolder(b))
	if err := corpus.Write(fsys, corpus.Site(claims, 1)); err != nil {
		b.Fatal(err)
	}
	return fsys
}

func options(in afero.Fs) build.Options {
	return build.Options{Input: in, Theme: templates.Files, Now: time.Now}
}

// sizes runs a benchmark for sites of several sizes, with the collector as the command sets it.
func sizes(b *testing.B, run func(b *testing.B, claims int)) {
	before := debug.SetGCPercent(build.GCPercent)
	b.Cleanup(func() { debug.SetGCPercent(before) })
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("claims=%d", n), func(b *testing.B) { run(b, n) })
	}
}

func mustBuild(b testing.TB, builder *build.Builder) *build.Result {
	b.Helper()
	r, err := builder.Build(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if r.Diagnostics.Failed() {
		b.Fatal(r.Diagnostics)
	}
	return r
}

// BenchmarkCold reads, builds and writes a site for the first time.
func BenchmarkCold(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) {
		in := generated(b, claims)
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			out := rootFs(b, memoryFolder(b))
			b.StartTimer()
			r := mustBuild(b, build.New(options(in)))
			if _, err := (&output.Writer{FS: out}).Write(b.Context(), r.Outputs); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkFirst builds a site for the first time, without a page of it: what a preview does before it answers. live-B is
// what the builder and its result hold.
func BenchmarkFirst(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) {
		in := generated(b, claims)
		var builder *build.Builder
		var r *build.Result
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			builder, r = nil, nil
			before := live()
			b.StartTimer()
			builder = build.New(options(in))
			r = mustBuild(b, builder)
			b.StopTimer()
			b.ReportMetric(float64(live()-before), "live-B")
			b.ReportMetric(float64(live()-before)/float64(claims), "live-B/claim")
			runtime.KeepAlive(builder)
			runtime.KeepAlive(r)
			b.StartTimer()
		}
	})
}

// BenchmarkNextProcess builds and writes a site that another process has built, with what that left: where nothing changed since, and where one claim did.
func BenchmarkNextProcess(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) {
		in, out := generated(b, claims), rootFs(b, memoryFolder(b))
		opt := options(in)
		opt.Cache = afero.NewBasePathFs(in, ".assay")
		process := func(b *testing.B) {
			builder := build.New(opt)
			if _, err := (&output.Writer{FS: out}).Write(b.Context(), mustBuild(b, builder).Outputs); err != nil {
				b.Fatal(err)
			}
			if err := builder.Keep(); err != nil {
				b.Fatal(err)
			}
		}
		process(b)
		time.Sleep(2100 * time.Millisecond) // a scan reads the content of younger files every time
		process(b)
		b.Run("unchanged", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				process(b)
			}
		})
		b.Run("edited", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				appendTo(b, in, corpus.ClaimPath(claims/2), "One more word.\n")
				b.StartTimer()
				process(b)
			}
		})
	})
}

func appendTo(b *testing.B, fsys afero.Fs, name, words string) {
	b.Helper()
	text, err := afero.ReadFile(fsys, name)
	if err == nil {
		err = afero.WriteFile(fsys, name, append(text, words...), 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// live gives the bytes of the heap that are in use.
func live() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// settle waits until the files' times are as old as they are in a site somebody works on: a scan reads the content
// of younger files every time.
func settle(b *testing.B, builder *build.Builder) {
	time.Sleep(2100 * time.Millisecond)
	mustBuild(b, builder)
}

// BenchmarkUnchanged builds again when nothing has changed, before writing.
func BenchmarkUnchanged(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) {
		builder := build.New(options(generated(b, claims)))
		mustBuild(b, builder)
		settle(b, builder)
		b.ReportAllocs()
		for b.Loop() {
			mustBuild(b, builder)
		}
	})
}

// BenchmarkEdit builds again after an edit of one claim, before writing; "written" is the same with writing.
func BenchmarkEdit(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) { benchmarkEdit(b, generated(b, claims), claims) })
}

// BenchmarkEditSearched is the same of a site that is searched.
func BenchmarkEditSearched(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) { benchmarkEdit(b, searched(b, generated(b, claims)), claims) })
}

// searched asks for search in a site.
func searched(b *testing.B, in afero.Fs) afero.Fs {
	b.Helper()
	text, err := afero.ReadFile(in, "site.yaml")
	if err == nil {
		err = afero.WriteFile(in, "site.yaml", append(text, "search: true\n"...), 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
	return in
}

func benchmarkEdit(b *testing.B, in afero.Fs, claims int) {
	w := &output.Writer{FS: rootFs(b, memoryFolder(b))}
	builder := build.New(options(in))
	edit := func(b *testing.B) *build.Result { // as the watcher tells of it
		b.StopTimer()
		appendTo(b, in, corpus.ClaimPath(claims/2), "One more word.\n")
		b.StartTimer()
		if _, err := builder.Scan(b.Context(), []string{corpus.ClaimPath(claims / 2)}); err != nil {
			b.Fatal(err)
		}
		return builder.Make()
	}
	if _, err := w.Write(b.Context(), mustBuild(b, builder).Outputs); err != nil {
		b.Fatal(err)
	}
	settle(b, builder)
	b.Run("planned", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			edit(b)
		}
	})
	b.Run("written", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.Write(b.Context(), edit(b).Outputs); err != nil {
				b.Fatal(err)
			}
		}
	})
}
