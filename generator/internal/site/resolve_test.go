package site_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// claimFile makes a claim file: the header's lines, with defaults for what is required, and a body.
func claimFile(header string, body ...string) string {
	lines := strings.TrimSpace(header)
	for _, line := range []string{
		"claim: A claim.", `verdict: "true"`, "conclusion: So.", "published: 2026-01-10", "authors: [desk]", "sources: [{id: s, title: T}]",
	} {
		key, _, _ := strings.Cut(line, " ")
		if !strings.Contains("\n"+lines, "\n"+key) {
			lines += "\n" + line
		}
	}
	text := "Text [@s]."
	if len(body) > 0 {
		text = body[0]
	}
	return "---\n" + strings.TrimSpace(lines) + "\n---\n" + text + "\n"
}

// small is a site without a fault.
func small() map[string]string {
	return map[string]string{
		"site.yaml":                "title: T\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\n---\n",
		"claims/one.md":            claimFile("claim: One."),
	}
}

func resolve(t *testing.T, input map[string]string, opt site.Options) (*site.Site, []string) {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	parse := func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) }
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, _, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil {
		t.Fatal(err)
	}
	if opt.Now.IsZero() {
		opt.Now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	}
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, found := parser.Resolve(snapshot, inOrder, opt)
	lines := []string{}
	for _, d := range found {
		lines = append(lines, fmt.Sprintf("%s:%d:%d %s %s: %s", d.File, d.Line, d.Col, d.Code, d.Message, d.Hint))
	}
	return s, lines
}

// hinted returns the findings for n unknown claims in every second line of claims/one.md.
func hinted(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf(`claims/one.md:%d:1 A105 unknown claim "on": did you mean "one"?`, 11+2*i)
	}
	return lines
}

