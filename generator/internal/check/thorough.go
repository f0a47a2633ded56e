package check

import (
	"context"

	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/site"
)

// Thorough gives the findings of the rules that compare claims with each other, or read kept copies with read, sorted.
// The error is only ever that of the context; a copy that cannot be read is among the findings.
func Thorough(ctx context.Context, s *site.Site, snap *files.Snapshot, read func(files.File) ([]byte, error)) (diag.List, error) {
	var claims, topics, kept diag.List
	group, ctx := guard.WithContext(ctx)
	group.Go(func() error { claims = nearClaims(s); return nil })
	group.Go(func() error { topics = nearTopics(s); return nil })
	group.Go(func() (err error) {
		kept, err = keptQuotes(ctx, s, snap, read)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return append(append(claims, topics...), kept...).Sort(), nil
}
