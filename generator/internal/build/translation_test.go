package build_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
)

// TestATranslationLeavesThePagesOfTheOriginal adds, edits and removes a translation. Of what there is in the site's own language only the
// page of its original, and the sitemap, may change when there is a further language to switch to, and nothing when only its words do.
func TestATranslationLeavesThePagesOfTheOriginal(t *testing.T) {
	in := afero.NewMemMapFs()
	write := func(name, content string) {
		t.Helper()
		if err := afero.WriteFile(in, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: Facts\nbase_url: https://facts.example.org/\nlanguages: [es]\n")
	write("content/team/desk.md", "---\nname: Desk\n---\n")
	for _, name := range []string{"one", "two"} {
		write("claims/"+name+".md", "---\nclaim: A claim.\nverdict: unproven\nconclusion: So.\npublished: 2026-01-01\nauthors: [desk]\nsources: [{id: s, title: T}]\n---\nText [@s].\n")
	}
	write("claims/two.es.md", "---\nclaim: Otra.\nconclusion: Así es.\n---\nTexto.\n") // so that the desk is named in Spanish already
	builder := build.New(options(in))
	own := func() map[string]string { // the outputs in the site's own language
		t.Helper()
		all := listing(t, mustBuild(t, builder))
		maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasPrefix(name, "es/") })
		return all
	}
	changed := func(a, b map[string]string) (names []string) {
		for name := range b {
			if a[name] != b[name] {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names
	}
	before := own()
	write("claims/one.es.md", "---\nclaim: Uno.\nconclusion: Así es.\n---\nTexto.\n")
	added := own()
	for _, name := range changed(before, added) {
		if !strings.HasPrefix(name, "claims/one/") && name != "sitemap.xml" && words(added[name]) != words(before[name]) {
			t.Errorf("the translation of a claim changes %s", name)
		}
	}
	write("claims/one.es.md", "---\nclaim: Dos.\nconclusion: Así no es.\n---\nOtro texto.\n")
	if names := changed(added, own()); len(names) > 0 {
		t.Error("other words in a translation change", names)
	}
	if err := in.Remove("claims/one.es.md"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, own()); d != "" {
		t.Errorf("once the translation is gone (-before +after):\n%s", d)
	}
}

// words is an output without its type and key: that of a feed covers all of a claim, and it shows a part.
func words(listed string) string { return strings.SplitN(listed, "\n", 3)[2] }
