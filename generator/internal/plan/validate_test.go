package plan_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// sound is a site in whose structured data nothing is wrong.
func sound() map[string]string {
	return map[string]string{
		"site.yaml": "title: Facts\ndescription: What is said.\nbase_url: https://facts.example.org/\npublisher:\n  name: The Desk\n  url: https://desk.example.org/\n" +
			"contact: {submit: https://forms.example.org/}\nlicence: https://licences.example.org/free\n",
		"claims/verdicts.yaml":      "scales:\n  - id: truth\n    verdicts:\n      - {id: \"true\", value: 2, label: Right, group: \"true\"}\n      - {id: \"false\", value: 1, label: Wrong, group: \"false\"}\n  - {id: loose, kind: free}\n",
		"claims/sources.yaml":       "sources: [{id: shared, title: A shared list}]\n",
		"content/team/desk.md":      "---\nname: The Checkers\nsame_as: [https://checkers.example.org/]\n---\n",
		"content/claimants/rosa.md": "---\nname: Rosa Field\ntype: person\nrole: mayor\n---\n",
		"content/topics/wars.md":    "---\ntitle: Wars\n---\n",
		"content/articles/tour.md":  "---\ntitle: A tour\nsummary: What was said.\npublished: 2026-02-01\nauthors: [desk]\n---\nText.\n",
		"claims/wars.md": `---
title: Thirteen wars
claim: There were thirteen wars.
claim_short: Thirteen wars were fought
quote: Thirteen of them.
claimant: rosa
said: 2017-01-18
appearances: [{url: https://tv.example.net/, title: The talk}]
statements: [{claimant: {name: Omar Vale}, said: 2018, url: https://tv.example.net/again, quote: Again thirteen.}]
verdict: "false"
conclusion: No list has them.
published: 2026-01-12
authors: [desk]
topics: [wars]
media: [{type: image, url: https://a.example.net/, category: edited, original: https://b.example.net/, context: It was cut.}]
sources: [{id: shared}, {id: own, title: A list}]
corrections: [{date: 2026-01-13, kind: update, text: A list was added.}]
---
See [@shared; @own].
`,
		"claims/loose.md": "---\nclaim: War is bad.\nscale: loose\nconclusion: Most would agree.\npublished: 2026-01-12\nauthors: [desk]\nsources: [{id: shared}]\n---\nSee [@shared].\n",
	}
}

// resolver resolves sites, and parses each content of a file once, so that what did not change keeps its place in memory.
type resolver struct {
	parser *site.Parser
	parsed map[string]*site.Parsed
}

func (r *resolver) resolve(t testing.TB, input map[string]string) *site.Site {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r.parser == nil {
		r.parser, r.parsed = site.NewParser(), map[string]*site.Parsed{}
	}
	key := func(f files.File) string { return f.Path + " " + f.Sum.String() }
	parse := func(f files.File, data []byte) {
		if r.parsed[key(f)] == nil {
			r.parsed[key(f)] = r.parser.Parse(f.Path, data)
		}
	}
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, found, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	var inOrder []*site.Parsed
	for f := range snapshot.All() {
		inOrder = append(inOrder, r.parsed[key(f)])
	}
	s, _ := r.parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)})
	return s
}

// with edits a file.
func with(t testing.TB, input map[string]string, file, old, new string) map[string]string {
	t.Helper()
	if strings.Count(input[file], old) != 1 {
		t.Fatalf("%s has %q %d times", file, old, strings.Count(input[file], old))
	}
	edited := maps.Clone(input)
	edited[file] = strings.Replace(input[file], old, new, 1)
	return edited
}

// remarks checks the markup of a site, and gives what is more than a note with its place.
func remarks(t testing.TB, m *plan.MarkupChecker, s *site.Site) []string {
	t.Helper()
	var lines []string
	for _, d := range m.Check(s, nil, nil).Sort() {
		if d.Severity != diag.Note {
			lines = append(lines, fmt.Sprintf("%s:%d:%d %s", d.File, d.Line, d.Col, d.Code))
		}
	}
	return slices.Compact(lines) // what several documents say of one value is one remark
}

