package schemaorg_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/schemaorg"
)

// node is a document of one node with these fields.
func node(fields string) string { return `{"@context": "https://schema.org", ` + fields + `}` }

func TestTermsAndContexts(t *testing.T) {
	tests := map[string]struct {
		src  string
		want []string
	}{
		"a type nearly right":          {node(`"@type": "ClaimRevew"`), []string{`A371 @type: schema.org has no type "ClaimRevew"; did you mean "ClaimReview"?`}},
		"a property nearly right":      {node(`"@type": "Person", "nmae": "x"`), []string{`A371 nmae: schema.org has no property "nmae"; did you mean "name"?`}},
		"a property of one type":       {node(`"@type": "Person", "claimReviewed": "x"`), []string{`A371 claimReviewed: Person has no property "claimReviewed"; it is a property of ClaimReview`}},
		"a property of many types":     {node(`"@type": "Person", "itemReviewed": {"@type": "Claim"}`), []string{`A371 itemReviewed: Person has no property "itemReviewed"; it is a property of: AggregateRating, Review`}},
		"of one of two types":          {node(`"@type": ["Person", "Review"], "reviewBody": "x"`), nil},
		"of an ancestor":               {node(`"@type": "SatiricalArticle", "headline": "x", "name": "y"`), nil},
		"a type of others":             {node(`"@type": "https://vocab.example.net/Thing", "headline": "x", "moodiness": 1`), []string{`A371 moodiness: schema.org has no property "moodiness"`}},
		"a type of two vocabularies":   {node(`"@type": ["Person", "foaf:Agent"], "headline": "x"`), nil},
		"properties of others":         {node(`"@type": "Person", "foaf:nick": {"x": 1}, "https://vocab.example.net/y": 2`), nil},
		"full address of a property":   {node(`"@type": "Person", "https://schema.org/name": "x", "http://www.schema.org/nome": "y"`), []string{`A371 http://www.schema.org/nome: schema.org has no property "nome"; did you mean "name"?`}},
		"schema.org's own prefix":      {node(`"@type": "schema:Person", "schema:nome": "x"`), []string{`A371 schema:nome: schema.org has no property "nome"; did you mean "name"?`}},
		"a prefix for schema.org":      {`{"@context": {"s": "http://schema.org/", "x": "https://x.example.net/"}, "@type": "s:Person", "s:nome": "x", "x:y": 1, "z": 2}`, []string{`A371 s:nome: schema.org has no property "nome"; did you mean "name"?`}},
		"id and type":                  {node(`"type": "Person", "id": "#a", "name": "x"`), nil},
		"type with a vocabulary alone": {`{"@context": {"@vocab": "https://schema.org"}, "@type": "Person", "type": "x"}`, []string{`A371 type: schema.org has no property "type"`}},
		"terms of one's own":           {`{"@context": ["https://schema.org", {"mood": "https://x.example.net/mood", "kind": "@type", "called": "name"}], "kind": "Person", "mood": 5}`, nil},
		"a term told more of":          {`{"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}, "@type": "Person", "url": "https://a.example.net"}`, nil},
		"a context within":             {node(`"@type": "Person", "knows": {"@context": {"@vocab": "https://x.example.net/"}, "@type": "Mood", "depth": 5}, "depth": 6`), []string{`A371 depth: Person has no property "depth"; it is a property of: OfferShippingDetails, Product, ShippingConditions and others`}},
		"a graph":                      {node(`"@graph": [{"@type": "Person", "nome": "x"}, {"@id": "#b"}]`), []string{`A371 @graph.0.nome: schema.org has no property "nome"; did you mean "name"?`}},
		"a reverse property":           {node(`"@type": "Person", "@reverse": {"author": {"@type": "Article", "nome": "x"}, "auhtor": {"@id": "#x"}}`), []string{`A371 @reverse.author.nome: schema.org has no property "nome"; did you mean "name"?`, `A371 @reverse.auhtor: schema.org has no property "auhtor"; did you mean "author"?`}},
		"values and lists":             {node(`"@type": "Person", "name": {"@value": "x", "@language": "en"}, "knows": {"@list": [{"@type": "Person", "nome": "x"}]}`), []string{`A371 knows.@list.0.nome: schema.org has no property "nome"; did you mean "name"?`}},
		"what an action needs":         {node(`"@type": "WebSite", "potentialAction": {"@type": "SearchAction", "target": "https://a.example.net/?q={q}", "query-input": "required name=q", "quarry-input": 1}`), []string{`A371 potentialAction.quarry-input: schema.org has no property "quarry-input"`}},
		"a role":                       {node(`"@type": "Article", "author": {"@type": "Role", "roleName": "editor", "author": {"@type": "Person", "name": "x"}}`), nil},
		"a retired property":           {node(`"@type": "Person", "awards": "x"`), nil},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			issues := validator.Validate(parse(t, tt.src), schemaorg.Page{})
			if diff := cmp.Diff(tt.want, show(issues)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			wantInside(t, tt.src, issues)
		})
	}
}

