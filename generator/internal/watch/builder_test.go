package watch_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/plan"
	"assay/templates"
)

// desk is a site as the commands build it.
type desk struct {
	*build.Builder
	made      *build.Result
	published atomic.Pointer[build.Result]
}

func (d *desk) Build() { d.made = d.Make() }

func (d *desk) Publish(context.Context) bool {
	d.published.Store(d.made)
	return true
}

// shows tells whether a result is published, by the keys of its outputs and what is wrong with it.
func (d *desk) shows(want *build.Result) bool {
	got := d.published.Load()
	return got != nil && slices.Equal(got.Diagnostics, want.Diagnostics) &&
		slices.EqualFunc(got.Outputs, want.Outputs, func(a, b plan.Output) bool { return a.Path == b.Path && a.Key == b.Key })
}

func TestASiteIsPublishedAsAFreshBuildMakesIt(t *testing.T) {
	claim := corpus.ClaimPath
	broken := "---\nclaim: Half of it"
	steps := []step{
		func(f *folder) {},
		func(f *folder) { f.write("content/about.md", "---\ntitle: About us\n---\nWe are new.\n") },
		func(f *folder) { f.rename(claim(3), claim(3)+"~") },
		func(f *folder) { f.write(claim(4), broken) },
		func(f *folder) { f.rename(claim(3)+"~", claim(4)) },
		func(f *folder) { f.write("templates/page.html", `{{define "main"}}{{.Nope`) },
		func(f *folder) { f.write("templates/page.html", `{{define "main"}}<h1>{{.Title}}</h1>{{end}}`) },
		func(f *folder) { f.remove("templates") },
		func(f *folder) { f.rename("claims/2005", "claims/moved") },
		func(f *folder) { f.remove("site.yaml") },
		func(f *folder) { f.write("site.yaml", "title: Facts\nbase_url: https://other.example.org/\n") },
	}
	for name, opt := range ways {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			f.remove("claims")
			f.remove("content")
			f.ok(corpus.Write(f.fs, corpus.Site(30, 1)))
			options := build.Options{
				Input: f.fs, Theme: templates.Files, Now: time.Now, Today: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC),
			}
			d := &desk{Builder: build.New(options)}
			f.startSite(d, opt)
			for i, step := range steps {
				step(f)
				fresh, err := build.New(options).Build(t.Context())
				f.ok(err)
				f.wait(fmt.Sprintf("step %d is published", i), func() bool { return d.shows(fresh) })
			}
		})
	}
}
