package site_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// A GIF's size stands behind its first six letters, the lower byte first.
const gif = "GIF89a\x40\x01\x70\x01   "

// promises are scales beside the default one's verdicts.
const promises = "scales:\n  - {preset: default, id: truth}\n  - {preset: promises, id: pledges}\n"

// promise is a claim on that scale; the first line of more is line 4.
func promise(more string) string { return claimFile("scale: pledges\nverdict: stalled\n" + more) }

// checked runs cases of files over the small site and compares all diagnostics.
func checked(t *testing.T, cases map[string]struct {
	files map[string]string
	want  []string
}) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			input := small()
			maps.Copy(input, c.files)
			want := c.want
			if want == nil {
				want = []string{}
			}
			_, got := resolve(t, input, site.Options{})
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("diagnostics (-want +got):\n%s", d)
			}
		})
	}
}

type cases = map[string]struct {
	files map[string]string
	want  []string
}

func TestImagesThatAreNotThere(t *testing.T) {
	const image = "image: {src: pic.gif, alt: ''}"
	checked(t, cases{
		"beside its page": {map[string]string{"claims/f/index.md": claimFile(image), "claims/f/pic.gif": gif}, nil},
		"of a flat claim": {map[string]string{"claims/2020/f.md": claimFile(image)},
			[]string{`claims/2020/f.md:2:14 A131 "pic.gif" can only stand beside a page that is a folder: move this file to claims/2020/f/index.md and the picture to claims/2020/f/pic.gif`}},
		"nearly so called": {map[string]string{"claims/f/index.md": claimFile(image), "claims/f/pics.gif": gif, "claims/f/pic.csv": "x"},
			[]string{`claims/f/index.md:2:14 A131 there is no file "pic.gif" beside this one: did you mean "pics.gif"?`}},
		"in a draft": {map[string]string{"claims/f/index.md": claimFile(image + "\ndraft: true")},
			[]string{`claims/f/index.md:2:14 A131 there is no file "pic.gif" beside this one: `}},
		"of a draft, where it is": {map[string]string{"claims/f/index.md": claimFile(image + "\ndraft: true"), "claims/f/pic.gif": gif}, nil},
		"kept and not published": {map[string]string{"claims/f/index.md": claimFile("image: {src: snapshots/pic.gif, alt: ''}"), "claims/f/snapshots/pic.gif": gif},
			[]string{`claims/f/index.md:2:14 A131 "snapshots/pic.gif" is kept with the snapshots and not published: put a copy beside them that readers may see`}},
		"no picture": {map[string]string{"claims/f/index.md": claimFile(image), "claims/f/pic.gif": "GIX"},
			[]string{`claims/f/index.md:2:14 A132 "pic.gif" does not begin as a picture of its kind does: open it in a browser to see whether it is shown`}},
		"a kind whose size is unknown": {map[string]string{"claims/f/index.md": claimFile("image: {src: a.svg, alt: ''}"), "claims/f/a.svg": "<svg/>"}, nil},
		"by an address":                {map[string]string{"claims/one.md": claimFile("image: {src: /claims/f/pic.gif, alt: ''}"), "claims/f/index.md": claimFile(""), "claims/f/pic.gif": gif}, nil},
		"by a wrong address": {map[string]string{"claims/one.md": claimFile("image: {src: /claims/f/pics.gif, alt: ''}"), "claims/f/index.md": claimFile(""), "claims/f/pic.gif": gif},
			[]string{`claims/one.md:2:14 A131 no page publishes a picture at "/claims/f/pics.gif": did you mean "/claims/f/pic.gif"?`}},
		"by the address of a draft's": {map[string]string{"claims/one.md": claimFile("image: {src: /claims/f/pic.gif, alt: ''}"), "claims/f/index.md": claimFile("draft: true"), "claims/f/pic.gif": gif},
			[]string{`claims/one.md:2:14 A131 no page publishes a picture at "/claims/f/pic.gif": `}},
		"of a person and an article": {map[string]string{
			"content/team/desk.md":         "---\nname: Desk\nimage: {src: a.png, alt: ''}\n---\n",
			"content/articles/a/index.md":  "---\ntitle: A\npublished: 2026-01-01\nauthors: [desk]\nimage: {src: a.png, alt: ''}\n---\n",
			"content/claimants/b/index.md": "---\nname: B\nimage: {src: a.png, alt: ''}\n---\n",
		}, []string{
			`content/articles/a/index.md:5:14 A131 there is no file "a.png" beside this one: `,
			`content/claimants/b/index.md:3:14 A131 there is no file "a.png" beside this one: `,
			`content/team/desk.md:3:14 A131 "a.png" can only stand beside a page that is a folder: move this file to content/team/desk/index.md and the picture to content/team/desk/a.png`,
		}},
	})
}

