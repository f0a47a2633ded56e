package build_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/doc"
)

// facts are what a claim's page says of the claim: to readers, or to machines.
type facts struct {
	Title, Wording, Quote, QuoteLang, Said, Rating, Conclusion, Published, Updated string

	Claimants, Authors, Reviewers, Topics, Crumbs, Corrections, Sources, Appearances, Statements, Picture []string
}

// said joins what is said of one thing.
func said(parts ...string) string { return strings.Join(parts, " | ") }

// visibleFacts reads a claim's page as a reader does.
func visibleFacts(page element) facts {
	main := page.first("main")
	box, byline := main.first("div.claim-box"), main.first("p.byline")
	f := facts{
		Title: main.first("h1").text(), Wording: box.first("blockquote.wording").text(),
		Quote: box.first("p.quote q").text(), QuoteLang: box.first("p.quote q").attr("lang"),
		Rating: box.first("p.verdict strong").text(), Conclusion: main.first("p.conclusion").text(),
		Crumbs: texts(page.all("nav.crumbs li")),
	}
	for _, who := range box.all("p.claimant") {
		name := who.first("a").text() + who.first("b").text()
		f.Claimants = append(f.Claimants, said(name, who.first("span.role").text()))
	}
	for _, span := range box.all("p.meta span") {
		if when := span.first("time"); !strings.HasPrefix(span.text(), "Due") && f.Said == "" {
			f.Said = when.attr("datetime")
		}
	}
	for _, span := range byline.all("span") {
		when := span.first("time").attr("datetime")
		switch label, rest, _ := strings.Cut(span.text(), " "); label {
		case "By":
			f.Authors = strings.Split(rest, ", ")
		case "Reviewed":
			f.Reviewers = strings.Split(strings.TrimPrefix(rest, "by "), ", ")
		case "Published":
			f.Published = when
		case "Updated":
			f.Updated = when
		}
	}
	for _, entry := range main.all("ol.sources li") {
		title := entry.first("p.source-title")
		if link := title.first("a"); link.text()+title.first("span").text() != "" {
			f.Sources = append(f.Sources, said(link.text()+title.first("span").text(), link.attr("href"), workAround(entry)))
		}
	}
	for _, list := range main.all("section") {
		switch list.first("h2").attr("id") {
		case "topics":
			f.Topics = texts(list.all("a"))
		case "corrections":
			for _, entry := range list.all("li") {
				p := entry.first("p")
				f.Corrections = append(f.Corrections, said(p.first("time").attr("datetime"), spaced(strings.TrimPrefix(p.text(), p.first("strong").text()))))
			}
		case "appearances":
			for _, entry := range list.all("li") {
				f.Appearances = append(f.Appearances, said(entry.first("p a").text(), entry.first("p a").attr("href"), workAround(entry)))
			}
		case "statements":
			for _, entry := range list.all("li") {
				f.Statements = append(f.Statements, statementIn(entry))
			}
		}
	}
	if figure := main.first("figure.image"); figure.Node != nil {
		img := figure.first("img")
		f.Picture = []string{img.attr("alt"), figure.first("figcaption").text(), img.attr("width"), img.attr("height")}
	} else if card := page.property("og:image:alt"); card != "" { // what others show of the page stands in for it
		f.Picture = []string{card, "", page.property("og:image:width"), page.property("og:image:height")}
	}
	slices.Sort(f.Appearances) // the first stands apart in markup
	slices.Sort(f.Corrections) // the newest stands first on the page
	return f
}

// workAround reads what stands around a title: who made it and published it, when, and where a copy is kept.
func workAround(entry element) string {
	var people []string
	date, archive := "", entry.first("a.copy").attr("href")
	for _, span := range entry.first("p.work").all("span") {
		text, when := span.text(), span.first("time")
		switch {
		case slices.Contains([]string{"text", "video", "audio", "image", "earliest known"}, text), strings.HasPrefix(text, "read "):
		case when.Node != nil:
			date = when.attr("datetime")
		default:
			people = append(people, text)
		}
	}
	return said(strings.Join(people, ", "), date, archive)
}

// statementIn reads an entry of those who said it again; "" where it leads nowhere.
func statementIn(entry element) string {
	var link element
	var people []string
	for _, span := range entry.first("p.dots").all("span") {
		if a := span.first("a"); strings.HasPrefix(a.attr("href"), "https://") {
			link = a
		} else if span.first("time").Node == nil && people == nil { // where it was said comes behind
			people = append(people, span.text())
		}
	}
	return said(link.attr("href"), entry.first("q").text(), entry.first("time").attr("datetime"), strings.Join(people, ", "))
}

