package duty_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/duty"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
	"assay/templates"
)

// complete is a site that shows everything that a website can show.
func complete() map[string]string {
	const claim = `---
claim: The country has fought 13 wars.
claimant: rosa-field
appearances: [{url: "https://example.org/speech"}]
verdict: mostly-false
conclusion: It depends on what counts as a war.
published: 2026-01-12
authors: [ines-demo]
sources:
  - {id: costs, title: The Budgetary Costs of War, url: "https://example.org/costs", kind: primary}
  - {id: list, title: A List of Wars, author: An Author, date: 2016}
  - {id: act, title: An Act, publisher: A Printer, date: 1999-02}
---
No list has 13 [@costs; @list; @act].
`
	return map[string]string{
		"site.yaml": `title: Springfield Facts
base_url: https://facts.example.org/
publisher: {name: Springfield Desk}
contact: {corrections: desk@example.org, submit: /about/}
policies: {methodology: methodology, corrections: corrections-policy, funding: funding, ownership: owner, ethics: ethics}
`,
		"claims/one.md": claim,
		"claims/two.md": strings.ReplaceAll(claim, "fought 13", "lost 4"),
		"claims/verdicts.yaml": `scales:
  - id: truth
    kind: truth
    verdicts:
      - {id: "true", value: 2, label: "True", definition: It is so., group: "true"}
      - {id: mostly-false, value: 1, label: Mostly false, definition: Most of it is not so., group: mostly-false}
      - {id: satire, label: Satire, definition: It was a joke., group: satire}
`,
		"content/claimants/rosa-field.md": "---\nname: Rosa Field\n---\n",
		"content/team/ines-demo.md":       "---\nname: Inês Demo\n---\nShe has checked claims since 2010.\n",
		"content/about.md":                page, "content/methodology.md": page, "content/corrections-policy.md": page,
		"content/funding.md": page, "content/owner.md": page, "content/ethics.md": page,
	}
}

const page = "---\ntitle: A page\n---\nWords.\n"

// edit replaces a text in a file; it is there. An edit of nothing makes the file, one without an old text ends it.
type edit struct{ file, old, new string }

func (e edit) apply(t *testing.T, input map[string]string) {
	t.Helper()
	switch {
	case input[e.file] == "":
		input[e.file] = e.new
	case !strings.Contains(input[e.file], e.old):
		t.Fatalf("%s has no %q", e.file, e.old)
	default:
		input[e.file] = strings.Replace(input[e.file], e.old, e.new, 1)
	}
}

func resolve(t *testing.T, input map[string]string, drafts bool) *site.Site {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1}
	snapshot, found, err := scanner.Scan(t.Context(), nil, func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) })
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, found := parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), Drafts: drafts})
	if found.Failed() {
		t.Fatal(found)
	}
	return s
}

// duties gives those of all codes by their text, with the codes that have it merged: the same text is judged the same way.
func duties(t *testing.T, s *site.Site) map[string]duty.Duty {
	t.Helper()
	all := map[string]duty.Duty{}
	for _, code := range duty.Codes() {
		report, err := duty.Examine(s, templates.Files, code)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range report.Duties {
			d.Area = ""
			if other, twice := all[d.Text]; twice {
				if diff := cmp.Diff(other, d); diff != "" {
					t.Errorf("%q differs between codes:\n%s", d.Text, diff)
				}
			}
			all[d.Text] = d
		}
	}
	return all
}

func TestACompleteSiteMeetsWhatFilesCanShow(t *testing.T) {
	for text, d := range duties(t, resolve(t, complete(), false)) {
		switch {
		case d.From != "" && (d.State != duty.Met || len(d.Shown) == 0 || d.Missing != ""):
			t.Errorf("%q is not met: %+v", text, d)
		case d.From == "" && (d.State != duty.Judge || d.Missing == ""):
			t.Errorf("%q is not for people: %+v", text, d)
		}
	}
}