func TestPictures(t *testing.T) {
	input := small()
	input["claims/2020/f/index.md"] = claimFile("image: {src: img/a map.gif, alt: A map, credit: Desk}")
	input["claims/2020/f/img/a map.gif"] = gif
	input["claims/one.md"] = claimFile("image: {src: /claims/f/img/a map.gif, alt: ''}")
	input["content/claimants/ann/index.md"] = "---\nname: Ann\nimage: {src: ann.avif, alt: Ann}\n---\n"
	delete(input, "content/claimants/ann.md")
	input["content/claimants/ann/ann.avif"] = "x"
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	const address = "/claims/f/img/a%20map.gif"
	for i, want := range []site.Picture{{URL: address, Alt: "A map", Credit: "Desk", Size: site.Size{Width: 320, Height: 368}},
		{URL: address, Size: site.Size{Width: 320, Height: 368}}} {
		if d := cmp.Diff(&want, s.Claims[i].Picture); d != "" {
			t.Errorf("%s: %s", s.Claims[i].ID, d)
		}
	}
	if d := cmp.Diff(&site.Picture{URL: "/claimants/ann/ann.avif", Alt: "Ann"}, s.Claimants[0].Picture); d != "" {
		t.Error(d)
	}
}

func TestKeptCopies(t *testing.T) {
	source := func(snapshot string) string {
		return claimFile("sources: [{id: s, title: T, snapshot: {" + snapshot + "}}]")
	}
	sum := digest.Bytes([]byte("kept")).String()
	checked(t, cases{
		"as it was":       {map[string]string{"claims/f/index.md": source("file: a/k.pdf, sha256: " + sum), "claims/f/a/k.pdf": "kept"}, nil},
		"of a flat claim": {map[string]string{"claims/x/f.md": source("file: snapshots/k.pdf, sha256: " + sum), "claims/x/snapshots/k.pdf": "kept"}, nil},
		"without a sum":   {map[string]string{"claims/f/index.md": source("file: k.pdf"), "claims/f/k.pdf": "anything"}, nil},
		"of a shared source": {map[string]string{"claims/sources.yaml": "sources: [{id: k, title: K, snapshot: {file: kept/k.pdf, sha256: " + sum + "}}]\n",
			"claims/kept/k.pdf": "kept"}, nil},
		"tampered with": {map[string]string{"claims/f/index.md": source("file: k.pdf, sha256: " + sum), "claims/f/k.pdf": "kepd"},
			[]string{"claims/f/index.md:2:61 A135 k.pdf is not what was kept: its SHA-256 is " + digest.Bytes([]byte("kepd")).String() +
				": restore the copy; write the new sum only if the copy was replaced on purpose"}},
		"gone": {map[string]string{"claims/f/index.md": source("file: a/k.pdf"), "claims/f/a/l.pdf": "kept"},
			[]string{`claims/f/index.md:2:46 A131 the kept copy "a/k.pdf" is not in claims/f: did you mean "a/l.pdf"?`}},
		"of a shared source, gone": {map[string]string{"claims/sources.yaml": "sources: [{id: k, title: K, snapshot: {file: kept/k.pdf}}]\n"},
			[]string{`claims/sources.yaml:1:46 A131 the kept copy "kept/k.pdf" is not in claims: `}},
	})
}

