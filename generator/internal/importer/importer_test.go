package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/date"
	"assay/generator/internal/importer"
	"assay/generator/internal/record"
)

func read(t *testing.T, name, text string, columns importer.Columns) ([]importer.Record, []string) {
	t.Helper()
	records, found, err := importer.Read(name, []byte(text), columns)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, p := range found {
		said = append(said, p.From+": "+p.Message)
	}
	return records, said
}

// differ tells how records differ in what they say.
func differ(want, got []importer.Record) string {
	return cmp.Diff(want, got, cmpopts.IgnoreUnexported(importer.Record{}))
}

func day(y, m, d int) date.Partial { return date.Partial{Year: y, Month: m, Day: d} }

const whole = `{"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example.org/moon", "headline": "About the moon", "inLanguage": "en",
 "claimReviewed": "The moon is made of cheese.", "datePublished": "2021-01-05T05:00:00Z", "dateModified": "2021-02-01",
 "author": {"@type": "Organization", "name": "The Desk", "url": "https://desk.example.org"},
 "itemReviewed": {"@type": "Claim", "datePublished": "2021-01-02", "author": {"@type": "Person", "name": "Ann", "sameAs": "https://ann.example.org/"},
   "appearance": [{"@type": "CreativeWork", "url": "https://video.example.org/a"}, "https://video.example.org/b"], "firstAppearance": {"url": "https://video.example.org/a"}},
 "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingExplanation": "It is rock.", "ratingValue": 1, "bestRating": 5, "worstRating": 1}}`

func wanted() importer.Record {
	return importer.Record{
		From: "x#1", URL: "https://desk.example.org/moon", Claim: "The moon is made of cheese.", Title: "About the moon", Conclusion: "It is rock.", Label: "False", Lang: "en",
		Claimants: []record.Person{{Name: "Ann", SameAs: []string{"https://ann.example.org/"}, Type: "person"}}, Said: day(2021, 1, 2), Published: day(2021, 1, 5), Updated: day(2021, 2, 1),
		Appears:   []record.Appearance{{URL: "https://video.example.org/a", First: true}, {URL: "https://video.example.org/b"}},
		Publisher: record.Person{Name: "The Desk", SameAs: []string{"https://desk.example.org"}, Type: "organization"},
		Extra:     map[string]string{"ratingValue": "1", "bestRating": "5", "worstRating": "1"},
	}
}

// The same check in all the places where it may be.
func TestWhereAClaimReviewMayBe(t *testing.T) {
	graph := strings.Replace(whole, `"itemReviewed": {"@type": "Claim",`, `"itemReviewed": {"@id": "#claim"}, "ignored": {"@id": "#claim", "@type": "Claim",`, 1)
	for what, text := range map[string]string{
		"at the top":          whole,
		"in a list":           "[" + whole + "]",
		"in @graph":           `{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, ` + whole + `]}`,
		"named by @id":        graph,
		"of several types":    strings.Replace(whole, `"@type": "ClaimReview"`, `"@type": ["Review", "ClaimReview"]`, 1),
		"of a whole type":     strings.Replace(whole, `"@type": "ClaimReview"`, `"@type": "http://schema.org/ClaimReview"`, 1),
		"behind a page":       `{"@type": "WebPage", "mainEntity": {"@type": "Article", "review": [` + whole + `]}}`,
		"in a feed":           `{"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [` + whole + `]}]}`,
		"in HTML":             `<!doctype html><script type="application/ld+json">` + whole + `</script>`,
		"twice on a page":     `<script type="application/ld+json">` + whole + `</script><script type=" APPLICATION/LD+JSON ">[` + whole + `]</script>`,
		"between comments":    `<script type="application/ld+json"><!-- ` + whole + ` --></script>`,
		"with a semicolon":    `<script type="application/ld+json">` + whole + `;</script>`,
		"beside broken data":  `<script type="application/ld+json">{"@type": "Article",}</script><script type="application/ld+json">` + whole + `</script>`,
		"in lines":            strings.ReplaceAll(whole, "\n", " ") + "\n\n",
		"with a mark of BOM":  "\ufeff" + whole,
		"text in @value":      strings.Replace(whole, `"claimReviewed": "The moon is made of cheese."`, `"claimReviewed": {"@value": "The moon is made of cheese.", "@language": "en"}`, 1),
		"the claim elsewhere": strings.Replace(strings.Replace(whole, `"claimReviewed": "The moon is made of cheese.",`, "", 1), `"@type": "Claim",`, `"@type": "Claim", "text": "The moon is made of cheese.",`, 1),
	} {
		t.Run(what, func(t *testing.T) {
			records, said := read(t, "x", text, nil)
			if d := differ([]importer.Record{wanted()}, records); d != "" || len(said) > 0 {
				t.Errorf("%s\n%q", d, said)
			}
		})
	}
}

