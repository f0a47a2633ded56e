package build_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/spf13/afero"
	"golang.org/x/net/html"

	"assay/generator/internal/build"
)

// fed is a site with a feed of each kind: two claims that stand, one that does not, and an article.
func fed() map[string]string {
	claim := func(day, verdict, more string) string {
		return fmt.Sprintf("---\nclaim: The claim of the %s.\nclaimant: ann\nverdict: %s\nconclusion: So it is.\npublished: 2026-01-%[1]s\nauthors: [desk]\ntopics: [war]\nsources: [{id: s, title: T}]\n%[3]s---\nText [@s].\n",
			day, verdict, more)
	}
	return map[string]string{
		"site.yaml":                "title: Fed\nbase_url: https://facts.example.org/\nfeed_authority: ids.example.org\ntime_zone: Europe/Berlin\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\n---\n",
		"content/claimants/bob.md": "---\nname: Bob\n---\n",
		"content/articles/tour.md": "---\ntitle: Tour\npublished: 2026-01-13\nauthors: [desk]\ntopics: [war]\n---\nSee [it](claim:first).\n",
		"claims/first.md":          claim("10", "half-true", ""),
		"claims/second.md":         claim("11", "half-true", "statements: [{claimant: bob, said: 2025}]\n"),
		"claims/withdrawn.md": claim("12", "unproven", "corrections: [{date: 2026-01-20, kind: correction, text: A word.}, {date: 2026-01-20, kind: clarification, text: Another.},"+
			" {date: 2026-01-21, kind: retraction, text: All of it.}]\n"),
		"claims/draft.md": claim("14", "half-true", "draft: true\ncorrections: [{date: 2026-01-22, kind: correction, text: Nobody knows.}]\n"),
		"claims/later.md": strings.Replace(claim("15", "half-true", ""), "2026-01", "2027-01", 1),
	}
}

// feedsOf builds a site and reads its feeds with a reader that is not ours, by path.
func feedsOf(t *testing.T, input map[string]string, change func(*build.Options)) map[string]*gofeed.Feed {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		write(t, fsys, name, content)
	}
	opt := options(fsys)
	opt.Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	if change != nil {
		change(&opt)
	}
	r, err := build.New(opt).Build(t.Context())
	if err != nil || r.Diagnostics.Failed() {
		t.Fatal(err, r.Diagnostics)
	}
	return parsedFeeds(t, rendered(t, r))
}

func parsedFeeds(t *testing.T, site map[string]string) map[string]*gofeed.Feed {
	t.Helper()
	feeds := map[string]*gofeed.Feed{}
	for path, content := range site {
		if !strings.HasSuffix(path, "feed.xml") && !strings.HasSuffix(path, "feed.json") {
			continue
		}
		f, err := gofeed.NewParser().ParseString(content)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		feeds[path] = f
	}
	return feeds
}

// ids are the ids of the entries of each feed, newest first.
func ids(feeds map[string]*gofeed.Feed) map[string][]string {
	all := map[string][]string{}
	for path, f := range feeds {
		all[path] = []string{}
		for _, item := range f.Items {
			all[path] = append(all[path], strings.TrimPrefix(item.GUID, "tag:ids.example.org,2026:"))
		}
	}
	return all
}

func TestWhatIsInWhichFeed(t *testing.T) {
	claims := []string{"claims/withdrawn", "claims/second", "claims/first"}
	want := map[string][]string{}
	for _, form := range []string{"feed.xml", "feed.json"} {
		want[form] = append([]string{"articles/tour"}, claims...)
		want["topics/war/"+form] = append([]string{"articles/tour"}, claims...)
		want["claimants/ann/"+form] = claims
		want["claimants/bob/"+form] = []string{"claims/second"} // who said it again
		want["corrections/"+form] = []string{"corrections/withdrawn/2026-01-21/c296340740", "corrections/withdrawn/2026-01-20/7c1bebabec", "corrections/withdrawn/2026-01-20/e23e5585db"}
	}
	if d := cmp.Diff(want, ids(feedsOf(t, fed(), nil))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	got := ids(feedsOf(t, fed(), func(opt *build.Options) { opt.Drafts = true }))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("while drafts are built (-want +got):\n%s", d)
	}
}

// edit replaces text in a file, which must have it.
func edit(t *testing.T, input map[string]string, name, old, new string) {
	t.Helper()
	if !strings.Contains(input[name], old) {
		t.Fatalf("%s has no %q", name, old)
	}
	input[name] = strings.Replace(input[name], old, new, 1)
}

