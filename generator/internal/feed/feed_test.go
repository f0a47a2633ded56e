package feed_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/feed"
)

var update = flag.Bool("update", false, "write what is expected anew")

// sample has every value that a feed can have.
func sample() feed.Feed {
	east := time.FixedZone("", 2*60*60)
	return feed.Feed{
		ID:       "tag:facts.example.org,2026:feeds/site",
		Title:    "Facts & Figures",
		Subtitle: "What was said <here>, checked.",
		Home:     "https://facts.example.org/",
		Atom:     "https://facts.example.org/feed.xml",
		JSON:     "https://facts.example.org/feed.json",
		Lang:     "en-GB",
		Licence:  "https://licence.example.org/by/4.0/",
		Icon:     "https://facts.example.org/icon.png",
		Logo:     "https://facts.example.org/logo.png",
		Author:   feed.Person{Name: "The Desk", URL: "https://facts.example.org/about/"},
		About:    "https://facts.example.org/data/",
		Entries: []feed.Entry{{
			ID:      "tag:facts.example.org,2026:claims/thirteen-wars",
			URL:     "https://facts.example.org/claims/thirteen-wars/",
			Title:   "Thirteen wars? It depends",
			Summary: "Only if operations count as wars: 4 < 13.",
			HTML: "<p>It said \"thirteen\" &amp; meant it.</p>\n\n<pre>  a\tb\n</pre>" +
				"<p>A link, <a href=\"https://example.org/?a=1&amp;b=2\">here</a>.</p>",
			Published: time.Date(2026, 11, 22, 0, 0, 0, 0, east),
			Updated:   time.Date(2026, 11, 23, 9, 30, 0, 500_000_000, east),
			Authors:   []feed.Person{{Name: "Ines Demo", URL: "https://facts.example.org/team/ines-demo/"}, {Name: "Rita"}},
			Categories: []feed.Category{
				{Term: "war-costs", Label: "Costs of war", Scheme: "https://facts.example.org/topics/"}, {Term: "peace"},
			},
			Lang:  "es",
			Image: "https://facts.example.org/claims/thirteen-wars/chart.png",
			FactCheck: &feed.FactCheck{
				Claim: "The country has fought 13 wars.",
				Claimants: []feed.Claimant{
					{Name: "Rosa Field", Type: "person", URL: "https://facts.example.org/claimants/rosa-field/"}, {Name: "A paper"},
				},
				Said: "2017-01", Where: "In parliament",
				Verdict: &feed.Verdict{
					ID: "mostly-false", Label: "Mostly false", Group: "mostly-false", Rating: "Mostly false",
					Axis: &feed.Axis{Value: 2, Best: 5, Worst: 1},
				},
				Conclusion:  "It depends on what counts as a war.",
				Corrections: []feed.Correction{{Date: "2026-11-23", Kind: "correction", Text: "A number was wrong."}},
			},
		}, {
			ID:        "tag:facts.example.org,2026:claims/gone",
			URL:       "https://facts.example.org/claims/gone/",
			Title:     "Retracted: gone",
			Summary:   "This check was withdrawn.",
			HTML:      "<p>This check was withdrawn.</p>",
			Published: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC),
			FactCheck: &feed.FactCheck{
				Claim: "It is gone.", Verdict: &feed.Verdict{Rating: "Nobody knows."}, Conclusion: "Nobody knows.", Retracted: true,
			},
		}, {
			ID:        "tag:facts.example.org,2026:articles/tour",
			URL:       "https://facts.example.org/articles/tour/",
			Title:     "A tour",
			Published: time.Date(2026, 11, 20, 0, 0, 0, 0, time.FixedZone("", -(4*60+30)*60)),
		}},
	}
}

// written gives the feed in both formats.
func written(t testing.TB, f feed.Feed) (atom, json []byte) {
	t.Helper()
	var a, j bytes.Buffer
	if err := f.WriteAtom(&a); err != nil {
		t.Fatal(err)
	}
	if err := f.WriteJSON(&j); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), j.Bytes()
}

func TestGolden(t *testing.T) {
	atom, json := written(t, sample())
	emptyAtom, emptyJSON := written(t, feed.Feed{
		ID: "tag:example.org,2026:feeds/site", Title: "Nothing yet", Atom: "https://example.org/feed.xml",
		Author: feed.Person{Name: "Desk"}, Updated: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	})
	for name, got := range map[string][]byte{
		"feed.xml": atom, "feed.json": json, "empty.xml": emptyAtom, "empty.json": emptyJSON,
	} {
		file := "testdata/" + name
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// TestUpdated looks for when a feed changed in what is read back of it.
func TestUpdated(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	entries := []feed.Entry{{Published: day(3)}, {Published: day(1), Updated: day(5)}, {Published: day(4)}}
	tests := map[string]struct {
		feed feed.Feed
		want time.Time
	}{
		"given":                   {feed.Feed{Updated: day(2)}, day(2)},
		"given, with newer ones":  {feed.Feed{Updated: day(2), Entries: entries}, day(2)},
		"of the newest":           {feed.Feed{Entries: entries[:1]}, day(3)},
		"of one that was changed": {feed.Feed{Entries: entries}, day(5)},
		"of one published latest": {feed.Feed{Entries: []feed.Entry{entries[0], entries[2]}}, day(4)},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			atom, _ := parsed(t, tt.feed)
			if !atom.UpdatedParsed.Equal(tt.want) {
				t.Errorf("updated %s, want %s", atom.Updated, tt.want)
			}
		})
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	atom, json := written(t, sample())
	for range 20 {
		a, j := written(t, sample())
		if !bytes.Equal(a, atom) || !bytes.Equal(j, json) {
			t.Fatal("the same feed was written in two ways")
		}
	}
}

// full takes so many bytes and no more.
type full struct{ room int }

func (w *full) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, os.ErrClosed
	}
	return len(b), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	atom, json := written(t, sample())
	for _, room := range []int{0, 100, len(atom) / 2, len(atom) - 1} {
		if err := sample().WriteAtom(&full{room}); err == nil {
			t.Errorf("Atom of %d bytes was written into %d", len(atom), room)
		}
	}
	for _, room := range []int{0, len(json) - 1} {
		if err := sample().WriteJSON(&full{room}); err == nil {
			t.Errorf("JSON of %d bytes was written into %d", len(json), room)
		}
	}
	if err := sample().WriteAtom(&full{len(atom)}); err != nil {
		t.Errorf("Atom: %v", err)
	}
}

func BenchmarkFeed(b *testing.B) {
	f := sample()
	f.Entries[0].HTML = strings.Repeat("<p>Four thousand bytes, as much as an analysis of some length has.</p>\n", 54)
	for len(f.Entries) < 50 {
		f.Entries = append(f.Entries, f.Entries[0])
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"Atom": func(w *bytes.Buffer) error { return f.WriteAtom(w) },
		"JSON": func(w *bytes.Buffer) error { return f.WriteJSON(w) },
	} {
		b.Run(name, func(b *testing.B) {
			var w bytes.Buffer
			for b.Loop() {
				w.Reset()
				if err := write(&w); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(w.Len()))
		})
	}
}