func TestMicrodata(t *testing.T) {
	records, said := read(t, "page.html", `<div itemscope itemtype="http://schema.org/ClaimReview">
		<meta itemprop="url" content="https://desk.example.org/moon"><h1 itemprop="claimReviewed">The moon is <b>made</b> of cheese.</h1>
		<time itemprop="datePublished" datetime="2021-01-05">yesterday</time>
		<div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Claim"><span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ann</span></span>
			<link itemprop="appearance" href="https://video.example.org/a"></div>
		<div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><span itemprop="alternateName">False</span><meta itemprop="ratingValue" content="1"></div>
	</div>`, nil)
	want := importer.Record{From: "page.html#1", URL: "https://desk.example.org/moon", Claim: "The moon is made of cheese.", Label: "False", Published: day(2021, 1, 5),
		Claimants: []record.Person{{Name: "Ann", Type: "person"}}, Appears: []record.Appearance{{URL: "https://video.example.org/a"}}, Extra: map[string]string{"ratingValue": "1"}}
	if d := differ([]importer.Record{want}, records); d != "" || len(said) > 0 {
		t.Errorf("%s\n%q", d, said)
	}
}

func TestAnswersOfSearches(t *testing.T) {
	records, said := read(t, "x.json", `{"claims": [
		{"text": "Cheese.", "claimant": "Ann", "claimDate": "2021-01-02T00:00:00Z", "claimReview": [
			{"publisher": {"name": "The Desk", "site": "desk.example.org"}, "url": "https://desk.example.org/moon", "title": "Moon", "reviewDate": "2021-01-05T00:00:00Z", "textualRating": "False", "languageCode": "en"},
			{"publisher": {"name": "Other"}, "url": "https://other.example.org/moon", "textualRating": "Falso", "languageCode": "es"}]},
		{"text": "Alone.", "claimReview": []}], "nextPageToken": "x"}`, nil)
	if len(records) != 2 || records[1].Label != "Falso" || records[0].Publisher.Name != "The Desk" || records[0].Said != day(2021, 1, 2) || records[0].Published != day(2021, 1, 5) {
		t.Errorf("%+v", records)
	}
	if d := cmp.Diff([]string{"x.json: nobody has reviewed the claim; nothing is made of it"}, said); d != "" {
		t.Error(d)
	}
}