func TestKeptCopiesAreNotPublished(t *testing.T) {
	input := small()
	input["claims/f/index.md"] = claimFile("sources: [{id: s, title: T, snapshot: {file: k.pdf}}]")
	input["claims/f/k.pdf"], input["claims/f/public.pdf"] = "kept", "x"
	s, _ := resolve(t, input, site.Options{})
	if len(s.Assets) != 1 || s.Assets[0].Output != "claims/f/public.pdf" {
		t.Errorf("published are %v", s.Assets)
	}
}

func TestDatesThatContradictEachOther(t *testing.T) {
	one := func(header string) map[string]string { return map[string]string{"claims/one.md": claimFile(header)} } // published 2026-01-10
	checked(t, cases{
		"said the day after, elsewhere":     {one("said: 2026-01-11"), nil},
		"said two days after":               {one("said: 2026-01-12"), []string{"claims/one.md:2:7 A117 said 2026-01-12 is after the check was published on 2026-01-10: "}},
		"said in the year":                  {one("said: 2026"), nil},
		"said in the month":                 {one("said: 2026-01"), nil},
		"said in a later month":             {one("said: 2026-02"), []string{"claims/one.md:2:7 A117 said 2026-02 is after the check was published on 2026-01-10: "}},
		"review in the year":                {one("review_by: 2026"), nil},
		"review on the day":                 {one("review_by: 2026-01-10"), []string{"claims/one.md:2:12 A138 the check is due for review since 2026-01-10: look at it again and set a new review_by"}},
		"review before":                     {one("review_by: 2025-12\ndraft: true"), []string{"claims/one.md:2:12 A117 review_by 2025-12 is before the check was published on 2026-01-10: "}},
		"due before it was said":            {one("said: 2020-05\ndue: 2019"), []string{"claims/one.md:3:6 A117 due 2019 is before it was said, 2020-05: "}},
		"due in the year it was said":       {one("said: 2020-05\ndue: 2020"), nil},
		"an appearance later than changes":  {one("appearances: [{url: https://a.example/, date: 2026-03}]"), []string{"claims/one.md:2:47 A117 the appearance of 2026-03 is later than the last change of this check, 2026-01-10: write when the check was changed under updated"}},
		"an appearance before an update":    {one("appearances: [{url: https://a.example/, date: 2026-03}]\nupdated: 2026-03-05"), nil},
		"a development still to come":       {one("developments: [{date: 2062-04, text: x}]"), []string{"claims/one.md:2:23 A117 the development of 2062-04 is still to come: correct the date, or write it down when that day has come"}},
		"a correction still to come":        {one("corrections: [{date: 2062-04-01, kind: update, text: x}]"), []string{"claims/one.md:2:22 A117 the correction of 2062-04-01 is still to come: correct the date, or write it down when that day has come"}},
		"updated still to come":             {one("updated: 2062-04-01T10:00:00Z"), []string{"claims/one.md:2:10 A117 updated 2062-04-01 is still to come: correct the date, or write it down when that day has come"}},
		"all still to come":                 {one("published: 2062-04-01\nupdated: 2062-04-02\ndevelopments: [{date: 2062-04, text: x}]"), nil},
		"a development before the claim":    {one("said: 2020-05\ndevelopments: [{date: 2020-04, text: x}]"), []string{"claims/one.md:3:23 A117 the development of 2020-04 is older than the claim, said 2020-05: developments are what happened later; what came before belongs into the text"}},
		"a development in the same year":    {one("said: 2020-05\ndevelopments: [{date: 2020, text: x}]"), nil},
		"accessed before it was there":      {one("sources: [{id: s, title: T, date: 2020-02, accessed: 2020-01}]"), []string{"claims/one.md:2:54 A117 accessed 2020-01 is before the date of the source, 2020-02: "}},
		"accessed in its year":              {one("sources: [{id: s, title: T, date: 2020-02, accessed: 2020}]"), nil},
		"updated before a correction":       {one("updated: 2026-02-01\ncorrections:\n  - {date: 2026-03-01, kind: update, text: x}\n  - {date: 2026-02-01, kind: update, text: x}"), []string{"claims/one.md:2:10 A117 updated 2026-02-01 is before the correction of 2026-03-01: leave updated out: it defaults to the newest correction"}},
		"updated on the correction's day":   {one("updated: 2026-02-01\ncorrections: [{date: 2026-02-01T10:00:00Z, kind: update, text: x}]"), nil},
		"updated an hour before":            {one("updated: 2026-02-01T09:00:00Z\ncorrections: [{date: 2026-02-01T10:00:00Z, kind: update, text: x}]"), []string{"claims/one.md:2:10 A117 updated 2026-02-01T09:00:00Z is before the correction of 2026-02-01T10:00:00Z: leave updated out: it defaults to the newest correction"}},
		"updated on the day of publication": {one("published: 2026-01-10T10:00:00Z\nupdated: 2026-01-10"), nil},
		"corrected on that day":             {one("published: 2026-01-10T10:00:00Z\ncorrections: [{date: 2026-01-10, kind: update, text: x}]"), nil},
		"accessed before, of a shared source": {map[string]string{"claims/sources.yaml": "sources: [{id: k, title: K, date: 2021}]\n",
			"claims/one.md": claimFile("sources: [{id: s, title: T}, {id: k, accessed: 2020}]", "[@s; @k]")},
			[]string{"claims/one.md:2:48 A117 accessed 2020 is before the date of the source, 2021: "}},
	})
}

