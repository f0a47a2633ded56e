package webpage_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/date"
	"assay/generator/internal/webpage"
)

func day(y, m, d int) date.Partial { return date.Partial{Year: y, Month: m, Day: d} }

func TestRead(t *testing.T) {
	for name, test := range map[string]struct {
		page string
		want webpage.Page
	}{
		"nothing": {"", webpage.Page{}},
		"text":    {"words", webpage.Page{}},
		"title":   {"<html lang=en><title>\n A  title </title><svg><title>no</title></svg><p>x", webpage.Page{Title: "A title", Lang: "en"}},
		"open graph": {`<meta property="og:title" content="Of &amp; graph"><meta property="og:site_name" content="The Daily"><title>x | y</title>
			<meta property="article:published_time" content="2017-01-18T23:30:00-08:00">`, webpage.Page{Title: "Of & graph", Publisher: "The Daily", Date: day(2017, 1, 18)}},
		"json-ld": {`<title>x</title><meta property="og:site_name" content="y"><script type="application/ld+json">
			{"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "no"}, {"@type": ["NewsArticle"], "headline": "Said so",
			"publisher": {"@type": "Organization", "name": "Wire"}, "datePublished": "2016-02-03 05:00"}]}</script>`,
			webpage.Page{Title: "Said so", Publisher: "Wire", Date: day(2016, 2, 3)}},
		"a video": {`<script type="application/ld+json">[{"@type": "http://schema.org/VideoObject", "name": "Speech", "uploadDate": "2015-05"}]</script>`,
			webpage.Page{Title: "Speech", Date: date.Partial{Year: 2015, Month: 5}, Video: true}},
		"broken json-ld": {`<script type="application/ld+json">{"@type": "NewsArticle",</script><title>Still</title>`, webpage.Page{Title: "Still"}},
		"a paper": {`<meta name="citation_title" content="On loans"><meta name="citation_journal_title" content="Journal"><meta name="citation_publication_date" content="2013/04/05">`,
			webpage.Page{Title: "On loans", Publisher: "Journal", Date: day(2013, 4, 5)}},
		"a time":           {`<title>T</title><time datetime="2020-02-30">x</time>`, webpage.Page{Title: "T"}},
		"a date in words":  {`<title>T</title><meta name="date" content="March 4, 2012">`, webpage.Page{Title: "T", Date: day(2012, 3, 4)}},
		"invisible":        {"<title>\u200fש\u200b\u202elam\x00</title>", webpage.Page{Title: "שlam"}},
		"an empty og":      {`<meta property="og:title" content=" "><title>Real</title>`, webpage.Page{Title: "Real"}},
		"a named encoding": {"<meta charset=iso-8859-1><title>caf\xe9</title>", webpage.Page{Title: "café"}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(test.want, webpage.Read([]byte(test.page), "text/html")); d != "" {
				t.Error(d)
			}
		})
	}
	if p := webpage.Read([]byte("<title>x</title>"), "application/pdf"); p != (webpage.Page{}) {
		t.Errorf("a PDF says %+v", p)
	}
	if p := webpage.Read([]byte("<title>caf\xe9</title>"), "text/html; charset=windows-1252"); p.Title != "café" {
		t.Errorf("the encoding of the answer gives %q", p.Title)
	}
	if p := webpage.Read([]byte("<title>"+strings.Repeat("ä", 5000)), ""); utf8.RuneCountInString(p.Title) != 300 {
		t.Errorf("%d characters are kept", utf8.RuneCountInString(p.Title))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<title>x</title><script type="application/ld+json">{"@graph": [[{"@type": "Report", "headline": ["a"]}]]}</script>`))
	f.Add([]byte("<meta charset=utf-16><time datetime=2020>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p := webpage.Read(page, "")
		for _, text := range []string{p.Title, p.Publisher, p.Lang} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\t\x00") || utf8.RuneCountInString(text) > 300 {
				t.Errorf("%q", text)
			}
		}
	})
}
