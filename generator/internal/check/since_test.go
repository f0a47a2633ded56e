package check_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/site"
)

// tree is a site's files by path.
type tree map[string]string

// over gives a site without a fault, with files put over it; one without content is removed.
func over(changed tree) tree {
	all := tree{
		"site.yaml":                "title: T\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann Field\n---\n",
		"content/claimants/bob.md": "---\nname: Bob Hill\n---\n",
		"claims/verdicts.yaml":     "scales:\n  - {preset: default, id: truth}\n  - {preset: promises, id: pledges}\n  - {id: loose, kind: free}\n  - {preset: six-step, id: steps}\n",
		"claims/one.md":            claimed(""),
	}
	maps.Copy(all, changed)
	maps.DeleteFunc(all, func(_, content string) bool { return content == "" })
	return all
}

// claimed makes a claim file: the header's lines, of which the first is line 2, then what is required.
func claimed(header string) string {
	lines := header
	for _, line := range []string{"claim: A claim.", "verdict: half-true", "conclusion: So.", "published: 2026-01-10", "authors: [desk]", "sources: [{id: s, title: T}]"} {
		key, _, _ := strings.Cut(line, " ")
		if !strings.Contains("\n"+header, "\n"+key) {
			lines += "\n" + line
		}
	}
	return "---\n" + strings.TrimSpace(lines) + "\n---\nText [@s].\n"
}

func single(header string) tree { return tree{"claims/one.md": claimed(header)} }

// resolved makes the site of files, on a day.
func resolvedTree(t testing.TB, input tree) *site.Site {
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
	inOrder := []*site.Parsed{}
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, _ := parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)})
	return s
}

// since compares two states of a site, as a history would: of what was there, what is the same is not handed over.
func since(t testing.TB, was, now tree) diag.List {
	t.Helper()
	differs := map[string][]byte{}
	for name, content := range was {
		if now[name] != content {
			differs[name] = []byte(content)
		}
	}
	return check.Since(resolvedTree(t, now), check.ReadBefore(site.NewParser(), "v1", differs))
}