// thing is a node of structured data.
type thing map[string]any

// documents reads the structured data of a page by type.
func documents(t *testing.T, page element) map[string][]thing {
	t.Helper()
	all := map[string][]thing{}
	for _, text := range page.scripts() {
		var d thing
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		kind, _ := d["@type"].(string)
		all[kind] = append(all[kind], d)
	}
	return all
}

func (d thing) text(key string) string { s, _ := d[key].(string); return s }

// things gives the values of a property, however many there are.
func (d thing) things(key string) (list []thing) {
	switch v := d[key].(type) {
	case map[string]any:
		return []thing{v}
	case []any:
		for _, item := range v {
			if m, ok := item.(map[string]any); ok {
				list = append(list, m)
			}
		}
	}
	return list
}

func (d thing) thing(key string) thing {
	if list := d.things(key); len(list) > 0 {
		return list[0]
	}
	return nil
}

func names(all []thing) (list []string) {
	for _, d := range all {
		list = append(list, spaced(d.text("name")))
	}
	return list
}

// day is the day of a moment.
func day(when string) string { return when[:min(len(when), len("2017-01-18"))] }

// markedFacts reads the structured data of a claim's page. What was withdrawn has no ClaimReview.
func markedFacts(all map[string][]thing) facts {
	article := all["NewsArticle"][0]
	f := facts{
		Title: spaced(article.text("headline")), Conclusion: spaced(article.text("description")), Published: day(article.text("datePublished")), Updated: day(article.text("dateModified")),
		Authors: names(article.things("author")), Reviewers: names(article.things("contributor")), Topics: names(article.things("about")),
		Crumbs: names(all["BreadcrumbList"][0].things("itemListElement")),
	}
	if f.Updated == f.Published {
		f.Updated = "" // a page has days
	}
	for _, k := range article.things("correction") {
		f.Corrections = append(f.Corrections, said(day(k.text("datePublished")), spaced(k.text("text"))))
	}
	for _, s := range article.things("citation") {
		f.Sources = append(f.Sources, workOf(s))
	}
	if picture := article.thing("image"); picture != nil {
		f.Picture = []string{spaced(picture.text("caption")), spaced(picture.text("creditText")), strings.TrimSuffix(picture.text("width"), " px"), strings.TrimSuffix(picture.text("height"), " px")}
	}
	slices.Sort(f.Corrections)
	for _, review := range all["ClaimReview"] {
		f.add(review)
	}
	return f
}

// add reads a ClaimReview.
func (f *facts) add(review thing) {
	claim, rating := review.thing("itemReviewed"), review.thing("reviewRating")
	f.Wording, f.Quote, f.QuoteLang, f.Said = spaced(claim.text("name")), spaced(claim.text("text")), claim.text("inLanguage"), claim.text("datePublished")
	f.Rating, f.Conclusion = spaced(rating.text("alternateName")), spaced(rating.text("ratingExplanation"))
	for _, who := range claim.things("author") {
		f.Claimants = append(f.Claimants, said(spaced(who.text("name")), spaced(who.text("jobTitle")+who.text("description"))))
	}
	for _, work := range append(claim.things("firstAppearance"), claim.things("appearance")...) {
		again := work.thing("hasPart")
		if again == nil {
			f.Appearances = append(f.Appearances, workOf(work))
			continue
		}
		f.Statements = append(f.Statements, said(work.text("url"), spaced(again.text("text")), again.text("datePublished"), strings.Join(names(again.things("author")), ", ")))
	}
	slices.Sort(f.Appearances)
}

func workOf(work thing) string {
	var people []string
	for _, who := range []string{work.text("creditText"), work.thing("publisher").text("name")} {
		if who != "" {
			people = append(people, spaced(who))
		}
	}
	return said(spaced(work.text("name")), work.text("url"), said(strings.Join(people, ", "), work.text("datePublished"), work.text("archivedAt")))
}

// count counts the nodes of a type in a document, at any depth.
func count(n *doc.Node, kind string) int {
	found := 0
	for i := range n.Fields {
		if f := &n.Fields[i]; f.Key == "@type" && f.Value.Text == kind {
			found++
		}
		found += count(n.Fields[i].Value, kind)
	}
	for _, item := range n.Items {
		found += count(item, kind)
	}
	return found
}
