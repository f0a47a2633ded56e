package build_test

import (
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
)

// scanned is a builder and what it looks at.
type scanned struct {
	*build.Builder
	t  *testing.T
	in afero.Fs
}

func (s scanned) write(name, text string) {
	s.t.Helper()
	if err := afero.WriteFile(s.in, name, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// want scans and compares what that tells, twice: a scan alone is not a build.
func (s scanned) want(what string, changed bool) {
	s.t.Helper()
	for range 2 {
		got, err := s.Scan(s.t.Context(), nil)
		if err != nil {
			s.t.Fatal(err)
		}
		if got != changed {
			s.t.Errorf("%s: changed is %v", what, got)
		}
	}
	s.Make()
}

func TestAScanTellsWhetherThereIsAnythingToBuild(t *testing.T) {
	now := time.Date(2026, 6, 1, 22, 59, 0, 0, time.UTC)
	opt := options(afero.NewMemMapFs())
	opt.Now = func() time.Time { return now }
	s := scanned{build.New(opt), t, opt.Input}
	s.write("site.yaml", "title: T\ntime_zone: Europe/Vienna\n") // midnight is at 22:00 UTC
	s.want("the first time", true)
	s.want("again", false)
	s.write("content/about.md", "---\ntitle: About\n---\n")
	s.want("a new file", true)
	s.write("content/about.md", "---\ntitle: About\n---\n")
	s.want("the same content", false)
	s.write("content/about.md", "---\ntitel: About\n---\n")
	s.want("a broken file", true)
	s.want("still broken", false)
	s.write("templates/page.html", "\xff")
	s.want("a broken template", true)
	s.want("still broken", false)
	now = now.Add(time.Minute)
	s.want("a minute later", false)
	now = now.Add(22 * time.Hour)
	s.want("before midnight", false)
	now = now.Add(time.Hour)
	s.want("another day", true)
}

func TestAnUndoneEditIsNothingToBuild(t *testing.T) {
	opt := options(afero.NewMemMapFs())
	s := scanned{build.New(opt), t, opt.Input}
	s.write("site.yaml", "title: One\n")
	s.want("the first time", true)
	s.write("site.yaml", "title: Two\n")
	if _, err := s.Scan(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s.write("site.yaml", "title: One\n")
	s.want("undone before it was built", false)
}
