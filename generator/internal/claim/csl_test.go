package claim_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
)

const cslFile = "claims/sources.json"

// cslItem reads one item that has an id and a title and more.
func cslItem(t *testing.T, more string) (claim.Source, []string) {
	t.Helper()
	l, found := parser.Library(cslFile, []byte(`[{"id": "a", "title": "A", `+more+`}]`))
	if len(l.Sources) != 1 {
		t.Fatalf("%d sources, %q", len(l.Sources), show(found))
	}
	return l.Sources[0], show(found)
}

// zotero is as Zotero writes it, better as Better BibTeX does.
const (
	zotero = `[
	{
		"id": "http://zotero.org/users/1/items/ABCD2345",
		"type": "article-newspaper",
		"abstract": "What it is about.",
		"archive": "Town Library",
		"archive_location": "https://archive.example.org/1",
		"container-title": "The Example Gazette",
		"language": "en_GB",
		"note": "tex.ids: roe\nPMID: 1",
		"page": "1-2",
		"title": "<span class=\"nocase\">e-Mails</span> &amp; <i>letters</i>",
		"URL": "https://gazette.example.org/1",
		"author": [
			{
				"family": "Roe",
				"given": "Jane Q."
			},
			{
				"literal": "Example Desk"
			}
		],
		"accessed": {
			"date-parts": [
				[
					"2026",
					3,
					1
				]
			]
		},
		"issued": {
			"date-parts": [
				[
					"2016",
					9
				]
			]
		}
	}
]`
	better = `[
  {"id":"roe-2016","author":[{"family":"Roe","given":"Jane"}],"citation-key":"roe-2016","DOI":"10.1234/a.b","issued":{"date-parts":[["2016",9,1]]},"publisher":"Example Press","publisher-place":"Town","title":"A book","type":"book"},
  {"id":"data","citation-key":"data","issued":{"date-parts":[["2015"]],"season":2},"publisher":"Bureau","title":"Figures","type":"dataset","custom":{"uri":"x"}}
]
`
)

func TestCSLAsExported(t *testing.T) {
	l, found := parser.Library(cslFile, []byte(zotero))
	wantFindings(t, found)
	day := date.Partial{Year: 2026, Month: 3, Day: 1}
	want := []claim.Source{{
		ID: "ABCD2345", Title: "e-Mails & letters", Author: "Jane Q. Roe, Example Desk", Publisher: "The Example Gazette", Kind: "news", Lang: "en-GB",
		URL: "https://gazette.example.org/1", Archive: "https://archive.example.org/1", Date: date.Partial{Year: 2016, Month: 9}, Accessed: day,
	}}
	if diff := cmp.Diff(want, l.Sources); diff != "" {
		t.Errorf("Zotero's (-want +got):\n%s", diff)
	}
	for key, want := range map[string]diag.At{"id": {Line: 3, Col: 9}, "title": {Line: 12, Col: 12}, "date": {Line: 34, Col: 5}, "supports": {Line: 2, Col: 2}} {
		if at := l.At(0, key); at != want {
			t.Errorf("%s stands at %v, not %v", key, at, want)
		}
	}

	l, found = parser.Library(cslFile, []byte(better))
	wantFindings(t, found)
	want = []claim.Source{
		{ID: "roe-2016", Title: "A book", Author: "Jane Roe", Publisher: "Example Press", URL: "https://doi.org/10.1234/a.b", Date: date.Partial{Year: 2016, Month: 9, Day: 1}},
		{ID: "data", Title: "Figures", Publisher: "Bureau", Kind: "dataset", Date: date.Partial{Year: 2015}},
	}
	if diff := cmp.Diff(want, l.Sources); diff != "" {
		t.Errorf("Better BibTeX's (-want +got):\n%s", diff)
	}
	for i, s := range l.Sources {
		if l.Digests[i] != digest.Of("source", s) {
			t.Errorf("the digest of %s covers something else", s.ID)
		}
	}
}

// Sources are the same whichever file says them.
func TestCSLIsAsYAML(t *testing.T) {
	json, found := parser.Library(cslFile, []byte(better))
	wantFindings(t, found)
	yaml, found := parser.Library("claims/sources.yaml", []byte(`sources:
  - {id: roe-2016, title: A book, author: Jane Roe, publisher: Example Press, url: https://doi.org/10.1234/a.b, date: 2016-09-01}
  - {id: data, title: Figures, publisher: Bureau, kind: dataset, date: 2015}
`))
	wantFindings(t, found)
	if diff := cmp.Diff(yaml.Sources, json.Sources); diff != "" {
		t.Errorf("(-yaml +json):\n%s", diff)
	}
	if diff := cmp.Diff(yaml.Digests, json.Digests); diff != "" {
		t.Errorf("digests (-yaml +json):\n%s", diff)
	}
}

