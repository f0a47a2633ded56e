package build

import (
	"context"
	"errors"

	"assay/generator/internal/check"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/history"
	"assay/generator/internal/proof"
)

// Examine takes a closer look at a site that was built: it applies all rules of package check, reads the pages as a browser would, and
// finds what was changed since an earlier revision (nil where there is none) without a correction that says so. It gives all
// that is to be said of the site: what the build found and what the caller did, too.
func (b *Builder) Examine(ctx context.Context, r *Result, before *history.Revision, further diag.List) (diag.List, error) {
	var found diag.List
	err := guard.Try("", func() (err error) { found, err = b.examine(ctx, r, before, further); return err })
	if d := (diag.Diagnostic{}); errors.As(err, &d) && d.Code == diag.Internal {
		return diag.List{d}, nil
	}
	return found, err
}

func (b *Builder) examine(ctx context.Context, r *Result, before *history.Revision, further diag.List) (diag.List, error) {
	found := append(further, r.found...)
	closer, err := check.Thorough(ctx, r.Site, r.Files, func(f files.File) ([]byte, error) { return files.Read(b.opt.Input, f) })
	if err != nil {
		return nil, err
	}
	found = append(found, closer...)
	if before != nil {
		found = append(found, check.Since(r.Site, check.ReadBefore(b.parser, before.Name, before.Files))...)
	}
	pages, err := proof.Pages(ctx, r.Site, r.Outputs)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	found = append(append(found, pages...), merge(diag.FromError(err))...) // of pages that cannot be made
	return b.quoter().quote(check.Settle(r.Site, found.Sort(), true), diag.Note), nil
}
