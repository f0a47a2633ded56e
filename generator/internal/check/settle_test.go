package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// settled runs the rules over one claim with the lines of a site.yaml, and settles what they and the resolution find.
func settled(t *testing.T, settings, lines string, thorough bool) diag.List {
	t.Helper()
	w := siteOf(t, map[string]string{"site.yaml": clean()["site.yaml"] + settings, "claims/one.md": claimOf(lines, "[@a]")}, site.Options{})
	return check.Settle(w.site, append(w.found, check.Run(w.site)...), thorough)
}

const alone = "sources: [{id: a, title: A, kind: dataset}]\n"

func TestSettle(t *testing.T) {
	const single = "A310: the verdict rests on one source only"
	for name, c := range map[string]struct {
		settings, lines string
		thorough        bool
		want            []string
	}{
		"as found":                       {lines: alone, want: []string{"claims/one.md:2:10 note " + single}},
		"made a warning":                 {settings: "checks: {A310: warning}\n", lines: alone, want: []string{"claims/one.md:2:10 warning " + single}},
		"made an error":                  {settings: "checks: {A310: error}\n", lines: alone, want: []string{"claims/one.md:2:10 error " + single}},
		"turned off":                     {settings: "checks: {A310: off}\n", lines: alone},
		"waived":                         {lines: alone + "accept: {A310: there is no other}", thorough: true},
		"waived and an error":            {settings: "checks: {A310: error}\n", lines: alone + "accept: {A310: there is no other}"},
		"another waived":                 {lines: alone + "accept: {A311: why not}", want: []string{"claims/one.md:2:10 note " + single}},
		"no longer needed":               {lines: "accept: {A311: why not}\nsources: [{id: a, title: A, kind: dataset, publisher: X}, {id: b, title: B}]", thorough: true, want: []string{"claims/one.md:2:16 warning A390: there is nothing to accept: A311 finds nothing here", `claims/one.md:3:64 warning A110: the source "b" is never cited`}},
		"needed, though off":             {settings: "checks: {A310: off}\n", lines: alone + "accept: {A310: there is no other}", thorough: true},
		"perhaps still needed":           {lines: alone + "accept: {A310: why, A341: why not}"},
		"A390 turned off":                {settings: "checks: {A390: off}\n", lines: alone + "accept: {A310: why, A341: why not}", thorough: true},
		"no longer in a retracted check": {lines: alone + "accept: {A310: why}\ncorrections: [{date: 2026-02-01, kind: retraction, text: Withdrawn.}]", thorough: true},
		"perhaps still needed, in a broken file": {lines: alone + "accept: {A310: why, A341: why not}\nverdit: half-true", thorough: true,
			want: []string{`claims/one.md:4:1 error A013: unknown key "verdit"`}},
		"a warning that is no check's": {settings: "checks: {A110: error}\n", lines: "conclusion: So.\nsources: [{id: a, title: A, kind: dataset, publisher: X}, {id: b, title: B}]",
			want: []string{`claims/one.md:3:64 error A110: the source "b" is never cited`}},
		"an error that is no check's": {settings: "checks: {A137: off}\n", lines: "claim: It is.\nsources: [{id: a, title: A, kind: dataset, publisher: X}, {id: b, title: B}]\naccept: {A137: why, A110: why}\n" +
			"figures: [{label: L, claimed: 1, low: 2, high: 1, source: b}]", want: []string{"claims/one.md:5:39 error A137: low 2 is above high 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			says(t, settled(t, c.settings, c.lines, c.thorough), c.want...)
		})
	}
}

// TestAClaimWaivesForItsTranslations: they have no key of their own for it.
func TestAClaimWaivesForItsTranslations(t *testing.T) {
	const correction = "corrections: [{date: 2026-02-01, kind: update, text: x}]\n"
	for lines, want := range map[string][]string{
		correction: {"claims/one.es.md:2:1 warning A144: the correction of 2026-02-01 is not translated"},
		correction + "accept: {A144: it is of the English wording}\n": nil,
	} {
		w := siteOf(t, map[string]string{"site.yaml": clean()["site.yaml"] + "languages: [es]\n", "claims/one.md": claimOf(lines, "[@a] [@b]"),
			"claims/one.es.md": "---\nclaim: Uno.\nconclusion: Así es.\n---\n"}, site.Options{})
		says(t, check.Settle(w.site, w.found, true), want...)
	}
}

func TestCodesThatAreNoChecks(t *testing.T) {
	hints := func(list diag.List) (all []string) {
		for _, d := range list {
			all = append(all, d.File+" "+d.Error()[len(d.File)+1:])
		}
		return all
	}
	got := hints(settled(t, "checks: {A102: off, A319: note, A391: off, A310: off}\n", "accept: {A511: why, A138: why, A113: why}\nsources: [{id: a, title: A, kind: dataset, publisher: X}]", false))
	want := []string{
		`claims/one.md 2:16: error A391: there is no check "A511"; did you mean "A311"?`,
		"claims/one.md 2:38: error A391: A113 (no source) is no check: what it finds must be mended",
		`site.yaml 6:16: error A391: A102 (unknown verdict) is no check: what it finds must be mended`,
		`site.yaml 6:27: error A391: there is no check "A319"; did you mean "A310"?`,
		"site.yaml 6:39: error A391: A391 (no such check) is no check: what it finds must be mended",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWaiversOfDraftsAreNotUnneeded(t *testing.T) {
	input := map[string]string{
		"claims/one.md": claimOf(alone+"draft: true\naccept: {A310: why, A999: why}", "[@a]"),
		"claims/two.md": claimOf("claim: Two.\npublished: 2027-01-01\naccept: {A311: why, A110: kept for later}", "[@a]"),
	}
	for _, drafts := range []bool{false, true} {
		w := siteOf(t, input, site.Options{Drafts: drafts})
		found := check.Settle(w.site, append(w.found, check.Run(w.site)...), true)
		want := []string{`claims/one.md:4:27 error A391: there is no check "A999"`}
		if drafts {
			want = append(want, "claims/two.md:4:16 warning A390: there is nothing to accept: A311 finds nothing here")
		}
		says(t, found, want...)
	}
}

func TestSettleLeavesWhatItIsGiven(t *testing.T) {
	w := siteOf(t, map[string]string{"site.yaml": clean()["site.yaml"] + "checks: {A310: error}\n", "claims/one.md": claimOf(alone, "[@a]")}, site.Options{})
	found := check.Run(w.site)
	before := append(diag.List{}, found...)
	check.Settle(w.site, found, true)
	if d := cmp.Diff(before, found); d != "" {
		t.Error(d)
	}
}