func TestCSLFiles(t *testing.T) {
	const item = `{"id": "a", "title": "A"}`
	for what, tt := range map[string]struct {
		src  string
		want []claim.SourceID
	}{
		"a list":                  {"[" + item + `, {"id": "b", "title": "B"}]`, []claim.SourceID{"a", "b"}},
		"no items":                {"[]", nil},
		"an empty library":        {`{"items": []}`, nil},
		"as the service sends it": {`{"items": [` + item + "]}", []claim.SourceID{"a"}},
		"one item":                {item, []claim.SourceID{"a"}},
		"as Windows saves it":     {"\ufeff[\r\n" + item + "\r\n]\r\n", []claim.SourceID{"a"}},
	} {
		l, found := parser.Library(cslFile, []byte(tt.src))
		wantFindings(t, found)
		var got []claim.SourceID
		for _, s := range l.Sources {
			got = append(got, s.ID)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || l.Path != cslFile || len(l.Digests) != len(l.Sources) {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestCSLIDs(t *testing.T) {
	for what, tt := range map[string]struct{ keys, want string }{
		"an id":                            {`"id": "roe:2016_a.b"`, "roe:2016_a.b"},
		"a number":                         {`"id": 37`, "37"},
		"a citation key":                   {`"citation-key": "roe-2016"`, "roe-2016"},
		"before the id":                    {`"id": "x", "citation-key": "roe-2016"`, "roe-2016"},
		"before an address":                {`"id": "http://zotero.org/users/1/items/ABCD2345", "citation-key": "roe-2016"`, "roe-2016"},
		"before the note":                  {`"note": "Citation Key: x", "citation-key": "roe-2016"`, "roe-2016"},
		"an empty one does not count":      {`"id": "x", "citation-key": " "`, "x"},
		"nor does null":                    {`"id": "x", "citation-key": null`, "x"},
		"of another script":                {`"id": "世銀-2016"`, "世銀-2016"},
		"in a note":                        {`"id": "http://zotero.org/users/1/items/A", "note": "PMID: 1\nCitation Key: roe-2016\nmore"`, "roe-2016"},
		"in a note, as CSL spells it":      {`"id": 37, "note": "citation-key: roe-2016"`, "roe-2016"},
		"a note of something else":         {`"id": "x", "note": "The citation key: unknown. See Citation Key: y"`, "x"},
		"of a user's item":                 {`"id": "http://zotero.org/users/1/items/ABCD2345"`, "ABCD2345"},
		"of a group's item":                {`"id": "https://www.zotero.org/groups/4603023/items/ABCD2345"`, "ABCD2345"},
		"of an item that is not synced":    {`"id": "http://zotero.org/users/local/xY1/items/ABCD2345"`, "ABCD2345"},
		"of an item of the Zotero service": {`"id": "12047273/ABCD2345"`, "ABCD2345"},
	} {
		l, found := parser.Library(cslFile, []byte(`[{"title": "T", `+tt.keys+`}]`))
		wantFindings(t, found)
		if len(l.Sources) != 1 || string(l.Sources[0].ID) != tt.want {
			t.Errorf("%s: got %+v, want %s", what, l.Sources, tt.want)
		}
	}
}

func TestCSLTexts(t *testing.T) {
	for typed, want := range map[string]string{
		`A <i>Homo erectus</i> skull`:                                      "A Homo erectus skull",
		`<span class=\"nocase\">iPhone</span> <b>now</b>`:                  "iPhone now",
		`<span style=\"font-variant: small-caps;\">Nato</span><br/>`:       "Nato",
		`<I>Upper</I> <sc>small</sc>`:                                      "Upper small",
		`10<sup>6</sup> m<sup>-2</sup>, the 1<sup>st</sup> CO<sub>2</sub>`: "10⁶ m⁻², the 1st CO2",
		`R&amp;D &#8211; &quot;so&quot; &lt;i&gt;`:                         `R&D – "so" <i>`,
		`Q&A, AT&T`: "Q&A, AT&T",
		`a < b and c > d, <T>, <unknown>x</unknown>, a<b and c>d`: "a < b and c > d, <T>, <unknown>x</unknown>, a<b and c>d",
		`two\nlines\t and  spaces `:                               "two lines and spaces",
		"«\u00a0Fixe\u00a0»":                                      "«\u00a0Fixe\u00a0»",
		`a&#8;b&#10;c&#x85;d`:                                     "a b c…d",
		`Grüße, 真相, \ud83d\ude00, \u00e9`:                         "Grüße, 真相, 😀, é",
		`<script>alert(1)</script>`:                               "<script>alert(1)</script>",
		`He said \"so\" \/ she \\ not`:                            `He said "so" / she \ not`,
	} {
		l, found := parser.Library(cslFile, []byte(`[{"id": "a", "title": "`+typed+`", "publisher": "`+typed+`", "author": [{"literal": "`+typed+`"}]}]`))
		wantFindings(t, found)
		if s := l.Sources[0]; s.Title != want || s.Publisher != want || s.Author != want {
			t.Errorf("%s: got %q, %q and %q, want %q", typed, s.Title, s.Publisher, s.Author, want)
		}
	}
}

func TestCSLNumbersMayBeTexts(t *testing.T) {
	s, found := cslItem(t, `"publisher": 1984`)
	if len(found) > 0 || s.Publisher != "1984" {
		t.Errorf("got %q, %q", s.Publisher, found)
	}
}

func TestCSLNames(t *testing.T) {
	for names, want := range map[string]string{
		`{"family": "Roe", "given": "Jane"}`:                                                                  "Jane Roe",
		`{"family": "Roe", "given": "Jane"}, {"given": "John", "family": "Poe"}`:                              "Jane Roe, John Poe",
		`{"literal": "Bureau of Examples"}`:                                                                   "Bureau of Examples",
		`{"family": "Socrates"}`:                                                                              "Socrates",
		`{"family": "Roe", "given": "Jane", "suffix": "Jr."}`:                                                 "Jane Roe Jr.",
		`{"family": "Casas", "given": "Bartolo", "non-dropping-particle": "de las"}`:                          "Bartolo de las Casas",
		`{"family": "Exemple", "given": "Jean", "dropping-particle": "d’"}`:                                   "Jean d’Exemple",
		`{"family": "Mithal", "given": "Ahmad", "non-dropping-particle": "al-"}`:                              "Ahmad al-Mithal",
		`{"family": "Muster", "given": "Max", "dropping-particle": "von", "non-dropping-particle": "und zu"}`: "Max von und zu Muster",
		`{"family": "王", "given": "小明"}`:                                                                      "王小明",
		`{"family": "김", "given": "철수"}`:                                                                      "김철수",
		`{"family": "Wang", "given": "小明"}`:                                                                   "小明 Wang",
		`{"family": "", "given": ""}, {}, null, {"literal": "B"}`:                                             "B",
		`{"family": "Roe", "given": "Jane", "parse-names": true, "comma-suffix": 1}`:                          "Jane Roe",
		``: "",
	} {
		s, found := cslItem(t, `"author": [`+names+`]`)
		if s.Author != want || len(found) > 0 {
			t.Errorf("%s: got %q, %q, want %q", names, s.Author, found, want)
		}
	}
	for people, want := range map[string]string{
		`"author": [{"literal": "A"}], "editor": [{"literal": "E"}], "director": [{"literal": "D"}]`: "A",
		`"editor": [{"literal": "E"}], "director": [{"literal": "D"}]`:                               "E",
		`"author": [], "editor": [{}], "director": [{"literal": "D"}]`:                               "D",
		`"translator": [{"literal": "T"}]`:                                                           "",
	} {
		if s, found := cslItem(t, people); s.Author != want || len(found) > 0 {
			t.Errorf("%s: got %q, %q, want %q", people, s.Author, found, want)
		}
	}
}

func TestCSLDates(t *testing.T) {
	const (
		noDate = " is not a date and is left out; write 2017, 2017-01 or 2017-01-18 (warning)"
		before = " is left out; a date begins with the year 1 (warning)"
		ranged = " is left out; a source has one date (warning)"
	)
	for typed, want := range map[string][2]string{ // the date, what is found but for its place
		`{"date-parts": [[2016, 9, 1]]}`:                     {"2016-09-01"},
		`{"date-parts": [["2016", "09", "01"]]}`:             {"2016-09-01"},
		`{"date-parts": [["2016", 9]]}`:                      {"2016-09"},
		`{"date-parts": [[2016]], "circa": true}`:            {"2016"},
		`{"date-parts": [[2016]], "season": "1"}`:            {"2016"},
		`{"date-parts": [[2016, 13]]}`:                       {"2016"},
		`{"date-parts": [[2016, 22]]}`:                       {"2016"},
		`{"date-parts": [[476, 9, 4]]}`:                      {"0476-09-04"},
		`{"date-parts": [2016, 9, 1]}`:                       {"2016-09-01"},
		`[{"date-parts": [[2016, 9, 1]]}]`:                   {"2016-09-01"},
		`{"date-parts": [[2016, 9, 0]]}`:                     {"2016-09"},
		`{"date-parts": [[2016, null, 1]]}`:                  {"2016"},
		`{"date-parts": [[2016, ""]]}`:                       {"2016"},
		`{"date-parts": [[null]]}`:                           {""},
		`{"date-parts": [[]]}`:                               {""},
		`{"date-parts": []}`:                                 {""},
		`{"date-parts": [[0]]}`:                              {""},
		`{"date-parts": null}`:                               {""},
		`{}`:                                                 {""},
		`null`:                                               {""},
		`""`:                                                 {""},
		`{"date-parts": [[2016, 1, 5], [2016, 1, 7]]}`:       {"2016-01"},
		`{"date-parts": [[2016, 1, 5], [2016, 2, 5]]}`:       {"2016"},
		`{"date-parts": [[2016, 1, 5], [2016, 1, 5]]}`:       {"2016-01-05"},
		`{"date-parts": [[2016], [2016, 5]]}`:                {"2016"},
		`{"date-parts": [[2016, 5], [0]]}`:                   {"2016-05"},
		`{"date-parts": [[2015], [2017, 3]]}`:                {"", "A019 the range from 2015 to 2017-03" + ranged},
		`{"date-parts": [[-44, 3, 15]]}`:                     {"", "A019 the year -44" + before},
		`{"date-parts": [["-0044"], [14]]}`:                  {"", "A019 the year -44" + before},
		`{"date-parts": [[2016, 13, 1]]}`:                    {"", `A019 there is no month "2016-13-01": a year has 12`},
		`{"date-parts": [[2016, 17]]}`:                       {"", `A019 there is no month "2016-17": a year has 12`},
		`{"date-parts": [[2016, 2, 30]]}`:                    {"", `A019 there is no day "2016-02-30": that month has 29 days`},
		`{"date-parts": [[2016, 2, 1], [2016, 2, 30]]}`:      {"", `A019 there is no day "2016-02-30": that month has 29 days`},
		`{"date-parts": [[20160, 2, 1]]}`:                    {"", `A019 "20160-02-01" is not a date; write 2017, 2017-01 or 2017-01-18`},
		`{"date-parts": [[2016, -1]]}`:                       {"", `A019 "2016--1" is not a date; write 2017, 2017-01 or 2017-01-18`},
		`{"date-parts": [["MMXVI"]]}`:                        {"", "A019 the year of a date must be a whole number"},
		`{"date-parts": [[2016, 9.5]]}`:                      {"", "A019 the month of a date must be a whole number"},
		`{"date-parts": [[2016, 9, [1]]]}`:                   {"", "A019 the day of a date must be a whole number"},
		`{"date-parts": [[99999999999999999999]]}`:           {"", "A019 the year of a date must be a whole number"},
		`{"date-parts": [[2016, 9, 1, 12]]}`:                 {"", "A014 a date must be a list of year, month and day, not a list"},
		`{"date-parts": [{"year": 2016}]}`:                   {"", "A014 a date must be a list of year, month and day, not a mapping"},
		`{"date-parts": "2016"}`:                             {"", "A014 date-parts must be a list such as [[2016, 9, 1]], not a text"},
		`2016`:                                               {"", `A014 issued must be a date such as {"date-parts": [[2016, 9, 1]]}, not a number`},
		`["2016", "2017"]`:                                   {"", `A014 issued must be a date such as {"date-parts": [[2016, 9, 1]]}, not a list`},
		`{"raw": "2016-9-1"}`:                                {"2016-09-01"},
		`{"raw": "2016-09"}`:                                 {"2016-09"},
		`{"raw": "2016/09/01"}`:                              {"2016-09-01"},
		`{"raw": "1 September 2016"}`:                        {"2016-09-01"},
		`{"raw": "September 1, 2016"}`:                       {"2016-09-01"},
		`{"raw": "Sep 2016"}`:                                {"2016-09"},
		`{"raw": "2016-09-01T23:30:00-05:00"}`:               {"2016-09-01"},
		`{"raw": "2000-3-15/2000-3-17"}`:                     {"2000-03"},
		`{"raw": "2016-05/.."}`:                              {"2016-05"},
		`{"raw": "2016-02-30"}`:                              {"", `A019 there is no day "2016-02-30": that month has 29 days`},
		`{"raw": "in spring"}`:                               {"", `A019 "in spring"` + noDate},
		`{"raw": 2016}`:                                      {"2016"},
		`{"raw": ["2016"]}`:                                  {"", "A014 raw must be a text, not a list"},
		`{"edtf": "2016-09-XX"}`:                             {"2016-09"},
		`"2016-09?"`:                                         {"2016-09"},
		`"2016-21"`:                                          {"2016"},
		`"201X"`:                                             {"", `A019 "201X"` + noDate},
		`{"literal": "n.d."}`:                                {""},
		`{"literal": "2016-09-01"}`:                          {"2016-09-01"},
		`{"literal": "2016-09-31"}`:                          {"", `A019 there is no day "2016-09-31": that month has 30 days`},
		`{"literal": "Han dynasty", "date-parts": [[2016]]}`: {"2016"},
		`{"year": 2016}`:                                     {""},
	} {
		s, found := cslItem(t, `"issued": `+typed)
		got := [2]string{s.Date.String()}
		for _, line := range found {
			_, text, _ := strings.Cut(line, " ")
			got[1] += text
		}
		if got != want {
			t.Errorf("%s:\n got %q\nwant %q", typed, got, want)
		}
		if a, _ := cslItem(t, `"accessed": `+typed); a.Accessed != s.Date {
			t.Errorf("%s: accessed is %v", typed, a.Accessed)
		}
	}
}

func TestCSLAddresses(t *testing.T) {
	for keys, want := range map[string][2]doc.WebURL{ // url, archive
		`"URL": "https://example.org/a?b=1&copy=2", "DOI": "10.1234/x"`:            {"https://example.org/a?b=1&copy=2"},
		`"URL": " https://example.org/ "`:                                          {"https://example.org/"},
		`"URL": "", "DOI": "10.1234/x"`:                                            {"https://doi.org/10.1234/x"},
		`"DOI": "doi:10.1234/x"`:                                                   {"https://doi.org/10.1234/x"},
		`"DOI": "DOI: 10.1234/x"`:                                                  {"https://doi.org/10.1234/x"},
		`"DOI": "https://doi.org/10.1234/x"`:                                       {"https://doi.org/10.1234/x"},
		`"DOI": "http://dx.doi.org/10.1234/x/y"`:                                   {"https://doi.org/10.1234/x/y"},
		`"DOI": "10.1234/a<1::b>2#3?4%5"`:                                          {"https://doi.org/10.1234/a%3C1::b%3E2%233%3F4%255"},
		`"URL": "https://example.org/", "DOI": "none"`:                             {"https://example.org/"},
		`"archive": "Town Library", "archive_location": "Box 7"`:                   {},
		`"archive": "Town Library", "archive_location": "https://a.example.org/1"`: {"", "https://a.example.org/1"},
		`"archive": "https://a.example.org/2"`:                                     {"", "https://a.example.org/2"},
		`"archive": "ftp://a.example.org/2"`:                                       {},
	} {
		s, found := cslItem(t, keys)
		if got := [2]doc.WebURL{s.URL, s.Archive}; got != want || len(found) > 0 {
			t.Errorf("%s: got %q, %q, want %q", keys, got, found, want)
		}
	}
}

func TestCSLPublishers(t *testing.T) {
	const all = `"container-title": "C", "publisher": "P", "authority": "A"`
	for keys, want := range map[string]string{
		all + `, "type": "article-newspaper"`: "C",
		all + `, "type": "webpage"`:           "C",
		all + `, "type": "chapter"`:           "P",
		all:                                   "P",
		`"publisher": "P", "authority": "A", "type": "webpage"`:      "P",
		`"authority": "A", "type": "broadcast"`:                      "A",
		`"container-title": "C", "authority": "A", "type": "bill"`:   "A",
		`"container-title": "C", "type": "chapter"`:                  "C",
		`"publisher-place": "Town"`:                                  "",
		`"publisher": "<i></i>", "authority": " ", "type": "thesis"`: "",
	} {
		if s, found := cslItem(t, keys); s.Publisher != want || len(found) > 0 {
			t.Errorf("%s: got %q, %q, want %q", keys, s.Publisher, found, want)
		}
	}
}

func TestCSLLanguages(t *testing.T) {
	for typed, want := range map[string]string{
		"en": "en", "EN-gb": "en-GB", "pt_BR": "pt-BR", "zh-Hant": "zh-Hant", "deu": "de",
		"English": "", "en; fr": "", "und": "", "": "", "???": "", "Deutsch (CH)": "",
	} {
		if s, found := cslItem(t, fmt.Sprintf(`"language": %q`, typed)); string(s.Lang) != want || len(found) > 0 {
			t.Errorf("%s: got %q, %q, want %q", typed, s.Lang, found, want)
		}
	}
}

func TestBadCSL(t *testing.T) {
	const (
		again  = "; give it one in the reference manager and export again"
		key    = "; give the item a citation key of letters, digits and hyphens, such as crawford-2016, and export again"
		format = "A018 this is an export of Zotero's, but not CSL-JSON; choose the format CSL JSON when you export"
	)
	tests := map[string]struct {
		src  string
		want []string
	}{
		"empty":                  {"", []string{"1:1 A028 the file is empty; an empty list is written []"}},
		"not JSON":               {"[\n {\"id\": \"a\",}\n]", []string{"2:12 A028 nothing follows this comma; remove it"}},
		"not UTF-8":              {"[\"\xe9\"]", []string{"1:3 A002 byte 0xe9 is not UTF-8; save the file as UTF-8"}},
		"a text":                 {`"a"`, []string{"1:1 A014 the file must be a list of items, not a text"}},
		"null":                   {"null", []string{"1:1 A014 the file must be a list of items, not null"}},
		"a number":               {"1", []string{"1:1 A014 the file must be a list of items, not a number"}},
		"something else":         {`{"sources": []}`, []string{"1:1 A014 the file must be a list of items, not a mapping"}},
		"items that are none":    {`{"items": {}}`, []string{"1:11 A014 the file must be a list of items, not a mapping"}},
		"another of its formats": {`{"config": {}, "items": [{"itemType": "book", "title": "T"}, {"itemType": "book"}]}`, []string{"1:26 " + format}},
		"no items": {`[5, null, "x", [], true]`, []string{
			"1:2 A014 an item must be a mapping, not a number", "1:5 A014 an item must be a mapping, not null",
			"1:11 A014 an item must be a mapping, not a text", "1:16 A014 an item must be a mapping, not a list", "1:20 A014 an item must be a mapping, not true"}},
		"no id":                        {`[{"title": "T"}]`, []string{"1:2 A017 the item has no id" + key}},
		"an empty id":                  {`[{"id": "", "title": "T"}]`, []string{"1:2 A017 the item has no id" + key}},
		"an id that cannot be cited":   {"[{\"title\": \"T\",\n  \"id\": \"https://example.org/1\"}]", []string{`2:9 A006 "https://example.org/1" is no name of a source` + key}},
		"a citation key that is none":  {`[{"id": "a", "citation-key": "b c", "title": "T"}]`, []string{`1:30 A006 "b c" is no name of a source` + key}},
		"a key in a note that is none": {`[{"id": "a", "note": "Citation Key: b/c", "title": "T"}]`, []string{`1:22 A006 "b/c" is no name of a source` + key}},
		"a list for an id":             {`[{"id": ["a"], "title": "T"}]`, []string{"1:9 A014 id must be a text, not a list"}},
		"a truth value for an id":      {`[{"id": true, "title": "T"}]`, []string{"1:9 A014 id must be a text, not true"}},
		"one id twice":                 {"[{\"id\": \"a\", \"title\": \"T\"},\n{\"id\": 1, \"title\": \"U\", \"citation-key\": \"a\"}]", []string{`2:41 A111 the source "a" stands here a second time; the first is in line 1`}},
		"a key twice":                  {`[{"id": "a", "title": "T", "id": "b"}]`, []string{`1:28 A015 "id" stands here a second time; the first is in line 1`}},
		"no title":                     {`[{"id": "a"}]`, []string{"1:2 A017 the item has no title" + again}},
		"an empty title":               {`[{"id": "a", "title": " "}]`, []string{"1:23 A017 the item has no title" + again}},
		"a title of markup alone":      {`[{"id": "a", "title": "<i></i>"}]`, []string{"1:23 A017 the item has no title" + again}},
		"a title that is a list":       {`[{"id": "a", "title": ["T"]}]`, []string{"1:23 A014 title must be a text, not a list"}},
		"a title that is false":        {`[{"id": "a", "title": false}]`, []string{"1:23 A014 title must be a text, not false"}},
		"texts that are none":          {`[{"id": "a", "title": "T", "publisher": {}, "URL": [], "DOI": true, "language": {}, "type": []}]`, []string{"1:41 A014 publisher must be a text, not a mapping", "1:52 A014 URL must be a text, not a list", "1:63 A014 DOI must be a text, not true", "1:81 A014 language must be a text, not a mapping", "1:93 A014 type must be a text, not a list"}},
		"more texts that are none":     {`[{"id": "a", "title": "T", "archive": {}, "archive_location": [], "authority": {}, "note": {}, "container-title": ["C"]}]`, []string{"1:39 A014 archive must be a text, not a mapping", "1:63 A014 archive_location must be a text, not a list", "1:80 A014 authority must be a text, not a mapping", "1:92 A014 note must be a text, not a mapping", "1:115 A014 container-title must be a text, not a list"}},
		"names that are none":          {`[{"id": "a", "title": "T", "author": "Jane Roe", "editor": ["John", {"family": {}}]}]`, []string{"1:38 A014 author must be a list of names, not a text", "1:61 A014 a name in editor must be a mapping, not a text", "1:80 A014 family must be a text, not a mapping"}},
		"an address that is none":      {`[{"id": "a", "title": "T", "URL": "example.org/a"}]`, []string{`1:35 A020 "example.org/a" is no URL; write it whole, such as https://example.org/a`}},
		"a script for an address":      {`[{"id": "a", "title": "T", "URL": "javascript:alert(1)"}]`, []string{`1:35 A020 "javascript:alert(1)": the scheme javascript is not allowed; allowed: http, https`}},
		"an archive that is none":      {`[{"id": "a", "title": "T", "archive_location": "https:// x"}]`, []string{`1:48 A020 "https:// x" is no URL: it has a space or a backslash; write a space as %20`}},
		"a DOI that is none":           {`[{"id": "a", "title": "T", "DOI": "978-3"}]`, []string{`1:35 A020 "978-3" is no DOI; a DOI looks like 10.1234/abc`}},
		"a date that is none":          {"[{\"id\": \"a\", \"title\": \"T\", \"issued\": {\"date-parts\": [\n[2016, 2, 30]]}}]", []string{`2:1 A019 there is no day "2016-02-30": that month has 29 days`}},
		"a month that is none":         {"[{\"id\": \"a\", \"title\": \"T\", \"accessed\": {\"date-parts\": [\n[2016,\n \"x\"]]}}]", []string{"3:2 A019 the month of a date must be a whole number"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			l, found := parser.Library(cslFile, []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if l == nil || l.Positions == nil || len(l.Digests) != len(l.Sources) {
				t.Errorf("got %+v", l)
			}
		})
	}
}

// differing gives the yaml keys of what two sources differ in.
func differing(a, b claim.Source) []string {
	var keys []string
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			key, _, _ := strings.Cut(x.Type().Field(i).Tag.Get("yaml"), ",")
			keys = append(keys, key)
		}
	}
	return keys
}

// Every key that is said to be read is, and ends up where it is said to.
func TestCSLFieldsAreRead(t *testing.T) {
	const base = `{"title": "T", "id": 1, "publisher": "P"}`
	with := map[string][2]string{ // an item, and what is put in its place
		"citation-key":     {`"id": 1,`, `"id": 1, "citation-key": "x",`},
		"id":               {`"id": 1,`, `"id": 2,`},
		"note":             {`"id": 1,`, `"id": 1, "note": "Citation Key: x",`},
		"title":            {`"T"`, `"U"`},
		"type":             {`"publisher": "P"`, `"publisher": "P", "container-title": "C", "type": "article-newspaper"`},
		"author":           {`"id"`, `"author": [{"literal": "x"}], "id"`},
		"editor":           {`"id"`, `"editor": [{"literal": "x"}], "id"`},
		"director":         {`"id"`, `"director": [{"literal": "x"}], "id"`},
		"container-title":  {`"publisher": "P"`, `"container-title": "C"`},
		"publisher":        {`"P"`, `"Q"`},
		"authority":        {`"publisher": "P"`, `"authority": "C"`},
		"issued":           {`"id"`, `"issued": {"raw": "2016"}, "id"`},
		"accessed":         {`"id"`, `"accessed": {"raw": "2016"}, "id"`},
		"URL":              {`"id"`, `"URL": "https://example.org/", "id"`},
		"DOI":              {`"id"`, `"DOI": "10.1234/x", "id"`},
		"language":         {`"id"`, `"language": "de", "id"`},
		"archive":          {`"id"`, `"archive": "https://example.org/", "id"`},
		"archive_location": {`"id"`, `"archive_location": "https://example.org/", "id"`},
	}
	read := func(item string) claim.Source {
		l, found := parser.Library(cslFile, []byte("["+item+"]"))
		wantFindings(t, found)
		return l.Sources[0]
	}
	for key, want := range claim.CSLFields() {
		change, ok := with[key]
		if !ok {
			t.Errorf("no item shows that %s is read", key)
			continue
		}
		got := differing(read(base), read(strings.Replace(base, change[0], change[1], 1)))
		if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))); diff != "" {
			t.Errorf("%s ends up in (-said +got):\n%s", key, diff)
		}
		delete(with, key)
	}
	for key := range with {
		t.Errorf("%s is read, but not listed", key)
	}
}

