package build_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/digest"
)

// TestOneMoreClaimChangesAFixedNumberOfFiles adds a claim to sites of different sizes and counts the outputs that change.
func TestOneMoreClaimChangesAFixedNumberOfFiles(t *testing.T) {
	sizes := []int{300, 30_000}
	if testing.Short() {
		sizes[1] = 3_000
	}
	counts := map[int]int{}
	for _, size := range sizes {
		counts[size] = changedByOneMore(t, size)
	}
	// Its own page, home, the lists of claims, of its claimant, two topics, its verdict and its author; at times a list's
	// newest page has become so long that another old page is cut off it.
	const most = 8 + 6
	for size, n := range counts {
		if n < 8 || n > most {
			t.Errorf("one more claim among %d changes %d files, want between 8 and %d, whatever the size", size, n, most)
		}
	}
}

func changedByOneMore(t *testing.T, size int) int {
	t.Helper()
	fsys := afero.NewMemMapFs()
	write(t, fsys, "site.yaml", "title: T\n")
	write(t, fsys, "content/team/desk.md", "---\nname: Desk\n---\n")
	for i := range max(1, size/20) {
		write(t, fsys, fmt.Sprintf("content/claimants/claimant-%d.md", i), fmt.Sprintf("---\nname: Claimant %d\n---\n", i))
	}
	for i := range size {
		write(t, fsys, fmt.Sprintf("claims/%d/claim-%d.md", i%300, i), tinyClaim(i, size))
	}
	builder := build.New(options(fsys))
	keys := func() map[string]digest.Sum {
		r, err := builder.Build(t.Context())
		if err != nil || r.Diagnostics.Failed() {
			t.Fatal(err, r.Diagnostics)
		}
		all := map[string]digest.Sum{}
		for _, o := range r.Outputs {
			all[o.Path] = o.Key
		}
		return all
	}
	before := keys()
	write(t, fsys, "claims/one-more.md", tinyClaim(size, size))
	changed := 0
	after := keys()
	for path, key := range after {
		if before[path] != key {
			changed++
		}
	}
	for path := range before {
		if _, kept := after[path]; !kept {
			t.Error(fmt.Sprint(path, " is gone"))
		}
	}
	return changed
}

// tinyClaim is a claim with all that lists are made of; a higher number is published later.
func tinyClaim(i, size int) string {
	published := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
	return fmt.Sprintf("---\nclaim: Claim %d.\nclaimant: claimant-%d\nverdict: half-true\nconclusion: So.\npublished: %s\nauthors: [desk]\ntopics: [a%d, b%d]\nsources: [{id: s, title: T}]\n---\n[@s]\n",
		i, i%max(1, size/20), published.Format(time.RFC3339), i%30, i%29)
}