func TestIDsInFeedsAreForLife(t *testing.T) {
	before := ids(feedsOf(t, fed(), nil))
	const first = "claims/first.md"
	for what, change := range map[string]func(input map[string]string){
		"title":               func(input map[string]string) { edit(t, input, first, "claim:", "title: Another\nclaim:") },
		"wording":             func(input map[string]string) { edit(t, input, first, "The claim", "What is claimed") },
		"verdict":             func(input map[string]string) { edit(t, input, first, "half-true", "mostly-false") },
		"alias":               func(input map[string]string) { edit(t, input, first, "claim:", "aliases: [/old/]\nclaim:") },
		"correction's layout": func(input map[string]string) { edit(t, input, "claims/withdrawn.md", "A word.", "\"A  word.\"") },
		"base URL": func(input map[string]string) {
			edit(t, input, "site.yaml", "facts.example.org/", "new.example.net/facts/")
		},
		"site's title": func(input map[string]string) { edit(t, input, "site.yaml", "Fed", "Well fed") },
		"zone":         func(input map[string]string) { edit(t, input, "site.yaml", "Europe/Berlin", "America/New_York") },
		"language":     func(input map[string]string) { edit(t, input, "site.yaml", "time_zone", "lang: de\ntime_zone") },
		"person":       func(input map[string]string) { edit(t, input, "content/claimants/ann.md", "Ann", "Dr Ann") },
		"topic": func(input map[string]string) {
			input["content/topics/war.md"] = "---\ntitle: Wars and what they cost\n---\n"
		},
		"folder": func(input map[string]string) {
			input["claims/2026/first/index.md"] = input[first]
			delete(input, first)
		},
	} {
		input := fed()
		change(input)
		feeds := feedsOf(t, input, nil)
		if d := cmp.Diff(before, ids(feeds)); d != "" {
			t.Errorf("%s (-before +after):\n%s", what, d)
		}
	}
	input := fed()
	edit(t, input, "site.yaml", "feed_authority: ids.example.org\n", "")
	if d := cmp.Diff(before, ids(feedsOf(t, input, nil))); d == "" {
		t.Error("another authority has the same ids, so that this test shows nothing")
	}
}

// TestCorrectionsOfOneDayKeepTheirIDs: more of them do not rename those that are there, whatever the zone of the site.
func TestCorrectionsOfOneDayKeepTheirIDs(t *testing.T) {
	input := fed()
	titles := func() map[string]string {
		all := map[string]string{}
		for _, item := range feedsOf(t, input, nil)["corrections/feed.json"].Items {
			all[item.GUID] = item.Description
		}
		return all
	}
	before := titles()
	edit(t, input, "claims/withdrawn.md", "corrections: [", "corrections: [{date: 2026-01-20, kind: update, text: A third.}, {date: 2026-01-20T23:30:00-05:00, kind: update, text: At night.}, ")
	edit(t, input, "site.yaml", "Europe/Berlin", "Asia/Tokyo")
	edit(t, input, "claims/first.md", "sources", "corrections: [{date: 2026-01-20, kind: correction, text: Elsewhere.}]\nsources")
	after := titles()
	for id, text := range before {
		if after[id] != text {
			t.Errorf("%s was %q and is %q", id, text, after[id])
		}
	}
	if len(before) != 3 || len(after) != 6 {
		t.Errorf("%d corrections and then %d, want 3 and 6", len(before), len(after))
	}
}

