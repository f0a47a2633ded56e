package claim_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/markdown"
)

// full has every key, one a line; lists of mappings are indented, all other lists stand on their line.
const full = `---
title: "War costs: the numbers"
claim: In the past 30 years, America has had 13 wars at a cost of $14.2 trillion.
claim_short: 13 US wars in 30 years cost $14.2 trillion
quote: In the past thirty years, America had thirteen wars.
quote_lang: en-CN
claimant:
  - jack-ma
  - name: 阿里巴巴
    type: organization
    role: Company in Hangzhou
    same_as: [https://www.wikidata.org/wiki/Q1359568]
said: 2017-01-18
where: World Economic Forum, Davos
appearances:
  - url: https://example.org/talk
    archive: https://archive.example/talk
    title: The talk
    publisher: WEF
    date: 2017-01
    media: video
    start: 12:31
    first: true
statements:
  - claimant:
      name: A spokesman
      type: person
      role: Spokesman
      same_as: [https://example.org/spokesman]
    said: 2017
    where: Hangzhou
    url: https://example.org/statement
    quote: Thirteen wars.
verdict: true
scale: truth
conclusion: >-
  The number of wars depends
  on what is counted.
published: 2026-11-22
updated: 2026-11-23T09:30:00+01:00
authors: [davos-desk, ña]
reviewers: [second-desk]
topics: [war-costs, no]
image:
  src: chart.png
  alt: A chart of the costs
  credit: Davos Desk
sources:
  - id: crawford-2016
    title: US Budgetary Costs of Wars
    author: Neta C. Crawford
    publisher: Brown University
    date: 2016-09
    url: https://example.org/costs
    lang: en
    archive: https://archive.example/costs
    accessed: 2017-01-20
    kind: primary
    supports: against
    quote: We have spent 4.79 trillion.
    snapshot:
      file: snapshots/crawford.warc.gz
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      captured: 2017-01-21
    interest: Funded by a foundation.
  - id: insider
    withheld: She would lose her post.
  - id: shared
    supports: context
figures:
  - label: Cost of the wars
    unit: trillion US dollars
    claimed: 14.20
    found: 4.92
    low: 1.73
    high: 6.5
    source: crawford-2016
media:
  - type: image
    url: https://example.org/picture.jpg
    archive: https://archive.example/picture.jpg
    category: missing-context
    original: https://example.org/original.jpg
    context: Taken in 1991.
contacted:
  - who: Alibaba
    date: 2017-01-19
    answer: No comment.
    private: true
developments:
  - date: 2018-05
    text: A new estimate appeared.
    sources: [crawford-2016, shared]
    verdict: mostly-false
corrections:
  - date: 2026-11-23
    kind: correction
    text: The first version gave another sum.
    was:
      verdict: "false"
      claim: America has had 12 wars.
related: [other-claim]
part_of: davos-round-up
aliases: [/old/path/, /2017/us-wars.html]
due: 2022
review_by: 2027-11-22
accept:
  A310: only one party has published figures
draft: false
x:
  budget: 14.2
  tags: [a, true]
---
As Crawford writes [@crawford-2016, p. 7], and as [@insider; @shared] say.
`