// What is found in the wild.
func TestDirtyInput(t *testing.T) {
	review := func(fields string) string { return `{"@type": "ClaimReview", "claimReviewed": "C", ` + fields + `}` }
	for what, test := range map[string]struct {
		text  string
		check func(r importer.Record) bool
		said  string
	}{
		"entities":             {review(`"headline": "A &amp;amp; B &quot;C&#39;s&quot; <b>D</b>&nbsp;E"`), func(r importer.Record) bool { return r.Title == `A & B "C's" D E` }, ""},
		"less than is no tag":  {review(`"headline": "1 < 2 and 3 > 2"`), func(r importer.Record) bool { return r.Title == "1 < 2 and 3 > 2" }, ""},
		"six of five":          {review(`"reviewRating": {"alternateName": "Good", "ratingValue": "6", "bestRating": "5", "worstRating": "1"}`), func(r importer.Record) bool { return r.Label == "Good" }, "its rating is 6 of 1 to 5; numbers are not used"},
		"the wrong way round":  {review(`"reviewRating": {"alternateName": "Good", "ratingValue": 1, "bestRating": 1, "worstRating": 5}`), func(r importer.Record) bool { return r.Label == "Good" }, "its rating is 1 of 5 to 1; numbers are not used"},
		"a label for a value":  {review(`"reviewRating": {"ratingValue": "False"}`), func(r importer.Record) bool { return r.Label == "False" }, ""},
		"a label alone":        {review(`"reviewRating": "False"`), func(r importer.Record) bool { return r.Label == "False" }, ""},
		"a time with a space":  {review(`"datePublished": "2021-01-05 05:00"`), func(r importer.Record) bool { return r.Published == day(2021, 1, 5) }, ""},
		"a date with slashes":  {review(`"datePublished": "2021/1/5"`), func(r importer.Record) bool { return r.Published == day(2021, 1, 5) }, ""},
		"a date in words":      {review(`"datePublished": "January 5, 2021"`), func(r importer.Record) bool { return r.Published == day(2021, 1, 5) }, ""},
		"no date":              {review(`"datePublished": "last week"`), func(r importer.Record) bool { return r.Published.IsZero() }, `datePublished "last week" is no date`},
		"a day there is not":   {review(`"datePublished": "2021-02-30"`), func(r importer.Record) bool { return r.Published.IsZero() }, `datePublished "2021-02-30" is no date`},
		"no scheme":            {review(`"url": " www.desk.example.org/a b "`), func(r importer.Record) bool { return r.URL == "https://www.desk.example.org/a%20b" }, ""},
		"no address":           {review(`"url": "moon"`), func(r importer.Record) bool { return r.URL == "" }, `url "moon" is no address`},
		"of another scheme":    {review(`"url": "javascript:alert(1)"`), func(r importer.Record) bool { return r.URL == "" }, `url "javascript:alert(1)" is no address`},
		"nobody speaks":        {review(`"itemReviewed": {"author": {"@type": "Person", "name": ""}}`), func(r importer.Record) bool { return len(r.Claimants) == 0 }, ""},
		"a name alone":         {review(`"itemReviewed": {"author": "Ann"}`), func(r importer.Record) bool { return r.Claimants[0].Name == "Ann" }, ""},
		"several speak":        {review(`"itemReviewed": {"author": [{"name": "Ann"}, {"name": "Ben"}, {"name": "Ann"}]}`), func(r importer.Record) bool { return len(r.Claimants) == 2 }, ""},
		"several are reviewed": {review(`"itemReviewed": [{"author": "Ann"}, {"author": "Ben"}]`), func(r importer.Record) bool { return r.Claimants[0].Name == "Ann" }, "it reviews 2 things; the first is taken"},
		"right to left":        {review(`"reviewRating": {"alternateName": "\u200f\u202bزائف\u202c\u200e"}`), func(r importer.Record) bool { return r.Label == "زائف" }, ""},
		"zero width":           {review(`"reviewRating": {"alternateName": "\u200bFalse\ufeff"}`), func(r importer.Record) bool { return r.Label == "False" }, ""},
		"a joiner stays":       {review(`"headline": "می\u200cشود"`), func(r importer.Record) bool { return r.Title == "می\u200cشود" }, ""},
		"a claim in itself":    {review(`"itemReviewed": {"@id": "x", "author": {"@id": "x"}}`), func(r importer.Record) bool { return r.Claim == "C" }, ""},
		"numbers for texts":    {review(`"headline": 2021, "inLanguage": ["en", "es"]`), func(r importer.Record) bool { return r.Title == "2021" && r.Lang == "en" }, ""},
	} {
		t.Run(what, func(t *testing.T) {
			records, said := read(t, "x", test.text, nil)
			if len(records) != 1 || !test.check(records[0]) {
				t.Errorf("%+v", records)
			}
			want := []string(nil)
			if test.said != "" {
				want = []string{"x#1: " + test.said}
			}
			if d := cmp.Diff(want, said); d != "" {
				t.Error(d)
			}
		})
	}
	records, said := read(t, "x", `[{"@type": "ClaimReview", "claimReviewed": " &nbsp; ", "url": "https://desk.example.org/empty"}, `+whole+`]`, nil)
	if len(records) != 1 || !slices.Equal(said, []string{"x#1: it has no claim; nothing is made of it: https://desk.example.org/empty"}) {
		t.Errorf("of an empty claim: %v, %q", records, said)
	}
	page := `<script type="application/ld+json">{"@type": "ClaimReview", "claimReviewed": "A"` + "\n" + `"url": "x"}</script>`
	if records, said := read(t, "p.html", page, nil); len(records) > 0 || len(said) != 1 || !strings.HasPrefix(said[0], "p.html: structured data with a ClaimReview cannot be read: ") {
		t.Errorf("of broken data: %v, %q", records, said)
	}
	if records, said := read(t, "x.ndjson", strings.ReplaceAll(whole, "\n", " ")+"\n{broken\n", nil); len(records) != 1 || len(said) != 1 || !strings.HasPrefix(said[0], "x.ndjson:2: the line is no JSON: ") {
		t.Errorf("of a broken line: %v, %q", records, said)
	}
}