func TestDiagnosticsOfPairing(t *testing.T) {
	const scales = "scales:\n" +
		"  - id: truth\n    verdicts:\n      - {id: \"true\", value: 2, label: Yes, group: \"true\"}\n      - {id: \"false\", value: 1, label: No, group: \"false\"}\n" +
		"      - {id: old, label: Old, group: unproven, retired: true, replaced_by: \"false\"}\n      - {id: joke, label: Joke, group: satire}\n" +
		"  - {preset: promises, id: pledges}\n  - {id: loose, kind: free}\n"
	for _, c := range []struct {
		name  string
		files map[string]string // over the small site; "" removes
		want  []string
	}{
		{"nothing wrong", nil, []string{}},
		{"no site.yaml", map[string]string{"site.yaml": ""},
			[]string{"site.yaml:0:0 A025 there is no site.yaml here: a site's folder has a file site.yaml with at least a title"}},
		{"unknown claimant", map[string]string{"claims/one.md": claimFile("claimant: anne")},
			[]string{`claims/one.md:2:11 A101 unknown claimant "anne": did you mean "ann"?`}},
		{"unknown claimant among several", map[string]string{"claims/one.md": claimFile("claimant: [ann, {name: Bob}, x-y-z]")},
			[]string{`claims/one.md:2:30 A101 unknown claimant "x-y-z": known: ann`}},
		{"unknown claimant of a statement", map[string]string{"claims/one.md": claimFile("statements:\n  - {claimant: an, said: 2020}")},
			[]string{`claims/one.md:3:16 A101 unknown claimant "an": did you mean "ann"?`}},
		{"unknown verdict", map[string]string{"claims/one.md": claimFile("verdict: flase")},
			[]string{`claims/one.md:2:10 A102 unknown verdict "flase": did you mean "false"?`}},
		{"verdict of another scale", map[string]string{"claims/one.md": claimFile("verdict: kept"), "claims/verdicts.yaml": scales},
			[]string{`claims/one.md:2:10 A102 unknown verdict "kept": it is on another scale: add scale: pledges`}},
		{"unknown scale", map[string]string{"claims/one.md": claimFile("scale: pledge"), "claims/verdicts.yaml": scales},
			[]string{`claims/one.md:2:8 A106 unknown scale "pledge": did you mean "pledges"?`}},
		{"no source on a free scale", map[string]string{"claims/one.md": claimFile("scale: loose\nverdict:\nsources: []", "Text."), "claims/verdicts.yaml": scales},
			[]string{"claims/one.md:4:10 A113 the conclusion rests on no source: add sources"}},
		{"verdict missing", map[string]string{"claims/one.md": claimFile("verdict:")},
			[]string{`claims/one.md:2:9 A017 verdict is required: `}},
		{"verdict on a free scale", map[string]string{"claims/one.md": claimFile("scale: loose"), "claims/verdicts.yaml": scales},
			[]string{`claims/one.md:4:10 A102 the scale "loose" has no verdicts: remove verdict, the conclusion's first sentence is the rating`}},
		{"retired verdict", map[string]string{"claims/one.md": claimFile("verdict: old"), "claims/verdicts.yaml": scales},
			[]string{`claims/one.md:2:10 A119 the verdict "old" is retired: use "false"`}},
		{"verdicts of developments and corrections", map[string]string{"claims/one.md": claimFile("developments: [{date: 2026, text: x, verdict: treu}]\ncorrections: [{date: 2026-02-01, kind: update, text: x, was: {verdict: flase}}]")},
			[]string{`claims/one.md:2:47 A102 unknown verdict "treu": did you mean "true"?`, `claims/one.md:3:72 A102 unknown verdict "flase": did you mean "false"?`}},
		{"unknown author and reviewer", map[string]string{"claims/one.md": claimFile("authors: [desk, dask]\nreviewers: [nobody]")},
			[]string{`claims/one.md:2:17 A104 nobody in the team is called "dask": did you mean "desk"?`, `claims/one.md:3:13 A104 nobody in the team is called "nobody": known: desk`}},
		{"unknown shared source", map[string]string{"claims/one.md": claimFile("sources: [{id: s}]"), "claims/sources.yaml": "sources: [{id: ss, title: T}]\n"},
			[]string{`claims/one.md:2:16 A103 no shared source is called "s": known: ss`}},
		{"own source with a shared name", map[string]string{"claims/one.md": claimFile("sources: [{id: s, title: T}]"), "claims/sources.yaml": "sources: [{id: s, title: T}]\n"},
			[]string{`claims/one.md:2:16 A111 "s" is also a shared source: leave only id, supports, quote and accessed here, or choose another id`}},
		{"a shared source in both files", map[string]string{"claims/sources.yaml": "sources:\n  - {id: x, title: X}\n  - {id: y, title: Y}\n", "claims/sources.json": "[{\"id\": \"z\", \"title\": \"Z\"},\n {\"id\": \"http://zotero.org/users/1/items/A\", \"citation-key\": \"y\", \"title\": \"Y\"}]\n"},
			[]string{`claims/sources.json:2:62 A111 the source "y" is also in claims/sources.yaml: it stands there in line 3; remove one of them, or give one another id`}},
		{"own source with the name of one of a reference manager", map[string]string{"claims/sources.json": `[{"id": "s", "title": "T"}]`},
			[]string{`claims/one.md:7:16 A111 "s" is also a shared source: leave only id, supports, quote and accessed here, or choose another id`}},
		{"unknown to both libraries", map[string]string{"claims/one.md": claimFile("sources: [{id: s}]"), "claims/sources.yaml": "sources: [{id: y, title: T}]\n", "claims/sources.json": `[{"id": "ss", "title": "T"}]`},
			[]string{`claims/one.md:2:16 A103 no shared source is called "s": known: ss, y`}},
		{"a broken library is not blamed on claims", map[string]string{"claims/one.md": claimFile("sources: [{id: s}]"), "claims/sources.yaml": "sources: [{id: y, title: T}]\n", "claims/sources.json": `[{"id": "s"},]`},
			[]string{"claims/sources.json:1:13 A028 nothing follows this comma: remove it"}},
		{"nor is a broken entry of one", map[string]string{"claims/one.md": claimFile("sources: [{id: s}]"), "claims/sources.yaml": "sources:\n  - {id: s/1, title: T}\n"},
			[]string{`claims/sources.yaml:2:10 A006 "s/1" is no name of a source: use letters, digits and hyphens, such as crawford-2016`}},
		{"a library in the wrong place", map[string]string{"content/sources.json": "[]"},
			[]string{"content/sources.json:0:0 A008 the file belongs to no page and is not published: put it beside the index.md of the page that uses it"}},
		{"no source", map[string]string{"claims/one.md": claimFile("sources: []", "Text.")},
			[]string{`claims/one.md:2:10 A113 the verdict "true" rests on no source: add sources, or use a verdict that needs none`}},
		{"satire needs no source", map[string]string{"claims/one.md": claimFile("sources: []\nverdict: joke", "Text."), "claims/verdicts.yaml": scales}, []string{}},
		{"unknown related claim", map[string]string{"claims/one.md": claimFile("related: [two, one]"), "claims/tvo.md": claimFile("")},
			[]string{`claims/one.md:2:11 A105 unknown claim "two": did you mean "tvo"?`, `claims/one.md:2:16 A120 the claim refers to itself: `}},
		{"unknown claim in a text", map[string]string{"claims/one.md": claimFile("claim: x", "Text [@s].\n\nSee [it](claim:tow)."), "claims/two.md": claimFile("")},
			[]string{`claims/one.md:11:5 A105 unknown claim "tow": did you mean "two"?`}},
		{"unknown claim on a page", map[string]string{"content/about.md": "---\ntitle: A\n---\n[it](claim:on)\n"},
			[]string{`content/about.md:4:1 A105 unknown claim "on": did you mean "one"?`}},
		{"reference to a draft", map[string]string{"claims/one.md": claimFile("related: [two]"), "claims/two.md": claimFile("draft: true")},
			[]string{`claims/one.md:2:11 A118 the claim "two" is a draft and not part of the site: the reference is left out until it is published`}},
		{"unknown article", map[string]string{"claims/one.md": claimFile("part_of: tour")},
			[]string{`claims/one.md:2:10 A107 unknown article "tour": `}},
		{"updated before published", map[string]string{"claims/one.md": claimFile("updated: 2026-01-09")},
			[]string{`claims/one.md:2:10 A117 updated 2026-01-09 is before published 2026-01-10: `}},
		{"correction before publication", map[string]string{"claims/one.md": claimFile("corrections: [{date: 2026-01-01, kind: update, text: x}]")},
			[]string{`claims/one.md:2:22 A117 a correction of 2026-01-01 precedes the publication on 2026-01-10: `}},
		{"unknown policy page", map[string]string{"site.yaml": "title: T\npolicies: {methodology: metod}\n", "content/method.md": "---\ntitle: M\n---\n"},
			[]string{`site.yaml:2:25 A108 unknown page "metod": did you mean "method"?`}},
		{"one id twice", map[string]string{"claims/2020/one.md": claimFile("")},
			[]string{`claims/one.md:0:0 A007 the id "one" is taken by claims/2020/one.md: rename one of them`}},
		{"one id in two Unicode forms", map[string]string{"claims/a/caf\u00e9.md": claimFile(""), "claims/b/cafe\u0301.md": claimFile("")},
			[]string{"claims/b/cafe\u0301.md:0:0 A007 the id \"café\" is taken by claims/a/café.md: rename one of them"}},
		{"bad name", map[string]string{"claims/One Two.md": claimFile("")},
			[]string{`claims/One Two.md:0:0 A006 "O" cannot stand in an id: an id is lower-case letters, digits and hyphens: for example "one-two"`}},
		{"reserved name", map[string]string{"claims/feed.md": claimFile("")},
			[]string{`claims/feed.md:0:0 A006 "feed" is reserved and cannot be an id: `}},
		{"two markdown files in a claim's folder", map[string]string{"claims/f/index.md": claimFile(""), "claims/f/more.md": claimFile("")},
			[]string{`claims/f/more.md:0:0 A008 a folder with an index.md is one page and holds no other markdown: move this file out of claims/f`}},
		{"a page in no place", map[string]string{"content/news/x.md": "---\ntitle: X\n---\n"},
			[]string{`content/news/x.md:0:0 A008 no kind of page stands in content/news: pages stand in content/, people in content/claimants/ and content/team/, claims in claims/`}},
		{"a picture of no page", map[string]string{"claims/pic.png": "x"},
			[]string{`claims/pic.png:0:0 A008 the file belongs to no page and is not published: put it beside the index.md of the page that uses it`}},
		{"a broken file is not blamed on others", map[string]string{"claims/one.md": claimFile("related: [two]\nclaimant: bob"), "claims/two.md": "---\ntitle: a: b\n---\n", "content/claimants/bob.md": "nothing"},
			[]string{`claims/two.md:2:9 A012 a colon followed by a space ends a key, so this value must be quoted: write title: "a: b"`,
				"content/claimants/bob.md:1:1 A010 the file has no front matter: begin it with YAML between two lines of three hyphens"}},
		{"broken scales are not blamed on claims", map[string]string{"claims/verdicts.yaml": "scales: [\n"},
			[]string{"claims/verdicts.yaml:1:9 A012 the list or mapping that opens here is not closed: check its brackets, commas and quotes"}},
		{"nor are too many scales", map[string]string{"claims/verdicts.yaml": "scales:\n" + strings.Repeat("  - preset: default\n", 101)},
			[]string{"claims/verdicts.yaml:2:3 A045 scales has 101 entries; at most 100 are allowed: remove some"}},
		{"nor is a list that is too long on other lists", map[string]string{"claims/one.md": claimFile("sources: [" + strings.Repeat("{id: s, title: T}, ", 1001) + "]")},
			[]string{"claims/one.md:2:10 A045 sources has 1001 entries; at most 1000 are allowed: remove some"}},
		{"unknown ids beyond those that are shown have no hint", map[string]string{"claims/one.md": claimFile("", "Text [@s].\n"+strings.Repeat("\n[a](claim:on)\n", 102))},
			slices.Concat(hinted(100), []string{`claims/one.md:211:1 A105 unknown claim "on": `, `claims/one.md:213:1 A105 unknown claim "on": `})},
		{"a key is never reported twice", map[string]string{"claims/one.md": claimFile("verdict: [x]\nsources: none", "Text.")},
			[]string{"claims/one.md:2:10 A014 verdict must be a text, not a list: ", "claims/one.md:3:10 A014 sources must be a list, not a text: write [none]"}},
		{"an article's references", map[string]string{"content/articles/tour.md": "---\ntitle: Tour\npublished: 2026-01-01\nupdated: 2025-01-01\nauthors: [dsk]\n---\n[x](claim:on)\n"},
			[]string{"content/articles/tour.md:4:10 A117 updated 2025-01-01 is before published 2026-01-01: ",
				`content/articles/tour.md:5:11 A104 nobody in the team is called "dsk": did you mean "desk"?`,
				`content/articles/tour.md:7:1 A105 unknown claim "on": did you mean "one"?`}},
		{"an article that was updated on a day still to come", map[string]string{"content/articles/tour.md": "---\ntitle: Tour\npublished: 2026-01-01\nupdated: 2062-01-01\nauthors: [desk]\n---\nText.\n"},
			[]string{"content/articles/tour.md:4:10 A117 updated 2062-01-01 is still to come: correct the date, or write it down when that day has come"}},
		{"a citation where there are no sources", map[string]string{"content/articles/tour.md": "---\ntitle: Tour\npublished: 2026-01-01\nauthors: [desk]\n---\nText [@x].\n"},
			[]string{"content/articles/tour.md:6:7 A103 an article has no sources to cite: write \\[@x] if the brackets are meant"}},
		{"an alias that is the page's own address", map[string]string{"claims/one.md": claimFile("aliases: [/old/, /claims/one/]")},
			[]string{"claims/one.md:2:18 A120 the page's own address cannot be an alias of it: "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			input := small()
			maps.Copy(input, c.files)
			maps.DeleteFunc(input, func(_, content string) bool { return content == "" })
			_, got := resolve(t, input, site.Options{})
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("diagnostics (-want +got):\n%s", d)
			}
		})
	}
}