func TestCorrectionsOfNothing(t *testing.T) {
	correct := func(list ...string) map[string]string {
		return map[string]string{"claims/one.md": claimFile("claim: One.\ncorrections:\n  - " + strings.Join(list, "\n  - "))} // verdict true
	}
	const verdict = ": write the verdict that was there before, or remove it"
	checked(t, cases{
		"of the verdict":     {correct("{date: 2026-02-01, kind: correction, text: x, was: {verdict: unproven}}"), nil},
		"of the wording":     {correct("{date: 2026-02-01, kind: correction, text: x, was: {claim: Two.}}"), nil},
		"of neither":         {correct("{date: 2026-02-01, kind: correction, text: x}"), nil},
		"nothing was":        {correct("{date: 2026-02-01, kind: correction, text: x, was: {}}"), nil},
		"the verdict it has": {correct(`{date: 2026-02-01, kind: correction, text: x, was: {verdict: "true"}}`), []string{`claims/one.md:4:66 A136 the verdict was "true" before this correction and after it` + verdict}},
		"the wording it has": {correct(`{date: 2026-02-01, kind: correction, text: x, was: {claim: " One. "}}`), []string{"claims/one.md:4:64 A136 the claim had this wording before the correction and after it: write the wording that was there before, or remove it"}},
		"there and back": {correct(`{date: 2026-02-01, kind: correction, text: x, was: {verdict: "true"}}`,
			`{date: 2026-03-01, kind: correction, text: x, was: {verdict: unproven}}`), nil},
		"in another order": {correct(`{date: 2026-03-01, kind: correction, text: x, was: {verdict: unproven}}`,
			`{date: 2026-02-01, kind: correction, text: x, was: {verdict: "true"}}`), nil},
		"the same as the next": {correct(`{date: 2026-02-01, kind: correction, text: x, was: {verdict: unproven}}`,
			`{date: 2026-03-01, kind: update, text: x}`, `{date: 2026-04-01, kind: correction, text: x, was: {verdict: unproven}}`),
			[]string{`claims/one.md:4:66 A136 the verdict was "unproven" before this correction and after it` + verdict}},
		"of one day, as they stand": {correct(`{date: 2026-02-01, kind: correction, text: x, was: {verdict: "true"}}`,
			`{date: 2026-02-01, kind: correction, text: x, was: {verdict: unproven}}`), nil},
		"a retraction says what it was": {correct(`{date: 2026-02-01, kind: retraction, text: x, was: {verdict: "true", claim: One.}}`), nil},
		"retracted twice": {correct("{date: 2026-03-01, kind: retraction, text: x}", "{date: 2026-02-01, kind: retraction, text: x}"),
			[]string{"claims/one.md:4:30 A136 the check was already retracted on 2026-02-01: a check is withdrawn once: remove one of the two"}},
	})
}