func TestTables(t *testing.T) {
	records, said := read(t, "a.csv", "\ufeffClaim,Rating,Claimant,Date,URL,Desk no,Appearance\n"+
		"\"It is, they say, so.\",False,Ann; Ben,2021-01-05,https://desk.example.org/1,17,https://a.example.org/ https://b.example.org/\n"+
		"'=1+1 is three,False,,2021-01-06,nowhere,,\n,,,,,,\n'tis so,True\n", nil)
	want := []importer.Record{
		{From: "a.csv:2", Claim: "It is, they say, so.", Label: "False", Claimants: []record.Person{{Name: "Ann"}, {Name: "Ben"}}, Published: day(2021, 1, 5), URL: "https://desk.example.org/1",
			Appears: []record.Appearance{{URL: "https://a.example.org/"}, {URL: "https://b.example.org/"}}, Extra: map[string]string{"Desk no": "17"}},
		{From: "a.csv:3", Claim: "=1+1 is three", Label: "False", Published: day(2021, 1, 6), Extra: map[string]string{}},
		{From: "a.csv:5", Claim: "'tis so", Label: "True", Extra: map[string]string{}},
	}
	if d := differ(want, records); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{`a.csv:3: url "nowhere" is no address`, "a.csv:4: it has no claim; nothing is made of it"}, said); d != "" {
		t.Error(d)
	}
	records, _ = read(t, "b.csv", "Aussage;Urteil;Wann\nEs ist so.;Falsch;2021-01-05\n", importer.Columns{"claim": "Aussage", "verdict": "Urteil", "published": "Wann"})
	if len(records) != 1 || records[0].Label != "Falsch" || records[0].Published != day(2021, 1, 5) || len(records[0].Extra) > 0 {
		t.Errorf("%+v", records)
	}
	for text, want := range map[string]string{"a,b\n1,2\n": "no column has the claim; name it: --column claim=NAME; there are: a, b", "": "it is no table"} {
		if _, _, err := importer.Read("c.csv", []byte(text), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, columns := range []importer.Columns{{"clam": "a"}, {"claim": "c"}} {
		if _, _, err := importer.Read("c.csv", []byte("a,b\n"), columns); err == nil {
			t.Errorf("%v is taken", columns)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"a.html", "a.json", "a.ndjson", "a.csv", "a"} {
		f.Add(name, whole)
		f.Add(name, "<div itemscope itemtype=ClaimReview><p itemprop=claimReviewed>x</div>")
		f.Add(name, "claim,url\n\"x\ny\",z\n")
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		records, _, _ := importer.Read(name, []byte(text), nil)
		for _, r := range records {
			if r.Claim == "" || strings.ContainsAny(r.Claim+r.Title+r.Label, "\n\x00\u200b") {
				t.Errorf("%+v", r)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var all []string
	for i := range 10_000 {
		all = append(all, strings.ReplaceAll(strings.Replace(whole, "moon", fmt.Sprint("moon-", i), 1), "\n", " "))
	}
	text := []byte(strings.Join(all, "\n"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if records, _, err := importer.Read("x.ndjson", text, nil); err != nil || len(records) != 10_000 {
			b.Fatal(len(records), err)
		}
	}
}

// What is said beside the claim and its rating is taken over, too, or kept under its name.
func TestWhatIsSaidBeside(t *testing.T) {
	records, said := read(t, "x", `{"@type": "ClaimReview", "url": "https://desk.example.org/moon", "claimReviewed": "The moon is cheese", "isAccessibleForFree": true, "genre": " news ", "image": {"url": "https://desk.example.org/i.png"}, "keywords": [],
		"itemReviewed": {"@type": "Claim", "name": "The moon of our planet is made of cheese.", "text": "All of it is cheese!", "spatialCoverage": "Moon",
			"author": {"@type": "Person", "name": "Ann", "jobTitle": "Mayor", "sameAs": ["https://a.example.org/", "https://b.example.org/"]},
			"firstAppearance": {"@type": "VideoObject", "url": "https://video.example.org/a", "name": "Speech", "publisher": {"name": "TV"}, "datePublished": "2021-01", "archivedAt": "https://web.archive.org/a"},
			"appearance": [{"url": "https://video.example.org/a"}, {"url": "https://paper.example.org/b", "hasPart": {"@type": "Claim", "author": {"name": "Ben"}, "datePublished": "2021-01-03", "text": "Cheese, yes."}}]}}`, nil)
	want := importer.Record{
		From: "x#1", URL: "https://desk.example.org/moon", Claim: "The moon of our planet is made of cheese.", Short: "The moon is cheese", Quote: "All of it is cheese!",
		Claimants:  []record.Person{{Name: "Ann", Type: "person", Role: "Mayor", SameAs: []string{"https://a.example.org/", "https://b.example.org/"}}},
		Appears:    []record.Appearance{{URL: "https://video.example.org/a", Archive: "https://web.archive.org/a", Title: "Speech", Publisher: "TV", Date: "2021-01", Media: "video", First: true}},
		Statements: []record.Statement{{Claimants: []record.Person{{Name: "Ben"}}, Said: "2021-01-03", URL: "https://paper.example.org/b", Quote: "Cheese, yes."}},
		Extra:      map[string]string{"isAccessibleForFree": "true", "genre": "news", "image": `{"url":"https://desk.example.org/i.png"}`, "itemReviewed.spatialCoverage": "Moon"},
	}
	if d := differ([]importer.Record{want}, records); d != "" || len(said) > 0 {
		t.Errorf("%s\n%q", d, said)
	}
}
