package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDataOfGoldenSiteReadBack compares the files of the data with each other and with the records beside the pages.
func TestDataOfGoldenSiteReadBack(t *testing.T) {
	site := golden(t, "testdata/golden/full")
	want := []string{"sixth", "fifth", "wars", "peace", "pledge", "loose", "last"} // no drafts, and not the retracted one
	var lines []string
	for line := range strings.Lines(site["data/claims.ndjson"]) {
		var r struct{ ID, URL string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, r.ID)
		if r.URL != "https://facts.example.org/desk/claims/"+r.ID+"/" {
			t.Errorf("%s stands at %s", r.ID, r.URL)
		}
		var beside bytes.Buffer
		if err := json.Compact(&beside, []byte(site["claims/"+r.ID+"/claim.json"])); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(beside.String(), strings.TrimSuffix(line, "\n")); d != "" {
			t.Errorf("%s (-claim.json +line):\n%s", r.ID, d)
		}
	}
	table, err := csv.NewReader(strings.NewReader(site["data/claims.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for i, row := range table {
		if id := slices.Index(table[0], "id"); i > 0 {
			rows = append(rows, row[id])
		}
	}
	var reviews struct {
		DataFeedElement []struct {
			Item []struct {
				Type string `json:"@type"`
				URL  string
			}
		}
	}
	var answer struct {
		Claims []struct{ ClaimReview []struct{ URL string } }
	}
	for name, into := range map[string]any{"claimreview": &reviews, "claims-search": &answer} {
		if err := json.Unmarshal([]byte(site["data/"+name+".json"]), into); err != nil {
			t.Fatal(err)
		}
	}
	id := func(address string) string {
		return strings.TrimSuffix(strings.TrimPrefix(address, "https://facts.example.org/desk/claims/"), "/")
	}
	var reviewed, answered []string
	for _, e := range reviews.DataFeedElement {
		if len(e.Item) != 1 || e.Item[0].Type != "ClaimReview" {
			t.Fatalf("an element of the DataFeed is %v", e)
		}
		reviewed = append(reviewed, id(e.Item[0].URL))
	}
	for _, c := range answer.Claims {
		answered = append(answered, id(c.ClaimReview[0].URL))
	}
	for name, got := range map[string][]string{"claims.ndjson": lines, "claims.csv": rows, "claimreview.json": reviewed, "claims-search.json": answered} {
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if retracted := site["claims/folder/claim.json"]; !strings.Contains(retracted, `"retracted": true`) {
		t.Errorf("the record of the retracted check is %s", retracted)
	}
	if _, there := site["claims/draft/claim.json"]; there {
		t.Error("a draft has a record")
	}
}