func TestMarkupOfASoundSiteHasNoFaults(t *testing.T) {
	if got := remarks(t, plan.NewMarkupChecker(), (&resolver{}).resolve(t, sound())); got != nil {
		t.Errorf("found %q", got)
	}
}

// A fault is written into a file, and found where it stands.
func TestFaultsOfMarkupAreFoundWhereTheyWereWritten(t *testing.T) {
	tests := map[string]struct {
		file, old, new string
		want           string // code, and what stands at its place
		in             string // the file, where it is another
	}{
		"the verdict in the short form":   {"claims/wars.md", "Thirteen wars were fought", "Wrong - thirteen wars", "A377 Wrong - thirteen", ""},
		"the verdict in the claim":        {"claims/loose.md", "War is bad.", "False - war is bad.", "A377 False - war", ""},
		"no claim":                        {"claims/wars.md", "There were thirteen wars.", "TODO", "A379 TODO", ""},
		"no short claim":                  {"claims/loose.md", "War is bad.", "TODO", "A379 TODO", ""},
		"no title":                        {"claims/wars.md", "title: Thirteen wars", "title: Lorem ipsum dolor", "A379 Lorem", ""},
		"no quote":                        {"claims/wars.md", "Thirteen of them.", `"{{ quote }}"`, `A379 "{{ quote`, ""},
		"no label of the verdict":         {"claims/verdicts.yaml", "Wrong", "TBD", `A379 "false"`, "claims/wars.md"},
		"no free rating":                  {"claims/loose.md", "Most would agree.", "TODO", "A379 TODO", ""},
		"no conclusion":                   {"claims/wars.md", "No list has them.", `"[object Object]"`, `A379 "[object`, ""},
		"the day of the check":            {"claims/wars.md", "2017-01-18", "2026-01-12", "A381 2026-01-12", ""},
		"the checker for the speaker":     {"claims/wars.md", "claimant: rosa", "claimant: {name: The Desk}", "A381 {name: The", ""},
		"a speaker without a name":        {"content/claimants/rosa.md", "Rosa Field", "undefined", "A379 rosa", "claims/wars.md"},
		"an appearance without a title":   {"claims/wars.md", "The talk", "TODO", "A379 [{url: https://tv.example.net/, title", ""},
		"no words of a statement":         {"claims/wars.md", "Again thirteen.", "TODO", "A379 [{claimant: {name: Omar", ""},
		"no text of a picture":            {"claims/wars.md", "It was cut.", "TODO", "A379 {type: image", ""},
		"no text of another picture":      {"claims/wars.md", "original: https://b.example.net/, context: It was cut.}", "original: https://b.example.net/}, {type: video}, {category: staged, url: https://c.example.net/, original: https://d.example.net/, context: TODO}", "A379 {category: staged", ""},
		"a source without a title":        {"claims/wars.md", "A list}", "TODO}", "A379 [{id: shared}", ""},
		"a shared source without a title": {"claims/sources.yaml", "A shared list", "TODO", "A379 [{id: shared}", ""}, // in both claims
		"a correction without a text":     {"claims/wars.md", "A list was added.", "TODO", "A379 [{date", ""},
		"a topic without a title":         {"content/topics/wars.md", "title: Wars", "title: TODO", "A379 [wars]", "claims/wars.md"},
		"an article without a title":      {"content/articles/tour.md", "A tour", "TODO", "A379 TODO", ""},
		"an article without a summary":    {"content/articles/tour.md", "What was said.", "TODO", "A379 TODO", ""},
		"a site without a title":          {"site.yaml", "Facts", "TODO", "A379 TODO", ""},
		"a site without a description":    {"site.yaml", "What is said.", "TODO", "A379 TODO", ""},
		"a publisher without a name":      {"site.yaml", "The Desk", "TODO", "A379 name: TODO", ""},
		"a publisher at nobody's address": {"site.yaml", "https://desk.example.org/", "https://yourdomain.com/", "A379 name: The Desk", ""},
		"a form at nobody's address":      {"site.yaml", "https://forms.example.org/", "https://yourdomain.com/", "A379 {submit", ""},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			input := with(t, sound(), tt.file, tt.old, tt.new)
			got := remarks(t, plan.NewMarkupChecker(), (&resolver{}).resolve(t, input))
			code, text, _ := strings.Cut(tt.want, " ")
			var want []string
			for _, file := range []string{"claims/loose.md", "claims/wars.md", "content/articles/tour.md", "site.yaml"} {
				isMeant := file == tt.in || tt.in == "" && (file == tt.file || tt.file == "claims/sources.yaml")
				for i, line := range strings.Split(input[file], "\n") {
					if col := strings.Index(line, text); col >= 0 && isMeant {
						want = append(want, fmt.Sprintf("%s:%d:%d %s", file, i+1, col+1, code))
						break
					}
				}
			}
			if d := cmp.Diff(want, got); d != "" || want == nil {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// Where nobody publishes the site, its authors stand for the check; where somebody does, they are the article's alone.
func TestFaultsOfAnAuthorAreNotThoseOfThePublisher(t *testing.T) {
	for what, input := range map[string]map[string]string{
		"published":      sound(),
		"self-published": with(t, sound(), "site.yaml", "publisher:\n  name: The Desk\n  url: https://desk.example.org/\n", ""),
	} {
		input = with(t, input, "content/team/desk.md", "https://checkers.example.org/", "https://yourdomain.com/")
		got := remarks(t, plan.NewMarkupChecker(), (&resolver{}).resolve(t, input))
		want := []string{"claims/loose.md:6:10 A379", "claims/wars.md:13:10 A379", "content/articles/tour.md:5:10 A379"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
}

// What another check says of the files is not said again of the markup.
func TestWhatOtherChecksSayIsNotSaidTwice(t *testing.T) {
	long := "There were " + strings.Repeat("very ", 20) + "many wars."
	for what, input := range map[string]map[string]string{
		"a long claim (A115)":                   with(t, sound(), "claims/loose.md", "War is bad.", long),
		"no base URL (A350)":                    with(t, sound(), "site.yaml", "base_url: https://facts.example.org/\n", ""),
		"said after it was checked (A117)":      with(t, sound(), "claims/wars.md", "2017-01-18", "2026-03-01"),
		"no appearance, which is a note (A316)": with(t, sound(), "claims/wars.md", "appearances: [{url: https://tv.example.net/, title: The talk}]\n", ""),
	} {
		found := plan.NewMarkupChecker().Check((&resolver{}).resolve(t, input), nil, nil)
		for _, d := range found {
			if d.Severity != diag.Note || strings.Contains(d.Message, "ppearance") {
				t.Errorf("%s: %s", what, d.Error())
			}
		}
	}
}

// The next day begins earlier elsewhere: what was said on it is no error, so that the warning stands.
func TestAClaimOfTheDayAfterItsCheckIsReported(t *testing.T) {
	input := with(t, sound(), "claims/wars.md", "2017-01-18", "2026-01-13")
	if got := remarks(t, plan.NewMarkupChecker(), (&resolver{}).resolve(t, input)); !slices.Equal(got, []string{"claims/wars.md:7:7 A381"}) {
		t.Errorf("found %q", got)
	}
}

func TestACheckerRemembersWhatItHasValidated(t *testing.T) {
	input := with(t, sound(), "claims/wars.md", "Thirteen of them.", "TODO")
	for i := range 20 {
		input[fmt.Sprintf("claims/more-%d.md", i)] = input["claims/wars.md"]
	}
	s := (&resolver{}).resolve(t, input)
	m := plan.NewMarkupChecker()
	first := m.Check(s, nil, nil)
	if d := cmp.Diff(first, m.Check(s, nil, nil)); d != "" || len(first) == 0 {
		t.Errorf("the second time it says other things (-first +second):\n%s", d)
	}
	again := testing.AllocsPerRun(3, func() { m.Check(s, nil, nil) })
	anew := testing.AllocsPerRun(3, func() { plan.NewMarkupChecker().Check(s, nil, nil) })
	if again > anew/4 {
		t.Errorf("checking again takes %.0f allocations, and checking anew %.0f: it remembers nothing", again, anew)
	}
}

// TestCheckingMarkupAgainEqualsCheckingItAnew edits a site at random, here to a fault and there back, and compares what
// a checker that has seen all that says with what a new one does.
func TestCheckingMarkupAgainEqualsCheckingItAnew(t *testing.T) {
	type edit struct{ file, old, new string }
	edits := []edit{
		{"claims/wars.md", "Thirteen of them.", "TODO"}, {"claims/wars.md", "2017-01-18", "2026-01-12"}, {"claims/wars.md", "There were thirteen wars.", "TBD"},
		{"claims/wars.md", "No list has them.", "TODO"}, {"claims/loose.md", "War is bad.", "False: war is bad."}, {"claims/sources.yaml", "A shared list", "FIXME"},
		{"claims/verdicts.yaml", "Wrong", "TBD"}, {"content/claimants/rosa.md", "Rosa Field", "undefined"}, {"content/claimants/rosa.md", "mayor", "TODO"},
		{"content/team/desk.md", "https://checkers.example.org/", "https://yourdomain.com/"}, {"content/team/desk.md", "The Checkers", "null"},
		{"content/topics/wars.md", "title: Wars", "title: TODO"}, {"content/articles/tour.md", "A tour", "XXX"}, {"site.yaml", "name: The Desk", "name: Rosa Field"},
		{"site.yaml", "https://facts.example.org/", "https://real.example.net/"}, {"site.yaml", "https://licences.example.org/free", "https://yourdomain.com/free"},
		{"claims/wars.md", "title: Thirteen wars\n", ""}, {"claims/wars.md", "claim_short: Thirteen wars were fought\n", ""},
	}
	random := rand.New(rand.NewPCG(4, 4))
	m, r, input := plan.NewMarkupChecker(), &resolver{}, sound()
	faults := 0
	for range 150 {
		e := edits[random.IntN(len(edits))]
		switch whole := sound()[e.file]; {
		case random.IntN(8) == 0:
			delete(input, "claims/loose.md")
		case random.IntN(8) == 0 || input[e.file] == "":
			input[e.file] = whole
		case strings.Contains(input[e.file], e.old):
			input[e.file] = strings.Replace(input[e.file], e.old, e.new, 1)
		case e.new != "":
			input[e.file] = strings.Replace(input[e.file], e.new, e.old, 1)
		}
		s := r.resolve(t, input)
		got, want := m.Check(s, nil, nil), plan.NewMarkupChecker().Check(s, nil, nil)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("after %q (-anew +again):\n%s", e, d)
		}
		faults += len(got)
	}
	if faults < 300 {
		t.Errorf("there were %d faults in all: the edits prove too little", faults)
	}
}

// TestAnotherZoneIsAnotherDay: of a moment, the zone of the site tells the day, and so whether a claim is of the day of its check.
func TestAnotherZoneIsAnotherDay(t *testing.T) {
	input := with(t, sound(), "claims/loose.md", "published: 2026-01-12", "said: 2026-01-10\npublished: 2026-01-10T23:30:00Z")
	m, r := plan.NewMarkupChecker(), &resolver{}
	first := m.Check(r.resolve(t, input), nil, nil)
	input["site.yaml"] += "time_zone: Asia/Tokyo\n"
	s := r.resolve(t, input)
	got, want := m.Check(s, nil, nil), plan.NewMarkupChecker().Check(s, nil, nil)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("after a change of zone (-anew +again):\n%s", d)
	}
	if cmp.Equal(first, want) {
		t.Error("the zone makes no difference, so that this test shows nothing")
	}
}
