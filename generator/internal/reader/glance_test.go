package reader

import "testing"

// TestTheVerdictIsSeenAtOnce: with the longest claim and headline, too, it is in the first screen of a phone, and in the claim's own box.
func TestTheVerdictIsSeenAtOnce(t *testing.T) {
	for _, s := range sites(t) {
		var checks []page
		for _, p := range s.pages {
			if p.kind == "claim" {
				checks = append(checks, p)
			}
		}
		for _, how := range []setting{phone, desktop} {
			open(t, s, how, checks, func(v *view) {
				v.must("a verdict in the box of the claim", `document.querySelector(".claim-box:has(.wording) .rated").innerText.trim()`)
				v.must("a verdict in the first screen", `[...document.querySelectorAll(".rated > :is(h2, .verdict)")]
					.every((e) => e.getBoundingClientRect().bottom <= innerHeight)`)
			})
		}
	}
}
