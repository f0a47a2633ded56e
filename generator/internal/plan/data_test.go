package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// manyClaims is a site with so many claims, published one after the other; every thousandth is retracted, the one behind it a draft.
func manyClaims(n int) map[string]string {
	input := map[string]string{
		"site.yaml":            "title: T\nbase_url: https://facts.example.org/\n",
		"content/team/desk.md": "---\nname: Desk\n---\n",
	}
	for i := range n {
		more := map[int]string{500: "corrections: [{date: 2026-05-01, kind: retraction, text: A.}]\n", 501: "draft: true\n"}[i%1000]
		input[fmt.Sprintf("claims/claim-%05d.md", i)] = fmt.Sprintf("---\nclaim: Claim %d.\nverdict: half-true\nconclusion: So.\npublished: %s\nauthors: [desk]\nsources: [{id: s, title: T}]\n%s---\n[@s]\n",
			i, time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC).Format(time.RFC3339), more)
	}
	return input
}

// dataOutputs are the outputs under /data/ of a site with so many claims, by name.
func dataOutputs(t *testing.T, claims int) map[string]plan.Output {
	t.Helper()
	s := resolved(t, manyClaims(claims), site.Options{Now: today()})
	maker := plan.Maker{Env: plan.Environment(s, nil), Closure: func(string) digest.Sum { return digest.Sum{} }}
	data := map[string]plan.Output{}
	for _, o := range maker.Make(s, nil) {
		if name, ok := strings.CutPrefix(o.Path, "data/"); ok && name != "index.html" {
			data[name] = o
		}
	}
	return data
}

func written(t *testing.T, o plan.Output) string {
	t.Helper()
	var b bytes.Buffer
	if err := o.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// members are the ids of the claims of a file with a record a line.
func members(t *testing.T, o plan.Output) []string {
	t.Helper()
	var ids []string
	for line := range strings.Lines(written(t, o)) {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	return ids
}

// TestPartsOfTheDataNeverChange adds a claim, and as many as make another part.
func TestPartsOfTheDataNeverChange(t *testing.T) {
	const first, second = 5_000, 6_040 // of which two in a thousand are in no list
	before, oneMore, later := dataOutputs(t, first), dataOutputs(t, first+1), dataOutputs(t, second)
	names := func(parts ...string) []string {
		all := []string{"index.json"}
		for _, part := range append(parts, "") {
			all = append(all, "claimreview"+part+".json", "claims"+part+".ndjson", "claims"+part+".csv", "claims-search"+part+".json")
		}
		slices.Sort(all)
		return all
	}
	for _, c := range []struct {
		data   map[string]plan.Output
		names  []string
		claims int
	}{{before, names("-1"), first - 10}, {oneMore, names("-1"), first + 1 - 10}, {later, names("-1", "-2"), second - 12}} {
		if d := cmp.Diff(c.names, slices.Sorted(maps.Keys(c.data))); d != "" {
			t.Errorf("files (-want +got):\n%s", d)
		}
		if d := cmp.Diff(slices.DeleteFunc(slices.Clone(c.names), func(name string) bool { return name == "index.json" }), downloads(t, c.data["index.json"])); d != "" {
			t.Errorf("files that the index names (-want +got):\n%s", d)
		}
		var all []string
		for _, name := range []string{"claims-1.ndjson", "claims-2.ndjson"} {
			if part, ok := c.data[name]; ok {
				ids := members(t, part)
				if len(ids) != 2_000 {
					t.Errorf("%s has %d claims", name, len(ids))
				}
				all = append(all, ids...)
			}
		}
		all = append(all, members(t, c.data["claims.ndjson"])...)
		if len(all) != c.claims || !slices.IsSorted(all) || len(slices.Compact(all)) != c.claims {
			t.Errorf("the parts have %d claims, want %d, each once and the oldest first", len(all), c.claims)
		}
	}
	for name, o := range before {
		same := strings.Contains(name, "-1.") || name == "index.json"
		if got := oneMore[name].Key == o.Key; got != same {
			t.Errorf("with one more claim %s is the same: %t", name, got)
		}
		if same && written(t, o) != written(t, oneMore[name]) {
			t.Errorf("with one more claim %s has changed", name)
		}
		same = strings.Contains(name, "-1.")
		if got := later[name].Key == o.Key; got != same {
			t.Errorf("with another part %s is the same: %t", name, got)
		}
	}
}

// downloads are the names of the files that an index names.
func downloads(t *testing.T, index plan.Output) []string {
	t.Helper()
	var d struct {
		Distribution []struct{ ContentURL string }
	}
	if err := json.Unmarshal([]byte(written(t, index)), &d); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range d.Distribution {
		name, ok := strings.CutPrefix(file.ContentURL, "https://facts.example.org/data/")
		if !ok {
			t.Errorf("the index names %s", file.ContentURL)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
