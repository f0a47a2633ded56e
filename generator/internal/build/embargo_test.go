package build_test

import (
	"slices"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/plan"
)

// TestEmbargo_EndsAtItsMoment in a builder that goes on, in one with a cache, and in a fresh one. Until then
// neither the claim nor a claimant whom only it names is anywhere.
func TestEmbargo_EndsAtItsMoment(t *testing.T) {
	fsys, cache := afero.NewMemMapFs(), afero.NewMemMapFs()
	claim := func(who, published string) string {
		return "---\nclaim: Something.\nclaimant: " + who + "\nverdict: \"false\"\nconclusion: No.\npublished: " + published + "\nauthors: [desk]\nsources: [{id: s, title: S}]\n---\n[@s]\n"
	}
	for name, text := range map[string]string{
		"site.yaml":                "title: T\ntime_zone: Asia/Kolkata\nbase_url: https://e.test.invalid/\nsearch: true\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\n---\n",
		"content/claimants/bob.md": "---\nname: Bob Secret\n---\n",
		"content/claimants/eve.md": "---\nname: Eve\n---\n",
		"claims/one.md":            claim("ann", "2026-06-01"),
		"claims/two.md":            claim("bob", "2026-06-02T09:30:00+05:30"),
		"claims/draft.md":          "---\nclaim: Later.\nclaimant: bob\ndraft: true\n---\n",
	} {
		put(t, fsys, name, text)
	}
	moment := time.Date(2026, 6, 2, 4, 0, 0, 0, time.UTC)
	now := moment.Add(-time.Nanosecond)
	opt := options(fsys)
	opt.Cache, opt.Now = cache, func() time.Time { return now }
	b := build.New(opt)
	paths := func(b *build.Builder) []string {
		t.Helper()
		r, err := b.Build(t.Context())
		if err != nil || r.Diagnostics.Failed() {
			t.Fatal(err, r.Diagnostics)
		}
		var all []string
		for _, o := range r.Outputs {
			all = append(all, o.Path)
		}
		return all
	}
	has := func(all []string, name string) bool { return slices.Contains(all, name) }
	before := paths(b)
	if has(before, plan.FileOf("/claims/two/")) || has(before, plan.FileOf("/claimants/bob/")) || !has(before, plan.FileOf("/claimants/ann/")) || !has(before, plan.FileOf("/claimants/eve/")) {
		t.Errorf("before the moment there is %q", before)
	}
	if next := b.Next(); !next.Equal(moment) {
		t.Errorf("the next moment is %v, want %v", next, moment)
	}
	if changed, err := b.Scan(t.Context(), nil); err != nil || changed {
		t.Errorf("before the moment, changed is %v, %v", changed, err)
	}
	if err := b.Keep(); err != nil {
		t.Fatal(err)
	}
	now = moment
	if changed, err := b.Scan(t.Context(), nil); err != nil || !changed {
		t.Errorf("at the moment, changed is %v, %v", changed, err)
	}
	after := paths(b)
	if !has(after, plan.FileOf("/claims/two/")) || !has(after, plan.FileOf("/claimants/bob/")) {
		t.Errorf("at the moment there is %q", after)
	}
	if again := paths(build.New(opt)); !slices.Equal(again, after) {
		t.Errorf("another process makes %q, not %q", again, after)
	}
	if next, midnight := b.Next(), time.Date(2026, 6, 2, 18, 30, 0, 0, time.UTC); !next.Equal(midnight) {
		t.Errorf("the next moment is %v, want midnight in Kolkata, %v", next, midnight)
	}
}
