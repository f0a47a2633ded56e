package proof_test

import (
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/config"
	"assay/generator/internal/proof"
	"assay/templates"
)

func TestNothingOfTheSampleLeadsNowhere(t *testing.T) {
	root := afero.NewReadOnlyFs(afero.NewBasePathFs(afero.NewOsFs(), "../../.."))
	for _, base := range []string{"", "https://facts.example.org/desk/"} {
		opt := build.Options{Input: root, Theme: templates.Files, Now: time.Now, BaseURL: config.BaseURL(base)}
		r, err := build.New(opt).Build(t.Context())
		if err != nil || len(r.Outputs) == 0 {
			t.Fatal(err, r.Diagnostics)
		}
		if found, err := proof.Pages(t.Context(), r.Site, r.Outputs); err != nil || len(found) > 0 {
			t.Error(err, found)
		}
	}
}