func TestStates(t *testing.T) {
	input := small()
	input["site.yaml"] = "title: T\ntime_zone: Asia/Tokyo\n"
	input["claims/two.md"] = claimFile("published: 2026-06-02")
	input["claims/three.md"] = claimFile("draft: true")
	for _, c := range []struct {
		now           string
		drafts        bool
		built, states string
	}{
		{"2026-06-01T14:59:00Z", false, "one", "two scheduled, three draft"},
		{"2026-06-01T15:00:00Z", false, "one two", "three draft"}, // the second of June has begun in Tokyo
		{"2026-06-01T14:59:00Z", true, "one three two", ""},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := resolve(t, input, site.Options{Now: now, Drafts: c.drafts})
		var built, unbuilt []string
		for _, k := range s.Claims {
			built = append(built, string(k.ID))
		}
		for _, k := range s.Unbuilt {
			unbuilt = append([]string{string(k.ID) + " " + string(k.State)}, unbuilt...)
		}
		if got := strings.Join(built, " "); got != c.built {
			t.Errorf("%s: built %q, want %q", c.now, got, c.built)
		}
		if got := strings.Join(unbuilt, ", "); got != c.states {
			t.Errorf("%s: not built %q, want %q", c.now, got, c.states)
		}
	}
}

func TestScaleAppliesByDayOfPublication(t *testing.T) {
	input := small()
	input["claims/verdicts.yaml"] = `scales:
  - {id: truth, verdicts: [{id: "true", label: First, group: "true"}]}
  - {id: truth, valid_from: 2026-01-15, verdicts: [{id: "true", label: Second, group: "true"}]}
  - {id: truth, valid_from: 2026-03, verdicts: [{id: "true", label: Third, group: "true"}]}
`
	input["claims/two.md"] = claimFile("published: 2026-01-15")
	input["claims/three.md"] = claimFile("published: 2026-03-01")
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	got := map[string]string{}
	for _, c := range s.Claims {
		got[string(c.ID)] = c.Verdict.Label
	}
	if d := cmp.Diff(map[string]string{"one": "First", "two": "Second", "three": "Third"}, got); d != "" {
		t.Error(d)
	}
	if len(s.Scales) != 1 || s.Scales[0].Verdicts[0].Label != "Third" {
		t.Errorf("the site shows %d scales; want the one that applies today", len(s.Scales))
	}
}