func fullClaim() *claim.Claim {
	wall := date.Partial{Year: 2017, Month: 1, Day: 18}
	stamp := func(text string) date.Stamp {
		s, err := date.ParseStamp(text)
		if err != nil {
			panic(err)
		}
		return s
	}
	return &claim.Claim{
		ID:   "us-13-wars",
		Path: path,
		Head: claim.Head{
			Title:   "War costs: the numbers",
			Wording: "In the past 30 years, America has had 13 wars at a cost of $14.2 trillion.",
			Short:   "13 US wars in 30 years cost $14.2 trillion",
			Claimants: claim.Speakers{{ID: "jack-ma"}, {Inline: &claim.Person{
				Name: "阿里巴巴", Type: "organization", Role: "Company in Hangzhou", SameAs: []doc.WebURL{"https://www.wikidata.org/wiki/Q1359568"},
			}}},
			Said:       wall,
			Verdict:    "true",
			Scale:      "truth",
			Conclusion: "The number of wars depends on what is counted.",
			Published:  stamp("2026-11-22"),
			Updated:    stamp("2026-11-23T09:30:00+01:00"),
			Topics:     ids("war-costs", "no"),
			Image:      &claim.Image{Src: "chart.png", Alt: new("A chart of the costs"), Credit: "Davos Desk"},
		},
		Quote:     "In the past thirty years, America had thirteen wars.",
		QuoteLang: "en-CN",
		Where:     "World Economic Forum, Davos",
		Appearances: []claim.Appearance{{
			URL: "https://example.org/talk", Archive: "https://archive.example/talk", Title: "The talk", Publisher: "WEF",
			Date: date.Partial{Year: 2017, Month: 1}, Media: "video", Start: "12:31", First: true,
		}},
		Statements: []claim.Statement{{
			Claimants: claim.Speakers{{Inline: &claim.Person{
				Name: "A spokesman", Type: "person", Role: "Spokesman", SameAs: []doc.WebURL{"https://example.org/spokesman"},
			}}},
			Said: date.Partial{Year: 2017}, Where: "Hangzhou", URL: "https://example.org/statement", Quote: "Thirteen wars.",
		}},
		Authors:   ids("davos-desk", "ña"),
		Reviewers: ids("second-desk"),
		Sources: []claim.Source{{
			ID: "crawford-2016", Title: "US Budgetary Costs of Wars", Author: "Neta C. Crawford", Publisher: "Brown University",
			Date: date.Partial{Year: 2016, Month: 9}, URL: "https://example.org/costs", Lang: "en", Archive: "https://archive.example/costs",
			Accessed: date.Partial{Year: 2017, Month: 1, Day: 20}, Kind: "primary", Supports: "against", Quote: "We have spent 4.79 trillion.",
			Snapshot: &claim.Snapshot{
				File: "snapshots/crawford.warc.gz", Captured: stamp("2017-01-21"),
				SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
			},
			Interest: "Funded by a foundation.",
		}, {
			ID: "insider", Withheld: "She would lose her post.",
		}, {
			ID: "shared", Supports: "context",
		}},
		Figures: []claim.Figure{{
			Label: "Cost of the wars", Unit: "trillion US dollars", Source: "crawford-2016",
			Claimed: &claim.Number{Text: "14.20", Value: 14.2}, Found: &claim.Number{Text: "4.92", Value: 4.92},
			Low: &claim.Number{Text: "1.73", Value: 1.73}, High: &claim.Number{Text: "6.5", Value: 6.5},
		}},
		Media: []claim.Media{{
			Type: "image", URL: "https://example.org/picture.jpg", Archive: "https://archive.example/picture.jpg",
			Category: "missing-context", Original: "https://example.org/original.jpg", Context: "Taken in 1991.",
		}},
		Contacted: []claim.Contacted{{Who: "Alibaba", Date: date.Partial{Year: 2017, Month: 1, Day: 19}, Answer: "No comment.", Private: true}},
		Developments: []claim.Development{{
			Date: date.Partial{Year: 2018, Month: 5}, Text: "A new estimate appeared.",
			Sources: []claim.SourceID{"crawford-2016", "shared"}, Verdict: "mostly-false",
		}},
		Corrections: []claim.Correction{{
			Date: stamp("2026-11-23"), Kind: "correction", Text: "The first version gave another sum.",
			Was: &claim.Was{Verdict: "false", Wording: "America has had 12 wars."},
		}},
		Related:  ids("other-claim"),
		PartOf:   "davos-round-up",
		Aliases:  []claim.Alias{"/old/path/", "/2017/us-wars.html"},
		Due:      date.Partial{Year: 2022},
		ReviewBy: date.Partial{Year: 2027, Month: 11, Day: 22},
		Accept:   claim.Waivers{"A310": "only one party has published figures"},
		X:        doc.Free{"budget": 14.2, "tags": []any{"a", true}},
	}
}

// parsed leaves out what a test cannot write down: the body, the places, the digests.
var parsed = cmpopts.IgnoreFields(claim.Claim{}, "Cited", "Body", "Positions", "Digest", "HeadDigest", "Shares", "Keeps")

func TestFullClaim(t *testing.T) {
	got, found := parser.Claim(path, []byte(full))
	wantFindings(t, found)
	if diff := cmp.Diff(fullClaim(), got, parsed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"crawford-2016", "insider", "shared"}, got.Body.Cited); diff != "" {
		t.Errorf("the body cites (-want +got):\n%s", diff)
	}
}

// However an editor saves a file, it says the same.
func TestFullClaimInOtherEncodings(t *testing.T) {
	want, _ := parser.Claim(path, []byte(full))
	for what, src := range map[string]string{
		"byte order mark":          "\ufeff" + full,
		"Windows lines":            strings.ReplaceAll(full, "\n", "\r\n"),
		"old Mac lines":            strings.ReplaceAll(full, "\n", "\r"),
		"mark and Windows lines":   "\ufeff" + strings.ReplaceAll(full, "\n", "\r\n"),
		"spaces behind the fences": strings.ReplaceAll(full, "\n---\n", "\n---  \n"),
		"no line end at the end":   strings.TrimSuffix(full, "\n"),
	} {
		t.Run(what, func(t *testing.T) {
			got, found := parser.Claim(path, []byte(src))
			wantFindings(t, found)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Claim{}, "Cited", "Positions", "Digest"), cmpopts.IgnoreFields(markdown.Body{}, "Content")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want.Body.Content, got.Body.Content, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
				t.Errorf("its text (-want +got):\n%s", diff)
			}
			for _, key := range []string{"title", "claimant.1.name", "sources.0.snapshot.file", "x"} {
				if got.Positions.At(key) != want.Positions.At(key) {
					t.Errorf("%s stands at %v, not %v", key, got.Positions.At(key), want.Positions.At(key))
				}
			}
		})
	}
}

func TestSampleSite(t *testing.T) {
	root := "../../../"
	read := func(name string) []byte {
		src, err := os.ReadFile(root + name)
		if err != nil {
			t.Fatal(err)
		}
		return src
	}
	claims, err := filepath.Glob(root + "claims/*/*.md")
	if err != nil || len(claims) < 10 {
		t.Fatalf("%d claims, %v", len(claims), err)
	}
	for _, name := range claims {
		if _, _, translation := claim.OriginalOf(name); translation {
			continue
		}
		_, found := parser.Claim(name, read(strings.TrimPrefix(name, root)))
		if found.Failed() {
			t.Errorf("%s: %q", name, show(found))
		}
	}
	_, found := parser.Scales("claims/verdicts.yaml", read("claims/verdicts.yaml"))
	wantFindings(t, found)
	_, found = parser.Library("claims/sources.yaml", read("claims/sources.yaml"))
	wantFindings(t, found)
}
