package claim

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

func TestOutlet(t *testing.T) {
	for name, tt := range map[string]struct {
		source Source
		want   Outlet
	}{
		"publisher":            {Source{Publisher: "The Example Times", URL: "https://www.example.com/a"}, Outlet{"the-example-times", "The Example Times", "example.com"}},
		"host alone":           {Source{URL: "https://WWW.Example.org:8080/a"}, Outlet{"example-org", "example.org", "example.org"}},
		"publisher alone":      {Source{Publisher: "Archive of the Town"}, Outlet{"archive-of-the-town", "Archive of the Town", ""}},
		"neither":              {Source{Title: "Interview"}, Outlet{}},
		"withheld":             {Source{Publisher: "A Ministry", Withheld: "would be dismissed"}, Outlet{}},
		"any script":           {Source{Publisher: "朝日新聞"}, Outlet{"朝日新聞", "朝日新聞", ""}},
		"a name of an address": {Source{Publisher: "Page"}, Outlet{"page--0a30a815d6", "Page", ""}},
		"no letters":           {Source{Publisher: "!!!"}, Outlet{"--e84c538e7f", "!!!", ""}},
		"unreadable address":   {Source{URL: doc.WebURL("https://%zz/")}, Outlet{}},
	} {
		if d := cmp.Diff(tt.want, tt.source.outlet()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestOutletsOfOneNameAreOne: capitals and punctuation do not make another publisher.
func TestOutletsOfOneNameAreOne(t *testing.T) {
	ids := map[id.ID]bool{}
	for _, name := range []string{"Example Times", "EXAMPLE TIMES", "Example-Times", "Example  Times."} {
		ids[outletID(name)] = true
	}
	if len(ids) != 1 {
		t.Errorf("one publisher has the ids %v", ids)
	}
	if a, b := outletID("!!!"), outletID("???"); a == b {
		t.Errorf("two publishers share the id %s", a)
	}
}
