package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	gofeedatom "github.com/mmcdole/gofeed/atom"
	gofeedjson "github.com/mmcdole/gofeed/json"

	"assay/generator/internal/feed"
)

// parsed reads a feed back with a reader that is not ours.
func parsed(t testing.TB, f feed.Feed) (*gofeedatom.Feed, *gofeedjson.Feed) {
	t.Helper()
	atom, json := written(t, f)
	fromAtom, err := (&gofeedatom.Parser{}).Parse(bytes.NewReader(atom))
	if err != nil {
		t.Fatalf("%v in\n%s", err, atom)
	}
	fromJSON, err := (&gofeedjson.Parser{}).Parse(bytes.NewReader(json))
	if err != nil {
		t.Fatalf("%v in\n%s", err, json)
	}
	return fromAtom, fromJSON
}

func TestAtomReadBack(t *testing.T) {
	f := sample()
	want := &gofeedatom.Feed{
		Version: "1.0", ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Language: f.Lang, Rights: f.Licence, Icon: f.Icon,
		Logo: f.Logo, Updated: "2026-11-23T09:30:00.5+02:00", UpdatedParsed: utc(f.Entries[0].Updated),
		Authors:   []*gofeedatom.Person{{Name: f.Author.Name, URI: f.Author.URL}},
		Generator: &gofeedatom.Generator{Value: "Assay"},
		Links: []*gofeedatom.Link{
			{Rel: "self", Type: "application/atom+xml", Href: f.Atom},
			{Rel: "alternate", Type: "text/html", Href: f.Home},
			{Rel: "alternate", Type: "application/feed+json", Href: f.JSON},
			{Rel: "license", Href: f.Licence},
		},
		Entries: []*gofeedatom.Entry{{
			Published: "2026-11-22T00:00:00+02:00", Updated: "2026-11-23T09:30:00.5+02:00",
			Authors: []*gofeedatom.Person{
				{Name: "Ines Demo", URI: "https://facts.example.org/team/ines-demo/"}, {Name: "Rita"},
			},
			Categories: []*gofeedatom.Category{
				{Term: "war-costs", Label: "Costs of war", Scheme: "https://facts.example.org/topics/"}, {Term: "peace"},
			},
		}, {
			Published: "2026-11-21T12:00:00Z", Updated: "2026-11-21T12:00:00Z",
		}, {
			Published: "2026-11-20T00:00:00-04:30", Updated: "2026-11-20T00:00:00-04:30",
		}},
	}
	for i, e := range f.Entries {
		w := want.Entries[i]
		w.ID, w.Title, w.Summary = e.ID, e.Title, e.Summary
		w.PublishedParsed, w.UpdatedParsed = utc(e.Published), utc(e.Published)
		if !e.Updated.IsZero() {
			w.UpdatedParsed = utc(e.Updated)
		}
		w.Links = []*gofeedatom.Link{{Rel: "alternate", Type: "text/html", Href: e.URL}}
		if e.Image != "" {
			w.Links = append(w.Links, &gofeedatom.Link{Rel: "enclosure", Type: "image/png", Href: e.Image})
		}
		if e.HTML != "" {
			w.Content = &gofeedatom.Content{Type: "html", Value: e.HTML}
		}
	}
	got, _ := parsed(t, f)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func utc(t time.Time) *time.Time {
	t = t.UTC()
	return &t
}

func TestJSONReadBack(t *testing.T) {
	f := sample()
	want := &gofeedjson.Feed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePageURL: f.Home, FeedURL: f.JSON,
		Description: f.Subtitle, Icon: f.Logo, Favicon: f.Icon, Language: f.Lang, Authors: []*gofeedjson.Author{{Name: f.Author.Name, URL: f.Author.URL}},
		Items: []*gofeedjson.Item{{
			DatePublished: "2026-11-22T00:00:00+02:00", DateModified: "2026-11-23T09:30:00.5+02:00",
			Authors: []*gofeedjson.Author{
				{Name: "Ines Demo", URL: "https://facts.example.org/team/ines-demo/"}, {Name: "Rita"},
			},
			Tags: []string{"Costs of war", "peace"},
		}, {
			DatePublished: "2026-11-21T12:00:00Z", DateModified: "2026-11-21T12:00:00Z",
		}, {
			DatePublished: "2026-11-20T00:00:00-04:30", DateModified: "2026-11-20T00:00:00-04:30",
			ContentText: "A tour",
		}},
	}
	for i, e := range f.Entries {
		w := want.Items[i]
		w.ID, w.URL, w.Title, w.Summary, w.ContentHTML = e.ID, e.URL, e.Title, e.Summary, e.HTML
		w.Image, w.Language = e.Image, e.Lang
	}
	_, got := parsed(t, f)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestExtensionReadBack reads what no reader of feeds knows.
func TestExtensionReadBack(t *testing.T) {
	f := sample()
	_, text := written(t, f)
	var got struct {
		Extension map[string]string `json:"_factcheck"`
		Items     []struct {
			FactCheck *feed.FactCheck `json:"_factcheck"`
		} `json:"items"`
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"about": f.About, "licence": f.Licence}
	if d := cmp.Diff(want, got.Extension); d != "" {
		t.Errorf("of the feed (-want +got):\n%s", d)
	}
	for i, e := range f.Entries {
		if d := cmp.Diff(e.FactCheck, got.Items[i].FactCheck); d != "" {
			t.Errorf("of item %d (-want +got):\n%s", i, d)
		}
	}
	if !bytes.Contains(text, []byte(`"about"`)) || bytes.Index(text, []byte(`"about"`)) > bytes.Index(text, []byte(`"items"`)) {
		t.Error("the description is not named before the extension is used")
	}
}

// TestLanguageOfEntries reads what gofeed does not: it knows a feed's language only.
func TestLanguageOfEntries(t *testing.T) {
	text, _ := written(t, sample())
	var got struct {
		Entries []struct {
			Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Entries) != 3 || got.Entries[0].Lang != "es" || got.Entries[1].Lang != "" {
		t.Errorf("%+v", got)
	}
}

// TestTheGenericReaderFindsThePage sees that readers take the page for the link of feed and entry, and neither the other
// format nor the licence.
func TestTheGenericReaderFindsThePage(t *testing.T) {
	atom, json := written(t, sample())
	for format, text := range map[string][]byte{"atom": atom, "json": json} {
		got, err := gofeed.NewParser().Parse(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if got.FeedType != format || got.Link != sample().Home || got.Items[0].Link != sample().Entries[0].URL {
			t.Errorf("%s: taken for %s, link %s, first item's %s", format, got.FeedType, got.Link, got.Items[0].Link)
		}
	}
}

// hostile are texts that break feeds made by hand.
func hostile() map[string]struct{ text, inXML, inJSON string } {
	same := func(s string) struct{ text, inXML, inJSON string } {
		return struct{ text, inXML, inJSON string }{s, s, s}
	}
	return map[string]struct{ text, inXML, inJSON string }{
		"markup":              same(`<b>&amp;</b> & < > " '`),
		"the end of CDATA":    same("]]> <![CDATA[ ]]>"),
		"a comment":           same("<!-- -- --> <?xml?>"),
		"emoji":               same("👩‍👩‍👧 🏳️‍🌈"),
		"right to left":       same("\u202bחדשות\u202c \u2067أخبار\u2069 \u200f"),
		"beyond the BMP":      same("𠮷 𝒳"),
		"line separators":     same("a\u2028b\u2029c"),
		"lines and tabs":      same("a\nb\tc\r\nd"),
		"C1 controls":         same("a\u0085b\u009fc"),
		"nothing but a quote": same(`"`),
		"a backslash":         same(`\u0041 \`),
		"control characters":  {"a\x00b\x08c\x1bd\x0b", "a\ufffdb\ufffdc\ufffdd\ufffd", "a\x00b\x08c\x1bd\x0b"},
		"non-characters":      {"a\ufffeb\uffffc", "a\ufffdb\ufffdc", "a\ufffeb\uffffc"},
		"no UTF-8":            {"a\xffb\xed\xa0\x80", "a\ufffdb\ufffd\ufffd\ufffd", "a\ufffdb\ufffd\ufffd\ufffd"},
	}
}

func TestHostileTexts(t *testing.T) {
	for what, tt := range hostile() {
		t.Run(what, func(t *testing.T) {
			atom, json := everywhere(t, tt.text)
			for i, got := range atom {
				if got != tt.inXML {
					t.Errorf("%d in Atom: %q, want %q", i, got, tt.inXML)
				}
			}
			for i, got := range json {
				if got != tt.inJSON {
					t.Errorf("%d in JSON: %q, want %q", i, got, tt.inJSON)
				}
			}
		})
	}
}

// everywhere writes a feed that has a text wherever it can have one, and reads the text back with the standard
// library, which is strict about XML and does not trim.
func everywhere(t testing.TB, s string) (fromAtom, fromJSON []string) {
	t.Helper()
	person := feed.Person{Name: s, URL: s}
	atom, text := written(t, feed.Feed{
		ID: s, Title: s, Subtitle: s, Home: s, Author: person, Lang: s,
		Entries: []feed.Entry{{
			ID: s, URL: s, Title: s, Summary: s, HTML: s, Authors: []feed.Person{person}, Image: s,
			Categories: []feed.Category{{Term: s, Label: s, Scheme: s}},
			FactCheck:  &feed.FactCheck{Claim: s, Conclusion: s, Verdict: &feed.Verdict{Rating: s}},
		}},
	})
	type people struct {
		Name string `xml:"name"`
		URI  string `xml:"uri"`
	}
	type links []struct {
		Href string `xml:"href,attr"`
	}
	var a struct {
		Lang     string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		ID       string `xml:"id"`
		Title    string `xml:"title"`
		Subtitle string `xml:"subtitle"`
		Author   people `xml:"author"`
		Links    links  `xml:"link"`
		Entry    struct {
			ID       string `xml:"id"`
			Title    string `xml:"title"`
			Summary  string `xml:"summary"`
			Content  string `xml:"content"`
			Author   people `xml:"author"`
			Links    links  `xml:"link"`
			Category struct {
				Term   string `xml:"term,attr"`
				Label  string `xml:"label,attr"`
				Scheme string `xml:"scheme,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(atom, &a); err != nil {
		t.Fatalf("%v in\n%s", err, atom)
	}
	var j gofeedjson.Feed
	if err := json.Unmarshal(text, &j); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	e, i := a.Entry, j.Items[0]
	fromAtom = []string{
		a.Lang, a.ID, a.Title, a.Subtitle, a.Author.Name, a.Author.URI, e.ID, e.Title, e.Summary, e.Content, e.Author.Name,
		e.Category.Term, e.Category.Label, e.Category.Scheme,
	}
	for _, l := range append(a.Links, e.Links...) {
		fromAtom = append(fromAtom, l.Href)
	}
	fromJSON = []string{
		j.Title, j.HomePageURL, j.Description, j.Language, j.Authors[0].Name, i.ID, i.URL, i.Title, i.Summary, i.ContentHTML,
		i.Image, i.Tags[0], i.Authors[0].URL,
	}
	return fromAtom, fromJSON
}

// FuzzAnyTextIsWellFormed sees that any text is read back as it was, but for what a format cannot hold.
func FuzzAnyTextIsWellFormed(f *testing.F) {
	for _, tt := range hostile() {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			return // is left out
		}
		atom, json := everywhere(t, s)
		if clean := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && json[0] != clean {
			t.Errorf("JSON: %q, want %q", json[0], clean)
		}
		want := strings.Map(inXML, string([]rune(s)))
		for _, got := range atom {
			if got != want {
				t.Errorf("Atom: %q, want %q", got, want)
			}
		}
	})
}

// inXML is what XML 1.0 makes of a character (https://www.w3.org/TR/xml/#charsets).
func inXML(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r', 0x20 <= r && r <= 0xd7ff, 0xe000 <= r && r <= 0xfffd, r >= 0x10000:
		return r
	}
	return utf8.RuneError
}