func TestSince(t *testing.T) {
	const (
		newEntry = "corrections: [{date: 2026-02-01, kind: clarification, text: We were unclear.}]"
		retract  = "corrections: [{date: 2026-02-01, kind: retraction, text: It was wrong.}]"
		add      = "add to corrections: {date: 2026-06-01, kind: correction, text: …"
	)
	pledge := func(verdict, more string) tree { return single("scale: pledges\nverdict: " + verdict + "\n" + more) }
	for what, tt := range map[string]struct {
		was, now tree
		want     []string
	}{
		"nothing":            {nil, nil, nil},
		"another conclusion": {nil, single("conclusion: Otherwise."), nil},
		"the words of a translation": {tree{"claims/one.es.md": "---\nclaim: Uno.\nconclusion: Así es.\n---\n"},
			tree{"claims/one.es.md": "---\nclaim: Dos.\nconclusion: Así es.\n---\n"}, nil},
		"a translation that is gone": {tree{"claims/one.es.md": "---\nclaim: Uno.\nconclusion: Así es.\n---\n"}, nil, nil},
		"a new claim":                {nil, tree{"claims/two.md": claimed("")}, nil},

		"the verdict": {nil, single("verdict: false"),
			[]string{`claims/one.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"the verdict, with a correction that names it": {nil, single("verdict: false\ncorrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: half-true}}]"), nil},
		"the verdict twice, with a correction each":    {nil, single("verdict: false\ncorrections:\n- {date: 2026-02-01, kind: correction, text: x, was: {verdict: half-true}}\n- {date: 2026-02-02, kind: correction, text: y, was: {verdict: unproven}}"), nil},
		"the verdict, with a correction of another": {nil, single("verdict: false\ncorrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: unproven}}]"),
			[]string{`claims/one.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"the verdict, with a correction of nothing": {nil, single("verdict: false\n" + newEntry),
			[]string{`claims/one.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"the verdict, with an older correction": {single("corrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: half-true}}]\nverdict: true"),
			single("corrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: half-true}}]\nverdict: false"),
			[]string{`claims/one.md:3:10 error A331 the verdict was "true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: true}}`}},
		"the verdict, of a file that was moved": {nil, tree{"claims/one.md": "", "claims/2026/one/index.md": claimed("verdict: false")},
			[]string{`claims/2026/one/index.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"all, with a retraction":     {nil, single("verdict: false\nclaim: B.\nclaimant: bob\n" + retract), nil},
		"the verdict to no verdict":  {nil, single("verdict: flase"), nil},
		"the verdict of a draft":     {single("draft: true"), single("verdict: false"), nil},
		"the verdict of a scheduled": {single("published: 2026-06-02"), single("published: 2026-06-02\nverdict: false"), nil},
		"the verdict on its day": {single("published: 2026-06-01"), single("published: 2026-06-01\nverdict: false"),
			[]string{`claims/one.md:3:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},

		"a promise's status": {pledge("in-progress", ""), pledge("kept", ""),
			[]string{`claims/one.md:3:10 error A331 the verdict was "in-progress" at v1 and is "kept" now, and no correction says so: ` +
				add + `, was: {verdict: in-progress}}, or to developments what changed it`}},
		"a promise's status, by a development": {pledge("in-progress", ""), pledge("kept", "developments: [{date: 2026-03-01, text: Done., verdict: kept}]"), nil},
		"a promise's status, by a correction":  {pledge("in-progress", ""), pledge("kept", "corrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: in-progress}}]"), nil},
		"a promise's status, by an old development": {pledge("in-progress", "developments: [{date: 2026-03-01, text: Done., verdict: kept}]"), pledge("kept", "developments: [{date: 2026-03-01, text: Done., verdict: kept}]"),
			[]string{`claims/one.md:3:10 error A331 the verdict was "in-progress" at v1 and is "kept" now, and no correction says so: ` +
				add + `, was: {verdict: in-progress}}, or to developments what changed it`}},

		"the scale": {nil, single("scale: steps"),
			[]string{`claims/one.md:2:8 error A331 the claim was on the scale "truth" at v1 and is on "steps" now, and no correction says so: ` + add + `}`}},
		"the scale, with a correction":        {nil, single("scale: steps\n" + newEntry), nil},
		"the scale, named for the first time": {nil, single("scale: truth"), nil},
		"the scale, to a free one": {nil, single("scale: loose\nverdict:"),
			[]string{`claims/one.md:2:8 error A331 the claim was on the scale "truth" at v1 and is on "loose" now, and no correction says so: ` + add + `}`}},
		"the scale that comes first": {nil, tree{"claims/one.md": claimed("conclusion: Otherwise."), "claims/verdicts.yaml": "scales:\n  - {preset: six-step, id: steps}\n  - {preset: default, id: truth}\n"},
			[]string{`claims/one.md:4:10 error A331 the claim was on the scale "truth" at v1 and is on "steps" now, and no correction says so: ` + add + `}`}},
		"the scale, to an unknown one": {nil, single("scale: stesp"), nil},
		"the scales, which were none":  {tree{"claims/verdicts.yaml": "scales: []\n"}, single("conclusion: Otherwise."), nil},
		"the verdict, by a development that cannot": {nil, single("verdict: false\ndevelopments: [{date: 2026-03-01, text: x, verdict: false}]"),
			[]string{`claims/one.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"a verdict that went from the scale": {tree{"claims/one.md": claimed("verdict: odd"), "claims/verdicts.yaml": "scales:\n  - id: truth\n    verdicts:\n      - {id: odd, label: Odd, group: mixed}\n      - {id: even, label: Even, group: mixed}\n"},
			tree{"claims/one.md": claimed("verdict: even"), "claims/verdicts.yaml": "scales:\n  - id: truth\n    verdicts:\n      - {id: even, label: Even, group: mixed}\n"},
			[]string{`claims/one.md:2:10 error A331 the verdict was "odd" at v1, which its scale does not have now, and no correction says so: ` + add + `}; a verdict that is out of use stays in the scale with retired: true`}},

		"the wording": {nil, single(`claim: Another "claim".`),
			[]string{`claims/one.md:2:8 error A332 the claim had another wording at v1, and no correction says so: ` + add + `, was: {claim: "A claim."}}`}},
		"the wording, quoted": {single(`claim: A "c\d".`), nil,
			[]string{`claims/one.md:2:8 error A332 the claim had another wording at v1, and no correction says so: ` + add + `, was: {claim: "A \"c\\d\"."}}`}},
		"the wording's quotation marks": {single(`claim: It's so.`), single(`claim: It’s so.`),
			[]string{`claims/one.md:2:8 error A332 the claim had another wording at v1, and no correction says so: ` + add + `, was: {claim: "It's so."}}`}},
		"the wording's lines":                        {nil, single("claim: >\n  A\n  claim.\n"), nil},
		"the wording, with a correction that has it": {nil, single("claim: B.\ncorrections: [{date: 2026-02-01, kind: correction, text: x, was: {claim: A  claim.}}]"), nil},
		"the wording, with a correction of another one": {nil, single("claim: B.\ncorrections: [{date: 2026-02-01, kind: correction, text: x, was: {claim: A clam.}}]"),
			[]string{`claims/one.md:2:8 error A332 the claim had another wording at v1, and no correction says so: ` + add + `, was: {claim: "A claim."}}`}},
		"the short wording": {nil, single("claim_short: Claim."), nil},

		"the claimant": {single("claimant: ann"), single("claimant: [bob, {name: Cy}]"),
			[]string{`claims/one.md:2:11 error A332 the claimant was Ann Field at v1 and is Bob Hill, Cy now, and no correction says so: ` + add + `}`}},
		"the claimant, found out": {nil, single("claimant: bob"),
			[]string{`claims/one.md:2:11 error A332 the claimant was nobody at v1 and is Bob Hill now, and no correction says so: ` + add + `}`}},
		"the claimant, left out": {single("claimant: bob"), nil,
			[]string{`claims/one.md:0:0 error A332 the claimant was Bob Hill at v1 and is nobody now, and no correction says so: ` + add + `}`}},
		"the claimant, with a clarification": {single("claimant: ann"), single("claimant: bob\n" + newEntry), nil},
		"the claimants' order":               {single("claimant: [ann, bob]"), single("claimant: [bob, ann]"), nil},
		"the claimant, with a page now":      {single("claimant: {name: Ann Field}"), single("claimant: ann"), nil},
		"the claimant's name":                {single("claimant: ann"), tree{"claims/one.md": claimed("claimant: ann\nconclusion: x"), "content/claimants/ann.md": "---\nname: Ann Hill\n---\n"}, nil},
		"the claimant's id": {single("claimant: ann"), tree{"claims/one.md": claimed("claimant: ann-field"), "content/claimants/ann.md": "",
			"content/claimants/ann-field.md": "---\nname: Ann Field\n---\n"}, nil},
		"the claimant, whose id somebody else has now": {single("claimant: ann"), tree{"claims/one.md": claimed("claimant: dan"), "content/claimants/ann.md": "",
			"content/claimants/dan.md": "---\nname: Dan\n---\n"},
			[]string{`claims/one.md:2:11 error A332 the claimant was Ann Field at v1 and is Dan now, and no correction says so: ` + add + `}`}},
		"the claimant, to an unknown one": {single("claimant: ann"), single("claimant: anne"), nil},

		"the day": {single("said: 2017-01-18"), single("said: 2017-01-19"),
			[]string{`claims/one.md:2:7 error A332 said was 2017-01-18 at v1 and is 2017-01-19 now, and no correction says so: ` + add + `}`}},
		"the day, left out": {single("said: 2017"), nil,
			[]string{`claims/one.md:0:0 error A332 said was 2017 at v1 and is left out now, and no correction says so: ` + add + `}`}},
		"the day, more exact":        {single("said: 2017"), single("said: 2017-01-18"), nil},
		"the day, found out":         {nil, single("said: 2017-01-18"), nil},
		"the day, with a correction": {single("said: 2017-01-18"), single("said: 2018\n" + newEntry), nil},

		"a claim that is gone": {nil, tree{"claims/one.md": ""},
			[]string{`claims/one.md:0:0 error A333 the check "one" was published at v1 and has no file now: ` +
				`put it back, with a correction of kind retraction if it was wrong; a page that replaces it has aliases: [/claims/one/]`}},
		"a claim that is ignored now": {nil, tree{"claims/one.md": "", "claims/_one.md": claimed("")},
			[]string{`claims/one.md:0:0 error A333 the check "one" was published at v1 and has no file now: ` +
				`put it back, with a correction of kind retraction if it was wrong; a page that replaces it has aliases: [/claims/one/]`}},
		"a claim that is gone, with an alias": {nil, tree{"claims/one.md": "", "claims/two.md": claimed("aliases: [/claims/one/]")}, nil},
		"a claim that was renamed and edited": {nil, tree{"claims/one.md": "", "claims/two.md": claimed("verdict: false\naliases: [/claims/one]")},
			[]string{`claims/two.md:2:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`}},
		"a claim that was renamed and corrected": {nil, tree{"claims/one.md": "",
			"claims/two.md": claimed("verdict: false\naliases: [/claims/one/]\ncorrections: [{date: 2026-02-02, kind: correction, text: B., was: {verdict: half-true}}]")}, nil},
		"a claim that another took the place of": {nil, tree{"claims/one.md": "", "claims/two.md": claimed("claim: Something else.\nverdict: false\naliases: [/claims/one/]")}, nil},
		"a claim that another took in": {tree{"claims/two.md": claimed("claim: Much the same.\nverdict: false")},
			tree{"claims/one.md": "", "claims/two.md": claimed("claim: Much the same.\nverdict: false\naliases: [/claims/one/]")}, nil},
		"a claim that is gone, with a page's alias": {nil, tree{"claims/one.md": "", "content/news.md": "---\ntitle: N\naliases: [/claims/one]\n---\n"}, nil},
		"a claim that is gone, with a draft's alias": {nil, tree{"claims/one.md": "", "claims/two.md": claimed("draft: true\naliases: [/claims/one/]")},
			[]string{`claims/one.md:0:0 error A333 the check "one" was published at v1 and has no file now: ` +
				`put it back, with a correction of kind retraction if it was wrong; a page that replaces it has aliases: [/claims/one/]`}},
		"a draft that is gone":             {single("draft: true"), tree{"claims/one.md": ""}, nil},
		"a scheduled claim that is gone":   {single("published: 2026-07-01"), tree{"claims/one.md": ""}, nil},
		"files that never were any claims": {tree{"claims/_two.md": claimed(""), "claims/.old/two.md": claimed(""), "claims/README.md": "# Claims\n", "content/two.md": "---\ntitle: T\n---\n"}, nil, nil},
		"a claim that is a draft now": {nil, single("draft: true\nverdict: false"),
			[]string{`claims/one.md:2:8 error A333 the check was published at v1 and is a draft now: a check that was wrong keeps its page and gets a correction of kind retraction`}},
		"a draft now, whose address leads elsewhere": {nil, tree{"claims/one.md": claimed("draft: true"), "claims/two.md": claimed("aliases: [/claims/one/]")}, nil},
		"a claim that is scheduled now": {nil, single("published: 2026-07-01"),
			[]string{`claims/one.md:2:12 error A333 the check was published at v1 and is scheduled for 2026-07-01 now: a check that was wrong keeps its page and gets a correction of kind retraction`}},

		"published": {nil, single("published: 2026-01-11"),
			[]string{`claims/one.md:2:12 warning A334 published was 2026-01-10 at v1 and is 2026-01-11 now: write 2026-01-10 again; when the check was changed stands in corrections, or under updated`}},
		"published, the same moment": {nil, single("published: 2026-01-10T01:00:00+01:00"), nil},
		"published, with the zone":   {nil, tree{"site.yaml": "title: T\ntime_zone: Europe/Berlin\n"}, nil},

		"a correction": {single(newEntry), single("corrections: [{date: 2026-02-01, kind: clarification, text: We were clear.}]"),
			[]string{`claims/one.md:2:15 error A336 the correction of 2026-02-01 that was here at v1 was changed: restore it as it was; what is wrong with it is said by another entry`}},
		"a correction's date": {single(newEntry), single("corrections: [{date: 2026-02-02, kind: clarification, text: We were unclear.}]"),
			[]string{`claims/one.md:2:14 error A336 the correction of 2026-02-01 that was here at v1 is gone: restore it as it was; what is wrong with it is said by another entry`}},
		"a correction's was": {single("corrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: unproven}}]"), single("corrections: [{date: 2026-02-01, kind: correction, text: x, was: {verdict: satire}}]"),
			[]string{`claims/one.md:2:15 error A336 the correction of 2026-02-01 that was here at v1 was changed: restore it as it was; what is wrong with it is said by another entry`}},
		"two corrections of a day": {single("corrections:\n- {date: 2026-02-01, kind: update, text: a}\n- {date: 2026-02-01, kind: update, text: b}"), single("corrections:\n- {date: 2026-02-01, kind: update, text: c}\n- {date: 2026-02-01, kind: update, text: d}"),
			[]string{`claims/one.md:3:3 error A336 the correction of 2026-02-01 that was here at v1 was changed: restore it as it was; what is wrong with it is said by another entry`,
				`claims/one.md:4:3 error A336 the correction of 2026-02-01 that was here at v1 was changed: restore it as it was; what is wrong with it is said by another entry`}},
		"all corrections": {single(newEntry), nil,
			[]string{`claims/one.md:0:0 error A336 the correction of 2026-02-01 that was here at v1 is gone: restore it as it was; what is wrong with it is said by another entry`}},
		"one of two that are alike": {single("corrections:\n- {date: 2026-02-01, kind: update, text: x}\n- {date: 2026-02-01, kind: update, text: x}"), single("corrections:\n- {date: 2026-02-01, kind: update, text: x}"),
			[]string{`claims/one.md:3:1 error A336 the correction of 2026-02-01 that was here at v1 is gone: restore it as it was; what is wrong with it is said by another entry`}},
		"a retraction taken back": {single(retract), nil,
			[]string{`claims/one.md:0:0 error A336 the correction of 2026-02-01 that was here at v1 is gone: restore it as it was; what is wrong with it is said by another entry`}},
		"a correction's lines and place": {single("corrections:\n- {date: 2026-02-01, kind: update, text: a b}\n- {date: 2026-02-02, kind: update, text: c}"),
			single("corrections:\n- {date: 2026-02-02, kind: update, text: c}\n- date: 2026-02-01T00:00:00Z\n  kind: update\n  text: >\n    a\n    b\n- {date: 2026-02-03, kind: update, text: d}"), nil},

		"the domain": {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/facts/\n"}, tree{"site.yaml": "title: T\nbase_url: https://new.example.org/\n"},
			[]string{`site.yaml:2:11 error A335 the ids of feed entries were made of "old.example.org" at v1 and are made of "new.example.org" now: write feed_authority: old.example.org`}},
		"the domain, kept": {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\n"}, tree{"site.yaml": "title: T\nbase_url: https://new.example.org/\nfeed_authority: old.example.org\n"}, nil},
		"the authority": {tree{"site.yaml": "title: T\nfeed_authority: old.example.org\n"}, tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\nfeed_authority: new.example.org\n"},
			[]string{`site.yaml:3:17 error A335 the ids of feed entries were made of "old.example.org" at v1 and are made of "new.example.org" now: write feed_authority: old.example.org`}},
		"the domain, found":                  {nil, tree{"site.yaml": "title: T\nbase_url: https://new.example.org/\n"}, nil},
		"the domain's scheme, port and path": {tree{"site.yaml": "title: T\nbase_url: http://old.example.org:8080/facts/\n"}, tree{"site.yaml": "title: T\nbase_url: https://OLD.example.org/\n"}, nil},
		"the domain, lost": {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\n"}, nil,
			[]string{`site.yaml:0:0 error A335 the ids of feed entries were made of "old.example.org" at v1, and nothing says so any more: write feed_authority: old.example.org`}},
		"the domain, mistyped":     {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\n"}, tree{"site.yaml": "title: T\nbase_url: old.example.org\n"}, nil},
		"site.yaml, broken":        {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\n"}, tree{"site.yaml": "title: [\n"}, nil},
		"site.yaml, broken before": {tree{"site.yaml": "title: T\nbase_url: https://old.example.org/\nx: [\n"}, nil, nil},

		"a file that is broken":        {single(newEntry), tree{"claims/one.md": "---\nverdict: [\n---\n"}, nil},
		"a file that was broken":       {tree{"claims/one.md": "---\nclaim: [\n---\n"}, single("verdict: false"), nil},
		"a claim that had a wrong key": {single("verdit: true"), single("verdict: false"), nil},
		"several at once": {single("claimant: ann\n" + newEntry), tree{"claims/one.md": claimed("published: 2026-01-11\nverdict: false\nclaim: B."), "site.yaml": "title: U\n"}, []string{
			`claims/one.md:0:0 error A332 the claimant was Ann Field at v1 and is nobody now, and no correction says so: ` + add + `}`,
			`claims/one.md:0:0 error A336 the correction of 2026-02-01 that was here at v1 is gone: restore it as it was; what is wrong with it is said by another entry`,
			`claims/one.md:2:12 warning A334 published was 2026-01-10 at v1 and is 2026-01-11 now: write 2026-01-10 again; when the check was changed stands in corrections, or under updated`,
			`claims/one.md:3:10 error A331 the verdict was "half-true" at v1 and is "false" now, and no correction says so: ` + add + `, was: {verdict: half-true}}`,
			`claims/one.md:4:8 error A332 the claim had another wording at v1, and no correction says so: ` + add + `, was: {claim: "A claim."}}`,
		}},
	} {
		t.Run(what, func(t *testing.T) {
			var got []string
			for _, d := range since(t, over(tt.was), over(tt.now)) {
				got = append(got, fmt.Sprintf("%s:%d:%d %s %s %s: %s", d.File, d.Line, d.Col, d.Severity, d.Code, d.Message, d.Hint))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// What is suggested must be what is wanted: with it, the change is no finding any more.
func TestTheSuggestedCorrectionIsEnough(t *testing.T) {
	for what, now := range map[string]string{
		"verdict":  "verdict: false",
		"wording":  `claim: Another.`,
		"claimant": "claimant: bob",
		"scale":    "scale: steps",
	} {
		t.Run(what, func(t *testing.T) {
			was := over(single(`claim: "A \"c\\d\"\u00a0’claim’: #1, {x}"`))
			found := since(t, was, over(single(now+"\n"+claimUnless(now))))
			if len(found) != 1 {
				t.Fatal(found)
			}
			_, entry, ok := strings.Cut(found[0].Hint, "add to corrections: ")
			if !ok {
				t.Fatal(found[0].Hint)
			}
			now := over(single(now + "\n" + claimUnless(now) + "corrections: [" + entry + "]"))
			if found := since(t, was, now); len(found) > 0 {
				t.Error(found)
			}
		})
	}
}

// claimUnless keeps the wording where it is not what changes.
func claimUnless(header string) string {
	if strings.HasPrefix(header, "claim:") {
		return ""
	}
	return `claim: "A \"c\\d\"\u00a0’claim’: #1, {x}"` + "\n"
}

func TestOnlyWhatIsComparedIsRead(t *testing.T) {
	all := []string{
		"site.yaml", "claims/verdicts.yaml", "claims/one.md", "claims/2026/one/index.md", "content/claimants/ann.md",
		"claims/sources.yaml", "claims/one/chart.png", "claims/_one.md", "claims/_old/one.md", "claims/.x/one.md", "claims/README.md", "claims/one.md~",
		"content/about.md", "content/articles/a.md", "templates/claims/x.md", "README.md", "public/claims/one.md",
	}
	got := slices.DeleteFunc(slices.Clone(all), func(file string) bool { return !check.ComparedSince(file) })
	if d := cmp.Diff(all[:5], got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