// changes are single edits of the complete site, each with the duties whose state it changes, and what is then said.
var changes = map[string]struct {
	edit    edit
	changed map[string]string
}{
	"no address": {edit{"site.yaml", "base_url: https://facts.example.org/\n", ""}, map[string]string{
		"Several pages carry a ClaimReview, each under its public address.": "set base_url in site.yaml: structured data needs public addresses"}},
	"a single check": {edit{"claims/two.md", "authors:", "draft: true\nauthors:"}, map[string]string{
		"Several pages carry a ClaimReview, each under its public address.": "publish more than one check"}},
	"an own page of claims": {edit{"templates/claim.html", "", `{{define "main"}}{{end}}`}, map[string]string{
		"The structured data says what the page says.": "whether your own templates show it as the default theme does: templates/claim.html"}},
	"an own frame": {edit{"templates/base.html", "", `{{template "main" .}}`}, map[string]string{
		"The structured data says what the page says.":          "whether your own templates show it as the default theme does: templates/base.html",
		"Corrections are shown, on the check and in one place.": "whether your own templates show it as the default theme does: templates/base.html"}},
	"an own home page":     {edit{"templates/home.html", "", `{{define "main"}}{{end}}`}, nil},
	"a copy of a template": {edit{"templates/claim.html", "", defaultClaim()}, nil},
	"own style":            {edit{"templates/assets/style.css", "", "body {}"}, nil},
	"a verdict without definition": {edit{"claims/verdicts.yaml", "definition: Most of it is not so., ", ""}, map[string]string{
		"Every rating that is given is defined.": "define in claims/verdicts.yaml what a verdict means: mostly-false"}},
	"a definition that is not needed": {edit{"claims/verdicts.yaml", "definition: It is so., ", ""}, nil},
	"nobody said it":                  {edit{"claims/one.md", "claimant: rosa-field\n", ""}, nil},
	"the site said it": {edit{"claims/one.md", "claimant: rosa-field", "claimant: {name: springfield desk}"}, map[string]string{
		"Every claim is attributed to somebody other than the site.": "name a claimant other than the site, or an appearance, in claims/one.md"}},
	"a member of the team said it": {edit{"claims/two.md", "claimant: rosa-field", "claimant: {name: Inês Demo}"}, map[string]string{
		"Every claim is attributed to somebody other than the site.": "name a claimant other than the site, or an appearance, in claims/two.md"}},
	"said nowhere": {edit{"claims/one.md", "appearances: [{url: \"https://example.org/speech\"}]\n", ""}, map[string]string{
		"It can be looked up where every claim was made.": "add an appearance in claims/one.md"}},
	"said again": {edit{"claims/one.md", "appearances: [{url:", "statements: [{said: 2025, url:"}, nil},
	"a source that cannot be found": {edit{"claims/one.md", ", author: An Author, date: 2016", ", author: An Author"}, map[string]string{
		"Every source is named so that readers can find it.": "give sources a url, or an author or publisher and a date, in claims/one.md"}},
	"a source without author": {edit{"claims/one.md", ", author: An Author, date: 2016", ", date: 2016"}, map[string]string{
		"Every source is named so that readers can find it.": "give sources a url, or an author or publisher and a date, in claims/one.md"}},
	"a withheld source": {edit{"claims/one.md", "author: An Author, date: 2016", "withheld: She would lose her post."}, map[string]string{
		"A source stays unnamed only where naming it would put somebody at risk.": "the reasons given (checks with an unnamed source: 1)"}},
	"no primary source": {edit{"claims/two.md", "kind: primary", "kind: news"}, map[string]string{
		"Every check cites a primary source.": "cite a source of the kind primary, dataset or document in claims/two.md"}},
	"a dataset":       {edit{"claims/two.md", "kind: primary", "kind: dataset"}, nil},
	"no methodology":  {edit{"site.yaml", "methodology: methodology, ", ""}, without("A page explains how checks are made.", "methodology")},
	"empty page":      {edit{"content/methodology.md", "Words.\n", ""}, map[string]string{"A page explains how checks are made.": "write content/methodology.md: it has no text"}},
	"no corrections":  {edit{"site.yaml", "corrections: corrections-policy, ", ""}, without("A page says how errors are corrected.", "corrections")},
	"no funding":      {edit{"site.yaml", "funding: funding, ", ""}, without("A page says where the money comes from.", "funding")},
	"no owner":        {edit{"site.yaml", "ownership: owner, ", ""}, without("A page says who owns the organisation and what its legal form is.", "ownership")},
	"no ethics":       {edit{"site.yaml", ", ethics: ethics", ""}, without("A page says what ethics the organisation keeps.", "ethics")},
	"no publisher":    {edit{"site.yaml", "publisher: {name: Springfield Desk}\n", ""}, map[string]string{"The site says who publishes it.": "name the publisher in site.yaml: publisher: {name: …}"}},
	"unknown authors": {edit{"content/team/ines-demo.md", "She has checked claims since 2010.\n", ""}, map[string]string{"Readers learn who the authors are.": teller, "The background of those who check is told.": teller}},
	"nobody corrects": {edit{"site.yaml", "corrections: desk@example.org, ", ""}, map[string]string{"Readers can report errors.": "say in site.yaml where errors are reported: contact: {corrections: …}"}},
	"no suggestions":  {edit{"site.yaml", ", submit: /about/", ""}, map[string]string{"Readers can suggest claims.": "say in site.yaml where claims are suggested: contact: {submit: …}"}},
	"no contact": {edit{"site.yaml", "contact: {corrections: desk@example.org, submit: /about/}\n", ""}, map[string]string{
		"Readers can report errors.":           "say in site.yaml where errors are reported: contact: {corrections: …}",
		"Readers can suggest claims.":          "say in site.yaml where claims are suggested: contact: {submit: …}",
		"Readers can reach those who publish.": "say in site.yaml where errors are reported: contact: {corrections: …}",
	}},
	"no way to correct": {edit{"site.yaml", "contact: {corrections: desk@example.org, submit: /about/}\npolicies: {methodology: methodology, corrections: corrections-policy", "contact: {submit: /about/}\npolicies: {methodology: methodology"}, map[string]string{
		"Readers can report errors.":                                "say in site.yaml where errors are reported: contact: {corrections: …}",
		"A page says how errors are corrected.":                     "write a page, such as content/corrections.md, and name it in site.yaml: policies: {corrections: corrections}",
		"There is a corrections policy, or a way to report errors.": "write a page, such as content/corrections.md, and name it in site.yaml: policies: {corrections: corrections}"}},
}

