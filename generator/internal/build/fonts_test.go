package build_test

import (
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"assay/generator/internal/build"
)

// TestFontsOfCardsArePublishedOnlyAsAssets names a font beside the theme's assets and one among them.
func TestFontsOfCardsArePublishedOnlyAsAssets(t *testing.T) {
	for font, published := range map[string]bool{"templates/fonts/mono.ttf": false, "templates/assets/mono.ttf": true} {
		fsys := tiny(t, "base_url: https://facts.example.org/\ncards: true\n")
		write(t, fsys, "claims/claim-0.md", tinyClaim(0, 1))
		builder := build.New(options(fsys))
		before := keys(t, builder)
		write(t, fsys, font, string(dejavusansmono.TTF))
		write(t, fsys, "site.yaml", "title: T\nbase_url: https://facts.example.org/\ncards: true\nfonts: ["+font+"]\n")
		after := keys(t, builder)
		if before["cards/claim-0.png"] == after["cards/claim-0.png"] {
			t.Errorf("%s is not on the card", font)
		}
		found := false
		for path := range after {
			found = found || strings.HasSuffix(path, ".ttf")
		}
		if found != published {
			t.Errorf("%s is published: %v", font, found)
		}
		r, err := builder.Build(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range r.Diagnostics {
			if strings.HasPrefix(d.File, "templates/") {
				t.Error(d.Error())
			}
		}
	}
}
