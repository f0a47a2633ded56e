package schemaorg_test

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

var update = flag.Bool("update", false, "write the structured data that is made into testdata/markup")

// given are the files of an archive that make its site.
func given(archive *txtar.Archive) map[string]string {
	input := map[string]string{}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			input[f.Name] = string(f.Data)
		}
	}
	return input
}

// TestGoldenMarkup makes structured data of small sites. An archive has the files of a site, and under want/ the documents
// that it is about: want/TYPE/ID.json.
func TestGoldenMarkup(t *testing.T) {
	archives, err := filepath.Glob("testdata/markup/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("there are no sites", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := resolved(t, given(archive))
			made, wanted := schemaorg.New(s), 0
			for i := range archive.Files {
				f := &archive.Files[i]
				rest, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				wanted++
				got := document(t, s, made, rest)
				if d := cmp.Diff(string(f.Data), got); d != "" && !*update {
					t.Errorf("%s differs; if it should, run with -update and read the difference (-want +got):\n%s", f.Name, d)
				}
				f.Data = []byte(got)
			}
			if wanted == 0 {
				t.Error("nothing is wanted")
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// document makes the document with a name such as ClaimReview/wars.json, and has the validator look at it.
func document(t *testing.T, s *site.Site, b *schemaorg.Builder, name string) string {
	t.Helper()
	kind, id := path.Dir(name), strings.TrimSuffix(path.Base(name), ".json")
	var n *doc.Node
	switch kind {
	case "ClaimReview":
		n = b.ClaimReview(claimNamed(t, s, id))
	case "MediaReview":
		all := b.MediaReviews(claimNamed(t, s, id))
		if all == nil {
			return "null\n"
		}
		n = &doc.Node{Kind: doc.List, Items: all}
	case "NewsArticle":
		n = b.CheckArticle(claimNamed(t, s, id), claimNamed(t, s, id).Picture)
	case "Article":
		for _, a := range s.Articles {
			if string(a.ID) == id {
				n = b.Article(a)
			}
		}
	case "ProfilePage":
		for _, who := range s.Team {
			if string(who.ID) == id {
				n = b.Profile(who)
			}
		}
	case "NewsMediaOrganization":
		n = b.Organization()
	case "WebSite":
		n = b.WebSite()
	case "DataFeed":
		var w bytes.Buffer
		if err := b.WriteDataFeed(&w, schemaorg.Feed{Name: "Checks", Claims: site.Listed(s.Claims), Modified: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		n = parse(t, w.String())
	default:
		t.Fatalf("nobody makes a %s", kind)
	}
	if n == nil {
		return "null\n"
	}
	for _, i := range validator.Validate(n, schemaorg.Page{}) {
		if i.Code != "A373" && i.Code != "A375" { // sites of tests leave out what is not their point, and some have no address
			t.Errorf("%s: %s", name, show([]schemaorg.Issue{i}))
		}
	}
	return pretty(t, n.AppendJSON(nil))
}

func TestDataFeedOfNoClaims(t *testing.T) {
	s := resolved(t, nil)
	var w bytes.Buffer
	if err := schemaorg.New(s).WriteDataFeed(&w, schemaorg.Feed{Name: "Checks"}); err != nil {
		t.Fatal(err)
	}
	feed := read(t, parse(t, w.String()))
	if items, ok := feed["dataFeedElement"].([]any); !ok || len(items) != 0 {
		t.Errorf("its elements are %v", feed["dataFeedElement"])
	}
	if when, ok := feed["dateModified"]; ok {
		t.Errorf("it was modified on %v", when)
	}
	if issues := validator.Validate(parse(t, w.String()), schemaorg.Page{}); issues != nil {
		t.Errorf("%q", show(issues))
	}
}

func TestListsAndBreadcrumbsAreInTheOrderGiven(t *testing.T) {
	b := schemaorg.New(resolved(t, nil))
	if n := b.ItemList(nil); n != nil {
		t.Error("there is an ItemList of nothing")
	}
	links := []schemaorg.Link{{"Facts", "/"}, {"B", "/b/"}, {"A", "https://a.example.net/"}}
	want := func(kind string) string {
		return `{"@context":"https://schema.org","@type":"` + kind + `","itemListElement":[` +
			`{"@type":"ListItem","position":1,"name":"Facts","item":"https://facts.example.org/"},` +
			`{"@type":"ListItem","position":2,"name":"B","item":"https://facts.example.org/b/"},` +
			`{"@type":"ListItem","position":3,"name":"A","item":"https://a.example.net/"}]}`
	}
	for kind, got := range map[string]*doc.Node{"ItemList": b.ItemList(links), "BreadcrumbList": b.Breadcrumbs(links)} {
		if d := cmp.Diff(want(kind), string(got.AppendJSON(nil))); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

func TestAddresses(t *testing.T) {
	for base, want := range map[string][3]string{
		"":                                  {"/claims/a/", "https://a.example.net/", "mailto:a@example.org"},
		"https://facts.example.org/":        {"https://facts.example.org/claims/a/", "https://a.example.net/", "mailto:a@example.org"},
		"https://example.org/desk/in/town/": {"https://example.org/desk/in/town/claims/a/", "https://a.example.net/", "mailto:a@example.org"},
	} {
		config := "title: T\n"
		if base != "" {
			config += "base_url: " + base + "\n"
		}
		b := schemaorg.New(resolved(t, map[string]string{"site.yaml": config}))
		if got := [3]string{b.Address("/claims/a/"), b.Address("https://a.example.net/"), b.Address("mailto:a@example.org")}; got != want {
			t.Errorf("at %q: %q", base, got)
		}
	}
}