func defaultClaim() string {
	text, err := fs.ReadFile(templates.Files, "claim.html")
	if err != nil {
		panic(err)
	}
	return string(text)
}

const teller = "tell the background of those who check, in content/team/ines-demo.md"

func without(text, key string) map[string]string {
	return map[string]string{text: "write a page, such as content/" + key + ".md, and name it in site.yaml: policies: {" + key + ": " + key + "}"}
}

func TestOneChangeChangesItsDuties(t *testing.T) {
	before := duties(t, resolve(t, complete(), false))
	tested := map[string]bool{}
	for what, tt := range changes {
		input := complete()
		tt.edit.apply(t, input)
		changed := map[string]string{}
		for text, d := range duties(t, resolve(t, input, false)) {
			if d.State != before[text].State {
				changed[text] = d.Missing
				tested[text] = true
			}
		}
		if diff := cmp.Diff(tt.changed, changed, cmp.Transformer("", func(m map[string]string) map[string]string { return maps.Clone(m) })); diff != "" && len(tt.changed)+len(changed) > 0 {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	byFormat := []string{"Readers see which claim was checked and what was found.", "Every check says who wrote it and when it was published."}
	for text, d := range before {
		if d.From != "" && !tested[text] && !slices.Contains(byFormat, text) {
			t.Errorf("nothing changes %q", text)
		}
	}
}

func TestASiteWithoutChecksShowsNothingOfThem(t *testing.T) {
	input := complete()
	delete(input, "claims/one.md")
	edit{"claims/two.md", "authors:", "draft: true\nauthors:"}.apply(t, input)
	for _, drafts := range []bool{false, true} {
		s := resolve(t, input, drafts)
		n := 0
		for _, d := range duties(t, s) {
			if d.Missing == "publish a check: there is none yet" {
				n++
				if d.State != duty.Unmet {
					t.Errorf("%q is %s", d.Text, d.State)
				}
			}
		}
		if n != 12 {
			t.Errorf("%d duties ask for a check, want 12; drafts: %v", n, drafts)
		}
	}
}

func TestRetractedChecksDoNotCount(t *testing.T) {
	input := complete()
	edit{"claims/one.md", "kind: primary}", "kind: news}"}.apply(t, input)
	edit{"claims/one.md", "authors:", "corrections: [{date: 2026-02-01, kind: retraction, text: We were wrong.}]\nauthors:"}.apply(t, input)
	all := duties(t, resolve(t, input, false))
	if d := all["Every check cites a primary source."]; d.State != duty.Met {
		t.Errorf("%+v", d)
	}
	want := []duty.Place{{Page: "/claims/one/", File: "claims/one.md", Field: "corrections"}}
	if diff := cmp.Diff(want, all["Nothing is changed or removed without saying so."].Shown); diff != "" {
		t.Error(diff)
	}
}

func TestUpToThreeAreNamed(t *testing.T) {
	input := complete()
	for _, name := range []string{"a", "b", "c", "d"} {
		input["claims/"+name+".md"] = strings.Replace(input["claims/one.md"], "kind: primary", "kind: expert", 1)
	}
	got := duties(t, resolve(t, input, false))["Every check cites a primary source."].Missing
	if want := "cite a source of the kind primary, dataset or document in claims/a.md, claims/b.md, claims/c.md and 1 more"; got != want {
		t.Error(got)
	}
}

func TestText(t *testing.T) {
	input := complete()
	edit{"site.yaml", "funding: funding, ", ""}.apply(t, input)
	report, err := duty.Examine(resolve(t, input, false), templates.Files, "ifcn")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"IFCN Code of Principles\nhttps://ifcncodeofprinciples.poynter.org\n\nNonpartisanship and fairness\n",
		"  judge    Claims of all sides are checked, by the same standard.\n           look at whose claims are checked (checks: 2, claimants with a page: 1)\n           /claimants/rosa-field/ (content/claimants/rosa-field.md)\n",
		"  met      A page explains how checks are made.\n           /methodology/ (content/methodology.md)\n           / (site.yaml: policies.methodology)\n",
		"  not met  A page says where the money comes from.\n           write a page, such as content/funding.md,",
		"\n\n12 met, 1 not met, 8 for people to judge\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("there is no\n%s\nin\n%s", want, b.String())
		}
	}
	if report.Unmet() != 1 {
		t.Errorf("%d are unmet", report.Unmet())
	}
}

func TestJSON(t *testing.T) {
	report, err := duty.Examine(resolve(t, complete(), false), templates.Files, "google")
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var read duty.Report
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report, read); diff != "" {
		t.Error(diff)
	}
	if !bytes.Contains(data, []byte(`{"area":"Eligibility","text":"Several pages carry a ClaimReview, each under its public address.","from":"base_url, claims","state":"met","shown":[{"page":"/","file":"site.yaml","field":"base_url"}`)) {
		t.Errorf("%s", data)
	}
}

func TestUnknownCode(t *testing.T) {
	_, err := duty.Examine(resolve(t, complete(), false), templates.Files, "ifnc")
	if err == nil || err.Error() != `there is no code of conduct "ifnc"` {
		t.Error(err)
	}
}