// TestUpdatedMovesAndPublishedStays looks at the entry of one claim while its file changes.
func TestUpdatedMovesAndPublishedStays(t *testing.T) {
	const published = "2026-01-10T00:00:00+01:00"
	for what, c := range map[string]struct{ old, new, updated string }{
		"nothing":         {"", "", published},
		"another body":    {"Text", "More text", published},
		"another title":   {"claim:", "title: Another\nclaim:", published},
		"another verdict": {"half-true", "mostly-true", published},
		"correction":      {"sources", "corrections: [{date: 2026-02-01, kind: correction, text: A.}]\nsources", "2026-02-01T00:00:00+01:00"},
		"exact one":       {"sources", "corrections: [{date: 2026-02-01T12:30:00Z, kind: update, text: A.}]\nsources", "2026-02-01T13:30:00+01:00"},
		"retraction":      {"sources", "corrections: [{date: 2026-02-02, kind: retraction, text: A.}]\nsources", "2026-02-02T00:00:00+01:00"},
		"development":     {"sources", "developments: [{date: 2026-02-03, text: A.}]\nsources", "2026-02-03T00:00:00+01:00"},
		"updated":         {"sources", "updated: 2026-02-04\nsources", "2026-02-04T00:00:00+01:00"},
		"the newest of all": {"sources", "updated: 2026-02-04\ncorrections: [{date: 2026-02-01, kind: correction, text: A.}]\ndevelopments: [{date: 2026-03-01, text: A.}]\nsources",
			"2026-03-01T00:00:00+01:00"},
	} {
		input := fed()
		edit(t, input, "claims/first.md", c.old, c.new)
		feeds := feedsOf(t, input, nil)
		for path, f := range feeds {
			i := slices.IndexFunc(f.Items, func(item *gofeed.Item) bool { return strings.HasSuffix(item.GUID, ":claims/first") })
			switch {
			case i < 0:
				if !strings.HasPrefix(path, "corrections/") && !strings.HasPrefix(path, "claimants/bob/") {
					t.Errorf("%s: %s has no entry", what, path)
				}
			case f.Items[i].Published != published || f.Items[i].Updated != c.updated:
				t.Errorf("%s: in %s published %s, updated %s; want %s", what, path, f.Items[i].Published, f.Items[i].Updated, c.updated)
			}
		}
		if atom := feeds["feed.xml"]; c.updated > "2026-01-21" && atom.Updated != c.updated {
			t.Errorf("%s: the feed was updated %s, want %s", what, atom.Updated, c.updated)
		}
	}
}

// TestRetractedStaysInFeedsWithoutVerdict reads the extension, too.
func TestRetractedStaysInFeedsWithoutVerdict(t *testing.T) {
	fsys := afero.NewMemMapFs()
	for name, content := range fed() {
		write(t, fsys, name, content)
	}
	seen := 0
	for path, content := range rendered(t, buildAt(t, fsys)) {
		if !strings.HasSuffix(path, "feed.json") {
			continue
		}
		var f struct {
			Items []struct {
				ID, Title, Summary string
				Content            string          `json:"content_html"`
				FactCheck          json.RawMessage `json:"_factcheck"`
			}
		}
		if err := json.Unmarshal([]byte(content), &f); err != nil {
			t.Fatal(err)
		}
		for _, item := range f.Items {
			check := string(item.FactCheck)
			if !strings.Contains(check, `"retracted":true`) {
				continue
			}
			seen++
			whole := item.Title + item.Summary + item.Content + check
			for _, word := range []string{"Unproven", "unproven", "So it is", `"verdict"`, `"conclusion"`, `"rating"`} {
				if strings.Contains(whole, word) {
					t.Errorf("in %s, %s has %s", path, item.ID, word)
				}
			}
			if strings.Contains(item.ID, ":claims/") && (!strings.HasPrefix(item.Title, "Retracted: ") || !strings.Contains(item.Content, "All of it.")) {
				t.Errorf("in %s, %s has no notice: %s, %s", path, item.ID, item.Title, item.Content)
			}
		}
	}
	if seen != 6 { // site, topic, claimant; three corrections
		t.Errorf("%d entries are of the retracted check, want 6", seen)
	}
}

// TestFeedsHaveTheNewestFifty: of claims, retracted ones and articles together, and also where the newest are drafts.
func TestFeedsHaveTheNewestFifty(t *testing.T) {
	input := fed()
	moment := func(i int) string {
		return time.Date(2026, 2, 1, i, 0, 0, 0, time.UTC).Format(time.RFC3339)
	}
	for i := range 180 {
		body := strings.Replace(input["claims/first.md"], "2026-01-10", moment(i), 1)
		switch i % 3 {
		case 0:
			body = strings.Replace(body, "sources", "corrections: [{date: 2026-05-01, kind: retraction, text: A.}]\nsources", 1)
		case 1:
			input[fmt.Sprintf("content/articles/a-%03d.md", i)] = strings.Replace(input["content/articles/tour.md"], "2026-01-13", moment(i), 1)
			body = strings.Replace(body, "claimant: ann", "claimant: bob", 1)
		case 2:
			body = strings.Replace(body, "sources", "draft: true\nsources", 1)
		}
		input[fmt.Sprintf("claims/c-%03d.md", i)] = body
	}
	for path, f := range feedsOf(t, input, func(opt *build.Options) { opt.Drafts = true }) {
		if len(f.Items) != 50 {
			t.Errorf("%s has %d entries", path, len(f.Items))
		}
		seen := map[string]bool{}
		for i, item := range f.Items {
			if seen[item.GUID] {
				t.Errorf("%s has %s twice", path, item.GUID)
			}
			seen[item.GUID] = true
			if i > 0 && item.PublishedParsed.After(*f.Items[i-1].PublishedParsed) {
				t.Errorf("%s: %s, published %s, is behind %s", path, item.GUID, item.Published, f.Items[i-1].Published)
			}
		}
		if newest := map[string]string{"feed.xml": "claims/c-178", "topics/war/feed.xml": "claims/c-178", "claimants/ann/feed.xml": "claims/c-177",
			"claimants/bob/feed.xml": "claims/c-178"}[path]; newest != "" && !strings.HasSuffix(f.Items[0].GUID, ":"+newest) {
			t.Errorf("the newest of %s is %s, want %s", path, f.Items[0].GUID, newest)
		}
		if path == "claimants/ann/feed.xml" && strings.Contains(fmt.Sprint(ids(map[string]*gofeed.Feed{path: f})), "c-178") {
			t.Errorf("%s has what Bob said", path)
		}
	}
}