func TestTypesOfValues(t *testing.T) {
	tests := map[string]string{ // what is found of a field of a thing, "" for nothing
		`"Organization", "logo": {"@type": "Person", "name": "x"}`:                               `A380 logo: logo takes no Person; it takes: ImageObject, URL`,
		`"Organization", "logo": "https://a.example.net/l.png"`:                                  ``,
		`"Person", "name": true`:                                                                 `A380 name: name takes no truth value; as a text it is written "true"`,
		`"Person", "name": 12`:                                                                   ``,
		`"Person", "url": 12`:                                                                    `A380 url: url takes no number; as a text it is written "12"`,
		`"Person", "knows": "Bob"`:                                                               ``,
		`"Person", "knows": {"@id": "#bob"}`:                                                     ``,
		`"Article", "author": "Bob"`:                                                             `A380 author: author is a bare value; give an object that says what it is: Organization, Person`,
		`"Article", "author": [{"@type": "Place"}]`:                                              `A380 author.0: author takes no Place; it takes: Organization, Person`,
		`"Article", "publisher": {"@type": "Hospital"}`:                                          ``,
		`"Article", "isAccessibleForFree": "maybe"`:                                              `A380 isAccessibleForFree: isAccessibleForFree takes true or false, and "maybe" is neither`,
		`"Article", "isAccessibleForFree": "https://schema.org/True"`:                            ``,
		`"Article", "isAccessibleForFree": 1`:                                                    `A380 isAccessibleForFree: isAccessibleForFree takes no number; it takes: Boolean`,
		`"Article", "wordCount": "many"`:                                                         `A380 wordCount: wordCount takes a number, and "many" is none`,
		`"Article", "wordCount": "1200"`:                                                         ``,
		`"ImageObject", "width": 1200`:                                                           ``,
		`"ImageObject", "width": "1200px"`:                                                       ``,
		`"VideoObject", "duration": "PT5M"`:                                                      ``,
		`"MediaObject", "startTime": "00:12:31"`:                                                 ``,
		`"OpeningHoursSpecification", "opens": "9 am"`:                                           `A378 opens: "9 am" is no time; write 09:30 or 09:30:00+01:00`,
		`"OpeningHoursSpecification", "dayOfWeek": "Monday"`:                                     ``,
		`"OpeningHoursSpecification", "dayOfWeek": "http://schema.org/Monday"`:                   ``,
		`"OpeningHoursSpecification", "dayOfWeek": "Munday"`:                                     `A371 dayOfWeek: dayOfWeek takes no "Munday": schema.org has no such value; did you mean "Monday"?`,
		`"OpeningHoursSpecification", "dayOfWeek": "SatireOrParodyContent"`:                      `A380 dayOfWeek: dayOfWeek takes no SatireOrParodyContent; it takes: DayOfWeek`,
		`"Offer", "businessFunction": "http://purl.org/goodrelations/v1#Sell"`:                   ``,
		`"Offer", "itemCondition": "http://schema.org/NewCondishun"`:                             `A371 itemCondition: itemCondition takes no "NewCondishun": schema.org has no such value; did you mean "NewCondition"?`,
		`"Person", "gender": "Female"`:                                                           ``,
		`"Person", "sameAs": ["https://a.example.net/", "see there"]`:                            `A380 sameAs.1: sameAs takes an address, and "see there" is none`,
		`"NewsArticle", "headline": "x", "datePublished": "2017", "author": {"@type": "Person"}`: ``,
		`"DataFeed", "dataFeedElement": {"@type": "DataFeedItem", "item": {"@type": "Clam"}}`:    `A371 dataFeedElement.item.@type: schema.org has no type "Clam"; did you mean "Claim"?`,
	}
	for fields, want := range tests {
		t.Run(fields, func(t *testing.T) {
			issues := validator.Validate(parse(t, node(`"@type": `+fields)), schemaorg.Page{})
			if got := strings.Join(show(issues), "\n"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	good := []string{
		"2017", "2017-01", "2017-01-18", "20170118", "-0043-03-15", "2016-02-29", "2017-01-18T09:30", "2017-01-18T09:30Z", "2017-01-18T09:30:00+01:00",
		"2017-01-18T09:30:00.123456-0500", "2017-01-18T09:30:00+01", "20170118T093000Z", "2017-01-18T24:00:00", "2016-12-31T23:59:60Z",
	}
	bad := map[string]string{
		"2017-02-29": "that month has 28 days", "2017-13": "a year has 12", "2017-13-01": "a year has 12", "17": "is not a date", "201701": "is not a date",
		"2017-1-18": "write 2017-01-18", "18 January 2017": "write 2017-01-18", "2017/01/18": "write 2017-01-18", "yesterday": "is not a date", "": "is not a date",
		"2017-01-18T25:00": "2017-01-18T09:30", "2017-01-18T09:60": "2017-01-18T09:30", "2017-01T09:30": "2017-01-18T09:30", "2017-01-18T": "2017-01-18T09:30",
		"2017-01-18T09:30:00 +01:00": "2017-01-18T09:30", "2017-01-18T09:30:00+25:00": "2017-01-18T09:30", "2017-01-18T09:30:00.Z": "2017-01-18T09:30",
		"2017-0118": "is not a date", "201701-18": "is not a date", "2017-01-18T09:3000": "2017-01-18T09:30",
	}
	check := func(date string) []string {
		return show(validator.Validate(parse(t, node(`"@type": "CreativeWork", "dateCreated": "`+date+`"`)), schemaorg.Page{}))
	}
	for _, date := range good {
		if got := check(date); got != nil {
			t.Errorf("%s: %q", date, got)
		}
	}
	for date, hint := range bad {
		if got := check(date); len(got) != 1 || !strings.HasPrefix(got[0], "A378 dateCreated: ") || !strings.Contains(got[0], hint) {
			t.Errorf("%s: %q", date, got)
		}
	}
}

// The page of a site's own knows no place, and its issues come as they are found.
func TestIssuesComeInTheOrderOfTheDocument(t *testing.T) {
	src := node("\"@type\": \"ClaimReview\",\n\"nome\": 1,\n\"itemReviewed\": {\"@type\": \"Clam\",\n\"nome\": 2},\n\"reviewRating\": {\"@type\": \"Rating\", \"ratingValue\": 1}")
	issues := validator.Validate(parse(t, src), schemaorg.Page{})
	if !slices.IsSortedFunc(issues, func(a, b schemaorg.Issue) int { return a.At.Line - b.At.Line }) || len(issues) < 8 {
		t.Errorf("%q", show(issues))
	}
}

func TestManyUnknownWordsAreNotAllCompared(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		b.WriteString(`, "w` + strings.Repeat("a", i%100) + strings.Repeat("b", i/100) + `": 1`)
	}
	issues := validator.Validate(parse(t, node(`"@type": "Person"`+b.String())), schemaorg.Page{})
	if len(issues) != 20_000 {
		t.Errorf("%d issues", len(issues))
	}
}
