package claim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
)

func TestPerson(t *testing.T) {
	got, found := parser.Person("content/claimants/jack-ma.md", []byte(`---
name: Jack Ma
type: person
role: Chairman of Alibaba
same_as: [https://www.wikidata.org/wiki/Q1137062]
image: {src: ma.jpg, alt: Jack Ma}
aliases: [/people/ma/]
---
He founded [Alibaba](/claimants/alibaba/).
`))
	wantFindings(t, found)
	want := &claim.Person{
		ID: "jack-ma", Path: "content/claimants/jack-ma.md", Name: "Jack Ma", Type: "person", Role: "Chairman of Alibaba",
		SameAs: []doc.WebURL{"https://www.wikidata.org/wiki/Q1137062"}, Image: &claim.Image{Src: "ma.jpg", Alt: new("Jack Ma")}, Aliases: []claim.Alias{"/people/ma/"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Person{}, "Body", "Positions", "Digest", "NameDigest")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Body.Links) != 1 {
		t.Errorf("the body has %d links", len(got.Body.Links))
	}
}

func TestWrongPeople(t *testing.T) {
	const cite = " A103 a person's page has no sources to cite; write \\[@who] if the brackets are meant"
	tests := map[string]struct {
		src  string
		want []string
	}{
		"the least":       {"---\nname: N\n---\n", nil},
		"no name":         {"---\nrole: R\n---\n", []string{"2:1 A017 name is required"}},
		"an empty name":   {"---\nname: ' '\n---\n", []string{"2:7 A017 name is required"}},
		"only fences":     {"---\n---\n", []string{"2:1 A017 name is required"}},
		"an unknown type": {"---\nname: N\ntype: company\n---\n", []string{`3:7 A018 unknown type "company"; known: organization, person`}},
		"an unknown key":  {"---\nname: N\njob: J\n---\n", []string{`3:1 A013 unknown key "job"; known: aliases, image, name, role, same_as, type`}},
		"a bad profile":   {"---\nname: N\nsame_as: [x]\n---\n", []string{`3:11 A020 "x" is no URL; write it whole, such as https://x`}},
		"a bad alias":     {"---\nname: N\naliases: [x]\n---\n", []string{`3:11 A018 "x" is no path of this site; write it like /old/path/`}},
		"a citation":      {"---\nname: N\n---\nSee [@who] and [@who].\n", []string{"4:6" + cite, "4:17" + cite}},
		"an escaped one":  {"---\nname: N\n---\nSee \\[@who].\n", nil},
		"raw HTML":        {"---\nname: N\n---\n<b>x</b>\n", []string{"4:1 A021", "4:5 A021"}},
		"no front matter": {"Text\n", []string{"1:1 A010 the file has no front matter; begin it with YAML between two lines of three hyphens"}},
		"an empty file":   {"", []string{"1:1 A010 the file is empty; it needs front matter: YAML between two lines of three hyphens"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			p, found := parser.Person("content/team/who.md", []byte(tt.src))
			got := show(found)
			if what == "raw HTML" { // what it says is the business of package markdown
				for i := range got {
					got[i] = got[i][:len("4:1 A021")]
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if p == nil || p.ID != "who" || p.Body == nil || p.Positions == nil {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestPage(t *testing.T) {
	got, found := parser.Page("content/about.md", []byte("---\ntitle: About\ndescription: Who we are\ndraft: true\naliases: [/us/]\n---\n## Text\n"))
	wantFindings(t, found)
	want := &claim.Page{ID: "about", Path: "content/about.md", Title: "About", Description: "Who we are", Draft: true, Aliases: []claim.Alias{"/us/"}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(claim.Page{}, "Body", "Positions", "Digest")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Body.Headings) != 1 {
		t.Errorf("the body has %d headings", len(got.Body.Headings))
	}
}

func TestWrongPages(t *testing.T) {
	tests := map[string]struct {
		file, src string
		want      []string
	}{
		"no title":            {"about", "---\ndescription: D\n---\n", []string{"2:1 A017 title is required"}},
		"no title in a draft": {"about", "---\ndraft: true\n---\n", []string{"2:1 A017 title is required (note)"}},
		"draft, yes":          {"about", "---\ntitle: T\ndraft: yes\n---\n", []string{"3:8 A014 draft must be true or false; write true"}},
		"a citation":          {"about", "---\ntitle: T\n---\n\n[@a-2016, p. 7]\n", []string{`5:2 A103 a plain page has no sources to cite; write \[@a-2016] if the brackets are meant`}},
		"a citation in a draft": {"about", "---\ntitle: T\ndraft: true\n---\n[@a]\n", []string{
			`5:2 A103 a plain page has no sources to cite; write \[@a] if the brackets are meant`}},
		"a reserved name": {"feed", "---\ntitle: T\n---\n", []string{`0:0 A006 "feed" is reserved and cannot be an id`}},
		"a verdict":       {"about", "---\ntitle: T\nverdict: true\n---\n", []string{`3:1 A013 unknown key "verdict"; known: aliases, description, draft, title`}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			_, found := parser.Page("content/"+tt.file+".md", []byte(tt.src))
			wantFindings(t, found, tt.want...)
		})
	}
}