// TestFeedsOfGoldenSitesTellWhatThePagesDo compares the entries with the pages that they lead to.
func TestFeedsOfGoldenSitesTellWhatThePagesDo(t *testing.T) {
	const base = "https://facts.example.org/desk/"
	site := golden(t, "testdata/golden/full")
	linked := map[string]bool{}
	for path, content := range site {
		if strings.HasSuffix(path, ".html") {
			for _, href := range alternates(t, content) {
				target, ok := strings.CutPrefix(href, "/desk/")
				if _, there := site[target]; !ok || !there {
					t.Errorf("%s has %s as its feed, which is not there", path, href)
				}
				linked[target] = true
			}
		}
	}
	feeds := parsedFeeds(t, site)
	if d := cmp.Diff(slices.Sorted(maps.Keys(linked)), slices.Sorted(maps.Keys(feeds))); d != "" {
		t.Errorf("the feeds that pages lead to and those that are there (-linked +there):\n%s", d)
	}
	for path, f := range feeds {
		home := strings.TrimSuffix(strings.TrimSuffix(path, "feed.xml"), "feed.json")
		if f.Link != base+home {
			t.Errorf("%s is the feed of %s", path, f.Link)
		}
		if own := alternates(t, site[home+"index.html"]); !slices.Contains(own[:2], "/desk/"+path) {
			t.Errorf("%s does not lead to its own feed %s first: %q", home, path, own)
		}
		for _, item := range f.Items {
			address, ok := strings.CutPrefix(item.Link, base)
			page, there := site[address+"index.html"]
			if !ok || !there {
				t.Errorf("%s: %s leads to %s, which is not there", path, item.GUID, item.Link)
				continue
			}
			title := item.Title
			if _, rest, ok := strings.Cut(title, ": "); ok { // Retracted, or a kind of correction
				title = rest
			}
			if !strings.Contains(html.UnescapeString(page), title) {
				t.Errorf("%s: the page of %s does not have %q", path, item.GUID, title)
			}
			if day := item.Published[:len(time.DateOnly)]; !strings.Contains(page, `datetime="`+day) {
				t.Errorf("%s: the page of %s does not say that it was published on %s", path, item.GUID, day)
			}
		}
	}
}

// alternates are the addresses of the feeds that a page has in its head, in their order.
func alternates(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var hrefs []string
	for n := range root.Descendants() {
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		if n.Data == "link" && attributes["rel"] == "alternate" && attributes["type"] != "application/json+oembed" {
			href, err := url.PathUnescape(attributes["href"])
			if err != nil {
				t.Fatal(err)
			}
			hrefs = append(hrefs, href)
		}
	}
	return hrefs
}

// TestWithoutBaseURLNothingIsMadeForElsewhere: what is read elsewhere needs absolute addresses.
func TestWithoutBaseURLNothingIsMadeForElsewhere(t *testing.T) {
	fsys := afero.NewMemMapFs()
	for name, content := range fed() {
		write(t, fsys, name, strings.Replace(content, "base_url: https://facts.example.org/\n", "", 1))
	}
	for path, content := range rendered(t, buildAt(t, fsys)) {
		for _, name := range []string{"feed.xml", "feed.json", "claim.json", "data/", "sitemap"} {
			if strings.Contains(path, name) {
				t.Errorf("there is a %s", path)
			}
			if strings.Contains(content, name) {
				t.Errorf("%s speaks of %s", path, name)
			}
		}
	}
}