func TestStatusesOfPromises(t *testing.T) {
	with := func(claim string) map[string]string {
		return map[string]string{"claims/verdicts.yaml": promises, "claims/one.md": claim}
	}
	develop := func(list ...string) map[string]string {
		return with(promise("developments:\n  - " + strings.Join(list, "\n  - "))) // the status is stalled
	}
	const hint = ": make the claim's verdict the present status, or add the development that led to it"
	checked(t, cases{
		"the newest is the status": {develop("{date: 2021-02, text: x, verdict: stalled}", "{date: 2020, text: x, verdict: in-progress}"), nil},
		"nothing after it":         {develop("{date: 2021-02, text: x, verdict: stalled}", "{date: 2022, text: x}"), nil},
		"the newest is another": {develop("{date: 2021-02, text: x, verdict: stalled}", "{date: 2021-03, text: x, verdict: kept}"),
			[]string{`claims/one.md:6:39 A137 the newest development says "kept" and the claim "stalled"` + hint}},
		"an older one stands last": {develop("{date: 2021-03, text: x, verdict: kept}", "{date: 2021-02, text: x, verdict: stalled}"),
			[]string{`claims/one.md:5:39 A137 the newest development says "kept" and the claim "stalled"` + hint}},
		"which is the newest is open": {develop("{date: 2021, text: x, verdict: stalled}", "{date: 2021-03, text: x, verdict: kept}"), nil},
		"two of one day":              {develop("{date: 2021-03-01, text: x, verdict: kept}", "{date: 2021-03-01, text: x, verdict: stalled}"), nil},
		"on a scale of verdicts": {with(claimFile(`developments: [{date: 2021, text: x, verdict: "true"}]`)),
			[]string{`claims/one.md:2:47 A137 a development changes the status of a promise only; "truth" is no scale of promises: remove it; if the verdict itself was changed, write a correction with was: {verdict: …}`}},
	})
}

func TestDue(t *testing.T) {
	input := small() // today is 2026-06-01
	input["claims/verdicts.yaml"] = promises
	for name, header := range map[string]string{
		"past": "review_by: 2026-05", "today": "review_by: 2026-06-01", "later": "review_by: 2026-06", "draft": "review_by: 2026-02\ndraft: true",
		"gone":    "review_by: 2026-02\ncorrections: [{date: 2026-02-01, kind: retraction, text: x}]",
		"open":    "scale: pledges\nverdict: stalled\ndue: 2026-05",
		"kept":    "scale: pledges\nverdict: kept\ndue: 2020",
		"yet":     "scale: pledges\nverdict: stalled\ndue: 2026-06-01",
		"twice":   "scale: pledges\nverdict: not-started\ndue: 2020\nreview_by: 2026-03-01",
		"no-deal": "verdict: unproven\ndue: 2020",
	} {
		input["claims/"+name+".md"] = claimFile(header)
	}
	s, notes := resolve(t, input, site.Options{})
	var due []string
	for _, d := range s.Due() {
		due = append(due, fmt.Sprintf("%s %s %s", d.Claim.ID, d.Why, d.Since))
	}
	if d := cmp.Diff([]string{"twice promise 2020", "twice review 2026-03-01", "open promise 2026-05", "past review 2026-05", "today review 2026-06-01"}, due); d != "" {
		t.Errorf("due (-want +got):\n%s", d)
	}
	const look, add = "look at it again and set a new review_by", "add a development with the status it has come to"
	if d := cmp.Diff([]string{
		`claims/open.md:4:6 A138 the promise was due 2026-05 and its status is still "stalled": ` + add,
		"claims/past.md:2:12 A138 the check is due for review since 2026-05: " + look,
		"claims/today.md:2:12 A138 the check is due for review since 2026-06-01: " + look,
		`claims/twice.md:4:6 A138 the promise was due 2020 and its status is still "not-started": ` + add,
		"claims/twice.md:5:12 A138 the check is due for review since 2026-03-01: " + look,
	}, notes); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
	s, _ = resolve(t, input, site.Options{Now: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)})
	if n := len(s.Due()); n != 7 {
		t.Errorf("a month later %d are due, want 7", n)
	}
}