// What is not listed is passed over, whatever its shape.
func TestCSLPassesOverOtherKeys(t *testing.T) {
	want, _ := cslItem(t, `"type": "book"`)
	for _, key := range []string{"abstract", "custom", "keyword", "ISBN", "publisher-place", "page", "title-short", "supports", "quote", "withheld", "kind", "url", "date", "doi"} {
		for _, value := range []string{"null", "1", "true", `"x"`, "[]", `{"a": [{}]}`} {
			got, found := cslItem(t, fmt.Sprintf(`"type": "book", %q: %s`, key, value))
			if diff := cmp.Diff(want, got); diff != "" || len(found) > 0 {
				t.Errorf("%s: %s is read: %q\n%s", key, value, found, diff)
			}
		}
	}
}

// TestCSLIsDocumented compares docs/sources.md with the lists of what is read.
func TestCSLIsDocumented(t *testing.T) {
	src, err := os.ReadFile("../../../docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	fields, kinds := map[string][]string{}, map[string]claim.SourceKind{}
	ticked := regexp.MustCompile("`([^`]+)`")
	for line := range strings.Lines(string(src)) {
		cells := strings.Split(line, "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		key := ticked.FindStringSubmatch(cells[1])[1]
		if len(cells) == 4 { // | type | kind |
			kinds[key] = claim.SourceKind(ticked.FindStringSubmatch(cells[2])[1])
			continue
		}
		for _, m := range ticked.FindAllStringSubmatch(cells[3], -1) {
			fields[key] = append(fields[key], m[1])
		}
	}
	if diff := cmp.Diff(claim.CSLFields(), fields); diff != "" {
		t.Errorf("fields (-read +documented):\n%s", diff)
	}
	if diff := cmp.Diff(claim.CSLKinds(), kinds); diff != "" {
		t.Errorf("kinds (-read +documented):\n%s", diff)
	}
	for kind, want := range kinds {
		if s, found := cslItem(t, fmt.Sprintf(`"type": %q`, kind)); s.Kind != want || len(found) > 0 {
			t.Errorf("%s is %q, %q", kind, s.Kind, found)
		}
	}
}

func FuzzCSL(f *testing.F) {
	for _, src := range []string{
		zotero, better, "[]", `{"items": [{"id": 1, "title": "T"}]}`, `[{"id": "a", "title": "T", "issued": "2016-09-01/2017"}]`, "[5, null]", "\ufeff[\r\n]",
		`[{"id": "a", "title": "<sup>1</sup>&#0;", "author": [{"family": "d’", "given": "王"}, 1], "DOI": "doi:10.1/ ", "URL": "/", "language": "x-y"}]`,
		`[{"citation-key": "a", "note": "Citation Key: b", "issued": [{"date-parts": [[1, 2, 3], ["-4", 13]]}], "accessed": {"literal": "2016-13-1"}}]`,
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, found := parser.Library(cslFile, src)
		cleaned, _ := doc.Clean(src)
		for _, x := range found {
			wantInside(t, x.At, cleaned)
			if x.Code == "" || x.Message == "" {
				t.Errorf("a finding without words: %+v", x)
			}
		}
		if l.Positions == nil || len(l.Digests) != len(l.Sources) {
			t.Fatalf("got %+v", l)
		}
		if found.Failed() {
			return
		}
		for i, s := range l.Sources {
			wantInside(t, l.At(i, "id"), cleaned)
			var name claim.SourceID
			if err := name.UnmarshalText([]byte(s.ID)); err != nil || s.Title == "" || s.IsReference() {
				t.Errorf("nothing is wrong, but this cannot be cited: %+v", s)
			}
			for _, url := range []doc.WebURL{s.URL, s.Archive} {
				if !strings.HasPrefix(string(url), "http") && url != "" {
					t.Errorf("%q is linked", url)
				}
			}
			if strings.ContainsAny(s.Title+s.Author+s.Publisher, "\x00\n\r\t\u0085") {
				t.Errorf("control characters are left: %+v", s)
			}
		}
	})
}
