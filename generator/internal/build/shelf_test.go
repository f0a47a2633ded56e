package build_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/diag"
)

// keptSite gives what builds a small site whose texts an earlier process has left, and the page of one of its claims as that made it.
func keptSite(t *testing.T) (opt build.Options, claim, page string) {
	t.Helper()
	opt = options(afero.NewMemMapFs())
	if err := corpus.Write(opt.Input, corpus.Site(5, 1)); err != nil {
		t.Fatal(err)
	}
	opt.Cache = afero.NewMemMapFs()
	opt.Now = func() time.Time { return time.Now().Add(time.Hour) } // as if all files were old
	b := build.New(opt)
	r := mustBuild(t, b)
	claim = corpus.ClaimPath(2)
	page, err := pageOf(r, claim)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Keep(); err != nil {
		t.Fatal(err)
	}
	return opt, claim, page
}

// pageOf makes the page of a claim.
func pageOf(r *build.Result, claim string) (string, error) {
	for _, o := range r.Outputs {
		if o.Source == claim && strings.HasSuffix(o.Path, "/index.html") {
			var page bytes.Buffer
			err := o.WriteTo(&page)
			return page.String(), err
		}
	}
	return "", errors.New("the claim has no page")
}

// damage changes every byte of the texts but the head's and the checksum's, which tell whether they are the right ones.
func damage(t *testing.T, cache afero.Fs) {
	t.Helper()
	const name = "texts"
	info, err := cache.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	written := info.ModTime()
	text, err := afero.ReadFile(cache, name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 64; i < len(text)-4; i++ {
		text[i] ^= 0x55
	}
	if err := afero.WriteFile(cache, name, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := cache.Chtimes(name, written, written); err != nil {
		t.Fatal(err)
	}
}

func TestADamagedTextIsMadeAnewFromItsFile(t *testing.T) {
	opt, claim, want := keptSite(t)
	in := &opened{Fs: opt.Input}
	opt.Input = in
	damage(t, opt.Cache)
	r := mustBuild(t, build.New(opt))
	if len(in.names) > 0 {
		t.Fatalf("the files are read at once: %q", in.names)
	}
	got, err := pageOf(r, claim)
	if err != nil || got != want {
		t.Errorf("the page is another one (%v):\n%s", err, got)
	}
	if len(in.names) == 0 {
		t.Error("no file was read, so no text was damaged")
	}
}

func TestADamagedTextOfAChangedFileIsAnError(t *testing.T) {
	opt, claim, _ := keptSite(t)
	damage(t, opt.Cache)
	r := mustBuild(t, build.New(opt))
	if err := afero.WriteFile(opt.Input, claim, []byte("---\ntitle: Another\n---\nText.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var d diag.Diagnostic
	if _, err := pageOf(r, claim); !errors.As(err, &d) || d.Code != diag.ChangedInBuild {
		t.Errorf("error %v, want one with the code of a file that changed", err)
	}
	for _, o := range r.Outputs {
		if o.Source == claim && strings.HasSuffix(o.Path, "/claim.json") {
			if err := o.WriteTo(io.Discard); !errors.As(err, &d) || d.Code != diag.ChangedInBuild {
				t.Errorf("the record's error is %v", err)
			}
		}
	}
}

func TestNothingIsLeftOfTextsThatWereNotKept(t *testing.T) {
	opt, claim, want := keptSite(t)
	before := contents(t, opt.Cache)
	text, err := afero.ReadFile(opt.Input, claim)
	if err == nil {
		err = afero.WriteFile(opt.Input, claim, append(text, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	r := mustBuild(t, build.New(opt)) // without keeping it
	if got, err := pageOf(r, claim); err != nil || got != want {
		t.Errorf("the page is another one (%v):\n%s", err, got)
	}
	for name := range contents(t, opt.Cache) {
		if _, was := before[name]; !was {
			t.Errorf("%s is left", name)
		}
	}
}