func TestOrphans(t *testing.T) {
	input := small()
	for name, content := range map[string]string{
		"claims/one.md":              claimFile("claimant: ann\ntopics: [used]\nsources: [{id: s, title: T}, {id: cited}]", "[@s; @cited]"),
		"claims/draft.md":            claimFile("draft: true\nclaimant: [bob, {name: X}]\nstatements: [{claimant: cid, said: 2020}]\nreviewers: [rev]\ntopics: [drafted]\nsources: [{id: s, title: T}, {id: hidden}]\npart_of: part", "[@s; @hidden]"),
		"claims/gone.md":             claimFile("claimant: dan\ncorrections: [{date: 2026-02-01, kind: retraction, text: x}]"),
		"claims/sources.yaml":        "sources: [{id: cited, title: T}, {id: spare, title: T}, {id: hidden, title: T}]\n",
		"content/claimants/bob.md":   "---\nname: Bob\n---\n",
		"content/claimants/cid.md":   "---\nname: Cid\n---\n",
		"content/claimants/dan.md":   "---\nname: Dan\n---\n",
		"content/claimants/eve.md":   "---\nname: Eve\n---\n",
		"content/claimants/abe.md":   "---\nname: Zoe\n---\n",
		"content/team/rev.md":        "---\nname: Rev\n---\n",
		"content/team/wri.md":        "---\nname: Wri\n---\n",
		"content/team/idle.md":       "---\nname: Idle\n---\n",
		"content/topics/used.md":     "---\ntitle: Used\n---\n",
		"content/topics/drafted.md":  "---\ntitle: Drafted\n---\n",
		"content/topics/written.md":  "---\ntitle: Written\n---\n",
		"content/topics/spare.md":    "---\ntitle: Spare\n---\n",
		"content/articles/part.md":   "---\ntitle: Part\npublished: 2026-01-01\nauthors: [desk]\n---\n",
		"content/articles/alone.md":  "---\ntitle: Alone\npublished: 2026-01-01\nauthors: [desk]\n---\n",
		"content/articles/future.md": "---\ntitle: Future\npublished: 2027-01-01\nauthors: [wri]\ntopics: [written]\n---\n[x](claim:one)\n",
		"content/articles/later.md":  "---\ntitle: Later\npublished: 2027-01-01\nauthors: [wri]\n---\n",
	} {
		input[name] = content
	}
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []string
	for _, o := range s.Orphans() {
		got = append(got, o.Kind+" "+o.ID+" "+o.File+": "+o.Why)
	}
	if d := cmp.Diff([]string{
		"article alone content/articles/alone.md: it has no claims",
		"article later content/articles/later.md: it has no claims",
		"claimant abe content/claimants/abe.md: no claim was made by it",
		"claimant eve content/claimants/eve.md: no claim was made by it",
		"member idle content/team/idle.md: checked, reviewed and wrote nothing",
		"source spare claims/sources.yaml: no claim cites it",
		"topic spare content/topics/spare.md: no claim and no article has it",
	}, got); d != "" {
		t.Errorf("orphans (-want +got):\n%s", d)
	}
}

func TestRetiredVerdictNamesTheOneInUse(t *testing.T) {
	checked(t, cases{"a chain": {map[string]string{
		"claims/verdicts.yaml": "scales:\n  - id: s\n    verdicts:\n      - {id: \"true\", label: T, group: \"true\"}\n" +
			"      - {id: a, label: A, group: mixed, retired: true, replaced_by: b}\n      - {id: b, label: B, group: mixed, retired: true, replaced_by: \"true\"}\n",
		"claims/one.md": claimFile("verdict: a"),
	}, []string{`claims/one.md:2:10 A119 the verdict "a" is retired: use "true"`}}})
}

func TestClaimThatEmbedsItself(t *testing.T) {
	checked(t, cases{"its card": {map[string]string{"claims/one.md": claimFile("claim: One.", "Text [@s].\n\n![](claim:one)")},
		[]string{"claims/one.md:11:1 A120 the claim refers to itself: "}}})
}
