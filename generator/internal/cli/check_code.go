package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/duty"
	"assay/templates"
)

// runCode reports on a code of conduct.
func (f *checkFlags) runCode(ctx context.Context, streams Streams) error {
	if f.format != formatText && f.format != formatJSON {
		return fmt.Errorf("--code reports as %s or %s, not as %s", formatText, formatJSON, f.format)
	}
	if !slices.Contains(duty.Codes(), f.code) {
		return fmt.Errorf("--code %s: there is no such code of conduct; %s", f.code, diag.DidYouMean(f.code, duty.Codes()))
	}
	start := time.Now()
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	if result.Diagnostics.Failed() { // no duty can be judged by half a site
		return f.report(streams, opened.root, result.Diagnostics, time.Since(start))
	}
	r, err := duty.Examine(result.Site, templates.Files, f.code)
	if err != nil {
		return err
	}
	if f.format == formatJSON {
		err = writeJSON(streams.Out, r)
	} else {
		err = r.Text(streams.Out)
	}
	if err == nil && f.strict && r.Unmet() > 0 {
		return errReported
	}
	return err
}
