package build

import (
	"context"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/proof"
)

// Before reads what the site was at a revision: the files that have another content now.
func (b *Builder) Before(revision string, earlier map[string][]byte) *check.Before {
	return check.ReadBefore(b.parser, revision, earlier)
}

// Examine takes a closer look at a site that was built: all rules of package check, what its pages lead to, and, where before is
// not nil, what was changed without saying so. further are findings of the caller's. It gives everything that is to be said of the
// site, what the build said included.
func (b *Builder) Examine(ctx context.Context, r *Result, before *check.Before, further diag.List) (diag.List, error) {
	found := append(further, r.found...)
	closer, err := check.Thorough(ctx, r.Site, r.Files, func(f files.File) ([]byte, error) { return files.Read(b.opt.Input, f) })
	if err != nil {
		return nil, err
	}
	found = append(found, closer...)
	if before != nil {
		found = append(found, check.Since(r.Site, *before)...)
	}
	if r.Outputs != nil {
		pages, err := proof.Pages(ctx, r.Outputs, r.Site)
		if err != nil {
			return nil, err
		}
		found = append(found, pages...)
	}
	return b.quote(check.Settle(r.Site, found.Sort(), true)), nil
}
