package reader

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"assay/generator/internal/browser"
)

// setting is how a reader looks at a page.
type setting struct {
	width, height int64
	media         string            // "" is the screen
	features      map[string]string // such as prefers-color-scheme: dark
}

var (
	phone   = setting{width: 360, height: 740}
	desktop = setting{width: 1280, height: 900}
)

func (s setting) with(feature, value string) setting {
	features := map[string]string{feature: value}
	maps.Copy(features, s.features)
	s.features = features
	return s
}

// view is a page that is shown.
type view struct {
	*browser.Tab
	t     *testing.T
	where string // the page's address, and how it is looked at
}

// open shows pages of a site, one after the other, in a tab.
func open(t *testing.T, s *builtSite, how setting, pages []page, look func(v *view)) {
	t.Helper()
	root := s.serve(t)
	tab := browser.Open(t).Tab()
	how.apply(tab)
	for _, p := range pages {
		tab.Visit(root + p.address())
		look(&view{tab, t, p.address()})
	}
}

func (s setting) apply(tab *browser.Tab) {
	tab.Do(chromedp.EmulateViewport(s.width, s.height))
	media := emulation.SetEmulatedMediaParams{Media: s.media}
	for name, value := range s.features {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	browser.Call(tab, emulation.SetEmulatedMedia, media)
}

func (v *view) errorf(format string, args ...any) {
	v.t.Helper()
	v.t.Errorf("%s: %s", v.where, fmt.Sprintf(format, args...))
}

// report fails the test for each thing that a script finds.
func (v *view) report(script string) {
	v.t.Helper()
	found := browser.Eval[[]string](v.Tab, script)
	slices.Sort(found)
	for _, f := range slices.Compact(found) {
		v.errorf("%s", f)
	}
}

func (v *view) must(what, expression string) {
	v.t.Helper()
	if !browser.Eval[bool](v.Tab, "!!("+expression+")") {
		v.errorf("there is not %s", what)
	}
}
