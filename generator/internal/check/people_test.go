package check_test

import (
	"testing"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// TestUntypedPeople: structured data must not take an institution for a person.
func TestUntypedPeople(t *testing.T) {
	w := siteOf(t, map[string]string{
		"site.yaml":                "title: T\n",
		"content/team/desk.md":     "---\nname: Desk\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\ntype: person\n---\n",
		"content/claimants/bob.md": "---\ntype: \nname: Bob\n---\n",
		"claims/one.md": "---\nclaim: One.\nverdict: unproven\nconclusion: So.\npublished: 2026-01-10\nauthors: [desk]\n" +
			"claimant: [ann, {name: Cora}, {name: The Board, type: organization}]\nstatements: [{claimant: {name: Dan}}]\n---\n",
	}, site.Options{})
	says(t, only(check.Run(w.site), diag.UntypedPerson),
		"claims/one.md:7:17 note A317: nothing says whether Cora is a person or an organization",
		"claims/one.md:8:25 note A317: nothing says whether Dan is a person or an organization",
		"content/claimants/bob.md:3:7 note A317: nothing says whether Bob is a person or an organization",
		"content/team/desk.md:2:7 note A317: nothing says whether Desk is a person or an organization")
}
