package claim_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
)

const article = `---
title: Alibaba and the Olympics
summary: What the deal is worth.
published: 2026-11-22
updated: 2026-11-23
authors: [davos-desk]
topics: [sponsorship]
image: {src: rings.jpg, alt: Rings}
lang: en-GB
draft: false
aliases: [/2017/olympics/]
x: {budget: 600}
---
The deal [is worth $600 million](claim:olympic-deal-600-million).
`

func TestArticle(t *testing.T) {
	got, found := parser.Article("content/articles/olympics.md", []byte(article))
	wantFindings(t, found)
	day := date.Partial{Year: 2026, Month: 11, Day: 22}
	want := &claim.Article{
		ID: "olympics", Path: "content/articles/olympics.md", Title: "Alibaba and the Olympics", Summary: "What the deal is worth.",
		Published: date.Stamp{Day: day}, Updated: date.Stamp{Day: date.Partial{Year: 2026, Month: 11, Day: 23}},
		Authors: ids("davos-desk"), Topics: ids("sponsorship"), Image: &claim.Image{Src: "rings.jpg", Alt: new("Rings")}, Lang: "en-GB",
		Aliases: []claim.Alias{"/2017/olympics/"}, X: doc.Free{"budget": 600},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Article{}, "Body", "Positions", "Digest", "HeadDigest")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Body.Claims) != 1 {
		t.Errorf("the body names %d claims", len(got.Body.Claims))
	}
}

func TestWrongArticles(t *testing.T) {
	missing := []string{"2:1 A017 authors is required", "2:1 A017 published is required", "2:1 A017 title is required"}
	tests := map[string]struct {
		src  string
		want []string
	}{
		"only fences":     {"---\n---\n", missing},
		"a draft":         {"---\ndraft: true\n---\n", []string{missing[0] + " (note)", missing[1] + " (note)", missing[2] + " (note)"}},
		"a verdict":       {strings.Replace(article, "lang: en-GB", "verdict: true", 1), []string{`9:1 A013 unknown key "verdict"; known: aliases, authors, draft, image, lang, published, summary, title, topics, updated, x`}},
		"a month":         {strings.Replace(article, "2026-11-22", "2026-11", 1), []string{`4:12 A019 "2026-11" is not a day; here the day is needed, such as 2026-11-01`}},
		"a citation":      {article + "\nSo [@who] says.\n", []string{"16:5 A103 an article has no sources to cite; write \\[@who] if the brackets are meant"}},
		"no front matter": {"Text\n", []string{"1:1 A010 the file has no front matter; begin it with YAML between two lines of three hyphens"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			a, found := parser.Article("content/articles/olympics.md", []byte(tt.src))
			wantFindings(t, found, tt.want...)
			if a == nil || a.ID != "olympics" || a.Body == nil || a.Positions == nil {
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestArticleDigests(t *testing.T) {
	before, _ := parser.Article("content/articles/olympics.md", []byte(article))
	for what, change := range map[string]struct {
		old, new string
		head     bool
	}{
		"title":     {"Alibaba and", "Alibaba at", true},
		"summary":   {"is worth.", "costs.", true},
		"published": {"2026-11-22", "2026-11-21", true},
		"updated":   {"2026-11-23", "2026-11-24", true},
		"authors":   {"[davos-desk]", "[other]", true},
		"image":     {"alt: Rings", "alt: Five rings", true},
		"body":      {"The deal", "A deal", false},
		"a comment": {"lang:", "# British\nlang:", false},
	} {
		after, _ := parser.Article("content/articles/olympics.md", []byte(strings.Replace(article, change.old, change.new, 1)))
		if after.Digest == before.Digest || (after.HeadDigest != before.HeadDigest) != change.head {
			t.Errorf("%s: digest changes %v, that of the head %v", what, after.Digest != before.Digest, after.HeadDigest != before.HeadDigest)
		}
	}
}

func TestTopic(t *testing.T) {
	got, found := parser.Topic("content/topics/war-costs.md", []byte("---\ntitle: War costs\ndescription: What wars cost.\ndraft: true\naliases: [/wars/]\n---\nText\n"))
	wantFindings(t, found)
	want := &claim.Topic{ID: "war-costs", Path: "content/topics/war-costs.md", Title: "War costs", Description: "What wars cost.", Draft: true, Aliases: []claim.Alias{"/wars/"}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Topic{}, "Body", "Positions", "Digest")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, found = parser.Topic("content/topics/war-costs.md", []byte("---\ndescription: D\n---\n[@who]\n"))
	wantFindings(t, found, "2:1 A017 title is required", `4:2 A103 a topic's page has no sources to cite; write \[@who] if the brackets are meant`)
	_, found = parser.Topic("content/topics/War.md", []byte("---\ndraft: true\n---\n"))
	wantFindings(t, found, `0:0 A006 "W" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "war"`, "2:1 A017 title is required (note)")
}
