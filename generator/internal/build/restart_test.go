package build_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/digest"
	"assay/generator/internal/output"
)

// opened counts which files of a site are opened.
type opened struct {
	afero.Fs
	mu    sync.Mutex // files are opened by several goroutines
	names []string
}

func (o *opened) Open(name string) (afero.File, error) {
	if strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".pdf") {
		o.mu.Lock()
		o.names = append(o.names, name)
		o.mu.Unlock()
	}
	return o.Fs.Open(name)
}

func (o *opened) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	return o.Fs.(afero.Lstater).LstatIfPossible(name)
}

func TestTheNextProcessReadsWhatChanged(t *testing.T) {
	in := &opened{Fs: afero.NewMemMapFs()}
	if err := corpus.Write(in, corpus.Site(30, 1)); err != nil {
		t.Fatal(err)
	}
	opt := options(in)
	opt.Cache = afero.NewMemMapFs()
	opt.Now = func() time.Time { return time.Now().Add(time.Hour) } // as if all files were old
	expect := func(what string, want ...string) {
		t.Helper()
		in.names = nil
		b := build.New(opt)
		mustBuild(t, b)
		slices.Sort(in.names)
		if !slices.Equal(in.names, want) {
			t.Errorf("%s: it read %q, want %q", what, in.names, want)
		}
		if err := b.Keep(); err != nil {
			t.Fatal(err)
		}
	}
	in.names = nil
	b := build.New(opt)
	mustBuild(t, b)
	if len(in.names) < 30 {
		t.Fatalf("at first only %q are read", in.names)
	}
	if err := b.Keep(); err != nil {
		t.Fatal(err)
	}
	expect("nothing changed")

	name := corpus.ClaimPath(3)
	text, err := afero.ReadFile(in.Fs, name)
	if err == nil {
		err = afero.WriteFile(in.Fs, name, append(text, "More.\n"...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := afero.ReadFile(opt.Cache, "inputs")
	if err != nil {
		t.Fatal(err)
	}
	expect("one changed", name)
	expect("nothing changed after that")
	if after, err := afero.ReadFile(opt.Cache, "inputs"); err != nil || string(after) != string(inputs) {
		t.Error("all was written anew for one change", err)
	}

	if err := in.Remove(name); err != nil {
		t.Fatal(err)
	}
	expect("one gone")

	expectAll := func(what string, opt build.Options) {
		t.Helper()
		in.names = nil
		mustBuild(t, build.New(opt))
		if len(in.names) < 29 {
			t.Errorf("%s: only %q are read", what, in.names)
		}
	}
	another := opt
	another.Program = digest.Bytes([]byte("another"))
	expectAll("another program", another)
	checkedOut := time.Now().Add(-time.Minute)
	for _, name := range []string{"inputs", "texts", "changes", "markup"} {
		if err := opt.Cache.Chtimes(name, checkedOut, checkedOut); err != nil {
			t.Fatal(err)
		}
	}
	expectAll("a cache that came with the repository", opt)
}

func TestWithoutAFolderNothingIsKept(t *testing.T) {
	in := afero.NewMemMapFs()
	if err := corpus.Write(in, corpus.Site(2, 1)); err != nil {
		t.Fatal(err)
	}
	b := build.New(options(in))
	mustBuild(t, b)
	if err := b.Keep(); err != nil {
		t.Error(err)
	}
	opt := options(in)
	opt.Cache = afero.NewReadOnlyFs(afero.NewMemMapFs())
	b = build.New(opt)
	mustBuild(t, b)
	if err := b.Keep(); err == nil {
		t.Error("it is not told that nothing can be kept")
	}
}

// meddler does to a cache and an output folder, between two processes, what happens to such.
type meddler struct {
	t            *testing.T
	cache, out   afero.Fs
	random       *rand.Rand
	older        left // by this site's processes, some time ago
	other        left // of another site
	otherProgram left
}

// left is what a cache holds: content and time, by name.
type left map[string]struct {
	text string
	time time.Time
}

func leftIn(t *testing.T, cache afero.Fs) left {
	all := left{}
	when := times(t, cache)
	for name, text := range contents(t, cache) {
		all[name] = struct {
			text string
			time time.Time
		}{text, when[name]}
	}
	return all
}

func (m *meddler) put(files left, names ...string) {
	for _, name := range names {
		f, ok := files[name]
		if !ok {
			continue
		}
		err := afero.WriteFile(m.cache, name, []byte(f.text), 0o644)
		if err == nil {
			err = m.cache.Chtimes(name, f.time, f.time)
		}
		if err != nil {
			m.t.Fatal(err)
		}
	}
}

// with gives a file another content and lets it keep its time.
func (l left) with(name, text string) left {
	f := l[name]
	f.text = text
	return left{name: f}
}

func (m *meddler) meddle() {
	now := leftIn(m.t, m.cache)
	name := []string{"inputs", "texts", "changes"}[m.random.IntN(3)]
	text := now[name].text
	switch m.random.IntN(16) {
	case 0:
		m.put(now.with(name, text[:m.random.IntN(len(text)+1)]), name)
	case 1:
		if text != "" {
			broken := []byte(text)
			broken[m.random.IntN(len(text))] ^= 1 << m.random.IntN(8)
			m.put(now.with(name, string(broken)), name)
		}
	case 2:
		m.put(now.with(name, text+"x"), name)
	case 3:
		_ = m.cache.Remove(name)
	case 4:
		m.put(m.other, "inputs", "texts", "changes")
	case 5:
		m.put(m.other, name)
	case 6:
		m.put(m.older, "inputs", "texts", "changes")
	case 7:
		m.put(m.older, name)
	case 8:
		m.put(m.otherProgram, "inputs", "texts", "changes")
	case 9:
		m.put(now.with(name+".new", "half a fi"), name+".new")
	}
	if m.random.IntN(4) == 0 {
		m.older = now
	}
	outputs := contents(m.t, m.out)
	if len(outputs) == 0 {
		return
	}
	name = slices.Sorted(func(yield func(string) bool) {
		for name := range outputs {
			if !yield(name) {
				return
			}
		}
	})[m.random.IntN(len(outputs))]
	switch m.random.IntN(3) {
	case 0:
		_ = m.out.Remove(name)
	case 1:
		if err := afero.WriteFile(m.out, name, []byte(outputs[name]+"edited by hand"), 0o644); err != nil {
			m.t.Fatal(err)
		}
	}
}

// leftBy gives the cache of a site that a program has built.
func leftBy(t *testing.T, opt build.Options) left {
	t.Helper()
	opt.Cache = afero.NewMemMapFs()
	b := build.New(opt)
	mustBuild(t, b)
	if err := b.Keep(); err != nil {
		t.Fatal(err)
	}
	return leftIn(t, opt.Cache)
}

// TestProcessesThatFollowEachOtherEqualCleanOnes is law 4 where each build is another process's.
func TestProcessesThatFollowEachOtherEqualCleanOnes(t *testing.T) {
	chains, steps := 2, 35
	if testing.Short() {
		steps = 10
	}
	elsewhere := afero.NewMemMapFs()
	corpus.NewEditor(elsewhere, 77).Start()
	for seed := range chains {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			in, out := afero.NewMemMapFs(), afero.NewMemMapFs()
			if seed%2 == 1 {
				in, out = rootFs(t, t.TempDir()), rootFs(t, t.TempDir())
			}
			c := newChain(t, in, out, uint64(seed+200))
			cached := c.options
			cached.Cache = afero.NewMemMapFs()
			m := &meddler{t: t, cache: cached.Cache, out: out, random: rand.New(rand.NewPCG(uint64(seed), 9))}
			other := c.options
			other.Input = elsewhere
			m.other = leftBy(t, other)
			other = c.options
			other.Program = digest.Bytes([]byte("another"))
			m.otherProgram = leftBy(t, other)
			c.before = func() {
				if err := c.builder.Keep(); err != nil {
					t.Fatal(err)
				}
				m.meddle()
				c.last, c.times = contents(t, out), times(t, out)
				c.builder, c.writer = build.New(cached), &output.Writer{FS: out}
			}
			runChain(c, steps)
		})
	}
}
