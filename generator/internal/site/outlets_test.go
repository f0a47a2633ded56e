package site_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/site"
)

func TestOutletsHaveTheClaimsThatCiteThem(t *testing.T) {
	input := small()
	input["claims/sources.yaml"] = "sources: [{id: shared, title: S, publisher: THE TIMES, url: 'https://b.example/1'}]"
	input["claims/one.md"] = claimFile("published: 2026-01-01\nsources: [{id: s, title: T, publisher: The Times, url: 'https://a.example/1'}, {id: u, title: U, publisher: The Times}]", "Text [@s; @u].")
	input["claims/two.md"] = claimFile("published: 2026-01-02\nsources: [{id: shared}, {id: v, title: V, url: 'https://www.c.example/'}, {id: w, withheld: in danger}, {id: x, title: Talk}]", "Text [@shared; @v; @w; @x].")
	input["claims/gone.md"] = claimFile("published: 2026-01-03\nsources: [{id: s, title: T, publisher: Unsound}]\ncorrections: [{date: 2026-02-01, kind: retraction, text: Wrong.}]")
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []string
	for _, o := range s.Outlets {
		var ids []string
		for _, c := range o.Claims {
			ids = append(ids, string(c.ID))
		}
		got = append(got, fmt.Sprintf("%s %s (%s): %s", o.URL, o.Name, strings.Join(o.Hosts, " "), strings.Join(ids, " ")))
	}
	want := []string{
		"/sources/c-example/ c.example (c.example): two",
		"/sources/the-times/ The Times (a.example b.example): one two",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
