package theme_test

import (
	"bytes"
	"html/template"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/date"
	"assay/generator/internal/plan"
	"assay/generator/internal/theme"
)

// evaluate executes an expression with a program and with html/template, which must agree.
func evaluate(t *testing.T, lang, expression string, dot any) (string, error) {
	t.Helper()
	source, err := theme.NewSource(plain(), map[string][]byte{
		"page.html":           []byte(`{{define "main"}}` + expression + `{{end}}`),
		"partials/cards.html": []byte(`{{range .cards}}{{url .URL}};{{end}}{{.map.deep}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	env := environment()
	env.Lang, env.Zone = lang, time.FixedZone("east", 3600)
	th, found := source.Compile(env)
	if found.Failed() {
		t.Fatal(found)
	}
	var got, want bytes.Buffer
	err = th.Execute(&got, "page.html", dot)
	if wantErr := th.Page("page.html").Execute(&want, dot); (err == nil) != (wantErr == nil) || got.String() != want.String() {
		t.Errorf("%s: the program wrote %q (%v), html/template %q (%v)", expression, &got, err, &want, wantErr)
	}
	if slow := th.Uncompiled(); slow != nil {
		t.Error(slow)
	}
	page := strings.TrimPrefix(got.String(), "<title>name</title><p>head ")
	return strings.TrimSuffix(page, "</p>"), err
}

// values are what the expressions below are about.
type values struct {
	Day, Month, Year, None   date.Partial
	Late, Midnight, NoMoment time.Time
	Stamp, DayStamp          date.Stamp
	Claims                   []plan.ClaimCard
	NoClaims                 []plan.ClaimCard
	X                        map[string]any
	Markup                   template.HTML
	Markups                  []template.HTML
	Number, Text             string
	Verdict                  *plan.VerdictView
}

func someValues() values {
	day := date.Partial{Year: 2017, Month: 1, Day: 18}
	late := time.Date(2017, 1, 18, 23, 30, 0, 0, time.UTC)
	return values{
		Day: day, Month: date.Partial{Year: 2017, Month: 1}, Year: date.Partial{Year: 2017},
		Late: late, Midnight: time.Date(2017, 1, 17, 23, 0, 0, 0, time.UTC), Stamp: date.Stamp{Moment: late}, DayStamp: date.Stamp{Day: day},
		Claims: []plan.ClaimCard{{Title: "one", URL: "/claims/one/"}, {Title: "two"}, {Title: "three"}},
		X:      map[string]any{"count": 3, "share": 0.5, "big": "1234.50", "list": []any{"a", 2, 1.5}, "map": map[string]any{"deep": "down"}, "yes": true},
		Markup: "<b>bold</b>", Markups: []template.HTML{"<b>bold</b>"}, Number: "-1234567.50", Text: "A text of some words", Verdict: &plan.VerdictView{Label: "False"},
	}
}

func TestFunctions(t *testing.T) {
	for _, c := range []struct{ lang, expression, want string }{
		{"en", `{{url "/claims/x/"}}`, "/repo/claims/x/"},
		{"en", `{{url "https://other.example.org/x"}}`, "https://other.example.org/x"},
		{"en", `{{url "//other.example.org"}}`, "//other.example.org"},
		{"en", `{{url ""}}{{url .X.none}}`, ""},
		{"en", `{{abs "/claims/"}}`, "https://example.org/repo/claims/"},
		{"en", `{{abs "mailto:a@example.org"}}`, "mailto:a@example.org"},
		{"en", `{{asset "style.css"}}`, "/repo/assets/style.1.css"},
		{"en", `{{host "https://www.example.org:8080/x"}}`, "example.org"},
		{"en", `{{host "no URL"}}{{host "%"}}`, ""},
		{"en", `{{anchor "War  costs, 2017!"}} {{anchor "Ένα"}} {{anchor "?!"}}`, "war-costs-2017 ένα "},

		{"en", `{{date .Day}}, {{date .Month}}, {{date .Year}}, {{date .None}}`, "18 January 2017, January 2017, 2017, "},
		{"en-US", `{{date .Day}}`, "January 18, 2017"},
		{"de", `{{date .Day}}, {{date .Month}}, {{date .Year}}`, "18. Januar 2017, Januar 2017, 2017"},
		{"tlh", `{{date .Day}}, {{date .Month}}`, "2017-01-18, 2017-01"},
		{"en", `{{date .Late}}`, "19 January 2017"},
		{"en", `{{date .Stamp}} {{date .DayStamp}}`, "19 January 2017 18 January 2017"},
		{"en", `{{date .NoMoment}}{{date .X.none}}`, ""},
		{"de", `{{isodate .Day}} {{isodate .Month}} {{isodate .Late}} {{isodate .None}}`, "2017-01-18 2017-01 2017-01-19 "},
		{"en", `{{time .Late}}`, "00:30\u00a0UTC+1"},
		{"en-US", `{{time .Stamp}}`, "12:30 am\u00a0UTC+1"},
		{"en", `{{time .Midnight}}{{time .DayStamp}}{{time .Day}}{{time .NoMoment}}`, ""},

		{"en", `{{number .Number}}`, "−1,234,567.50"},
		{"de", `{{number .Number}}`, "−1.234.567,50"},
		{"de", `{{number 14.2}} {{number 1000000}} {{number .X.count}} {{number .X.share}} {{number .X.big}}`, "14,2 1.000.000 3 0,5 1.234,50"},
		{"de", `{{number ""}}{{number .X.none}}`, ""},
		{"tlh", `{{number "1234.50"}}`, "1234.50"},
		{"en", `{{plural 1 "claim" "claims"}} {{plural 2 "claim" "claims"}} {{plural 0 "claim" "claims"}}`, "claim claims claims"},
		{"fr", `{{plural 0 "fait" "faits"}}`, "fait"},
		{"ja", `{{plural 1 "claim" "claims"}}`, "claim"},
		{"en", `{{plural (len .Claims) "claim" "claims"}} {{plural "1" "claim" "claims"}} {{plural "1.0" "claim" "claims"}}`, "claims claim claims"},
		{"ru", `{{range first 3 .X.counts}}{{end}}{{plural 1 "one" "факт" "few" "факта" "many" "фактов" "other" "факта"}} {{plural 3 "one" "факт" "few" "факта" "many" "фактов" "other" "факта"}} {{plural 11 "one" "факт" "few" "факта" "many" "фактов" "other" "факта"}}`, "факт факта фактов"},
		{"en", `{{plural 1 "other" "claims" "one" "claim"}} {{plural 2 "one" "claim" "other" "claims"}} {{plural 0 "zero" "none" "other" "some"}}`, "claim claims some"},
		{"en", `{{dir "ar"}} {{dir "de-AT"}} {{dir ""}}`, "rtl ltr ltr"},

		{"en", `{{truncate 12 .Text}}|{{truncate 20 .Text}}|{{truncate 100 .Text}}|{{truncate 0 .Text}}|{{truncate 1 .Text}}`, "A text of…|A text of some words|A text of some words||…"},
		{"en", `{{truncate 4 "extraordinary"}} {{.Text | truncate 8}}`, "ext… A text…"},
		{"ja", `{{truncate 4 "見出しは長い"}}`, "見出し…"},
		{"en", `{{truncate 3 "👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀"}} {{truncate 3 "e\u0301e\u0301e\u0301e\u0301"}}`, "👩🏽‍🚀👩🏽‍🚀… e\u0301e\u0301…"},
		{"en", `{{truncate 8 "One, two, three"}}`, "One…"},
		{"en", `{{hasPrefix "/claims/x/" "/claims/"}} {{hasPrefix "/" "/claims/"}} {{hasPrefix "x" ""}}`, "true false true"},

		{"en", `{{join ", " .X.list}} {{join "-" .X.none}}`, "a, 2, 1.5 "},
		{"en", `{{range first 2 .Claims}}{{.Title}} {{end}}{{range first 9 .Claims}}{{.Title}} {{end}}{{range first 0 .Claims}}no{{else}}none{{end}}`, "one two one two three none"},
		{"en", `{{range $i, $c := after 1 .Claims}}{{$i}}{{$c.Title}} {{end}}{{range after 9 .Claims}}no{{else}}none{{end}}`, "0two 1three none"},
		{"en", `{{len (first 2 .Claims)}}{{len (after 2 .Claims)}}{{len (first 1 .NoClaims)}}{{range first 1 .X.none}}no{{else}}none{{end}}`, "210none"},
		{"en", `{{with index (after 1 .Claims) 0}}{{.Title}}{{end}}`, "two"},
		{"en", `{{with dict "card" (index .Claims 0) "level" 2}}<h{{.level}}>{{.card.Title}}</h{{.level}}>{{.none}}{{end}}`, "<h2>one</h2>"},
		{"en", `{{template "partials/cards.html" dict "cards" (first 1 .Claims) "map" .X.map}}`, "/repo/claims/one/;down"},
		{"en", `{{with dict}}x{{else}}empty{{end}}`, "empty"},

		// Nothing that a function gives counts as markup.
		{"en", `{{.Markup}} {{truncate 99 .Markup}} {{join "" (first 1 .Markups)}}`, "<b>bold</b> &lt;b&gt;bold&lt;/b&gt; &lt;b&gt;bold&lt;/b&gt;"},
	} {
		got, err := evaluate(t, c.lang, c.expression, someValues())
		if got = strings.ReplaceAll(got, "&#43;", "+"); err != nil || got != c.want {
			t.Errorf("%s in %s: got %q (%v), want %q", c.expression, c.lang, got, err, c.want)
		}
	}
}

// TestWrongArguments checks that the error names function and argument, and has a hint where there is one.
func TestWrongArguments(t *testing.T) {
	for expression, want := range map[string]string{
		`{{url .Claims}}`:                          `<url .Claims>: url: argument 1 is a list, not a path or URL`,
		`{{abs 3}}`:                                `abs: argument 1 is 3, not a path or URL`,
		`{{host .Day}}`:                            `host: argument 1 is of type date.Partial, not a URL`,
		`{{asset "stile.css"}}`:                    `there is no asset "stile.css" in templates/assets/; did you mean "style.css"?`,
		`{{asset 1}}`:                              `asset: argument 1 is 1, not a name`,
		`{{anchor .X}}`:                            `anchor: argument 1 is a mapping, not a text`,
		`{{date .Text}}`:                           `<date .Text>: date: argument 1 is "A text of some words", not a date`,
		`{{isodate .Claims}}`:                      `isodate: argument 1 is a list, not a date`,
		`{{time true}}`:                            `time: argument 1 is true, not a date`,
		`{{time .Verdict}}`:                        `time: argument 1 is of type VerdictView, not a date`,
		`{{number "14,2"}}`:                        `number: argument 1 is "14,2", not a decimal number`,
		`{{number .Day}}`:                          `number: argument 1 is of type date.Partial, not a decimal number`,
		`{{plural "many" "claim" "claims"}}`:       `plural: argument 1 is "many", not a number`,
		`{{plural .X.none "claim" "claims"}}`:      `plural: argument 1 is nothing, not a number`,
		`{{plural 1 2 "claims"}}`:                  `plural: argument 2 is 2, not a text`,
		`{{plural 1 "claim"}}`:                     `plural: the forms are incomplete; write plural N "claim" "claims"`,
		`{{plural 1}}`:                             `plural: the forms are incomplete`,
		`{{plural 1 "one" "a" "othr" "b"}}`:        `plural: argument 4 is "othr", which names no form; did you mean "other"?`,
		`{{plural 1 "one" "a" "few" "b"}}`:         `plural: the forms are incomplete`,
		`{{plural 1 "one" "a" "other" "b" "few"}}`: `plural: the forms are incomplete`,
		`{{dir 3}}`:                                `dir: argument 1 is 3, not a language`,
		`{{truncate "a" .Text}}`:                   `truncate: argument 1 is "a", not a whole number from 0 on`,
		`{{truncate 3 .Claims}}`:                   `truncate: argument 2 is a list, not a text`,
		`{{truncate .Text 3}}`:                     `truncate: argument 1 is "A text of some words", not a whole number from 0 on`,
		`{{hasPrefix .Claims "x"}}`:                `hasPrefix: argument 1 is a list, not a text`,
		`{{hasPrefix "x" .Claims}}`:                `hasPrefix: argument 2 is a list, not a text`,
		`{{join .X.list ", "}}`:                    `join: argument 1 is a list, not a text`,
		`{{join ", " .Text}}`:                      `join: argument 2 is "A text of some words", not a list`,
		`{{join ", " .Claims}}`:                    `join: item 1 of the list is of type ClaimCard, not a text or number`,
		`{{first .Claims 3}}`:                      `first: argument 1 is a list, not a whole number from 0 on`,
		`{{first 1.5 .Claims}}`:                    `first: argument 1 is 1.5, not a whole number from 0 on`,
		`{{first -1 .Claims}}`:                     `first: argument 1 is -1, not a whole number from 0 on`,
		`{{first 1 .Text}}`:                        `first: argument 2 is "A text of some words", not a list`,
		`{{after 1 .X}}`:                           `after: argument 2 is a mapping, not a list`,
		`{{dict "a"}}`:                             `dict: the last name has no value; write names and values in turns`,
		`{{dict 1 2}}`:                             `dict: argument 1 is 1, not a name of its own`,
		`{{dict "a" 1 "a" 2}}`:                     `dict: argument 3 is "a", not a name of its own`,
		`{{url}}`:                                  `wrong number of args for url: want 1 got 0`,
		`{{truncate 3}}`:                           `wrong number of args for truncate: want 2 got 1`,
	} {
		_, err := evaluate(t, "en", expression, someValues())
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "templates/page.html:1:") {
			t.Errorf("%s:\ngot  %v\nwant %s", expression, err, want)
		}
	}
}