func TestSourcesAreNumberedAsTheyAreCited(t *testing.T) {
	input := small()
	input["claims/sources.yaml"] = "sources: [{id: c, title: Shared, quote: theirs}]\n"
	input["claims/one.md"] = claimFile("sources: [{id: a, title: A}, {id: b, title: B}, {id: c, quote: ours, supports: for}]", "Text [@c], [@b; @c].")
	s, _ := resolve(t, input, site.Options{})
	var got []string
	for _, source := range s.Claims[0].Sources {
		got = append(got, fmt.Sprintf("%d %s %s %s ×%d", source.Number, source.Title, source.Quote, source.Supports, source.Citations))
	}
	if d := cmp.Diff([]string{"1 Shared ours for ×2", "2 B   ×1", "3 A   ×0"}, got); d != "" {
		t.Error(d)
	}
}

func TestBothLibrariesAreOne(t *testing.T) {
	input := small()
	input["claims/sources.yaml"] = "sources: [{id: y, title: Of the desk, quote: theirs}]\n"
	input["claims/sources.json"] = `[{"id": "j", "title": "Of the manager", "author": [{"family": "Roe", "given": "Jane"}], "accessed": {"raw": "2025"}}, {"id": "k", "title": "Plain"}]`
	input["claims/one.md"] = claimFile("sources: [{id: y}, {id: j, quote: ours, supports: against, accessed: 2026-01}, {id: k}]", "Text [@j], [@y; @k].")
	input["claims/two.md"] = claimFile("sources: [{id: j}]", "Text [@j].")
	show := func(input map[string]string) (lines []string, digests map[string]string) {
		s, found := resolve(t, input, site.Options{})
		if len(found) > 0 {
			t.Fatal(found)
		}
		digests = map[string]string{}
		for _, c := range s.Claims {
			digests[string(c.ID)] = c.Digest.String()
			for _, source := range c.Sources {
				lines = append(lines, fmt.Sprintf("%s: %d %s, %s, %s, %s, %s", c.ID, source.Number, source.Title, source.Author, source.Quote, source.Supports, source.Accessed))
			}
		}
		return lines, digests
	}
	got, before := show(input)
	want := []string{"one: 1 Of the manager, Jane Roe, ours, against, 2026-01", "one: 2 Of the desk, , theirs, , ", "one: 3 Plain, , , , ", "two: 1 Of the manager, Jane Roe, , , 2025"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for what, change := range map[string]struct {
		old, new string
		of       []string // whose claims' digests change
	}{
		"a value that is shown":    {"Of the manager", "Another", []string{"one", "two"}},
		"one of another source":    {"Plain", "Simple", []string{"one"}},
		"one that is passed over":  {`"id": "k"`, `"id": "k", "abstract": "x"`, nil},
		"how a value is written":   {`{"raw": "2025"}`, `{"date-parts": [["2025"]]}`, nil},
		"one that claims may have": {`"raw": "2025"`, `"raw": "2024"`, []string{"one", "two"}},
	} {
		changed := maps.Clone(input)
		changed["claims/sources.json"] = strings.Replace(input["claims/sources.json"], change.old, change.new, 1)
		_, after := show(changed)
		var of []string
		for _, name := range []string{"one", "two"} {
			if after[name] != before[name] {
				of = append(of, name)
			}
		}
		if d := cmp.Diff(change.of, of); d != "" {
			t.Errorf("%s changes the digests of (-want +got):\n%s", what, d)
		}
	}
}

func TestSomebodyCountsOncePerClaim(t *testing.T) {
	input := small()
	input["content/claimants/bob.md"] = "---\nname: Bob\n---\n"
	input["claims/one.md"] = claimFile("claimant: [ann, bob]\nstatements:\n  - {claimant: ann, said: 2020}\n  - {claimant: bob, said: 2021}")
	input["claims/two.md"] = claimFile("claimant: ann\nstatements: [{claimant: bob, said: 2020}, {said: 2021}]")
	input["claims/three.md"] = claimFile("claimant: ann\ncorrections: [{date: 2026-02-01, kind: retraction, text: x}]")
	s, _ := resolve(t, input, site.Options{})
	for _, who := range s.Claimants {
		var ids []string
		for _, c := range who.Claims {
			ids = append(ids, string(c.ID))
		}
		if got := strings.Join(ids, " "); got != "one two" {
			t.Errorf("%s has the claims %q, want one and two once each and not the retracted one", who.Name, got)
		}
	}
}

func TestUpdatedFollowsTheNewestCorrection(t *testing.T) {
	input := small()
	input["claims/one.md"] = claimFile("corrections: [{date: 2026-03-01, kind: update, text: x}, {date: 2026-02-01, kind: update, text: x}]")
	s, _ := resolve(t, input, site.Options{})
	if got := s.Claims[0].Updated.Format(time.DateOnly); got != "2026-03-01" {
		t.Errorf("updated %s, want the newest correction's day", got)
	}
}

func TestArticleGathersItsClaims(t *testing.T) {
	input := small()
	input["content/articles/tour.md"] = "---\ntitle: Tour\npublished: 2026-01-01\nauthors: [desk]\ntopics: [b]\n---\n[x](claim:two) and [y](claim:one)\n\n![](claim:two)\n"
	for name, header := range map[string]string{"two": "topics: [a, b]", "four": "part_of: tour", "three": "part_of: tour", "five": "", "six": "part_of: tour\ndraft: true"} {
		input["claims/"+name+".md"] = claimFile(header)
	}
	input["claims/one.md"] = claimFile("part_of: tour\ntopics: [a]")
	input["content/topics/a.md"] = "---\ntitle: Letter A\n---\n"
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	var ids []string
	for _, c := range s.Articles[0].Claims {
		ids = append(ids, string(c.ID))
		if len(c.Articles) != 1 {
			t.Errorf("%s appears in %d articles, want 1", c.ID, len(c.Articles))
		}
	}
	if got := strings.Join(ids, " "); got != "two one four three" {
		t.Errorf("the article's claims are %q, want those of its text in order, then those that are part of it", got)
	}
	var topics []string
	for _, topic := range s.Topics {
		topics = append(topics, fmt.Sprintf("%s %d %d", topic.Title, len(topic.Claims), len(topic.Articles)))
	}
	if d := cmp.Diff([]string{"B 1 1", "Letter A 2 0"}, topics); d != "" {
		t.Error(d)
	}
}

func TestRelatedClaimsAreNamedThenOlder(t *testing.T) {
	input := small()
	delete(input, "claims/one.md")
	for i, header := range []string{"claimant: ann", "topics: [x, y]", "claimant: ann\ntopics: [x]", "topics: [z]", "claimant: ann\ntopics: [x, y]\nrelated: [c3]", "claimant: ann\ntopics: [y]"} {
		input[fmt.Sprintf("claims/c%d.md", i)] = claimFile(fmt.Sprintf("%s\npublished: 2026-01-0%d", header, i+1))
	}
	input["claims/gone.md"] = claimFile("claimant: ann\ntopics: [x, y]\npublished: 2026-01-01\ncorrections: [{date: 2026-02-01, kind: retraction, text: x}]")
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	got := map[string]string{}
	for _, c := range s.Claims {
		for _, other := range c.Related {
			got[string(c.ID)] += string(other.ID) + " "
		}
	}
	want := map[string]string{"c2": "c0 c1 ", "c4": "c3 c2 c1 c0 ", "c5": "c4 c2 c0 c1 "}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestAssetsOfPages(t *testing.T) {
	input := small()
	delete(input, "claims/one.md")
	input["claims/2020/folder/index.md"] = claimFile("sources: [{id: s, title: T, snapshot: {file: kept/page.html}}]")
	input["claims/2020/folder/pic.png"] = "x"
	input["claims/2020/folder/deep/er.csv"] = "x"
	input["claims/2020/folder/kept/page.html"] = "secret"
	input["claims/2020/folder/snapshots/page.warc.gz"] = "secret"
	input["claims/hidden/index.md"] = claimFile("draft: true")
	input["claims/hidden/pic.png"] = "secret"
	input["content/claimants/bob/index.md"] = "---\nname: Bob\n---\n"
	input["content/claimants/bob/bob.jpg"] = "x"
	input["content/about/index.md"] = "---\ntitle: About\n---\n"
	input["content/about/map.svg"] = "<svg/>"
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []string
	for _, a := range s.Assets {
		got = append(got, a.Output)
	}
	want := []string{"claims/folder/deep/er.csv", "claims/folder/pic.png", "about/map.svg", "claimants/bob/bob.jpg"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("published files (-want +got):\n%s", d)
	}
}
