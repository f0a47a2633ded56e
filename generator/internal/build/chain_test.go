package build_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/diag"
	"assay/generator/internal/output"
)

// chain is a site that is edited at random and built after every edit, by one builder that remembers
// and by fresh ones that do not.
type chain struct {
	*corpus.Editor
	t       *testing.T
	builder *build.Builder
	out     afero.Fs
	writer  *output.Writer
	last    map[string]string    // the output folder after the last build without errors
	times   map[string]time.Time // of its files
	options build.Options
	before  func() // of each build, where it is set
}

func newChain(t *testing.T, in, out afero.Fs, seed uint64) *chain {
	c := &chain{Editor: corpus.NewEditor(in, seed), t: t, out: out, writer: &output.Writer{FS: out}, options: options(in)}
	c.Fail = func(err error) { t.Fatal(err) }
	c.options.Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	if seed%2 == 0 { // as if all files were old: then only their size and time tell that they changed
		c.options.Now = func() time.Time { return time.Now().Add(time.Hour) }
	}
	c.builder = build.New(c.options)
	c.Start()
	return c
}

// check builds, remembering and afresh, and compares all there is to compare.
func (c *chain) check(step string) (built bool) {
	t := c.t
	t.Helper()
	if c.before != nil {
		c.before()
	}
	got, err := c.builder.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fresh := build.New(c.options)
	want, err := fresh.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want.Diagnostics, got.Diagnostics); d != "" {
		t.Fatalf("after %s the diagnostics differ from a fresh build's (-fresh +incremental):\n%s", step, d)
	}
	if d := cmp.Diff(listing(t, want), listing(t, got)); d != "" {
		t.Fatalf("after %s the outputs differ from a fresh build's (-fresh +incremental):\n%s", step, d)
	}
	if d := cmp.Diff(editions(want), editions(got)); d != "" {
		t.Fatalf("after %s the site in other languages differs from a fresh one (-fresh +incremental):\n%s", step, d)
	}
	if d := cmp.Diff(examined(t, fresh, want), examined(t, c.builder, got)); d != "" {
		t.Fatalf("after %s a closer look differs from a fresh one (-fresh +incremental):\n%s", step, d)
	}
	if got.Diagnostics.Failed() {
		if d := cmp.Diff(c.last, contents(t, c.out)); d != "" {
			t.Fatalf("after %s, which breaks the site, the output changed:\n%s", step, d)
		}
		if d := cmp.Diff(c.times, times(t, c.out)); d != "" {
			t.Fatalf("after %s, which breaks the site, files of the output were touched:\n%s", step, d)
		}
		return false
	}
	if _, err := c.writer.Write(t.Context(), got.Outputs); err != nil {
		t.Fatalf("after %s: %v", step, err)
	}
	folder := afero.NewMemMapFs()
	if _, err := (&output.Writer{FS: folder}).Write(t.Context(), want.Outputs); err != nil {
		t.Fatal(err)
	}
	c.last, c.times = contents(t, c.out), times(t, c.out)
	if d := cmp.Diff(contents(t, folder), c.last); d != "" {
		t.Fatalf("after %s the folder differs from a fresh one (-fresh +incremental):\n%s", step, d)
	}
	c.Good()
	return true
}

// examined gives what assay check finds.
func examined(t *testing.T, b *build.Builder, r *build.Result) diag.List {
	t.Helper()
	found, err := b.Examine(t.Context(), r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// editions gives what there is in further languages, with its digests.
func editions(r *build.Result) (all []string) {
	for _, s := range r.Site.Editions {
		all = append(all, string(s.Config.Lang)+" "+s.Config.Title)
		for _, c := range s.Claims {
			all = append(all, fmt.Sprint(c.URL, c.Alternates, c.Digest, c.HeadDigest, len(c.Related), len(c.Articles)))
		}
		for _, a := range s.Articles {
			all = append(all, fmt.Sprint(a.URL, a.Alternates, a.Digest, a.HeadDigest, len(a.Claims)))
		}
		for _, who := range slices.Concat(s.Claimants, s.Team) {
			all = append(all, fmt.Sprint(who.URL, who.Alternates, who.Digest, who.Language, len(who.Claims), len(who.Retracted)))
		}
		for _, t := range s.Topics {
			all = append(all, fmt.Sprint(t.URL, t.Alternates, t.Title, t.Language, len(t.Claims), len(t.Articles)))
		}
		for _, page := range s.Pages {
			all = append(all, fmt.Sprint(page.URL, page.Alternates, page.Digest))
		}
	}
	return all
}

// listing renders the outputs and gives their types, keys and bytes by path.
func listing(t *testing.T, r *build.Result) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, o := range r.Outputs {
		var b bytes.Buffer
		if err := o.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		all[o.Path] = o.Type + "\n" + o.Key.String() + "\n" + b.String()
	}
	return all
}

// contents reads a folder, but for the manifest, which has times in it.
func contents(t *testing.T, fsys afero.Fs) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := afero.Walk(fsys, ".", func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || path.Base(name) == ".assay-manifest" {
			return err
		}
		data, err := afero.ReadFile(fsys, name)
		all[name] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

// times gives when each file of a folder was written, the manifest included.
func times(t *testing.T, fsys afero.Fs) map[string]time.Time {
	t.Helper()
	all := map[string]time.Time{}
	err := afero.Walk(fsys, ".", func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			all[name] = info.ModTime()
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

// TestIncrementalEqualsClean is law 4.
func TestIncrementalEqualsClean(t *testing.T) {
	chains, steps := 3, 40
	if testing.Short() {
		chains, steps = 2, 20
	}
	for seed := range chains {
		t.Run(fmt.Sprintf("memory %d", seed), func(t *testing.T) {
			runChain(newChain(t, afero.NewMemMapFs(), afero.NewMemMapFs(), uint64(seed)), steps)
		})
		t.Run(fmt.Sprintf("disk %d", seed), func(t *testing.T) {
			runChain(newChain(t, rootFs(t, t.TempDir()), rootFs(t, t.TempDir()), uint64(seed+100)), steps)
		})
	}
}

func runChain(c *chain, steps int) {
	c.check("the first build")
	built := 0
	for range steps {
		if c.check(c.Edit()) {
			built++
		} else if !c.Chance(3) {
			c.Mend()
			c.check("mending")
		}
	}
	if built < steps/3 {
		c.t.Fatalf("only %d of %d edits left a site that builds; they prove too little", built, steps)
	}
}
