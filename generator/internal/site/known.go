package site

import (
	"sync"

	"assay/generator/internal/diag"
)

// known are the ids that references may name, for hints. Each list is prepared when it is first
// needed, which is after all files have been gathered.
type known struct {
	claims, claimants, team, articles, pages, shared func() *diag.Words
}

func newKnown(r *resolver) known {
	return known{
		claims:    sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.claims)) }),
		claimants: sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.claimants)) }),
		team:      sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.team)) }),
		articles:  sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.articles)) }),
		pages:     sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.pages)) }),
		shared:    sync.OnceValue(func() *diag.Words { return diag.NewWords(names(r.shared)) }),
	}
}

// hinted counts the hints of the file that was looked at last.
type hinted struct {
	file  string
	hints int
}

// hint returns the hint for an unknown id in a file. Looking through all ids takes time, so only as
// many hints are worked out for one file as are shown.
func (r *resolver) hint(file string, known func() *diag.Words, name string) string {
	if r.hinted.file != file {
		r.hinted = hinted{file: file}
	}
	if r.hinted.hints++; r.hinted.hints > diag.MaxShown {
		return ""
	}
	return known().DidYouMean(name)
}
