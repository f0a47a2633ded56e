package record_test

import (
	stdjson "encoding/json"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
)

// cited makes a claim of its sources.
func cited(sources ...claim.Source) *site.Claim {
	c := &site.Claim{}
	for i := range sources {
		c.Sources = append(c.Sources, claim.CitedSource{Source: &sources[i], Number: i + 1})
	}
	return c
}

// readBack gives the sources of sources.json with such items.
func readBack(t *testing.T, items []record.CSLItem) []claim.Source {
	t.Helper()
	text, err := stdjson.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	l, found := claim.NewParser().Library("claims/sources.json", text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return l.Sources
}

// fields is what CSL has a place for of a source, and so what comes back of it.
func fields(s claim.Source) claim.Source {
	if s.Withheld != "" {
		return claim.Source{ID: s.ID, Title: s.Title, Kind: "document"}
	}
	s.Supports, s.Quote, s.Snapshot, s.Interest = "", "", nil, ""
	if s.Kind == "primary" || s.Kind == "expert" || s.Kind == "other" {
		s.Kind = "" // no type tells them
	}
	if s.Kind == "" && s.URL == "" {
		s.Kind = "document" // CSL's word for what has no form that is known
	}
	return s
}

// TestSourcesComeBack reads the sources that are given as a reference manager's, and compares them with those of the claim.
func TestSourcesComeBack(t *testing.T) {
	var all []claim.Source
	for _, kind := range []claim.SourceKind{"", "primary", "dataset", "document", "expert", "interview", "news", "other"} {
		for _, address := range []doc.WebURL{"", "https://example.org/a?b=c&d=%20"} {
			all = append(all, claim.Source{ID: claim.SourceID("s-" + string(kind) + string(address[:min(5, len(address))])), Kind: kind, Title: "A title, “quoted”",
				Author: "Jane Roe, Example Desk", Publisher: "A house", URL: address, Lang: "pt-BR", Supports: "for", Quote: "words", Interest: "a stake"})
		}
	}
	for _, day := range []date.Partial{{Year: 2016}, {Year: 2016, Month: 9}, {Year: 2016, Month: 9, Day: 1}, {Year: 476, Month: 9, Day: 4}} {
		all = append(all,
			claim.Source{ID: claim.SourceID("d-" + day.String()), Title: "T", URL: "https://example.org/", Date: day},
			claim.Source{ID: claim.SourceID("a-" + day.String()), Title: "T", URL: "https://example.org/", Accessed: day, Archive: "https://archive.example.org/1"})
	}
	all = append(all, claim.Source{ID: "w", Title: "A clerk", Withheld: "fears", Kind: "news", Publisher: "X", Date: date.Partial{Year: 2016}, Lang: "de", Interest: "none"})
	s := resolve(t, fixture(t))
	for _, c := range s.Claims {
		for _, source := range c.Sources {
			if source.Title != "" && !slices.ContainsFunc(all, func(s claim.Source) bool { return s.ID == source.ID }) {
				all = append(all, *source.Source)
			}
		}
	}
	items := record.Sources(cited(all...))
	got := readBack(t, items)
	for i := range all {
		if diff := cmp.Diff(fields(all[i]), got[i]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", all[i].ID, diff)
		}
	}
	// What CSL has no place for is in custom, but for a withheld source.
	for i, item := range items {
		want := record.CSLCustom{Number: i + 1, Withheld: all[i].Withheld}
		if want.Withheld == "" {
			want.Kind, want.Supports, want.Quote, want.Interest = string(all[i].Kind), string(all[i].Supports), all[i].Quote, all[i].Interest
		}
		if item.Custom != want {
			t.Errorf("%s: custom is %+v, not %+v", item.ID, item.Custom, want)
		}
	}
}

// TestItemsAreCSL compares the items with CSL's schema for data, version 1.0.2
// (https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json), as far as they use it: an item has a
// type and an id and no key that the schema does not know.
func TestItemsAreCSL(t *testing.T) {
	types := []string{"article-newspaper", "dataset", "document", "interview", "webpage"}
	texts := []string{"id", "type", "title", "container-title", "publisher", "URL", "archive_location", "language"}
	s := resolve(t, fixture(t))
	n := 0
	for _, c := range s.Claims {
		text, err := stdjson.Marshal(record.Sources(c))
		if err != nil {
			t.Fatal(err)
		}
		var items []map[string]any
		if err := stdjson.Unmarshal(text, &items); err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			n++
			if item["id"] == nil || !slices.Contains(types, item["type"].(string)) {
				t.Errorf("%v is of the type %v", item["id"], item["type"])
			}
			for key, value := range item {
				ok := false
				switch {
				case slices.Contains(texts, key):
					_, ok = value.(string)
				case key == "custom":
					_, ok = value.(map[string]any)
				case key == "author":
					names := value.([]any)
					ok = len(names) == 1 && len(names[0].(map[string]any)) == 1 && names[0].(map[string]any)["literal"] != ""
				case key == "issued" || key == "accessed":
					parts := value.(map[string]any)["date-parts"].([]any)
					ok = len(value.(map[string]any)) == 1 && len(parts) == 1 && len(parts[0].([]any)) >= 1 && len(parts[0].([]any)) <= 3
				}
				if !ok {
					t.Errorf("%v: %s is %v", item["id"], key, value)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d items", n)
	}
}

// TestCOinS reads the tags back as a query, of which Zotero splits the parts likewise.
func TestCOinS(t *testing.T) {
	full := claim.Source{ID: "a", Title: "Costs & wars: 1+1=2; 50%", Author: "Roe, Jane", Publisher: "The Gazette", Date: date.Partial{Year: 2016, Month: 9},
		URL: "https://example.org/?a=b&c=d", Lang: "de", Kind: "news", Quote: "words"}
	report := full
	report.Kind = "document"
	for _, tt := range []struct {
		source claim.Source
		want   url.Values
	}{
		{full, url.Values{"rft.type": {"newspaperArticle"}, "rft.title": {full.Title}, "rft.source": {"The Gazette"}, "rft.aucorp": {"Roe, Jane"}, "rft.date": {"2016-09"},
			"rft.language": {"de"}, "rft.identifier": {"https://example.org/?a=b&c=d"}}},
		{report, url.Values{"rft.type": {"document"}, "rft.title": {full.Title}, "rft.publisher": {"The Gazette"}, "rft.aucorp": {"Roe, Jane"}, "rft.date": {"2016-09"},
			"rft.language": {"de"}, "rft.identifier": {"https://example.org/?a=b&c=d"}}},
		{claim.Source{ID: "b", Title: "T"}, url.Values{"rft.type": {"document"}, "rft.title": {"T"}}},
	} {
		tt.want["ctx_ver"], tt.want["rft_val_fmt"] = []string{"Z39.88-2004"}, []string{"info:ofi/fmt:kev:mtx:dc"}
		got, err := url.ParseQuery(record.SourceCOinS(claim.CitedSource{Source: &tt.source}))
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
	if got := record.SourceCOinS(claim.CitedSource{Source: &claim.Source{ID: "w", Title: "A clerk", Withheld: "fears"}}); got != "" {
		t.Errorf("a withheld source is described: %s", got)
	}
}

// itemOf gives the item of a source of a kind that stands on the web.
func itemOf(kind string) record.CSLItem {
	return record.Sources(cited(claim.Source{ID: "a", Title: "A", Kind: claim.SourceKind(kind), URL: "https://example.org/"}))[0]
}
